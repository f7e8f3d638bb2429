from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from helpers.journals import NOON
from hypothesis import example, given
from hypothesis import strategies as st

from repair_desktop.core.around import OFFSETS, REACH, Around, AroundDay, Spread, around
from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import MoodId, RuptureId, SessionId
from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import Rupture, RuptureState, StateChange
from repair_desktop.core.sessions import Session, SessionState
from repair_desktop.core.timeline import AVERAGE_NEEDS, Timeline
from repair_desktop.core.times import fixed_offset
from repair_desktop.core.windows import TimeWindow

BERLIN = ZoneInfo("Europe/Berlin")
FOUR = time(16)
TODAY = NOON.date()
EVER = TimeWindow(date(1950, 1, 1), date(2100, 1, 1))

offsets = st.integers(-14 * 4, 14 * 4).map(lambda q: timezone(timedelta(minutes=15 * q)))
days_back = st.integers(0, 60).map(lambda days: TODAY - timedelta(days=days))
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
states = st.sampled_from(RuptureState)


def a_session(day: date, clock: time | None = FOUR, number: int = 1) -> Session:
    return Session(SessionId(f"{number:032x}"), day, clock, SessionState.PLANNED, NOON)


def a_check_in(at: datetime, pleasantness: int = 0, number: int = 1) -> Mood:
    return Mood(MoodId(f"{number:032x}"), fixed_offset(at), NOON, pleasantness)


def a_rupture(
    *history: tuple[RuptureState, datetime], happened: date | None = None, number: int = 1
) -> RuptureSummary:
    changes = tuple(StateChange(state, at) for state, at in history)
    rupture = Rupture(RuptureId(f"{number:032x}"), "", happened, changes[0].at, changes)
    return RuptureSummary(rupture, "", (), None, None)


def found(
    sessions: Sequence[Session],
    moods: Sequence[Mood] = (),
    ruptures: Sequence[RuptureSummary] = (),
    window: TimeWindow = EVER,
    now: datetime = NOON,
) -> Around:
    return around(Timeline.of(moods, ruptures, sessions, now.date()), window, now)


def counts(around: Around, session: int = 0) -> list[int]:
    return [spread.n for spread in around.sessions[session].days]


# --- which day is which ----------------------------------------------------------------------


@given(days_back, st.integers(-5, 5), clocks, offsets, st.none() | clocks)
def test_a_check_in_counts_for_the_day_its_own_clock_showed(
    day: date, offset: int, clock: time, zone: timezone, session_at: time | None
) -> None:
    """Whatever the offset of a traveller, and whatever the time of the session."""
    at = datetime.combine(day - timedelta(days=7) + timedelta(days=offset), clock, tzinfo=zone)
    got = found([a_session(day - timedelta(days=7), session_at)], [a_check_in(at)])
    assert counts(got) == [int(each == offset) for each in OFFSETS]


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
@given(st.integers(-3, 3), st.integers(-3, 3), clocks)
def test_around_a_change_of_the_clocks_days_stay_in_line(
    change: date, from_change: int, offset: int, clock: time
) -> None:
    """A day of 23 or 25 hours is one day: hours are not counted."""
    session = change + timedelta(days=from_change)
    at = datetime.combine(session + timedelta(days=offset), clock, tzinfo=BERLIN)
    got = found([a_session(session)], [a_check_in(at)])
    assert counts(got) == [int(each == offset) for each in OFFSETS]


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_last_minute_of_a_day_and_the_first_of_the_next_at_a_change(change: date) -> None:
    late = datetime.combine(change, time(23, 59), tzinfo=BERLIN)
    early = datetime.combine(change + timedelta(days=1), time(0), tzinfo=BERLIN)
    got = found([a_session(change)], [a_check_in(late), a_check_in(early, number=2)])
    assert counts(got) == [0, 0, 0, 1, 1, 0, 0]


def test_a_flight_across_the_date_line_keeps_each_evening_on_its_day() -> None:
    day = date(2026, 6, 10)
    there = datetime.combine(day, time(20), tzinfo=timezone(timedelta(hours=13)))
    here = datetime.combine(day, time(20), tzinfo=timezone(timedelta(hours=-10)))
    assert (here - there) == timedelta(hours=23)
    got = found([a_session(day)], [a_check_in(there), a_check_in(here, number=2)])
    assert counts(got) == [0, 0, 0, 2, 0, 0, 0]


# --- which sessions --------------------------------------------------------------------------


def test_only_sessions_of_the_window_that_are_past_count() -> None:
    window = TimeWindow(TODAY - timedelta(days=10), TODAY + timedelta(days=10))
    too_early = a_session(window.start - timedelta(days=1), number=1)
    first = a_session(window.start, number=2)
    this_morning = a_session(TODAY, time(9), number=3)
    this_evening = a_session(TODAY, time(19), number=4)
    some_time_today = a_session(TODAY, None, number=5)
    got = found([too_early, first, this_morning, this_evening, some_time_today], window=window)
    assert [each.moment.session for each in got.sessions] == [first, this_morning]


def test_the_days_of_a_session_at_the_edge_reach_beyond_the_window() -> None:
    window = TimeWindow(date(2026, 10, 1), date(2026, 11, 1))
    moods = [
        a_check_in(datetime(2026, 9, 28, 8, tzinfo=UTC)),
        a_check_in(datetime(2026, 9, 27, 8, tzinfo=UTC), number=2),
    ]
    got = found([a_session(date(2026, 10, 1))], moods, window=window)
    assert counts(got) == [1, 0, 0, 0, 0, 0, 0]


def test_a_check_in_near_two_sessions_counts_for_both_and_once_in_all() -> None:
    day = date(2026, 10, 1)
    two = [a_session(day, number=1), a_session(day + timedelta(days=4), number=2)]
    between = a_check_in(datetime(2026, 10, 3, 8, tzinfo=UTC))
    got = found(two, [between])
    assert counts(got, 0) == [0, 0, 0, 0, 0, 1, 0]
    assert counts(got, 1) == [0, 1, 0, 0, 0, 0, 0]
    assert (got.check_ins, got.has_shared) == (1, True)
    near_one = a_check_in(datetime(2026, 9, 30, 8, tzinfo=UTC))
    got = found(two, [near_one])
    assert (got.check_ins, got.has_shared) == (1, False)


def test_nothing_is_around_no_session() -> None:
    assert found([], [a_check_in(NOON)]) == Around()


# --- open ruptures ---------------------------------------------------------------------------


def was_open(rupture: Rupture, day: date) -> bool:
    """Tell it in the words of the rule, one day at a time."""
    known = [rupture.noted_at.date()]
    if rupture.happened_on is not None:
        known.append(rupture.happened_on)
    so_far = [change for change in rupture.history if change.at.date() <= day]
    if not so_far:
        return min(known) <= day
    return so_far[-1].state.is_open


@given(
    st.lists(st.tuples(states, st.integers(0, 40 * 24), offsets), min_size=1, max_size=6),
    st.none() | days_back,
    st.lists(days_back, min_size=1, max_size=20, unique=True),
)
@example(
    # After a journey west the second state has an earlier day than the first.
    [
        (RuptureState.NOTED, 24 * 5, timezone(timedelta(hours=14))),
        (RuptureState.SETTLED, 24 * 5 + 1, timezone(timedelta(hours=-10))),
    ],
    TODAY - timedelta(days=38),
    [TODAY - timedelta(days=days) for days in range(30, 40)],
)
def test_a_rupture_is_open_from_the_day_it_is_known_to_the_day_it_ends(
    history: list[tuple[RuptureState, int, timezone]], happened: date | None, days: list[date]
) -> None:
    begin = datetime.combine(TODAY - timedelta(days=40), time(0), UTC)
    changes = sorted(
        (
            (state, (begin + timedelta(hours=hours)).astimezone(zone))
            for state, hours, zone in history
        ),
        key=lambda change: change[1],
    )
    summary = a_rupture(*changes, happened=happened)
    sessions = [a_session(day, time(0), number) for number, day in enumerate(days)]
    got = found(sessions, ruptures=[summary])
    assert len(got.sessions) == len(days)
    for each in got.sessions:
        assert each.has_open is was_open(summary.rupture, each.moment.session.day)


def test_one_open_rupture_of_several_is_enough_and_the_last_day_of_one_is_not() -> None:
    day = date(2026, 10, 1)
    noon = datetime(2026, 9, 20, 12, tzinfo=UTC)
    settled = a_rupture(
        (RuptureState.NOTED, noon), (RuptureState.SETTLED, datetime(2026, 10, 1, 23, tzinfo=UTC))
    )
    still = a_rupture((RuptureState.OUTSIDE_HELP, noon), number=2)
    assert [each.has_open for each in found([a_session(day)], ruptures=[settled]).sessions] == [
        False
    ]
    both = found([a_session(day)], ruptures=[settled, still])
    assert [each.has_open for each in both.sessions] == [True]


# --- groups and averages ---------------------------------------------------------------------


@given(
    st.lists(days_back, max_size=8, unique=True),
    st.lists(st.tuples(st.integers(0, 70), st.integers(-4, 4)), max_size=60),
    st.integers(0, 60),
)
def test_groups_hold_what_their_sessions_hold(
    days: list[date], moods: list[tuple[int, int]], noted: int
) -> None:
    ruptures = [a_rupture((RuptureState.NOTED, NOON - timedelta(days=noted)))]
    check_ins = [
        a_check_in(NOON - timedelta(days=back), value, number)
        for number, (back, value) in enumerate(moods)
    ]
    sessions = [a_session(day, time(0), number) for number, day in enumerate(days)]
    got = found(sessions, check_ins, ruptures)
    assert [group.has_open for group in got.groups] == sorted(
        {each.has_open for each in got.sessions}
    )
    for group in got.groups:
        own = [each for each in got.sessions if each.has_open is group.has_open]
        assert group.sessions == len(own)
        for place, spread in enumerate(group.days):
            offset = place - REACH
            assert AroundDay(group, offset).spread is spread
            values = [
                mood.pleasantness
                for each in own
                for mood in check_ins
                if (mood.at.date() - each.moment.session.day).days == offset
            ]
            assert spread.n == len(values)
            if values:
                assert (spread.low, spread.high) == (min(values), max(values))
            enough = len(values) >= AVERAGE_NEEDS
            assert spread.mean == (sum(values) / len(values) if enough else None)


def with_check_ins(before: int, after: int) -> Around:
    day = date(2026, 10, 1)
    moods = [
        a_check_in(datetime(2026, 9, 30, 1 + number, tzinfo=UTC), 1, number)
        for number in range(before)
    ]
    moods += [
        a_check_in(datetime(2026, 10, 2, 1 + number, tzinfo=UTC), -1, 100 + number)
        for number in range(after)
    ]
    return found([a_session(day)], moods)


@pytest.mark.parametrize(("before", "after"), [(4, 5), (5, 4), (0, 9)])
def test_before_and_after_are_compared_only_with_five_on_both_sides(
    before: int, after: int
) -> None:
    assert with_check_ins(before, after).groups[0].before_and_after is None


def test_before_and_after_take_three_days_each_and_not_the_day_itself() -> None:
    pair = with_check_ins(5, 6).groups[0].before_and_after
    assert pair is not None
    assert [(side.n, side.mean) for side in pair] == [(5, 1.0), (6, -1.0)]


def test_of_no_check_ins_there_is_neither_range_nor_mean() -> None:
    assert (Spread().n, Spread().mean, Spread().values) == (0, None, [])
    assert Spread.of(()) == Spread()
    with pytest.raises(ValueError, match="empty"):
        _ = Spread().low
