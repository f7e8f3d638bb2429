"""Finds a folder that the journal can be moved to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError, for_os_error
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.vault_parts import VaultParts

OWN_FOLDER = "Repair"
"""The name of the journal's folder inside one that holds something else."""


class Refusal(Enum):
    """Why a folder can not be used."""

    SAME = "same"  # the journal is there
    INSIDE = "inside"  # it lies in the journal's own folder


@dataclass(frozen=True, slots=True)
class MoveView:
    """What the page shows.

    Attributes:
        here: Where the journal lies.
        there: Where it would go, or None.
        is_busy: Whether a folder is being looked at.
        refusal: Why the folder that was chosen can not be used, or None.
        error: Why the disk would not have it there, or None.
    """

    here: Path
    there: Path | None = None
    is_busy: bool = False
    refusal: Refusal | None = None
    error: KnownError | None = None


class MovePresenter(QObject):
    """Looks at a folder before the journal is closed for it.

    The journal never goes among other files: deleting it later would not know them apart.

    Args:
        here: The vault's parts.
        vault_in: Gives the parts of a vault in another folder.
        journal_jobs: Runs what touches the disk.

    Signals:
        changed: A new :class:`MoveView`.
        folder_requested: A folder is to be chosen; :meth:`use` gets it.
        move_requested: The Path that the journal is to be moved to.
    """

    changed = Signal(object)
    folder_requested = Signal()
    move_requested = Signal(object)

    def __init__(
        self,
        here: VaultParts,
        vault_in: Callable[[Path], VaultParts],
        journal_jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._here = here.folder.path
        self._vault_in = vault_in
        self._jobs = journal_jobs
        self._view = MoveView(self._here)

    @property
    def view(self) -> MoveView:
        """What the page shows now."""
        return self._view

    def choose(self) -> None:
        """Ask for a folder."""
        if not self._view.is_busy:
            self.folder_requested.emit()

    def use(self, folder: Path) -> None:
        """Look whether the journal can be moved to a folder, or to a new one inside it."""
        if not self._view.is_busy:
            self._show(MoveView(self._here, is_busy=True))
            self._jobs.submit(lambda: self._look(folder), self._show, self._fail)

    def cancel(self) -> None:
        """Leave the journal where it is."""
        if not self._view.is_busy:
            self._show(MoveView(self._here))

    def move(self) -> None:
        """Ask for the journal to be moved."""
        if self._view.there is not None:
            self.move_requested.emit(self._view.there)

    # --- inside -----------------------------------------------------------------------------

    def _look(self, folder: Path) -> MoveView:
        try:
            here, chosen = self._here.resolve(), folder.resolve()
            if chosen == here:
                return MoveView(self._here, refusal=Refusal.SAME)
            if chosen.is_relative_to(here):
                return MoveView(self._here, refusal=Refusal.INSIDE)
            there = next(each for each in _candidates(folder) if _is_free(each))
        except OSError as error:
            raise for_os_error(error) from None
        self._vault_in(there).folder.prepare()
        return MoveView(self._here, there)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._show(MoveView(self._here))
            raise error
        self._show(MoveView(self._here, error=error))

    def _show(self, view: MoveView) -> None:
        self._view = view
        self.changed.emit(view)


def _candidates(folder: Path) -> Iterator[Path]:
    yield folder
    yield folder / OWN_FOLDER
    for number in count(2):
        yield folder / f"{OWN_FOLDER} {number}"


def _is_free(folder: Path) -> bool:
    """Tell whether a folder is not there, or empty. Raises OSError."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
