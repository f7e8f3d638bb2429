from __future__ import annotations

from dataclasses import replace

from helpers.journals import NOON
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.ids import MoodId, RuptureId, SessionId
from repair_desktop.core.mood_filter import EVERYTHING, MoodFilter, Used, Word
from repair_desktop.core.moods import Mood

tags = st.sampled_from(["work", "sleep", "bus"])
words = st.builds(RatedWord, st.sampled_from(["calm", "sad"]), st.booleans(), st.none())
moods = st.builds(
    Mood,
    id=st.uuids().map(lambda each: MoodId(each.hex)),
    at=st.just(NOON),
    written_at=st.just(NOON),
    pleasantness=st.integers(-4, 4),
    tags=st.lists(tags, max_size=3).map(tuple),
    feelings=st.lists(words, max_size=3).map(tuple),
    session_id=st.sampled_from([None, SessionId("s")]),
    rupture_id=st.sampled_from([None, RuptureId("r")]),
)


def mood(**parts: object) -> Mood:
    return replace(Mood(MoodId("m"), NOON, NOON, 0), **parts)  # type: ignore[arg-type]


@given(moods)
def test_everything_keeps_every_check_in(each: Mood) -> None:
    assert EVERYTHING.lets_all_through
    assert EVERYTHING.keeps(each)


def test_one_of_several_tags_is_enough_and_so_is_one_feeling() -> None:
    asked = MoodFilter(frozenset({"work", "sleep"}), frozenset({Word("calm"), Word("sad")}))
    assert asked.keeps(mood(tags=("bus", "sleep"), feelings=(RatedWord("sad", strength=3),)))
    assert not asked.keeps(mood(tags=("sleep",)))
    assert not asked.keeps(mood(feelings=(RatedWord("calm"),)))


def test_an_own_word_is_another_than_the_programs() -> None:
    asked = MoodFilter(feelings=frozenset({Word("calm", own=True)}))
    assert asked.keeps(mood(feelings=(RatedWord("calm", own=True),)))
    assert not asked.keeps(mood(feelings=(RatedWord("calm"),)))


def test_a_session_and_a_rupture_are_those_it_belongs_to() -> None:
    session, rupture = SessionId("s"), RuptureId("r")
    assert MoodFilter(session_id=session).keeps(mood(session_id=session))
    assert not MoodFilter(session_id=session).keeps(mood())
    assert MoodFilter(rupture_id=rupture).keeps(mood(rupture_id=rupture))
    assert not MoodFilter(session_id=session, rupture_id=rupture).keeps(mood(session_id=session))


@given(st.lists(moods, max_size=12))
def test_what_is_used_is_what_a_filter_finds(found: list[Mood]) -> None:
    used = Used.of(found)
    for tag, n in used.tags.items():
        assert n == sum(map(MoodFilter(tags=frozenset({tag})).keeps, found)) > 0
    for word, n in used.feelings.items():
        assert n == sum(map(MoodFilter(feelings=frozenset({word})).keeps, found)) > 0
    for session, n in used.sessions.items():
        assert n == sum(map(MoodFilter(session_id=session).keeps, found))
    for rupture, n in used.ruptures.items():
        assert n == sum(map(MoodFilter(rupture_id=rupture).keeps, found))
    assert list(used.tags.values()) == sorted(used.tags.values(), reverse=True)
