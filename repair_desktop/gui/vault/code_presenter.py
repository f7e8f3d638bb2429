"""Makes a new recovery code for the open journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.code_check import CodeCheck
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ports import JournalKey
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.slots import Slots, slots_of
from repair_desktop.services.vault import Vault


class CodeStep(Enum):
    """Where the person is."""

    LOOKING = "looking"  # at what opens the journal now
    PASSPHRASE = "passphrase"  # of now, where there is one
    CODE = "code"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class CodeView:
    """What the page shows.

    Attributes:
        step: Where the person is.
        slots: What opened the journal before; None until it is known.
        is_busy: Whether something is being done.
        error: What went wrong, or None.
    """

    step: CodeStep
    slots: Slots | None = None
    is_busy: bool = False
    error: KnownError | None = None


class CodePresenter(QObject):
    """Until the new code was typed back and written, the old one is valid.

    Args:
        vault: What the code opens.
        changes: The changes of its locks.
        key: Its key.
        journal_jobs: Runs what touches the disk.

    Signals:
        changed: A new :class:`CodeView`.
    """

    changed = Signal(object)

    def __init__(
        self,
        vault: Vault,
        changes: KeyChanges,
        key: JournalKey,
        journal_jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._vault = vault
        self._changes = changes
        self._key = key
        self._journal_jobs = journal_jobs
        self._slots: Slots | None = None
        self._code: CodeCheck | None = None
        self._view = CodeView(CodeStep.LOOKING)

    @property
    def view(self) -> CodeView:
        """What the page shows now."""
        return self._view

    @property
    def code(self) -> CodeCheck | None:
        """The new code; None but in CODE."""
        return self._code

    def start(self) -> None:
        """Look at what opens the journal, and ask for its passphrase or show a new code."""
        self._journal_jobs.submit(lambda: slots_of(self._vault), self._found, self._fail)

    def check(self, present: str) -> None:
        """Check the passphrase of now; the new code comes next."""
        if self._is_ready(CodeStep.PASSPHRASE):
            self._show(CodeStep.PASSPHRASE, is_busy=True)
            self._journal_jobs.submit(
                lambda: self._changes.check_passphrase(self._key, present),
                lambda _none: self._show_code(),
                self._fail,
            )

    def go_on(self, typed: Mapping[int, str]) -> frozenset[int]:
        """Let the new code open the journal if the groups in ``typed`` are those of it.

        Returns:
            The numbers of the groups that are not right.
        """
        check = self._code
        if check is None or not self._is_ready(CodeStep.CODE):
            return frozenset()
        wrong = check.wrong(typed)
        if not wrong:
            self._show(CodeStep.CODE, is_busy=True)
            self._journal_jobs.submit(
                lambda: self._changes.change_recovery_code(self._key, check.code),
                lambda _none: self._done(),
                self._fail,
            )
        return wrong

    # --- inside -----------------------------------------------------------------------------

    def _is_ready(self, step: CodeStep) -> bool:
        return self._view.step is step and not self._view.is_busy

    def _found(self, slots: Slots) -> None:
        self._slots = slots
        if slots.by_passphrase:
            self._show(CodeStep.PASSPHRASE)
        else:
            self._show_code()

    def _show_code(self) -> None:
        self._code = CodeCheck.begin()
        self._show(CodeStep.CODE)

    def _done(self) -> None:
        self._code = None
        self._show(CodeStep.DONE)

    def _fail(self, error: Exception) -> None:
        step = self._view.step
        if not isinstance(error, KnownError):
            self._show(step)
            raise error
        self._show(step, error=error)

    def _show(self, step: CodeStep, is_busy: bool = False, error: KnownError | None = None) -> None:
        self._view = CodeView(step, self._slots, is_busy, error)
        self.changed.emit(self._view)
