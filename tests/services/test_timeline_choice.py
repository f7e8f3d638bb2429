from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.ids import RuptureId, SessionId
from repair_desktop.core.mood_filter import MoodFilter, Word
from repair_desktop.core.timeline_choice import Lens, TimelineChoice
from repair_desktop.core.windows import Span
from repair_desktop.services.timeline_choice import read_choice, written_choice

texts = st.text(min_size=1, max_size=6)
choices = st.builds(
    lambda lens, span, as_table, asked: TimelineChoice(lens, lens.fitting(span), as_table, asked),
    st.sampled_from(Lens),
    st.sampled_from(Span),
    st.booleans(),
    st.builds(
        MoodFilter,
        st.frozensets(texts, max_size=3),
        st.frozensets(st.builds(Word, texts, st.booleans()), max_size=3),
        st.none() | texts.map(SessionId),
        st.none() | texts.map(RuptureId),
    ),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
fields = st.sampled_from(["lens", "span", "table", "tags", "feelings", "session", "rupture"])


@given(choices)
def test_it_comes_back_as_it_was(choice: TimelineChoice) -> None:
    assert read_choice(written_choice(choice)) == choice


def test_half_an_emoji_in_an_own_word_comes_back() -> None:
    choice = TimelineChoice(filter=MoodFilter(frozenset({"\ud83d"})))
    assert read_choice(written_choice(choice)) == choice


def test_the_usual_choice_takes_no_room() -> None:
    assert written_choice(TimelineChoice()) is None
    assert read_choice(None) == TimelineChoice()


@given(st.text(max_size=20) | st.dictionaries(fields, json_values).map(json.dumps))
def test_whatever_stands_there_gives_a_choice_that_can_be_shown(stored: str) -> None:
    choice = read_choice(stored)
    assert choice.span in choice.lens.spans or not choice.lens.spans


@pytest.mark.parametrize(
    "stored",
    ["[]", "{", '{"lens": "clouds", "span": 3, "table": 1, "tags": "x"}', "[" * 100_000],
)
def test_what_can_not_be_read_has_its_default(stored: str) -> None:
    assert read_choice(stored) == TimelineChoice()


def test_what_can_be_read_beside_it_is() -> None:
    stored = '{"lens": "words", "span": "year", "feelings": [["calm", 1], ["sad", false]]}'
    assert read_choice(stored) == TimelineChoice(
        Lens.WORDS, Span.YEAR, filter=MoodFilter(feelings=frozenset({Word("sad")}))
    )
