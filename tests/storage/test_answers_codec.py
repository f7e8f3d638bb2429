from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    DateAnswer,
    FeelingsAnswer,
    RatedWord,
    ScaleAnswer,
    SortAnswer,
    SortedLine,
    TextAnswer,
)
from repair_desktop.core.ids import OptionId
from repair_desktop.storage.answers_codec import decode_answer, encode_answer
from repair_desktop.storage.values import loaded_text, stored_text

# Half surrogate pairs and NUL included: Qt can hand over both.
WORDS = st.text(st.characters(codec=None, categories=None))
STRENGTHS = st.none() | st.integers(0, 10)
ANSWERS: st.SearchStrategy[Answer] = st.one_of(
    st.builds(TextAnswer, WORDS),
    st.builds(ChoiceAnswer, st.lists(WORDS).map(tuple), st.lists(WORDS).map(tuple)),
    st.builds(ScaleAnswer, st.integers(0, 10)),
    st.builds(
        FeelingsAnswer, st.lists(st.builds(RatedWord, WORDS, st.booleans(), STRENGTHS)).map(tuple)
    ),
    st.builds(
        SortAnswer,
        st.lists(st.builds(SortedLine, WORDS, st.none() | WORDS, st.booleans())).map(tuple),
    ),
    st.builds(DateAnswer, st.dates(date(1900, 1, 1))),
)


@given(ANSWERS)
def test_every_answer_comes_back_exactly(answer: Answer) -> None:
    assert decode_answer(*encode_answer(answer)) == answer


@given(WORDS)
def test_every_text_comes_back_exactly(text: str) -> None:
    assert loaded_text(stored_text(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "\ud83d",  # half an emoji
        "a\x00b\x1b\r\n\x7f",
        "\ud83d\ude00 as two halves",
        "שלום \u202e עולם",
        "👩‍👩‍👧‍👦",
        "\ufffe\uffff\U0010ffff",
        '{"text": "\\u0000"}',
    ],
)
def test_hard_text(text: str) -> None:
    assert decode_answer(*encode_answer(TextAnswer(text))) == TextAnswer(text)


def test_a_sort_from_before_lines_could_wait_is_read() -> None:
    stored = '{"lines":[{"line":"The chair","column":"theirs","own":true}]}'
    sorted_then = SortAnswer((SortedLine("The chair", OptionId("theirs"), own=True),))
    assert decode_answer("sort", stored) == sorted_then


def test_plain_words_are_stored_as_text() -> None:
    assert isinstance(encode_answer(TextAnswer("שלום 😀"))[1], str)


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("drawing", '{"strokes": []}'),
        ("text", '{"text": 7}'),
        ("text", "{"),
        ("text", b"\xff\xff"),
        ("scale", "null"),
    ],
)
def test_what_can_not_be_read_is_none(kind: str, stored: str | bytes) -> None:
    assert decode_answer(kind, stored) is None
