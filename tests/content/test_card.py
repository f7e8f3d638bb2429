"""The card's file: how it is written, and what its reader refuses."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from helpers.cards import CARD
from helpers.reading import grade, sentences
from helpers.real_journal import WORKSHEETS
from hypothesis import given, settings
from hypothesis import strategies as st

from repair_desktop.content import overlay
from repair_desktop.content.card import (
    FILE,
    CardFile,
    FormFile,
    LineFile,
    OpenerFile,
    SentenceFile,
    SuggestFile,
    load_card,
    parse_card,
)
from repair_desktop.content.overlay import keys
from repair_desktop.content.reading import decode
from repair_desktop.core.cards import Length, LineKind
from repair_desktop.core.errors import BadContent
from repair_desktop.core.ids import PromptId
from repair_desktop.system import resources
from repair_desktop.system.resources import read_text

GOOD = read_text(FILE)
PROMPTS = {prompt.id: prompt for sheet in WORKSHEETS.values() for prompt in sheet.prompts()}
DOCUMENT = (Path(__file__).parents[2] / "docs/card-format.md").read_text(encoding="utf-8")

IDS = (
    "opener away against what felt know question help ask fear mine echo blame close",
    "soft plain firm paper",
)
"""They stand in journals."""


# --- what it says ---------------------------------------------------------------------------


def test_ids_of_lines_and_openers_never_change() -> None:
    assert set(IDS[0].split()) <= {line.id for line in CARD.lines}
    assert set(IDS[1].split()) <= {opener.id for opener in CARD.openers}


def test_nothing_private_is_on_by_itself() -> None:
    private = {prompt.id for prompt in PROMPTS.values() if prompt.private}
    assert private
    said = [line for line in CARD.lines if set(line.sources) & private]
    assert {line.id for line in said} == {"mine", "echo", "blame"}
    assert [line.id for line in said if line.on] == []
    assert all(not line.role for line in said)


def test_a_fear_is_off_too() -> None:
    assert [line.id for line in CARD.lines if not line.on] == ["fear", "mine", "echo", "blame"]


def test_what_is_on_at_each_length() -> None:
    on = {length: [line.id for line in CARD.lines if length in line.on] for length in Length}
    assert on[Length.ONE] == ["what", "felt", "ask"]
    assert set(on[Length.ONE]) < set(on[Length.MINUTE]) < set(on[Length.PAGE])


def test_openers_are_kept_word_for_word() -> None:
    assert [opener.text for opener in CARD.openers] == [
        "Can we talk about us for a few minutes? This is hard for me.",
        "I want to go back to something that happened between us.",
        "Before we start, there is something I need us to talk about.",
        "I wrote this down so I would not lose it. Can I read it?",
    ]
    assert CARD.lines[-1].text == (
        "You do not have to answer right away. I would like to hear how you see it."
    )


def test_every_way_of_going_quiet_and_pushing_back_has_its_phrase() -> None:
    groups = {group.title: group for group in PROMPTS[PromptId("s1.did")].groups}
    lines = {line.id: line for line in CARD.lines}
    for title, line in (("Moving away", "away"), ("Moving against", "against")):
        assert {option.id for option in groups[title].options} == set(lines[line].phrases)  # type: ignore[index]


def test_every_way_of_owning_a_part_and_every_fear_has_its_phrase() -> None:
    lines = {str(line.id): line for line in CARD.lines}
    own = {option.id for option in PROMPTS[PromptId("s4.own")].options}
    assert own - set(lines["help"].phrases) == {"do-not-need", "do-not-know"}
    fears = {option.id for option in PROMPTS[PromptId("s5.barriers")].options}
    assert fears == set(lines["fear"].phrases)


def test_feelings_that_only_seem_to_be_ones_are_those_of_their_group() -> None:
    *_, seemed = PROMPTS[PromptId("s2.feel")].groups
    assert seemed.title.startswith("It felt as if")
    assert {option.id for option in seemed.options} == set(CARD.as_if)


def test_it_is_easy_to_say() -> None:
    said = [text for _key, text in keys(decode(GOOD, CardFile, FILE))]
    assert len(said) > 60
    for text in said:
        plain = re.sub(r"\{\w+\}", "it", text)
        assert max((len(words) for words in sentences(plain)), default=0) <= 20, text
        if len(plain.split()) >= 8:
            assert grade(plain) <= 8, text
        assert not re.search(r"!|\b(should|must|just|sorry that)\b", text, re.IGNORECASE)


# --- what its reader refuses ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('from = ["s4.mine"]', 'from = ["s4.mine"]\non = ["page"]', "lines.mine.on"),
        ('from = ["s3.echo.words"]', 'from = ["s3.echo.words"]\non = ["one"]', "lines.echo.on"),
        ('from = ["s4.blame1", "s4.blame2"]',
         'from = ["s4.blame1", "s4.blame2"]\non = ["minute"]', "lines.blame.on"),
        ('from = ["s2.know"]', 'from = ["s2.knew"]', "s2.knew"),
        ('from = ["s2.know"]', 'from = ["s1.size"]', "lines.know.from"),
        ('from = ["s2.know"]\n', "", "lines.know.from"),
        ('id = "know"', 'id = "what"', "what"),
        ('role = "strip"', 'role = "stripe"', "lines.what.role"),
        ('"listens"', '"listened"', "s4.own.listened"),
        ('opener = "paper"', 'opener = "papers"', "papers"),
        ('"told-off"', '"told-of"', "told-of"),
        ('["told-off", "being told off"]', '["told-off", "{x}"]', "feelings_as_if.told-off"),
        ('id = "as-if-after-when"', 'id = "as-it-after-when"', "sentences.as-i"),
        ('unless = "against"', 'unless = "again"', "lines.felt.unless"),
        ('unless = "against"', 'unless = "know"', "lines.felt.unless"),
        ("I felt {feelings}.", "I felt.", "sentences.felt"),
        ('"My part: {words}"', '"My part: {word}"', "lines.mine.forms.1"),
        ('"My part: {words}"', '"My {words} part: {words}"', "lines.mine.forms.1"),
        ('"My part: {words}"', '"My part: {clause}"', "lines.mine.forms.1"),
        ('text = "My part: {words}"', 'question = true\ntext = "{words}"', "lines.mine.forms"),
        ('name = "My part"', 'name = "  "', "lines.mine.name"),
        ('name = "My part"', 'name = "My part"\nlabel = "x"', "lines[10]"),
        ("format = 1", "format = 2", "format"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_has_to_be_is_refused_with_its_place(
    old: str, new: str, place: str
) -> None:
    assert old in GOOD
    with pytest.raises(BadContent) as caught:
        parse_card(GOOD.replace(old, new, 1), WORKSHEETS)
    assert str(caught.value.facts["place"]).startswith(place)


def test_a_role_that_something_private_plays_is_private() -> None:
    note = next(sheet for key, sheet in WORKSHEETS.items() if key == "quick-note")
    steps = tuple(
        replace(step, prompts=tuple(replace(each, private=True) for each in step.prompts))
        for step in note.steps
    )
    with pytest.raises(BadContent) as caught:
        parse_card(GOOD, {**WORKSHEETS, note.id: replace(note, steps=steps)})
    assert caught.value.facts["place"] == "lines.what.on"


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=200))
def test_no_text_does_worse_than_a_refusal(text: str) -> None:
    with pytest.raises(BadContent):
        parse_card(text, WORKSHEETS)


# --- translations and the document ----------------------------------------------------------


def test_another_language_is_laid_over_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "resource_path", lambda path: tmp_path / path)
    monkeypatch.setattr(overlay, "resource_path", lambda path: tmp_path / path)
    folder = tmp_path / "card" / "de"
    folder.mkdir(parents=True)
    (tmp_path / FILE).write_text(GOOD, encoding="utf-8")
    (folder / "bring-it.toml").write_text(
        '"openers.soft.text" = "Können wir kurz über uns reden?"\n'
        '"lines.know.forms.0.begins" = "dass"\n'
        '"lines.help.phrases.listens" = "du zuhörst"\n'
        '"feelings_as_if.ignored" = "Luft wäre"\n'
        '"lines.help.join" = " und wenn "\n'
        '"sentences.felt.text" = "Ich fühlte mich {feelings}."\n',
        encoding="utf-8",
    )
    german = load_card(WORKSHEETS, "de")
    assert german.openers[0].text == "Können wir kurz über uns reden?"
    assert german.sentences["felt"] == "Ich fühlte mich {feelings}."
    lines = {str(line.id): line for line in german.lines}
    assert lines["know"].forms[0].begins == ("dass",)
    assert lines["help"].join == " und wenn "
    assert german.as_if["ignored"] == "Luft wäre"
    assert "du zuhörst" in lines["help"].phrases.values()


def test_the_example_in_the_document_belongs_to_the_card() -> None:
    [example] = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)
    assert all(part.strip() in GOOD for part in example.split("\n\n"))


@pytest.mark.parametrize(
    "shape", [CardFile, OpenerFile, SuggestFile, LineFile, FormFile, SentenceFile]
)
def test_every_field_is_in_the_document(shape: type[msgspec.Struct]) -> None:
    named = set(re.findall(r"`([a-z_-]+)`", DOCUMENT))
    assert set(shape.__struct_encode_fields__) <= named


@pytest.mark.parametrize("kind", LineKind)
def test_every_kind_is_in_the_document(kind: LineKind) -> None:
    assert f"| `{kind.value}` |" in DOCUMENT
