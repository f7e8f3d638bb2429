"""The readings: how they are written, and what their reader refuses."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from helpers.reading import grade, sentences
from hypothesis import given, settings
from hypothesis import strategies as st

from repair_desktop.content import library as module
from repair_desktop.content.library import (
    FOR_THERAPISTS,
    READINGS,
    ReadingFile,
    load_library,
    load_reading,
)
from repair_desktop.content.overlay import keys
from repair_desktop.content.reading import decode_bytes
from repair_desktop.core.errors import BadContent
from repair_desktop.core.library import Paragraph, Reading
from repair_desktop.system import resources
from repair_desktop.system.resources import read_text, resource_path

LIBRARY = load_library()
ALL = (*LIBRARY.readings, LIBRARY.for_therapists)
GOOD = read_text("library/rupture.toml")

# No praise, no pressure, no counting of what somebody did, and no words of medicine (4.2: 23, 24).
BANNED = re.compile(
    r"!|\b(streaks?|scores?|badges?|points?|missed|in a row|should|must|just|well done|great job|"
    r"congratulations|abuse|abusive|disorders?|symptoms?|diagnos\w+|patients?)\b",
    re.IGNORECASE,
)


def test_every_subject_has_its_reading() -> None:
    assert [reading.title for reading in LIBRARY.readings] == [
        "What a rupture is",
        "Why repair matters",
        "The six steps of repair",
        "Your part in it",
        "How to talk about it",
        "Good enough",
        "The ripple effect",
        "When it is not yours to repair",
    ]


def test_every_file_is_offered() -> None:
    found = {path.stem for path in resource_path("library").glob("*.toml")}
    assert found == {*READINGS, FOR_THERAPISTS}


# --- how they are written --------------------------------------------------------------------


@pytest.mark.parametrize("reading", ALL, ids=lambda reading: reading.id)
def test_it_is_easy_to_read(reading: Reading) -> None:
    for text in reading.texts():
        for words in sentences(text):
            assert len(words) <= 20, " ".join(words)
        if len(text.split()) >= 8:
            assert grade(text) <= 8, text
    assert grade(". ".join(reading.texts())) <= 6


@pytest.mark.parametrize("reading", ALL, ids=lambda reading: reading.id)
def test_it_takes_less_than_five_minutes(reading: Reading) -> None:
    assert 300 <= sum(len(text.split()) for text in reading.texts()) <= 700
    assert reading.minutes < 5


@pytest.mark.parametrize("reading", ALL, ids=lambda reading: reading.id)
def test_paragraphs_are_short_and_have_headings(reading: Reading) -> None:
    assert 4 <= len(reading.sections) <= 8
    for section in reading.sections:
        assert len(section.title.split()) <= 10
        for paragraph in section.paragraphs:
            assert len(paragraph.text.split()) <= 60, paragraph.text


@pytest.mark.parametrize("reading", ALL, ids=lambda reading: reading.id)
def test_it_says_where_it_comes_from_and_how_far_that_goes(reading: Reading) -> None:
    assert len(reading.note.split()) >= 30
    for source in reading.sources:
        assert 1950 <= source.year <= date.today().year
        assert len(source.work.split()) >= 3
    assert len({source.work for source in reading.sources}) == len(reading.sources)


def test_a_source_is_named_the_same_everywhere() -> None:
    sources = {source for reading in ALL for source in reading.sources}
    assert len({source.work for source in sources}) == len(sources)


@pytest.mark.parametrize("reading", ALL, ids=lambda reading: reading.id)
def test_it_does_not_press_praise_or_label(reading: Reading) -> None:
    for text in reading.texts():
        assert not BANNED.search(text), text


def test_the_note_for_therapists_is_not_filled_with_a_name() -> None:
    assert not any("{" in text for text in LIBRARY.for_therapists.texts())


def test_nobody_is_sent_to_talk_to_a_therapist_who_did_wrong() -> None:
    reading = next(reading for reading in LIBRARY.readings if reading.id == "not-yours")
    said = " ".join(reading.texts())
    for needed in (
        "It is always the therapist's duty that it does not happen.",
        "You did not cause it.",
        "You do not have to talk to them about it.",
        "call your local emergency number",
        "Get help now",
    ):
        assert needed in said
    assert "{" not in said  # it speaks of therapists, not of the person's own


def test_paragraphs_and_points() -> None:
    text = "One\n  and a half.\n\nTwo.\n- a\n  b\n- c\n\nThree - four."
    assert module._paragraphs(text) == (
        Paragraph("One and a half."),
        Paragraph("Two."),
        Paragraph("a b", is_point=True),
        Paragraph("c", is_point=True),
        Paragraph("Three - four."),
    )


# --- bad files -------------------------------------------------------------------------------


def refused(monkeypatch: pytest.MonkeyPatch, text: str) -> dict[str, object]:
    monkeypatch.setattr(module, "read_bytes", lambda _file: text.encode())
    with pytest.raises(BadContent) as caught:
        load_reading("rupture")
    return caught.value.facts


@pytest.mark.parametrize(
    ("old", "new", "place", "problem"),
    [
        ('id = "rupture"', 'id = "other"', "id", "not the name of the file"),
        ("format = 1", "format = 2", "format", "newer version"),
        ("aim =", "aims =", "", "unknown field `aims`"),
        ('id = "examples"', 'id = "a-strain"', "a-strain", "stands there twice"),
        ('id = "examples"', 'id = "An example"', "sections[1].id", "matching regex"),
        ("year = 2021", 'year = "2021"', "sources[0].year", "Expected `int`, got `str`"),
        ("year = 2021", "year = 12", "sources[0].year", ">= 1800"),
        ("year = 2021\n", "", "sources[0]", "missing required field `year`"),
        ("{your_therapist}", "{therapist}", "sections.two-ways.text", "does not exist"),
        ("It takes two", " ", "sections.two-people.title", "blank"),
        ("A strain, large", "See https://x.org, large", "sections.a-strain.title", "a link"),
        ("Psychotherapy Research", "WWW.x.org", "sources.1.where", "a link"),
        ("[[sources]]", "[[origins]]", "", "unknown field `origins`"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str, place: str, problem: str
) -> None:
    assert old in GOOD
    count = -1 if old == "[[sources]]" else 1
    facts = refused(monkeypatch, GOOD.replace(old, new, count))
    assert facts["file"] == "library/rupture.toml"
    assert facts["place"] == place
    assert problem in str(facts["problem"])


def test_a_reading_without_sources_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    without = GOOD.partition("[[sources]]")[0]
    assert "missing required field `sources`" in str(refused(monkeypatch, without)["problem"])
    empty = without.replace("format = 1", "format = 1\nsources = []")
    assert "length >= 1" in str(refused(monkeypatch, empty)["problem"])


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_does_worse_than_a_refusal(text: str) -> None:
    with suppress(BadContent):
        decode_bytes(text.encode("utf-8", "surrogatepass"), ReadingFile, "library/rupture.toml")
    assert all(paragraph.text == paragraph.text.strip() for paragraph in module._paragraphs(text))


# --- other languages -------------------------------------------------------------------------

Translate = Callable[[str], None]


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Translate:
    """Write a German translation of the first reading."""
    root = tmp_path / "resources"
    shutil.copytree(resource_path("."), root)
    monkeypatch.setattr(resources, "_root", lambda: root)

    def write(text: str) -> None:
        path = root / "library/de/rupture.toml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")

    return write


def test_a_language_without_translations_is_english(german: Translate) -> None:
    assert load_library("de") == LIBRARY


def test_everything_but_the_sources_can_be_translated(german: Translate) -> None:
    read = decode_bytes(GOOD.encode(), ReadingFile, "library/rupture.toml")
    german("\n".join(f'"{key}" = """ß\n\nß"""' for key, _text in keys(read)))
    reading = load_reading("rupture", "de")
    assert reading.sources == LIBRARY.readings[0].sources
    assert {text.replace("\n\n", " ") for text in reading.texts()} <= {"ß", "ß ß"}
    assert len(reading.sections[0].paragraphs) == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('"sections.nowhere.title" = "x"', "sections.nowhere.title"),
        ('"sources.0.work" = "x"', "sources.0.work"),
        ('"id" = "x"', "id"),
        ('"aim" = " "', "aim"),
        ('"aim" = "{your_terapist}"', "aim"),
        ('"aim" = "https://x.org"', "aim"),
    ],
)
def test_a_translation_is_read_as_strictly(german: Translate, text: str, place: str) -> None:
    german(text)
    with pytest.raises(BadContent) as caught:
        load_reading("rupture", "de")
    assert caught.value.facts["place"] == place
