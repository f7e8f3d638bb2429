"""The last weeks before a session: which days, and what is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from helpers.journals import NOON
from helpers.timeline import days_ago
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import MoodId, RuptureId, SessionId
from repair_desktop.core.last_weeks import Reach, last_weeks, reaches
from repair_desktop.core.mood_filter import Word
from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import Rupture, RuptureState, StateChange
from repair_desktop.core.sessions import Session, SessionState
from repair_desktop.core.timeline import Timeline

TODAY = NOON.date()


def mood(days: float, pleasantness: int = 0, *feelings: str, own: bool = False) -> Mood:
    at = days_ago(days)
    return Mood(
        MoodId(f"{days}-{pleasantness}"),
        at,
        at,
        pleasantness,
        feelings=tuple(RatedWord(word, own) for word in feelings),
    )


def session(
    days: int, clock: time | None = None, state: SessionState = SessionState.PLANNED
) -> Session:
    return Session(SessionId(str(days)), TODAY - timedelta(days=days), clock, state, NOON)


def rupture(days: int, *states: RuptureState, is_set_aside: bool = False) -> RuptureSummary:
    at = days_ago(days)
    history = tuple(StateChange(state, at) for state in (RuptureState.NOTED, *states))
    about = Rupture(RuptureId(f"r{days}"), "", None, at, history)
    return RuptureSummary(about, "", (), None, None, is_set_aside)


def timeline(*things: Mood | Session | RuptureSummary) -> Timeline:
    return Timeline.of(
        [each for each in things if isinstance(each, Mood)],
        [each for each in things if isinstance(each, RuptureSummary)],
        [each for each in things if isinstance(each, Session)],
        TODAY,
    )


def test_two_weeks_are_fourteen_days_with_today() -> None:
    for reach, days in ((Reach.TWO, 14), (Reach.FOUR, 28), (Reach.SIX, 42)):
        window = last_weeks(timeline(), reach, NOON).window
        assert window.days == days
        assert window.last == TODAY


def test_since_the_last_session_comes_first_where_that_is_longer() -> None:
    assert reaches(timeline(session(20), session(60)), NOON)[0] is Reach.SINCE_LAST
    weeks = last_weeks(timeline(session(20), session(60)), Reach.SINCE_LAST, NOON)
    assert weeks.window.start == TODAY - timedelta(days=20)
    assert [each.day for each in weeks.sessions] == [TODAY - timedelta(days=20)]


def test_it_is_never_less_than_two_weeks() -> None:
    for things in ((), (session(5),), (session(13),), (session(-3),)):
        assert reaches(timeline(*things), NOON) == [Reach.TWO, Reach.FOUR, Reach.SIX]
    assert last_weeks(timeline(session(5)), Reach.SINCE_LAST, NOON).window.days == 14


def test_a_cancelled_session_and_one_that_is_not_over_do_not_count() -> None:
    found = timeline(
        session(3, state=SessionState.CANCELLED), session(0, time(18)), session(0, time(8))
    )
    assert [each.clock for each in last_weeks(found, Reach.TWO, NOON).sessions] == [time(8)]


def test_the_ends_have_every_day_that_reaches_them() -> None:
    weeks = last_weeks(
        timeline(mood(1, -3), mood(1, 4), mood(2, -3), mood(3, 0), mood(20, -4)), Reach.TWO, NOON
    )
    days = [TODAY - timedelta(days=n) for n in (2, 1)]
    assert weeks.lowest == (-3, days)
    assert weeks.highest == (4, days[1:])
    assert weeks.low_days == days


def test_without_a_check_in_there_are_no_ends() -> None:
    weeks = last_weeks(timeline(mood(20)), Reach.TWO, NOON)
    assert (weeks.lowest, weeks.highest, weeks.feelings, weeks.low_days) == (None, None, [], [])


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=20))
def test_a_low_day_is_one_whose_lowest_word_is_low_or_rough(values: list[int]) -> None:
    found = timeline(*(mood(n / 100, value) for n, value in enumerate(values)))
    assert bool(last_weeks(found, Reach.TWO, NOON).low_days) is (min(values) <= -2)


def test_feelings_are_counted_once_a_check_in_most_first() -> None:
    weeks = last_weeks(
        timeline(mood(1, 0, "sad", "sad", "hurt"), mood(2, 0, "hurt"), mood(3, 0, "sad", own=True)),
        Reach.TWO,
        NOON,
    )
    assert weeks.feelings == [(Word("hurt"), 2), (Word("sad"), 1), (Word("sad", True), 1)]


def test_ruptures_of_the_time_but_none_that_is_set_aside_or_needs_outside_help() -> None:
    shown = rupture(2, RuptureState.SETTLED)
    found = timeline(
        shown, rupture(3, is_set_aside=True), rupture(4, RuptureState.OUTSIDE_HELP), rupture(30)
    )
    weeks = last_weeks(found, Reach.TWO, NOON)
    assert weeks.ruptures == [shown]
    assert {moment.summary.rupture.id for moment in weeks.part.moments} == {shown.rupture.id}


def test_a_journey_does_not_move_a_check_in_to_another_day() -> None:
    there = datetime.fromisoformat("2026-11-10T00:30:00+13:00")  # 9 November in London
    one = replace(mood(1), at=there)
    assert last_weeks(timeline(one), Reach.TWO, NOON).lowest == (0, [date(2026, 11, 10)])
