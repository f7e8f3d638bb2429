from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from repair_desktop.gui.widgets.small_line_layout import LineLayout, LinePoint, lay_out

START = date(2026, 3, 3)
SIZE = (300.0, 100.0)
MARK = 10.0


def at(day: int, value: int | None) -> LinePoint:
    return LinePoint(START + timedelta(days=day), value, str(value))


def laid(*points: LinePoint, mirrored: bool = False) -> LineLayout:
    return lay_out(points, (0, 10), SIZE, MARK, mirrored)


def test_time_goes_across_and_the_value_up() -> None:
    plan = laid(at(0, 0), at(10, 10), at(40, 5))
    assert list(plan.spots) == [(0, 100), (75, 0), (300, 50)]
    assert list(plan.joins) == [(0, 1), (1, 2)]
    assert list(plan.marked) == [0, 1, 2]


def test_in_a_mirrored_window_time_runs_the_other_way() -> None:
    assert laid(at(0, 0), at(10, 10), at(40, 5), mirrored=True).spots == (
        (300, 100),
        (225, 0),
        (0, 50),
    )


def test_points_are_put_in_the_order_of_time_and_those_of_a_day_keep_theirs() -> None:
    plan = laid(at(9, 1), at(0, 2), at(9, 3))
    assert [point.value for point in plan.points] == [2, 1, 3]


def test_what_was_left_blank_is_a_gap() -> None:
    plan = laid(at(0, 3), at(1, 4), at(2, None), at(3, 5), at(4, None), at(5, 6), at(6, 6))
    assert [point.value for point in plan.points] == [3, 4, 5, 6, 6]
    assert plan.joins == ((0, 1), (3, 4))


@pytest.mark.parametrize("points", [(), (at(0, None), at(3, None))])
def test_with_no_answer_there_is_nothing(points: tuple[LinePoint, ...]) -> None:
    plan = laid(*points)
    assert plan == LineLayout()
    assert plan.nearest(10, 10) is None


def test_one_answer_is_a_point_in_the_middle() -> None:
    plan = laid(at(5, 10))
    assert list(plan.spots) == [(150, 0)]
    assert (plan.joins, plan.marked) == ((), (0,))


@pytest.mark.parametrize("days", [(0, 0, 0), (0, 1, 400), (0, 399, 400), (0, 0, 400, 400)])
def test_answers_close_together_keep_apart_and_inside(days: tuple[int, ...]) -> None:
    across = [x for x, _ in laid(*(at(day, 5) for day in days)).spots]
    assert all(then - first >= MARK * 1.5 for first, then in pairwise(across))
    assert across[0] >= 0
    assert across[-1] <= SIZE[0]


def test_where_there_is_no_room_only_lone_points_are_marked() -> None:
    values = [None if day in (199, 201) else day % 11 for day in range(500)]
    plan = laid(*(at(day, value) for day, value in enumerate(values)))
    assert len(plan.points) == 498
    assert plan.marked == (199,)
    assert plan.points[199].day == START + timedelta(days=200)
    assert plan.spots[0][0] == 0
    assert plan.spots[-1][0] == SIZE[0]


@pytest.mark.parametrize(("value", "down"), [(-4, 100), (99, 0)])
def test_a_value_beyond_the_ends_stands_at_the_end(value: int, down: float) -> None:
    assert laid(at(0, value)).spots[0][1] == down


def test_the_nearest_answer_is_found_across_first() -> None:
    plan = laid(at(0, 0), at(50, 10), at(100, 0))
    assert [plan.nearest(x, 90) for x in (-20, 60, 140, 160, 260, 900)] == [0, 0, 1, 1, 2, 2]


def test_lines_between_the_same_days_stand_under_each_other() -> None:
    days = (at(0, 0).day, at(40, 0).day)
    one = lay_out([at(0, 1), at(20, 5)], (0, 10), SIZE, MARK, between=days)
    other = lay_out([at(20, 9), at(40, 2)], (0, 10), SIZE, MARK, between=days)
    width = SIZE[0]
    assert [spot[0] for spot in one.spots] == [0, width / 2]
    assert [spot[0] for spot in other.spots] == [width / 2, width]
