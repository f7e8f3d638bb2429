from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from helpers.journals import NOON
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.calendar_days import (
    MOST_PIECES,
    CalendarDay,
    calendar_days,
    place_in_weeks,
)
from repair_desktop.core.ids import MoodId, SessionId
from repair_desktop.core.moods import Mood
from repair_desktop.core.sessions import Session, SessionState
from repair_desktop.core.timeline import Timeline, wall_clock

FIRST = date(2026, 1, 1)
checks = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 23), st.integers(-4, 4), st.integers(-11, 13)),
    max_size=60,
)
session_days = st.lists(st.integers(0, 20), max_size=8)


def mood(number: int, days: int, hour: int, pleasantness: int, offset: int) -> Mood:
    zone = timezone(timedelta(hours=offset))
    at = datetime.combine(FIRST + timedelta(days=days), time(hour), zone)
    return Mood(MoodId(f"{number:032x}"), at, at, pleasantness)


def session(number: int, days: int) -> Session:
    day = FIRST + timedelta(days=days)
    return Session(SessionId(f"{number:032x}"), day, None, SessionState.PLANNED, NOON)


@given(checks, session_days)
def test_every_day_holds_what_a_search_finds(
    found: list[tuple[int, int, int, int]], planned: list[int]
) -> None:
    moods = [mood(number, *each) for number, each in enumerate(found)]
    sessions = [session(number, days) for number, days in enumerate(planned)]
    timeline = Timeline.of(moods, [], sessions, FIRST)
    days = calendar_days(timeline.all)
    expected = {wall_clock(each).date() for each in moods} | {each.day for each in sessions}
    assert [each.day for each in days] == sorted(expected)
    for each in days:
        own = sorted(
            (m for m in moods if wall_clock(m).date() == each.day),
            key=lambda m: (wall_clock(m), m.id),
        )
        assert list(each.moods) == own
        assert (each.bucket.n if each.bucket is not None else 0) == len(own)
        assert {m.session.id for m in each.sessions} == {
            s.id for s in sessions if s.day == each.day
        }


@given(checks)
def test_no_day_hides_its_lowest_or_its_highest(found: list[tuple[int, int, int, int]]) -> None:
    moods = [mood(number, *each) for number, each in enumerate(found)]
    for each in calendar_days(Timeline.of(moods, [], [], FIRST).all):
        values = [m.pleasantness for m in each.moods]
        assert {min(values), max(values)} <= set(each.pieces)
        assert len(each.pieces) <= MOST_PIECES
        if len(values) <= MOST_PIECES:
            assert list(each.pieces) == values  # in the order of the clock


def test_a_day_with_a_session_alone_has_no_pieces() -> None:
    assert CalendarDay(FIRST).pieces == []


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(0, 40), st.integers(1, 7))
def test_days_stand_in_their_week_and_under_their_weekday(
    first: date, later: int, week_start: int
) -> None:
    day = first + timedelta(days=later)
    row, column = place_in_weeks(day, first, week_start)
    assert 0 <= column < 7
    assert column == (day.isoweekday() - week_start) % 7
    # Counted one by one: a week begins with each day that is the first of one.
    walked = [first + timedelta(days=n) for n in range(1, later + 1)]
    assert row == sum(each.isoweekday() == week_start for each in walked)
