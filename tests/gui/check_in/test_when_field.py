from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QFontMetrics, QIcon, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QTableView, QTimeEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.check_in.calendar import Calendar
from repair_desktop.gui.check_in.when_field import WhenField
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme

NOW = datetime(2026, 11, 23, 12, 0)
THEN = datetime(2026, 11, 20, 9, 30)


class Made:
    def __init__(self, qtbot: QtBot, theme: ThemeController) -> None:
        self.now = NOW
        self.field = WhenField(lambda: self.now, theme)
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


@pytest.mark.parametrize("percent", [100, 200])
def test_the_calendar_has_room_for_every_word(
    qtbot: QtBot, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    calendar = Calendar(theme)
    qtbot.addWidget(calendar)
    with qtbot.waitExposed(calendar):
        calendar.show()
    days = calendar.findChild(QTableView)
    assert isinstance(days, QTableView)
    model = days.model()
    for column in range(model.columnCount()):
        for row in range(model.rowCount()):
            index = model.index(row, column)
            metrics = QFontMetrics(days.font())
            needed = metrics.boundingRect(str(index.data()))
            assert days.columnWidth(column) > needed.width()
            assert days.rowHeight(row) > needed.height()


def test_no_day_of_the_calendar_is_red(qtbot: QtBot, theme: ThemeController) -> None:
    calendar = Calendar(theme)
    qtbot.addWidget(calendar)
    for day in Qt.DayOfWeek:
        assert calendar.weekdayTextFormat(day).foreground().style() is Qt.BrushStyle.NoBrush


def test_its_arrows_follow_the_look(qtbot: QtBot, theme: ThemeController) -> None:
    calendar = Calendar(theme)
    qtbot.addWidget(calendar)
    button = calendar.findChild(QToolButton, "qt_calendar_prevmonth")
    assert isinstance(button, QToolButton)

    def picture(icon: QIcon) -> object:
        return icon.pixmap(20, 20).toImage()

    light = picture(button.icon())
    theme.apply(Theme.DARK)
    assert picture(button.icon()) != light
