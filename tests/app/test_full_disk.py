"""Whole flows on a disk without space: the last words are kept, and the person is told."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from helpers.disks import fill, small_disk
from helpers.jobs import InlineJobs
from helpers.whole_program import Home, Person
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.app.space_watch import SpaceWatch
from repair_desktop.core.errors import DiskFull, DiskNearlyFull
from repair_desktop.core.ports import Journal, Space
from repair_desktop.gui.widgets.growing_text import GrowingText
from repair_desktop.storage.opener import SqlCipherOpener

NOTE = "The kettle stayed cold " * 2_000


def told(person: Person) -> list[str]:
    boxes = [box for box in person.window.findChildren(QMessageBox) if box.isVisible()]
    return [f"{box.text()} {box.informativeText()}" for box in boxes]


def note(person: Person) -> GrowingText:
    person.wait(lambda: bool(list(person.hands.all(GrowingText))))
    return next(person.hands.all(GrowingText))


def test_the_last_words_are_kept_and_the_person_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "40m") as disk:
        home = Home(qtbot, disk / "home")
        home.opener = SqlCipherOpener()  # keeps back what the program keeps back
        with home.program() as person:
            person.make_a_journal()
            assert (home.folder / "reserve.bin").exists()
            filling = fill(disk)
            more = (b for b in person.hands.all(QPushButton) if b.accessibleName()[:4] == "More")
            person.hands.click(next(more))
            note(person).insertPlainText(NOTE)
            person.wait(lambda: bool(told(person)))
            [text] = told(person)
            assert text.startswith("The disk is full. ")
            assert "They are saved" in text
            assert "Make some space on the disk now." in text
            person.press("Close")
            assert not (home.folder / "reserve.bin").exists()
            person.hands.type("and then", note(person))  # kept too, and nothing is said twice
            person.press("Lock")
            person.wait(lambda: person.hands.sees("Open my journal"))
            assert told(person) == []
            person.press("Open my journal")
            person.wait_for_page("Today")
            [text] = told(person)  # still no room to keep some space back
            assert text.startswith("The disk is almost full. ")
            person.press("Close")
            assert note(person).words() == NOTE + "and then"
            filling.unlink()
        with home.program() as person:
            person.wait_for_page("Today")
            assert told(person) == []
            assert (home.folder / "reserve.bin").exists()


# --- the watch by itself --------------------------------------------------------------------


class AJournal:
    """Stands for a journal whose space a job can change."""

    space = Space.ENOUGH


class Heard:
    """What the person and the page hear of the jobs that run under a watch."""

    def __init__(self) -> None:
        self.journal = AJournal()
        self.all: list[object] = []
        self.watch = SpaceWatch(InlineJobs(), cast(Journal, self.journal), self.tell)

    def tell(self, error: DiskNearlyFull) -> None:
        self.all.append(error.facts["reserve_used"])

    def run(self, space: Space) -> list[object]:
        """Run a job that leaves the disk like that; return what is heard of it."""
        self.all.clear()

        def job() -> str:
            self.journal.space = space
            return "done"

        self.watch.submit(job, self.all.append, self.all.append)
        return list(self.all)


def test_each_kind_is_told_once_and_after_the_job_is_handed_over() -> None:
    heard = Heard()
    assert heard.run(Space.ENOUGH) == ["done"]
    assert heard.run(Space.SHORT) == ["done", False]
    assert heard.run(Space.SHORT) == ["done"]
    assert heard.run(Space.USED) == ["done", True]
    assert heard.run(Space.USED) == ["done"]


def test_nothing_is_told_after_the_end() -> None:
    heard = Heard()
    heard.watch.end()
    assert heard.run(Space.USED) == ["done"]


def test_a_job_that_fails_tells_only_that() -> None:
    heard = Heard()
    error = DiskFull()

    def job() -> None:
        heard.journal.space = Space.USED
        raise error

    heard.watch.submit(job, heard.all.append, heard.all.append)
    assert heard.all == [error]
