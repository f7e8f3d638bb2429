"""Makes a journal with the protection the person chose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from repair_desktop.core.ports import Journal
from repair_desktop.core.wording import COUNSELLOR
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.vault import NewVault, Protection, Vault

WAITING_AFTER = 1_000
"""Milliseconds until the person is told that the keyring is being waited for."""

LONG_AFTER = 10_000
"""Milliseconds until a way around the keyring is offered."""


class KeyringOffer(Enum):
    """What is known of the keyring."""

    LOOKING = "looking"
    AVAILABLE = "available"
    MISSING = "missing"
    SILENT = "silent"  # no answer yet, after a long time


class Making(Enum):
    """How far making the journal is."""

    NOT = "not"
    WORKING = "working"
    WAITING = "waiting"  # for the keyring
    WAITING_LONG = "waiting_long"


class Called(Enum):
    """What the person calls the therapist."""

    THERAPIST = "therapist"
    COUNSELLOR = "counsellor"
    NAMED = "named"


class WelcomePresenter(QObject):
    """Looks for a keyring and makes the journal.

    The key, the header and the recovery code are made in memory first. Only when the person has
    the code, or does without, is anything kept: the key in the keyring, then the journal's file,
    and the header, which has the slot for that code, at last.

    Calls that may wait for the keyring run on ``keys``; all else runs on ``journal_jobs``, so that
    a keyring that never answers keeps nobody from choosing a passphrase.

    Signals:
        keyring_changed: A :class:`KeyringOffer`.
        making_changed: A :class:`Making`.
        code_made: The RecoveryCode; the person is to write it down now.
        failed: The KnownError that kept the journal from being made. Nothing is left of it.
        created: The open Journal, its JournalKey, and what the therapist is called: a name, a word
            ``COUNSELLOR``, or "" for the usual wording.
    """

    keyring_changed = Signal(object)
    making_changed = Signal(object)
    code_made = Signal(object)
    failed = Signal(object)
    created = Signal(object, object, str)

    def __init__(
        self, vault: Vault, keys: Jobs, journal_jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._vault = vault
        self._keys = keys
        self._journal_jobs = journal_jobs
        self._keyring = KeyringOffer.LOOKING
        self._making = Making.NOT
        self._therapist = ""
        self._attempt = 0
        self._new: NewVault | None = None
        self._code: CodeCheck | None = None
        self._has_code = False
        self._looking = self._timer(LONG_AFTER, self._keyring_is_silent)
        self._waiting = self._timer(WAITING_AFTER, lambda: self._set_making(Making.WAITING))
        self._long = self._timer(LONG_AFTER, lambda: self._set_making(Making.WAITING_LONG))

    @property
    def keyring(self) -> KeyringOffer:
        """What is known of the keyring."""
        return self._keyring

    @property
    def keyring_name(self) -> str:
        """What the person knows the keyring as."""
        return self._vault.keyring_name

    @property
    def making(self) -> Making:
        """How far making the journal is."""
        return self._making

    @property
    def shortest_passphrase(self) -> int:
        """The fewest characters of a passphrase."""
        return SHORTEST_PASSPHRASE

    def start(self) -> None:
        """Look for a keyring, in the background."""
        self._set_keyring(KeyringOffer.LOOKING)
        self._looking.start()
        self._keys.submit(self._vault.keyring_available, self._keyring_answered, self._bug)

    def call_therapist(self, called: Called, name: str = "") -> None:
        """Keep what the therapist is called; a blank name means the usual wording."""
        match called:
            case Called.THERAPIST:
                self._therapist = ""
            case Called.COUNSELLOR:
                self._therapist = COUNSELLOR
            case Called.NAMED:
                self._therapist = name.strip()

    def check(self, passphrase: str, again: str) -> PassphraseFault | None:
        """Tell what is amiss with a new passphrase, or None."""
        return passphrase_fault(passphrase, again)

    def new_passphrase(self) -> str:
        """Return a passphrase of random words, for the person to write down and type."""
        return new_passphrase()

    def make_with_keyring(self) -> None:
        """Begin a journal with its key in the keyring; :attr:`code_made` comes next."""
        if self._making is Making.NOT:
            self._draft(Protection.KEYRING, "")

    def make_with_passphrase(self, passphrase: str) -> None:
        """Begin a journal with its key sealed by ``passphrase``, which :meth:`check` let pass."""
        if self._making is Making.NOT:
            self._draft(Protection.PASSPHRASE, passphrase)

    @property
    def asked(self) -> tuple[int, ...]:
        """The numbers of the groups of the code that the person types."""
        return self._code.asked if self._code is not None else ()

    def go_on_with_code(self, typed: Mapping[int, str]) -> frozenset[int]:
        """Make the journal if the groups in ``typed`` are those of the code.

        Returns:
            The numbers of the groups that are not right.
        """
        if self._code is None:
            return frozenset()
        wrong = self._code.wrong(typed)
        if not wrong:
            self._go_on(has_code=True)
        return wrong

    def go_on_without_code(self) -> None:
        """Make the journal without a slot for the code: the person does not keep it."""
        self._go_on(has_code=False)

    def cancel(self) -> None:
        """Stop waiting for the keyring. A key that it still takes is taken out again."""
        if self._making in (Making.WAITING, Making.WAITING_LONG):
            self._attempt += 1
            self._stop()

    # --- inside -----------------------------------------------------------------------------

    def _draft(self, protection: Protection, passphrase: str) -> None:
        # A code that was shown stays the same: it may have been written down already.
        self._code = self._code or CodeCheck.begin()
        code = self._code.code
        self._set_making(Making.WORKING)
        self._journal_jobs.submit(
            lambda: self._vault.draft(protection, passphrase, code), self._drafted, self._fail
        )

    def _drafted(self, new: NewVault) -> None:
        self._new = new
        self._stop()
        if self._has_code:
            self._keep(new)  # the person has typed two groups of it before
        else:
            self.code_made.emit(new.code)

    def _go_on(self, has_code: bool) -> None:
        if self._making is Making.NOT and self._new is not None:
            self._has_code = has_code
            self._keep(self._new)

    def _keep(self, new: NewVault) -> None:
        if not self._has_code:
            new = new.without_code()
        self._attempt += 1
        attempt = self._attempt
        self._set_making(Making.WORKING)
        if new.header.keyring_account is None:
            self._key_kept(attempt, new)
            return
        self._waiting.start()
        self._long.start()
        self._keys.submit(
            lambda: self._vault.keep_key(new),
            lambda _none: self._key_kept(attempt, new),
            lambda error: self._no_key(attempt, error),
        )

    def _key_kept(self, attempt: int, new: NewVault) -> None:
        if attempt != self._attempt:
            self._forget(new)
            return
        self._waiting.stop()
        self._long.stop()
        self._set_making(Making.WORKING)
        self._journal_jobs.submit(
            lambda: self._vault.create(new),
            lambda journal: self._made(journal, new),
            lambda error: self._not_made(error, new),
        )

    def _no_key(self, attempt: int, error: Exception) -> None:
        if attempt == self._attempt:
            self._fail(error)

    def _made(self, journal: Journal, new: NewVault) -> None:
        self._new = self._code = None
        self._stop()
        self.created.emit(journal, new.key, self._therapist)

    def _not_made(self, error: Exception, new: NewVault) -> None:
        self._forget(new)
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._stop()
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)

    def _forget(self, new: NewVault) -> None:
        # A key that stays behind in the keyring opens nothing, so a failure is not worth a word.
        self._keys.submit(lambda: self._vault.forget_key(new), lambda _: None, lambda _: None)

    def _keyring_answered(self, available: bool) -> None:
        self._looking.stop()
        self._set_keyring(KeyringOffer.AVAILABLE if available else KeyringOffer.MISSING)

    def _keyring_is_silent(self) -> None:
        self._set_keyring(KeyringOffer.SILENT)

    def _bug(self, error: Exception) -> None:
        self._looking.stop()
        self._set_keyring(KeyringOffer.MISSING)
        raise error

    def _stop(self) -> None:
        self._waiting.stop()
        self._long.stop()
        self._set_making(Making.NOT)

    def _set_keyring(self, offer: KeyringOffer) -> None:
        self._keyring = offer
        self.keyring_changed.emit(offer)

    def _set_making(self, making: Making) -> None:
        self._making = making
        self.making_changed.emit(making)

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer
