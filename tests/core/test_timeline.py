from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from itertools import pairwise

import pytest
from helpers.journals import NOON
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import MoodId, RuptureId
from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import Rupture, RuptureState, StateChange
from repair_desktop.core.timeline import (
    AVERAGE_NEEDS,
    AVERAGE_REACH,
    LONGEST,
    SHORTEST,
    Average,
    Span,
    TimeWindow,
    bucketed,
    by_day,
    in_local_order,
    in_window,
    moments_of,
    running_averages,
    unbroken,
    wall_clock,
)

FIRST = date(2026, 1, 1)
each_day = st.dates(date(1900, 1, 1), date(2100, 12, 31))
spans = st.sampled_from(Span)
windows = st.builds(
    lambda start, days: TimeWindow(start, start + timedelta(days=days)),
    each_day,
    st.integers(1, LONGEST),
)
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


# --- windows ---------------------------------------------------------------------------------


@given(each_day, spans)
def test_a_span_of_the_calendar_holds_its_day_and_begins_with_a_month(
    day: date, span: Span
) -> None:
    window = TimeWindow.around(day, span)
    assert window.holds(day)
    assert (window.start.day, window.end.day) == (1, 1)
    months = (window.end.year - window.start.year) * 12 + window.end.month - window.start.month
    assert months == span.value
    assert (window.start.month - 1) % span.value == 0


@given(each_day, spans)
def test_spans_of_the_calendar_leave_no_day_out(day: date, span: Span) -> None:
    window = TimeWindow.around(day, span)
    assert TimeWindow.around(window.end, span).start == window.end
    assert TimeWindow.around(window.start - timedelta(days=1), span).end == window.start


@pytest.mark.parametrize(
    ("day", "span", "start", "end"),
    [
        (date(2026, 11, 23), Span.MONTH, date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 12, 31), Span.MONTH, date(2026, 12, 1), date(2027, 1, 1)),
        (date(2026, 11, 23), Span.QUARTER, date(2026, 10, 1), date(2027, 1, 1)),
        (date(2028, 2, 29), Span.YEAR, date(2028, 1, 1), date(2029, 1, 1)),
    ],
)
def test_spans_one_by_one(day: date, span: Span, start: date, end: date) -> None:
    assert TimeWindow.around(day, span) == TimeWindow(start, end)


def test_a_window_has_at_least_a_day() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        TimeWindow(FIRST, FIRST)


@given(windows, st.integers(-9000, 9000))
def test_panning_back_and_forth_changes_nothing(window: TimeWindow, days: int) -> None:
    moved = window.pan(days)
    assert moved.days == window.days
    assert (moved.start - window.start).days == days
    assert moved.pan(-days) == window


@given(windows, st.floats(0.01, 50), st.floats(0, 1))
def test_zooming_keeps_its_middle_and_its_limits(
    window: TimeWindow, factor: float, share: float
) -> None:
    at = window.start + timedelta(days=int(share * (window.days - 1)))
    zoomed = window.zoom(factor, at)
    assert SHORTEST <= zoomed.days <= LONGEST
    assert zoomed.holds(at)
    before = (at - window.start).days / window.days
    after = (at - zoomed.start).days / zoomed.days
    assert abs(before - after) <= 1 / zoomed.days


@given(windows, each_day, st.integers(0, 9000))
def test_a_clamped_window_lies_inside(window: TimeWindow, first: date, more: int) -> None:
    last = first + timedelta(days=more)
    clamped = window.clamp(first, last)
    assert first <= clamped.start
    assert clamped.end <= last + timedelta(days=1)
    assert clamped.days == min(window.days, more + 1)
    if first <= window.start and window.end <= last + timedelta(days=1):
        assert clamped == window


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
def test_buckets_lose_nothing_and_stay_in_the_window(
    found: list[tuple[int, int]], first: int, length: int, size: int
) -> None:
    days = by_day(moods_on(found))
    start = FIRST + timedelta(days=first)
    window = TimeWindow(start, start + timedelta(days=length))
    inside = [day for day in days if window.holds(day.start)]
    assert list(in_window(days, window, lambda day: day.start)) == inside
    buckets = bucketed(days, window, size)
    assert sum(bucket.n for bucket in buckets) == sum(day.n for day in inside)
    assert sum(bucket.total for bucket in buckets) == sum(day.total for day in inside)
    for bucket in buckets:
        end = bucket.start + timedelta(days=bucket.days)
        assert window.start <= bucket.start < end <= window.end
        held = [day for day in inside if bucket.start <= day.start < end]
        assert bucket.low == min(day.low for day in held)
        assert bucket.high == max(day.high for day in held)
    for before, after in pairwise(buckets):
        assert before.start + timedelta(days=before.days) <= after.start


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
