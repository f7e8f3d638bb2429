"""Opens the journal, or says why it does not open and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    FolderReadOnly,
    HeaderDamaged,
    JournalDamaged,
    JournalInUse,
    JournalMissing,
    JournalTooNew,
    KeyMissing,
    KeyringError,
    KeyringFailed,
    KeyringLocked,
    KeyringMissing,
    KnownError,
    MistypedCode,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.passphrases import PassphraseFault
from repair_desktop.core.ports import Backup, Journal, JournalKey
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.vault import (
    SHORTEST_PASSPHRASE,
    Restored,
    Vault,
    VaultState,
    passphrase_fault,
)

WAITING_AFTER = 1_000
"""Milliseconds until the person is told that the keyring is being waited for."""

LONG_AFTER = 10_000
"""Milliseconds until the person is told what can be done about a keyring that is silent."""

FREE_FAILURES = 3
"""Wrong passphrases or codes from which on the next try has to wait: 1, 2, 4 ... seconds."""

LONGEST_PAUSE = 30
"""Seconds."""


class UnlockState(Enum):
    """Where opening the journal stands."""

    LOOKING = "looking"  # at what lies in the folder
    KEYRING = "keyring"  # ready to ask the keyring
    PASSPHRASE = "passphrase"  # ready for a passphrase
    RECOVERY = "recovery"  # ready for the recovery code
    RECOVERED = "recovered"  # by the code; not open yet
    NEW_PASSPHRASE = "new_passphrase"  # after the code, in place of a forgotten one
    OPENING = "opening"
    WAITING = "waiting"  # for the keyring, longer than a moment
    WAITING_LONG = "waiting_long"
    KEYRING_MISSING = "keyring_missing"
    KEYRING_LOCKED = "keyring_locked"
    KEYRING_FAILED = "keyring_failed"
    KEY_MISSING = "key_missing"
    JOURNAL_MISSING = "journal_missing"
    JOURNAL_DAMAGED = "journal_damaged"
    HEADER_DAMAGED = "header_damaged"
    JOURNAL_TOO_NEW = "journal_too_new"
    JOURNAL_IN_USE = "journal_in_use"
    DISK_FULL = "disk_full"
    FOLDER_READ_ONLY = "folder_read_only"
    DISK_FAULT = "disk_fault"
    PROBLEM = "problem"  # any other known error
    RESTORING = "restoring"
    RESTORED = "restored"  # from a copy; not open yet
    SET_ASIDE = "set_aside"  # the old files were moved; nothing is here now


STATE_OF: dict[type[KnownError], UnlockState] = {
    KeyringMissing: UnlockState.KEYRING_MISSING,
    KeyringLocked: UnlockState.KEYRING_LOCKED,
    KeyringFailed: UnlockState.KEYRING_FAILED,
    KeyMissing: UnlockState.KEY_MISSING,
    WrongPassphrase: UnlockState.PASSPHRASE,
    MistypedCode: UnlockState.RECOVERY,
    WrongRecoveryCode: UnlockState.RECOVERY,
    JournalMissing: UnlockState.JOURNAL_MISSING,
    JournalDamaged: UnlockState.JOURNAL_DAMAGED,
    HeaderDamaged: UnlockState.HEADER_DAMAGED,
    JournalTooNew: UnlockState.JOURNAL_TOO_NEW,
    JournalInUse: UnlockState.JOURNAL_IN_USE,
    DiskFull: UnlockState.DISK_FULL,
    FolderReadOnly: UnlockState.FOLDER_READ_ONLY,
    DiskFault: UnlockState.DISK_FAULT,
}
"""The state that each error leads to; any other leads to PROBLEM."""


class Copies(Enum):
    """What is known of the copies of a damaged or missing journal."""

    NOT_SOUGHT = "not_sought"
    LOOKING = "looking"
    NONE = "none"  # no good one
    FOUND = "found"


class Renewal(Enum):
    """Whether the keyring has the key again, after the recovery code."""

    NOT_SOUGHT = "not_sought"
    ASKING = "asking"
    DONE = "done"
    FAILED = "failed"


class WayOut(Enum):
    """What the person can do in a state, beside getting help, steadying and quitting."""

    OPEN = "open"
    PASSPHRASE = "passphrase"
    STOP_WAITING = "stop_waiting"
    TRY_AGAIN = "try_again"
    RESTORE = "restore"  # once a good copy was found
    START_NEW = "start_new"  # after typing a phrase
    GO_ON = "go_on"
    RECOVERY = "recovery"  # for vaults that have a code
    CODE = "code"
    BACK = "back"
    NEW_PASSPHRASE = "new_passphrase"
    KEEP_OLD = "keep_old"


_RETRY = frozenset({WayOut.TRY_AGAIN})
_RETRY_OR_NEW = frozenset({WayOut.TRY_AGAIN, WayOut.START_NEW})
_RECOVER = frozenset({WayOut.RECOVERY})
_MEND = frozenset({WayOut.TRY_AGAIN, WayOut.START_NEW, WayOut.RESTORE})

WAYS_OUT: dict[UnlockState, frozenset[WayOut]] = {
    UnlockState.LOOKING: frozenset(),
    UnlockState.KEYRING: frozenset({WayOut.OPEN}),
    UnlockState.PASSPHRASE: frozenset({WayOut.PASSPHRASE, WayOut.START_NEW}) | _RECOVER,
    UnlockState.RECOVERY: frozenset({WayOut.CODE, WayOut.BACK}),
    UnlockState.RECOVERED: frozenset({WayOut.GO_ON}),
    UnlockState.NEW_PASSPHRASE: frozenset({WayOut.NEW_PASSPHRASE, WayOut.KEEP_OLD}),
    UnlockState.OPENING: frozenset(),
    UnlockState.WAITING: frozenset({WayOut.STOP_WAITING}),
    UnlockState.WAITING_LONG: frozenset({WayOut.STOP_WAITING}) | _RECOVER,
    UnlockState.KEYRING_MISSING: _RETRY_OR_NEW | _RECOVER,
    UnlockState.KEYRING_LOCKED: _RETRY | _RECOVER,
    UnlockState.KEYRING_FAILED: _RETRY | _RECOVER,
    UnlockState.KEY_MISSING: _RETRY_OR_NEW | _RECOVER,
    UnlockState.JOURNAL_MISSING: _MEND,
    UnlockState.JOURNAL_DAMAGED: _MEND,
    UnlockState.HEADER_DAMAGED: _RETRY_OR_NEW,
    UnlockState.JOURNAL_TOO_NEW: _RETRY,
    UnlockState.JOURNAL_IN_USE: _RETRY,
    UnlockState.DISK_FULL: _RETRY,
    UnlockState.FOLDER_READ_ONLY: _RETRY,
    UnlockState.DISK_FAULT: _RETRY,
    UnlockState.PROBLEM: _RETRY,
    UnlockState.RESTORING: frozenset(),
    UnlockState.RESTORED: frozenset({WayOut.GO_ON}),
    UnlockState.SET_ASIDE: frozenset({WayOut.GO_ON}),
}
"""What can be done in each state. A new journal is never one of them where the old one may be
sound and only busy, locked or full."""


@dataclass(frozen=True, slots=True)
class UnlockView:
    """What the page shows.

    Attributes:
        error: What went wrong, or None. In RESTORED: what was wrong before.
        ways_out: What can be done now.
        copies: What is known of copies.
        copy: The newest good copy, or None.
        kept: In RESTORED the file that was replaced, in SET_ASIDE the folder with the old files.
        pause: Seconds until another passphrase or code can be tried.
        renewal: In RECOVERED: whether the keyring has the key again.
        has_code: Whether a recovery code opens this journal.
    """

    state: UnlockState
    error: KnownError | None = None
    ways_out: frozenset[WayOut] = frozenset()
    copies: Copies = Copies.NOT_SOUGHT
    copy: Backup | None = None
    kept: Path | None = None
    pause: int = 0
    renewal: Renewal = Renewal.NOT_SOUGHT
    has_code: bool = False


class UnlockPresenter(QObject):
    """The state machine of opening.

    The keyring is asked on ``keys``, which it may block for as long as it likes; all else runs on
    ``journal_jobs``. No state makes a journal: :attr:`first_run` says that there is none to open.

    Signals:
        changed: A new :class:`UnlockView`.
        opened: The open Journal and its JournalKey.
        first_run: There is no journal, or the person set the old one aside.
    """

    changed = Signal(object)
    opened = Signal(object, object)
    first_run = Signal()

    def __init__(
        self, vault: Vault, keys: Jobs, journal_jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._vault = vault
        self._keys = keys
        self._journal_jobs = journal_jobs
        self._key: JournalKey | None = None
        self._at_start = False
        self._asking = False  # the keyring has not answered yet
        self._wanted = False  # its answer is still of use
        self._has_code = False
        self._renewal = Renewal.NOT_SOUGHT
        self._before: tuple[UnlockState, KnownError | None] = (UnlockState.LOOKING, None)
        self._failures = 0
        self._pause = 0
        self._error: KnownError | None = None
        self._copies = Copies.NOT_SOUGHT
        self._copy: Backup | None = None
        self._kept: Path | None = None
        self._state = UnlockState.LOOKING
        self._waiting = QTimer(self, singleShot=True, interval=WAITING_AFTER)
        self._waiting.timeout.connect(lambda: self._show(UnlockState.WAITING))
        self._long = QTimer(self, singleShot=True, interval=LONG_AFTER)
        self._long.timeout.connect(lambda: self._show(UnlockState.WAITING_LONG))
        self._second = QTimer(self, interval=1_000)
        self._second.timeout.connect(self._count_down)

    @property
    def view(self) -> UnlockView:
        """What the page shows now."""
        ways_out = set(WAYS_OUT[self._state])
        if self._copy is None:
            ways_out.discard(WayOut.RESTORE)
        if self._state is UnlockState.PASSPHRASE and self._failures < FREE_FAILURES:
            ways_out.discard(WayOut.START_NEW)
        early = self._state is UnlockState.PASSPHRASE and self._failures == 0
        if not self._has_code or early:
            ways_out.discard(WayOut.RECOVERY)
        return UnlockView(
            self._state,
            self._error,
            frozenset(ways_out),
            self._copies,
            self._copy,
            self._kept,
            self._pause,
            self._renewal,
            self._has_code,
        )

    @property
    def folder(self) -> Path:
        """Where the journal lies."""
        return self._vault.path

    @property
    def keyring_name(self) -> str:
        """What the person knows the keyring as."""
        return self._vault.keyring_name

    @property
    def shortest_passphrase(self) -> int:
        """The fewest characters of a passphrase."""
        return SHORTEST_PASSPHRASE

    @property
    def phrase(self) -> str:
        """What has to be typed before the old files are set aside."""
        return self.tr("start a new journal")

    # --- what the person does ---------------------------------------------------------------

    def start(self, at_program_start: bool) -> None:
        """Look at what lies in the folder.

        Args:
            at_program_start: The keyring is asked at once, and an empty folder is a first run.
                Otherwise (after locking) the person asks, and an empty folder is a missing journal.
        """
        self._at_start = at_program_start
        self._look(ask_keyring=at_program_start)

    def try_again(self) -> None:
        """Open again, with the key that was found or from the beginning."""
        if WayOut.TRY_AGAIN not in self.view.ways_out:
            return
        if self._key is not None:
            self._open(self._key)
        else:
            self._look(ask_keyring=True)

    def open_with_keyring(self) -> None:
        """Ask the keyring for the key, and open the journal with it."""
        if self._state is UnlockState.KEYRING:
            self._ask_keyring()

    def stop_waiting(self) -> None:
        """Go back to where the keyring can be asked. A late answer opens nothing."""
        if WayOut.STOP_WAITING in self.view.ways_out:
            self._forget()
            self._show(UnlockState.KEYRING)

    def open_with_passphrase(self, passphrase: str) -> None:
        """Try a passphrase; nothing happens while one has to wait."""
        if self._state is not UnlockState.PASSPHRASE or self._pause or not passphrase:
            return
        self._show(UnlockState.OPENING)
        self._journal_jobs.submit(
            lambda: self._vault.key_from_passphrase(passphrase), self._open, self._fail
        )

    # --- the recovery code ------------------------------------------------------------------

    def recover(self) -> None:
        """Ask for the recovery code. A keyring's late answer opens nothing any more."""
        if WayOut.RECOVERY not in self.view.ways_out:
            return
        waited = self._state is UnlockState.WAITING_LONG
        self._before = (UnlockState.KEYRING, None) if waited else (self._state, self._error)
        self._forget()
        self._show(UnlockState.RECOVERY)

    def go_back(self) -> None:
        """Leave the recovery code, to where it was asked for."""
        if WayOut.BACK in self.view.ways_out:
            self._show(*self._before)

    def open_with_code(self, text: str) -> None:
        """Try a recovery code; nothing happens while one has to wait."""
        if self._state is not UnlockState.RECOVERY or self._pause or not text.strip():
            return
        self._show(UnlockState.OPENING)
        self._journal_jobs.submit(
            lambda: (self._vault.key_from_recovery_code(text), self._vault.state()),
            lambda found: self._recovered(*found),
            self._fail,
        )

    def check(self, passphrase: str, again: str) -> PassphraseFault | None:
        """Tell what is amiss with a new passphrase, or None."""
        return passphrase_fault(passphrase, again)

    def change_passphrase(self, passphrase: str) -> None:
        """Take another passphrase, which :meth:`check` let pass, and open the journal."""
        key = self._key
        if self._state is not UnlockState.NEW_PASSPHRASE or key is None:
            return
        self._show(UnlockState.OPENING)
        self._journal_jobs.submit(
            lambda: self._vault.change_passphrase(key, passphrase),
            lambda _none: self._open(key),
            lambda error: self._not_changed(error, key),
        )

    def keep_old_passphrase(self) -> None:
        """Open the journal, and leave its passphrase as it is."""
        if WayOut.KEEP_OLD in self.view.ways_out and self._key is not None:
            self._open(self._key)

    def restore(self) -> None:
        """Make the newest good copy the journal."""
        key = self._key
        if WayOut.RESTORE not in self.view.ways_out or key is None:
            return
        self._show(UnlockState.RESTORING, self._error)
        self._journal_jobs.submit(
            lambda: self._vault.restore_newest(key), self._restored, self._fail
        )

    def start_new(self, typed: str) -> bool:
        """Set the old files aside when :attr:`phrase` was typed; otherwise return False."""
        if WayOut.START_NEW not in self.view.ways_out:
            return False
        if " ".join(typed.split()).casefold() != self.phrase.casefold():
            return False
        self._forget()
        self._show(UnlockState.OPENING)
        self._journal_jobs.submit(self._vault.set_aside, self._aside, self._fail)
        return True

    def go_on(self) -> None:
        """Open the restored journal, or go to the first run after setting the old one aside."""
        ready = self._state in (UnlockState.RESTORED, UnlockState.RECOVERED)
        if ready and self._key is not None:
            self._open(self._key)
        elif self._state is UnlockState.SET_ASIDE:
            self._forget()
            self.first_run.emit()

    # --- what comes back --------------------------------------------------------------------

    def _look(self, ask_keyring: bool) -> None:
        self._forget()
        self._failures = 0
        self._pause = 0
        self._second.stop()
        self._show(UnlockState.LOOKING)
        self._journal_jobs.submit(
            lambda: (self._vault.state(), self._vault.has_recovery_code()),
            lambda found: self._found(*found, ask_keyring),
            self._fail,
        )

    def _found(self, state: VaultState, has_code: bool, ask_keyring: bool) -> None:
        self._has_code = has_code
        match state:
            case VaultState.FIRST_RUN if self._at_start:
                self.first_run.emit()
            case VaultState.FIRST_RUN:
                self._fail(JournalMissing())
            case VaultState.HEADER_LOST:
                self._fail(HeaderDamaged())
            case VaultState.PASSPHRASE:
                self._show(UnlockState.PASSPHRASE)
            case VaultState.KEYRING if ask_keyring:
                self._ask_keyring()
            case VaultState.KEYRING:
                self._show(UnlockState.KEYRING)

    def _ask_keyring(self) -> None:
        self._wanted = True
        self._show(UnlockState.OPENING)
        self._waiting.start()
        self._long.start()
        if not self._asking:
            self._asking = True
            self._keys.submit(
                self._vault.key_from_keyring, self._keyring_gave, self._keyring_refused
            )

    def _keyring_gave(self, key: JournalKey) -> None:
        self._asking = False
        if self._wanted:
            self._open(key)

    def _keyring_refused(self, error: Exception) -> None:
        self._asking = False
        if self._wanted or not isinstance(error, KnownError):
            self._fail(error)

    def _recovered(self, key: JournalKey, state: VaultState) -> None:
        self._failures = 0
        self._key = key
        if state is VaultState.PASSPHRASE:
            self._show(UnlockState.NEW_PASSPHRASE)
            return
        self._renewal = Renewal.ASKING
        self._show(UnlockState.RECOVERED)
        self._keys.submit(
            lambda: self._vault.after_recovery(key),
            lambda done: self._renewed(Renewal.DONE if done else Renewal.FAILED),
            self._not_renewed,
        )

    def _renewed(self, renewal: Renewal) -> None:
        if self._state is UnlockState.RECOVERED:
            self._renewal = renewal
            self._show(UnlockState.RECOVERED)

    def _not_renewed(self, error: Exception) -> None:
        self._renewed(Renewal.FAILED)
        if not isinstance(error, KnownError):
            raise error

    def _not_changed(self, error: Exception, key: JournalKey) -> None:
        if not isinstance(error, KnownError):
            self._fail(error)
            return
        self._key = key
        self._show(UnlockState.NEW_PASSPHRASE, error)

    def _open(self, key: JournalKey) -> None:
        self._forget()
        self._key = key
        self._show(UnlockState.OPENING)
        self._journal_jobs.submit(
            lambda: self._vault.open(key), lambda journal: self._is_open(journal, key), self._fail
        )

    def _is_open(self, journal: Journal, key: JournalKey) -> None:
        self._forget()
        self._failures = 0
        self._show(UnlockState.LOOKING)
        self.opened.emit(journal, key)

    def _fail(self, error: Exception) -> None:
        # The key stays for another try, unless it is the key that does not fit.
        wrong = KeyringError | WrongPassphrase | WrongRecoveryCode | MistypedCode
        key = None if isinstance(error, wrong) else self._key
        self._forget()
        if not isinstance(error, KnownError):
            self._show(UnlockState.PROBLEM, KnownError())
            raise error
        self._key = key
        if isinstance(error, WrongPassphrase | WrongRecoveryCode):
            self._count_failure()
        state = STATE_OF.get(type(error), UnlockState.PROBLEM)
        if key is None or WayOut.RESTORE not in WAYS_OUT[state]:
            self._show(state, error)
        else:
            self._copies = Copies.LOOKING
            self._show(state, error)
            self._journal_jobs.submit(
                lambda: self._vault.backups(key),
                lambda copies: self._copies_found(error, copies),
                lambda problem: self._copies_not_found(error, problem),
            )

    def _copies_found(self, error: KnownError, copies: Sequence[Backup]) -> None:
        if self._error is not error:
            return  # the person went elsewhere meanwhile
        self._copies = Copies.FOUND if copies else Copies.NONE
        self._copy = copies[0] if copies else None
        self._show(self._state, error)

    def _copies_not_found(self, error: KnownError, problem: Exception) -> None:
        self._copies_found(error, ())
        if not isinstance(problem, KnownError):
            raise problem

    def _restored(self, restored: Restored) -> None:
        self._copy = restored.backup
        self._kept = restored.damaged
        self._show(UnlockState.RESTORED, self._error)

    def _aside(self, folder: Path) -> None:
        self._kept = folder
        self._show(UnlockState.SET_ASIDE)

    def _count_failure(self) -> None:
        self._failures += 1
        if self._failures >= FREE_FAILURES:
            self._pause = min(2 ** (self._failures - FREE_FAILURES), LONGEST_PAUSE)
            self._second.start()

    def _count_down(self) -> None:
        self._pause -= 1
        if self._pause <= 0:
            self._pause = 0
            self._second.stop()
        self.changed.emit(self.view)

    def _forget(self) -> None:
        """Drop the key and all that was known of the last try."""
        self._waiting.stop()
        self._long.stop()
        self._wanted = False
        self._key = None
        self._copies = Copies.NOT_SOUGHT
        self._copy = None
        self._kept = None
        self._renewal = Renewal.NOT_SOUGHT

    def _show(self, state: UnlockState, error: KnownError | None = None) -> None:
        self._state = state
        self._error = error
        self.changed.emit(self.view)
