"""Locking entries away by themselves, and opening them, over the page that is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.entries import Entry
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Worksheet
from repair_desktop.gui.jobs import Jobs, ScopedJobs
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.entry_lock_presenter import LockAwayPresenter, LockedPresenter
from repair_desktop.gui.reflect.lock_away_page import LockAwayPage
from repair_desktop.gui.reflect.locked_page import LockedPage
from repair_desktop.gui.shell.navigator import Navigator
from repair_desktop.gui.shell.places import Place
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.services.entry_locks import EntryLocks


class EntryLockPages(QObject):
    """The locked entries of one open journal.

    Args:
        locks: The service.
        jobs: The journal's.
        pages, problems: Where and how to show things.
        name: Returns what the person calls their therapist.

    Signals:
        locked: An entry was locked away, and its page is gone.
        unlocked: The lock of an entry was taken off.
        refused: The id of an entry that was to be locked away; the person leaves it as it is.
    """

    locked = Signal()
    unlocked = Signal()
    refused = Signal(str)

    def __init__(
        self,
        locks: EntryLocks,
        jobs: Jobs,
        pages: Navigator,
        problems: ProblemWords,
        name: Callable[[], TherapistName],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._locks = locks
        self._jobs = jobs
        self._pages = pages
        self._problems = problems
        self._name = name

    def lock(self, entry: Entry, worksheet: Worksheet) -> None:
        """Ask for a passphrase, and lock an entry away. No page may show its answers."""
        jobs = ScopedJobs(self._jobs)
        presenter = LockAwayPresenter(self._locks, entry.id, jobs)
        jobs.end_with(presenter)
        page = LockAwayPage(presenter, self._what(entry, worksheet), self._problems)
        presenter.setParent(page)

        def leave(tell: Callable[[], None]) -> None:
            self._pages.leave(page)
            tell()

        presenter.locked.connect(lambda: leave(self.locked.emit))
        page.closed.connect(lambda: leave(lambda: self.refused.emit(entry.id)))
        self._pages.show_over(page, Place.REFLECT)

    def open(self, entry: Entry, worksheet: Worksheet) -> None:
        """Ask for the passphrase of a locked entry; then show it, or take the lock off."""
        jobs = ScopedJobs(self._jobs)
        presenter = LockedPresenter(self._locks, entry.id, jobs)
        jobs.end_with(presenter)
        page = LockedPage(
            presenter, worksheet, self._what(entry, worksheet), self._name(), self._problems
        )
        presenter.setParent(page)

        def unlocked() -> None:
            self._pages.leave(page)
            self.unlocked.emit()

        presenter.unlocked.connect(unlocked)
        page.closed.connect(lambda: self._pages.leave(page))
        self._pages.show_over(page, Place.REFLECT)

    def _what(self, entry: Entry, worksheet: Worksheet) -> str:
        title = fill(worksheet.title, self._name())
        return f"{title}, {day_words(entry.begun_at.date(), short=True)}"
