"""Which days of a timeline are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

SHORTEST = 1
"""Days in the smallest window."""

_MONDAY = 1


class Span(Enum):
    """A stretch of the calendar, or all there is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """The days that are shown.

    Attributes:
        start: The first day.
        end: The day after the last.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError("a window holds at least one day")

    @classmethod
    def around(cls, day: date, span: Span, week_start: int = _MONDAY) -> TimeWindow:
        """Return the day, week, month, quarter or year of the calendar that holds ``day``.

        Args:
            day: Any day of it.
            span: Everything but :attr:`Span.ALL`, which only a :class:`Timeline` knows.
            week_start: The first day of a week, 1 (Monday) to 7.
        """
        if span is Span.DAY:
            return cls(day, day + timedelta(days=1))
        if span is Span.WEEK:
            start = day - timedelta(days=(day.isoweekday() - week_start) % 7)
            return cls(start, start + timedelta(days=7))
        months = _MONTHS[span]
        first = day.year * 12 + (day.month - 1) // months * months
        return cls(_first_of(first), _first_of(first + months))

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days

    @property
    def last(self) -> date:
        """The last day it holds."""
        return self.end - timedelta(days=1)

    def holds(self, day: date) -> bool:
        """Tell whether ``day`` lies in it."""
        return self.start <= day < self.end

    def pan(self, days: int) -> TimeWindow:
        """Return it moved by a number of days, later ones positive."""
        move = timedelta(days=days)
        return TimeWindow(self.start + move, self.end + move)

    def pan_within(self, days: int, first: date, last: date) -> TimeWindow:
        """Return it moved, but no further than to where ``first`` or ``last`` is in sight.

        It never moves the other way: a window that lies beyond one of them already stays.
        """
        if days < 0:
            return self.pan(max(days, min(0, (first - self.start).days)))
        return self.pan(min(days, max(0, (last - self.last).days)))

    def zoom(self, factor: float, at: date) -> TimeWindow:
        """Return it shorter (factor under 1) or longer, with ``at`` at the same place in it.

        The result has :data:`SHORTEST` days or more, and where that leaves room it is another
        window: a step that is too small for a whole day is a day.
        """
        days = round(self.days * factor)
        if days == self.days and factor != 1:
            days += 1 if factor > 1 else -1
        days = max(SHORTEST, days)
        share = min(1.0, max(0.0, (at - self.start).days / self.days))
        start = at - timedelta(days=min(days - 1, round(share * days)))
        return TimeWindow(start, start + timedelta(days=days))

    def wider(self, days: int) -> TimeWindow:
        """Return it with more days on each side."""
        more = timedelta(days=days)
        return TimeWindow(self.start - more, self.end + more)


def _first_of(month: int) -> date:
    """Return the first day of a month, counted from the year 0."""
    return date(month // 12, month % 12 + 1, 1)
