"""Readings from ``resources/library``, checked. ``docs/library-format.md`` explains them."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec

from repair_desktop.content.overlay import ENGLISH, keys, translate, translation
from repair_desktop.content.reading import decode_bytes
from repair_desktop.content.worksheets import TOKENS
from repair_desktop.core.errors import BadContent
from repair_desktop.core.library import Library, Paragraph, Reading, ReadingId, Section, Source
from repair_desktop.system.resources import read_bytes

READINGS = (
    "rupture",
    "why-repair",
    "six-steps",
    "your-part",
    "talk-about-it",
    "good-enough",
    "ripples",
    "not-yours",
)
"""The readings for the person, in the order they are offered."""

FOR_THERAPISTS = "for-therapists"

_Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
_Line = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=4_000)]
_Year = Annotated[int, msgspec.Meta(ge=1800, le=2100)]

_LINK = re.compile(r"://|www\.", re.IGNORECASE)


class SectionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Paragraphs under a heading: a blank line parts them, ``- `` begins a point of a list."""

    id: _Id
    title: _Line
    text: _Text


class SourceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where something comes from."""

    author: _Line
    year: _Year
    work: _Line
    where: _Line


class ReadingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One reading."""

    format: Annotated[int, msgspec.Meta(ge=1)]
    id: _Id
    title: _Line
    aim: _Line
    note: _Text
    sections: Annotated[tuple[SectionFile, ...], msgspec.Meta(min_length=1, max_length=20)]
    sources: Annotated[tuple[SourceFile, ...], msgspec.Meta(min_length=1, max_length=20)]


def load_library(language: str = ENGLISH) -> Library:
    """Return every reading.

    Raises:
        BadContent: A file is not as it should be.
    """
    readings = tuple(load_reading(name, language) for name in READINGS)
    return Library(readings, load_reading(FOR_THERAPISTS, language))


def load_reading(name: str, language: str = ENGLISH) -> Reading:
    """Return one reading that comes with the program. Raises BadContent."""
    file = f"library/{name}.toml"
    read = decode_bytes(read_bytes(file), ReadingFile, file)
    _check(read, name, file)
    read = translate(read, translation(file, language, dict(keys(read))))
    _check_words(read, file)
    return Reading(
        id=ReadingId(read.id),
        title=read.title,
        aim=read.aim,
        sections=tuple(Section(each.title, _paragraphs(each.text)) for each in read.sections),
        note=" ".join(read.note.split()),
        sources=tuple(
            Source(each.author, each.year, each.work, each.where) for each in read.sources
        ),
    )


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for block in re.split(r"\n\s*\n|\n(?=[ \t]*- )", text.strip()):
        words = " ".join(block.split())
        is_point = words.startswith("- ")
        found.append(Paragraph(words.removeprefix("- "), is_point))
    return tuple(found)


def _check(read: ReadingFile, name: str, file: str) -> None:
    if read.id != name:
        raise BadContent(file=file, place="id", problem="it is not the name of the file")
    ids = [section.id for section in read.sections]
    for place, one in enumerate(ids):
        if one in ids[:place]:
            raise BadContent(file=file, place=one, problem="this id stands there twice")


def _check_words(read: ReadingFile, file: str) -> None:
    """Refuse blank texts, unknown tokens, and links: nothing here opens anything."""
    said = [*keys(read)]
    said += [
        (f"sources.{number}.{field}", getattr(source, field))
        for number, source in enumerate(read.sources)
        for field in ("author", "work", "where")
    ]
    for place, text in said:
        if not text.strip():
            raise BadContent(file=file, place=place, problem="it is blank")
        if not TOKENS.issuperset(re.findall(r"\{[^}]*\}?", text)):
            problem = "it holds a {token} that does not exist"
            raise BadContent(file=file, place=place, problem=problem)
        if _LINK.search(text):
            raise BadContent(file=file, place=place, problem="it holds a link")
