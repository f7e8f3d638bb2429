"""Finds the key of a backup that was chosen, and puts the backup to use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    FolderReadOnly,
    FolderSynced,
    HeaderDamaged,
    JournalExists,
    KnownError,
    MistypedCode,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongVault,
)
from repair_desktop.core.ports import Backup, JournalKey
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.backups import Backups
from repair_desktop.services.vault import Vault, VaultState

_TYPED_WRONG = (WrongPassphrase, WrongRecoveryCode, MistypedCode)
_DISK = (DiskFull, DiskFault, FolderReadOnly, FolderSynced)
"""What may be otherwise at the next try."""


class Target(Enum):
    """What the backup meets in the vault's folder."""

    EMPTY = "empty"  # nothing: it becomes the journal
    JOURNAL = "journal"  # it takes the place of what is there
    NO_HEADER = "no_header"  # a journal that nothing says how to open: its header stands in


class Slot(Enum):
    """What the person can open the backup with."""

    PASSPHRASE = "passphrase"
    CODE = "code"


class RestoreState(Enum):
    """Where opening the backup stands."""

    LOOKING = "looking"  # whether the key that is known opens it
    ASKING = "asking"  # for the passphrase or the recovery code of then
    CHECKING = "checking"  # what was typed, then every byte
    READY = "ready"  # the key is known
    ADOPTING = "adopting"  # putting it into the folder
    HANDED_OVER = "handed_over"  # the program goes on
    FAILED = "failed"  # it can not be opened here


@dataclass(frozen=True, slots=True)
class RestoreView:
    """What the page shows.

    Attributes:
        target: What the backup meets; None as long as that is not known.
        slots: What can be typed. Empty where the key that is known opens it, or nothing does.
        error: What went wrong last, or None.
        can_retry: In FAILED: whether another try may go better.
    """

    state: RestoreState
    target: Target | None = None
    slots: frozenset[Slot] = frozenset()
    error: KnownError | None = None
    can_retry: bool = False


class RestorePresenter(QObject):
    """Opens one backup. Until it was opened and every byte checked, nothing is written.

    Args:
        vault: The vault in whose folder the backup is put to use.
        backups: The backups of that vault.
        backup: The one that was chosen.
        key: The vault's key, or None where there is no vault or the key is not known.
        journal_jobs: Runs everything.

    Signals:
        changed: A new :class:`RestoreView`.
        adopted: The JournalKey that the vault opens with now.
        restore_requested: The Backup that is to take the place of the journal, which has to be
            closed for that; and the backup's JournalKey where it is another one, or None.
    """

    changed = Signal(object)
    adopted = Signal(object)
    restore_requested = Signal(object, object)

    def __init__(
        self,
        vault: Vault,
        backups: Backups,
        backup: Backup,
        key: JournalKey | None,
        journal_jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._vault = vault
        self._backups = backups
        self._backup = backup
        self._vault_key = key
        self._journal_jobs = journal_jobs
        self._key: JournalKey | None = None  # of the backup
        self._target: Target | None = None
        self._view = RestoreView(RestoreState.LOOKING)

    @property
    def view(self) -> RestoreView:
        """What the page shows now."""
        return self._view

    @property
    def backup(self) -> Backup:
        """The backup that was chosen."""
        return self._backup

    @property
    def folder(self) -> Path:
        """The vault's folder."""
        return self._vault.path

    # --- what the person does ---------------------------------------------------------------

    def start(self) -> None:
        """Look at the folder, and try the key that is known."""
        self._show(RestoreState.LOOKING)
        self._journal_jobs.submit(self._look, lambda found: self._found(*found), self._fail)

    def try_again(self) -> None:
        """Look once more, after the disk would not have it."""
        if self._view.can_retry:
            self.start()

    def open_with_passphrase(self, passphrase: str) -> None:
        """Try the passphrase of then."""
        if Slot.PASSPHRASE in self._view.slots and passphrase:
            self._open(lambda: self._backups.key_from_passphrase(self._backup, passphrase))

    def open_with_code(self, text: str) -> None:
        """Try the recovery code of then, however it was typed."""
        if Slot.CODE in self._view.slots and text.strip():
            self._open(lambda: self._backups.key_from_recovery_code(self._backup, text))

    def use(self) -> None:
        """Put the backup to use, once its key is known."""
        if self._view.state is RestoreState.READY and self._key is not None:
            self._use(self._key)

    def _use(self, key: JournalKey) -> None:
        if self._target is Target.JOURNAL:
            self._show(RestoreState.HANDED_OVER)
            other = None if key == self._vault_key else key
            self.restore_requested.emit(self._backup, other)
            return
        self._show(RestoreState.ADOPTING)
        self._journal_jobs.submit(
            lambda: self._adopt(key), lambda _none: self.adopted.emit(key), self._not_adopted
        )

    # --- on the journal's thread ------------------------------------------------------------

    def _look(self) -> tuple[Target, bool]:
        target = self._find_target()
        if target is Target.JOURNAL and self._vault_key is None:
            raise JournalExists()
        if self._vault_key is None:
            return target, False
        try:
            self._backups.check(self._backup, self._vault_key)
        except WrongVault:
            return target, False
        return target, True

    def _find_target(self) -> Target:
        try:
            state = self._vault.state()
        except HeaderDamaged:
            return Target.NO_HEADER
        if state is VaultState.FIRST_RUN:
            return Target.EMPTY
        return Target.NO_HEADER if state is VaultState.HEADER_LOST else Target.JOURNAL

    def _adopt(self, key: JournalKey) -> None:
        if self._target is Target.NO_HEADER:
            self._backups.take_in(self._backup)
        else:
            self._backups.adopt(self._backup, key)

    # --- what comes back --------------------------------------------------------------------

    def _found(self, target: Target, is_open: bool) -> None:
        self._target = target
        if is_open:
            self._key = self._vault_key
            self._show(RestoreState.READY)
        elif self._slots():
            self._show(RestoreState.ASKING)
        else:
            self._fail(WrongVault())

    def _slots(self) -> frozenset[Slot]:
        header = self._backup.header
        found = set()
        if header.passphrase is not None:
            found.add(Slot.PASSPHRASE)
        if header.recovery is not None:
            found.add(Slot.CODE)
        return frozenset(found)

    def _open(self, find_key: Callable[[], JournalKey]) -> None:
        def find() -> JournalKey:
            key = find_key()
            self._backups.check(self._backup, key)
            return key

        self._show(RestoreState.CHECKING)
        self._journal_jobs.submit(find, self._opened, self._not_opened)

    def _opened(self, key: JournalKey) -> None:
        self._key = key
        self._use(key)  # whoever typed what opens it wants that

    def _not_opened(self, error: Exception) -> None:
        if isinstance(error, _TYPED_WRONG + _DISK):
            self._show(RestoreState.ASKING, error)
        else:
            self._fail(error)

    def _not_adopted(self, error: Exception) -> None:
        if isinstance(error, _DISK):
            self._show(RestoreState.READY, error)
        else:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._key = None
        if not isinstance(error, KnownError):
            self._show(RestoreState.FAILED, KnownError())
            raise error
        self._show(RestoreState.FAILED, error)

    def _show(self, state: RestoreState, error: KnownError | None = None) -> None:
        asking = state is RestoreState.ASKING
        self._view = RestoreView(
            state=state,
            target=self._target,
            slots=self._slots() if asking else frozenset(),
            error=error,
            can_retry=state is RestoreState.FAILED and isinstance(error, _DISK),
        )
        self.changed.emit(self._view)
