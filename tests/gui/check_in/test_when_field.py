from __future__ import annotations

from datetime import datetime

import pytest
from helpers.accessible import press_by_reader
from PySide6.QtCore import QDate, QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QPushButton, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.check_in.when_field import WhenField
from repair_desktop.gui.theme.controller import ThemeController

NOW = datetime(2026, 11, 23, 12, 0)
THEN = datetime(2026, 11, 20, 9, 30)


class Made:
    def __init__(self, qtbot: QtBot, theme: ThemeController) -> None:
        self.now = NOW
        self.field = WhenField(lambda: self.now)
        self.told = 0
        self.field.changed.connect(self._count)
        qtbot.addWidget(self.field)
        self.field.resize(600, 300)
        with qtbot.waitExposed(self.field):
            self.field.show()
        day = self.field.findChild(QDateEdit)
        assert isinstance(day, QDateEdit)
        (time,) = [t for t in self.field.findChildren(QTimeEdit) if t.accessibleName() == "Time"]
        self.day, self.time = day, time

    def _count(self) -> None:
        self.told += 1


@pytest.fixture
def made(qtbot: QtBot, theme: ThemeController) -> Made:
    return Made(qtbot, theme)


def test_what_is_shown_is_told_to_nobody(made: Made) -> None:
    for when in (None, THEN):
        made.field.show_when(when, kept=False)
        assert made.field.when == when
    made.field.show_when(THEN, kept=True)
    assert made.field.when == THEN
    assert made.told == 0


def test_fields_are_told(made: Made) -> None:
    made.field.show_when(THEN, kept=False)
    made.day.setDate(QDate(2026, 11, 19))
    made.time.setTime(QTime(0, 5))
    assert made.field.when == datetime(2026, 11, 19, 0, 5)
    assert made.told == 2


def test_a_screen_reader_chooses_between_now_and_another_time(made: Made) -> None:
    made.field.show_when(None, kept=False)
    now, another = made.field.findChildren(QPushButton)
    for _ in range(2):
        press_by_reader(another)
        assert made.day.isVisible()
        assert made.field.when == NOW
    assert made.told == 1
    press_by_reader(now)
    assert not made.day.isVisible()
    assert made.field.when is None
    assert made.told == 2


def test_a_year_has_four_digits(made: Made) -> None:
    made.field.show_when(datetime(1926, 11, 20, 9, 30), kept=False)
    assert "1926" in made.day.text()


def test_half_a_day_while_it_is_typed_is_not_judged(made: Made) -> None:
    made.field.show_when(THEN, kept=False)
    made.day.setSelectedSection(QDateEdit.Section.DaySection)
    QTest.keyClicks(made.day, "1")
    assert made.told == 0
    QTest.keyClicks(made.day, "9")
    QTest.keyClick(made.day, Qt.Key.Key_Return)
    assert made.field.when == datetime(2026, 11, 19, 9, 30)
    assert made.told == 1


@pytest.mark.parametrize("turns", [120, -120])
def test_the_wheel_leaves_it_alone(made: Made, qapp: QApplication, turns: int) -> None:
    made.field.show_when(THEN, kept=False)
    fields: list[QWidget] = [made.day, made.time]
    for field in fields:
        middle = QPointF(field.rect().center())
        event = QWheelEvent(
            middle,
            field.mapToGlobal(middle),
            QPoint(),
            QPoint(0, turns),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        qapp.sendEvent(field, event)
    assert made.field.when == THEN
