"""Therapy sessions: days that are planned, and days that are past.

A session's day and time are what the clock on the wall says, wherever that is: somebody who travels
still has "Tuesday at four".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum

from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.errors import BadDate
from repair_desktop.core.ids import SessionId, WorksheetId
from repair_desktop.core.times import EARLIEST
from repair_desktop.core.worksheets import Prompt, Worksheet

USUAL_LENGTH = timedelta(minutes=50)
"""How long a session takes; after that it counts as past."""

FURTHEST = timedelta(days=2 * 366)
"""How far ahead a session can be planned. What lies beyond is a slip of the keys."""


DAYS_BACK = 14
"""How many days count as recent where there was no session yet."""


class SessionState(Enum):
    """Whether it takes place."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Session:
    """One session.

    Attributes:
        day: The day it is on.
        clock: When it begins, to the minute, or None where that is not known.
        state: Whether it takes place, or took place.
        added_at: When it was written down (aware, fixed offset).
    """

    id: SessionId
    day: date
    clock: time | None
    state: SessionState
    added_at: datetime

    @property
    def takes_place(self) -> bool:
        """Whether it was not cancelled."""
        return self.state is SessionState.PLANNED

    def is_past(self, now: datetime) -> bool:
        """Tell whether it is over; one whose time is not known is so when its day is."""
        if self.clock is None:
            return self.day < now.date()
        return datetime.combine(self.day, self.clock) + USUAL_LENGTH <= now.replace(tzinfo=None)

    def may_be_over(self, now: datetime) -> bool:
        """Tell whether there can be something to write down about it."""
        return self.day <= now.date() if self.clock is None else self.is_past(now)


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session with what was written for it.

    Attributes:
        entries: Its entries, last changed first.
        is_past: Whether it is over.
        may_be_over: Whether there can be something to write down about it.
    """

    session: Session
    entries: Sequence[Entry]
    is_past: bool
    may_be_over: bool

    def has(self, worksheet_id: WorksheetId) -> bool:
        """Tell whether a worksheet was begun for it."""
        return any(entry.worksheet_id == worksheet_id for entry in self.entries)


@dataclass(frozen=True, slots=True)
class TrackPoint:
    """One answer on a line over time.

    Attributes:
        day: The session's day, or the one on which it was written.
        place: 0 for the lowest answer, then up by one.
    """

    day: date
    place: int


@dataclass(frozen=True, slots=True)
class Track:
    """The answers to one prompt over time, by themselves; nothing is added up.

    Attributes:
        points: The earliest first; never empty.
    """

    prompt: Prompt
    points: Sequence[TrackPoint]


@dataclass(frozen=True, slots=True)
class Coming:
    """What Today says of sessions.

    Attributes:
        session: The next one that takes place, or None.
        picked: What the plan for it holds, in the person's words.
        agreed: What was agreed in the last one, or "".
    """

    session: Session | None
    picked: Sequence[str] = ()
    agreed: str = ""


@dataclass(frozen=True, slots=True)
class OpenRupture:
    """A rupture that is open, as something to bring.

    Attributes:
        what: What happened, in the person's own words, or "".
        has_card: Whether its card has something to say.
        waits: Whether the person chose to wait with it.
    """

    summary: RuptureSummary
    what: str = ""
    has_card: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class SessionsView:
    """What there is about sessions.

    Attributes:
        today: The day it was read.
        next: The next session that takes place, or None.
        later: What is planned after that, and what is cancelled and not past; the earliest first.
        past: The latest first.
        suggestion: When another one could be.
        before: Worksheets for a session that is to come.
        after: Worksheets for one that is past.
        tracks: Answers over time.
        picked: What the plan for the next session holds, in the person's words.
        ruptures: The newest of those that are open and not set aside.
        worksheets: What entries answer, by id; those that nobody knows any more are left out.
        talks: The worksheet in which the person notes what came of raising one, or None.
    """

    today: date
    next: SessionSummary | None
    later: Sequence[SessionSummary]
    past: Sequence[SessionSummary]
    suggestion: tuple[date, time | None]
    before: Sequence[Worksheet]
    after: Sequence[Worksheet]
    tracks: Sequence[Track]
    picked: Sequence[str]
    ruptures: Sequence[OpenRupture] = ()
    worksheets: Mapping[WorksheetId, Worksheet] = field(default_factory=dict)
    talks: Worksheet | None = None

    def is_talk(self, entry: Entry) -> bool:
        """Tell whether an entry notes what came of raising something."""
        return self.talks is not None and entry.worksheet_id == self.talks.id


def in_order(sessions: Iterable[Session]) -> list[Session]:
    """Return sessions, the earliest first; on one day those without a time come first."""
    return sorted(
        sessions, key=lambda each: (each.day, each.clock is not None, each.clock or time.min)
    )


def next_session(sessions: Iterable[Session], now: datetime) -> Session | None:
    """Return the next one that takes place, or None."""
    ahead = [each for each in in_order(sessions) if each.takes_place and not each.is_past(now)]
    return ahead[0] if ahead else None


def since_last(sessions: Iterable[Session], now: datetime) -> date:
    """Return the day of the last session that took place, or :data:`DAYS_BACK` days ago."""
    past = [each.day for each in sessions if each.takes_place and each.is_past(now)]
    return max(past, default=now.date() - timedelta(days=DAYS_BACK))


def suggested(sessions: Sequence[Session], today: date) -> tuple[date, time | None]:
    """Return when another one could be: a week after the last, or a later week; else today."""
    if not sessions:
        return today, None
    last = in_order(sessions)[-1]
    weeks = max(1, -((last.day - today).days // 7))
    return last.day + timedelta(weeks=weeks), last.clock


def check_session_day(day: date, today: date) -> date:
    """Return ``day`` when a session can be on it.

    Raises:
        BadDate: It lies before 1900, or further ahead than :data:`FURTHEST`.
    """
    if day < EARLIEST:
        raise BadDate(reason="too_early")
    if day > today + FURTHEST:
        raise BadDate(reason="too_far")
    return day
