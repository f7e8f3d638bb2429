from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from helpers.journals import NOON, a_mood, an_entry
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.ids import EntryId, RuptureId, SessionId
from repair_desktop.core.rupture_track import LEAST, RuptureTrack, first_shown, track_of
from repair_desktop.core.rupture_view import EntryGroup, Given, OverTime, RuptureView, SetAside
from repair_desktop.core.ruptures import Rupture, RuptureState, StateChange
from repair_desktop.core.sessions import Session, SessionState
from repair_desktop.core.timeline import Timeline

TODAY = NOON.date()
S = RuptureState


def ago(days: float) -> datetime:
    return NOON - timedelta(days=days)


def a_summary(
    *history: tuple[RuptureState, float], happened: float | None = None, number: int = 1
) -> RuptureSummary:
    """Make a rupture from its states and how many days ago each was set."""
    changes = tuple(StateChange(state, ago(days)) for state, days in history)
    day = None if happened is None else ago(happened).date()
    rupture = Rupture(RuptureId(f"{number:032x}"), "", day, changes[0].at, changes)
    return RuptureSummary(rupture, "", (), None, None)


def written(
    summary: RuptureSummary,
    sizes: Sequence[tuple[float, int]] = (),
    talks: Sequence[float] = (),
    set_aside: bool = False,
) -> RuptureView:
    groups: dict[EntryGroup, list[Entry]] = {group: [] for group in EntryGroup}
    groups[EntryGroup.TALK] = [an_entry(number, ago(days)) for number, days in enumerate(talks)]
    given = tuple(Given(ago(days), value) for days, value in sizes)
    return RuptureView(
        summary,
        "",
        OverTime("a bump", "a storm", given),
        OverTime(),
        (None, None),
        groups,
        {},
        (),
        SetAside(EntryId("e"), "page") if set_aside else None,
    )


def timeline(*ruptures: RuptureSummary, moods: Sequence[float] = ()) -> Timeline:
    check_ins = [a_mood(number, ago(days)) for number, days in enumerate(moods)]
    sessions = [
        Session(SessionId(f"{days:032x}"), ago(days).date(), None, SessionState.PLANNED, NOON)
        for days in range(0, 70, 7)
    ]
    return Timeline.of(check_ins, ruptures, sessions, TODAY)


def track(summary: RuptureSummary, view: RuptureView | None = None) -> RuptureTrack:
    return track_of(summary, view, timeline(summary))


def span(track: RuptureTrack) -> tuple[int, int]:
    """Return how many days ago its days begin and end."""
    return (TODAY - track.window.start).days, (TODAY - track.window.last).days


# --- which days ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("summary", "days"),
    [
        (a_summary((S.NOTED, 30)), (37, 0)),
        (a_summary((S.NOTED, 30), happened=33), (40, 0)),
        (a_summary((S.NOTED, 30), happened=20), (37, 0)),
        (a_summary((S.NOTED, 30), (S.SETTLED, 10)), (37, 3)),
        (a_summary((S.NOTED, 30), (S.LEFT, 10)), (37, 3)),
        (a_summary((S.NOTED, 30), (S.LEFT, 10), (S.SETTLED, 8)), (37, 3)),
        (a_summary((S.NOTED, 30), (S.SETTLED, 20), (S.RAISED, 15)), (37, 0)),
        (a_summary((S.NOTED, 30), (S.SETTLED, 20), (S.RAISED, 15), (S.LEFT, 12)), (37, 5)),
        (a_summary((S.NOTED, 30), (S.SETTLED, 2)), (37, 0)),
        (a_summary((S.NOTED, 0)), (LEAST - 1, 0)),
        (a_summary((S.NOTED, 90), (S.SETTLED, 90)), (97, 83)),
    ],
)
def test_from_a_week_before_it_to_a_week_after_its_end_or_today(
    summary: RuptureSummary, days: tuple[int, int]
) -> None:
    assert span(track(summary)) == days


def test_what_was_written_after_its_end_is_not_left_out() -> None:
    summary = a_summary((S.NOTED, 60), (S.SETTLED, 50))
    assert span(track(summary, written(summary, [(20, 1)], [30]))) == (67, 20)


@given(
    st.lists(st.tuples(st.sampled_from(S), st.integers(0, 400)), min_size=1, max_size=5),
    st.none() | st.integers(0, 500),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 10)), max_size=5),
)
def test_all_that_belongs_to_it_lies_in_its_days(
    history: list[tuple[RuptureState, int]], happened: int | None, sizes: list[tuple[int, int]]
) -> None:
    history.sort(key=lambda change: -change[1])
    summary = a_summary(*history, happened=happened)
    made = track(summary, written(summary, sizes))
    assert made.window.days >= LEAST
    days = [rating.at.date() for rating in made.ratings]
    days += [moment.at.date() for moment in made.moments]
    assert all(made.window.holds(day) for day in days)
    assert [rating.at for rating in made.ratings] == sorted(rating.at for rating in made.ratings)
    assert all(made.window.holds(moment.at.date()) for moment in made.part.sessions)


# --- what is shown ---------------------------------------------------------------------------


def test_sizes_talks_states_and_what_else_was_in_these_days() -> None:
    summary = a_summary((S.NOTED, 30), (S.RAISED, 20), (S.SETTLED, 10), happened=31)
    view = written(summary, [(30, 7), (10, 2)], [20])
    other = a_summary((S.NOTED, 25), number=2)
    made = track_of(summary, view, timeline(other, summary, moods=[45, 35, 5, 1]))
    assert [rating.value for rating in made.ratings] == [7, 2]
    assert made.ends == ("a bump", "a storm")
    assert [talk.entry_id for talk in made.talks] == [an_entry(0).id]
    assert [moment.state for moment in made.moments] == [None, S.NOTED, S.RAISED, S.SETTLED]
    assert [(TODAY - mood.at.date()).days for mood in made.part.moods] == [35, 5]
    assert [(TODAY - each.session.day).days for each in made.part.sessions] == [35, 28, 21, 14, 7]


def test_a_moment_is_what_the_clock_on_the_wall_said() -> None:
    summary = a_summary((S.NOTED, 30))
    view = written(summary, [(30, 7)], [29])
    made = track(summary, view)
    assert made.ratings[0].at == ago(30).replace(tzinfo=None)
    assert made.talks[0].at == ago(29).replace(tzinfo=None)


@pytest.mark.parametrize("told_by", ["summary", "view"])
def test_where_a_safety_answer_set_it_aside_only_dates_and_mood_are_left(told_by: str) -> None:
    summary = a_summary(
        (S.NOTED, 30), (S.RAISED, 25), (S.MENDING, 24), (S.SETTLED, 20), (S.OUTSIDE_HELP, 15)
    )
    view = written(summary, [(30, 7)], [26], set_aside=told_by == "view")
    if told_by == "summary":
        summary = replace(summary, is_set_aside=True)
    made = track_of(summary, view, timeline(summary, moods=[20]))
    assert made.is_set_aside
    assert (made.ratings, made.talks, made.ends) == ([], [], ("", ""))
    assert [moment.state for moment in made.moments] == [S.NOTED, S.OUTSIDE_HELP]
    assert len(made.part.moods) == 1
    assert span(made) == (37, 0)


def test_of_one_that_is_gone_only_what_is_known_is_shown() -> None:
    made = track(a_summary((S.NOTED, 30)), None)
    assert (made.ratings, made.talks, made.is_set_aside) == ([], [], False)


def test_the_newest_open_one_comes_first() -> None:
    settled, left = a_summary((S.SETTLED, 3), number=1), a_summary((S.LEFT, 4), number=2)
    still, older = a_summary((S.RAISED, 5), number=3), a_summary((S.NOTED, 6), number=4)
    assert first_shown([settled, still, older]) is still
    assert first_shown([settled, left]) is settled
    assert first_shown([]) is None
