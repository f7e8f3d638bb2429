"""Where things stand on the chart, without painting them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise, product

import pytest
from helpers.timeline import Kept, days_ago
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from repair_desktop.core.moods import Mood, QuickMood
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.timeline import Bucket, RuptureMoment
from repair_desktop.core.windows import Span
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.drawing.picture import label_metrics
from repair_desktop.gui.timeline.over_time.layout import ChartLayout, key_of, lay_out
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords

WIDE, NARROW = 920, 480
LayOut = Callable[..., ChartLayout]


def metrics(percent: int) -> QFontMetricsF:
    return label_metrics(Tokens(LIGHT, percent))


@pytest.fixture
def plan(qapp: QApplication, kept: Kept) -> LayOut:
    """Return a function that lays out what is kept."""

    def lay(
        span: Span = Span.MONTH, width: int = WIDE, percent: int = 100, mirrored: bool = False
    ) -> ChartLayout:
        kept.presenter.refresh()
        kept.presenter.choose(span)
        words = TimelineWords(therapist_name(""), {})
        return lay_out(kept.view, words, Tokens(LIGHT, percent), width, mirrored)

    return lay


def fill_days(kept: Kept, first: int, last: int, a_day: int = 1) -> None:
    with kept.journal.transaction():
        for day in range(first, last):
            for number in range(a_day):
                kept.check_in(days_ago(day, hour=8 + number), day % 9 - 4)


# --- check-ins -------------------------------------------------------------------------------


def test_each_check_in_of_a_month_has_its_mark_at_its_time_and_height(
    kept: Kept, plan: LayOut
) -> None:
    high = kept.check_in(days_ago(22, hour=0), 4)
    low = kept.check_in(days_ago(8, hour=0), -4)
    middle = kept.check_in(days_ago(8, hour=12), 0)
    laid = plan()
    assert laid.bar_days == 0
    assert [item.what for item in laid.items] == [high, low, middle]
    places = [item.area.center() for item in laid.items]
    assert places[0] == QPointF(laid.plot.left(), laid.plot.top())
    assert places[1].y() == laid.plot.bottom()
    assert places[2].y() == laid.plot.center().y()
    assert places[1].x() == pytest.approx(laid.plot.left() + laid.plot.width() * 14 / 30)
    assert places[2].x() - places[1].x() == pytest.approx(laid.plot.width() / 60)


def test_a_year_has_bars_from_the_lowest_to_the_highest(kept: Kept, plan: LayOut) -> None:
    kept.check_in(days_ago(300, hour=9), -4)
    kept.check_in(days_ago(300, hour=10), 4)
    kept.check_in(days_ago(30), 1)
    laid = plan(Span.YEAR)
    assert laid.bar_days > 1
    long, short = laid.items
    assert isinstance(long.what, Bucket)
    assert (long.what.n, long.what.low, long.what.high) == (2, -4, 4)
    assert long.area.top() < laid.plot.top() < laid.plot.bottom() < long.area.bottom()
    assert short.area.width() == pytest.approx(short.area.height())


def test_however_much_there_is_the_chart_paints_no_more_than_its_width_holds(
    kept: Kept, plan: LayOut
) -> None:
    fill_days(kept, 0, 60, a_day=15)
    for span, width, percent in product(Span, (NARROW, WIDE), (90, 100, 200)):
        laid = plan(span, width, percent)
        n = sum(i.what.n if isinstance(i.what, Bucket) else 1 for i in laid.items)
        assert n == len(kept.view.moods) >= 15
        assert len(laid.items) <= width
        if laid.bar_days:
            middles = [item.area.center().x() for item in laid.items]
            assert all(after - before >= 3 for before, after in pairwise(middles))


def test_everything_stays_inside(kept: Kept, plan: LayOut) -> None:
    fill_days(kept, 0, 23)
    kept.rupture(days_ago(1), title="long " * 40)
    for span, width in product(Span, (1, 60, NARROW, WIDE)):
        laid = plan(span, width)
        assert laid.height > laid.plot.bottom()
        if width < NARROW:
            continue
        for item in laid.items:
            assert 0 <= item.area.left() < item.area.right() <= width
            assert 0 <= item.area.top() < item.area.bottom() <= laid.height
        for flag in laid.flags:
            assert 0 <= flag.area.left() < flag.area.right() <= width


def test_the_average_is_not_drawn_across_a_gap(kept: Kept, plan: LayOut) -> None:
    for day in (*range(1, 10), *range(11, 20)):
        kept.check_in(days_ago(day), 2)
    laid = plan()
    days = [average.day.day for average in kept.view.averages]
    assert days == [9, 10, 11, 12, 14, 15, 16, 17]
    a_day = laid.plot.width() / 30
    for line in laid.average:
        assert line.x2() - line.x1() <= a_day + 0.01
    gap = laid.plot.left() + 12.5 * a_day
    assert not [line for line in laid.average if line.x1() < gap < line.x2()]
    assert len(laid.average) == 10


def test_items_are_in_the_order_of_time(kept: Kept, plan: LayOut) -> None:
    kept.check_in(days_ago(3))
    kept.rupture(days_ago(4), (RuptureState.RAISED, days_ago(2)))
    kept.check_in(days_ago(1))
    laid = plan()
    assert [type(item.what) for item in laid.items] == [
        RuptureMoment,
        Mood,
        RuptureMoment,
        Mood,
    ]


# --- axes ------------------------------------------------------------------------------------


def test_dates_and_words_of_the_axes_keep_apart(kept: Kept, plan: LayOut) -> None:
    kept.check_in(days_ago(1))
    for span, width, percent in product(Span, (NARROW, WIDE), (90, 100, 150, 200)):
        laid = plan(span, width, percent)
        letters = metrics(percent)
        assert len(laid.ticks) >= 2
        for before, after in pairwise(laid.ticks):
            assert before.at.x() + letters.horizontalAdvance(before.text) < after.at.x()
        assert [level.mood for level in laid.levels] == list(QuickMood)
        for low, high in pairwise(laid.levels):
            assert low.line.y1() - high.line.y1() >= letters.height()
        for level in laid.levels:
            end = level.label.at.x() + letters.horizontalAdvance(level.label.text)
            assert 0 <= level.label.at.x() < end < level.mark.x() < laid.plot.left()


def test_weeks_begin_where_the_country_says(kept: Kept, plan: LayOut) -> None:
    kept.check_in(days_ago(1))
    assert [tick.text for tick in plan().ticks] == ["2 Nov", "9 Nov", "16 Nov", "23 Nov", "30 Nov"]
    assert [tick.text for tick in plan(Span.QUARTER).ticks][:2] == ["1 Oct", "15 Oct"]
    assert len(plan(Span.YEAR).ticks) == 12


# --- ruptures --------------------------------------------------------------------------------


def test_a_flag_names_the_state_and_later_ones_are_marked(kept: Kept, plan: LayOut) -> None:
    kept.rupture(
        days_ago(20),
        (RuptureState.EXPLORING, days_ago(19)),
        (RuptureState.MENDING, days_ago(9)),
        (RuptureState.SETTLED, days_ago(3)),
    )
    laid = plan()
    (flag,) = laid.flags
    assert flag.label.text == "Something felt off: Settled"
    assert [item.area.center().y() for item in laid.items] == [flag.track.y1()] * 4
    assert flag.first == 0
    assert flag.pole is not None
    assert flag.pole.x1() == flag.area.left() == laid.items[0].area.center().x()
    assert flag.pole.y2() == laid.plot.bottom()
    assert (flag.track.x1(), flag.track.x2()) == (
        laid.items[0].area.center().x(),
        laid.items[3].area.center().x(),
    )
    # The second day lies under the flag, so its state has no room.
    assert [label.text for label in flag.states] == ["Settled", "Mending"]


def test_a_rupture_from_before_the_window_has_no_pole_there(kept: Kept, plan: LayOut) -> None:
    kept.rupture(days_ago(40), (RuptureState.LEFT, days_ago(5)))
    laid = plan()
    (flag,) = laid.flags
    assert flag.pole is None
    assert flag.track.x1() == laid.plot.left()
    assert len(laid.items) == 1


def test_the_state_of_a_long_title_is_never_cut(kept: Kept, plan: LayOut) -> None:
    kept.rupture(
        days_ago(3), title="What was said about the holidays, and then not said again " * 3
    )
    (flag,) = plan(width=NARROW).flags
    assert flag.label.text.endswith(": Noted")
    assert "…" in flag.label.text


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 22)), min_size=1, max_size=8),
    st.sampled_from([NARROW, WIDE]),
    st.sampled_from([100, 200]),
)
@example([(20, 20), (60, 2)], WIDE, 100)
def test_flags_never_cover_each_other(
    kept: Kept, plan: LayOut, found: list[tuple[int, int]], width: int, percent: int
) -> None:
    for rupture in kept.journal.ruptures.all():
        kept.reflect.delete_rupture(rupture.id)
    for begun, ended in found:
        first, last = max(begun, ended), min(begun, ended)
        kept.rupture(
            days_ago(first),
            (RuptureState.EXPLORING, days_ago((first + last) // 2)),
            (RuptureState.MENDING, days_ago(last, hour=1)),
            (RuptureState.LEFT, days_ago(last)),
        )
    laid = plan(width=width, percent=percent)
    assert len(laid.flags) == len(found)
    letters = metrics(percent)
    for number, flag in enumerate(laid.flags):
        assert flag.area.bottom() < laid.plot.top()
        words = [*flag.states]
        for other in laid.flags[:number]:
            assert not flag.area.intersects(other.area)
            same_row = other.area.top() == flag.area.top()
            assert not (same_row and other.track.x2() >= flag.track.x1())
            assert not (same_row and other.area.right() >= flag.track.x1())
            words += other.states if same_row else ()
        words.sort(key=lambda label: label.at.x())
        for before, after in pairwise(words):
            assert before.at.x() + letters.horizontalAdvance(before.text) < after.at.x()
        for label in words:
            assert not flag.area.contains(label.at)


# --- finding ---------------------------------------------------------------------------------


def test_near_an_item_is_found_and_far_from_all_nothing_is(kept: Kept, plan: LayOut) -> None:
    kept.check_in(days_ago(20), 0)
    kept.check_in(days_ago(10), 0)
    laid = plan()
    first, second = (item.area.center() for item in laid.items)
    assert laid.nearest(first + QPointF(8, 8)) == 0
    assert laid.nearest(second + QPointF(-13, 0)) == 1
    assert laid.nearest((first + second) / 2) is None
    assert laid.nearest(QPointF(-500, -500)) is None


def test_a_bar_is_found_over_its_whole_length_and_a_flag_by_its_words(
    kept: Kept, plan: LayOut
) -> None:
    kept.check_in(days_ago(300, hour=9), -4)
    kept.check_in(days_ago(300, hour=10), 4)
    kept.rupture(days_ago(100))
    laid = plan(Span.YEAR)
    for share in (0.05, 0.5, 0.95):
        area = laid.items[0].area
        point = QPointF(area.center().x() + 3, area.top() + share * area.height())
        assert laid.nearest(point) == 0
    assert laid.nearest(laid.flags[0].area.center()) == 1


def test_a_changed_check_in_is_still_the_same(kept: Kept) -> None:
    at = days_ago(1)
    mood = kept.check_in(at, 1)
    kept.rupture(at - timedelta(days=1))
    kept.presenter.refresh()
    keys = {key_of(kept.view.moods[0]), key_of(kept.view.moments[0])}
    kept.journal.moods.save(
        Mood(mood.id, mood.at - timedelta(hours=3), mood.written_at, -3, note="other")
    )
    kept.presenter.refresh()
    assert keys == {key_of(kept.view.moods[0]), key_of(kept.view.moments[0])}


def test_where_ruptures_are_too_many_to_name_they_are_dots_on_lines(
    kept: Kept, plan: LayOut
) -> None:
    for day in range(0, 22):
        kept.rupture(days_ago(day + 1, hour=9), (RuptureState.LEFT, days_ago(day)))
    laid = plan()
    assert len(laid.flags) == 22
    assert all(flag.area.isEmpty() and not flag.label.text for flag in laid.flags)
    assert len([item for item in laid.items if isinstance(item.what, RuptureMoment)]) == 44
    assert laid.plot.top() < 120
    for flag in laid.flags:
        assert flag.pole is not None
        assert flag.pole.y1() < laid.plot.top()
    for before, after in pairwise(sorted(laid.flags, key=lambda flag: flag.track.y1())):
        if before.track.y1() == after.track.y1():
            spans = sorted([(f.track.x1(), f.track.x2()) for f in (before, after)])
            assert spans[0][1] < spans[1][0]
