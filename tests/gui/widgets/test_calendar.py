from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.calendar import Calendar

SMALLEST_TARGET = 24


@pytest.fixture
def calendar(qtbot: QtBot, theme: ThemeController) -> Calendar:
    calendar = Calendar()
    qtbot.addWidget(calendar)
    with qtbot.waitExposed(calendar):
        calendar.show()
    return calendar


def arrows(calendar: Calendar) -> list[QToolButton]:
    """Return the way back and the way forward."""
    found = []
    for name in ("qt_calendar_prevmonth", "qt_calendar_nextmonth"):
        arrow = calendar.findChild(QToolButton, name)
        assert isinstance(arrow, QToolButton)
        found.append(arrow)
    return found


@pytest.mark.parametrize("percent", [100, 200])
def test_it_has_room_for_every_word(qtbot: QtBot, theme: ThemeController, percent: int) -> None:
    theme.apply(Theme.LIGHT, percent)
    calendar = Calendar()
    qtbot.addWidget(calendar)
    with qtbot.waitExposed(calendar):
        calendar.show()
    days = calendar.findChild(QTableView)
    assert isinstance(days, QTableView)
    model = days.model()
    for column in range(model.columnCount()):
        for row in range(model.rowCount()):
            index = model.index(row, column)
            needed = QFontMetrics(days.font()).boundingRect(str(index.data()))
            assert days.columnWidth(column) > needed.width()
            assert days.rowHeight(row) > needed.height()


def test_no_day_is_red(calendar: Calendar) -> None:
    for day in Qt.DayOfWeek:
        assert calendar.weekdayTextFormat(day).foreground().style() is Qt.BrushStyle.NoBrush


def test_its_arrows_are_named_and_large_enough(calendar: Calendar) -> None:
    assert [a.accessibleName() for a in arrows(calendar)] == ["The month before", "The month after"]
    for arrow in arrows(calendar):
        assert min(arrow.width(), arrow.height()) >= SMALLEST_TARGET


@pytest.mark.parametrize("look", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
def test_its_arrows_are_drawn_in_the_colour_of_words(
    calendar: Calendar, theme: ThemeController, look: Theme
) -> None:
    theme.apply(look)
    ink = QColor(theme.tokens.colours.ink)
    for arrow in arrows(calendar):
        picture = arrow.grab().toImage()
        met = {
            picture.pixelColor(x, y).name()
            for x in range(picture.width())
            for y in range(picture.height())
        }
        nearest = min(abs(QColor(name).lightness() - ink.lightness()) for name in met)
        assert nearest < 40


def test_its_arrows_point_outwards_in_every_reading_direction(calendar: Calendar) -> None:
    for direction, signs in (
        (Qt.LayoutDirection.LeftToRight, ["‹", "›"]),
        (Qt.LayoutDirection.RightToLeft, ["›", "‹"]),
        (Qt.LayoutDirection.LeftToRight, ["‹", "›"]),
    ):
        calendar.setLayoutDirection(direction)
        QApplication.processEvents()
        before, after = arrows(calendar)
        assert [before.text(), after.text()] == signs
        assert before.icon().isNull()  # Qt's own is black, in the dark as well
        is_mirrored = direction is Qt.LayoutDirection.RightToLeft
        assert (before.x() > after.x()) is is_mirrored
