"""From the timeline, and from Next session, to what is printed or saved, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.whole_program import Home, Person
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with Home(qtbot, tmp_path / "home").program() as person:
        person.make_a_journal()
        person.press("Good")
        person.press("Save this check-in")
        yield person


def wait_for(person: Person, name: str) -> None:
    """Wait for a button: some come once the journal was read."""
    person.wait(lambda: any(b.text() == name for b in person.hands.all(QPushButton)))


@pytest.mark.parametrize(
    ("place", "way", "page"),
    [
        ("Mood timeline", "Print or save…", "Print or save what is shown"),
        ("Mood timeline", "For my session…", "Last weeks for my session"),
        ("Next session", "Last weeks on a page…", "Last weeks for my session"),
    ],
)
def test_there_and_back(person: Person, place: str, way: str, page: str) -> None:
    person.press(place)
    person.wait_for_page(place)
    wait_for(person, way)
    person.press(way)
    person.wait_for_page(page)
    wait_for(person, "Save as PDF…")
    person.press("Save as PDF…")
    person.press("Not now")
    person.press("Back")
    person.wait_for_page(place)


def test_another_place_takes_it_away(person: Person) -> None:
    person.press("Next session")
    person.wait_for_page("Next session")
    person.press("Last weeks on a page…")
    person.wait_for_page("Last weeks for my session")
    person.press("Mood timeline")
    person.wait_for_page("Mood timeline")
