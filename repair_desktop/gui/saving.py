"""Keeps what is typed until the journal has it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.gui.jobs import Jobs

K = TypeVar("K")
V = TypeVar("V")

SAVE_AFTER = 500
"""Milliseconds from the first unsaved key to its save. It does not start anew with each key, so
somebody who never pauses is saved as well; with the write itself it stays within a second."""


class SaveState(Enum):
    """Where what was typed is."""

    NOTHING = "nothing"  # typed yet
    SAVING = "saving"
    SAVED = "saved"  # the commit returned
    FAILED = "failed"  # still on screen and pending


class Saver(QObject, Generic[K, V]):
    """Collects changes and saves them, one save at a time.

    Args:
        save: Keeps the changes, by what they change, and the place where the person is; all or
            nothing. Runs as a job.
        jobs: The journal's.

    Signals:
        changed: A new :class:`SaveState`, and the error when it is FAILED.
    """

    changed = Signal(object, object)

    def __init__(
        self,
        save: Callable[[dict[K, V], K | None], None],
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._jobs = jobs
        self._pending: dict[K, V] = {}
        self._place: K | None = None
        self._place_changed = False
        self._saving = False
        self._waiting: list[Callable[[bool], None]] = []
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._timer.timeout.connect(self.flush)
        self.state = SaveState.NOTHING

    @property
    def pending(self) -> dict[K, V]:
        """What the journal does not have yet."""
        return dict(self._pending)

    def edit(self, key: K, value: V) -> None:
        """Keep a change and save it soon."""
        self._pending[key] = value
        self._set(SaveState.SAVING)
        if not self._timer.isActive():
            self._timer.start()

    def move(self, place: K | None) -> None:
        """Remember the place the person is at; it is saved with the next change or flush."""
        if place is not None and place != self._place:
            self._place = place
            self._place_changed = True

    def flush(self, then: Callable[[bool], None] | None = None) -> None:
        """Save everything now.

        Args:
            then: Called once nothing is pending (True) or a save has failed (False).
        """
        self._timer.stop()
        if then is not None:
            self._waiting.append(then)
        if self._saving:
            return
        if not self._pending and not self._place_changed:
            self._tell(True)
            return
        self._saving = True
        changes, self._pending = self._pending, {}
        place, self._place_changed = self._place, False
        self._jobs.submit(
            lambda: self._save(changes, place),
            lambda _none: self._saved(bool(changes)),
            lambda error: self._failed(changes, error),
        )

    def _saved(self, something: bool) -> None:
        self._saving = False
        if self._pending or self._place_changed:
            self.flush()
            return
        if something:
            self._set(SaveState.SAVED)
        self._tell(True)

    def _failed(self, changes: dict[K, V], error: Exception) -> None:
        self._saving = False
        # A newer change of the same thing wins over the one that could not be saved.
        self._pending = {**changes, **self._pending}
        self._place_changed = True
        known = isinstance(error, KnownError)
        if known and not self._pending:
            # Only the place was not kept: no loss, and no reason to hold anybody up.
            self._tell(True)
            return
        self._set(SaveState.FAILED, error if known else KnownError())
        self._tell(False)
        if not known:
            raise error

    def _set(self, state: SaveState, error: Exception | None = None) -> None:
        self.state = state
        self.changed.emit(state, error)

    def _tell(self, saved: bool) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then(saved)
