"""The shapes of the content files. ``docs/worksheet-format.md`` explains them to authors.

Unknown fields are refused, so that a slip of the pen is found and not passed over.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

FORMAT = 1
"""The newest format of worksheets, checks and word lists that this program reads."""

_Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.-]{0,63}$")]
_Line = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
_Words = Annotated[str, msgspec.Meta(max_length=2_000)]
_Scale = Annotated[int, msgspec.Meta(ge=0, le=10)]
_Pair = tuple[_Id, _Line]
_Format = Annotated[int, msgspec.Meta(ge=1)]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Refuses fields that are not named here."""


class GroupFile(_Strict, frozen=True):
    """Options under a heading."""

    options: Annotated[tuple[_Pair, ...], msgspec.Meta(min_length=1, max_length=100)]
    title: _Words = ""
    follow_up: _Words = ""
    note: _Words = ""
    counts: bool = True


class NoteFile(_Strict, frozen=True):
    """A sentence that an answer brings up."""

    text: _Line
    when: tuple[_Id, ...] = ()
    page: str = ""
    actions: tuple[str, ...] = ()
    begin: str = ""
    times: Annotated[int, msgspec.Meta(ge=1, le=10)] = 1


class BandFile(_Strict, frozen=True):
    """A sentence for a stretch of a scale."""

    low: _Scale
    high: _Scale
    text: _Line
    actions: tuple[str, ...] = ()


class CompareFile(_Strict, frozen=True, rename={"with_prompt": "with"}):
    """How a scale refers to an earlier one."""

    with_prompt: _Id
    recall: _Words = ""
    lower: _Words = ""
    same: _Words = ""
    higher: _Words = ""


class ShowWhenFile(_Strict, frozen=True):
    """A condition for being asked."""

    prompt: _Id
    options: Annotated[tuple[_Id, ...], msgspec.Meta(min_length=1)]


class PromptFile(_Strict, frozen=True):
    """One question."""

    id: _Id
    kind: str
    question: _Line
    helper: _Words = ""
    example: _Words = ""
    warning: _Words = ""
    options: tuple[_Pair, ...] = ()
    groups: tuple[GroupFile, ...] = ()
    columns: tuple[_Pair, ...] = ()
    empty_column: dict[str, str] = {}
    most: Annotated[int, msgspec.Meta(ge=1, le=100)] | None = None
    own_words: bool = False
    low: _Words = ""
    middle: _Words = ""
    high: _Words = ""
    starters: bool = False
    private: bool = False
    part_of: str | None = None
    show_when: ShowWhenFile | None = None
    notes: tuple[NoteFile, ...] = ()
    bands: tuple[BandFile, ...] = ()
    compare: CompareFile | None = None
    recalls: tuple[_Id, ...] = ()
    gathers: tuple[_Pair, ...] = ()
    over_time: bool = False


class LookUpFile(_Strict, frozen=True):
    """What can be looked up from a step."""

    text: _Line
    prompts: Annotated[tuple[_Id, ...], msgspec.Meta(min_length=1, max_length=10)]


class StepFile(_Strict, frozen=True):
    """One step."""

    id: _Id
    name: _Line
    title: _Line
    prompts: Annotated[tuple[PromptFile, ...], msgspec.Meta(min_length=1, max_length=60)]
    aim: _Words = ""
    why: _Words = ""
    starters: tuple[_Line, ...] = ()
    instead: _Words = ""
    looks_up: LookUpFile | None = None
    counts: Annotated[tuple[_Id, ...], msgspec.Meta(max_length=20)] = ()


class HideFile(_Strict, frozen=True):
    """A choice in ``prompt`` hides steps and opens a page."""

    prompt: _Id
    steps: Annotated[tuple[_Id, ...], msgspec.Meta(min_length=1)]
    page: str
    when: tuple[_Id, ...] = ()
    opens: bool = True


class RolesFile(_Strict, frozen=True):
    """Which prompt plays which part."""

    title: str | None = None
    when: str | None = None
    strip: str | None = None
    size: str | None = None
    size_again: str | None = None
    closeness: str | None = None
    blame: str | None = None
    blame_again: str | None = None
    feelings: str | None = None
    question: str | None = None
    agreed: str | None = None


class WorksheetFile(_Strict, frozen=True):
    """A worksheet."""

    format: _Format
    id: _Id
    version: Annotated[int, msgspec.Meta(ge=1)]
    title: _Line
    steps: Annotated[tuple[StepFile, ...], msgspec.Meta(min_length=1, max_length=30)]
    intro: _Words = ""
    purpose: _Words = ""
    offered: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)] = ("list",)
    about_rupture: bool = False
    checks: bool = False
    roles: RolesFile = RolesFile()
    hide: tuple[HideFile, ...] = ()


class ChecksFile(_Strict, frozen=True):
    """The opening and the closing check."""

    format: _Format
    opening: PromptFile
    closing: PromptFile


class WordGroupFile(_Strict, frozen=True):
    """Words under a heading."""

    title: _Words
    words: Annotated[tuple[_Line, ...], msgspec.Meta(min_length=1)]
    follow_up: _Words = ""


class WordsFile(_Strict, frozen=True):
    """A word list."""

    format: _Format
    groups: Annotated[tuple[WordGroupFile, ...], msgspec.Meta(min_length=1)]


class LineFile(_Strict, frozen=True):
    """One help line."""

    id: _Id
    country: str
    purpose: str
    name: _Line
    number: str
    checked_on: str
    checked_by: str
    source: str
    channel: str = ""
    hours: str = ""
    cost: str = ""
    languages: str = ""


class LinesFile(_Strict, frozen=True):
    """All help lines."""

    countries: dict[str, str]
    lines: tuple[LineFile, ...]


class TextsFile(_Strict, frozen=True):
    """Blocks of text by id: each is a list of paragraphs."""

    texts: dict[str, tuple[_Line, ...]]


class ExerciseFile(_Strict, frozen=True):
    """One steadying exercise."""

    id: _Id
    name: _Line
    text: _Line


class SteadyFile(_Strict, frozen=True):
    """The steadying page."""

    intro: _Line
    exercises: tuple[ExerciseFile, ...]


class StoryFile(_Strict, frozen=True):
    """One made-up rupture."""

    worksheet: str
    path: tuple[str, ...]
    depth: float
    answers: dict[str, str | int | list[str] | dict[str, str]]


class PageFile(_Strict, frozen=True):
    """One made-up worksheet that is about no rupture."""

    worksheet: str
    days_ago: Annotated[int, msgspec.Meta(ge=1, le=365)]
    answers: dict[str, str | int | list[str] | dict[str, str]]


class DemoFile(_Strict, frozen=True):
    """The made-up journal."""

    therapist: str
    low_notes: tuple[str, ...]
    middle_notes: tuple[str, ...]
    high_notes: tuple[str, ...]
    low_feelings: tuple[str, ...]
    high_feelings: tuple[str, ...]
    tags: tuple[str, ...]
    stories: tuple[StoryFile, ...]
    pages: tuple[PageFile, ...] = ()
