"""Sessions in the whole program: planned, gone to, and what stayed of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.whole_program import Home, Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.gui.widgets.chip import Chip

WORDS = "The joke about my job"
NOT_OKAY = "Something that may not be okay for a therapist to do"


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with Home(qtbot, tmp_path / "home").program() as person:
        person.make_a_journal()
        yield person


def named(person: Person, beginning: str) -> str:
    """The name of the one button in sight whose name begins like this."""
    names = {each.accessibleName() or each.text() for each in person.hands.all(QPushButton)}
    (name,) = [name for name in names if name.startswith(beginning)]
    return name


def add_a_session(person: Person, tomorrow: bool) -> None:
    """Add one for tomorrow, or for the day that is suggested: today."""
    person.press("Next session")
    person.wait_for_page("Next session")
    person.press("Add a session")
    if tomorrow:
        person.press("Tomorrow")
    person.press("Add it")
    person.wait(lambda: any(b.text() == "Change…" for b in person.hands.all(QPushButton)))


def test_a_session_is_planned_with_what_is_open(person: Person) -> None:
    person.press("Reflect")
    person.wait_for_page("Reflect")
    person.press("Begin: Quick note")
    person.wait_for_page("Quick note")
    QTest.keyClicks(next(person.hands.all(QPlainTextEdit)), WORDS)
    person.press("Done")
    person.wait_for_page("Reflect")

    add_a_session(person, tomorrow=True)
    person.press(named(person, "Before a session, "))
    person.wait_for_page("Before a session")
    person.press("Skip")  # the opening check
    person.press("Skip")  # what was agreed
    chip = next(c for c in person.hands.all(Chip) if c.words.startswith("Something felt off, "))
    person.hands.click(chip)
    person.press("Enough for today")
    person.press("Close for today")
    person.wait_for_page("Next session")
    person.wait(lambda: person.hands.sees(named(person, "Carry on: Before a session")))
    assert person.hands.sees("You want to bring:")
    assert person.hands.sees(f"• {chip.words}")

    # A page of a session stands with it, and not among the others.
    person.press("Reflect")
    person.wait_for_page("Reflect")
    assert not person.hands.sees("Before a session")


def test_what_was_held_back_becomes_a_quick_note_of_that_session(person: Person) -> None:
    """Rows of the carry-over map: notes, then the check-in, then a quick note."""
    add_a_session(person, tomorrow=False)
    person.press(named(person, "Notes after a session, "))
    person.wait_for_page("Notes after a session")
    while not person.hands.sees("Do you want to note how the session was, too?"):
        person.press("Skip")
    person.press("Yes")
    person.press("Begin")
    person.wait_for_page("How the session was")
    person.press("Apart")
    person.press("Begin")
    person.wait_for_page("Quick note")
    QTest.keyClicks(next(person.hands.all(QPlainTextEdit)), WORDS)
    person.press("Done")
    person.wait_for_page("Next session")
    person.wait(lambda: person.hands.sees("How sessions were"))
    named(person, "Carry on: Notes after a session, ")
    named(person, "Carry on: How the session was, ")
    assert person.hands.sees("If you brought something up, you can note what came of it.")


def test_a_session_page_that_is_open_is_shown_again_first(person: Person) -> None:
    add_a_session(person, tomorrow=True)
    person.press(named(person, "Before a session, "))
    person.wait_for_page("Before a session")
    person.press("Get help now")
    person.wait_for_page("Get help now")
    person.press("Next session")
    person.wait_for_page("Before a session")
    person.press("Next session")
    person.wait_for_page("Next session")


def test_after_a_safety_tick_no_worksheet_about_it_leads_to_a_card(person: Person) -> None:
    person.press("Something felt off")
    person.wait(lambda: person.hands.sees("Skip"))
    while not person.hands.sees(NOT_OKAY):
        person.press("Skip")
    person.press(NOT_OKAY)
    person.press("Something else that felt unsafe")
    person.wait_for_page("This may not be yours to repair")
    person.press("Write notes")
    person.press("Enough for today")
    person.press("Close for today")
    person.wait_for_page("Reflect")
    person.press(named(person, "Open: "))
    person.wait(lambda: any(b.text().startswith("A letter") for b in person.hands.all(QPushButton)))
    person.press(named(person, "A letter I will not send: "))
    person.wait_for_page("A letter I will not send")
    person.press("Skip")
    QTest.keyClicks(next(person.hands.all(QPlainTextEdit)), WORDS)
    while not person.hands.sees("I am done with this one"):
        person.press(next(n for n in ("Continue", "Look back") if person.hands.sees(n)))
    assert not person.hands.sees("Card for the session")


def test_what_was_raised_not_this_time_waits_on_the_card(person: Person) -> None:
    """Content 2.13: keep the card ready, change it, or let it rest."""
    add_a_session(person, tomorrow=False)
    person.press("Reflect")
    person.wait_for_page("Reflect")
    person.press("Begin: Quick note")
    person.wait_for_page("Quick note")
    QTest.keyClicks(next(person.hands.all(QPlainTextEdit)), WORDS)
    person.press("Done")
    person.wait_for_page("Reflect")
    person.press("Next session")
    person.wait_for_page("Next session")
    person.press(named(person, "Write it down: "))
    person.wait_for_page("After the session")
    person.press("Skip")
    person.press("Not this time")
    person.press("Change how I say it")
    person.press("Card for the session")
    person.wait(lambda: person.hands.sees("One minute"))
    person.press("Close")
    person.wait_for_page("After the session")


def test_a_card_that_is_emptied_from_here_is_not_offered_to_practise(person: Person) -> None:
    def can_practise() -> bool:
        buttons = person.hands.all(QPushButton)
        return any(each.accessibleName().startswith("Practise: ") for each in buttons)

    person.press("Reflect")
    person.wait_for_page("Reflect")
    person.press("Begin: Quick note")
    person.wait_for_page("Quick note")
    QTest.keyClicks(next(person.hands.all(QPlainTextEdit)), WORDS)
    person.press("Done")
    add_a_session(person, tomorrow=True)
    assert can_practise()
    person.press(named(person, "Card: "))
    person.wait_for_page("Card for the session")
    field = person.hands.find("Words: What happened", QPlainTextEdit)
    field.setFocus()
    field.selectAll()
    person.hands.key(Qt.Key.Key_Backspace)
    person.press("Close")
    person.wait_for_page("Next session")
    person.wait(lambda: not can_practise())
