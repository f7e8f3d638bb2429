"""The card from ``resources/card``, checked. ``docs/card-format.md`` explains the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Annotated, Literal

import msgspec

from repair_desktop.content.overlay import ENGLISH, keys, translate, translation
from repair_desktop.content.reading import decode, decode_bytes
from repair_desktop.core.cards import (
    CardTemplate,
    Form,
    Length,
    Line,
    LineId,
    LineKind,
    Opener,
    OpenerId,
    Suggestion,
)
from repair_desktop.core.errors import BadContent
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.core.worksheets import Prompt, PromptKind, Roles, Worksheet
from repair_desktop.system.resources import read_bytes

FILE = "card/bring-it.toml"

_Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.-]{0,63}$")]
_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
_Words = Annotated[str, msgspec.Meta(max_length=400)]
_Pair = tuple[_Id, _Text]

_SENTENCES = {
    "two": {"first", "second"},
    "two-as-if": {"first", "second"},
    "felt": {"feelings"},
    "as-if": {"feelings"},
    "as-if-after-when": {"feelings"},
    "felt-in-own-words": {"feelings"},
    "angry": set(),
    "under-anger": {"feelings"},
    "under": {"feelings"},
    "under-unknown": set(),
    "mark": {"first"},
    "marks": {"first", "second"},
}
"""The sentences that there have to be, and the places in each."""

_KINDS = {
    LineKind.WORDS: {PromptKind.TEXT, PromptKind.LONG},
    LineKind.PHRASES: {PromptKind.CHIPS, PromptKind.PICK},
    LineKind.UNDER: {PromptKind.CHIPS, PromptKind.PICK},
    LineKind.FELT: {PromptKind.FEELINGS},
    LineKind.MARKS: {PromptKind.SLIDER},
}
"""What a line of a kind can be made of."""


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Refuses fields that are not named here."""


class FormFile(_Strict, frozen=True):
    """A sentence around the person's own words."""

    text: _Text
    begins: _Words = ""
    without: _Words = ""
    question: bool = False


class LineFile(_Strict, frozen=True, rename={"sources": "from"}):
    """One line."""

    id: _Id
    name: _Text
    kind: Literal["opener", "fixed", "words", "phrases", "under", "felt", "marks"]
    group: _Id
    on: tuple[Literal["one", "minute", "page"], ...] = ()
    sources: tuple[_Id, ...] = ()
    role: str = ""
    forms: tuple[FormFile, ...] = ()
    text: _Words = ""
    phrases: tuple[_Pair, ...] = ()
    join: _Words = ""
    own: _Words = ""
    most: Annotated[int, msgspec.Meta(ge=1, le=20)] = 1
    unless: _Words = ""


class OpenerFile(_Strict, frozen=True):
    """A way to begin."""

    id: _Id
    name: _Text
    text: _Text


class SuggestFile(_Strict, frozen=True):
    """An opener for whoever chose one of these options."""

    prompt: _Id
    options: Annotated[tuple[_Id, ...], msgspec.Meta(min_length=1)]
    opener: _Id


class HowFile(_Strict, frozen=True):
    """How the person wants to bring it up."""

    prompt: _Id
    waits: _Id


class SentenceFile(_Strict, frozen=True):
    """A sentence that the program puts together."""

    id: _Id
    text: _Text


class CardFile(_Strict, frozen=True):
    """The whole card."""

    format: Annotated[int, msgspec.Meta(ge=1)]
    id: _Id
    openers: Annotated[tuple[OpenerFile, ...], msgspec.Meta(min_length=1, max_length=10)]
    lines: Annotated[tuple[LineFile, ...], msgspec.Meta(min_length=1, max_length=40)]
    sentences: tuple[SentenceFile, ...]
    how: HowFile
    suggest: tuple[SuggestFile, ...] = ()
    feelings_left_out: tuple[_Id, ...] = ()
    feelings_of_anger: tuple[_Id, ...] = ()
    feelings_as_if: tuple[_Pair, ...] = ()


def load_card(worksheets: Mapping[WorksheetId, Worksheet], language: str = ENGLISH) -> CardTemplate:
    """Return the card that comes with the program.

    Args:
        worksheets: The program's own, to which the card refers.
        language: A language code.

    Raises:
        BadContent: The file is not as it should be, or lets something private be on by itself.
    """
    read = decode_bytes(read_bytes(FILE), CardFile, FILE)
    read = translate(read, translation(FILE, language, dict(keys(read))))
    return _card(read, worksheets)


def parse_card(text: str, worksheets: Mapping[WorksheetId, Worksheet]) -> CardTemplate:
    """Return the card of a file's text. Raises BadContent."""
    return _card(decode(text, CardFile, FILE), worksheets)


def _card(read: CardFile, worksheets: Mapping[WorksheetId, Worksheet]) -> CardTemplate:
    prompts = {p.id: p for sheet in worksheets.values() for p in sheet.prompts()}
    _check_ids(read)
    _check_references(read, prompts)
    for line in read.lines:
        _check_line(line, prompts)
        _check_private(line, prompts, worksheets)
    _check_texts(read)
    return CardTemplate(
        openers=tuple(Opener(OpenerId(each.id), each.name, each.text) for each in read.openers),
        suggestions=tuple(
            Suggestion(
                PromptId(each.prompt),
                frozenset(map(OptionId, each.options)),
                OpenerId(each.opener),
            )
            for each in read.suggest
        ),
        lines=tuple(_line(line, prompts) for line in read.lines),
        sentences={each.id: each.text for each in read.sentences},
        how=PromptId(read.how.prompt),
        waits=OptionId(read.how.waits),
        left_out=frozenset(read.feelings_left_out),
        anger=frozenset(read.feelings_of_anger),
        as_if=dict(read.feelings_as_if),
    )


def _line(read: LineFile, prompts: Mapping[PromptId, Prompt]) -> Line:
    return Line(
        id=LineId(read.id),
        name=read.name,
        kind=LineKind(read.kind),
        group=read.group,
        on=frozenset(map(Length, read.on)),
        sources=tuple(map(PromptId, read.sources)),
        role=read.role,
        forms=tuple(
            Form(each.text, _listed(each.begins), _listed(each.without), each.question)
            for each in read.forms
        ),
        text=read.text,
        phrases={OptionId(option): text for option, text in read.phrases},
        join=read.join,
        own=read.own,
        most=read.most,
        unless=LineId(read.unless) if read.unless else None,
        is_private=any(prompts[PromptId(source)].private for source in read.sources),
    )


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# --- checks ---------------------------------------------------------------------------------


def _refuse(place: str, problem: str) -> BadContent:
    return BadContent(file=FILE, place=place, problem=problem)


def _check_ids(read: CardFile) -> None:
    for each in (read.openers, read.lines, read.sentences):
        ids = [item.id for item in each]
        for place, one in enumerate(ids):
            if one in ids[:place]:
                raise _refuse(one, "this id stands there twice")
    for name in _SENTENCES.keys() ^ {each.id for each in read.sentences}:
        raise _refuse(f"sentences.{name}", "it is missing, or nothing says it")


def _check_references(read: CardFile, prompts: Mapping[PromptId, Prompt]) -> None:
    openers = {each.id for each in read.openers}
    for each in read.suggest:
        if each.opener not in openers:
            raise _refuse(each.opener, "there is no such opener")
        _check_options(each.prompt, each.options, prompts)
    _check_options(read.how.prompt, (read.how.waits,), prompts)
    for place, line in enumerate(read.lines):
        if line.unless and line.unless not in {each.id for each in read.lines[:place]}:
            raise _refuse(f"lines.{line.id}.unless", "there is no such line before it")
    feelings = {
        str(option.id)
        for prompt in prompts.values()
        if prompt.kind is PromptKind.FEELINGS
        for option in prompt.options
    }
    as_if = (word for word, _ in read.feelings_as_if)
    for word in (*read.feelings_left_out, *read.feelings_of_anger, *as_if):
        if word not in feelings:
            raise _refuse(word, "there is no such feeling")


def _check_options(
    prompt: str, options: tuple[str, ...], prompts: Mapping[PromptId, Prompt]
) -> None:
    asked = prompts.get(PromptId(prompt))
    if asked is None:
        raise _refuse(prompt, "there is no such prompt")
    for option in options:
        if option not in {str(each.id) for each in asked.options}:
            raise _refuse(f"{prompt}.{option}", "there is no such option")


def _check_line(line: LineFile, prompts: Mapping[PromptId, Prompt]) -> None:
    place, kind = f"lines.{line.id}", LineKind(line.kind)
    if line.role and line.role not in {each.name for each in fields(Roles)}:
        raise _refuse(f"{place}.role", "there is no such role")
    for source in line.sources:
        _check_options(source, tuple(option for option, _ in line.phrases), prompts)
        if prompts[PromptId(source)].kind not in _KINDS.get(kind, set()):
            raise _refuse(f"{place}.from", "a line of this kind can not say that")
    if (kind in _KINDS) is not bool(line.sources):
        raise _refuse(f"{place}.from", "this kind needs prompts, or has none")
    if (kind is LineKind.WORDS) is not bool(line.forms):
        raise _refuse(f"{place}.forms", "this kind needs forms, or has none")
    if line.forms and (line.forms[-1].begins or line.forms[-1].question):
        raise _refuse(f"{place}.forms", "the last form has to fit any text")
    if (kind in (LineKind.PHRASES, LineKind.UNDER)) is not bool(line.phrases):
        raise _refuse(f"{place}.phrases", "this kind needs phrases, or has none")
    if line.own and not all(prompts[PromptId(each)].own_words for each in line.sources):
        raise _refuse(f"{place}.own", "nothing of one's own can be added there")


def _check_private(
    line: LineFile,
    prompts: Mapping[PromptId, Prompt],
    worksheets: Mapping[WorksheetId, Worksheet],
) -> None:
    """Refuse that something private is on a card before the person turned it on."""
    stand_ins = [getattr(s.roles, line.role) for s in worksheets.values()] if line.role else []
    said = [prompts[PromptId(key)] for key in (*line.sources, *stand_ins) if key is not None]
    if line.on and any(prompt.private for prompt in said):
        raise _refuse(f"lines.{line.id}.on", "it is private, so it is off until it is turned on")


def _check_texts(read: CardFile) -> None:
    """Refuse blank texts, and places that nothing is put into."""
    for place, text, wanted in _texts(read):
        if not text.strip():
            raise _refuse(place, "it is blank")
        found = re.findall(r"\{([^}]*)\}?", text)
        if set(found) != wanted or len(found) != len(wanted):
            raise _refuse(place, "it does not hold the {places} that it has to")


def _texts(read: CardFile) -> Iterator[tuple[str, str, set[str]]]:
    """Yield each text with its place in the file and the places that it has to have."""
    for opener in read.openers:
        yield f"openers.{opener.id}.text", opener.text, set()
        yield f"openers.{opener.id}.name", opener.name, set()
    for line in read.lines:
        place, kind = f"lines.{line.id}", LineKind(line.kind)
        yield f"{place}.name", line.name, set()
        if kind in (LineKind.FIXED, LineKind.PHRASES, LineKind.UNDER):
            yield f"{place}.text", line.text, set() if kind is LineKind.FIXED else {"phrases"}
        if line.own:
            yield f"{place}.own", line.own, {"words"}
        for option, text in line.phrases:
            yield f"{place}.phrases.{option}", text, set()
        for number, form in enumerate(line.forms):
            within = form.begins and "{clause}" in form.text
            yield f"{place}.forms.{number}", form.text, {"clause" if within else "words"}
    for word, text in read.feelings_as_if:
        yield f"feelings_as_if.{word}", text, set()
    for sentence in read.sentences:
        yield f"sentences.{sentence.id}", sentence.text, _SENTENCES[sentence.id]
