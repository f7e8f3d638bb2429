"""Quick hide: at once nothing but one colour, and nothing reaches what lies under it."""

from __future__ import annotations

import pytest
from helpers.plain_window import NARROW
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from repair_desktop.gui.shell.window import MainWindow
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme


class WrittenPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        self.field = QLineEdit("private words")
        self.box = QComboBox()
        self.box.addItems(["private", "words"])
        lines.addWidget(self.field)
        lines.addWidget(self.box)


@pytest.fixture
def page(window: MainWindow) -> WrittenPage:
    page = WrittenPage()
    window.show_open()
    window.set_banner("private banner")
    window.show_page(page, None)
    page.field.setFocus()
    return page


@pytest.fixture
def lifted(window: MainWindow) -> list[bool]:
    lifts: list[bool] = []
    window.unveiled.connect(lambda: lifts.append(True))
    return lifts


def colours(window: MainWindow) -> set[int]:
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return set(memoryview(picture.constBits()).cast("B").cast("I"))


def press(widget: QWidget, key: Qt.Key, text: str = "", held: bool = False) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, held)
    QCoreApplication.sendEvent(widget, event)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.mark.parametrize("theme_name", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
@pytest.mark.parametrize("size", [None, NARROW])
def test_nothing_is_left_but_one_colour(
    window: MainWindow,
    theme: ThemeController,
    page: WrittenPage,
    theme_name: Theme,
    size: tuple[int, int] | None,
) -> None:
    theme.apply(theme_name, 200)
    if size:
        window.resize(*size)
    assert len(colours(window)) > 1
    window.veil()
    background = int(theme.tokens.colour("bg").lstrip("#"), 16)
    assert {colour & 0xFFFFFF for colour in colours(window)} == {background}
    assert window.is_veiled
    assert not window.menuBar().isVisible()
    window.resize(1500, 900)  # the window may be made larger under the veil
    QCoreApplication.processEvents()
    assert len(colours(window)) == 1


def test_the_title_says_nothing_while_hidden(window: MainWindow, page: WrittenPage) -> None:
    assert window.windowTitle() == "Repair"
    window.veil()
    assert window.windowTitle() == "Notes"
    window.unveil()
    assert window.windowTitle() == "Repair"


def test_what_hangs_over_the_window_goes_too(
    window: MainWindow, page: WrittenPage, qtbot: QtBot
) -> None:
    menu = window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    window.veil()
    assert not menu.isVisible()
    window.unveil()
    page.box.showPopup()
    qtbot.waitUntil(page.box.view().isVisible)
    window.veil()
    assert QApplication.activePopupWidget() is None
    assert not page.box.view().isVisible()


@pytest.mark.parametrize(
    "key",
    [Qt.Key.Key_A, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab,
     Qt.Key.Key_Backtab, Qt.Key.Key_F1, Qt.Key.Key_F9, Qt.Key.Key_Left],
)  # fmt: skip
def test_any_key_lifts_and_does_nothing_else(
    window: MainWindow, page: WrittenPage, lifted: list[bool], key: Qt.Key
) -> None:
    asked: list[bool] = []
    for signal in (window.help_requested, window.hide_requested):
        signal.connect(lambda: asked.append(True))
    window.veil()
    QTest.keyClick(focus(), key)
    assert lifted == [True]
    assert asked == []
    assert page.field.text() == "private words"


@pytest.mark.parametrize(
    "key",
    [Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
     Qt.Key.Key_Super_L, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock],
)  # fmt: skip
def test_a_modifier_alone_does_not_lift(
    window: MainWindow, page: WrittenPage, lifted: list[bool], key: Qt.Key
) -> None:
    window.veil()
    press(focus(), key)
    assert lifted == []


def test_a_click_lifts(window: MainWindow, page: WrittenPage, lifted: list[bool]) -> None:
    window.veil()
    QTest.mouseClick(focus(), Qt.MouseButton.LeftButton)
    assert lifted == [True]


def test_the_key_that_hid_does_not_lift_while_it_is_held(
    window: MainWindow, page: WrittenPage, lifted: list[bool]
) -> None:
    window.hide_requested.connect(window.veil)
    QTest.keyPress(page.field, Qt.Key.Key_F9)
    assert window.is_veiled
    for _ in range(5):
        press(focus(), Qt.Key.Key_F9, held=True)
    QTest.keyRelease(focus(), Qt.Key.Key_F9)
    assert lifted == []
    QTest.keyClick(focus(), Qt.Key.Key_F9)
    assert lifted == [True]


KEYS = [
    (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
]


@pytest.fixture
def asked(window: MainWindow) -> list[bool]:
    requests: list[bool] = []
    window.hide_requested.connect(lambda: requests.append(True))
    return requests


@pytest.mark.parametrize(("key", "modifiers"), KEYS)
@pytest.mark.parametrize(
    "modality", [Qt.WindowModality.WindowModal, Qt.WindowModality.ApplicationModal]
)
def test_the_keys_hide_from_within_a_dialog(
    window: MainWindow,
    page: WrittenPage,
    qtbot: QtBot,
    asked: list[bool],
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    modality: Qt.WindowModality,
) -> None:
    dialog = QDialog(window)
    dialog.setWindowModality(modality)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.windowHandle(), key, modifiers)
    assert asked == [True]
    dialog.close()


@pytest.mark.parametrize(("key", "modifiers"), KEYS)
def test_the_keys_hide_from_within_an_open_list_and_an_open_menu(
    window: MainWindow,
    page: WrittenPage,
    qtbot: QtBot,
    asked: list[bool],
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
) -> None:
    page.box.showPopup()
    qtbot.waitUntil(page.box.view().isVisible)
    QTest.keyClick(window.windowHandle(), key, modifiers)
    assert asked == [True]
    page.box.hidePopup()
    menu = window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    QTest.keyClick(window.windowHandle(), key, modifiers)
    assert asked == [True, True]
    window.veil()
    QTest.keyClick(window.windowHandle(), key, modifiers)
    assert asked == [True, True]


def test_a_hurried_double_click_on_quick_hide_stays_hidden(
    window: MainWindow, page: WrittenPage, lifted: list[bool]
) -> None:
    window.veil()
    where = QPointF(20, 700)
    QCoreApplication.sendEvent(
        focus(),
        QMouseEvent(
            QEvent.Type.MouseButtonDblClick,
            where,
            window.mapToGlobal(where),
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )
    assert lifted == []
    assert window.is_veiled


def test_a_page_shown_meanwhile_stays_hidden_and_gets_no_keys(
    window: MainWindow, page: WrittenPage, lifted: list[bool]
) -> None:
    window.veil()
    veil = focus()
    later = WrittenPage()
    window.show_closed(later)
    window.set_banner("another banner")
    window.set_neutral_title(False)
    assert focus() is veil
    assert len(colours(window)) == 1
    assert window.windowTitle() == "Notes"
    assert not later.isVisible()
    QTest.keyClick(focus(), Qt.Key.Key_X)
    assert lifted == [True]
    assert later.field.text() == "private words"


def test_lifted_it_is_as_before(window: MainWindow, page: WrittenPage) -> None:
    window.veil()
    window.unveil()
    assert not window.is_veiled
    assert page.field.isVisible()
    assert window.menuBar().isVisible()
    assert all(action.isVisible() for action in window.menuBar().actions())
    assert window._ui.banner.isVisible()
    assert window._ui.sidebar.isVisible()
    assert page.field.hasFocus()
    QTest.keyClicks(page.field, "!")
    assert page.field.text() == "private words!"


def test_a_screen_reader_hears_how_to_go_on(window: MainWindow, page: WrittenPage) -> None:
    window.veil()
    assert focus().accessibleName() == "Hidden. Press any key to go on."
