"""The backups of the open journal, here and in a second place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.ports import Backup, Journal, JournalKey
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.backups import Backups
from repair_desktop.services.second_place import Copying, Outcome, PlaceFacts, SecondPlace


class Task(Enum):
    """What the person asked for."""

    LOOK = "look"
    MAKE = "make"
    SAVE = "save"  # to a file elsewhere
    USE_PLACE = "use_place"
    COPY = "copy"  # to the second place
    STOP_PLACE = "stop_place"


@dataclass(frozen=True, slots=True)
class BackupsView:
    """What the page shows.

    Attributes:
        backups: Newest first; None until they were looked at.
        chosen: The one that can be saved elsewhere or restored, or None.
        place: What is known of the second place; None until it was looked at.
        task: What is being done, or None.
        done: What was done last, or None.
        saved: For SAVE: the file.
        copied: What came of copying to the second place, where that was a part of it.
        error: Why it came to nothing, or None.
    """

    backups: tuple[Backup, ...] | None = None
    chosen: Backup | None = None
    place: PlaceFacts | None = None
    task: Task | None = None
    done: Task | None = None
    saved: Path | None = None
    copied: Outcome | None = None
    error: KnownError | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """What a job came back with."""

    backups: tuple[Backup, ...]
    place: PlaceFacts
    copying: Copying | None = None


class BackupsPresenter(QObject):
    """Makes backups and saves them elsewhere. Restoring is asked for: the journal is closed then.

    Args:
        backups: Those of this vault.
        second: Where each new one is copied to.
        journal: The open journal.
        key: Its key.
        journal_jobs: Runs everything.

    Signals:
        changed: A new :class:`BackupsView`.
        save_requested: The Backup to be saved elsewhere; :meth:`save_to` gets where.
        restore_requested: The Backup that is to become the journal.
        file_requested: A backup that lies elsewhere is to become the journal.
        folder_requested: A second place is to be chosen; :meth:`use_second_place` gets it.
    """

    changed = Signal(object)
    save_requested = Signal(object)
    restore_requested = Signal(object)
    file_requested = Signal()
    folder_requested = Signal()

    def __init__(
        self,
        backups: Backups,
        second: SecondPlace,
        journal: Journal,
        key: JournalKey,
        journal_jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._backups = backups
        self._second = second
        self._journal = journal
        self._key = key
        self._jobs = journal_jobs
        self._listed: tuple[Backup, ...] | None = None
        self._chosen: Backup | None = None
        self._place: PlaceFacts | None = None
        self._view = BackupsView()

    @property
    def view(self) -> BackupsView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Look for backups."""
        self._do(Task.LOOK, lambda: None)

    def choose(self, backup: Backup) -> None:
        """Choose one; the newest one is at first."""
        if self._listed is not None and backup in self._listed:
            self._chosen = backup
            self._show(task=self._view.task)

    def make(self) -> None:
        """Make one now, and copy it to the second place where that is at hand."""

        def make() -> Copying:
            self._backups.make(self._journal, self._key)
            return self._second.copy_newest()

        self._do(Task.MAKE, make)

    # --- elsewhere --------------------------------------------------------------------------

    def save_elsewhere(self) -> None:
        """Ask where the chosen one is to be saved."""
        if self._chosen is not None and self._view.task is None:
            self.save_requested.emit(self._chosen)

    def save_to(self, backup: Backup, target: Path) -> None:
        """Save a backup to a file, over what has that name."""
        self._do(Task.SAVE, lambda: self._backups.save_to(backup, target), target)

    def choose_second_place(self) -> None:
        """Ask for the folder."""
        if self._view.task is None:
            self.folder_requested.emit()

    def use_second_place(self, folder: Path) -> None:
        """Copy each new backup to a folder from now on, and the newest one at once."""

        def use() -> Copying:
            self._second.choose(folder)
            return self._second.copy_newest()

        self._do(Task.USE_PLACE, use)

    def copy_to_second_place(self) -> None:
        """Copy the newest one there now."""
        self._do(Task.COPY, self._second.copy_newest)

    def stop_second_place(self) -> None:
        """Copy nothing there any more. What lies there stays."""
        self._do(Task.STOP_PLACE, self._second.stop)

    # --- restoring --------------------------------------------------------------------------

    def restore(self) -> None:
        """Ask for the chosen one to become the journal."""
        if self._chosen is not None and self._view.task is None:
            self.restore_requested.emit(self._chosen)

    def restore_from_file(self) -> None:
        """Ask for a backup that lies elsewhere."""
        if self._view.task is None:
            self.file_requested.emit()

    # --- inside -----------------------------------------------------------------------------

    def _do(self, task: Task, act: Callable[[], Copying | None], saved: Path | None = None) -> None:
        if self._view.task is not None:
            return

        def work() -> _Found:
            copying = act()
            return _Found(tuple(self._backups.listed()), self._second.facts(), copying)

        def done(found: _Found) -> None:
            if task is Task.MAKE:
                self._chosen = None  # the new one is wanted now
            self._take(found)
            copying = found.copying or Copying(Outcome.NO_PLACE)
            self._show(
                done=task,
                saved=saved,
                copied=copying.outcome if found.copying else None,
                error=copying.error,
            )

        self._show(task=task)
        self._jobs.submit(work, done, lambda error: self._fail(task, error))

    def _take(self, found: _Found) -> None:
        self._listed, self._place = found.backups, found.place
        if self._chosen not in found.backups:
            self._chosen = found.backups[0] if found.backups else None

    def _fail(self, task: Task, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._show()
            raise error
        self._show(done=task, error=error)

    def _show(
        self,
        task: Task | None = None,
        done: Task | None = None,
        saved: Path | None = None,
        copied: Outcome | None = None,
        error: KnownError | None = None,
    ) -> None:
        self._view = BackupsView(
            self._listed, self._chosen, self._place, task, done, saved, copied, error
        )
        self.changed.emit(self._view)
