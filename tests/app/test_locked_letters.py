"""A letter that is locked away by itself, in the whole program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from helpers.whole_program import Home, Person
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFull
from repair_desktop.gui.reflect.journey_page import JourneyPage
from repair_desktop.gui.reflect.lock_away_page import LockAwayPage
from repair_desktop.gui.reflect.locked_page import LockedPage
from repair_desktop.services.entry_locks import EntryLocks
from repair_desktop.storage.connection import Row
from repair_desktop.storage.journal import SqlJournal

WORDS = "What I never told you"
PASSPHRASE = "four quiet paper boats"
TITLE = "A letter I will not send"
PRESENT = "The passphrase of this page"
OPENED = "Write what you want to say."


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
    """Wait for the one button whose name begins like this, and return its name."""

    def names() -> list[str]:
        found = {button.accessibleName() for button in person.hands.all(QPushButton)}
        return [name for name in found if name.startswith(beginning)]

    person.wait(lambda: bool(names()))
    (name,) = names()
    return name


def wait_for(person: Person, page: type) -> None:
    person.wait(lambda: isinstance(person.window.current_page(), page))
    person.settle()


def shown(person: Person) -> str:
    """All the words that any widget of the window holds, in sight or not."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    held = [label.text() for label in person.window.findChildren(QLabel)]
    held += [text.toPlainText() for text in person.window.findChildren(QPlainTextEdit)]
    held += [line.text() for line in person.window.findChildren(QLineEdit)]
    return "\n".join(held)


def in_the_journal(person: Person, table: str) -> list[Row]:
    session = person.program._session
    assert session is not None
    journal = session.journal
    assert isinstance(journal, SqlJournal)
    found: list[list[Row]] = []

    def read() -> list[Row]:
        return journal.database.execute(f"SELECT * FROM {table}")

    def failed(error: Exception) -> None:
        raise error

    person.program._journal_jobs.submit(read, found.append, failed)
    person.settle()
    return found[0]


def write_and_choose_to_lock(person: Person) -> None:
    person.press(f"Begin: {TITLE}")
    person.wait_for_page(TITLE)
    person.press("Continue")
    QTest.keyClicks(field(person), WORDS)
    person.press("Continue")
    person.press("I want to lock it away")
    person.press("Choose its passphrase…")
    wait_for(person, LockAwayPage)


def lock_away(person: Person) -> None:
    write_and_choose_to_lock(person)
    for name in ("A passphrase for this page", "The same passphrase again"):
        person.hands.type(PASSPHRASE, person.hands.find(name, QLineEdit))
    person.press("Lock it away")
    person.wait_for_page("Reflect")


def open_it(person: Person, off: bool = False) -> None:
    person.press(named(person, f"Unlock: {TITLE}"))
    wait_for(person, LockedPage)
    person.hands.type(PASSPHRASE, person.hands.find(PRESENT, QLineEdit))
    if off:
        person.press("Take the lock off for good")
    (main,) = [
        button
        for button in person.hands.all(QPushButton)
        if button.text() in ("Read it", "Unlock it")
    ]
    person.hands.click(main)
    person.settle()


def test_a_letter_is_locked_away_read_and_unlocked(person: Person) -> None:
    lock_away(person)
    assert "It is locked away. You find it here, with Unlock beside it." in shown(person)
    assert WORDS not in shown(person)
    assert PASSPHRASE not in shown(person)
    assert in_the_journal(person, "answer") == []
    [locked] = in_the_journal(person, "locked_entry")
    assert WORDS not in repr(locked)
    assert not person.hands.sees("Look again")

    person.press("Today")
    person.wait_for_page("Today")
    assert not any(  # it is nothing left half done
        TITLE in button.accessibleName() for button in person.hands.all(QPushButton)
    )
    person.press("Reflect")
    person.wait_for_page("Reflect")
    assert "locked" in shown(person)
    assert "It is locked away. You find it here" not in shown(person)

    open_it(person)
    assert person.hands.find(OPENED, QPlainTextEdit).toPlainText() == WORDS
    assert in_the_journal(person, "answer") == []
    person.press("Close")
    person.wait_for_page("Reflect")
    assert WORDS not in shown(person)

    open_it(person, off=True)
    person.wait_for_page("Reflect")
    assert "The lock is off." in shown(person)
    assert in_the_journal(person, "locked_entry") == []
    person.press(named(person, f"Carry on: {TITLE}"))
    wait_for(person, JourneyPage)
    person.press("Back")
    assert field(person).toPlainText() == WORDS


def test_a_letter_that_is_left_as_it_is_is_there_again(person: Person) -> None:
    write_and_choose_to_lock(person)
    assert WORDS not in shown(person)  # its page was saved and is gone
    person.press("Leave it as it is")
    wait_for(person, JourneyPage)
    person.press("Back")
    assert field(person).toPlainText() == WORDS
    assert in_the_journal(person, "locked_entry") == []


def test_going_elsewhere_while_it_is_locked_shows_it_locked(person: Person) -> None:
    write_and_choose_to_lock(person)
    for name in ("A passphrase for this page", "The same passphrase again"):
        person.hands.type(PASSPHRASE, person.hands.find(name, QLineEdit))
    person.hands.press("Lock it away")
    person.hands.press("Reflect")  # before the job is done
    person.wait_for_page("Reflect")
    named(person, f"Unlock: {TITLE}")
    person.wait(lambda: "It is locked away. You find it here" in shown(person))
    assert in_the_journal(person, "answer") == []


def test_what_failed_after_the_page_was_left_is_told(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = Event()

    def refuse(*_: object) -> None:
        left.wait(10)
        raise DiskFull()

    write_and_choose_to_lock(person)
    for name in ("A passphrase for this page", "The same passphrase again"):
        person.hands.type(PASSPHRASE, person.hands.find(name, QLineEdit))
    monkeypatch.setattr(EntryLocks, "lock", refuse)
    person.hands.press("Lock it away")
    person.hands.press("Reflect")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left.set()
    person.wait(lambda: "The page is not locked away." in shown(person))
    assert in_the_journal(person, "locked_entry") == []


def test_locking_the_program_keeps_the_letter_locked(person: Person) -> None:
    lock_away(person)
    open_it(person)
    person.press("Lock")
    person.wait(lambda: person.hands.sees("Open my journal"))
    assert WORDS not in shown(person)
    person.press("Open my journal")
    person.wait_for_page("Today")
    person.press("Reflect")
    person.wait_for_page("Reflect")
    open_it(person)
    assert person.hands.find(OPENED, QPlainTextEdit).toPlainText() == WORDS
