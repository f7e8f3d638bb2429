"""Ready-made values for tests of the journal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from repair_desktop.core.entries import Entry
from repair_desktop.core.ids import EntryId, MoodId, RuptureId, SessionId, WorksheetId
from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import Rupture, RuptureState, StateChange
from repair_desktop.core.sessions import Session, SessionState

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=1)))
TODAY = NOON.date()


def an_entry(number: int = 1, at: datetime = NOON, rupture: int | None = None) -> Entry:
    return Entry(
        EntryId(f"{number:032x}"),
        WorksheetId("six-steps"),
        1,
        begun_at=at,
        changed_at=at,
        rupture_id=None if rupture is None else RuptureId(f"{rupture:032x}"),
    )


def a_rupture(number: int = 1, at: datetime = NOON, title: str = "") -> Rupture:
    noted = (StateChange(RuptureState.NOTED, at),)
    return Rupture(RuptureId(f"{number:032x}"), title, None, at, noted)


def a_mood(number: int = 1, at: datetime = NOON, note: str = "") -> Mood:
    return Mood(MoodId(f"{number:032x}"), at, at, pleasantness=1, note=note)


def a_session(number: int = 1, clock: time | None = None, day: date = TODAY) -> Session:
    return Session(SessionId(f"{number:032x}"), day, clock, SessionState.PLANNED, NOON)
