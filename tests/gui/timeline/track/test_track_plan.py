"""Where everything about one rupture stands, without painting it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from helpers.around import HIGH_END, LOW_END, hold, rate, set_aside, talk
from helpers.timeline import Kept, days_ago
from PySide6.QtWidgets import QApplication

from repair_desktop.core.moods import Mood
from repair_desktop.core.rupture_track import Rating, Talk, track_of
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.timeline import Bucket, RuptureMoment, SessionMoment
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.drawing.picture import Label, label_metrics
from repair_desktop.gui.timeline.track.plan import TrackPlan, lay_out
from repair_desktop.gui.timeline.track.words import TrackWords
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords

WIDE, NARROW = 860, 560
LayOut = Callable[..., TrackPlan]


@pytest.fixture
def plan(qapp: QApplication, kept: Kept) -> LayOut:
    """Return a function that lays out the newest rupture that is kept."""

    def lay(width: int = WIDE, percent: int = 100, mirrored: bool = False) -> TrackPlan:
        kept.presenter.refresh()
        name = therapist_name("")
        words = TrackWords(TimelineWords(name, {}), name)
        timeline = kept.view.timeline
        summary = timeline.ruptures[0]
        track = track_of(summary, kept.timeline.rupture(summary.rupture.id), timeline)
        return lay_out(track, words, Tokens(LIGHT, percent), width, mirrored)

    return lay


def a_life(kept: Kept) -> None:
    """A rupture with sizes, a talk, states, a session and check-ins."""
    rupture = kept.rupture(
        days_ago(30),
        (RuptureState.RAISED, days_ago(20)),
        (RuptureState.SETTLED, days_ago(10)),
        happened=days_ago(31),
    )
    rate(kept, rupture, 8, days_ago(30, hour=13))
    rate(kept, rupture, 3, days_ago(12), again=True)
    talk(kept, rupture, days_ago(20, hour=18))
    hold(kept, 20)
    for day, value in ((36, -4), (25, 0), (5, 4)):
        kept.check_in(days_ago(day), value)


def texts(labels: tuple[Label, ...]) -> list[str]:
    return [label.text for label in labels]


def test_everything_can_be_gone_to_in_the_order_of_time(kept: Kept, plan: LayOut) -> None:
    a_life(kept)
    kinds = [type(item.what) for item in plan().items]
    assert kinds == [
        Mood,
        RuptureMoment,  # it happened
        RuptureMoment,  # noted
        Rating,
        Mood,
        RuptureMoment,  # raised
        SessionMoment,
        Talk,
        Rating,
        RuptureMoment,  # settled
        Mood,
    ]


def test_one_day_stands_at_one_place_in_every_row(kept: Kept, plan: LayOut) -> None:
    rupture = kept.rupture(days_ago(30))
    rate(kept, rupture, 4, days_ago(30))
    hold(kept, 30, None)
    kept.check_in(days_ago(30), 2)
    laid = plan()
    assert len({type(item.what) for item in laid.items}) == 4
    assert len({round(item.area.center().x(), 6) for item in laid.items}) == 1
    rows = sorted(item.area.center().y() for item in laid.items)
    assert all(below - above > 8 for above, below in pairwise(rows))


def test_sizes_and_moods_are_two_plots_one_above_the_other(kept: Kept, plan: LayOut) -> None:
    a_life(kept)
    laid = plan()
    assert laid.sizes is not None
    moods = min(level.line.y1() for level in laid.levels)
    assert laid.sizes.plot.bottom() < moods
    for item in laid.items:
        if isinstance(item.what, Rating):
            assert laid.sizes.plot.top() <= item.area.center().y() <= laid.sizes.plot.bottom()
        elif isinstance(item.what, Mood):
            assert item.area.center().y() >= moods


def test_a_size_stands_between_its_two_ends_which_are_named(kept: Kept, plan: LayOut) -> None:
    rupture = kept.rupture(days_ago(30))
    rate(kept, rupture, 10, days_ago(29))
    rate(kept, rupture, 0, days_ago(20), again=True)
    laid = plan()
    assert laid.sizes is not None
    high, low = (item.area.center() for item in laid.items if isinstance(item.what, Rating))
    assert (high.y(), low.y()) == (laid.sizes.plot.top(), laid.sizes.plot.bottom())
    assert texts(laid.sizes.labels) == [f"10: {HIGH_END}", f"0: {LOW_END}", "0", "5", "10"]
    assert texts(laid.sizes.values) == ["10", "0"]
    (join,) = laid.sizes.joins
    assert (join.p1(), join.p2()) == (high, low)


def test_one_rating_is_no_line(kept: Kept, plan: LayOut) -> None:
    rate(kept, kept.rupture(days_ago(30)), 4, days_ago(29))
    sizes = plan().sizes
    assert sizes is not None
    assert sizes.joins == []


def test_without_a_rating_it_says_so_and_has_no_plot_for_it(kept: Kept, plan: LayOut) -> None:
    kept.rupture(days_ago(30))
    laid = plan()
    assert laid.sizes is None
    assert texts(laid.headings) == ["How big it felt: Not rated", "Mood on the same days"]


def test_after_a_safety_answer_there_are_only_days_and_mood(kept: Kept, plan: LayOut) -> None:
    a_life(kept)
    set_aside(kept, kept.reflect.ruptures()[0].rupture.id)
    laid = plan()
    assert laid.sizes is None
    assert texts(laid.headings) == ["Mood on the same days"]
    assert set(texts(laid.names)) <= {"It happened", "Noted"}
    kinds = {type(item.what) for item in laid.items}
    assert kinds == {Mood, RuptureMoment, SessionMoment}


def test_states_cross_both_plots_and_nothing_between(kept: Kept, plan: LayOut) -> None:
    a_life(kept)
    laid = plan()
    assert laid.sizes is not None
    assert len(laid.poles) == 4 * 2
    tops = {pole.y1() for pole in laid.poles}
    assert tops == {laid.sizes.plot.top(), min(level.line.y1() for level in laid.levels)}


def test_years_with_thousands_of_check_ins_are_bars_and_strokes(kept: Kept, plan: LayOut) -> None:
    kept.rupture(days_ago(900))
    with kept.journal.transaction():
        for day in range(900):
            kept.check_in(days_ago(day), day % 9 - 4)
    for week in range(1, 100):
        hold(kept, 7 * week)
    laid = plan()
    assert laid.bar_days > 1
    kinds = {type(item.what) for item in laid.items}
    assert kinds == {Bucket, RuptureMoment}
    assert len(laid.strokes) == 99
    assert laid.sessions == ()


@pytest.mark.parametrize("percent", [90, 100, 150, 200])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_words_keep_apart_and_inside_at_every_size(
    kept: Kept, plan: LayOut, width: int, percent: int
) -> None:
    a_life(kept)
    laid = plan(width, percent)
    metrics = label_metrics(Tokens(LIGHT, percent))
    assert laid.sizes is not None
    for row in (laid.names, laid.ticks, laid.sizes.values):
        places = sorted(
            (label.at.x(), label.at.x() + metrics.horizontalAdvance(label.text)) for label in row
        )
        assert places[0][0] >= 0
        assert places[-1][1] <= width
    for row in (laid.names, laid.ticks):
        places = sorted(
            (label.at.x(), label.at.x() + metrics.horizontalAdvance(label.text)) for label in row
        )
        assert all(before[1] < after[0] for before, after in pairwise(places))
    lines = [*laid.headings, *laid.sizes.labels[:2]]
    assert all(label.at.x() + metrics.horizontalAdvance(label.text) <= width for label in lines)
    heights = sorted(label.at.y() for label in lines)
    assert all(below - above >= metrics.height() for above, below in pairwise(heights))
    assert laid.ticks[0].at.y() + metrics.descent() <= laid.height


def test_the_first_and_the_last_mark_are_named(kept: Kept, plan: LayOut) -> None:
    a_life(kept)
    assert {"It happened", "Settled"} <= set(texts(plan(NARROW, 200).names))


def test_many_states_at_once_are_named_as_far_as_there_is_room(kept: Kept, plan: LayOut) -> None:
    states = (RuptureState.EXPLORING, RuptureState.READY, RuptureState.RAISED) * 4
    moments = (days_ago(20) + timedelta(hours=n) for n in range(len(states)))
    kept.rupture(days_ago(30), *zip(states, moments, strict=True))
    laid = plan()
    assert 1 <= len(laid.names) < len(states)
    assert sum(isinstance(item.what, RuptureMoment) for item in laid.items) == len(states) + 1


def test_what_is_nearest_is_found(kept: Kept, plan: LayOut) -> None:
    a_life(kept)
    laid = plan()
    for place, item in enumerate(laid.items):
        assert laid.nearest(item.area.center()) == place


def test_mirrored_everything_has_the_same_distance_from_the_other_side(
    kept: Kept, plan: LayOut
) -> None:
    a_life(kept)
    there, here = plan(), plan(mirrored=True)
    assert there.sizes is not None
    assert here.sizes is not None
    for one, other in zip(there.items, here.items, strict=True):
        assert one.key == other.key
        assert one.area.center().x() == pytest.approx(WIDE - other.area.center().x())
    for line, turned in zip(
        (*there.poles, *there.sizes.joins), (*here.poles, *here.sizes.joins), strict=True
    ):
        assert (turned.x1(), turned.x2()) == pytest.approx((WIDE - line.x1(), WIDE - line.x2()))
