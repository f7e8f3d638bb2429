from __future__ import annotations

import re

import pytest
from helpers.real_journal import WORKSHEETS

from repair_desktop.content import demo as module
from repair_desktop.content.demo import load_demo
from repair_desktop.core.answers import (
    ChoiceAnswer,
    FeelingsAnswer,
    RatedWord,
    ScaleAnswer,
    SortAnswer,
    SortedLine,
    TextAnswer,
)
from repair_desktop.core.errors import BadContent
from repair_desktop.core.ids import OptionId, PromptId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.system.resources import read_text

GOOD = read_text("demo/journal.toml")


def refused(monkeypatch: pytest.MonkeyPatch, text: str) -> BadContent:
    monkeypatch.setattr(module, "read_bytes", lambda _file: text.encode())
    with pytest.raises(BadContent) as caught:
        load_demo(WORKSHEETS)
    assert caught.value.facts["file"] == "demo/journal.toml"
    return caught.value


def test_answers_of_every_shape() -> None:
    story = load_demo(WORKSHEETS).stories[0]
    answers = story.answers
    assert answers[PromptId("s1.size")] == ScaleAnswer(7)
    assert answers[PromptId("s2.friend")] == TextAnswer("That would have stung me too.")
    assert answers[PromptId("s1.known")] == ChoiceAnswer((OptionId("no"),))
    feelings = answers[PromptId("s2.feel")]
    assert isinstance(feelings, FeelingsAnswer)
    assert feelings.words[0] == RatedWord("hurt", strength=7)
    lines = answers[PromptId("s4.sort")]
    assert isinstance(lines, SortAnswer)
    assert lines.lines[-1] == SortedLine("not-saying-hurt", OptionId("mine"))
    assert story.path[-1] is RuptureState.SETTLED


def test_pages_beside_the_ruptures() -> None:
    pages = load_demo(WORKSHEETS).pages
    assert len({page.worksheet_id for page in pages}) >= 4
    assert not any(WORKSHEETS[page.worksheet_id].about_rupture for page in pages)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('worksheet = "good-repairs"', 'worksheet = "bad-repairs"', "page 1"),
        ('"gr.wrong" =', '"gr.wrung" =', "page 1, gr.wrung"),
        ("days_ago = 61", "days_ago = 0", "pages[1].days_ago"),
    ],
)
def test_a_page_that_nobody_asked_for(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str, place: str
) -> None:
    assert old in GOOD
    assert refused(monkeypatch, GOOD.replace(old, new, 1)).facts["place"] == place


def test_there_is_enough_to_tell_a_life_from() -> None:
    text = load_demo(WORKSHEETS)
    ends = {story.path[-1] for story in text.stories}
    assert {RuptureState.SETTLED, RuptureState.LEFT} < ends
    assert any(end.is_open for end in ends)
    assert all(0 < story.depth <= 4 for story in text.stories)
    for words in (text.low_notes, text.middle_notes, text.high_notes, text.tags):
        assert len(words) == len(set(words)) >= 5
    assert not set(text.low_feelings) & set(text.high_feelings)


def test_the_words_are_a_persons_and_not_an_adverts() -> None:
    told = re.sub(r"\nworksheet = .*", "", GOOD.split("low_notes")[1])
    assert not re.search(r"!|repair|\bapp\b", told, re.IGNORECASE)


@pytest.mark.parametrize(
    ("old", "new", "place", "problem"),
    [
        ('worksheet = "six-steps"', 'worksheet = "seven"', "story 0", "no such worksheet"),
        ('"settled"]\ndepth = 2.2', '"won"]\ndepth = 2.2', "story 0", "no such state"),
        ('"s1.size" = 7', '"s1.weight" = 7', "story 0, s1.weight", "nobody asks"),
        ('"s1.size" = 7', '"s1.size" = 11', "story 0, s1.size", "nobody asks"),
        ('"s1.size" = 7', '"s1.size" = "7"', "story 0, s1.size", "nobody asks"),
        ('["hurt:7"', '["hurt:very"', "story 0, s2.feel", "nobody asks"),
        ('["hurt:7"', '["hurt:11"', "story 0, s2.feel", "nobody asks"),
        ('["hurt:7"', '["splendid:7"', "story 0, s2.feel", "nobody asks"),
        ('"s1.known" = ["no"]', '"s1.known" = ["nope"]', "story 0, s1.known", "nobody asks"),
        ('"s1.known" = ["no"]', '"s1.known" = ["no", "not-sure"]', "story 0, s1.known", "nobody"),
        ('"timing" = "nobodys"', '"timing" = "hers"', "story 0, s4.sort", "nobody asks"),
        ('"timing" = "nobodys"', '"tide" = "nobodys"', "story 0, s4.sort", "nobody asks"),
        ("depth = 2.2", 'depth = "deep"', "stories[0].depth", "Expected"),
        ("low_notes", "lower_notes", "", "unknown field"),
        ('therapist = "M."', "therapist = M.", "line 6, column 13", "not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str, place: str, problem: str
) -> None:
    assert old in GOOD
    error = refused(monkeypatch, GOOD.replace(old, new, 1))
    assert error.facts["place"] == place
    assert problem in str(error.facts["problem"])
