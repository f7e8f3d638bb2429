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
)
from repair_desktop.core.ids import new_id
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


@dataclass(frozen=True, slots=True)
class NewVault:
    """A vault about to be made: its header and the key it will open with."""

    header: Header
    key: JournalKey


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
        """Make a key and put it where the person chose. May wait for the keyring.

        Args:
            protection: What holds the key.
            passphrase: At least :data:`SHORTEST_PASSPHRASE` characters; only for PASSPHRASE.

        Raises:
            ValueError: The passphrase is too short.
            JournalExists: There is a vault in the folder already.
            KeyringError: The keyring would not keep the key.
            FolderReadOnly, FolderSynced, DiskFull: The folder can not be used.
        """
        if protection is Protection.PASSPHRASE and not long_enough(passphrase):
            raise ValueError("the passphrase is too short")
        self._folder.prepare()
        if self.state() is not VaultState.FIRST_RUN:
            raise JournalExists()
        key = JournalKey(random.token_bytes(32), random.token_bytes(16))
        vault_id, generation = new_id(), 1
        header = Header(
            vault_id=vault_id,
            generation=generation,
            database="journal.1.db",
            key_check=self._sealer.key_check(key, vault_id, generation),
        )
        if protection is Protection.PASSPHRASE:
            slot = self._sealer.seal(key, _as_typed_anywhere(passphrase), vault_id)
            return NewVault(replace(header, passphrase=slot), key)
        account = f"{vault_id}:{generation}"
        self._secrets.write(account, self._sealer.to_item(key, vault_id, generation))
        return NewVault(
            replace(header, keyring_account=account, keyring_name=self._secrets.name), key
        )

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

    def open(self, key: JournalKey) -> Journal:
        """Open the journal. Database thread.

        Raises:
            JournalMissing, JournalDamaged, JournalTooNew, JournalInUse: As they say.
            KeyMissing: The key is that of another vault (the folder was exchanged meanwhile).
            HeaderDamaged: The header was changed by somebody who has not got the key.
            DiskFull, FolderReadOnly, DiskFault: The disk would not have it.
        """
        header = self._header()
        # SQLCipher can not tell a wrong key from a damaged file, so the key is proven first.
        if self._sealer.key_check(key, header.vault_id, header.generation) != header.key_check:
            raise KeyMissing(last=header.keyring_name)
        self._folder.verify_header(key)
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
        """Return the copies that open and verify, newest first. Takes a while."""
        return self._opener.backups(self._backups, key)

    def restore_newest(self, key: JournalKey) -> Restored:
        """Make the newest good copy the journal. The damaged file stays where it is.

        Raises:
            JournalDamaged: No copy is good. Nothing was changed.
            JournalError: The copy could not be written. Nothing was changed.
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

    def _header(self) -> Header:
        header = self._folder.read_header()
        if header is None:
            raise JournalMissing()
        return header


def long_enough(passphrase: str) -> bool:
    """Tell whether a new passphrase has :data:`SHORTEST_PASSPHRASE` characters or more."""
    return len(_as_typed_anywhere(passphrase)) >= SHORTEST_PASSPHRASE


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
