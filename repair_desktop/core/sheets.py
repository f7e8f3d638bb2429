"""Homework sheets that come as a file from somebody else.

A sheet becomes a :class:`~repair_desktop.core.worksheets.Worksheet` of one step, so that it is
worked through like any other. Its ids get a prefix with a colon, which no id of the program's own
has, and its words are never filled with names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NewType

from repair_desktop.core.ids import PromptId, StepId, WorksheetId
from repair_desktop.core.worksheets import (
    Option,
    OptionGroup,
    Prompt,
    PromptKind,
    Step,
    Worksheet,
)

SheetId = NewType("SheetId", str)
"""A sheet's stable id. 32 hexadecimal digits."""

WordLists = Mapping[PromptKind, tuple[OptionGroup, ...]]
"""The program's own words for prompts of the kinds that have a list."""

SUFFIX = ".repairsheet"
"""How the name of a sheet's file ends."""

HIDDEN_LINE = (
    r"\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\ufffe\uffff"
)
"""Characters that no line of a sheet may hold, as in a regular expression: those that are not seen
and change how a line reads. A longer text may hold line feeds as well."""

_PREFIX = "sheet:"
_TOKEN = re.compile(r"\{(?=[a-z_]+\})")
_HIDDEN = re.compile(f"[{HIDDEN_LINE}]")
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_WORD_JOINER = "\u2060"
_BREAK = "\u200b"
_LONG_WORD = re.compile(r"\S{20,}")
# Not within an emoji of several parts, nor before a mark that belongs to a letter.
_PART = re.compile("\\S{12}(?<!\u200d)(?=[^\\s\u200d\ufe0f\u0300-\u036f\U0001f3fb-\U0001f3ff])")


class SheetProblem(Enum):
    """What is wrong with a file that is to be a sheet."""

    UNREADABLE = "unreadable"  # the disk would not give it, or it is no file
    TOO_LARGE = "too-large"
    NOT_A_SHEET = "not-a-sheet"  # not even JSON
    UNKNOWN_FIELD = "unknown-field"
    MISSING_FIELD = "missing-field"
    CHARACTERS = "characters"  # blank, or a character that is not allowed
    LENGTH = "length"  # too long or too short, too many or too few
    TYPE = "type"  # another kind of value, or a number off its range
    DOUBLE = "double"  # an id, or a field, stands there twice


class Standing(Enum):
    """How a sheet stands to what is in the journal."""

    NEW = "new"
    NEWER = "newer"  # it takes the place of an earlier version
    SAME = "same"
    OLDER = "older"
    CLASHES = "clashes"  # it has an id that is taken, and can not follow what has it

    @property
    def can_be_added(self) -> bool:
        """Whether adding it makes sense. One that was removed comes back that way."""
        return self in (Standing.NEW, Standing.NEWER, Standing.SAME)


@dataclass(frozen=True, slots=True)
class SheetPrompt:
    """One question of a sheet.

    Attributes:
        id: Stable inside its sheet; it never gets another kind.
        helper: A sentence under it, or "".
        options: What can be chosen or sorted; only for CHIPS, PICK and SORT.
        columns: Where lines can be sorted to; only for SORT.
        own_words: Whether the person may add to a list.
        low_label: What 0 means; only for SLIDER, like the next two.
        mid_label: What 5 means, or "".
        high_label: What 10 means.
    """

    id: str
    kind: PromptKind
    question: str
    helper: str = ""
    options: tuple[Option, ...] = ()
    columns: tuple[Option, ...] = ()
    own_words: bool = False
    low_label: str = ""
    mid_label: str = ""
    high_label: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, as somebody wrote it.

    Attributes:
        version: 1 and up. A higher one takes the place of a lower one.
        sender: Who it says it is from. Nobody can check that.
        introduction: May be "".
        due: In the sender's words, such as "By our next session"; may be "".
    """

    id: SheetId
    version: int
    title: str
    sender: str
    prompts: tuple[SheetPrompt, ...]
    introduction: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """A sheet in the journal.

    Attributes:
        is_offered: Whether it can be begun. One that was removed stays for the answers to it.
    """

    sheet: Sheet
    is_offered: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A sheet that was read from a file and not added yet.

    Attributes:
        standing: How it stands to what is in the journal.
        is_offered: Whether the journal offers a sheet of this id now.
    """

    sheet: Sheet
    standing: Standing
    is_offered: bool


def worksheet_id(sheet_id: SheetId) -> WorksheetId:
    """Return the id under which entries of a sheet are kept."""
    return WorksheetId(f"{_PREFIX}{sheet_id}")


def sheet_id(worksheet: WorksheetId) -> SheetId | None:
    """Return the sheet behind a worksheet's id, or None for one of the program's own."""
    if not worksheet.startswith(_PREFIX):
        return None
    return SheetId(worksheet.removeprefix(_PREFIX))


def worksheet_of(prompt_id: str) -> WorksheetId | None:
    """Return the worksheet that a prompt of a sheet belongs to, or None for any other prompt."""
    worksheet, colon, _prompt = prompt_id.rpartition(":")
    return WorksheetId(worksheet) if colon and worksheet.startswith(_PREFIX) else None


def to_worksheet(sheet: Sheet, lists: WordLists) -> Worksheet:
    """Return a sheet as a worksheet of one step.

    Args:
        sheet: A sheet that was checked.
        lists: The words for prompts of the kinds that have a list.
    """
    about = "\n\n".join(filter(None, (sheet.introduction, sheet.due)))
    step = Step(
        id=StepId("sheet"),
        name=_literal(sheet.title),
        title=_literal(sheet.title),
        aim=_literal(about),
        prompts=tuple(_prompt(sheet.id, prompt, lists) for prompt in sheet.prompts),
    )
    return Worksheet(
        id=worksheet_id(sheet.id),
        version=sheet.version,
        title=step.title,
        intro=step.aim,
        steps=(step,),
        offered=frozenset(),  # sheets have a list of their own, which says who they are from
    )


def standing(sheet: Sheet, kept: Sheet | None) -> Standing:
    """Tell how a sheet stands to the one of the same id in the journal, or to None."""
    if kept is None:
        return Standing.NEW
    if sheet == kept:
        return Standing.SAME
    if sheet.version < kept.version:
        return Standing.OLDER
    kinds = {prompt.id: prompt.kind for prompt in kept.prompts}
    # An answer that was given must fit what is asked under its id from now on.
    same_kinds = all(kinds.get(p.id, p.kind) is p.kind for p in sheet.prompts)
    return Standing.NEWER if same_kinds and sheet.version > kept.version else Standing.CLASHES


def clean_line(text: str) -> str:
    """Return what was typed as one line without characters that a sheet may not hold."""
    visible = _HIDDEN.sub(lambda sign: " " if sign[0].isspace() else "", text)
    return " ".join(visible.split())


def clean_text(text: str) -> str:
    """Return what was typed as lines without characters that a sheet may not hold."""
    lines = _LINE_END.split(text.replace("\t", " "))
    return "\n".join(_HIDDEN.sub("", line).rstrip() for line in lines).strip()


def shown(text: str) -> str:
    """Return a text of a sheet for a label: a very long word can be broken there."""
    return _LONG_WORD.sub(lambda word: _PART.sub(rf"\g<0>{_BREAK}", word[0]), text)


def _prompt(sheet: SheetId, prompt: SheetPrompt, lists: WordLists) -> Prompt:
    groups = lists.get(prompt.kind, ())
    if prompt.options:
        groups = (OptionGroup("", _options(prompt.options)),)
    return Prompt(
        id=PromptId(f"{_PREFIX}{sheet}:{prompt.id}"),
        kind=prompt.kind,
        question=_literal(prompt.question),
        helper=_literal(prompt.helper),
        groups=groups,
        columns=_options(prompt.columns),
        own_words=prompt.own_words,
        low_label=_literal(prompt.low_label),
        mid_label=_literal(prompt.mid_label),
        high_label=_literal(prompt.high_label),
    )


def _options(options: tuple[Option, ...]) -> tuple[Option, ...]:
    return tuple(Option(option.id, _literal(option.text)) for option in options)


def _literal(text: str) -> str:
    """Return a text that looks the same and holds no token that could be filled.

    A name of the person's has no place in the words of somebody else. Screens fill the words of
    every worksheet, so that is seen to here once, and not on each of them.
    """
    return _TOKEN.sub("{" + _WORD_JOINER, shown(text))
