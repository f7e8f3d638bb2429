"""The last weeks before a session: what there was, counted and not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.mood_filter import Word
from repair_desktop.core.moods import QuickMood, quick_mood
from repair_desktop.core.sessions import Session
from repair_desktop.core.timeline import Part, Timeline
from repair_desktop.core.windows import TimeWindow


class Reach(Enum):
    """How far back."""

    SINCE_LAST = "since-last"  # the last session that took place
    TWO = 2
    FOUR = 4
    SIX = 6


LONGEST_REACH = 6 * 7
"""Days of the longest reach whose days are known before the sessions are."""

_SHORTEST = 2 * 7


@dataclass(frozen=True, slots=True)
class LastWeeks:
    """Some weeks up to today.

    Attributes:
        window: Their days.
        part: What lies in them: sessions that are over, and ruptures that can be named.
        lowest: The lowest pleasantness and the days that have it; None without a check-in.
        highest: The highest, in the same way.
        low_days: Days with a check-in that is low or rough.
        feelings: Feelings and in how many check-ins each is, most first.
        ruptures: What something happened to, earliest first. Those that are set aside, or need
            outside help, are left out: nothing about them is for a session to mend.
    """

    window: TimeWindow
    part: Part
    lowest: tuple[int, Sequence[date]] | None
    highest: tuple[int, Sequence[date]] | None
    low_days: Sequence[date]
    feelings: Sequence[tuple[Word, int]]
    ruptures: Sequence[RuptureSummary]

    @property
    def sessions(self) -> Sequence[Session]:
        """Sessions that took place, earliest first."""
        return [moment.session for moment in self.part.sessions]


def last_held(sessions: Iterable[Session], now: datetime) -> date | None:
    """Return the day of the last session that took place, or None."""
    return max(
        (each.day for each in sessions if each.takes_place and each.is_past(now)), default=None
    )


def reaches(timeline: Timeline, now: datetime) -> Sequence[Reach]:
    """Return the reaches there are, the usual one first.

    Since the last session, but no less than two weeks: where it is not so long ago, there is no
    such reach.
    """
    held = last_held((moment.session for moment in timeline.all.sessions), now)
    weeks = [Reach.TWO, Reach.FOUR, Reach.SIX]
    is_longer = held is not None and held < _start(now.date(), _SHORTEST)
    return [Reach.SINCE_LAST, *weeks] if is_longer else weeks


def last_weeks(timeline: Timeline, reach: Reach, now: datetime) -> LastWeeks:
    """Return the last weeks.

    Args:
        timeline: Not sifted; holds the days of the reach.
        reach: How far back.
        now: The present moment.
    """
    today = now.date()
    start = _start(today, _SHORTEST if reach is Reach.SINCE_LAST else reach.value * 7)
    if reach is Reach.SINCE_LAST:
        held = last_held((moment.session for moment in timeline.all.sessions), now)
        start = min(start, held or start)
    window = TimeWindow(start, today + timedelta(days=1))
    part = timeline.part(window)
    moments = [moment for moment in part.moments if not moment.summary.rests]
    part = replace(
        part,
        moments=moments,
        sessions=[moment for moment in part.sessions if moment.session.is_past(now)],
    )
    days = part.days
    low = min((day.low for day in days), default=0)
    high = max((day.high for day in days), default=0)
    counted = Counter(word for mood in part.moods for word in {Word.of(w) for w in mood.feelings})
    return LastWeeks(
        window=window,
        part=part,
        lowest=(low, [day.start for day in days if day.low == low]) if days else None,
        highest=(high, [day.start for day in days if day.high == high]) if days else None,
        low_days=[day.start for day in days if quick_mood(day.low).value <= QuickMood.LOW.value],
        feelings=sorted(counted.items(), key=lambda each: (-each[1], each[0].own, each[0].word)),
        ruptures=list({m.summary.rupture.id: m.summary for m in moments}.values()),
    )


def _start(today: date, days: int) -> date:
    return today - timedelta(days=days - 1)
