from __future__ import annotations

from datetime import timedelta

import pytest
from helpers.accessible import complaints, read_aloud, tab_stops
from helpers.fake_settings import FakeSettings
from helpers.jobs import InlineJobs
from helpers.real_journal import SetClock
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.content.help import load_help_lines, load_texts
from repair_desktop.core.help import HelpLines
from repair_desktop.gui.help import line_row
from repair_desktop.gui.help.contacts_presenter import ContactsPresenter
from repair_desktop.gui.help.page import HelpPage
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.clipboard_guard import marks
from repair_desktop.services.settings import Contact, JournalSettings, SettingsService

LINES = load_help_lines()
TEXTS = load_texts()


@pytest.fixture
def contacts() -> ContactsPresenter:
    settings = SettingsService(FakeSettings().as_journal())
    settings.save(
        JournalSettings(contacts=(Contact("Lea", "0151 1"), Contact("", "the crisis team")))
    )
    return ContactsPresenter(settings, InlineJobs())


def shown(
    qtbot: QtBot,
    contacts: ContactsPresenter | None = None,
    lines: HelpLines = LINES,
    clock: SetClock | None = None,
    size: tuple[int, int] = (720, 560),
) -> HelpPage:
    page = HelpPage(lines, TEXTS, clock or SetClock(), ProblemWords(), contacts)
    page.resize(*size)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def button(page: QWidget, name: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.accessibleName() == name)


def texts(page: QWidget) -> list[str]:
    labels = [label for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    return [label.text() for label in labels]


def choose(page: QWidget, country: str) -> None:
    box = page.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText(country))
    QApplication.processEvents()


# --- what it says, and in which order --------------------------------------------------------


def test_danger_comes_first_and_then_the_order_of_the_design(qtbot: QtBot) -> None:
    page = shown(qtbot)
    cards = [card.findChildren(QLabel)[0].text() for card in page.findChildren(Card)]
    assert cards == [
        "Are you in danger right now?",
        "Someone to talk to",
        "People I can contact",
        "A small exercise",
        "If you are afraid of someone at home",
        "After sexual violence",
        "Advice, or a complaint about a therapist",
        "Something to read",
        "Good to know",
    ]
    tops = [card.mapTo(page, QPoint()).y() for card in page.findChildren(Card)]
    assert tops == sorted(tops)


def test_what_has_to_be_said_is_said(qtbot: QtBot) -> None:
    words = read_aloud(shown(qtbot))
    for sentence in (
        "If you might act on thoughts of ending your life, or you are not safe, please call now.",
        "You can say: I am having a hard time and need to talk.",
        "This app cannot call anyone and no one is watching it. That keeps it private. "
        "It also means you have to reach out.",
        "Not for emergencies. No one can see what you write, so no one can send help.",
        "They can change. If one does not work, call your emergency number or a person near you.",
    ):
        assert sentence in words


def test_the_country_is_never_guessed(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_NZ.UTF-8")
    page = shown(qtbot)
    box = page.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    assert box.currentText() == "All countries"
    assert [box.itemText(n) for n in range(1, box.count())] == [name for _, name in LINES.countries]
    for line in LINES.lines:
        assert line.number in texts(page)


@pytest.mark.parametrize(("code", "name"), LINES.countries)
def test_a_chosen_country_shows_its_own_lines_and_those_for_everywhere(
    qtbot: QtBot, code: str, name: str
) -> None:
    page = shown(qtbot)
    choose(page, name)
    said = texts(page)
    for line in LINES.lines:
        assert (line.number in said) or line.country not in (code, "")
    others = {line.number for line in LINES.lines if line.country not in (code, "")}
    own = {line.number for line in LINES.lines if line.country in (code, "")}
    assert not (others - own) & set(said)
    choose(page, "All countries")
    assert {line.number for line in LINES.lines} <= set(texts(page))


def test_the_countries_are_named_by_their_label(qtbot: QtBot) -> None:
    page = shown(qtbot)
    named = [label.text() for label in page.findChildren(QLabel) if label.buddy() is not None]
    assert named == ["Which country's numbers?"]


def test_the_choice_of_a_country_is_not_kept(qtbot: QtBot) -> None:
    choose(shown(qtbot), "Ireland")
    again = shown(qtbot)
    box = again.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    assert box.currentText() == "All countries"


def test_a_purpose_without_a_line_says_so(qtbot: QtBot) -> None:
    page = shown(qtbot)
    choose(page, "South Africa")
    assert "We know of no line for this here." in texts(page)


def test_emergency_numbers_are_large(qtbot: QtBot) -> None:
    page = shown(qtbot)
    large = [label.text() for label in page.findChildren(QLabel) if label.property("role") == "big"]
    assert large == [
        line.number for line in LINES.of(None, "emergency") if line.country or line.is_exact
    ]


# --- the numbers -----------------------------------------------------------------------------


def test_every_number_can_be_marked_and_is_read_with_its_name(qtbot: QtBot) -> None:
    page = shown(qtbot)
    marked = {
        label.text(): label
        for label in page.findChildren(QLabel)
        if label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    }
    assert set(marked) == {line.number for line in LINES.lines}
    assert marked["116 123"].accessibleName().endswith(": 116 123")
    assert marked["116 123"].accessibleName().startswith("Samaritans")


def test_nothing_on_the_page_opens_a_program(qtbot: QtBot) -> None:
    page = shown(qtbot)
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert not label.openExternalLinks()
        assert "tel:" not in label.text()


def test_copy_says_so_until_something_else_is_copied(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []
    monkeypatch.setattr(line_row, "announce", lambda widget, text: spoken.append(text))
    page = shown(qtbot)
    choose(page, "United Kingdom")
    copy = button(page, "Copy: Samaritans")
    assert copy.accessibleDescription() == "116 123"
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "116 123"
    assert set(marks()) < set(QGuiApplication.clipboard().mimeData().formats())
    assert spoken == ["Copied"]
    assert (copy.text(), copy.accessibleName()) == ("Copied", "Copied: Samaritans")
    QTest.mouseClick(button(page, "Copy: Emergency"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "999"
    assert copy.text() == "Copy"
    QGuiApplication.clipboard().clear()


def test_show_big_and_small_again(qtbot: QtBot, theme: ThemeController) -> None:
    page = shown(qtbot)
    assert theme.tokens.text_percent == 100
    choose(page, "United Kingdom")
    number = next(
        label
        for label in page.findChildren(QLabel)
        if label.text() == "116 123" and label.isVisible()
    )
    before = number.sizeHint().height()
    size = button(page, "Show big: Samaritans")
    QTest.keyClick(size, Qt.Key.Key_Space)
    assert number.sizeHint().height() > before
    assert size.accessibleName() == "Show small: Samaritans"
    QTest.keyClick(size, Qt.Key.Key_Space)
    assert number.sizeHint().height() == before
    assert size.text() == "Show big"


def test_words_for_a_number_can_not_be_copied(qtbot: QtBot) -> None:
    page = shown(qtbot)
    copied = {
        b.accessibleDescription() for b in page.findChildren(QPushButton) if b.text() == "Copy"
    }
    assert copied == {line.number for line in LINES.lines if line.is_exact}
    assert "your local emergency number" not in copied


@pytest.mark.parametrize(("days", "old"), [(0, False), (365, False), (366, True), (3000, True)])
def test_numbers_say_when_they_were_checked_and_when_that_is_long_ago(
    qtbot: QtBot, days: int, old: bool
) -> None:
    clock = SetClock()
    checked = LINES.oldest_check
    clock.moment = clock.moment.replace(
        year=checked.year, month=checked.month, day=checked.day
    ) + timedelta(days=days)
    words = read_aloud(shown(qtbot, clock=clock))
    assert f"Numbers checked on {checked:%A}, {checked.day} {checked:%B} {checked.year}." in words
    assert ("These numbers were checked more than a year ago." in words) is old


# --- a person's own contacts, and the ways on ------------------------------------------------


def test_closed_it_shows_nothing_of_the_persons_own(qtbot: QtBot) -> None:
    page = shown(qtbot)
    words = read_aloud(page)
    assert "Your own list is inside your journal. Open it to see it." in words
    assert page.findChildren(QLineEdit) == []
    assert not [b for b in page.findChildren(QPushButton) if b.text() in ("Add", "Remove")]


def test_open_it_shows_them(qtbot: QtBot, contacts: ContactsPresenter) -> None:
    page = shown(qtbot, contacts)
    assert "Lea\n0151 1" in texts(page)
    assert "the crisis team" in texts(page)
    assert len(page.findChildren(QLineEdit)) == 2


def test_ways_on_and_back(qtbot: QtBot) -> None:
    page = shown(qtbot)
    asked: list[str] = []
    page.steady_requested.connect(lambda: asked.append("steady"))
    page.read_requested.connect(lambda: asked.append("read"))
    page.closed.connect(lambda: asked.append("back"))
    for text in ("Steady me", "Read", "Back"):
        named = next(b for b in page.findChildren(QPushButton) if b.text() == text)
        QTest.keyClick(named, Qt.Key.Key_Space)
    assert asked == ["steady", "read", "back"]


def test_the_way_back_is_always_in_sight(qtbot: QtBot) -> None:
    page = shown(qtbot)
    back = next(b for b in page.findChildren(QPushButton) if b.text() == "Back")
    for _ in range(2):
        assert page.rect().contains(back.mapTo(page, back.rect().bottomRight()))
        page._scroll.verticalScrollBar().setValue(10**6)


# --- for everyone ----------------------------------------------------------------------------


@pytest.mark.parametrize("is_open", [False, True])
def test_every_control_is_named_and_large_enough(
    qtbot: QtBot, theme: ThemeController, contacts: ContactsPresenter, is_open: bool
) -> None:
    page = shown(qtbot, contacts if is_open else None)
    assert list(complaints(page)) == []
    choose(page, "Australia")
    assert list(complaints(page)) == []


def test_tab_goes_from_top_to_bottom(qtbot: QtBot, contacts: ContactsPresenter) -> None:
    page = shown(qtbot, contacts)
    for country in ("All countries", "New Zealand"):
        choose(page, country)
        stops = tab_stops(page)
        first = next(n for n, stop in enumerate(stops) if isinstance(stop, QComboBox))
        stops = stops[first:] + stops[:first]
        tops = [stop.mapTo(page, QPoint()).y() for stop in stops[:-1]]
        assert tops == sorted(tops)
        assert isinstance(stops[-1], QPushButton)
        assert stops[-1].text() == "Back"


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_wider_than_the_smallest_window(
    qtbot: QtBot, theme: ThemeController, contacts: ContactsPresenter, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    page = shown(qtbot, contacts, size=(720 - theme.tokens.sidebar_folded_width, 500))
    assert page._column.width() <= page._scroll.viewport().width()
    for label in page.findChildren(QLabel):
        if label.isVisible():
            assert label.width() >= label.minimumSizeHint().width()


def test_the_wheel_scrolls_and_never_chooses_a_country(qtbot: QtBot) -> None:
    page = shown(qtbot)
    box = page.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    box.setFocus()
    before = page._scroll.verticalScrollBar().value()
    where = QPointF(box.mapTo(page, box.rect().center()))
    QTest.wheelEvent(page.windowHandle(), where, QPoint(0, -120))
    assert box.currentText() == "All countries"
    assert page._scroll.verticalScrollBar().value() > before
