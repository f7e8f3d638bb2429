"""Keeps what is entered and not saved yet as a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.gui.jobs import Jobs

T = TypeVar("T")

KEEP_AFTER = 500
"""Milliseconds from the first change that is not kept to its write. It does not start anew with
each key; with the write itself it stays within a second."""


@dataclass(slots=True, eq=False)
class Slot(Generic[T]):
    """One draft.

    Attributes:
        write: Keeps what was entered, or drops the draft when it is given None. Runs as a job.
        wanted: What the journal is to have.
        asked_for: What it was asked to have last.
        is_broken: Whether that failed.
        writes: How often it was asked.
        under_way: How many writes have not come back.
        held: How many saves of the check-in itself have not come back.
    """

    write: Callable[[T | None], None]
    wanted: T | None
    asked_for: T | None
    is_broken: bool = False
    writes: int = 0
    under_way: int = 0
    held: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to ask for."""
        return self.wanted == self.asked_for and not self.is_broken


class DraftKeeper(QObject, Generic[T]):
    """Brings the journal to have what was entered, or nothing. One draft at a time.

    Jobs run one after the other, so what was asked for last counts.

    Signals:
        kept: The journal has what is wanted.
        failed: The KnownError that kept it from that. The next change or flush tries again.
    """

    kept = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._slot: Slot[T] = Slot(_nowhere, None, None)
        self._waiting: list[Callable[[bool], None]] = []
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._timer.timeout.connect(self.flush)

    def turn_to(self, write: Callable[[T | None], None], kept: T | None = None) -> None:
        """Turn to another draft.

        Args:
            write: See :class:`Slot`.
            kept: What the journal has of it already.
        """
        self._timer.stop()
        self._write(self._slot)
        self._slot = Slot(write, kept, kept)
        self._settle(self._slot)

    def want(self, entered: T | None) -> None:
        """Let the journal have this soon, or nothing at once."""
        self._slot.wanted = entered
        if entered is None or self._slot.is_settled:
            self._timer.stop()
            self._write(self._slot)
        elif not self._timer.isActive() and not self._slot.held:
            self._timer.start()

    def flush(self, then: Callable[[bool], None] | None = None) -> None:
        """Let the journal have what is wanted now.

        Args:
            then: Called once it has (True) or could not be brought to (False).
        """
        self._timer.stop()
        if then is not None:
            self._waiting.append(then)
        self._write(self._slot)
        self._settle(self._slot)

    def hold(self) -> Slot[T]:
        """Write nothing for now: the check-in itself is on its way to the journal."""
        self._timer.stop()
        self._slot.held += 1
        return self._slot

    def release(self, slot: Slot[T], saved: bool, wanted: T | None) -> None:
        """Go on after :meth:`hold`.

        Args:
            slot: What it returned.
            saved: Whether the check-in is saved, and its draft dropped with that.
            wanted: What is wanted now, unless it has turned to another draft.
        """
        slot.held -= 1
        if saved:
            slot.asked_for, slot.is_broken = None, False
        if slot is self._slot:
            self.want(wanted)
            self._settle(slot)
        elif not saved:
            self._write(slot)  # it is on no screen any more

    # --- inside -----------------------------------------------------------------------------

    def _write(self, slot: Slot[T]) -> None:
        if slot.held or slot.is_settled:
            return
        entered = slot.asked_for = slot.wanted
        slot.is_broken = False
        slot.under_way += 1
        slot.writes += 1
        number = slot.writes

        def done(_none: None) -> None:
            slot.under_way -= 1
            self._settle(slot)

        def failed(error: Exception) -> None:
            slot.under_way -= 1
            known = isinstance(error, KnownError)
            if number == slot.writes:
                slot.is_broken = True
                if slot is self._slot:
                    self.failed.emit(error if known else KnownError())
                    self._tell(False)
            if not known:
                raise error

        self._jobs.submit(lambda: slot.write(entered), done, failed)

    def _settle(self, slot: Slot[T]) -> None:
        """Tell whoever waits, once nothing is under way any more."""
        if slot is not self._slot or slot.under_way or slot.held or slot.is_broken:
            return
        if slot.is_settled:
            self.kept.emit()
            self._tell(True)
        elif self._waiting:
            self._timer.stop()
            self._write(slot)

    def _tell(self, kept: bool) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then(kept)


def _nowhere(_entered: object) -> None:
    """Keep nothing."""
