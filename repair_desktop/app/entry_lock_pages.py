"""Locking entries away by themselves, and opening them, over the page that is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.entries import Entry
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Worksheet
from repair_desktop.gui.jobs import Jobs, ScopedJobs
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.entry_lock_presenter import (
    EntryLockView,
    LockAwayPresenter,
    LockedPresenter,
)
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
        locked: An entry is locked away, and its page is gone. So it is told as well when the
            person went elsewhere meanwhile.
        unlocked: The lock of an entry was taken off.
        refused: The id of an entry that was to be locked away; the person leaves it as it is.
        failed: A KnownError on a page that is gone, and what it kept from being done.
    """

    locked = Signal()
    unlocked = Signal()
    refused = Signal(str)
    failed = Signal(object, str)

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
        presenter = LockAwayPresenter(self._locks, entry.id, jobs, self)
        jobs.end_with(presenter)
        page = LockAwayPage(presenter, self._what(entry, worksheet), self._problems)
        page.destroyed.connect(presenter.end)

        def locked() -> None:
            self._pages.leave(page)
            self.locked.emit()

        def close() -> None:
            if presenter.is_locked:
                locked()
            else:
                self._pages.leave(page)
                self.refused.emit(entry.id)

        def tell(view: EntryLockView) -> None:
            if not presenter.has_ended or view.error is None:
                return
            if presenter.is_locked:
                self.locked.emit()
            else:
                self.failed.emit(view.error, self.tr("The page is not locked away."))

        presenter.locked.connect(locked)
        presenter.changed.connect(tell)
        page.closed.connect(close)
        self._pages.show_over(page, Place.REFLECT)

    def open(self, entry: Entry, worksheet: Worksheet, place: Place = Place.REFLECT) -> None:
        """Ask for the passphrase of a locked entry; then show it, or take the lock off.

        Args:
            entry: Which one.
            worksheet: What it answers.
            place: Where the person came from.
        """
        jobs = ScopedJobs(self._jobs)
        presenter = LockedPresenter(self._locks, entry.id, jobs, self)
        jobs.end_with(presenter)
        page = LockedPage(
            presenter, worksheet, self._what(entry, worksheet), self._name(), self._problems
        )
        page.destroyed.connect(presenter.end)

        def unlocked() -> None:
            self._pages.leave(page)
            self.unlocked.emit()

        presenter.unlocked.connect(unlocked)
        page.closed.connect(lambda: self._pages.leave(page))
        self._pages.show_over(page, place)

    def _what(self, entry: Entry, worksheet: Worksheet) -> str:
        title = fill(worksheet.title, self._name())
        return f"{title}, {day_words(entry.begun_at.date(), short=True)}"
