"""The calendar in words: a day a row, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QObject

from repair_desktop.core.calendar_days import CalendarDay
from repair_desktop.gui.timeline.calendar.words import CalendarDayWords
from repair_desktop.gui.timeline.drawing.rows import Column, Rows
from repair_desktop.gui.timeline.wording.numbers import digits
from repair_desktop.gui.widgets.dates import day_words


class Cell(IntEnum):
    """The columns, in their order."""

    DAY = 0
    COUNT = 1
    LOWEST = 2
    HIGHEST = 3
    MOODS = 4
    HAPPENINGS = 5


class CalendarRows(Rows):
    """Every day that holds something."""

    def __init__(self, days: Sequence[CalendarDay], words: CalendarDayWords, today: date) -> None:
        self._days = days[::-1]
        self._words = words
        self._today = today
        self._columns = _ColumnWords().columns

    @property
    def columns(self) -> Sequence[Column]:
        """Day, check-ins, the lowest and the highest, all of them, and what else there was."""
        return self._columns

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._days)

    def what(self, row: int) -> CalendarDay:
        """Return a row's day."""
        return self._days[row]

    def cell(self, row: int, column: int) -> str:
        """Return the words of a cell."""
        held = self._days[row]
        bucket = held.bucket
        match Cell(column):
            case Cell.DAY:
                return day_words(held.day, short=True)
            case Cell.COUNT:
                return digits(len(held.moods))
            case Cell.LOWEST:
                return "" if bucket is None else self._words.level(bucket.low)
            case Cell.HIGHEST:
                return "" if bucket is None else self._words.level(bucket.high)
            case Cell.MOODS:
                return self._words.moods(held)
            case Cell.HAPPENINGS:
                return self._words.happenings(held)

    def spoken(self, row: int) -> str:
        """Return all of a row, every check-in with its time."""
        return self._words.day(self._days[row], self._today, most=None)


class _ColumnWords(QObject):
    """The words of the columns."""

    @property
    def columns(self) -> Sequence[Column]:
        return [
            Column(self.tr("Day")),
            Column(self.tr("Check-ins")),
            Column(self.tr("Lowest")),
            Column(self.tr("Highest")),
            Column(self.tr("Moods"), 220),
            Column(self.tr("Sessions and ruptures"), 200),
        ]
