"""One rupture along its days: how big it felt, what state it had, and the mood of the same days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import EntryId, RuptureId
from repair_desktop.core.rupture_view import EntryGroup, RuptureView
from repair_desktop.core.timeline import Part, RuptureMoment, Timeline, moments_of
from repair_desktop.core.windows import TimeWindow

BEFORE = timedelta(days=7)
"""How long before a rupture its days begin."""

AFTER = timedelta(days=7)
"""How long after its end they go on."""

LEAST = 14
"""Days that are shown at least."""


@dataclass(frozen=True, slots=True)
class Rating:
    """How big a rupture felt.

    Attributes:
        at: When it was rated, as the clock on the wall said.
        value: 0 to 10.
    """

    rupture_id: RuptureId
    at: datetime
    value: int


@dataclass(frozen=True, slots=True)
class Talk:
    """A page about a talk.

    Attributes:
        at: When it was begun, as the clock on the wall said.
        entry_id: The page.
    """

    rupture_id: RuptureId
    at: datetime
    entry_id: EntryId


@dataclass(frozen=True, slots=True)
class RuptureTrack:
    """A rupture and its days.

    Attributes:
        window: Its days.
        ends: What size 0 and size 10 mean, with tokens; "" where it was never rated.
        ratings: The earliest first.
        talks: The earliest first.
        moments: The day it happened and its states, the earliest first.
        part: Check-ins and sessions of these days; what happened to other ruptures is not shown.
        is_set_aside: Whether a safety answer hides the steps that mend. Then there is no size, no
            talk, and no state that speaks of mending.
    """

    summary: RuptureSummary
    window: TimeWindow
    ends: tuple[str, str]
    ratings: Sequence[Rating]
    talks: Sequence[Talk]
    moments: Sequence[RuptureMoment]
    part: Part
    is_set_aside: bool


def first_shown(ruptures: Sequence[RuptureSummary]) -> RuptureSummary | None:
    """Return the rupture to begin with: the first that is open, else the first, or None.

    Args:
        ruptures: The newest first.
    """
    still_open = (each for each in ruptures if each.rupture.state.is_open)
    return next(still_open, next(iter(ruptures), None))


def track_of(
    summary: RuptureSummary, written: RuptureView | None, timeline: Timeline
) -> RuptureTrack:
    """Return a rupture along its days.

    Args:
        summary: The rupture.
        written: What was written about it, or None where there is none any more.
        timeline: Everything there is, with the check-ins to show.
    """
    is_set_aside = summary.is_set_aside or (
        written is not None and (written.set_aside is not None or written.summary.is_set_aside)
    )
    summary = replace(summary, is_set_aside=is_set_aside)
    ends = ("", "")
    ratings: list[Rating] = []
    talks: list[Talk] = []
    if written is not None and not is_set_aside:
        ends = (written.size.low, written.size.high)
        ratings = [
            Rating(summary.rupture.id, given.at.replace(tzinfo=None), given.value)
            for given in written.size.given
        ]
        talks = [
            Talk(summary.rupture.id, entry.begun_at.replace(tzinfo=None), entry.id)
            for entry in written.groups[EntryGroup.TALK]
        ]
    marks = [rating.at.date() for rating in ratings] + [talk.at.date() for talk in talks]
    window = _days(summary, marks, timeline.today)
    return RuptureTrack(
        summary=summary,
        window=window,
        ends=ends,
        ratings=sorted(ratings, key=lambda rating: rating.at),
        talks=sorted(talks, key=lambda talk: talk.at),
        moments=moments_of(summary),
        part=timeline.part(window),
        is_set_aside=is_set_aside,
    )


def _days(summary: RuptureSummary, marks: Sequence[date], today: date) -> TimeWindow:
    """Return from a week before it happened to a week after its end, or to today.

    What was written later still lies in it. A young rupture shows more of the days before.
    """
    rupture = summary.rupture
    days = [change.at.date() for change in rupture.history]
    if rupture.happened_on is not None:
        days.append(rupture.happened_on)
    last = today
    if not rupture.state.is_open:
        last = min(_ended_on(summary) + AFTER, today)
    marks = [*marks, *days]
    start = min(marks) - BEFORE
    end = max(last, *marks) + timedelta(days=1)
    return TimeWindow(min(start, end - timedelta(days=LEAST)), end)


def _ended_on(summary: RuptureSummary) -> date:
    """Return the day since which a rupture has been settled or left."""
    history = summary.rupture.history
    ended = history[-1]
    for change in reversed(history):
        if change.state.is_open:
            break
        ended = change
    return ended.at.date()
