from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.ids import MoodId
from repair_desktop.core.mood_filter import Word
from repair_desktop.core.moods import Mood
from repair_desktop.core.timeline import Timeline
from repair_desktop.core.windows import TimeWindow
from repair_desktop.core.word_counts import (
    COMPARE_NEEDS,
    FirstDays,
    WordCounts,
    step_ends,
    word_counts,
)

FIRST = date(2026, 1, 1)
UTC = timezone(timedelta())
rated = st.lists(
    st.builds(RatedWord, st.sampled_from(["calm", "hurt", "sad"]), st.booleans(), st.none()),
    max_size=4,
)
found = st.lists(
    st.tuples(
        st.integers(0, 120),
        st.integers(-4, 4),
        rated,
        st.lists(st.sampled_from(["work", "sleep", "my own"]), max_size=3),
    ),
    max_size=50,
)
windows = st.builds(
    lambda start, days: TimeWindow(
        FIRST + timedelta(days=start), FIRST + timedelta(days=start + days)
    ),
    st.integers(0, 100),
    st.integers(1, 120),
)


def mood(
    number: int,
    days: int,
    pleasantness: int = 0,
    feelings: list[RatedWord] | None = None,
    tags: list[str] | None = None,
) -> Mood:
    at = datetime.combine(FIRST + timedelta(days=days), time(12), UTC)
    return Mood(
        MoodId(f"{number:032x}"),
        at,
        at,
        pleasantness,
        None,
        tuple(feelings or ()),
        tuple(tags or ()),
    )


def count(moods: list[Mood], window: TimeWindow) -> WordCounts:
    timeline = Timeline.of(moods, [], [], window.last)
    return word_counts(timeline, FirstDays.of(timeline), window, window.days)


@given(found, windows)
def test_counts_are_those_of_a_search(
    given_: list[tuple[int, int, list[RatedWord], list[str]]], window: TimeWindow
) -> None:
    moods = [mood(number, *each) for number, each in enumerate(given_)]
    inside = [each for each in moods if window.holds(each.at.date())]
    counts = count(moods, window)
    assert counts.n == len(inside)
    assert counts.named == sum(bool(each.feelings) for each in inside)

    def having(word: Word, among: list[Mood]) -> list[Mood]:
        return [each for each in among if word in map(Word.of, each.feelings)]

    used = {Word.of(each) for one in inside for each in one.feelings}
    earlier = [each for each in moods if each.at.date() < window.start]
    before = {Word.of(each) for one in earlier for each in one.feelings}
    assert {each.word for each in counts.words} == used
    assert counts.before == len(before)
    for each in counts.words:
        assert each.n == len(having(each.word, inside))
        assert each.first == min(one.at.date() for one in having(each.word, moods))
        assert each.is_new == (bool(before) and each.word not in before)
        assert all(map(each.asked().keeps, having(each.word, inside)))
        assert each.n == sum(map(each.asked().keeps, inside))
    assert [each.n for each in counts.words] == sorted((e.n for e in counts.words), reverse=True)

    tags = {tag for one in inside for tag in one.tags}
    assert {each.tag for each in counts.tags} == tags
    for tag in counts.tags:
        days = {one.at.date() for one in inside if tag.tag in one.tags}
        on = [one.pleasantness for one in inside if one.at.date() in days]
        off = [one.pleasantness for one in inside if one.at.date() not in days]
        assert (tag.on.n, tag.on.total) == (len(on), sum(on))
        assert (tag.off.n, tag.off.total) == (len(off), sum(off))
        assert tag.first == min(one.at.date() for one in moods if tag.tag in one.tags)
        assert tag.n == sum(map(tag.asked().keeps, inside))
        assert tag.can_compare == (len(on) >= COMPARE_NEEDS and len(off) >= COMPARE_NEEDS)


@given(found, windows)
def test_words_so_far_are_those_of_a_search(
    given_: list[tuple[int, int, list[RatedWord], list[str]]], window: TimeWindow
) -> None:
    moods = [mood(number, *each) for number, each in enumerate(given_)]
    for step in count(moods, window).steps:
        ever = [each for each in moods if each.at.date() <= step.day]
        here = [each for each in ever if each.at.date() >= window.start]
        assert step.in_all == len({Word.of(w) for each in ever for w in each.feelings})
        assert step.in_window == len({Word.of(w) for each in here for w in each.feelings})


@given(windows, st.integers(-3, 130))
def test_steps_end_with_the_last_day_that_passed(window: TimeWindow, passed: int) -> None:
    ends = step_ends(window, passed)
    assert list(ends) == sorted(set(ends))
    if passed <= 0:
        assert ends == []
    else:
        assert ends[-1] == min(window.last, window.start + timedelta(days=passed - 1))
        assert all(map(window.holds, ends))


@pytest.mark.parametrize(("days", "steps"), [(1, 1), (31, 31), (32, 5), (92, 14), (365, 12)])
def test_steps_are_days_weeks_or_months(days: int, steps: int) -> None:
    window = TimeWindow(FIRST, FIRST + timedelta(days=days))
    assert len(step_ends(window, days)) == steps


@pytest.mark.parametrize(("on", "off", "enough"), [(4, 9, False), (9, 4, False), (5, 5, True)])
def test_a_comparison_needs_five_on_both_sides(on: int, off: int, enough: bool) -> None:
    tagged = [mood(n, 0, 2, tags=["work"]) for n in range(on)]
    others = [mood(100 + n, 1, -1) for n in range(off)]
    [tag] = count([*tagged, *others], TimeWindow(FIRST, FIRST + timedelta(days=2))).tags
    assert tag.can_compare is enough
    assert (tag.on.mean, tag.off.mean) == (2, -1)


def test_a_check_in_on_a_tagged_day_counts_there_without_the_tag() -> None:
    moods = [mood(1, 0, 4, tags=["work"]), mood(2, 0, -4), mood(3, 1, 1)]
    [tag] = count(moods, TimeWindow(FIRST, FIRST + timedelta(days=2))).tags
    assert (tag.n, tag.on.n, tag.on.total, tag.off.n) == (1, 2, 0, 1)


def test_nothing_is_new_where_nothing_came_before() -> None:
    moods = [mood(1, 0, feelings=[RatedWord("calm")]), mood(2, 3, feelings=[RatedWord("sad")])]
    everything = count(moods, TimeWindow(FIRST, FIRST + timedelta(days=5)))
    assert everything.new == 0
    later = count(moods, TimeWindow(FIRST + timedelta(days=2), FIRST + timedelta(days=5)))
    assert [(each.word.word, each.is_new) for each in later.words] == [("sad", True)]
    assert later.new == 1


def test_nothing_at_all_is_counted_as_nothing() -> None:
    timeline = Timeline.of([], [], [], FIRST)
    day = TimeWindow(FIRST, FIRST + timedelta(days=1))
    counts = word_counts(timeline, FirstDays.of(timeline), day, 0)
    assert counts == WordCounts(words=[], tags=[], steps=[])
