"""Readings: short texts about what a rupture is and how repair goes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NewType

ReadingId = NewType("ReadingId", str)
"""A reading's stable id, such as ``why-repair``."""

WORDS_PER_MINUTE = 180
"""Slower than most people read: somebody who is hurt or tired needs more time."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences.

    Attributes:
        text: Plain text; may hold the tokens of :mod:`wording`.
        is_point: Whether it is one of a list.
    """

    text: str
    is_point: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs under a heading."""

    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something comes from. Names of works are never translated.

    Attributes:
        author: One or more names.
        year: When it came out.
        work: Its title.
        where: The journal, publisher or office.
    """

    author: str
    year: int
    work: str
    where: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One text.

    Attributes:
        aim: What it is about, in a sentence.
        note: How far the research goes.
        sources: At least one.
    """

    id: ReadingId
    title: str
    aim: str
    sections: tuple[Section, ...]
    note: str
    sources: tuple[Source, ...]

    def texts(self) -> Iterator[str]:
        """Yield everything that is read, without the sources."""
        yield from (self.title, self.aim)
        for section in self.sections:
            yield section.title
            yield from (paragraph.text for paragraph in section.paragraphs)
        yield self.note

    @property
    def minutes(self) -> int:
        """How long it takes to read, in whole minutes, rounded up."""
        words = sum(len(text.split()) for text in self.texts())
        return math.ceil(words / WORDS_PER_MINUTE)


@dataclass(frozen=True, slots=True)
class Library:
    """All readings.

    Attributes:
        readings: For the person, in the order they are offered.
        for_therapists: One page that the person can give to the therapist.
    """

    readings: tuple[Reading, ...]
    for_therapists: Reading

    def reading(self, reading_id: ReadingId) -> Reading:
        """Return a reading for the person. Raises KeyError."""
        for reading in self.readings:
            if reading.id == reading_id:
                return reading
        raise KeyError(reading_id)
