"""A check-in from anywhere, in so few keys that it takes no ten seconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from helpers.whole_program import Home, Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from repair_desktop.core.moods import Mood
from repair_desktop.gui.widgets.growing_text import GrowingText

MOST_KEYS = 6
"""So there are 1.6 seconds for each, for somebody who looks for every one of them."""
CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
CHECK_IN = (Qt.Key.Key_M, CTRL)
SAVE = (Qt.Key.Key_Return, CTRL)
CLOSE = (Qt.Key.Key_Space, PLAIN)
PAGES = ["Today", "Reflect", "Mood timeline", "Next session", "Settings"]


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with Home(qtbot, tmp_path / "home").program() as person:
        person.make_a_journal()
        yield person


def type_keys(person: Person, *keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> int:
    """Press keys, each where the keyboard is by then; return how many that were."""
    for key, held in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, held)
        person.settle()
    return len(keys)


def moods(person: Person) -> Sequence[Mood]:
    """Return what the journal has, read where its thread reads."""
    session = person.program._session
    assert session is not None
    journal, found = session.journal, list[Mood]()
    person.program._journal_jobs.submit(journal.moods.between, found.extend, _bug)
    person.settle()
    return found


@pytest.mark.parametrize(
    "word", [[Qt.Key.Key_2], [Qt.Key.Key_Right]], ids=["by number", "by arrow"]
)
@pytest.mark.parametrize("title", PAGES)
def test_one_word_from_anywhere_and_back(person: Person, title: str, word: list[Qt.Key]) -> None:
    person.press(title)
    person.wait_for_page(title)
    page = person.window.current_page()
    used = type_keys(person, CHECK_IN, *((key, PLAIN) for key in word), SAVE)
    (mood,) = moods(person)
    assert (mood.pleasantness, mood.energy) == (-2, None)
    if title != "Today":  # there it is saved in the page itself
        assert person.page().accessibleName() == "Check in"
        used += type_keys(person, CLOSE)
    assert person.window.current_page() is page
    assert used <= MOST_KEYS


def test_with_a_note_it_is_a_few_keys_more(person: Person) -> None:
    """The note is words of the person's own; the keys around it are counted."""
    person.press("Settings")
    person.wait_for_page("Settings")
    used = type_keys(person, CHECK_IN, (Qt.Key.Key_4, PLAIN), (Qt.Key.Key_Tab, PLAIN), CLOSE)
    person.hands.type("the door", person.hands.find("Note", GrowingText))
    used += type_keys(person, SAVE, CLOSE)
    (mood,) = moods(person)
    assert (mood.pleasantness, mood.note) == (2, "the door")
    assert person.page().accessibleName() == "Settings"
    assert used <= MOST_KEYS


def _bug(error: Exception) -> None:
    raise error
