from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from helpers.accessible import complaints, press_by_reader, tab_stops
from helpers.plain_window import NARROW, WIDE, place_in, show_window
from helpers.real_journal import SetClock
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from repair_desktop.content.help import load_help_lines, load_steadying, load_texts
from repair_desktop.core.preferences import Preferences
from repair_desktop.gui.help.not_yours_page import NotYoursPage
from repair_desktop.gui.help.page import HelpPage
from repair_desktop.gui.help.steady_page import SteadyPage
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.settings.page import SettingsPage, StorageFacts
from repair_desktop.gui.shell.places import Place
from repair_desktop.gui.shell.window import MainWindow
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.page import Page

WAYS_OUT = ("Get help now", "Steady me", "Lock", "Quick hide")


def a_page(text: str = "") -> QWidget:
    """A page with a field to write in."""
    page = QWidget()
    page.setAccessibleName("A page")
    lines = QVBoxLayout(page)
    field = QLineEdit(text)
    field.setAccessibleName("A field")
    field.setMinimumHeight(24)
    lines.addWidget(field)
    return page


def field_of(page: QWidget) -> QLineEdit:
    field = page.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def button(window: MainWindow, name: str) -> QPushButton:
    return next(b for b in window.findChildren(QPushButton) if b.accessibleName() == name)


def sidebar(window: MainWindow) -> list[QPushButton]:
    return [b for b in window._ui.sidebar.findChildren(QPushButton) if b.isVisible()]


def menus(window: MainWindow) -> Iterator[QMenu]:
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        yield menu


def heard(window: MainWindow) -> list[object]:
    """Return a list that every request of the window is written to."""
    asked: list[object] = []
    for name in (
        "help_requested", "steady_requested", "lock_requested", "hide_requested", "new_requested",
        "note_requested", "check_in_requested", "about_requested", "leave_demo_requested",
        "unveiled", "close_requested",
    ):  # fmt: skip
        getattr(window, name).connect(lambda name=name: asked.append(name))
    window.place_requested.connect(asked.append)
    window.text_size_requested.connect(asked.append)
    return asked


# --- the ways out ----------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("percent", [100, 200])
def test_the_ways_out_never_move(
    window: MainWindow, theme: ThemeController, size: tuple[int, int], percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    window.resize(*size)
    places = set()
    for is_open in (False, True):
        for place in (None, *Place):
            window.show_open() if is_open else window.show_closed(a_page())
            window.show_page(a_page(), place)
            QCoreApplication.processEvents()
            places.add(tuple(place_in(window, button(window, name)) for name in WAYS_OUT))
    assert len(places) == 1


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_whole_sidebar_fits_into_the_smallest_window(
    window: MainWindow, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    window.resize(window.minimumSize())
    window.show_open()
    QCoreApplication.processEvents()
    below = 0
    for one in sidebar(window):
        left, top, width, height = place_in(window, one)
        assert height >= 24
        assert top >= below
        assert left >= 0
        assert left + width <= window.width()
        below = top + height
    assert len(sidebar(window)) == 9
    assert below <= window.height()


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Get help now", "help_requested"),
        ("Steady me", "steady_requested"),
        ("Lock", "lock_requested"),
        ("Quick hide", "hide_requested"),
        ("Today", Place.TODAY),
        ("Reflect", Place.REFLECT),
        ("Mood timeline", Place.TIMELINE),
        ("Settings", Place.SETTINGS),
    ],
)
def test_a_click_at_the_side_asks_for_it(window: MainWindow, name: str, asked: object) -> None:
    window.show_open()
    requests = heard(window)
    QTest.mouseClick(button(window, name), Qt.MouseButton.LeftButton)
    assert requests == [asked]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Today", Place.TODAY),
        ("Reflect", Place.REFLECT),
        ("Mood timeline", Place.TIMELINE),
        ("Settings", Place.SETTINGS),
    ],
)
def test_a_screen_reader_goes_to_a_place_also_to_the_one_it_is_at(
    window: MainWindow, name: str, place: Place
) -> None:
    window.show_open()
    requests = heard(window)
    for here in (None, place, place):
        window.show_page(a_page(), here)
        press_by_reader(button(window, name))
        assert requests.pop() == place
        assert requests == []
        checked = [one.accessibleName() for one in sidebar(window) if one.isChecked()]
        assert checked == ([name] if here else [])


KEYS = [
    ("F1", "help_requested", True),
    ("F2", "steady_requested", True),
    ("F9", "hide_requested", True),
    ("Ctrl+Shift+H", "hide_requested", True),
    ("Ctrl+,", Place.SETTINGS, True),
    ("Ctrl+L", "lock_requested", False),
    ("Ctrl+N", "new_requested", False),
    ("Ctrl+Shift+N", "note_requested", False),
    ("Ctrl+M", "check_in_requested", False),
    ("Ctrl+1", Place.TODAY, False),
    ("Ctrl+2", Place.REFLECT, False),
    ("Ctrl+3", Place.TIMELINE, False),
    ("Ctrl+4", Place.SESSIONS, False),
    ("Ctrl++", 1, True),
    ("Ctrl+=", 1, True),
    ("Ctrl+-", -1, True),
    ("Ctrl+0", 0, True),
    ("Ctrl+Q", "close_requested", True),
]


@pytest.mark.parametrize(("keys", "asked", "always"), KEYS, ids=[keys for keys, _, _ in KEYS])
def test_a_key_asks_for_it_also_from_within_a_field(
    window: MainWindow, keys: str, asked: object, always: bool
) -> None:
    requests = heard(window)
    for is_open in (True, False):
        page = a_page("words")
        window.show_open() if is_open else window.show_closed(page)
        window.show_page(page, None)
        field_of(page).setFocus()
        requests.clear()
        QTest.keySequence(field_of(page), QKeySequence(keys))
        assert requests == ([asked] if is_open or always else [])
        assert field_of(page).text() == "words"


def test_everything_at_the_side_is_in_the_menus_too(window: MainWindow) -> None:
    texts = {action.text().replace("&", "") for menu in menus(window) for action in menu.actions()}
    assert texts >= {one.accessibleName() for one in sidebar(window)}
    assert texts >= {"Quit", "About Repair", "Full screen", "Larger text", "Smaller text"}


def test_no_two_things_share_a_key(window: MainWindow) -> None:
    facts = StorageFacts(Path("/"), None, "", "0")
    for page in (
        HelpPage(load_help_lines(), load_texts(), SetClock(), ProblemWords(), None),
        SteadyPage(load_steadying()),
        NotYoursPage(load_texts()),
        SettingsPage(Preferences(), ("en", "de"), facts, ProblemWords(), None),
    ):
        window.show_page(page, None)
    keys = Counter(
        key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()
    )
    for shortcut in window.findChildren(QShortcut):
        keys.update(map(QKeySequence.toString, shortcut.keys()))
    keys.update(
        button.shortcut().toString()
        for button in window.findChildren(QAbstractButton)
        if not button.shortcut().isEmpty()
    )
    assert keys["F1"] == 1
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_two_entries_of_a_menu_share_a_letter(window: MainWindow) -> None:
    groups = [window.menuBar().actions(), *(menu.actions() for menu in menus(window))]
    for actions in groups:
        letters = [
            QKeySequence.mnemonic(action.text()).toString()
            for action in actions
            if not action.isSeparator()
        ]
        assert "" not in letters
        assert len(letters) == len(set(letters)), letters


def test_without_a_journal_only_help_and_settings_are_offered(window: MainWindow) -> None:
    window.show_closed(a_page())
    enabled = [one.accessibleName() for one in sidebar(window) if one.isEnabled()]
    assert enabled == ["Get help now", "Steady me", "Settings", "Quick hide"]
    window.show_open()
    assert all(one.isEnabled() for one in sidebar(window))
    assert len(sidebar(window)) == 9


# --- where the person is ---------------------------------------------------------------------


def test_the_mark_follows_the_page_and_not_the_click(window: MainWindow) -> None:
    window.show_open()
    window.show_page(a_page(), Place.TODAY)
    reflect, today = button(window, "Reflect"), button(window, "Today")
    QTest.mouseClick(reflect, Qt.MouseButton.LeftButton)
    assert (today.isChecked(), reflect.isChecked()) == (True, False)
    window.show_page(a_page(), Place.REFLECT)
    assert (today.isChecked(), reflect.isChecked()) == (False, True)
    assert reflect.accessibleDescription() == "You are here"
    assert today.accessibleDescription() == ""
    window.show_page(a_page(), None)
    assert not reflect.isChecked()


def test_a_page_that_is_shown_gets_the_keyboard(window: MainWindow) -> None:
    page = a_page()
    button(window, "Get help now").setFocus()
    window.show_page(page, None)
    assert field_of(page).hasFocus()
    other = a_page()
    window.show_page(other, None)
    window.show_page(page, None)
    assert field_of(page).hasFocus()


def test_a_new_page_is_read_from_its_beginning_and_an_old_one_stays_where_it_was(
    window: MainWindow,
) -> None:
    page = Page()
    page.add_widget(QLabel("words\n" * 100))
    button = QPushButton("Go on")
    page.add_widget(button)
    window.show_page(page, None)
    QCoreApplication.processEvents()
    scrolled = page._scroll.verticalScrollBar()
    assert button.hasFocus()
    assert scrolled.maximum() > 500
    assert scrolled.value() == 0
    scrolled.setValue(300)
    window.show_page(a_page(), None)
    window.show_page(page, None)
    assert scrolled.value() >= 300


def test_a_page_without_controls_gets_it_itself(window: MainWindow) -> None:
    page = QLabel("words")
    window.show_page(page, None)
    assert window.current_page() is page
    assert page.hasFocus()


def test_a_removed_page_is_gone_with_its_words(window: MainWindow) -> None:
    page = a_page("words")
    window.show_page(page, None)
    window.show_page(a_page(), None)
    window.remove_page(page)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(page)


def test_the_banner_comes_with_the_way_out_of_the_made_up_journal(window: MainWindow) -> None:
    leave = next(a for a in window.findChildren(QAction) if "made-up" in a.text())
    window.set_banner("<b>Made up</b>")
    assert window._ui.banner.isVisible()
    assert window._ui.banner.textFormat() is Qt.TextFormat.PlainText
    assert leave.isVisible()
    window.set_banner("")
    assert not window._ui.banner.isVisible()
    assert not leave.isVisible()


# --- narrow windows --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "percent", "folded"),
    [
        (WIDE, 100, False),
        ((900, 600), 100, False),
        ((899, 600), 100, True),
        (NARROW, 100, True),
        (WIDE, 200, True),
        ((1800, 900), 200, False),
    ],
)
def test_a_narrow_sidebar_shows_icons_with_names(
    window: MainWindow,
    theme: ThemeController,
    size: tuple[int, int],
    percent: int,
    folded: bool,
) -> None:
    theme.apply(Theme.LIGHT, percent)
    window.resize(*size)
    window.show_open()
    QCoreApplication.processEvents()
    for one in sidebar(window):
        name = one.accessibleName()
        assert one.text().strip() == ("" if folded else name)
        assert one.toolTip() == (name if folded else "")
        assert not one.icon().isNull()
        interface = QAccessible.queryAccessibleInterface(one)
        assert interface.text(QAccessible.Text.Name) == name
    assert window._ui.brand.isVisible() is not folded
    widths = (theme.tokens.sidebar_folded_width, theme.tokens.sidebar_width)
    assert window._ui.sidebar.width() == widths[0 if folded else 1]
    assert widths[0] <= NARROW[0] / 6


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_control_is_named_and_large_enough(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    for is_open in (True, False):
        page = a_page()
        window.show_open() if is_open else window.show_closed(page)
        window.show_page(page, None)
        assert list(complaints(window)) == []
        names = [stop.accessibleName() for stop in tab_stops(window)]
        assert {"Get help now", "Steady me", "Settings", "Quick hide", "A field"} <= set(names)


# --- titles and closing ----------------------------------------------------------------------


def test_the_title_can_say_nothing(window: MainWindow) -> None:
    assert window.windowTitle() == "Repair"
    window.set_neutral_title(True)
    assert window.windowTitle() == "Notes"
    window.set_neutral_title(False)
    assert window.windowTitle() == "Repair"


def test_closing_asks_first(window: MainWindow) -> None:
    requests = heard(window)
    assert not window.close()
    assert window.isVisible()
    assert requests == ["close_requested"]
    window.let_close()
    assert not window.isVisible()
    assert requests == ["close_requested"]


def test_f11_fills_the_screen_and_gives_it_back(qtbot: QtBot, theme: ThemeController) -> None:
    window = show_window(qtbot, theme)
    keys = QKeySequence.keyBindings(QKeySequence.StandardKey.FullScreen)
    for full in (True, False):
        QTest.keySequence(window, keys[0])
        assert bool(window.windowState() & Qt.WindowState.WindowFullScreen) is full


# --- the line before it locks itself ---------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 200])
def test_the_warning_is_read_whole_and_moves_nothing(
    qtbot: QtBot, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    window = show_window(qtbot, theme, NARROW)
    page = a_page()
    window.show_page(page, None)
    before = place_in(window, page)
    window.warn_of_lock()
    QCoreApplication.processEvents()
    line = window._warning
    assert line.isVisible()
    assert place_in(window, page) == before
    assert line.height() >= line.heightForWidth(line.width())
    assert not page.visibleRegion().isEmpty()
    window.resize(*WIDE)
    assert line.width() == page.width()
    window.end_warning()
    assert not line.isVisible()


def test_a_veiled_window_warns_of_nothing(window: MainWindow) -> None:
    window.show_page(a_page(), None)
    window.veil()
    window.warn_of_lock()
    window.unveil()
    assert not window._warning.isVisible()
