"""Opens the journal, or says why it does not open and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from repair_desktop.core.errors import (
    HeaderDamaged,
    JournalDamaged,
    JournalMissing,
    KeyMissing,
    KeyringError,
    KnownError,
    MistypedCode,
    NoBackup,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.passphrases import (
    SHORTEST_PASSPHRASE,
    PassphraseFault,
    passphrase_fault,
)
from repair_desktop.core.ports import Backup, Journal, JournalKey, Rescued
from repair_desktop.gui.jobs import Jobs
from repair_desktop.gui.unlock.states import (
    STATE_OF,
    WAYS_OUT,
    Renewal,
    Search,
    UnlockState,
    UnlockView,
    WayOut,
)
from repair_desktop.services.backups import Backups, Restored, Saved
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.vault import Vault, VaultState

T = TypeVar("T")

WAITING_AFTER = 1_000
"""Milliseconds until the person is told that the keyring is being waited for."""

LONG_AFTER = 10_000
"""Milliseconds until the person is told what can be done about a keyring that is silent."""

FREE_FAILURES = 3
"""Wrong passphrases or codes from which on the next try has to wait: 1, 2, 4 ... seconds."""

LONGEST_PAUSE = 30
"""Seconds."""


_VAULT_CHANGED = (KeyMissing, HeaderDamaged, JournalMissing)
"""What says that the folder is another one now than when it was looked at."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What lies in the folder, and what opens it."""

    state: VaultState
    has_code: bool
    has_passphrase: bool
    was_removed: bool


class UnlockPresenter(QObject):
    """The state machine of opening; ``docs/opening.md`` draws it.

    The keyring is asked on ``keys``, which it may block for as long as it likes; all else runs on
    ``journal_jobs``. No state makes a journal: :attr:`first_run` says that there is none to open.

    Args:
        vault: What is opened.
        backups: What it can be restored from.
        changes: Takes a new passphrase in place of a forgotten one.
        worksheet_of: Gives the worksheet and its version that a prompt's id belongs to, for what
            is read out of a damaged journal.
        keys: Runs what may wait for the keyring.
        journal_jobs: Runs all else.

    Signals:
        changed: A new :class:`UnlockView`.
        opened: The open Journal and its JournalKey.
        settle_requested: The JournalKey, and whether the keyring gave it. Comes after ``opened``;
            a :class:`~repair_desktop.gui.unlock.settle_presenter.KeySettler` does the rest.
        first_run: There is no journal, or the person set the old one aside.
        folder_requested: The journal is in another folder, which the person wants to choose.
        backup_requested: The person has a backup elsewhere. The JournalKey of this vault, or None
            where it is not known.
    """

    changed = Signal(object)
    opened = Signal(object, object)
    settle_requested = Signal(object, bool)
    first_run = Signal()
    folder_requested = Signal()
    backup_requested = Signal(object)

    def __init__(
        self,
        vault: Vault,
        backups: Backups,
        changes: KeyChanges,
        worksheet_of: Callable[[str], tuple[str, int] | None],
        keys: Jobs,
        journal_jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._vault = vault
        self._backups = backups
        self._changes = changes
        self._worksheet_of = worksheet_of
        self._keys = keys
        self._journal_jobs = journal_jobs
        self._key: JournalKey | None = None
        self._by_keyring = False  # whether the keyring gave it
        self._may_be_first = False  # whether an empty folder is a first run
        self._asking = False  # the keyring has not answered yet
        self._wanted = False  # its answer is still of use
        self._has_code = False
        self._has_passphrase = False
        self._is_empty = False
        self._renewal = Renewal.NOT_SOUGHT
        self._back: list[tuple[UnlockState, KnownError | None]] = []
        self._failures = 0
        self._pause = 0
        self._error: KnownError | None = None
        self._search = Search.NOT_BEGUN
        self._good: list[Backup] = []
        self._chosen: Backup | None = None
        self._kept: Path | None = None
        self._saved: Rescued | None = None
        self._failed: WayOut | None = None
        self._failure: KnownError | None = None
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
        return UnlockView(
            state=self._state,
            error=self._error,
            ways_out=WAYS_OUT[self._state] - self._closed_ways(),
            search=self._search,
            backups=tuple(self._good),
            chosen=self._chosen,
            kept=self._kept,
            rescued=self._saved,
            failed=self._failed,
            failure=self._failure,
            pause=self._pause,
            renewal=self._renewal,
            has_code=self._has_code,
            has_passphrase=self._has_passphrase,
            is_empty=self._is_empty,
        )

    def _closed_ways(self) -> set[WayOut]:
        """Return the ways out that lead nowhere now."""
        by_passphrase = self._state is UnlockState.PASSPHRASE
        closed = {
            WayOut.RESTORE: self._chosen is None,
            WayOut.RESCUE: not self._can_rescue(),
            WayOut.START_NEW: by_passphrase and self._failures < FREE_FAILURES,
            WayOut.RECOVERY: not self._has_code or (by_passphrase and self._failures == 0),
            WayOut.BY_PASSPHRASE: not self._has_passphrase,
            WayOut.BACK: not self._back,
        }
        return {way for way, is_closed in closed.items() if is_closed}

    def _can_rescue(self) -> bool:
        known = self._key is not None and self._search is not Search.LOOKING
        return known and isinstance(self._error, JournalDamaged)

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

    def start(self, at_program_start: bool, expected: bool = False) -> None:
        """Look at what lies in the folder.

        Args:
            at_program_start: The keyring is asked at once, and an empty folder is a first run.
                Otherwise (after locking) the person asks, and an empty folder is a missing journal.
            expected: The person chose this folder before, so an empty one is a missing journal.
        """
        self._may_be_first = at_program_start and not expected
        self._look(lambda found: self._found(found, ask_keyring=at_program_start))

    def start_with(self, key: JournalKey) -> None:
        """Open the journal with a key that is known, as after a backup was adopted.

        Where the keyring is its place, it is put there, so that the next start opens by itself.
        """
        self._may_be_first = False
        self._look(lambda found: self._found_with(found, key))

    def try_again(self) -> None:
        """Open again, with the key that was found or from the beginning."""
        if WayOut.TRY_AGAIN not in self.view.ways_out:
            return
        if self._key is not None:
            self._open(self._key, self._by_keyring)
        else:
            self._look(lambda found: self._found(found, ask_keyring=True))

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

    def use_passphrase(self) -> None:
        """Ask for the passphrase that opens the journal until the keyring has proven itself."""
        if WayOut.BY_PASSPHRASE in self.view.ways_out:
            self._ask_for(UnlockState.PASSPHRASE)

    # --- the recovery code ------------------------------------------------------------------

    def recover(self) -> None:
        """Ask for the recovery code. A keyring's late answer opens nothing any more."""
        if WayOut.RECOVERY in self.view.ways_out:
            self._ask_for(UnlockState.RECOVERY)

    def go_back(self) -> None:
        """Leave the recovery code or the passphrase, to where it was asked for."""
        if WayOut.BACK in self.view.ways_out:
            self._show(*self._back.pop())

    def _ask_for(self, state: UnlockState) -> None:
        waited = self._state is UnlockState.WAITING_LONG
        self._back.append((UnlockState.KEYRING, None) if waited else (self._state, self._error))
        self._forget()
        self._show(state)

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
            lambda: self._changes.change_passphrase(key, passphrase),
            lambda _none: self._open(key),
            lambda error: self._not_changed(error, key),
        )

    def keep_old_passphrase(self) -> None:
        """Open the journal, and leave its passphrase as it is."""
        if WayOut.KEEP_OLD in self.view.ways_out and self._key is not None:
            self._open(self._key)

    # --- a damaged or missing journal -------------------------------------------------------

    def choose(self, backup: Backup) -> None:
        """Choose the backup that is to be restored; the newest one is at first."""
        if WayOut.RESTORE in self.view.ways_out and backup in self._good:
            self._chosen = backup
            self.changed.emit(self.view)

    def restore(self) -> None:
        """Make the backup that is chosen the journal."""
        key, backup = self._key, self._chosen
        if WayOut.RESTORE in self.view.ways_out and key is not None and backup is not None:
            self._mend(
                UnlockState.RESTORING,
                lambda: self._backups.restore(backup, key),
                self._restored,
                backup,
            )

    def rescue(self) -> None:
        """Make what can be read out of the damaged file the journal."""
        key, damaged = self._key, self._kept
        if WayOut.RESCUE in self.view.ways_out and key is not None:
            self._mend(
                UnlockState.RESCUING,
                lambda: self._backups.rescue(key, self._worksheet_of, damaged),
                self._rescued,
            )

    def choose_folder(self) -> None:
        """Ask for the folder that the journal is in."""
        if WayOut.FOLDER in self.view.ways_out:
            self.folder_requested.emit()

    def choose_backup(self) -> None:
        """Ask for a backup that lies elsewhere."""
        if WayOut.BACKUP in self.view.ways_out:
            self.backup_requested.emit(self._key)

    def start_new(self, typed: str) -> bool:
        """Set the old files aside when :attr:`phrase` was typed; otherwise return False."""
        if WayOut.START_NEW not in self.view.ways_out:
            return False
        if " ".join(typed.split()).casefold() != self.phrase.casefold():
            return False
        self._forget()
        if self._is_empty:
            self.first_run.emit()
            return True
        self._show(UnlockState.OPENING)
        self._journal_jobs.submit(self._vault.set_aside, self._aside, self._fail)
        return True

    def go_on(self) -> None:
        """Open the mended journal, or go to the first run after setting the old one aside."""
        if WayOut.GO_ON not in self.view.ways_out:
            return
        if self._state is UnlockState.SET_ASIDE:
            self._forget()
            self.first_run.emit()
        elif self._key is not None:
            self._open(self._key, self._by_keyring)

    # --- what comes back --------------------------------------------------------------------

    def _look(self, then: Callable[[_Found], None]) -> None:
        self._forget()
        self._back.clear()
        self._is_empty = False
        self._failures = 0
        self._pause = 0
        self._second.stop()
        self._show(UnlockState.LOOKING)
        self._journal_jobs.submit(self._look_at_folder, then, self._fail)

    def _look_at_folder(self) -> _Found:
        was_removed = self._vault.finish_removal()
        return _Found(
            state=self._vault.state(),
            has_code=self._vault.has_recovery_code(),
            has_passphrase=self._vault.has_passphrase(),
            was_removed=was_removed,
        )

    def _note(self, found: _Found) -> None:
        self._has_code = found.has_code
        self._has_passphrase = found.has_passphrase
        self._is_empty = found.state is VaultState.FIRST_RUN

    def _found(self, found: _Found, ask_keyring: bool) -> None:
        self._note(found)
        match found.state:
            case VaultState.FIRST_RUN if self._may_be_first or found.was_removed:
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

    def _found_with(self, found: _Found, key: JournalKey) -> None:
        self._note(found)
        self._keys.submit(
            lambda: self._vault.after_recovery(key), lambda _done: None, self._not_renewed
        )
        self._open(key)

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
            self._open(key, by_keyring=True)

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
        if self._has_passphrase:  # the keyring has not proven itself, and it did not now
            self._show(UnlockState.RECOVERED)
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

    def _open(self, key: JournalKey, by_keyring: bool = False) -> None:
        self._forget()
        self._key = key
        self._by_keyring = by_keyring
        self._show(UnlockState.OPENING)
        self._journal_jobs.submit(
            lambda: self._vault.open(key), lambda journal: self._is_open(journal, key), self._fail
        )

    def _is_open(self, journal: Journal, key: JournalKey) -> None:
        self._forget()
        self._failures = 0
        self._show(UnlockState.LOOKING)
        self.opened.emit(journal, key)
        self.settle_requested.emit(key, self._by_keyring)

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
            self._search = Search.LOOKING
            self._show(state, error)
            self._journal_jobs.submit(
                lambda: self._backups.sound(key),
                lambda backups: self._backups_found(error, backups),
                lambda problem: self._backups_not_found(error, problem),
            )

    def _backups_found(self, error: KnownError, backups: Sequence[Backup]) -> None:
        if self._error is error and self._search is Search.LOOKING:
            self._good = list(backups)
            self._choose_newest()
            self._show(self._state, error)

    def _backups_not_found(self, error: KnownError, problem: Exception) -> None:
        if self._error is error and self._search is Search.LOOKING:
            self._search = Search.UNREAD
            self._show(self._state, error)
        if not isinstance(problem, KnownError):
            raise problem

    def _choose_newest(self) -> None:
        self._search = Search.FOUND if self._good else Search.NONE
        self._chosen = self._good[0] if self._good else None

    def _mend(
        self,
        state: UnlockState,
        job: Callable[[], T],
        done: Callable[[T], None],
        backup: Backup | None = None,
    ) -> None:
        before = self._state
        self._failed = self._failure = None
        self._show(state, self._error)
        self._journal_jobs.submit(job, done, lambda error: self._not_mended(error, before, backup))

    def _restored(self, restored: Restored) -> None:
        self._mended(restored.before)
        self._show(UnlockState.RESTORED, self._error)

    def _rescued(self, saved: Saved) -> None:
        self._mended(saved.before)
        self._saved = saved.rescued
        self._show(UnlockState.RESCUED, self._error)

    def _mended(self, before: Path) -> None:
        # One way after the other: the damaged file is the one that was there at first.
        self._kept = self._kept or before

    def _not_mended(self, error: Exception, before: UnlockState, backup: Backup | None) -> None:
        """Stay where it was tried: the other backups, and the other ways, are still there."""
        if not isinstance(error, KnownError) or isinstance(error, _VAULT_CHANGED):
            self._fail(error)
            return
        if backup is not None and isinstance(error, JournalDamaged | NoBackup):
            self._good.remove(backup)
            self._choose_newest()
        self._failed = WayOut.RESCUE if backup is None else WayOut.RESTORE
        self._failure = error
        self._show(before, self._error)

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
        self._search = Search.NOT_BEGUN
        self._good = []
        self._chosen = None
        self._kept = None
        self._saved = None
        self._failed = self._failure = None
        self._renewal = Renewal.NOT_SOUGHT

    def _show(self, state: UnlockState, error: KnownError | None = None) -> None:
        self._state = state
        self._error = error
        self.changed.emit(self.view)
