"""Bugs that other journals shipped, tried on the whole program. docs/rival-bugs.md lists them."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from helpers.accessible import read_aloud
from helpers.whole_program import Home, Person
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QInputDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from repair_desktop.app.program import Program
from repair_desktop.core.errors import FolderReadOnly
from repair_desktop.gui.reflect.journey_page import JourneyPage
from repair_desktop.gui.shell.places import Place
from repair_desktop.gui.unlock.page import UnlockPage
from repair_desktop.gui.widgets.chip import Chip
from repair_desktop.gui.widgets.growing_text import GrowingText
from repair_desktop.system.logs import log, start_log, stop_log
from repair_desktop.system.preferences import PreferencesStore

SENTENCE = "Quendolin left the marzipan clock unwound"

T = TypeVar("T")


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Home:
    return Home(qtbot, tmp_path / "home")


@pytest.fixture
def person(home: Home) -> Iterator[Person]:
    with home.program() as person:
        person.make_a_journal()
        yield person


def go_to_the_camera_question(person: Person) -> QPlainTextEdit:
    person.press("Something felt off")
    person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
    while not list(person.hands.all(QPlainTextEdit)):
        person.press("Skip")
    return next(person.hands.all(QPlainTextEdit))


def carry_on(person: Person, kind: str = "Something felt off") -> None:
    person.wait_for_page("Today")
    person.press(f"Carry on: {kind}")
    person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))


def kept_words(person: Person) -> str:
    return next(person.hands.all(QPlainTextEdit)).toPlainText()


def save(person: Person) -> None:
    """Leave the field, and wait until that is saved."""
    person.hands.find("Steady me", QPushButton).setFocus()
    person.settle()
    person.wait(lambda: person.hands.sees("Saved, encrypted"))


def in_the_journal(person: Person, ask: Callable[[], T]) -> T:
    """Ask the journal that is open, on its own thread."""
    told: list[T] = []
    person.program._journal_jobs.submit(ask, told.append, _bug)
    person.wait(lambda: bool(told))
    return told[0]


def _bug(error: Exception) -> None:
    raise error


def rows(person: Person) -> tuple[int, int, int, str]:
    """Count entries, ruptures and check-ins, and read the drafts."""
    session = person.program._session
    assert session is not None
    journal = session.journal

    def count() -> tuple[int, int, int, str]:
        return (
            len(journal.entries.all()),
            len(journal.ruptures.all()),
            len(journal.moods.between()),
            journal.settings.get("check_in_drafts") or "",
        )

    return in_the_journal(person, count)


# --- nothing that was written goes away ------------------------------------------------------


def test_locking_before_the_first_save_has_come_back_keeps_the_words(home: Home) -> None:
    with home.program() as person:
        person.make_a_journal()
        field = go_to_the_camera_question(person)
        slow_disk = threading.Event()
        person.program._journal_jobs.submit(slow_disk.wait, lambda _done: None, _bug)
        try:
            person.hands.type(SENTENCE, field)
            person.hands.find("Steady me", QPushButton).setFocus()  # the save is on its way
            person.hands.type(" twice", field)
            person.hands.press("Lock")
            QApplication.processEvents()
            assert not isinstance(person.window.current_page(), UnlockPage)
        finally:
            slow_disk.set()
        person.wait(lambda: person.hands.sees("Open my journal"))
        person.press("Open my journal")
        carry_on(person)
        assert kept_words(person) == f"{SENTENCE} twice"


def test_an_entry_without_a_word_in_it_is_not_taken_for_an_empty_one(home: Home) -> None:
    with home.program() as person:
        person.make_a_journal()
        person.press("Something felt off")
        while not person.hands.sees("I felt judged", Chip):
            person.press("Skip")
        person.press("I felt judged")
    with home.program() as person:
        carry_on(person, "I felt judged")
        assert person.hands.find("I felt judged", Chip).isChecked()


def test_an_entry_that_was_emptied_is_not_swept_away_under_the_next_words(home: Home) -> None:
    with home.program() as person:
        person.make_a_journal()
        field = go_to_the_camera_question(person)
        person.hands.type("x", field)
        save(person)
        field.selectAll()
        person.hands.click(field)
        person.hands.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        person.hands.key(Qt.Key.Key_Delete)
        assert field.toPlainText() == ""
        save(person)
        person.hands.type(SENTENCE, field)
    with home.program() as person:
        carry_on(person)
        assert kept_words(person) == SENTENCE
        assert rows(person)[:2] == (1, 1)


# --- nothing is there that nobody wrote ------------------------------------------------------


def test_looking_everywhere_makes_no_entry(person: Person) -> None:
    before = rows(person)
    assert before == (0, 0, 0, "")
    person.press("Something felt off")
    person.press("Skip")
    person.press("Mood timeline")
    person.wait_for_page("Mood timeline")
    person.press("Check in")
    person.wait_for_page("Check in")
    person.press("Close")
    person.wait_for_page("Mood timeline")
    for place in ("Reflect", "Settings", "Get help now"):
        person.press(place)
        person.wait_for_page(place)
    person.press("Today")
    person.press("Lock")
    person.press("Open my journal")
    person.wait_for_page("Today")
    assert rows(person) == before


def test_looking_at_days_without_anything_makes_no_entry(person: Person) -> None:
    person.press("Low")
    person.press("Save this check-in")
    before = rows(person)
    assert before[2] == 1
    person.press("Mood timeline")
    person.wait_for_page("Mood timeline")
    for name in ("Quarter", "Year", "Month", "Table", "Picture"):
        person.press(name)
    person.press("Add a check-in")
    person.wait_for_page("Check in")
    person.press("Close")
    person.wait_for_page("Mood timeline")
    assert rows(person) == before


# --- the window ------------------------------------------------------------------------------


class Watcher(QObject):
    """Remembers where and how large a window is from the moment it is shown."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.seen: list[QRect] = []
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.Show, QEvent.Type.Resize, QEvent.Type.Move)
        if watched is self._window and event.type() in kinds and self._window.isVisible():
            self.seen.append(self._window.geometry())
        return False


def test_the_window_never_flashes_up_elsewhere_or_in_another_size(home: Home) -> None:
    watchers: list[Watcher] = []

    def begin(looks: str | None) -> Callable[[Program], None]:
        def begin_watched(program: Program) -> None:
            watchers.append(Watcher(program.window))
            program.begin(looks)

        return begin_watched

    with home.program(begin(None)) as person:
        person.wait_for_page("Welcome to Repair")
        assert watchers[-1].seen
        assert {rect.size() == person.window.size() for rect in watchers[-1].seen} == {True}
        person.make_a_journal()
        wanted = QRect(20, 40, 740, 600)  # the screen of a test is small
        person.window.setGeometry(wanted)
        looks = person.window.looks(veiled=False)
    with home.program(begin(looks)) as person:
        person.wait(lambda: person.hands.sees("Open my journal"))
        seen = watchers[-1].seen
        assert seen
        assert seen == [wanted] * len(seen)


# --- locked means locked ---------------------------------------------------------------------


def test_a_dialog_keeps_nothing_open_and_nothing_in_sight(person: Person) -> None:
    person.hands.type(SENTENCE, go_to_the_camera_question(person))
    person.press("Reflect")
    person.wait_for_page("Reflect")
    rename = next(
        b for b in person.hands.all(QPushButton) if b.accessibleName().startswith("Rename: ")
    )
    person.hands.click(rename)
    dialog = person.window.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue(SENTENCE)
    person.be_away(271)
    person.be_away(30)
    assert not dialog.isVisible()
    person.wait(lambda: person.hands.sees("Open my journal"))
    assert person.program._session is None
    assert SENTENCE not in read_aloud(person.window)


def test_settings_of_a_locked_program_neither_open_nor_show_the_journal(person: Person) -> None:
    person.press("Settings")
    person.wait_for_page("Settings")
    person.hands.type("Quendolin", person.hands.find("A name or initials", QLineEdit))
    person.hands.key(Qt.Key.Key_Return)
    person.settle()
    person.press("Lock")
    person.wait(lambda: person.hands.sees("Open my journal"))
    person.window.place_requested.emit(Place.SETTINGS)
    person.wait_for_page("Settings")
    fields = [field.text() for field in person.hands.all(QLineEdit)]
    assert "Quendolin" not in read_aloud(person.window) + "".join(fields)
    assert person.program._session is None
    person.press("Back")
    person.wait(lambda: person.hands.sees("Open my journal"))


def test_no_overview_and_no_title_shows_what_was_written(person: Person) -> None:
    field = go_to_the_camera_question(person)
    person.hands.type(SENTENCE, field)
    save(person)
    for place in ("Today", "Reflect", "Mood timeline", "Settings"):
        person.press(place)
        person.wait_for_page(place)
        shown = read_aloud(person.window) + "".join(
            f"{w.accessibleName()} {w.accessibleDescription()} {w.toolTip()} {w.windowTitle()}"
            for w in (person.window, *person.window.findChildren(QWidget))
            if w.isVisible()
        )
        assert "Quendolin" not in shown


# --- what is written elsewhere ---------------------------------------------------------------


def test_no_word_stands_in_any_file_of_a_whole_life(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    start_log(home.folder)
    try:
        with home.program() as person:
            person.make_a_journal()
            person.hands.type(SENTENCE, go_to_the_camera_question(person))
            save(person)
            person.press("Today")
            more = (
                b for b in person.hands.all(QPushButton) if b.accessibleName().startswith("More")
            )
            person.hands.click(next(more))
            person.hands.type(SENTENCE, next(person.hands.all(GrowingText)))
            person.press("Low")
            person.press("Save this check-in")
            person.press("Get help now")
            person.hands.type(SENTENCE, person.hands.find("Name", QLineEdit))
            person.press("Add")
            person.press("Back")
            assert found_in_files(tmp_path, SENTENCE) == []
            person.press("Lock")
            person.wait(lambda: person.hands.sees("Open my journal"))
    finally:
        stop_log()
    assert found_in_files(tmp_path, SENTENCE) == []
    names = {path.name for path in tmp_path.rglob("*")}
    assert {"repair.log", "vault.json", "journal.1.db"} <= names


def found_in_files(folder: Path, text: str) -> list[str]:
    """Name the files that hold any word of ``text``."""
    forms = [
        word.encode(encoding)
        for word in text.split()
        if len(word) > 4
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


def test_the_log_names_no_folder_and_nobody(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise FolderReadOnly

    def no_process(_looks: str) -> None:
        raise PermissionError(13, "denied", str(home.folder / "vault.json"))

    home.start_afresh = no_process
    start_log(home.folder)
    try:
        with home.program() as person:
            person.make_a_journal()
            monkeypatch.setattr(PreferencesStore, "save", refuse)
            person.hands.key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
            monkeypatch.undo()
            person.press("Lock")
            person.wait(lambda: person.hands.sees("Open my journal"))
        try:
            (home.folder / "gone" / "journal.1.db").read_bytes()
        except FileNotFoundError:
            log("journal").exception("opening failed")
    finally:
        stop_log()
    written = (home.folder / "repair.log").read_text(encoding="utf-8")
    for event in ("not saved: FolderReadOnly", "no fresh process", "FileNotFoundError"):
        assert event in written
    for part in (home.folder.name, str(Path.home()), home.folder.parent.name, "vault.json"):
        assert part not in written
