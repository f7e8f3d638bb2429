from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.ids import PromptId
from repair_desktop.core.session_answers import answered_days, tracks_in
from repair_desktop.core.sessions import Track, TrackPoint
from repair_desktop.core.windows import TimeWindow
from repair_desktop.core.worksheets import Prompt, PromptKind

FIRST = date(2026, 1, 1)
points = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 4)), min_size=1, max_size=20)
many = st.lists(points, max_size=4)
windows = st.builds(
    lambda start, days: TimeWindow(
        FIRST + timedelta(days=start), FIRST + timedelta(days=start + days)
    ),
    st.integers(0, 60),
    st.integers(1, 40),
)


def tracks_of(found: list[list[tuple[int, int]]]) -> list[Track]:
    return [
        Track(
            Prompt(PromptId(f"p{number}"), PromptKind.PICK, f"Question {number}"),
            [TrackPoint(FIRST + timedelta(days=day), place) for day, place in sorted(each)],
        )
        for number, each in enumerate(found)
    ]


@given(many, windows)
def test_a_window_holds_the_points_that_a_search_finds(
    found: list[list[tuple[int, int]]], window: TimeWindow
) -> None:
    tracks = tracks_of(found)
    inside = [[point for point in each.points if window.holds(point.day)] for each in tracks]
    limited = tracks_in(tracks, window)
    assert [list(each.points) for each in limited] == [each for each in inside if each]
    assert [each.prompt for each in limited] == [
        track.prompt for track, each in zip(tracks, inside, strict=True) if each
    ]


@given(many)
def test_each_day_has_the_answers_of_every_track(found: list[list[tuple[int, int]]]) -> None:
    tracks = tracks_of(found)
    days = answered_days(tracks)
    assert [each.day for each in days] == sorted(
        {point.day for track in tracks for point in track.points}
    )
    for each in days:
        assert len(each.places) == len(tracks)
        for track, places in zip(tracks, each.places, strict=True):
            assert list(places) == [p.place for p in track.points if p.day == each.day]


def test_a_day_without_an_answer_to_one_question_is_blank_there() -> None:
    [first, second] = answered_days(tracks_of([[(0, 1), (7, 2)], [(7, 3)]]))
    assert first.places == [[1], []]
    assert second.places == [[2], [3]]
