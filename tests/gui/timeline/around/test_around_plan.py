"""Where the days around sessions stand, without painting them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from repair_desktop.core.around import OFFSETS, Around, AroundDay, AroundGroup, Spread
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.around.plan import AroundPlan, lay_out
from repair_desktop.gui.timeline.around.words import AroundWords
from repair_desktop.gui.timeline.drawing.picture import Label, label_metrics
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords

WIDE = 860
NARROW = 560


def spread(*values: int) -> Spread:
    return Spread(tuple(values.count(value) for value in range(-4, 5)))


def around(*days: Spread, has_open: bool = False, sessions: int = 3) -> Around:
    filled = (*days, *(Spread() for _ in range(len(OFFSETS) - len(days))))
    return Around((), (AroundGroup(has_open, sessions, filled),))


def plan(
    shown: Around, width: int = WIDE, percent: int = 100, mirrored: bool = False
) -> AroundPlan:
    words = AroundWords(TimelineWords(therapist_name(""), {}))
    return lay_out(shown, words, Tokens(LIGHT, percent), width, mirrored)


def both(*days: Spread) -> Around:
    first, second = around(*days), around(*days, has_open=True)
    return Around((), (*first.groups, *second.groups))


def texts(labels: tuple[Label, ...]) -> list[str]:
    return [label.text for label in labels]


def test_a_dot_stands_at_its_height_and_equal_ones_side_by_side(qapp: QApplication) -> None:
    (band,) = plan(around(spread(-4, 4, 4, 4), spread(0))).bands
    low, *high, other = band.dots
    assert [dot.y() for dot in high] == [high[0].y()] * 3
    assert high[1].x() == low.x()
    assert high[1].x() - high[0].x() == high[2].x() - high[1].x() > 2 * 2.5
    assert low.y() > other.y() > high[0].y()
    assert other.y() == pytest.approx((low.y() + high[0].y()) / 2)
    assert other.x() > low.x()
    assert band.bars == []


def test_the_same_check_ins_stand_at_the_same_places_again(qapp: QApplication) -> None:
    shown = around(spread(-1, 0, 0, 2, 2, 2))
    assert plan(shown) == plan(shown)


def test_where_there_are_many_only_a_bar_is_drawn(qapp: QApplication) -> None:
    (band,) = plan(around(spread(*[1] * 60, -2, 3), spread(0, 1))).bands
    assert len(band.bars) == 1
    assert len(band.dots) == 2
    assert len(band.stems) == 1
    (bar,) = band.bars
    heights = {level.mood.value: level.line.y1() for level in band.levels}
    assert bar.top() < heights[2]
    assert bar.bottom() > heights[-2]


def test_dots_keep_to_their_own_day(qapp: QApplication) -> None:
    shown = around(*(spread(*[0] * n) for n in (9, 10, 11, 12, 13, 14, 15)))
    for width in (300, NARROW, WIDE):
        made = plan(shown, width)
        for dot in made.bands[0].dots:
            assert any(item.area.contains(dot) for item in made.items)


def test_an_average_is_drawn_from_five_on_and_joined_to_neighbours_only(
    qapp: QApplication,
) -> None:
    five, four = spread(0, 0, 0, 2, 2), spread(0, 0, 2, 2)
    (band,) = plan(around(five, five, four, five, Spread(), five, five)).bands
    assert len(band.means) == 5
    ends = [(join.p1(), join.p2()) for join in band.joins]
    means = band.means
    assert ends == [(means[0], means[1]), (means[3], means[4])]


def test_every_day_says_how_many_check_ins_it_has(qapp: QApplication) -> None:
    (band,) = plan(around(spread(1, 2, 3), Spread(), spread(*[0] * 120))).bands
    assert texts(band.counts) == ["Check-ins", "3", "0", "120", "0", "0", "0", "0"]


def test_each_group_has_a_plot_of_its_own_that_says_how_many_sessions(qapp: QApplication) -> None:
    made = plan(both(spread(0)))
    first, second = made.bands
    assert first.heading.text == "3 sessions without an open rupture"
    assert second.heading.text == "3 sessions with an open rupture"
    assert first.counts[0].at.y() < second.heading.at.y() < second.levels[-1].line.y1()
    assert [item.what.offset for item in made.items] == [*OFFSETS, *OFFSETS]
    assert [item.what.group.has_open for item in made.items] == [False] * 7 + [True] * 7


def test_every_day_can_be_gone_to_also_one_without_check_ins(qapp: QApplication) -> None:
    shown = around()
    made = plan(shown)
    assert [item.what for item in made.items] == [AroundDay(shown.groups[0], n) for n in OFFSETS]
    for place, item in enumerate(made.items):
        assert made.nearest(item.area.center()) == place
    assert made.nearest(QPointF(0, 0)) is None


@pytest.mark.parametrize("percent", [90, 100, 150, 200])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_words_keep_apart_and_inside_at_every_size(
    qapp: QApplication, width: int, percent: int
) -> None:
    made = plan(both(*(spread(*[1] * n) for n in (1, 2, 3, 400, 5, 6, 7))), width, percent)
    metrics = label_metrics(Tokens(LIGHT, percent))
    rows = [made.ticks, *(band.counts for band in made.bands)]
    for row in rows:
        ends = [label.at.x() + metrics.horizontalAdvance(label.text) for label in row]
        starts = [label.at.x() for label in row[1:]]
        assert all(end < start for end, start in zip(ends, starts, strict=False))
        assert ends[-1] <= width
        assert row[0].at.x() >= 0
    assert all(label.at.y() < made.height for label in made.ticks)
    for band in made.bands:
        heights = [level.line.y1() for level in band.levels]
        assert min(a - b for a, b in pairwise(heights)) >= metrics.height()


def test_where_words_have_no_room_days_are_numbers(qapp: QApplication) -> None:
    assert texts(plan(around()).ticks)[:2] == ["3 days before", "2 days before"]
    assert texts(plan(around(), NARROW).ticks) == ["−3", "−2", "−1", "Session", "+1", "+2", "+3"]
    assert texts(plan(around(), 300, 200).ticks)[3] == "0"


@given(
    st.lists(st.lists(st.integers(-4, 4), max_size=8), min_size=7, max_size=7),
    st.sampled_from([NARROW, WIDE]),
)
def test_mirrored_everything_has_the_same_distance_from_the_other_side(
    qapp: QApplication, days: list[list[int]], width: int
) -> None:
    shown = both(*(spread(*values) for values in days))
    there, here = plan(shown, width), plan(shown, width, mirrored=True)
    for one, other in zip(there.items, here.items, strict=True):
        assert one.area.left() == pytest.approx(width - other.area.right())
        assert one.key == other.key
    for left, right in zip(there.bands, here.bands, strict=True):
        for dot, turned in zip(left.dots, right.dots, strict=True):
            assert (turned.x(), turned.y()) == pytest.approx((width - dot.x(), dot.y()))
    assert texts(there.ticks) == texts(here.ticks)
