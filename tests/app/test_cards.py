"""The card for the session in the whole program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from helpers.accessible import read_aloud
from helpers.whole_program import Home, Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.errors import DiskFull
from repair_desktop.gui.card.no_card_page import NoCardPage
from repair_desktop.gui.card.page import CardPage
from repair_desktop.gui.card.practise_page import PractisePage
from repair_desktop.gui.reflect.journey_page import JourneyPage
from repair_desktop.gui.widgets.growing_text import GrowingText
from repair_desktop.storage.cards import SqlCards

WORDS = "You laughed about my job"
NEW = "The kettle stayed cold"
BUTTON = PAGE = "Card for the session"


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Home:
    return Home(qtbot, tmp_path / "home")


@pytest.fixture
def person(home: Home) -> Iterator[Person]:
    with home.program() as person:
        person.make_a_journal()
        person.press("Reflect")
        person.wait_for_page("Reflect")
        yield person


def note(person: Person) -> None:
    """Write a quick note, and come back to Reflect."""
    person.press("Begin: Quick note")
    person.wait_for_page("Quick note")
    QTest.keyClicks(next(person.hands.all(QPlainTextEdit)), WORDS)
    person.press("Done")
    person.wait_for_page("Reflect")


def cards(person: Person) -> list[str]:
    """The names of the buttons that lead to a card."""
    names = [button.accessibleName() for button in person.hands.all(QPushButton)]
    return [name for name in names if name.startswith(BUTTON)]


def open_card(person: Person) -> None:
    (name,) = cards(person)
    person.press(name)
    person.wait_for_page(PAGE)


def what(person: Person) -> GrowingText:
    return person.hands.find("Words: What happened", GrowingText)


def change(person: Person) -> None:
    """Write over what happened."""
    field = what(person)
    person.hands.click(field)
    field.selectAll()
    person.hands.type(NEW)


def boxes(person: Person) -> list[QMessageBox]:
    return [box for box in person.window.findChildren(QMessageBox) if box.isVisible()]


def test_what_is_changed_is_there_after_a_lock_at_once(person: Person) -> None:
    note(person)
    open_card(person)
    assert WORDS in what(person).words()
    change(person)
    person.press("Lock")
    person.wait(lambda: person.hands.sees("Open my journal"))
    assert NEW not in read_aloud(person.window)
    person.press("Open my journal")
    person.wait_for_page("Today")
    person.press("Reflect")
    person.wait_for_page("Reflect")
    open_card(person)
    assert what(person).words() == NEW


@pytest.mark.parametrize("way", ["Close", "Today", "Mood timeline", "Reflect"])
def test_every_way_out_saves_first(person: Person, way: str) -> None:
    note(person)
    open_card(person)
    change(person)
    person.hands.press(way)
    person.wait(lambda: not isinstance(person.window.current_page(), CardPage))
    person.settle()
    person.press("Reflect")
    person.wait_for_page("Reflect")
    open_card(person)
    assert what(person).words() == NEW


def test_it_is_there_after_the_next_start(home: Home) -> None:
    with home.program() as person:
        person.make_a_journal()
        person.press("Reflect")
        note(person)
        open_card(person)
        change(person)
    with home.program() as person:
        person.wait_for_page("Today")
        person.press("Reflect")
        person.wait_for_page("Reflect")
        open_card(person)
        assert what(person).words() == NEW
    for file in home.folder.rglob("*"):
        assert not file.is_file() or NEW.encode() not in file.read_bytes()


def test_pressing_twice_opens_one_card_and_keeps_its_words(person: Person) -> None:
    note(person)
    (name,) = cards(person)
    button = person.hands.find(name, QPushButton)
    button.click()
    button.click()
    person.settle()
    person.wait_for_page(PAGE)
    assert len(person.window.findChildren(CardPage)) == 1
    change(person)
    person.press("Close")
    person.wait_for_page("Reflect")
    open_card(person)
    assert what(person).words() == NEW


def test_asking_twice_to_practise_opens_one_page(person: Person) -> None:
    note(person)
    session = person.program._session
    assert session is not None
    [rupture] = [summary.rupture.id for summary in ruptures(person)]
    session._cards.practise(rupture)
    session._cards.practise(rupture)
    person.settle()
    assert len(person.window.findChildren(PractisePage)) == 1


def test_what_can_not_be_saved_holds_the_lock_and_every_way_out(person: Person) -> None:
    def full(*_: object) -> None:
        raise DiskFull()

    note(person)
    open_card(person)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqlCards, "save", full)
        change(person)
        for way in ("Lock", "Today", "Close"):
            person.press(way)
            assert person.page().accessibleName() == PAGE
            assert what(person).words() == NEW
            assert "Not saved yet." in read_aloud(person.window)
    person.press("Close")
    person.wait_for_page("Reflect")


def test_it_is_told_too_where_the_card_is_not_in_sight(person: Person) -> None:
    def full(*_: object) -> None:
        raise DiskFull()

    note(person)
    open_card(person)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqlCards, "save", full)
        what(person).setPlainText(NEW)  # at once: it is saved half a second after the first key
        person.hands.press("Get help now")
        person.wait_for_page("Get help now")
        person.wait(lambda: bool(boxes(person)))
        assert boxes(person)[-1].text() == "What you changed on the card is not saved yet."
        boxes(person)[-1].reject()
    person.press("Back")
    person.wait_for_page(PAGE)
    assert what(person).words() == NEW


def test_it_is_said_out_loud_and_shown_large(person: Person) -> None:
    note(person)
    open_card(person)
    person.press("Practise")
    person.wait_for_page("Practise")
    person.hands.key(Qt.Key.Key_Right)
    person.hands.key(Qt.Key.Key_Escape)
    person.wait_for_page(PAGE)
    person.press("Show it large")
    person.wait_for_page("The card")
    person.press("Close")
    person.wait_for_page(PAGE)


def test_a_session_can_ask_for_a_card_and_for_practising_it(person: Person) -> None:
    note(person)
    session = person.program._session
    assert session is not None
    [rupture] = [summary.rupture.id for summary in ruptures(person)]
    session._cards.practise(rupture)
    person.wait_for_page("Practise")
    session._cards.show(rupture)
    person.wait_for_page(PAGE)
    change(person)
    session._cards.show(rupture)
    person.settle()
    assert what(person).words() == NEW
    assert len(person.window.findChildren(CardPage)) == 1


def ruptures(person: Person) -> Sequence[RuptureSummary]:
    session = person.program._session
    assert session is not None
    found: list[RuptureSummary] = []
    person.program._journal_jobs.submit(
        session._reflect.ruptures, found.extend, lambda error: pytest.fail(str(error))
    )
    person.settle()
    return found


def test_the_six_steps_lead_to_it_and_it_leads_back(person: Person) -> None:
    person.press("Something felt off")
    person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
    while not list(person.hands.all(QPlainTextEdit)):
        person.press("Skip")
    QTest.keyClicks(next(person.hands.all(QPlainTextEdit)), WORDS)
    while not person.hands.sees(BUTTON):
        on = next(name for name in ("Next step", "Continue") if person.hands.sees(name))
        person.press(on)
    person.press(BUTTON)
    person.wait_for_page(PAGE)
    assert WORDS in what(person).words()
    person.press("Close")
    person.wait_for_page("What you wrote")


def test_after_a_safety_tick_no_way_leads_to_a_card(person: Person) -> None:
    person.press("Something felt off")
    not_okay = "Something that may not be okay for a therapist to do"
    while not person.hands.sees(not_okay):
        person.press("Skip")
    person.press(not_okay)
    person.press("Something else that felt unsafe")
    person.wait_for_page("This may not be yours to repair")
    person.press("Write notes")
    while not person.hands.sees("Where does this stand?"):
        on = next(name for name in ("Next step", "Continue") if person.hands.sees(name))
        person.press(on)
    assert not person.hands.sees(BUTTON)
    person.press("Close")
    person.press("Close for today")
    person.wait_for_page("Reflect")
    assert cards(person) == []
    session = person.program._session
    assert session is not None
    [summary] = ruptures(person)
    session._cards.show(summary.rupture.id)
    person.wait(lambda: isinstance(person.window.current_page(), NoCardPage))
    person.press("Who can help")
    person.wait_for_page("Get help now")
