"""Homework sheets in the whole program: written by one person, filled in by another."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.accessible import read_aloud
from helpers.sheets import a_sheet
from helpers.whole_program import Home, Person
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from repair_desktop.app.program import Program
from repair_desktop.content.sheets import SheetFiles
from repair_desktop.core.sheets import Sheet
from repair_desktop.gui.shell.application import Application
from repair_desktop.system.files import write_whole

SENTENCE = "The kettle stayed cold all through the hour"


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Home:
    return Home(qtbot, tmp_path / "home")


@pytest.fixture
def sheet() -> Sheet:
    return a_sheet()


@pytest.fixture
def file(tmp_path: Path, sheet: Sheet) -> Path:
    path = tmp_path / "homework.repairsheet"
    SheetFiles(write_whole).write(sheet, path)
    return path


def add(person: Person) -> None:
    person.wait(lambda: person.hands.sees("Add it to Reflect"))
    person.press("Add it to Reflect")
    person.press("Begin it")


def fill_in(person: Person) -> None:
    while not list(person.hands.all(QPlainTextEdit)):
        person.press("Skip")
    person.hands.type(SENTENCE, into=next(person.hands.all(QPlainTextEdit)))
    person.wait(lambda: "Saved, encrypted" in read_aloud(person.window))


def test_a_sheet_is_seen_added_filled_in_and_found_again(
    home: Home, file: Path, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The system's own dialog is not there; whoever chose a file in it has done so by now.
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(file)))
    with home.program() as person:
        person.make_a_journal()
        person.press("Reflect")
        person.press("Open a sheet…")
        person.wait(lambda: sheet.title in read_aloud(person.window))
        person.press("Do not add")
        person.press("Open a sheet…")
        add(person)
        fill_in(person)
        person.press("Today")
        person.wait_for_page("Today")
        assert sheet.title in read_aloud(person.window)
    with home.program() as person:
        person.wait_for_page("Today")
        person.press(f"Carry on: {sheet.title}")
        person.wait(lambda: bool(list(person.hands.all(QPlainTextEdit))))
        assert next(person.hands.all(QPlainTextEdit)).toPlainText() == SENTENCE


def test_a_start_with_a_sheet_waits_for_the_journal(home: Home, file: Path, sheet: Sheet) -> None:
    with home.program() as person:
        person.make_a_journal()
        person.press("Lock")
        person.wait(lambda: person.hands.sees("Open my journal"))
        person.program.offer_sheet(file)
        assert sheet.title not in read_aloud(person.window)
        person.press("Open my journal")
        person.wait(lambda: sheet.title in read_aloud(person.window))
        person.press("Do not add")
        person.wait_for_page("Today")


def test_a_double_click_on_a_mac_is_an_event(home: Home, file: Path, sheet: Sheet) -> None:
    with home.program() as person:
        person.make_a_journal()
        person.window.showMinimized()
        QApplication.postEvent(app(), QFileOpenEvent(str(file)))
        person.wait(lambda: sheet.title in read_aloud(person.window))
        assert not person.window.isMinimized()
        person.press("Do not add")
        person.press("Lock")
        person.wait(lambda: person.hands.sees("Open my journal"))
        QApplication.postEvent(app(), QFileOpenEvent(str(file)))
        person.settle()
        assert sheet.title not in read_aloud(person.window)
        person.press("Open my journal")
        person.wait(lambda: sheet.title in read_aloud(person.window))


def test_an_event_that_names_no_file_opens_nothing(home: Home) -> None:
    opened: list[Path] = []
    app().file_opened.connect(opened.append)
    QApplication.sendEvent(app(), QFileOpenEvent(QUrl("https://example.org/a.repairsheet")))
    assert opened == []
    app().file_opened.disconnect(opened.append)


def app() -> Application:
    found = QApplication.instance()
    assert isinstance(found, Application)
    return found


def test_a_sheet_that_comes_while_one_is_filled_in_leaves_that_as_it_is(
    home: Home, file: Path, sheet: Sheet
) -> None:
    with home.program() as person:
        person.make_a_journal()
        person.press("Something felt off")
        fill_in(person)
        person.program.offer_sheet(file)
        person.wait(lambda: sheet.title in read_aloud(person.window))
        person.press("Do not add")
        assert next(person.hands.all(QPlainTextEdit)).toPlainText() == SENTENCE
        person.program.offer_sheet(file)
        add(person)
        fill_in(person)
        person.press("Today")
        person.wait_for_page("Today")
        assert read_aloud(person.window).count("Last worked on") == 2


def test_a_second_start_hands_its_sheet_over(home: Home, file: Path, sheet: Sheet) -> None:
    with home.program() as person:
        person.make_a_journal()
        instance = home.surroundings().instance
        mine = person.program._around.instance
        assert mine.acquire()
        try:
            assert not instance.acquire()
            instance.ask_to_raise(file)
            person.wait(lambda: sheet.title in read_aloud(person.window))
        finally:
            mine.release()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b'{"format": 99}', b"[" * 5000])
def test_what_is_no_sheet_is_refused_and_changes_nothing(
    home: Home, tmp_path: Path, content: bytes
) -> None:
    bad = tmp_path / "bad.repairsheet"
    bad.write_bytes(content)

    def begin(program: Program) -> None:
        program.begin()
        program.offer_sheet(bad)

    with home.program() as person:
        person.make_a_journal()
    with home.program(begin) as person:
        person.wait(lambda: person.hands.sees("Do not add") or person.hands.sees("Close"))
        assert not person.hands.sees("Add it to Reflect")


def test_a_sheet_is_written_for_somebody(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with home.program() as person:
        person.make_a_journal()
        person.press("Reflect")
        person.press("Write a sheet for somebody")
        person.wait_for_page("Write a sheet for somebody")
        focused = QApplication.focusWidget()
        assert focused is not None
        assert person.page().isAncestorOf(focused)  # the first field, not the menu beside it
        person.hands.type("Before we meet again")
        person.press("Lock")  # what was written so far is kept
        person.wait(lambda: person.hands.sees("Open my journal"))
        person.press("Open my journal")
        person.press("Reflect")
        person.press("Write a sheet for somebody")
        person.wait_for_page("Write a sheet for somebody")
        first = next(person.hands.all(QPlainTextEdit))
        assert first.toPlainText() == "Before we meet again"


def test_a_sheet_that_is_left_at_once_is_kept(home: Home) -> None:
    """Within the moment until the draft is kept by itself, by a place and by another page."""
    with home.program() as person:
        person.make_a_journal()
        for way, title in (("Today", "Today"), ("Next session", "Next session")):
            person.press("Reflect")
            person.press("Write a sheet for somebody")
            person.wait_for_page("Write a sheet for somebody")
            field = next(person.hands.all(QPlainTextEdit))
            field.setPlainText(f"Before {way}")
            person.press(way)
            person.wait_for_page(title)
            person.press("Reflect")
            person.press("Write a sheet for somebody")
            person.wait_for_page("Write a sheet for somebody")
            person.wait(lambda: bool(next(person.hands.all(QPlainTextEdit)).toPlainText()))
            assert next(person.hands.all(QPlainTextEdit)).toPlainText() == f"Before {way}"
