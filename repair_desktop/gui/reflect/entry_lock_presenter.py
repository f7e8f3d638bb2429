"""Locking an entry away by itself, and opening one that is locked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.answers import Answer
from repair_desktop.core.errors import EntryLocked, KnownError
from repair_desktop.core.ids import EntryId, PromptId
from repair_desktop.core.new_passphrase import new_passphrase
from repair_desktop.core.passphrases import SHORTEST_PASSPHRASE, PassphraseFault, passphrase_fault
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.entry_locks import EntryLocks

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class EntryLockView:
    """What the page shows.

    Attributes:
        is_busy: Whether it is being locked or opened.
        error: What went wrong, or None.
        answers: What was opened to be read; None until then.
    """

    is_busy: bool = False
    error: KnownError | None = None
    answers: Mapping[PromptId, Answer] | None = field(default=None, repr=False)


class _Presenter(QObject):
    """Does one thing at a time to an entry's lock.

    Args:
        locks: The service.
        entry_id: The entry.
        jobs: The journal's: nothing may change the entry meanwhile.

    Signals:
        changed: A new :class:`EntryLockView`.
    """

    changed = Signal(object)

    def __init__(
        self, locks: EntryLocks, entry_id: EntryId, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._locks = locks
        self._entry_id = entry_id
        self._jobs = jobs
        self._view = EntryLockView()
        self._has_ended = False

    @property
    def view(self) -> EntryLockView:
        """What the page shows now."""
        return self._view

    @property
    def has_ended(self) -> bool:
        """Whether nobody looks any more."""
        return self._has_ended

    def end(self) -> None:
        """Be gone once what is under way is done and told. Nobody looks any more."""
        self._has_ended = True
        if not self._view.is_busy:
            self.deleteLater()

    def _do(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        if self._view.is_busy:
            return

        def finish(result: T) -> None:
            self._view = EntryLockView()
            done(result)
            self._go_if_ended()

        self._show(EntryLockView(is_busy=True))
        self._jobs.submit(job, finish, self._fail)

    def _fail(self, error: Exception) -> None:
        known = error if isinstance(error, KnownError) else None
        self._show(EntryLockView(error=known))
        self._go_if_ended()
        if known is None:
            raise error

    def _go_if_ended(self) -> None:
        if self._has_ended:
            self.deleteLater()

    def _show(self, view: EntryLockView) -> None:
        self._view = view
        self.changed.emit(view)


class LockAwayPresenter(_Presenter):
    """Locks an entry away behind a new passphrase.

    Signals:
        locked: It is done.
    """

    locked = Signal()

    @property
    def is_locked(self) -> bool:
        """Whether it turned out to be locked already, with whatever passphrase."""
        return isinstance(self._view.error, EntryLocked)

    @property
    def shortest_passphrase(self) -> int:
        """The fewest characters of a new passphrase."""
        return SHORTEST_PASSPHRASE

    def new_passphrase(self) -> str:
        """Return a passphrase that nobody has seen."""
        return new_passphrase()

    def check(self, passphrase: str, again: str) -> PassphraseFault | None:
        """Tell what is amiss with a new passphrase that was typed twice, or None."""
        return passphrase_fault(passphrase, again)

    def lock(self, passphrase: str) -> None:
        """Lock the entry away."""
        self._do(
            lambda: self._locks.lock(self._entry_id, passphrase), lambda _none: self.locked.emit()
        )


class LockedPresenter(_Presenter):
    """Reads a locked entry, or takes its lock off.

    Signals:
        unlocked: The lock is off.
    """

    unlocked = Signal()

    def read(self, passphrase: str) -> None:
        """Show what is locked away. The lock stays on."""
        self._do(
            lambda: self._locks.read(self._entry_id, passphrase),
            lambda answers: self._show(EntryLockView(answers=answers)),
        )

    def unlock(self, passphrase: str) -> None:
        """Take the lock off."""
        self._do(
            lambda: self._locks.unlock(self._entry_id, passphrase),
            lambda _none: self.unlocked.emit(),
        )
