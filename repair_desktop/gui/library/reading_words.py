"""A reading, as it is shown and as it is printed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from repair_desktop.core.library import Paragraph, Reading, Source
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.widgets.document import Part, PartKind
from repair_desktop.gui.widgets.prose import POINT


def paragraph_words(paragraph: Paragraph, name: TherapistName) -> str:
    """Return a paragraph with the therapist's name in it."""
    text = fill(paragraph.text, name)
    return f"{POINT}{text}" if paragraph.is_point else text


def source_words(source: Source) -> str:
    """Return a source in one line, such as "Rennie, D. L. (1994). …"."""
    return f"{source.author} ({source.year}). {source.work}. {source.where}."


def note_title() -> str:
    """Return the heading over how far the research goes."""
    return QCoreApplication.translate("Readings", "How sure is this?")


def sources_title() -> str:
    """Return the heading over the sources."""
    return QCoreApplication.translate("Readings", "Where this comes from")


def minutes_words(minutes: int) -> str:
    """Return how long a reading takes."""
    if minutes == 1:
        return QCoreApplication.translate("Readings", "About a minute")
    return QCoreApplication.translate("Readings", "About {count} minutes").format(count=minutes)


def blocks(reading: Reading, name: TherapistName) -> Iterator[tuple[str, str]]:
    """Yield each heading of a reading, and its paragraphs, a line each."""
    for section in reading.sections:
        yield (
            fill(section.title, name),
            "\n".join(paragraph_words(each, name) for each in section.paragraphs),
        )
    yield note_title(), fill(reading.note, name)
    yield sources_title(), "\n".join(map(source_words, reading.sources))


def parts(reading: Reading, name: TherapistName) -> tuple[Part, ...]:
    """Return a reading for paper: everything it says, with its sources in small letters."""
    found = [Part(PartKind.TITLE, fill(reading.title, name))]
    found.append(Part(PartKind.TEXT, fill(reading.aim, name)))
    for section in reading.sections:
        found.append(Part(PartKind.HEADING, fill(section.title, name)))
        for each in section.paragraphs:
            kind = PartKind.POINT if each.is_point else PartKind.TEXT
            found.append(Part(kind, fill(each.text, name)))
    found.append(Part(PartKind.HEADING, note_title()))
    found.append(Part(PartKind.TEXT, fill(reading.note, name)))
    found.append(Part(PartKind.HEADING, sources_title()))
    found += [Part(PartKind.SMALL, source_words(source)) for source in reading.sources]
    return tuple(found)
