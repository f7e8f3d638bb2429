"""The arithmetic of the mood timeline: windows, days, buckets and averages.

A check-in belongs to the day that the clock on the wall showed when it was felt. The offset kept
with each moment says which day that was, so neither summer time nor a journey moves an evening to
the next day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import pairwise
from typing import TypeVar

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import RuptureState

T = TypeVar("T")

SHORTEST = 7
"""Days in the smallest window."""

LONGEST = 366 * 30
"""Days in the largest window."""

AVERAGE_REACH = 7
"""Days before and after a day that its average takes in."""

AVERAGE_NEEDS = 5
"""Check-ins that an average needs on each side of its day."""

MIDDLE_OF_DAY = time(12)
"""The place of something of which only the day is known."""


class Span(Enum):
    """A stretch of the calendar, by its months."""

    MONTH = 1
    QUARTER = 3
    YEAR = 12


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
    def around(cls, day: date, span: Span) -> TimeWindow:
        """Return the month, quarter or year of the calendar that holds ``day``."""
        months = span.value
        first = day.year * 12 + (day.month - 1) // months * months
        return cls(_first_of(first), _first_of(first + months))

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days

    def holds(self, day: date) -> bool:
        """Tell whether ``day`` lies in it."""
        return self.start <= day < self.end

    def pan(self, days: int) -> TimeWindow:
        """Return it moved by a number of days, later ones positive."""
        move = timedelta(days=days)
        return TimeWindow(self.start + move, self.end + move)

    def zoom(self, factor: float, at: date) -> TimeWindow:
        """Return it shorter (factor under 1) or longer, with ``at`` at the same place in it.

        The result has between :data:`SHORTEST` and :data:`LONGEST` days.
        """
        days = min(LONGEST, max(SHORTEST, round(self.days * factor)))
        share = min(1.0, max(0.0, (at - self.start).days / self.days))
        start = at - timedelta(days=min(days - 1, round(share * days)))
        return TimeWindow(start, start + timedelta(days=days))

    def clamp(self, first: date, last: date) -> TimeWindow:
        """Return it moved, and cut only where it must be, to lie between two days (inclusive)."""
        room = (last - first).days + 1
        days = min(self.days, room)
        start = max(first, min(self.start, last - timedelta(days=days - 1)))
        return TimeWindow(start, start + timedelta(days=days))


@dataclass(frozen=True, slots=True)
class Bucket:
    """The check-ins of one day, or of several days side by side. Never empty.

    Attributes:
        start: Its first day.
        days: How many days it covers.
        n: How many check-ins it holds.
        low: The lowest pleasantness.
        high: The highest pleasantness.
        total: The sum of all pleasantness.
    """

    start: date
    days: int
    n: int
    low: int
    high: int
    total: int

    @property
    def mean(self) -> float:
        """The mean pleasantness."""
        return self.total / self.n


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of the days around a day, and of how many check-ins it is made."""

    day: date
    mean: float
    n: int


@dataclass(frozen=True, slots=True)
class RuptureMoment:
    """A time that matters to a rupture: the day it happened, or a state it was given.

    Attributes:
        summary: The rupture.
        at: As the clock on the wall said; the middle of the day where only the day is known.
        state: The state it was given then, or None for the day it happened.
        is_first: Whether none of the rupture's moments is earlier.
    """

    summary: RuptureSummary
    at: datetime
    state: RuptureState | None
    is_first: bool = False


def wall_clock(mood: Mood) -> datetime:
    """Return the local date and time of a check-in, as the clock on the wall said."""
    return mood.at.replace(tzinfo=None)


def moments_of(summary: RuptureSummary) -> tuple[RuptureMoment, ...]:
    """Return the moments of a rupture, earliest first.

    The day it happened is one of its own only where it is not the day it was first noted.
    """
    rupture = summary.rupture
    found = [
        RuptureMoment(summary, change.at.replace(tzinfo=None), change.state)
        for change in rupture.history
    ]
    day = rupture.happened_on
    if day is not None and day != found[0].at.date():
        found.append(RuptureMoment(summary, datetime.combine(day, MIDDLE_OF_DAY), None))
    found.sort(key=lambda moment: moment.at)
    return (replace(found[0], is_first=True), *found[1:])


def in_local_order(moods: Iterable[Mood]) -> tuple[Mood, ...]:
    """Return check-ins in the order of their local times."""
    return tuple(sorted(moods, key=lambda mood: (wall_clock(mood), mood.id)))


def by_day(moods: Iterable[Mood]) -> tuple[Bucket, ...]:
    """Return one bucket for each local day that has check-ins, earliest first."""
    values: dict[date, list[int]] = {}
    for mood in moods:
        values.setdefault(mood.at.date(), []).append(mood.pleasantness)
    return tuple(
        Bucket(day, 1, len(found), min(found), max(found), sum(found))
        for day, found in sorted(values.items())
    )


def in_window(items: Sequence[T], window: TimeWindow, day_of: Callable[[T], date]) -> Sequence[T]:
    """Return what lies in a window; ``items`` is in the order of its days."""
    first = bisect_left(items, window.start, key=day_of)
    last = bisect_left(items, window.end, key=day_of)
    return items[first:last]


def bucketed(days: Sequence[Bucket], window: TimeWindow, size: int) -> tuple[Bucket, ...]:
    """Return buckets of ``size`` days, counted from the window's start; empty ones are left out.

    The last one ends with the window.
    """
    merged: dict[int, Bucket] = {}
    for day in in_window(days, window, lambda bucket: bucket.start):
        number = (day.start - window.start).days // size
        before = merged.get(number)
        merged[number] = Bucket(
            start=window.start + timedelta(days=number * size),
            days=min(size, window.days - number * size),
            n=day.n + (before.n if before else 0),
            low=min(day.low, before.low) if before else day.low,
            high=max(day.high, before.high) if before else day.high,
            total=day.total + (before.total if before else 0),
        )
    return tuple(merged.values())


def running_averages(days: Sequence[Bucket]) -> tuple[Average, ...]:
    """Return the average around each day, where there is enough to make one.

    A day's average takes in the day itself, the seven days before and the seven after. It is made
    only for a day with check-ins, and only with at least five of them before and five after.
    """
    totals, counts = [0], [0]
    for day in days:
        totals.append(totals[-1] + day.total)
        counts.append(counts[-1] + day.n)
    reach = timedelta(days=AVERAGE_REACH)
    result = []
    first = last = 0
    for index, day in enumerate(days):
        while days[first].start < day.start - reach:
            first += 1
        while last < len(days) and days[last].start <= day.start + reach:
            last += 1
        before = counts[index] - counts[first]
        after = counts[last] - counts[index + 1]
        if before >= AVERAGE_NEEDS and after >= AVERAGE_NEEDS:
            n = counts[last] - counts[first]
            result.append(Average(day.start, (totals[last] - totals[first]) / n, n))
    return tuple(result)


def unbroken(averages: Sequence[Average]) -> tuple[tuple[Average, ...], ...]:
    """Return averages in runs of days that follow each other; a line joins no others."""
    runs: list[list[Average]] = [[average] for average in averages[:1]]
    for before, average in pairwise(averages):
        if (average.day - before.day).days == 1:
            runs[-1].append(average)
        else:
            runs.append([average])
    return tuple(map(tuple, runs))


def _first_of(month: int) -> date:
    """Return the first day of a month, counted from the year 0."""
    return date(month // 12, month % 12 + 1, 1)
