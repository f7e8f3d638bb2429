"""Making, opening and mending the vault: the folder with the encrypted journal and its header.

Work is cut into parts that each belong to one thread: getting at a key may wait for the
operating system to ask the person, and everything that touches the database belongs to the
database thread.

No fault ever makes a new journal: :meth:`Vault.state` says ``FIRST_RUN`` only for a folder in
which there is neither a header nor a database nor a copy of one.
"""

from __future__ import annotations

import re
import secrets as random
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from repair_desktop.core.errors import (
    JournalDamaged,
    JournalError,
    JournalExists,
    JournalMissing,
    KeyMissing,
    KeyringError,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.ids import new_id
from repair_desktop.core.passphrases import PassphraseFault
from repair_desktop.core.ports import (
    Backup,
    Header,
    Journal,
    JournalKey,
    JournalOpener,
    Sealer,
    SecretStore,
    VaultFolder,
)
from repair_desktop.core.recovery_code import RecoveryCode, new_code, parse_code
from repair_desktop.core.times import Clock

SHORTEST_PASSPHRASE = 12
"""Characters. Shorter ones are guessed too quickly by somebody who has the files."""


class Protection(Enum):
    """What holds the journal's key."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"


class VaultState(Enum):
    """What lies in the vault's folder."""

    FIRST_RUN = "first_run"
    KEYRING = "keyring"
    PASSPHRASE = "passphrase"
    HEADER_LOST = "header_lost"


@dataclass(frozen=True, slots=True, repr=False)
class NewVault:
    """A vault about to be made. Nothing of it is on the disk.

    Attributes:
        header: Its header.
        key: The key it will open with.
        code: The recovery code that the header's slot opens with; its ``repr`` says nothing.
    """

    header: Header
    key: JournalKey
    code: RecoveryCode

    def without_code(self) -> NewVault:
        """Return the same vault with no slot for a code that the person does not keep."""
        return replace(self, header=replace(self.header, recovery=None))


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done about a damaged journal.

    Attributes:
        backup: The copy that is the journal now.
        damaged: The damaged file, kept where it was.
    """

    backup: Backup
    damaged: Path


class Vault:
    """The vault in one folder."""

    def __init__(
        self,
        folder: VaultFolder,
        secrets: SecretStore,
        sealer: Sealer,
        opener: JournalOpener,
        clock: Clock,
    ) -> None:
        self._folder = folder
        self._secrets = secrets
        self._sealer = sealer
        self._opener = opener
        self._clock = clock

    @property
    def path(self) -> Path:
        """The folder."""
        return self._folder.path

    @property
    def keyring_name(self) -> str:
        """What the person knows the keyring as."""
        return self._secrets.name

    def keyring_available(self) -> bool:
        """Tell whether a new vault can be protected by the keyring. May take a while."""
        return self._secrets.available()

    def state(self) -> VaultState:
        """Tell what lies in the folder, without any key.

        Raises:
            HeaderDamaged: There is a header, but neither it nor its copy can be read.
            JournalTooNew: A newer version of Repair made it.
        """
        header = self._folder.read_header()
        if header is not None:
            by_passphrase = header.passphrase is not None
            return VaultState.PASSPHRASE if by_passphrase else VaultState.KEYRING
        if self._folder.has_database_files() or self._opener.newest_backup(self._backups):
            return VaultState.HEADER_LOST
        return VaultState.FIRST_RUN

    # --- a new vault ------------------------------------------------------------------------

    def new_key(self, protection: Protection, passphrase: str = "") -> NewVault:
        """Make a key and put it where the person chose: :meth:`draft`, then :meth:`keep_key`."""
        new = self.draft(protection, passphrase)
        self.keep_key(new)
        return new

    def draft(
        self, protection: Protection, passphrase: str = "", code: RecoveryCode | None = None
    ) -> NewVault:
        """Make a key, its slots and its recovery code in memory; nothing is kept anywhere.

        Args:
            protection: What will hold the key.
            passphrase: At least :data:`SHORTEST_PASSPHRASE` characters; only for PASSPHRASE.
            code: The code of an earlier draft, which the person may have written down already.

        Raises:
            ValueError: The passphrase is too short.
            JournalExists: There is a vault in the folder already.
            FolderReadOnly, FolderSynced, DiskFull: The folder can not be used.
        """
        if protection is Protection.PASSPHRASE and not long_enough(passphrase):
            raise ValueError("the passphrase is too short")
        self._folder.prepare()
        if self.state() is not VaultState.FIRST_RUN:
            raise JournalExists()
        key = JournalKey(random.token_bytes(32), random.token_bytes(16))
        vault_id, generation = new_id(), 1
        code = code or new_code()
        header = Header(
            vault_id=vault_id,
            generation=generation,
            database="journal.1.db",
            key_check=self._sealer.key_check(key, vault_id, generation),
            recovery=self._sealer.seal_with_code(key, code, vault_id),
        )
        if protection is Protection.PASSPHRASE:
            slot = self._sealer.seal(key, _as_typed_anywhere(passphrase), vault_id)
            return NewVault(replace(header, passphrase=slot), key, code)
        account = f"{vault_id}:{generation}"
        return NewVault(
            replace(header, keyring_account=account, keyring_name=self._secrets.name), key, code
        )

    def keep_key(self, new: NewVault) -> None:
        """Put the key into the keyring, where the header has such a slot. May wait for the person.

        Raises:
            KeyringError: The keyring would not keep the key.
        """
        self._keep(new.header, new.key)

    def create(self, new: NewVault) -> Journal:
        """Make the journal of a new vault. Database thread.

        Raises:
            JournalError: It could not be made; nothing was left in its place.
        """
        path = self._folder.database_path(new.header)
        journal = self._opener.create(path, new.key)
        try:
            self._folder.write_header(new.header, new.key)
        except BaseException:
            with suppress(JournalError):  # a full disk may not let it close in good order either
                journal.close()
            path.unlink(missing_ok=True)
            path.with_name(path.name + "-wal").unlink(missing_ok=True)
            raise
        return journal

    def forget_key(self, new: NewVault) -> None:
        """Take a new vault's key out of the keyring again, when making it went wrong."""
        if new.header.keyring_account is not None:
            self._secrets.delete(new.header.keyring_account)

    # --- an existing vault ------------------------------------------------------------------

    def key_from_keyring(self) -> JournalKey:
        """Return the key that the keyring holds. May wait for the person.

        Raises:
            KeyMissing: It is not there.
            KeyringError: The keyring is locked, gone, or failed.
            JournalMissing: There is no vault in the folder any more.

        ``facts["last"]`` of a KeyringError names the keyring that held the key when it was kept,
        ``facts["now"]`` the one that was asked.
        """
        header = self._header()
        try:
            if header.keyring_account is None:
                raise KeyMissing()
            item = self._secrets.read(header.keyring_account)
            key = self._sealer.from_item(item, header.vault_id, header.generation)
            if self._sealer.key_check(key, header.vault_id, header.generation) != header.key_check:
                raise KeyMissing()
        except KeyringError as error:
            error.facts.update(last=header.keyring_name, now=self._secrets.name)
            raise
        return key

    def key_from_passphrase(self, passphrase: str) -> JournalKey:
        """Return the key that a passphrase opens. Takes about half a second, on purpose.

        Raises:
            WrongPassphrase: It does not open this vault.
        """
        header = self._header()
        if header.passphrase is None:
            raise WrongPassphrase()
        typed = _as_typed_anywhere(passphrase)
        key = self._sealer.unseal(header.passphrase, typed, header.vault_id)
        if self._sealer.key_check(key, header.vault_id, header.generation) != header.key_check:
            raise WrongPassphrase()
        return key

    # --- the recovery code ------------------------------------------------------------------

    def has_recovery_code(self) -> bool:
        """Tell whether a recovery code opens this vault.

        Raises:
            HeaderDamaged, JournalTooNew: As for :meth:`state`.
        """
        header = self._folder.read_header()
        return header is not None and header.recovery is not None

    def key_from_recovery_code(self, text: str) -> JournalKey:
        """Return the key that a recovery code opens, however it was typed.

        Raises:
            MistypedCode: It can not be a code; a character is missing or wrong.
            WrongRecoveryCode: It is a code, but it does not open this vault.
        """
        code = parse_code(text)
        header = self._header()
        if header.recovery is None:
            raise WrongRecoveryCode()
        key = self._sealer.unseal_with_code(header.recovery, code, header.vault_id)
        if self._sealer.key_check(key, header.vault_id, header.generation) != header.key_check:
            raise WrongRecoveryCode()
        return key

    def after_recovery(self, key: JournalKey) -> bool:
        """Put the key back into the keyring, so that the next start opens by itself.

        May wait for the person. With a passphrase nothing is done: the keyring must not hold the
        key then. See :meth:`change_passphrase`.

        Returns:
            Whether the keyring holds the key now.

        Raises:
            KeyringError: The keyring is locked or gone, or would not keep the key. What it holds
                has not been touched unless the key was missing from it.
        """
        header = self._proven_header(key)
        if header.passphrase is not None or header.keyring_account is None:
            return False
        try:
            if self.key_from_keyring() == key:
                return True
        except KeyMissing:
            pass
        self._keep(header, key)
        return True

    def change_passphrase(self, key: JournalKey, new: str) -> None:
        """Seal the key with another passphrase. Only the header changes, in one step.

        Raises:
            ValueError: The passphrase is too short, or the keyring holds this vault's key.
            KeyMissing, HeaderDamaged: The key is not that of this vault.
            DiskFull, FolderReadOnly, DiskFault: The old passphrase still opens the journal.
        """
        if not long_enough(new):
            raise ValueError("the passphrase is too short")
        header = self._proven_header(key)
        if header.passphrase is None:
            raise ValueError("the keyring holds the key of this vault")
        slot = self._sealer.seal(key, _as_typed_anywhere(new), header.vault_id)
        self._folder.write_header(replace(header, passphrase=slot), key)

    def add_recovery_code(self, key: JournalKey) -> RecoveryCode:
        """Make a recovery code for a vault that has none, or another one in place of the old.

        Raises:
            KeyMissing, HeaderDamaged: The key is not that of this vault.
            DiskFull, FolderReadOnly, DiskFault: Nothing was changed.
        """
        header = self._proven_header(key)
        code = new_code()
        slot = self._sealer.seal_with_code(key, code, header.vault_id)
        self._folder.write_header(replace(header, recovery=slot), key)
        return code

    # --- opening ----------------------------------------------------------------------------

    def open(self, key: JournalKey) -> Journal:
        """Open the journal. Database thread.

        Raises:
            JournalMissing, JournalDamaged, JournalTooNew, JournalInUse: As they say.
            KeyMissing: The key is that of another vault (the folder was exchanged meanwhile).
            HeaderDamaged: The header was changed by somebody who has not got the key.
            DiskFull, FolderReadOnly, DiskFault: The disk would not have it.
        """
        # SQLCipher can not tell a wrong key from a damaged file, so the key is proven first.
        header = self._proven_header(key)
        return self._opener.open(self._folder.database_path(header), key)

    # --- copies -----------------------------------------------------------------------------

    def back_up_if_due(self, journal: Journal, key: JournalKey) -> Backup | None:
        """Make today's verified copy unless there is one. Database thread.

        Raises:
            JournalError: It could not be made; older copies are kept.
        """
        now = self._clock.now()
        newest = self._opener.newest_backup(self._backups)
        if newest is not None and newest.made_at.astimezone(now.tzinfo).date() >= now.date():
            return None
        return self._opener.back_up(journal, self._backups, key, now)

    def backups(self, key: JournalKey) -> Sequence[Backup]:
        """Return the copies that open and verify, newest first. Takes a while.

        Raises:
            JournalError: There is no such copy, but one that the disk would not give.
        """
        return self._opener.backups(self._backups, key)

    def restore_newest(self, key: JournalKey) -> Restored:
        """Make the newest good copy the journal. The damaged file stays where it is.

        Raises:
            JournalDamaged: No copy is good. Nothing was changed.
            JournalError: The copy could not be read or written. Nothing was changed.
        """
        header = self._header()
        copies = self.backups(key)
        if not copies:
            raise JournalDamaged(backups=0)
        damaged = self._folder.database_path(header)
        restored = replace(header, database=_next_name(header.database, self._folder.path))
        self._opener.restore(copies[0], self._folder.database_path(restored), key)
        self._folder.write_header(restored, key)
        return Restored(copies[0], damaged)

    def set_aside(self) -> Path:
        """Move everything of this vault into a folder beside it, so that a new one can be made.

        Nothing is deleted, and the key stays where it is.

        Returns:
            The folder that holds the old files now.
        """
        return self._folder.set_aside(self._clock.now())

    @property
    def _backups(self) -> Path:
        return self._folder.path / "backups"

    def _keep(self, header: Header, key: JournalKey) -> None:
        if header.keyring_account is not None:
            item = self._sealer.to_item(key, header.vault_id, header.generation)
            self._secrets.write(header.keyring_account, item)

    def _proven_header(self, key: JournalKey) -> Header:
        """Return the header, once it is sure that it and the key belong together."""
        header = self._header()
        if self._sealer.key_check(key, header.vault_id, header.generation) != header.key_check:
            raise KeyMissing(last=header.keyring_name)
        self._folder.verify_header(key)
        return header

    def _header(self) -> Header:
        header = self._folder.read_header()
        if header is None:
            raise JournalMissing()
        return header


def long_enough(passphrase: str) -> bool:
    """Tell whether a new passphrase has :data:`SHORTEST_PASSPHRASE` characters or more."""
    return len(_as_typed_anywhere(passphrase)) >= SHORTEST_PASSPHRASE


def passphrase_fault(passphrase: str, again: str) -> PassphraseFault | None:
    """Tell what is amiss with a new passphrase that was typed twice, or None."""
    if not long_enough(passphrase):
        return PassphraseFault.TOO_SHORT
    return None if passphrase == again else PassphraseFault.NOT_THE_SAME


def _as_typed_anywhere(passphrase: str) -> str:
    """Return the passphrase in one Unicode form (NFC, as RFC 8265 asks).

    Keyboards differ in how they write an accented letter, one code point or two; the same
    passphrase has to open the journal from each of them.
    """
    return unicodedata.normalize("NFC", passphrase)


def _next_name(name: str, folder: Path) -> str:
    """Return the next free ``journal.<number>.db``."""
    match = re.fullmatch(r"journal\.(\d+)\.db", name)
    number = int(match[1]) if match else 1
    while True:
        number += 1
        candidate = f"journal.{number}.db"
        if not (folder / candidate).exists():
            return candidate
