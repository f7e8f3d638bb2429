from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.errors import BadDate
from repair_desktop.core.times import (
    EARLIEST,
    FUTURE_SLACK,
    check_past,
    check_past_day,
    fixed_offset,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=1)))


def test_the_local_time_stays_what_it_was() -> None:
    evening = datetime(2026, 7, 1, 21, 30, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    assert fixed_offset(evening).isoformat() == "2026-07-01T21:30:00+05:45"


@given(st.integers(-14 * 3600, 14 * 3600))
def test_an_odd_offset_keeps_the_instant(seconds: int) -> None:
    moment = datetime(2000, 1, 1, tzinfo=timezone(timedelta(seconds=seconds)))
    fixed = fixed_offset(moment)
    assert fixed == moment
    offset = fixed.utcoffset()
    assert offset is not None
    assert offset.total_seconds() % 60 == 0


def test_a_naive_moment_is_a_bug() -> None:
    with pytest.raises(ValueError, match="offset"):
        fixed_offset(datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (NOW + FUTURE_SLACK + timedelta(seconds=1), "future"),
        (NOW + timedelta(days=4000), "future"),
        (datetime(1899, 12, 31, 23, 59, tzinfo=UTC), "too_early"),
    ],
)
def test_moments_that_can_not_be(moment: datetime, reason: str) -> None:
    with pytest.raises(BadDate) as caught:
        check_past(moment, NOW)
    assert caught.value.facts == {"reason": reason}


def test_a_clock_that_runs_a_little_ahead_is_forgiven() -> None:
    assert check_past(NOW + FUTURE_SLACK, NOW) == NOW + FUTURE_SLACK


@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(2026, 11, 24), "future"), (date(1899, 12, 31), "too_early")],
)
def test_days_that_can_not_be(day: date, reason: str) -> None:
    with pytest.raises(BadDate) as caught:
        check_past_day(day, NOW.date())
    assert caught.value.facts == {"reason": reason}


def test_the_first_and_the_last_day_are_fine() -> None:
    assert check_past_day(EARLIEST, NOW.date()) == EARLIEST
    assert check_past_day(NOW.date(), NOW.date()) == NOW.date()
