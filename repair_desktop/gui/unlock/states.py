"""The states of opening a journal, and what can be done in each; ``docs/opening.md`` draws them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

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
    KeyringFailed,
    KeyringLocked,
    KeyringMissing,
    KnownError,
    MistypedCode,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.ports import Backup, Rescued


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
    RESTORED = "restored"  # from a backup; not open yet
    RESCUING = "rescuing"  # reading what can be read of a damaged journal
    RESCUED = "rescued"  # not open yet
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


class Search(Enum):
    """What is known of the backups of a damaged or missing journal."""

    NOT_BEGUN = "not_begun"
    LOOKING = "looking"
    NONE = "none"  # no good one
    FOUND = "found"
    UNREAD = "unread"  # the disk would not give them; they may be good


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
    BY_PASSPHRASE = "by_passphrase"  # while the keyring has yet to prove itself
    STOP_WAITING = "stop_waiting"
    TRY_AGAIN = "try_again"
    RESTORE = "restore"  # once a good backup was found
    RESCUE = "rescue"  # where there is a damaged file
    FOLDER = "folder"  # the journal is in another one
    BACKUP = "backup"  # one that lies elsewhere
    START_NEW = "start_new"  # after typing a phrase
    GO_ON = "go_on"
    RECOVERY = "recovery"  # for vaults that have a code
    CODE = "code"
    BACK = "back"
    NEW_PASSPHRASE = "new_passphrase"
    KEEP_OLD = "keep_old"


_RETRY = frozenset({WayOut.TRY_AGAIN})
_WITHOUT_KEYRING = frozenset({WayOut.RECOVERY, WayOut.BY_PASSPHRASE})
_START_NEW = frozenset({WayOut.START_NEW})
_ELSEWHERE = frozenset({WayOut.FOLDER, WayOut.BACKUP})

WAYS_OUT: dict[UnlockState, frozenset[WayOut]] = {
    UnlockState.LOOKING: frozenset(),
    UnlockState.KEYRING: frozenset({WayOut.OPEN}),
    UnlockState.PASSPHRASE: frozenset({WayOut.PASSPHRASE, WayOut.RECOVERY, WayOut.BACK})
    | _START_NEW,
    UnlockState.RECOVERY: frozenset({WayOut.CODE, WayOut.BACK}),
    UnlockState.RECOVERED: frozenset({WayOut.GO_ON}),
    UnlockState.NEW_PASSPHRASE: frozenset({WayOut.NEW_PASSPHRASE, WayOut.KEEP_OLD}),
    UnlockState.OPENING: frozenset(),
    UnlockState.WAITING: frozenset({WayOut.STOP_WAITING}),
    UnlockState.WAITING_LONG: frozenset({WayOut.STOP_WAITING}) | _WITHOUT_KEYRING,
    UnlockState.KEYRING_MISSING: _RETRY | _WITHOUT_KEYRING | _START_NEW,
    UnlockState.KEYRING_LOCKED: _RETRY | _WITHOUT_KEYRING,
    UnlockState.KEYRING_FAILED: _RETRY | _WITHOUT_KEYRING,
    UnlockState.KEY_MISSING: _RETRY | _WITHOUT_KEYRING | _START_NEW,
    UnlockState.JOURNAL_MISSING: _RETRY | {WayOut.RESTORE} | _ELSEWHERE | _START_NEW,
    UnlockState.JOURNAL_DAMAGED: _RETRY
    | {WayOut.RESTORE, WayOut.RESCUE, WayOut.BACKUP}
    | _START_NEW,
    UnlockState.HEADER_DAMAGED: _RETRY | _ELSEWHERE | _START_NEW,
    UnlockState.JOURNAL_TOO_NEW: _RETRY,
    UnlockState.JOURNAL_IN_USE: _RETRY,
    UnlockState.DISK_FULL: _RETRY,
    UnlockState.FOLDER_READ_ONLY: _RETRY,
    UnlockState.DISK_FAULT: _RETRY,
    UnlockState.PROBLEM: _RETRY,
    UnlockState.RESTORING: frozenset(),
    UnlockState.RESTORED: frozenset({WayOut.GO_ON, WayOut.RESCUE}),
    UnlockState.RESCUING: frozenset(),
    UnlockState.RESCUED: frozenset({WayOut.GO_ON, WayOut.RESTORE}),
    UnlockState.SET_ASIDE: frozenset({WayOut.GO_ON}),
}
"""What can be done in each state. A new journal is never one of them where the old one may be
sound and only busy, locked or full."""


@dataclass(frozen=True, slots=True)
class UnlockView:
    """What the page shows.

    Attributes:
        error: What went wrong, or None. In RESTORED and RESCUED: what was wrong before.
        ways_out: What can be done now.
        search: What is known of backups.
        backups: The good ones, newest first.
        chosen: The one that is to be restored, or None; in RESTORED the one that was.
        kept: In RESTORED and RESCUED the file that was the journal before, in SET_ASIDE the folder
            with the old files.
        rescued: In RESCUED: counts.
        failed: The way out that was tried in vain, RESTORE or RESCUE, or None.
        failure: Why it came to nothing, or None.
        pause: Seconds until another passphrase or code can be tried.
        renewal: In RECOVERED: whether the keyring has the key again.
        has_code: Whether a recovery code opens this journal.
        has_passphrase: Whether a passphrase opens it.
        is_empty: Whether there is nothing in the folder, or no folder.
    """

    state: UnlockState
    error: KnownError | None = None
    ways_out: frozenset[WayOut] = frozenset()
    search: Search = Search.NOT_BEGUN
    backups: tuple[Backup, ...] = ()
    chosen: Backup | None = None
    kept: Path | None = None
    rescued: Rescued | None = None
    failed: WayOut | None = None
    failure: KnownError | None = None
    pause: int = 0
    renewal: Renewal = Renewal.NOT_SOUGHT
    has_code: bool = False
    has_passphrase: bool = False
    is_empty: bool = False
