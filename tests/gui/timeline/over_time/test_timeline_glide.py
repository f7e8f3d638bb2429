from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.gui.timeline.over_time.glide import Glide

days = st.floats(0.1, 900)
moves = st.lists(st.floats(-2000, 2000), max_size=20)


@given(moves, days)
def test_whole_days_and_the_rest_are_all_that_was_moved(pixels: list[float], day: float) -> None:
    glide = Glide()
    whole = 0
    for by in pixels:
        whole += glide.drag(by, day)
        assert abs(glide.offset) < day
    assert whole * day + glide.offset == pytest.approx(sum(pixels), abs=1e-6)


@given(moves, days)
def test_it_comes_to_rest_on_the_nearest_day(pixels: list[float], day: float) -> None:
    glide = Glide()
    whole = sum(glide.drag(by, day) for by in pixels) + glide.settle(day)
    assert glide.offset == 0
    assert abs(whole * day - sum(pixels)) <= day / 2 + 1e-6
