"""Worksheets beside the six steps, in the whole program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.accessible import read_aloud
from helpers.whole_program import Home, Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.help.second_view_page import SecondViewPage
from repair_desktop.gui.reflect.journey_page import JourneyPage
from repair_desktop.gui.reflect.rupture_page import RupturePage
from repair_desktop.gui.reflect.state_box import StateBox
from repair_desktop.gui.timeline.over_time.chart import TimelineChart
from repair_desktop.gui.timeline.page import TimelinePage

WORDS = "The joke about my job"
NOT_OKAY = "Something that may not be okay for a therapist to do"


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
    person.wait_for_page("Print or save this page")
    assert WORDS in read_aloud(person.window)
    person.press("Back")
    person.wait_for_page("What you wrote")
    person.press("Print or save this page…")
    person.press("Lock")
    person.wait(lambda: person.hands.sees("Open my journal"))
    assert WORDS not in read_aloud(person.window)


def open_the_rupture(person: Person) -> str:
    """Open the only one there is, and return its title."""
    name = named(person, "Open: ")
    person.press(name)
    title = name.removeprefix("Open: ")
    person.wait_for_page(title)
    return title


def test_a_rupture_is_the_way_to_all_that_was_written_about_it(person: Person) -> None:
    quick_note(person)
    person.press("Done")
    person.wait_for_page("Reflect")
    title = open_the_rupture(person)
    assert isinstance(QApplication.focusWidget(), StateBox)
    assert person.hands.sees(WORDS)
    person.press(named(person, "A letter I will not send: "))
    person.wait_for_page("A letter I will not send")
    person.press("Continue")
    QTest.keyClicks(field(person), WORDS)
    person.press("Enough for today")
    person.press("Close for today")
    person.wait_for_page(title)
    person.press(named(person, "Look again: Quick note"))
    person.wait_for_page("Quick note")
    person.press("Done")
    person.wait_for_page(title)
    person.press(named(person, "Delete: A letter"))
    person.press("Back")
    person.wait_for_page("Reflect")
    person.press("Undo")
    person.press(f"Open: {title}")
    person.wait_for_page(title)
    named(person, "Carry on: A letter")
    person.press("Reflect")
    person.wait_for_page("Reflect")


def test_a_rupture_is_deleted_on_its_page_and_taken_back_in_the_list(person: Person) -> None:
    quick_note(person)
    person.press("Done")
    person.wait_for_page("Reflect")
    title = open_the_rupture(person)
    person.press(f"Delete: {title}")
    person.wait_for_page("Reflect")
    assert not person.hands.sees(f"Open: {title}")
    person.press("Undo")
    person.press(f"Open: {title}")
    person.wait_for_page(title)


def test_a_safety_tick_is_met_on_the_page_and_taken_back_from_there(person: Person) -> None:
    person.press("Something felt off")
    person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
    while not person.hands.sees(NOT_OKAY):
        person.press("Skip")
    person.press(NOT_OKAY)
    person.press("Something else that felt unsafe")
    person.wait_for_page("This may not be yours to repair")
    person.press("Write notes")
    QTest.keyClicks(field(person), WORDS)
    person.press("Enough for today")
    person.press("Close for today")
    person.wait_for_page("Reflect")
    open_the_rupture(person)
    for button, kind in (("Write notes", QPlainTextEdit), ("I ticked that by mistake", QWidget)):
        person.press("What you can do")
        person.wait_for_page("This may not be yours to repair")
        person.press("Who can help")
        person.wait_for_page("Get help now")
        person.press("Back")
        person.press(button)
        person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
        person.settle()
        assert list(person.hands.all(kind))
        person.press("Enough for today")
        person.press("Close for today")
        person.wait(lambda: isinstance(person.window.current_page(), RupturePage))
        person.settle()
    assert not person.hands.sees("What you can do")


def test_a_mark_on_the_timeline_opens_the_rupture(person: Person) -> None:
    quick_note(person)
    person.press("Done")
    person.wait_for_page("Reflect")
    person.press("Mood timeline")
    person.settle()
    chart = next(person.hands.all(TimelineChart))
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    person.wait(lambda: isinstance(person.window.current_page(), RupturePage))
    person.wait(lambda: person.hands.sees(WORDS))
    person.press("Back")
    person.wait(lambda: isinstance(person.window.current_page(), TimelinePage))


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
    title = open_the_rupture(person)
    follow_up(person)
    assert not person.hands.sees("Who can help")
    person.press("Enough for today")
    person.press("Close for today")
    person.wait_for_page(title)
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
