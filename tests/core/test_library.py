from __future__ import annotations

import pytest

from repair_desktop.core.library import (
    WORDS_PER_MINUTE,
    Library,
    Paragraph,
    Reading,
    ReadingId,
    Section,
    Source,
)


def reading(words: int, name: str = "a") -> Reading:
    """Return a reading of so many words; title, aim, heading and note are four of them."""
    text = " ".join(["word"] * (words - 4))
    sections = (Section("Heading", (Paragraph(text),)),)
    sources = (Source("Somebody", 2020, "A long title of a work", "A journal"),)
    return Reading(ReadingId(name), "Title", "Aim", sections, "Note", sources)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        (5, 1),
        (WORDS_PER_MINUTE, 1),
        (WORDS_PER_MINUTE + 1, 2),
        (3 * WORDS_PER_MINUTE, 3),
        (3 * WORDS_PER_MINUTE + 1, 4),
    ],
)
def test_minutes_are_rounded_up_and_sources_are_not_read(words: int, minutes: int) -> None:
    assert reading(words).minutes == minutes


def test_a_reading_is_found_by_its_id() -> None:
    first, second, note = reading(10), reading(20, "b"), reading(30, "note")
    library = Library((first, second), note)
    assert library.reading(ReadingId("b")) is second
    for unknown in ("note", "c"):
        with pytest.raises(KeyError):
            library.reading(ReadingId(unknown))
