from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from helpers.accessible import complaints, read_aloud
from helpers.real_journal import SetClock
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, DateAnswer
from repair_desktop.core.ids import PromptId
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Prompt, PromptKind
from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.widgets import day_field as day_module
from repair_desktop.gui.widgets.prompts.day import DayPrompt

TODAY = date(2026, 11, 23)
FUTURE = "That day is still to come. Choose today or an earlier day."
EARLY = "That is too long ago. Choose a day from 1900 on."


class Made:
    def __init__(self, qtbot: QtBot) -> None:
        prompt = Prompt(PromptId("when"), PromptKind.DATE, "When did it happen?")
        self.widget = DayPrompt(prompt, TherapistName.named("M."), SetClock())
        self.widget.setStyleSheet(stylesheet(Tokens(LIGHT)))
        self.told: list[Answer | None] = []
        self.widget.changed.connect(self.told.append)
        qtbot.addWidget(self.widget)
        self.widget.resize(700, 200)
        with qtbot.waitExposed(self.widget):
            self.widget.show()
        self.widget.activateWindow()
        field = self.widget.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        self.field = field

    def type(self, text: str) -> None:
        self.field.setFocus()
        self.field.selectAll()
        QTest.keyClicks(self.field, text)

    def leave(self) -> None:
        QTest.keyClick(self.field, Qt.Key.Key_Tab)

    def press(self, text: str) -> None:
        (button,) = [b for b in self.widget.findChildren(QPushButton) if b.text() == text]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def words(self) -> str:
        return read_aloud(self.widget)


@pytest.fixture(params=["en_GB", "en_US", "de_DE", "sv_SE", "ko_KR", "fa_IR", "C"])
def country(request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


@pytest.fixture
def britain() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def made(qtbot: QtBot, britain: None) -> Made:
    return Made(qtbot)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(day_module, "announce", lambda _widget, text: said.append(text))
    return said


def test_a_day_is_typed_key_by_key_and_told_once(made: Made) -> None:
    made.type("20/11/2026")
    assert made.told == [DateAnswer(date(2026, 11, 20))]
    assert made.widget.answer() == DateAnswer(date(2026, 11, 20))


@pytest.mark.parametrize(
    "text", ["5/3/2026", "05/03/2026", "5.3.2026", "5-3-2026", " 5 3 2026 ", "2026-03-05"]
)
def test_any_sign_between_the_numbers_will_do(made: Made, text: str) -> None:
    made.type(text)
    assert made.widget.answer() == DateAnswer(date(2026, 3, 5))


def test_a_day_is_read_as_it_is_written_in_every_country(qtbot: QtBot, country: str) -> None:
    made = Made(qtbot)
    made.widget.show_answer(DateAnswer(date(2026, 3, 5)))
    shown = made.field.text()
    made.field.clear()
    made.field.setText(shown)
    assert made.told == [None, DateAnswer(date(2026, 3, 5))]


def test_today_yesterday_and_blank_again(made: Made) -> None:
    made.press("Today")
    made.press("Yesterday")
    made.field.clear()
    assert made.told == [DateAnswer(TODAY), DateAnswer(date(2026, 11, 22)), None]


def test_a_day_is_chosen_on_a_calendar_that_begins_today(made: Made) -> None:
    made.press("Calendar…")
    calendar = made.widget.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert (calendar.yearShown(), calendar.monthShown()) == (2026, 11)
    assert calendar.minimumDate() == QDate(1900, 1, 1)
    assert calendar.maximumDate() == QDate(2026, 11, 23)
    for name in ("qt_calendar_prevmonth", "qt_calendar_nextmonth"):
        arrow = calendar.findChild(QToolButton, name)
        assert isinstance(arrow, QToolButton)
        assert arrow.icon().isNull()  # Qt's own is black, in the dark as well
        assert arrow.text() in "‹›"
        assert arrow.accessibleName().startswith("The month ")
    assert calendar.weekdayTextFormat(Qt.DayOfWeek.Sunday) == QTextCharFormat()
    assert calendar.width() >= calendar.sizeHint().width()
    calendar.clicked.emit(QDate(2026, 11, 2))
    assert made.told == [DateAnswer(date(2026, 11, 2))]
    assert not calendar.isVisible()


def test_the_calendar_is_left_with_escape(made: Made) -> None:
    made.press("Calendar…")
    calendar = made.widget.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    QTest.keyClick(calendar.window(), Qt.Key.Key_Escape)
    assert not calendar.isVisible()
    assert made.told == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("24/11/2026", FUTURE),
        ("1/1/9999", FUTURE),
        ("31/12/1899", EARLY),
        ("1/1/0001", EARLY),
    ],
)
def test_a_day_that_can_not_be_gets_a_word_at_once_and_is_not_taken(
    made: Made, spoken: list[str], text: str, words: str
) -> None:
    made.press("Yesterday")
    made.type(text)
    assert words in made.words()
    assert spoken == [words]
    assert made.told == [DateAnswer(date(2026, 11, 22))]
    assert made.widget.answer() == DateAnswer(date(2026, 11, 22))
    made.press("Today")
    assert words not in made.words()
    assert made.told[-1] == DateAnswer(TODAY)


@pytest.mark.parametrize(
    "text", ["31/2/2026", "20/11/26", "20/11", "soon", "0/0/2026", "1/2/3/2026"]
)
def test_what_is_no_day_gets_a_word_when_the_field_is_left(
    made: Made, spoken: list[str], text: str
) -> None:
    made.type(text)
    assert spoken == []
    made.leave()
    assert "There is no such day. Write it like this: 23/11/2026" in made.words()
    assert len(spoken) == 1
    assert made.told == []
    assert made.field.text() == text
    made.type("20/11/2026")
    assert "There is no such day." not in made.words()


def test_showing_a_day_tells_nobody(made: Made) -> None:
    made.type("soon")
    made.leave()
    made.widget.set_answer(DateAnswer(date(2026, 1, 2)))
    assert made.field.text() == "02/01/2026"
    assert "There is no such day." not in made.words()
    made.widget.set_answer(None)
    assert made.field.text() == ""
    assert made.told == []


def test_every_control_has_a_name_and_room(made: Made) -> None:
    assert list(complaints(made.widget)) == []
    assert made.field.accessibleName() == "When did it happen?"
    assert made.field.accessibleDescription() == "such as 23/11/2026"
