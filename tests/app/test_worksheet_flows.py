"""Worksheets beside the six steps, in the whole program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.accessible import read_aloud
from helpers.whole_program import Home, Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.gui.help.second_view_page import SecondViewPage
from repair_desktop.gui.reflect.journey_page import JourneyPage

WORDS = "The joke about my job"


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with Home(qtbot, tmp_path / "home").program() as person:
        person.make_a_journal()
        person.press("Reflect")
        person.wait_for_page("Reflect")
        yield person


def field(person: Person) -> QPlainTextEdit:
    return next(person.hands.all(QPlainTextEdit))


def named(person: Person, beginning: str) -> str:
    """The name of the one button in sight whose name begins like this."""
    names = {button.accessibleName() for button in person.hands.all(QPushButton)}
    (name,) = [name for name in names if name.startswith(beginning)]
    return name


def quick_note(person: Person) -> None:
    person.press("Begin: Quick note")
    person.wait_for_page("Quick note")
    QTest.keyClicks(field(person), WORDS)


def test_a_quick_note_becomes_a_rupture_and_goes_on_in_six_steps(person: Person) -> None:
    quick_note(person)
    person.press("Look at it now")
    person.press("Begin")
    person.wait_for_page("Something felt off")
    assert isinstance(person.window.current_page(), JourneyPage)
    while not list(person.hands.all(QPlainTextEdit)):
        person.press("Skip")
    assert field(person).toPlainText() == WORDS
    QTest.keyClicks(field(person), " again")
    person.press("Enough for today")
    person.press("Close for today")
    person.wait_for_page("Reflect")
    named(person, "Carry on: Something felt off")
    named(person, "Carry on: Quick note")


def test_a_key_keeps_what_is_written_and_begins_a_quick_note(person: Person) -> None:
    person.press("Begin: A letter I will not send")
    person.press("Continue")
    QTest.keyClicks(field(person), WORDS)
    person.hands.key(
        Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    person.wait_for_page("Quick note")
    assert field(person).toPlainText() == ""
    person.press("Done")
    person.wait_for_page("Reflect")
    person.press(named(person, "Carry on: A letter"))
    person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
    assert field(person).toPlainText() == WORDS


def test_a_quick_note_is_begun_on_today(person: Person) -> None:
    person.press("Today")
    person.press("Quick note")
    person.wait_for_page("Quick note")


def test_a_page_is_taken_along_and_the_person_comes_back(person: Person) -> None:
    person.press("Begin: How we handle bumps")
    while not list(person.hands.all(QPlainTextEdit)):
        person.press("Skip") if person.hands.sees("Skip") else person.press("Continue")
    QTest.keyClicks(field(person), WORDS)
    while not person.hands.sees("I am done with this one"):
        on = next(name for name in ("Continue", "Look back") if person.hands.sees(name))
        person.press(on)
    person.press("Print or save this page…")
    person.wait_for_page("A page to take along")
    assert WORDS in read_aloud(person.window)
    person.press("Back")
    person.wait_for_page("What you wrote")
    person.press("Print or save this page…")
    person.press("Lock")
    person.wait(lambda: person.hands.sees("Open my journal"))
    assert WORDS not in read_aloud(person.window)


def follow_up(person: Person) -> None:
    person.press(named(person, "After the session: "))
    person.wait_for_page("After the session")
    person.press("Continue")
    person.press("Some of it")
    person.press("Got defensive")


def test_what_came_back_twice_leads_to_a_second_view(person: Person) -> None:
    quick_note(person)
    person.press("Done")
    person.wait_for_page("Reflect")
    follow_up(person)
    assert not person.hands.sees("Who can help")
    person.press("Enough for today")
    person.press("Close for today")
    person.wait_for_page("Reflect")
    follow_up(person)
    person.press("Who can help")
    person.wait_for_page("A second view")
    assert isinstance(person.window.current_page(), SecondViewPage)
    person.press("Who can help")
    person.wait_for_page("Get help now")
    person.press("Back")
    person.press("Go back")
    person.wait_for_page("After the session")


def test_a_page_about_no_rupture_is_found_again(person: Person) -> None:
    person.press("Begin: A letter I will not send")
    person.wait_for_page("A letter I will not send")
    person.press("Continue")
    QTest.keyClicks(field(person), WORDS)
    person.press("Enough for today")
    person.press("Close for today")
    person.wait_for_page("Reflect")
    person.press("Today")
    person.press("Carry on: A letter I will not send")
    person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
    assert field(person).toPlainText() == WORDS
