"""Whole flows around what was begun and not saved: nothing is lost, and nothing holds a lock up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.accessible import read_aloud
from helpers.whole_program import Home, Person
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFull, FolderReadOnly
from repair_desktop.core.preferences import Preferences
from repair_desktop.gui.check_in.page import CheckInForm
from repair_desktop.gui.widgets.growing_text import GrowingText
from repair_desktop.storage.settings import SqlSettings
from repair_desktop.system.preferences import PreferencesStore

NOTE = "The kettle stayed cold all through the hour"
BEGUN = "You had not saved this check-in yet."


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Home:
    return Home(qtbot, tmp_path / "home")


@pytest.fixture
def person(home: Home) -> Iterator[Person]:
    with home.program() as person:
        person.make_a_journal()
        yield person


class FullDisk:
    """A disk on which nothing more can be kept, until :meth:`end`."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        patch.setattr(SqlSettings, "set", self._refuse)

    def _refuse(self, *_: object) -> None:
        raise DiskFull

    def end(self) -> None:
        self._patch.undo()


@pytest.fixture
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def note(person: Person) -> GrowingText:
    person.wait(lambda: bool(list(person.hands.all(GrowingText))))
    return next(person.hands.all(GrowingText))


def write_a_note(person: Person, text: str = NOTE) -> None:
    """Enter half a check-in: a note and no word."""
    if not list(person.hands.all(GrowingText)):
        more = (b for b in person.hands.all(QPushButton) if b.accessibleName().startswith("More"))
        person.hands.click(next(more))
    person.hands.type(text, note(person))


def lock(person: Person) -> None:
    person.press("Lock")
    person.wait(lambda: person.hands.sees("Open my journal"))


def unlock(person: Person) -> None:
    person.press("Open my journal")
    person.wait_for_page("Today")


def boxes(person: Person) -> list[QMessageBox]:
    return [box for box in person.window.findChildren(QMessageBox) if box.isVisible()]


# --- half a check-in --------------------------------------------------------------------------


def test_half_a_check_in_is_there_after_a_lock_and_gone_once_it_is_saved(home: Home) -> None:
    with home.program() as person:
        person.make_a_journal()
        write_a_note(person)
        lock(person)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not person.window.findChildren(CheckInForm)
        unlock(person)
        assert note(person).words() == NOTE
        assert BEGUN in read_aloud(person.window)
        person.press("Low")
        person.press("Save this check-in")
        assert "Saved, encrypted" in read_aloud(person.window)
        assert BEGUN not in read_aloud(person.window)
        lock(person)
        unlock(person)
        assert BEGUN not in read_aloud(person.window)
        assert not list(person.hands.all(GrowingText))
    for file in home.folder.rglob("*"):
        assert not file.is_file() or NOTE.encode() not in file.read_bytes()


def test_it_is_there_after_the_next_start(home: Home) -> None:
    with home.program() as person:
        person.make_a_journal()
        write_a_note(person)
    with home.program() as person:
        person.wait_for_page("Today")
        assert note(person).words() == NOTE


def test_it_is_in_the_journal_within_a_second(person: Person, qtbot: QtBot) -> None:
    session = person.program._session
    assert session is not None
    write_a_note(person)
    kept: list[object] = []

    def look() -> bool:
        jobs = person.program._journal_jobs
        jobs.submit(session._mood.drafts, kept.append, kept.append)
        person.settle()
        return any(draft.note == NOTE for draft in kept[-1])  # type: ignore[attr-defined]

    qtbot.waitUntil(look, timeout=1_000)


def test_a_complete_check_in_on_today_waits_for_the_person(person: Person) -> None:
    person.press("Low")
    lock(person)
    unlock(person)
    assert BEGUN in read_aloud(person.window)
    person.press("Mood timeline")
    person.wait_for_page("Mood timeline")
    person.press("Today")
    person.wait_for_page("Today")
    person.press("Clear all")
    lock(person)
    unlock(person)
    assert BEGUN not in read_aloud(person.window)


def test_half_a_check_in_over_another_page_goes_on_on_today(person: Person) -> None:
    person.press("Reflect")
    person.wait_for_page("Reflect")
    person.hands.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    person.wait_for_page("Check in")
    write_a_note(person)
    person.press("Mood timeline")
    person.wait_for_page("Mood timeline")
    person.press("Today")
    person.wait_for_page("Today")
    assert note(person).words() == NOTE
    assert BEGUN in read_aloud(person.window)


def test_over_another_page_what_can_be_saved_is_and_the_rest_waits(person: Person) -> None:
    write_a_note(person)
    person.press("Reflect")
    person.wait_for_page("Reflect")
    person.hands.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    person.wait_for_page("Check in")
    person.press("Great")
    lock(person)
    unlock(person)
    assert note(person).words() == NOTE
    session = person.program._session
    assert session is not None
    moods: list[object] = []
    person.program._journal_jobs.submit(session._mood.all, moods.extend, moods.append)
    person.settle()
    assert [mood.pleasantness for mood in moods] == [4]  # type: ignore[attr-defined]


def test_another_name_for_the_therapist_costs_no_word(person: Person) -> None:
    write_a_note(person)
    person.press("Settings")
    person.wait_for_page("Settings")
    person.hands.type("Q. X.", person.hands.find("A name or initials", QLineEdit))
    person.hands.key(Qt.Key.Key_Return)
    person.settle()
    person.press("Today")
    person.wait_for_page("Today")
    assert "Q. X." in read_aloud(person.window)
    assert note(person).words() == NOTE


# --- when it can not be kept ------------------------------------------------------------------


def test_what_can_not_be_kept_is_told_and_nothing_is_locked(
    person: Person, patch: pytest.MonkeyPatch
) -> None:
    write_a_note(person)
    disk = FullDisk(patch)
    person.press("Lock")
    assert person.page().accessibleName() == "Today"
    assert note(person).words() == NOTE
    assert "Not saved yet. There is no space left to write to." in read_aloud(person.window)
    assert not boxes(person)
    disk.end()
    lock(person)
    unlock(person)
    assert note(person).words() == NOTE


def test_it_is_told_too_where_the_check_in_is_not_in_sight(
    person: Person, patch: pytest.MonkeyPatch
) -> None:
    person.press("Low")
    disk = FullDisk(patch)
    person.press("Reflect")
    person.wait_for_page("Reflect")
    person.press("Lock")
    assert person.page().accessibleName() == "Reflect"
    person.wait(lambda: bool(boxes(person)))
    box = boxes(person)[-1]
    assert box.text() == "The check-in that you began is not saved yet."
    assert "There is no space left to write to." in box.informativeText()
    box.reject()

    # A hidden window says nothing until it is shown again.
    for shown in boxes(person):
        shown.reject()
    person.hands.key(Qt.Key.Key_F9)
    person.settle()
    assert person.window.is_veiled
    assert not boxes(person)
    person.hands.key(Qt.Key.Key_Space)
    person.wait(lambda: bool(boxes(person)))
    boxes(person)[-1].reject()
    disk.end()
    lock(person)


def test_quitting_asks_once(person: Person, patch: pytest.MonkeyPatch) -> None:
    person.press("Low")
    disk = FullDisk(patch)
    person.press("Reflect")
    person.wait_for_page("Reflect")
    asked: list[list[str]] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, answer)
            return
        asked.append([shown.text() for shown in boxes(person)])
        next(b for b in box.buttons() if b.text().replace("&", "") == "Stay").click()

    QTimer.singleShot(20, answer)
    for shown in boxes(person):
        shown.reject()
    person.window.close()
    person.wait(lambda: bool(asked))
    assert asked == [["Your last words are not saved yet."]]
    assert person.window.isVisible()
    disk.end()


# --- preferences ------------------------------------------------------------------------------


def test_preferences_that_can_not_be_saved_are_told_once(
    person: Person, patch: pytest.MonkeyPatch
) -> None:
    def refuse(_store: PreferencesStore, _preferences: Preferences) -> None:
        raise FolderReadOnly

    def larger() -> None:
        person.hands.key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)

    patch.setattr(PreferencesStore, "save", refuse)
    larger()
    (box,) = boxes(person)
    assert box.text() == "Your choice holds until you close Repair. It is not saved."
    assert "does not allow changes" in box.informativeText()
    box.reject()
    larger()
    assert not boxes(person)
    assert person.program.theme.tokens.text_percent == 120
    patch.undo()
    larger()
    patch.setattr(PreferencesStore, "save", refuse)
    larger()
    (box,) = boxes(person)
    box.reject()
