"""The dates along an axis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import QLocale, QTime

from repair_desktop.core.windows import TimeWindow
from repair_desktop.gui.timeline.wording.calendar_words import (
    day_and_month,
    month_name,
    weekday_and_day,
    year_name,
)

_DAYS = 10  # up to here each day has its date
_WEEKS = 45  # up to here weeks have
_HALF_MONTHS = 140
_MONTHS = 366 * 2 + 30
_STEPS = (1, 2, 3, 4, 6, 12)
_HOURS = (3, 6, 12, 24)


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on an axis.

    Attributes:
        text: Its words.
        day: The day it marks.
        share: How many days after the beginning of that day it stands.
    """

    text: str
    day: date
    share: float


def ticks_of(window: TimeWindow) -> Iterator[Sequence[Tick]]:
    """Yield the dates of a window, at first all of them, then fewer and fewer.

    The first that have room are the right ones; the last may still have none.
    """
    if window.days == 1:
        yield from (_hours(window.start, step) for step in _HOURS)
        return
    if window.days <= _HALF_MONTHS:
        days = [window.start + timedelta(days=number) for number in range(window.days)]
        first = QLocale().firstDayOfWeek().value
        if window.days <= _DAYS:
            ticks = [Tick(weekday_and_day(day), day, 0.5) for day in days]
        elif window.days <= _WEEKS:
            ticks = [_day(day) for day in days if day.isoweekday() == first]
        else:
            ticks = [_day(day) for day in days if day.day in (1, 15)]
    elif window.days <= _MONTHS:
        in_one_year = window.start.year == window.last.year
        ticks = [_month(day, in_one_year) for day in _beginnings(window, range(1, 13))]
    else:
        ticks = [Tick(year_name(day), day, 183.0) for day in _beginnings(window, (1,))]
    yield from (ticks[::step] for step in _STEPS)


@dataclass(frozen=True, slots=True)
class PlacedTick:
    """A date with its place.

    Attributes:
        text: Its words.
        x: Where it marks the axis, in logical pixels.
        left: Where its words begin.
    """

    text: str
    x: float
    left: float


def placed_ticks(
    window: TimeWindow,
    x_of: Callable[[Tick], float],
    width_of: Callable[[str], float],
    ends: tuple[float, float],
    gap: float,
) -> Sequence[PlacedTick]:
    """Return as many dates of a window as there is room for, evenly.

    Args:
        window: The days.
        x_of: Returns where a date marks the axis, in logical pixels from the left.
        width_of: Returns how wide words are.
        ends: Where words begin at the earliest, and end at the latest.
        gap: How far words are kept apart.
    """
    placed: list[PlacedTick] = []
    for ticks in ticks_of(window):
        placed = []
        for tick in ticks:
            x, width = x_of(tick), width_of(tick.text)
            left = min(max(ends[0], x - width / 2), ends[1] - width)
            placed.append(PlacedTick(tick.text, x, left))
        pairs = pairwise(placed)
        if all(one.left + width_of(one.text) + gap <= other.left for one, other in pairs):
            break
    return placed


def _hours(day: date, step: int) -> Sequence[Tick]:
    short = QLocale.FormatType.ShortFormat
    return [
        Tick(QLocale().toString(QTime(hour % 24, 0), short), day, hour / 24)
        for hour in range(0, 25, step)
    ]


def _day(day: date) -> Tick:
    return Tick(day_and_month(day, short=True), day, 0.5)


def _month(day: date, in_one_year: bool) -> Tick:
    """Name a month; January by its year where there is more than one."""
    is_year = day.month == 1 and not in_one_year
    return Tick(year_name(day) if is_year else month_name(day), day, 15.0)


def _beginnings(window: TimeWindow, months: Iterable[int]) -> Sequence[date]:
    """Return the first days of some months that lie in a window."""
    years = range(window.start.year, window.last.year + 1)
    firsts = [date(year, month, 1) for year in years for month in months]
    return [day for day in firsts if window.holds(day)]
