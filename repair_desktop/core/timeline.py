"""The arithmetic of the mood timeline: days, buckets, averages, and what belongs to them.

A check-in belongs to the day that the clock on the wall showed when it was felt. The offset kept
with each moment says which day that was, so neither summer time nor a journey moves an evening to
the next day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import SessionId
from repair_desktop.core.mood_filter import MoodFilter, Word
from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import QUIET_STATES, RuptureState
from repair_desktop.core.sessions import Session
from repair_desktop.core.windows import TimeWindow

T = TypeVar("T")

AVERAGE_REACH = 7
"""Days before and after a day that its average takes in."""

AVERAGE_NEEDS = 5
"""Check-ins that an average needs on each side of its day."""

MIDDLE_OF_DAY = time(12)
"""The place of something of which only the day is known."""


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


@dataclass(frozen=True, slots=True)
class SessionMoment:
    """A session on the timeline.

    Attributes:
        at: As the clock on the wall said; the middle of the day where only the day is known.
    """

    session: Session
    at: datetime

    @classmethod
    def of(cls, session: Session) -> SessionMoment:
        """Return where a session stands."""
        return cls(session, datetime.combine(session.day, session.clock or MIDDLE_OF_DAY))


@dataclass(frozen=True, slots=True)
class Part:
    """What lies in a window, all of it in order.

    Attributes:
        moods: Check-ins in the order of their local times.
        days: A bucket for each day with check-ins.
        averages: The average around a day, where there is enough to make one.
        moments: What happened to ruptures.
        sessions: Sessions that take place, or took place.
    """

    moods: Sequence[Mood] = ()
    days: Sequence[Bucket] = ()
    averages: Sequence[Average] = ()
    moments: Sequence[RuptureMoment] = ()
    sessions: Sequence[SessionMoment] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything there is over time.

    Attributes:
        all: All of it, or what was read so far.
        ruptures: Every rupture.
        today: The day it was read.
        first: The first day that holds something, or today.
        last: The last day that holds something, or today. A check-in made before a journey west
            can lie on a day that has not come yet.
        sessions: Every session by its id, cancelled ones too: check-ins can belong to them.
    """

    all: Part
    ruptures: Sequence[RuptureSummary]
    today: date
    first: date
    last: date
    sessions: Mapping[SessionId, Session] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        moods: Iterable[Mood],
        ruptures: Sequence[RuptureSummary],
        sessions: Iterable[Session],
        today: date,
        bounds: tuple[date, date] | None = None,
    ) -> Timeline:
        """Put everything in its order.

        Args:
            moods: Check-ins, in any order.
            ruptures: Every rupture.
            sessions: Every session; cancelled ones have no place on it.
            today: The present day.
            bounds: The first and the last day with check-ins, where ``moods`` are not all.
        """
        ordered = in_local_order(moods)
        days = by_day(ordered)
        moments = [moment for summary in ruptures for moment in moments_of(summary)]
        moments.sort(key=lambda moment: (moment.at, moment.summary.rupture.id))
        by_id = {session.id: session for session in sessions}
        held = [SessionMoment.of(each) for each in by_id.values() if each.takes_place]
        held.sort(key=lambda moment: (moment.at, moment.session.id))
        used = [today, *(moment.at.date() for moment in moments), *(bounds or ())]
        used += [day.start for day in (*days[:1], *days[-1:])]
        used += [moment.session.day for moment in (*held[:1], *held[-1:])]
        return cls(
            Part(ordered, days, running_averages(days), tuple(moments), tuple(held)),
            ruptures,
            today,
            min(used),
            max(used),
            by_id,
        )

    def sifted(self, asked: MoodFilter) -> Timeline:
        """Return it with those check-ins only that a filter keeps; all else stays."""
        if asked.lets_all_through:
            return self
        moods = tuple(filter(asked.keeps, self.all.moods))
        days = by_day(moods)
        return replace(
            self, all=replace(self.all, moods=moods, days=days, averages=running_averages(days))
        )

    def known(self, asked: MoodFilter, is_whole: bool) -> MoodFilter:
        """Return a filter without what is gone; it would keep nothing for ever.

        Args:
            asked: What was chosen, perhaps long ago.
            is_whole: Whether all check-ins were read; before that no word counts as gone.
        """
        ruptures = {summary.rupture.id for summary in self.ruptures}
        asked = replace(
            asked,
            rupture_id=asked.rupture_id if asked.rupture_id in ruptures else None,
            session_id=asked.session_id if asked.session_id in self.sessions else None,
        )
        if not is_whole or asked.lets_all_through:
            return asked
        tags = {tag for mood in self.all.moods for tag in mood.tags}
        feelings = {Word.of(word) for mood in self.all.moods for word in mood.feelings}
        return replace(asked, tags=asked.tags & tags, feelings=asked.feelings & feelings)

    @property
    def is_empty(self) -> bool:
        """Whether there is no check-in, no rupture and no session."""
        return not (self.all.moods or self.all.moments or self.all.sessions)

    @property
    def window(self) -> TimeWindow:
        """The days from the first to the last."""
        return TimeWindow(self.first, self.last + timedelta(days=1))

    def part(self, window: TimeWindow) -> Part:
        """Return what lies in a window."""
        every = self.all
        return Part(
            moods=in_window(every.moods, window, lambda mood: wall_clock(mood).date()),
            days=in_window(every.days, window, lambda bucket: bucket.start),
            averages=in_window(every.averages, window, lambda average: average.day),
            moments=in_window(every.moments, window, lambda moment: moment.at.date()),
            sessions=in_window(every.sessions, window, lambda moment: moment.at.date()),
        )


def wall_clock(mood: Mood) -> datetime:
    """Return the local date and time of a check-in, as the clock on the wall said."""
    return mood.at.replace(tzinfo=None)


def moments_of(summary: RuptureSummary) -> tuple[RuptureMoment, ...]:
    """Return the moments of a rupture, earliest first.

    The day it happened is one of its own only where it is not the day it was first noted. Of a
    rupture that is set aside, states that speak of mending are left out.
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
    found[0] = replace(found[0], is_first=True)
    if summary.is_set_aside:
        found = [moment for moment in found if moment.state in (None, *QUIET_STATES)]
    return tuple(found)


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
    """Return buckets of ``size`` days; empty ones are left out.

    They are counted from the first day of all, so that a window that moves cuts the days between
    its ends as before. At its ends a bucket is cut off.
    """
    found: list[Bucket] = []
    first, end = window.start.toordinal(), window.end.toordinal()
    number = n = low = high = total = 0

    def close() -> None:
        if n:
            start = max(first, number * size)
            length = min(end, (number + 1) * size) - start
            found.append(Bucket(date.fromordinal(start), length, n, low, high, total))

    # One plain pass: ten years are gone through again with each step of a zoom.
    for day in in_window(days, window, lambda bucket: bucket.start):
        place = day.start.toordinal() // size
        if place != number or not n:
            close()
            number, n, low, high, total = place, day.n, day.low, day.high, day.total
            continue
        n += day.n
        total += day.total
        if day.low < low:
            low = day.low
        if day.high > high:
            high = day.high
    close()
    return tuple(found)


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


def unbroken(averages: Sequence[Average], step: int = 1) -> tuple[tuple[Average, ...], ...]:
    """Return averages in runs of days that follow each other; a line joins no others.

    Args:
        averages: In the order of their days.
        step: Every how many days an average is wanted. The first and the last of a run always are.
    """
    runs: list[tuple[Average, ...]] = []
    place = 0
    while place < len(averages):
        run = [averages[place]]
        while (following := _followed(averages, place, step)) != place:
            place = following
            run.append(averages[place])
        runs.append(tuple(run))
        place += 1
    return tuple(runs)


def _followed(averages: Sequence[Average], place: int, step: int) -> int:
    """Return the furthest place, up to ``step`` on, that no day is left out before."""
    day = averages[place].day.toordinal() - place
    near, far = place, min(place + step, len(averages) - 1)
    if averages[far].day.toordinal() - far == day:
        return far
    while far - near > 1:
        middle = (near + far) // 2
        if averages[middle].day.toordinal() - middle == day:
            near = middle
        else:
            far = middle
    return near
