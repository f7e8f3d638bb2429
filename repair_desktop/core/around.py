"""The days around sessions, lined up: from three days before each to three days after.

A day is a day of the calendar. A check-in belongs to the one that the clock on the wall showed, a
session to its own, so that neither summer time nor a journey moves one against the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from repair_desktop.core.moods import AXIS_HIGH, AXIS_LOW, Mood
from repair_desktop.core.ruptures import Rupture
from repair_desktop.core.timeline import (
    AVERAGE_NEEDS,
    SessionMoment,
    Timeline,
    in_window,
    wall_clock,
)
from repair_desktop.core.windows import TimeWindow

REACH = 3
"""Days before and after a session that are looked at."""

OFFSETS = tuple(range(-REACH, REACH + 1))
"""Every day around a session, as days after it."""

_VALUES = AXIS_HIGH - AXIS_LOW + 1


@dataclass(frozen=True, slots=True)
class Spread:
    """Some check-ins, by their pleasantness. There may be none.

    Attributes:
        counts: How many there are of each pleasantness, from -4 to 4.
    """

    counts: tuple[int, ...] = (0,) * _VALUES

    @classmethod
    def of(cls, spreads: Iterable[Spread]) -> Spread:
        """Return several together."""
        columns = zip(*(spread.counts for spread in spreads), strict=True)
        return cls(tuple(map(sum, columns)) or (0,) * _VALUES)

    @property
    def n(self) -> int:
        """How many check-ins there are."""
        return sum(self.counts)

    @property
    def low(self) -> int:
        """The lowest pleasantness. Raises ValueError where there is no check-in."""
        return min(value for value, _ in self.values)

    @property
    def high(self) -> int:
        """The highest pleasantness. Raises ValueError where there is no check-in."""
        return max(value for value, _ in self.values)

    @property
    def values(self) -> Sequence[tuple[int, int]]:
        """Each pleasantness that came up, and how often; the lowest first."""
        numbered = enumerate(self.counts, AXIS_LOW)
        return [(value, count) for value, count in numbered if count]

    @property
    def mean(self) -> float | None:
        """The mean pleasantness, or None where there are fewer than five check-ins."""
        n = self.n
        if n < AVERAGE_NEEDS:
            return None
        return sum(value * count for value, count in self.values) / n


@dataclass(frozen=True, slots=True)
class AroundSession:
    """One session with the days around it.

    Attributes:
        moment: The session.
        has_open: Whether a rupture was open by the end of its day.
        days: The check-ins of each of :data:`OFFSETS`.
    """

    moment: SessionMoment
    has_open: bool
    days: Sequence[Spread]


@dataclass(frozen=True, slots=True)
class AroundGroup:
    """Sessions put together. There is at least one.

    Attributes:
        has_open: Whether a rupture was open at them.
        sessions: How many there are.
        days: The check-ins of each of :data:`OFFSETS`.
    """

    has_open: bool
    sessions: int
    days: Sequence[Spread]

    @property
    def before_and_after(self) -> tuple[Spread, Spread] | None:
        """The days before and the days after; None unless both can have an average."""
        before, after = Spread.of(self.days[:REACH]), Spread.of(self.days[REACH + 1 :])
        return None if before.mean is None or after.mean is None else (before, after)


@dataclass(frozen=True, slots=True)
class AroundDay:
    """One day around the sessions of a group.

    Attributes:
        offset: One of :data:`OFFSETS`.
    """

    group: AroundGroup
    offset: int

    @property
    def spread(self) -> Spread:
        """Its check-ins."""
        return self.group.days[self.offset + REACH]


@dataclass(frozen=True, slots=True)
class Around:
    """The days around the sessions of a window.

    Attributes:
        sessions: The earliest first.
        groups: Those without an open rupture, then those with one; one without sessions is left
            out.
        check_ins: How many check-ins there are around them. Each counts once.
        has_shared: Whether a check-in is near two sessions, and so counts for both.
    """

    sessions: Sequence[AroundSession] = ()
    groups: Sequence[AroundGroup] = ()
    check_ins: int = 0
    has_shared: bool = False


def around(timeline: Timeline, window: TimeWindow, now: datetime) -> Around:
    """Return the days around the sessions of a window that are past.

    Check-ins may lie outside the window, where a session is near its end.

    Args:
        timeline: What there is.
        window: Where the sessions lie.
        now: The present moment, aware, with the local offset.
    """
    near = in_window(timeline.all.sessions, window, lambda moment: moment.at.date())
    held = [moment for moment in near if moment.session.is_past(now)]
    days = [moment.session.day for moment in held]
    open_on = _open_on(days, (summary.rupture for summary in timeline.ruptures))
    moods = in_window(timeline.all.moods, window.wider(REACH), lambda mood: wall_clock(mood).date())
    spreads = _by_day(moods)
    found = tuple(
        AroundSession(moment, is_open, _days_around(moment.session.day, spreads))
        for moment, is_open in zip(held, open_on, strict=True)
    )
    times: dict[date, int] = {}
    for day in days:
        for offset in OFFSETS:
            at = day + timedelta(days=offset)
            if at in spreads:
                times[at] = times.get(at, 0) + 1
    return Around(
        found,
        tuple(_groups(found)),
        sum(spreads[day].n for day in times),
        any(count > 1 for count in times.values()),
    )


def _groups(sessions: Sequence[AroundSession]) -> Iterator[AroundGroup]:
    for has_open in (False, True):
        own = [each.days for each in sessions if each.has_open is has_open]
        if own:
            days = tuple(Spread.of(spreads) for spreads in zip(*own, strict=True))
            yield AroundGroup(has_open, len(own), days)


def _by_day(moods: Iterable[Mood]) -> Mapping[date, Spread]:
    counts: dict[date, list[int]] = {}
    for mood in moods:
        day = counts.setdefault(mood.at.date(), [0] * _VALUES)
        day[mood.pleasantness - AXIS_LOW] += 1
    return {day: Spread(tuple(found)) for day, found in counts.items()}


def _days_around(day: date, spreads: Mapping[date, Spread]) -> Sequence[Spread]:
    nothing = Spread()
    return tuple(spreads.get(day + timedelta(days=offset), nothing) for offset in OFFSETS)


def _open_on(days: Sequence[date], ruptures: Iterable[Rupture]) -> Sequence[bool]:
    """Tell for each day, of which the earliest comes first, whether a rupture was open by its end.

    A rupture's own stretches are few, days and ruptures many, so that each is looked for once.
    """
    found = [False] * len(days)
    for rupture in ruptures:
        for start, end in _open_stretches(rupture):
            first, last = bisect_left(days, start), bisect_left(days, end)
            found[first:last] = [True] * (last - first)
    return found


def _open_stretches(rupture: Rupture) -> Iterator[tuple[date, date]]:
    """Yield the days by whose end a rupture was open: the first, and the one after the last.

    Days count as the person lived them. After a journey west the next state can have an earlier
    day than the one before it; the later state holds then.
    """
    until = date.max
    for change in reversed(rupture.history):
        day = change.at.date()
        if change.state.is_open and day < until:
            yield day, until
        until = min(until, day)
    first = min(rupture.happened_on or until, rupture.noted_at.date())
    if first < until:
        yield first, until
