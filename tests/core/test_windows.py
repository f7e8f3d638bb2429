from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.windows import SHORTEST, Span, TimeWindow

FIRST = date(2026, 1, 1)
DAY = timedelta(days=1)
MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}
each_day = st.dates(date(1900, 1, 1), date(2100, 12, 31))
spans = st.sampled_from([span for span in Span if span is not Span.ALL])
windows = st.builds(
    lambda start, days: TimeWindow(start, start + timedelta(days=days)),
    each_day,
    st.integers(1, 366 * 30),
)


@given(each_day, st.sampled_from(list(MONTHS)))
def test_a_span_of_months_holds_its_day_and_begins_with_a_month(day: date, span: Span) -> None:
    window = TimeWindow.around(day, span)
    assert window.holds(day)
    assert (window.start.day, window.end.day) == (1, 1)
    months = (window.end.year - window.start.year) * 12 + window.end.month - window.start.month
    assert months == MONTHS[span]
    assert (window.start.month - 1) % months == 0


@given(each_day, st.integers(1, 7))
def test_a_week_begins_with_the_day_it_begins_with_here(day: date, week_start: int) -> None:
    window = TimeWindow.around(day, Span.WEEK, week_start)
    assert window.holds(day)
    assert (window.days, window.start.isoweekday()) == (7, week_start)


@given(each_day, spans, st.integers(1, 7))
def test_spans_of_the_calendar_leave_no_day_out(day: date, span: Span, week_start: int) -> None:
    window = TimeWindow.around(day, span, week_start)
    assert TimeWindow.around(window.end, span, week_start).start == window.end
    assert TimeWindow.around(window.start - DAY, span, week_start).end == window.start


@pytest.mark.parametrize(
    ("day", "span", "start", "end"),
    [
        (date(2026, 11, 23), Span.DAY, date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 29), Span.WEEK, date(2026, 11, 23), date(2026, 11, 30)),
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
    assert TimeWindow(FIRST, FIRST + DAY).last == FIRST


@given(windows, st.integers(-9000, 9000))
def test_panning_back_and_forth_changes_nothing(window: TimeWindow, days: int) -> None:
    moved = window.pan(days)
    assert moved.days == window.days
    assert (moved.start - window.start).days == days
    assert moved.pan(-days) == window


@given(windows, st.integers(-9000, 9000), each_day, st.integers(0, 9000))
def test_panning_within_stops_where_the_ends_are_in_sight(
    window: TimeWindow, days: int, first: date, more: int
) -> None:
    last = first + timedelta(days=more)
    moved = window.pan_within(days, first, last)
    assert moved.days == window.days
    by = (moved.start - window.start).days
    assert by in (0, days) or abs(by) < abs(days)
    assert by * days >= 0  # never the other way
    if days < 0 and first < window.start:
        assert moved.start >= first
        assert by == days or moved.start == first
    if days > 0 and last > window.last:
        assert moved.last <= last
        assert by == days or moved.last == last
    if (days < 0 and window.start <= first) or (days > 0 and window.last >= last):
        assert moved == window


@given(windows, st.floats(0.01, 50), st.floats(0, 1))
def test_zooming_keeps_its_middle_and_its_limits(
    window: TimeWindow, factor: float, share: float
) -> None:
    at = window.start + timedelta(days=int(share * (window.days - 1)))
    zoomed = window.zoom(factor, at)
    assert zoomed.days >= SHORTEST
    assert zoomed.holds(at)
    before = (at - window.start).days / window.days
    after = (at - zoomed.start).days / zoomed.days
    assert abs(before - after) <= 1 / zoomed.days


@given(windows, st.floats(0.5, 2))
def test_each_step_of_a_zoom_is_another_window_while_there_is_room(
    window: TimeWindow, factor: float
) -> None:
    zoomed = window.zoom(factor, window.start)
    if factor > 1:
        assert zoomed.days > window.days
    elif factor < 1 and window.days > SHORTEST:
        assert zoomed.days < window.days
    else:
        assert zoomed.days == window.days


@given(windows, st.integers(0, 400))
def test_a_wider_window_holds_as_many_more_on_each_side(window: TimeWindow, more: int) -> None:
    wider = window.wider(more)
    assert (window.start - wider.start).days == (wider.end - window.end).days == more
