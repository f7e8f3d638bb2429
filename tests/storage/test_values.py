from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.storage.values import instant, loaded_moment, stored_moment

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=ZONES))
def test_a_moment_comes_back_to_the_millisecond_with_its_offset(moment: datetime) -> None:
    back = loaded_moment(*stored_moment(moment))
    assert back == moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert back.utcoffset() == moment.utcoffset()


def test_moments_before_1970_are_cut_off_downwards_too() -> None:
    moment = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert instant(moment) == -1


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        stored_moment(datetime(2026, 1, 1))
