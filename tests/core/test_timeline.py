from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise

import pytest
from helpers.journals import NOON
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import MoodId, RuptureId, SessionId
from repair_desktop.core.mood_filter import EVERYTHING, MoodFilter, Word
from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import Rupture, RuptureState, StateChange
from repair_desktop.core.sessions import Session, SessionState
from repair_desktop.core.timeline import (
    AVERAGE_NEEDS,
    AVERAGE_REACH,
    Average,
    Bucket,
    SessionMoment,
    Timeline,
    bucketed,
    by_day,
    in_local_order,
    moments_of,
    running_averages,
    unbroken,
    wall_clock,
)
from repair_desktop.core.windows import TimeWindow

FIRST = date(2026, 1, 1)
CANCELLED = SessionState.CANCELLED
felt = st.lists(st.tuples(st.integers(0, 120), st.integers(-4, 4)), max_size=120)


def mood_at(at: datetime, pleasantness: int = 0, number: int = 1) -> Mood:
    return Mood(MoodId(f"{number:032x}"), at, at, pleasantness)


def moods_on(found: Sequence[tuple[int, int]]) -> list[Mood]:
    """Make a check-in for each number of days after the first one, with its pleasantness."""
    noon = datetime.combine(FIRST, time(12), tzinfo=timezone(timedelta(hours=1)))
    return [
        mood_at(noon + timedelta(days=days), value, number)
        for number, (days, value) in enumerate(found)
    ]


# --- days and buckets ------------------------------------------------------------------------


def test_an_evening_stays_on_its_day_whatever_the_offset() -> None:
    late = mood_at(datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=13))))
    early = mood_at(datetime(2026, 3, 2, 0, 30, tzinfo=timezone(timedelta(hours=-11))), 0, 2)
    assert [day.start for day in by_day([early, late])] == [date(2026, 3, 1), date(2026, 3, 2)]


def test_local_times_make_the_order_not_instants() -> None:
    east = mood_at(datetime(2026, 3, 1, 9, 0, tzinfo=timezone(timedelta(hours=9))))
    west = mood_at(datetime(2026, 3, 1, 8, 0, tzinfo=timezone(timedelta(hours=-8))), 0, 2)
    assert east.at < west.at
    assert in_local_order([east, west]) == (west, east)
    assert wall_clock(east) == datetime(2026, 3, 1, 9, 0)


@given(felt)
def test_a_day_tells_of_all_its_check_ins(found: list[tuple[int, int]]) -> None:
    days = by_day(moods_on(found))
    assert [day.start for day in days] == sorted({FIRST + timedelta(days=d) for d, _ in found})
    for day in days:
        values = [value for number, value in found if FIRST + timedelta(days=number) == day.start]
        assert (day.n, day.low, day.high) == (len(values), min(values), max(values))
        assert day.mean == pytest.approx(sum(values) / len(values))


@given(felt, st.integers(0, 130), st.integers(1, 90), st.integers(1, 40))
def test_buckets_equal_a_fold_over_single_check_ins(
    found: list[tuple[int, int]], first: int, length: int, size: int
) -> None:
    start = FIRST + timedelta(days=first)
    window = TimeWindow(start, start + timedelta(days=length))
    folded: dict[int, list[int]] = {}
    for number, value in found:
        day = FIRST + timedelta(days=number)
        if window.start <= day < window.end:
            folded.setdefault(day.toordinal() // size, []).append(value)
    buckets = bucketed(by_day(moods_on(found)), window, size)
    assert [(b.n, b.low, b.high, b.total) for b in buckets] == [
        (len(values), min(values), max(values), sum(values))
        for _number, values in sorted(folded.items())
    ]
    for bucket in buckets:
        end = bucket.start + timedelta(days=bucket.days)
        assert window.start <= bucket.start < end <= window.end
        # Whole, but for where the window cuts it off.
        assert bucket.days == size or bucket.start == window.start or end == window.end
    for before, after in pairwise(buckets):
        assert before.start + timedelta(days=before.days) <= after.start


@given(felt, st.integers(1, 40), st.integers(-5, 5))
def test_a_window_that_moves_cuts_the_days_between_its_ends_as_before(
    found: list[tuple[int, int]], size: int, move: int
) -> None:
    days = by_day(moods_on(found))
    window = TimeWindow(FIRST, FIRST + timedelta(days=100))

    def inner(shown: TimeWindow) -> set[Bucket]:
        return {
            bucket
            for bucket in bucketed(days, shown, size)
            if bucket.days == size
            and FIRST + timedelta(days=10) <= bucket.start
            and bucket.start + timedelta(days=size) <= FIRST + timedelta(days=90)
        }

    assert inner(window.pan(move)) == inner(window)


# --- averages --------------------------------------------------------------------------------


@given(felt)
def test_an_average_is_made_of_enough_on_both_sides(found: list[tuple[int, int]]) -> None:
    days = by_day(moods_on(found))
    expected = []
    for day in days:
        near = [o for o in days if abs((o.start - day.start).days) <= AVERAGE_REACH]
        before = sum(o.n for o in near if o.start < day.start)
        after = sum(o.n for o in near if o.start > day.start)
        if before >= AVERAGE_NEEDS and after >= AVERAGE_NEEDS:
            n = sum(o.n for o in near)
            expected.append((day.start, sum(o.total for o in near) / n, n))
    averages = running_averages(days)
    assert [(a.day, a.n) for a in averages] == [(day, n) for day, _, n in expected]
    assert [a.mean for a in averages] == pytest.approx([mean for _, mean, _ in expected])


def test_four_on_one_side_are_not_enough() -> None:
    around = [(n, 1) for n in (3, 4, 5, 6, 8, 9, 10, 11, 12)]
    assert running_averages(by_day(moods_on([*around, (7, 1)]))) == ()
    enough = running_averages(by_day(moods_on([*around, (7, 1), (2, 1)])))
    assert [(average.day.day, average.n) for average in enough] == [(8, 11)]


def test_a_line_is_not_drawn_over_a_day_without_check_ins() -> None:
    averages = [Average(FIRST + timedelta(days=day), 0.0, 11) for day in (0, 1, 2, 4, 7, 8)]
    runs = unbroken(averages)
    assert [[(a.day - FIRST).days for a in run] for run in runs] == [[0, 1, 2], [4], [7, 8]]
    assert unbroken([]) == ()


@given(st.sets(st.integers(0, 60)), st.integers(1, 12))
def test_a_coarse_line_has_the_same_ends_and_no_longer_joins(days: set[int], step: int) -> None:
    averages = [Average(FIRST + timedelta(days=day), 0.0, 11) for day in sorted(days)]
    whole, coarse = unbroken(averages), unbroken(averages, step)
    assert [(run[0], run[-1]) for run in coarse] == [(run[0], run[-1]) for run in whole]
    for run, fine in zip(coarse, whole, strict=True):
        assert set(run) <= set(fine)
        assert all(1 <= (b.day - a.day).days <= step for a, b in pairwise(run))
        assert len(run) <= -(-len(fine) // step) + 1


# --- ruptures --------------------------------------------------------------------------------


def summary(happened_on: date | None, *states: tuple[RuptureState, datetime]) -> RuptureSummary:
    history = tuple(StateChange(state, at) for state, at in states)
    rupture = Rupture(RuptureId("a"), "", happened_on, history[0].at, history)
    return RuptureSummary(rupture, "", (), None, None)


def test_a_rupture_noted_on_its_day_begins_with_the_note() -> None:
    found = moments_of(summary(NOON.date(), (RuptureState.NOTED, NOON)))
    assert [(m.at, m.state, m.is_first) for m in found] == [
        (NOON.replace(tzinfo=None), RuptureState.NOTED, True)
    ]
    assert len(moments_of(summary(None, (RuptureState.NOTED, NOON)))) == 1


def test_of_one_that_is_set_aside_no_moment_speaks_of_mending() -> None:
    mended = summary(
        NOON.date() - timedelta(days=3),
        (RuptureState.NOTED, NOON),
        (RuptureState.RAISED, NOON + timedelta(days=1)),
        (RuptureState.OUTSIDE_HELP, NOON + timedelta(days=2)),
        (RuptureState.MENDING, NOON + timedelta(days=3)),
    )
    aside = replace(mended, is_set_aside=True)
    assert mended.said_state is RuptureState.MENDING
    assert aside.said_state is None
    assert [(moment.state, moment.is_first) for moment in moments_of(aside)] == [
        (None, True),
        (RuptureState.NOTED, False),
        (RuptureState.OUTSIDE_HELP, False),
    ]


def test_an_earlier_day_comes_first_and_states_follow() -> None:
    later = NOON + timedelta(days=9)
    found = moments_of(
        summary(
            NOON.date() - timedelta(days=3),
            (RuptureState.NOTED, NOON),
            (RuptureState.SETTLED, later),
        )
    )
    assert [m.state for m in found] == [None, RuptureState.NOTED, RuptureState.SETTLED]
    assert [m.is_first for m in found] == [True, False, False]
    assert found[0].at == datetime(2026, 11, 20, 12)


# --- all of it -------------------------------------------------------------------------------


def session_on(day: date, clock: time | None = None, number: int = 1) -> Session:
    return Session(SessionId(f"{number:032x}"), day, clock, SessionState.PLANNED, NOON)


@given(felt, st.integers(-5, 130), st.integers(1, 60))
def test_a_part_holds_what_lies_on_its_days(
    found: list[tuple[int, int]], first: int, length: int
) -> None:
    moods = moods_on(found)
    sessions = [session_on(FIRST + timedelta(days=7 * n), number=n) for n in range(15)]
    timeline = Timeline.of(moods, (), sessions, FIRST)
    start = FIRST + timedelta(days=first)
    window = TimeWindow(start, start + timedelta(days=length))
    part = timeline.part(window)
    assert set(part.moods) == {mood for mood in moods if window.holds(mood.at.date())}
    assert sum(day.n for day in part.days) == len(part.moods)
    assert {each.session for each in part.sessions} == {s for s in sessions if window.holds(s.day)}
    for items in ([wall_clock(mood) for mood in part.moods], [s.at for s in part.sessions]):
        assert items == sorted(items)


def test_it_reaches_from_the_first_thing_to_the_last_and_always_to_today() -> None:
    mood = mood_at(datetime(2026, 3, 1, 12, tzinfo=UTC))
    session = session_on(date(2026, 6, 1))
    rupture = summary(date(2026, 2, 1), (RuptureState.NOTED, NOON))
    timeline = Timeline.of([mood], [rupture], [session], date(2026, 5, 1))
    assert (timeline.first, timeline.last) == (date(2026, 2, 1), NOON.date())
    assert timeline.window.days == (NOON.date() - date(2026, 2, 1)).days + 1
    alone = Timeline.of([], [], [], FIRST)
    assert (alone.first, alone.last, alone.is_empty) == (FIRST, FIRST, True)
    assert not timeline.is_empty


def test_what_was_not_read_yet_counts_for_its_ends() -> None:
    near = Timeline.of([], [], [], FIRST, (date(2016, 1, 1), date(2026, 1, 2)))
    assert (near.first, near.last) == (date(2016, 1, 1), date(2026, 1, 2))


def test_a_cancelled_session_is_not_on_it() -> None:
    kept, gone = session_on(FIRST), replace(session_on(FIRST, number=2), state=CANCELLED)
    shown = Timeline.of([], [], [kept, gone], FIRST).all.sessions
    assert shown == (SessionMoment(kept, datetime(2026, 1, 1, 12)),)
    at_four = SessionMoment.of(session_on(FIRST, time(16)))
    assert at_four.at == datetime(2026, 1, 1, 16)


def test_a_filter_leaves_all_but_check_ins() -> None:
    work, home = (
        replace(mood, tags=(tag,))
        for mood, tag in zip(moods_on([(0, 1), (1, -4)]), ("work", "home"), strict=True)
    )
    rupture = summary(None, (RuptureState.NOTED, NOON))
    timeline = Timeline.of([work, home], [rupture], [session_on(FIRST)], FIRST)
    sifted = timeline.sifted(MoodFilter(tags=frozenset({"work"})))
    assert sifted.all.moods == (work,)
    assert [day.low for day in sifted.all.days] == [1]
    assert (sifted.all.moments, sifted.all.sessions) == (
        timeline.all.moments,
        timeline.all.sessions,
    )
    assert (sifted.first, sifted.last) == (timeline.first, timeline.last)
    assert timeline.sifted(EVERYTHING) is timeline


def test_a_filter_forgets_what_is_gone_but_no_word_before_all_is_read() -> None:
    mood = replace(moods_on([(0, 1)])[0], tags=("work",), feelings=(RatedWord("calm"),))
    timeline = Timeline.of([mood], [], [session_on(FIRST)], FIRST)
    calm, other = Word("calm"), Word("calm", own=True)
    asked = MoodFilter(
        frozenset({"work", "sea"}),
        frozenset({calm, other}),
        SessionId("gone"),
        RuptureId("gone"),
    )
    assert timeline.known(asked, True) == MoodFilter(frozenset({"work"}), frozenset({calm}))
    assert timeline.known(asked, False) == MoodFilter(asked.tags, asked.feelings)
    kept = MoodFilter(session_id=session_on(FIRST).id)
    assert timeline.known(kept, True) == kept
