"""Changes what opens the journal, while it is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from repair_desktop.core.code_check import CodeCheck
from repair_desktop.core.errors import KnownError
from repair_desktop.core.new_passphrase import new_passphrase
from repair_desktop.core.passphrases import (
    SHORTEST_PASSPHRASE,
    PassphraseFault,
    passphrase_fault,
)
from repair_desktop.core.ports import JournalKey
from repair_desktop.gui.jobs import Jobs
from repair_desktop.gui.vault.keyring_switch_presenter import KeyringSwitch
from repair_desktop.services.key_changes import KeyChanges, NewLock
from repair_desktop.services.slots import Slots, slots_of
from repair_desktop.services.vault import Protection, Vault

WAITING_AFTER = 1_000
"""Milliseconds until the person is told that the keyring is being waited for."""

LONG_AFTER = 10_000
"""Milliseconds until a keyring that has not answered counts as silent."""


class LockStep(Enum):
    """Where the person is."""

    LOOKING = "looking"  # at what opens the journal now
    WAYS = "ways"  # what opens it, and what else could
    PASSPHRASE = "passphrase"  # a first one, in place of the keyring
    CHANGE = "change"  # another passphrase
    LOGIN = "login"  # the keyring, in place of the passphrase
    KEY = "key"  # another key in the keyring
    CODE = "code"  # the recovery code that goes with another key


class Store(Enum):
    """What is known of the keyring."""

    LOOKING = "looking"
    AVAILABLE = "available"
    MISSING = "missing"
    SILENT = "silent"  # no answer yet, after a long time


class Wait(Enum):
    """What is being waited for."""

    NOTHING = "nothing"
    WORK = "work"
    STORE = "store"  # the keyring, longer than a moment
    STORE_LONG = "store_long"


class Change(Enum):
    """What was done."""

    PASSPHRASE = "passphrase"
    LOGIN = "login"
    NOTHING = "nothing"  # the person stopped waiting


@dataclass(frozen=True, slots=True)
class LockView:
    """What the page shows.

    Attributes:
        step: Where the person is.
        slots: What opens the journal now; None until it is known.
        store: What is known of the keyring.
        wait: What is being waited for.
        done: In WAYS: what was done before, or None.
        error: What went wrong, or None.
    """

    step: LockStep
    slots: Slots | None = None
    store: Store = Store.LOOKING
    wait: Wait = Wait.NOTHING
    done: Change | None = None
    error: KnownError | None = None


class LockPresenter(QObject):
    """Changes slots in place; another key is asked for, since the journal has to be closed then.

    What was typed and the new code are dropped with each step back to WAYS, and with the page.

    Args:
        vault: What is locked.
        changes: The changes of its locks.
        switch: Lets the keyring open it. On the runners themselves, see there.
        key: Its key.
        keys: Runs what may wait for the keyring.
        journal_jobs: Runs all else.

    Signals:
        changed: A new :class:`LockView`.
        rotate_requested: A NewLock. It is the same one when it is asked for once more.
    """

    changed = Signal(object)
    rotate_requested = Signal(object)

    def __init__(
        self,
        vault: Vault,
        changes: KeyChanges,
        switch: KeyringSwitch,
        key: JournalKey,
        keys: Jobs,
        journal_jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._vault = vault
        self._changes = changes
        self._switch = switch
        self._key = key
        self._keys = keys
        self._journal_jobs = journal_jobs
        self._slots: Slots | None = None
        self._view = LockView(LockStep.LOOKING)
        self._store = Store.LOOKING
        self._passphrase = ""
        self._code: CodeCheck | None = None
        self._protection = Protection.KEYRING
        self._silent = QTimer(self, singleShot=True, interval=LONG_AFTER)
        self._silent.timeout.connect(lambda: self._set_store(Store.SILENT))
        self._waiting = QTimer(self, singleShot=True, interval=WAITING_AFTER)
        self._waiting.timeout.connect(lambda: self._wait(Wait.STORE))
        self._long = QTimer(self, singleShot=True, interval=LONG_AFTER)
        self._long.timeout.connect(lambda: self._wait(Wait.STORE_LONG))
        self.destroyed.connect(switch.cancel)

    @property
    def view(self) -> LockView:
        """What the page shows now."""
        return self._view

    @property
    def keyring_name(self) -> str:
        """What the person knows the keyring as."""
        return self._vault.keyring_name

    @property
    def shortest_passphrase(self) -> int:
        """The fewest characters of a passphrase."""
        return SHORTEST_PASSPHRASE

    @property
    def code(self) -> CodeCheck | None:
        """The new recovery code; None but in CODE."""
        return self._code

    @property
    def by_passphrase(self) -> bool:
        """In CODE: whether a passphrase is to open the journal, and not the keyring."""
        return self._protection is Protection.PASSPHRASE

    def start(self) -> None:
        """Look at what opens the journal now, and for a keyring."""
        self._look(None)
        self._silent.start()
        self._keys.submit(self._vault.keyring_available, self._store_answered, self._store_failed)

    def check(self, passphrase: str, again: str) -> PassphraseFault | None:
        """Tell what is amiss with a new passphrase, or None."""
        return passphrase_fault(passphrase, again)

    def new_passphrase(self) -> str:
        """Return a passphrase of random words, for the person to write down and type."""
        return new_passphrase()

    # --- where to ---------------------------------------------------------------------------

    def begin(self, step: LockStep) -> None:
        """Go from WAYS to a step that is offered there; see :meth:`offered`."""
        if step in self.offered():
            self._show(step)

    def offered(self) -> frozenset[LockStep]:
        """Return the steps that can be begun now."""
        slots = self._slots
        if self._view.step is not LockStep.WAYS or slots is None:
            return frozenset()
        if not slots.by_passphrase:
            return frozenset({LockStep.PASSPHRASE, LockStep.KEY})
        if self._store is Store.AVAILABLE:
            return frozenset({LockStep.CHANGE, LockStep.LOGIN})
        return frozenset({LockStep.CHANGE})

    def go_back(self) -> None:
        """Leave a step, with nothing changed and nothing kept of what was typed."""
        if self._view.wait is Wait.NOTHING and self._view.step is not LockStep.LOOKING:
            self._forget()
            self._show(LockStep.WAYS)

    def stop_waiting(self) -> None:
        """Stop waiting for the keyring. A key that it still takes is taken out again."""
        if self._view.wait in (Wait.STORE, Wait.STORE_LONG):
            self._stop_clocks()
            self._switch.cancel()
            self._forget()
            self._show(LockStep.WAYS, done=Change.NOTHING)

    # --- what the person enters -------------------------------------------------------------

    def take_passphrase(self, passphrase: str) -> None:
        """Take a first passphrase, which :meth:`check` let pass; the new code comes next."""
        if self._is_ready(LockStep.PASSPHRASE):
            self._show_code(Protection.PASSPHRASE, passphrase)

    def take_key(self) -> None:
        """Take another key in the keyring; the new code comes next."""
        if self._is_ready(LockStep.KEY):
            self._show_code(Protection.KEYRING, "")

    def change(self, present: str, new: str, with_key: bool) -> None:
        """Change the passphrase.

        Args:
            present: The passphrase of now; it is checked first.
            new: The new one, which :meth:`check` let pass.
            with_key: Whether the key is to be another one, too; the new code comes next then.
        """
        if not self._is_ready(LockStep.CHANGE):
            return

        def work() -> None:
            self._changes.check_passphrase(self._key, present)
            if not with_key:
                self._changes.change_passphrase(self._key, new)

        def done(_none: None) -> None:
            if with_key:
                self._show_code(Protection.PASSPHRASE, new)
            else:
                self._look(Change.PASSPHRASE)

        self._wait(Wait.WORK)
        self._journal_jobs.submit(work, done, self._fail)

    def by_login(self, present: str) -> None:
        """Let the keyring open the journal from the next start on.

        Args:
            present: The passphrase of now; it is checked first.
        """
        if self._is_ready(LockStep.LOGIN):
            self._wait(Wait.WORK)
            self._journal_jobs.submit(
                lambda: self._changes.check_passphrase(self._key, present),
                lambda _none: self._ask_store(),
                self._fail,
            )

    def go_on_with_code(self, typed: Mapping[int, str]) -> frozenset[int]:
        """Ask for the other key if the groups in ``typed`` are those of the code.

        Returns:
            The numbers of the groups that are not right.
        """
        if self._code is None:
            return frozenset()
        wrong = self._code.wrong(typed)
        if not wrong:
            self._rotate(has_code=True)
        return wrong

    def go_on_without_code(self) -> None:
        """Ask for the other key, with no recovery code: the person does not keep it."""
        if self._code is not None:
            self._rotate(has_code=False)

    # --- inside -----------------------------------------------------------------------------

    def _is_ready(self, step: LockStep) -> bool:
        return self._view.step is step and self._view.wait is Wait.NOTHING

    def _look(self, done: Change | None) -> None:
        self._forget()

        def found(slots: Slots) -> None:
            self._slots = slots
            self._show(LockStep.WAYS, done=done)

        self._journal_jobs.submit(lambda: slots_of(self._vault), found, self._fail)

    def _show_code(self, protection: Protection, passphrase: str) -> None:
        self._protection = protection
        self._passphrase = passphrase
        self._code = CodeCheck.begin()
        self._show(LockStep.CODE)

    def _rotate(self, has_code: bool) -> None:
        # Kept until the page goes: where the journal can not be closed, this is asked once more.
        assert self._code is not None
        code = self._code.code if has_code else None
        self.rotate_requested.emit(NewLock(self._protection, self._passphrase, code))

    def _ask_store(self) -> None:
        self._waiting.start()
        self._long.start()
        self._switch.begin(self._store_kept, lambda: self._look(Change.LOGIN), self._fail)

    def _store_kept(self) -> None:
        self._stop_clocks()
        self._wait(Wait.WORK)

    def _fail(self, error: Exception) -> None:
        self._stop_clocks()
        step = self._view.step
        if not isinstance(error, KnownError):
            self._show(step)
            raise error
        self._show(step, error=error)

    def _store_answered(self, available: bool) -> None:
        self._silent.stop()
        self._set_store(Store.AVAILABLE if available else Store.MISSING)

    def _store_failed(self, error: Exception) -> None:
        self._store_answered(False)
        raise error

    def _stop_clocks(self) -> None:
        self._waiting.stop()
        self._long.stop()

    def _forget(self) -> None:
        self._passphrase = ""
        self._code = None

    def _set_store(self, store: Store) -> None:
        self._store = store
        view = self._view
        self._show(view.step, view.wait, view.done, view.error)

    def _wait(self, wait: Wait) -> None:
        self._show(self._view.step, wait)

    def _show(
        self,
        step: LockStep,
        wait: Wait = Wait.NOTHING,
        done: Change | None = None,
        error: KnownError | None = None,
    ) -> None:
        self._view = LockView(step, self._slots, self._store, wait, done, error)
        self.changed.emit(self._view)
