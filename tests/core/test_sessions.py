from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.errors import BadDate
from repair_desktop.core.ids import SessionId
from repair_desktop.core.sessions import (
    FURTHEST,
    USUAL_LENGTH,
    Session,
    SessionState,
    check_session_day,
    in_order,
    next_session,
    suggested,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=1)))
TODAY = NOON.date()
FOUR = time(16)


def on(day: date = TODAY, clock: time | None = None, state: str = "planned") -> Session:
    return Session(SessionId("1" * 32), day, clock, SessionState(state), NOON)


@pytest.mark.parametrize(
    ("session", "is_past", "may_be_over"),
    [
        (on(TODAY - timedelta(days=1)), True, True),
        (on(TODAY), False, True),
        (on(TODAY + timedelta(days=1)), False, False),
        (on(TODAY, time(11, 0)), True, True),
        (on(TODAY, time(11, 10)), True, True),
        (on(TODAY, time(11, 11)), False, False),  # it is on now
        (on(TODAY, FOUR), False, False),
        (on(TODAY - timedelta(days=1), time(23, 30)), True, True),
    ],
)
def test_when_a_session_is_over(session: Session, is_past: bool, may_be_over: bool) -> None:
    assert session.is_past(NOON) is is_past
    assert session.may_be_over(NOON) is may_be_over


def test_a_session_keeps_its_time_in_another_time_zone() -> None:
    session = on(TODAY, FOUR)
    for hours in (-8, 0, 9):
        zone = timezone(timedelta(hours=hours))
        before = datetime.combine(TODAY, FOUR, zone) + USUAL_LENGTH - timedelta(minutes=1)
        assert not session.is_past(before)
        assert session.is_past(before + timedelta(minutes=1))


def test_the_next_session_is_the_first_that_takes_place() -> None:
    tomorrow = TODAY + timedelta(days=1)
    late, early = on(tomorrow, FOUR), on(tomorrow, time(9))
    cancelled = on(TODAY, FOUR, "cancelled")
    past = on(TODAY - timedelta(days=7))
    assert next_session([late, cancelled, past, early], NOON) is early
    assert next_session([cancelled, past], NOON) is None


days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
clocks = st.none() | st.times().map(lambda clock: clock.replace(microsecond=0, second=0))


@given(st.lists(st.builds(on, days, clocks), max_size=8), days)
def test_another_session_is_suggested_whole_weeks_after_the_last(
    sessions: list[Session], today: date
) -> None:
    day, clock = suggested(sessions, today)
    if not sessions:
        assert (day, clock) == (today, None)
        return
    last = in_order(sessions)[-1]
    assert clock == last.clock
    assert day > last.day
    assert (day - last.day).days % 7 == 0
    assert day >= today
    assert day == last.day + timedelta(days=7) or day < today + timedelta(days=7)


@given(st.lists(st.builds(on, days, clocks), max_size=8))
def test_the_order_is_that_of_days_and_times(sessions: list[Session]) -> None:
    ordered = in_order(sessions)
    assert sorted(map(repr, ordered)) == sorted(map(repr, sessions))
    moments = [(each.day, each.clock is not None, each.clock or time.min) for each in ordered]
    assert moments == sorted(moments)


def test_days_that_can_not_be() -> None:
    for day in (date(1900, 1, 1), TODAY, TODAY + FURTHEST):
        assert check_session_day(day, TODAY) == day
    with pytest.raises(BadDate) as refused:
        check_session_day(date(1899, 12, 31), TODAY)
    assert refused.value.facts == {"reason": "too_early"}
    with pytest.raises(BadDate) as refused:
        check_session_day(TODAY + FURTHEST + timedelta(days=1), TODAY)
    assert refused.value.facts == {"reason": "too_far"}
