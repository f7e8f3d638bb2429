"""Homework sheets as files. ``docs/repairsheet-format.md`` explains them.

A sheet comes from somebody else, so the file is read as if it were hostile: its size first, then
its shape, then what no shape can say. It holds nothing but words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import msgspec

from repair_desktop.content.overlay import ENGLISH
from repair_desktop.content.worksheets import load_words
from repair_desktop.core.errors import BadSheet, SheetTooNew, for_os_error
from repair_desktop.core.ids import OptionId
from repair_desktop.core.sheets import (
    HIDDEN_LINE,
    Sheet,
    SheetId,
    SheetProblem,
    SheetPrompt,
    WordLists,
)
from repair_desktop.core.worksheets import Option, PromptKind

FORMAT = 1
"""The newest format that this program reads; it writes that one."""

LARGEST = 256 * 1024
"""Bytes of the largest file."""

MOST_PROMPTS = 40
MOST_OPTIONS = 60
MOST_COLUMNS = 6

# `$` would let a line feed follow, in Python.
_END = r"(?![\s\S])"
_SOMETHING = r"(?=[\s\S]*\S)"
_HIDDEN_TEXT = HIDDEN_LINE.replace(r"\u0000-\u001f", r"\u0000-\u0009\u000b-\u001f")


def _text(most: int, *, lines: bool = False, blank: bool = False) -> msgspec.Meta:
    hidden = _HIDDEN_TEXT if lines else HIDDEN_LINE
    pattern = f"^{'' if blank else _SOMETHING}[^{hidden}]*{_END}"
    return msgspec.Meta(max_length=most, pattern=pattern)


_SheetId = Annotated[str, msgspec.Meta(pattern=f"^[0-9a-f]{{32}}{_END}")]
_Id = Annotated[str, msgspec.Meta(pattern=f"^[a-z0-9-]{{1,32}}{_END}")]
_Line = Annotated[str, _text(200)]
_MaybeLine = Annotated[str, _text(200, blank=True)]
_Question = Annotated[str, _text(1_000, lines=True)]
_MaybeText = Annotated[str, _text(2_000, lines=True, blank=True)]
_Pair = tuple[_Id, _Line]
_Options = Annotated[tuple[_Pair, ...], msgspec.Meta(min_length=1, max_length=MOST_OPTIONS)]
_Columns = Annotated[tuple[_Pair, ...], msgspec.Meta(min_length=2, max_length=MOST_COLUMNS)]


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Refuses fields that are not named here."""


class _Prompt(_Strict, frozen=True, kw_only=True, tag_field="kind"):
    id: _Id
    question: _Question
    helper: _MaybeText = ""


class Text(_Prompt, frozen=True, kw_only=True, tag="text"):
    """A few words."""


class Long(_Prompt, frozen=True, kw_only=True, tag="long"):
    """A page of words."""


class Date(_Prompt, frozen=True, kw_only=True, tag="date"):
    """A day."""


class Feelings(_Prompt, frozen=True, kw_only=True, tag="feelings"):
    """The program's list of feelings."""

    own_words: bool = False


class Needs(_Prompt, frozen=True, kw_only=True, tag="needs"):
    """The program's list of needs."""

    own_words: bool = False


class Body(_Prompt, frozen=True, kw_only=True, tag="body"):
    """The program's list of places in the body."""

    own_words: bool = False


class Chips(_Prompt, frozen=True, kw_only=True, tag="chips"):
    """Any number of options."""

    options: _Options
    own_words: bool = False


class Pick(_Prompt, frozen=True, kw_only=True, tag="pick"):
    """One option."""

    options: _Options
    own_words: bool = False


class Sort(_Prompt, frozen=True, kw_only=True, tag="sort"):
    """Lines into columns."""

    options: _Options
    columns: _Columns
    own_words: bool = False


class Slider(_Prompt, frozen=True, kw_only=True, tag="slider"):
    """0 to 10."""

    low: _Line
    high: _Line
    middle: _MaybeLine = ""


_AnyPrompt: TypeAlias = Text | Long | Date | Feelings | Needs | Body | Chips | Pick | Sort | Slider


class RepairSheet(_Strict, frozen=True, kw_only=True, rename={"sender": "from"}):
    """A homework sheet."""

    format: Annotated[int, msgspec.Meta(ge=1, le=FORMAT)]
    id: _SheetId
    version: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    title: _Line
    sender: _Line
    introduction: _MaybeText = ""
    due: _MaybeLine = ""
    prompts: Annotated[tuple[_AnyPrompt, ...], msgspec.Meta(min_length=1, max_length=MOST_PROMPTS)]


class _Envelope(msgspec.Struct, frozen=True):
    """What a sheet of any format begins with. Other fields are passed over."""

    format: int


class SheetFiles:
    """Implements :class:`~repair_desktop.core.ports.SheetFiles`.

    Args:
        write_whole: Replaces a file in one step. Raises OSError.
    """

    def __init__(self, write_whole: Callable[[Path, bytes], None]) -> None:
        self._write_whole = write_whole

    def read(self, path: Path) -> Sheet:
        """Return the sheet in a file. Raises BadSheet, SheetTooNew."""
        try:
            if not path.is_file():  # opening a pipe would wait for somebody to write
                raise _bad(SheetProblem.UNREADABLE)
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except (OSError, ValueError):  # a ValueError for a name that no file can have
            raise _bad(SheetProblem.UNREADABLE) from None
        return decode_sheet(data)

    def write(self, sheet: Sheet, path: Path) -> None:
        """Write a sheet. Raises BadSheet, DiskFull, FolderReadOnly, DiskFault."""
        data = encode_sheet(sheet)
        try:
            self._write_whole(path, data)
        except OSError as error:
            raise for_os_error(error) from None

    def check(self, sheet: Sheet) -> None:
        """Check that a sheet can be written. Raises BadSheet."""
        encode_sheet(sheet)


def load_word_lists(language: str = ENGLISH) -> WordLists:
    """Return the program's own words for the kinds that have a list. Raises BadContent."""
    kinds = (PromptKind.FEELINGS, PromptKind.NEEDS, PromptKind.BODY)
    return {kind: load_words(kind.value, language) for kind in kinds}


def decode_sheet(data: bytes) -> Sheet:
    """Return the sheet of a file's bytes.

    Raises:
        BadSheet: It is none; the error names the place.
        SheetTooNew: Its format is newer than :data:`FORMAT`.
    """
    if len(data) > LARGEST:
        raise _bad(SheetProblem.TOO_LARGE)
    try:
        data.decode("utf-8")  # msgspec looks no closer at what it passes over
        # Before its shape: a newer format may have fields that this one has not.
        if msgspec.json.decode(data, type=_Envelope).format > FORMAT:
            raise SheetTooNew()
        read = msgspec.json.decode(data, type=RepairSheet)
        json.loads(data, object_pairs_hook=_once)
    except msgspec.ValidationError as error:
        raise _misshapen(str(error)) from None
    except (ValueError, RecursionError):  # msgspec.DecodeError and UnicodeError are ValueErrors
        raise _bad(SheetProblem.NOT_A_SHEET) from None
    _refuse_doubles([prompt.id for prompt in read.prompts], "id")
    for number, prompt in enumerate(read.prompts, start=1):
        for field in ("options", "columns"):
            _refuse_doubles([pair[0] for pair in getattr(prompt, field, ())], field, number)
    return Sheet(
        id=SheetId(read.id),
        version=read.version,
        title=read.title,
        sender=read.sender,
        introduction=read.introduction,
        due=read.due,
        prompts=tuple(map(_prompt, read.prompts)),
    )


def encode_sheet(sheet: Sheet) -> bytes:
    """Return a sheet as the bytes of a file, which were read back.

    Raises:
        BadSheet: The sheet is not as a file has to be, such as one with a blank question.
    """
    raw = {
        "format": FORMAT,
        "id": sheet.id,
        "version": sheet.version,
        "title": sheet.title,
        "from": sheet.sender,
        "introduction": sheet.introduction,
        "due": sheet.due,
        "prompts": [_without_blanks(_raw_prompt(prompt)) for prompt in sheet.prompts],
    }
    text = json.dumps(_without_blanks(raw, keep="prompts"), ensure_ascii=False, indent=2)
    data = f"{text}\n".encode(errors="surrogatepass")
    if decode_sheet(data) != sheet:
        raise _bad(SheetProblem.TYPE)  # a field that does not belong to a question of its kind
    return data


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a sheet's file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Homework sheet for Repair, format 1",
        **msgspec.json.schema(RepairSheet),
    }


# --- from file to core and back -------------------------------------------------------------


def _prompt(read: _AnyPrompt) -> SheetPrompt:
    return SheetPrompt(
        id=read.id,
        kind=PromptKind(read.__struct_config__.tag),
        question=read.question,
        helper=read.helper,
        options=_options(getattr(read, "options", ())),
        columns=_options(getattr(read, "columns", ())),
        own_words=getattr(read, "own_words", False),
        low_label=getattr(read, "low", ""),
        mid_label=getattr(read, "middle", ""),
        high_label=getattr(read, "high", ""),
    )


def _options(pairs: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(OptionId(key), text) for key, text in pairs)


def _raw_prompt(prompt: SheetPrompt) -> dict[str, object]:
    return {
        "id": prompt.id,
        "kind": prompt.kind.value,
        "question": prompt.question,
        "helper": prompt.helper,
        "options": [[option.id, option.text] for option in prompt.options],
        "columns": [[column.id, column.text] for column in prompt.columns],
        "own_words": prompt.own_words,
        "low": prompt.low_label,
        "middle": prompt.mid_label,
        "high": prompt.high_label,
    }


def _without_blanks(raw: dict[str, object], keep: str = "") -> dict[str, object]:
    return {key: value for key, value in raw.items() if value or key == keep}


# --- what is wrong --------------------------------------------------------------------------

_PLACE = re.compile(r" - at `\$((?:\.[a-z_]+|\[\d+\])*)`$")
_QUESTION = re.compile(r"\.prompts\[(\d+)\]")
_MISSING = re.compile(r"Object missing required field `([a-z_]+)`")


def _bad(problem: SheetProblem, field: str = "", question: int | None = None) -> BadSheet:
    return BadSheet(problem=problem.value, field=field, question=question)


def _misshapen(message: str) -> BadSheet:
    """Return the error for what msgspec says, which may quote the file."""
    found = _PLACE.search(message)
    path = found[1] if found else ""
    inside = _QUESTION.match(path)
    # `$.prompts[0].options[2][1]` lies in the options of the first question.
    names = re.findall(r"[a-z_]+", path[inside.end() :] if inside else path)
    field = names[0] if names else ""
    problem = SheetProblem.TYPE
    if message.startswith("Object contains unknown field"):
        problem = SheetProblem.UNKNOWN_FIELD
    elif missing := _MISSING.match(message):
        problem, field = SheetProblem.MISSING_FIELD, missing[1]
    elif message.startswith("Expected `str` matching"):
        problem = SheetProblem.CHARACTERS
    elif " of length " in message and message.startswith("Expected"):
        problem = SheetProblem.LENGTH
    return _bad(problem, field, int(inside[1]) + 1 if inside else None)


def _refuse_doubles(ids: list[str], field: str, question: int | None = None) -> None:
    for place, one in enumerate(ids):
        if one in ids[:place]:
            raise _bad(SheetProblem.DOUBLE, field, question or place + 1)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse an object with the same field twice: two programs might read two sheets in it."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise _bad(SheetProblem.DOUBLE)
    return fields
