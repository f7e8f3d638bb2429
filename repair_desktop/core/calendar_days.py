"""What each day of a calendar holds, and where the day stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from repair_desktop.core.moods import Mood
from repair_desktop.core.timeline import Bucket, Part, RuptureMoment, SessionMoment

MOST_PIECES = 4
"""Up to here each check-in of a day has its own piece of the day's cell."""

_WEEK = 7


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that holds something.

    Attributes:
        day: Which one.
        bucket: Its check-ins taken together, or None where it has none.
        moods: Its check-ins, in the order of the clock.
        sessions: Its sessions.
        moments: What happened to ruptures on it.
    """

    day: date
    bucket: Bucket | None = None
    moods: Sequence[Mood] = ()
    sessions: Sequence[SessionMoment] = ()
    moments: Sequence[RuptureMoment] = ()

    @property
    def pieces(self) -> Sequence[int]:
        """The pleasantness of its check-ins in the order of the clock.

        Of more than :data:`MOST_PIECES` only the lowest and the highest are left, in this order:
        no day hides one of them.
        """
        if self.bucket is not None and self.bucket.n > MOST_PIECES:
            return self.bucket.low, self.bucket.high
        return [mood.pleasantness for mood in self.moods]


def calendar_days(part: Part) -> tuple[CalendarDay, ...]:
    """Return each day that holds a check-in, a session or a rupture's moment, earliest first."""
    buckets = {bucket.start: bucket for bucket in part.days}
    moods: dict[date, list[Mood]] = {}
    for mood in part.moods:
        moods.setdefault(mood.at.date(), []).append(mood)
    sessions: dict[date, list[SessionMoment]] = {}
    for session in part.sessions:
        sessions.setdefault(session.at.date(), []).append(session)
    moments: dict[date, list[RuptureMoment]] = {}
    for moment in part.moments:
        moments.setdefault(moment.at.date(), []).append(moment)
    return tuple(
        CalendarDay(
            day, buckets.get(day), moods.get(day, ()), sessions.get(day, ()), moments.get(day, ())
        )
        for day in sorted(moods.keys() | sessions.keys() | moments.keys())
    )


def place_in_weeks(day: date, first: date, week_start: int) -> tuple[int, int]:
    """Return the row (week) and the column (weekday) of a day, both from 0.

    Args:
        day: Any day from ``first`` on.
        first: The first day of the calendar; it stands in row 0.
        week_start: The first day of a week, 1 (Monday) to 7.
    """
    before = (first.isoweekday() - week_start) % _WEEK
    return divmod(before + (day - first).days, _WEEK)
