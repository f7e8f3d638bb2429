"""Making, opening and mending the vault: the folder with the encrypted journal and its header.

Work is cut into parts that each belong to one thread: getting at a key may wait for the
operating system to ask the person, and everything that touches the database belongs to the
database thread.

No fault ever makes a new journal: :meth:`Vault.state` says ``FIRST_RUN`` only for a folder in
which there is neither a header nor a database nor a copy of one.
"""

from __future__ import annotations

import secrets as random
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from enum import Enum
from pathlib import Path

from repair_desktop.core.errors import (
    DiskFull,
    JournalError,
    JournalExists,
    KeyMissing,
    KeyringError,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.ids import new_id
from repair_desktop.core.passphrases import as_typed_anywhere, long_enough
from repair_desktop.core.ports import Header, Journal, JournalKey
from repair_desktop.core.recovery_code import RecoveryCode, new_code, parse_code
from repair_desktop.services.vault_parts import VaultParts

CHECK_DAYS = 7
"""How often every page of the journal is read and checked at opening."""

KEEP_OLD_DAYS = 30
"""How long a database stays whose place another has taken."""

_CHECKED = "checked_on"


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


class Vault:
    """The vault in one folder."""

    def __init__(self, parts: VaultParts) -> None:
        self._parts = parts
        self._folder = parts.folder
        self._secrets = parts.secrets
        self._sealer = parts.sealer
        self._opener = parts.opener

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
            HeaderDamaged: There is a header, but neither it nor its copy can be read, and no
                backup holds one.
            JournalTooNew: A newer version of Repair made it.
            FolderReadOnly, DiskFault: The disk would not have it.
        """
        header = self._parts.find_header()
        if header is not None:
            # With both slots the keyring has yet to prove that it keeps the key.
            by_keyring = header.keyring_account is not None
            return VaultState.KEYRING if by_keyring else VaultState.PASSPHRASE
        if self._folder.has_database_files():
            return VaultState.HEADER_LOST
        return VaultState.FIRST_RUN

    def finish_removal(self) -> bool:
        """Go on with deleting everything, where that was cut short.

        Returns:
            Whether there was something to go on with.

        Raises:
            FolderReadOnly, DiskFault: Something could not be deleted.
        """
        cut_short = self._folder.is_being_removed()
        if cut_short:
            self._folder.remove_everything()
        return cut_short

    def has_passphrase(self) -> bool:
        """Tell whether a passphrase opens this vault.

        Raises:
            HeaderDamaged, JournalTooNew, FolderReadOnly, DiskFault: As for :meth:`state`.
        """
        header = self._parts.find_header()
        return header is not None and header.passphrase is not None

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
            slot = self._sealer.seal(key, as_typed_anywhere(passphrase), vault_id)
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
            self._parts.discard(path)
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
        last = ""

        def ask(header: Header) -> JournalKey:
            nonlocal last
            last = header.keyring_name
            if header.keyring_account is None:
                raise KeyMissing()
            item = self._secrets.read(header.keyring_account)
            return self._sealer.from_item(item, header.vault_id, header.generation)

        try:
            return self._parts.key_by(ask, KeyMissing)
        except KeyringError as error:
            error.facts.update(last=last, now=self._secrets.name)
            raise

    def key_from_passphrase(self, passphrase: str) -> JournalKey:
        """Return the key that a passphrase opens. Takes about half a second, on purpose.

        Raises:
            WrongPassphrase: It does not open this vault.
        """
        typed = as_typed_anywhere(passphrase)

        def unseal(header: Header) -> JournalKey:
            if header.passphrase is None:
                raise WrongPassphrase()
            return self._sealer.unseal(header.passphrase, typed, header.vault_id)

        return self._parts.key_by(unseal, WrongPassphrase)

    # --- the recovery code ------------------------------------------------------------------

    def has_recovery_code(self) -> bool:
        """Tell whether a recovery code opens this vault.

        Raises:
            HeaderDamaged, JournalTooNew, FolderReadOnly, DiskFault: As for :meth:`state`.
        """
        header = self._parts.find_header()
        return header is not None and header.recovery is not None

    def key_from_recovery_code(self, text: str) -> JournalKey:
        """Return the key that a recovery code opens, however it was typed.

        Raises:
            MistypedCode: It can not be a code; a character is missing or wrong.
            WrongRecoveryCode: It is a code, but it does not open this vault.
        """
        code = parse_code(text)

        def unseal(header: Header) -> JournalKey:
            if header.recovery is None:
                raise WrongRecoveryCode()
            return self._sealer.unseal_with_code(header.recovery, code, header.vault_id)

        return self._parts.key_by(unseal, WrongRecoveryCode)

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
        header = self._parts.proven_header(key)
        if header.passphrase is not None or header.keyring_account is None:
            return False
        try:
            if self.key_from_keyring() == key:
                return True
        except KeyMissing:
            pass
        self._keep(header, key)
        return True

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
        header = self._parts.proven_header(key)
        journal = self._opener.open(self._folder.database_path(header), key)
        try:
            journal, header = self._checked_weekly(journal, header, key)
        except BaseException:
            journal.close()
            raise
        with suppress(JournalError):  # it is for later starts, and is tried again at each
            self._tidy(header, key)
        return journal

    def _checked_weekly(
        self, journal: Journal, header: Header, key: JournalKey
    ) -> tuple[Journal, Header]:
        """Check the whole file once a week, and write it anew where only unused pages are torn."""
        today = self._parts.clock.now().astimezone(UTC).date()
        last = journal.settings.get(_CHECKED)
        if last is not None and abs((today - _day(last)).days) < CHECK_DAYS:
            return journal, header
        if self._opener.is_sound(journal):
            with suppress(DiskFull):
                journal.settings.set(_CHECKED, today.isoformat())
            return journal, header
        anew = replace(header, database=self._folder.next_database())
        path = self._folder.database_path(anew)
        try:
            self._opener.copy(journal, path, key)  # JournalDamaged where a row can not be read
        except DiskFull:  # tried again at the next opening: a full disk keeps nobody out
            return journal, header
        journal.close()
        self._folder.write_header(anew, key)
        self._folder.retire_database(header)
        return self._opener.open(path, key), anew

    def _tidy(self, header: Header, key: JournalKey) -> None:
        if not self._folder.header_is_whole():
            self._folder.write_header(header, key)
        if header.unfinished:
            self._folder.swap_backups()
            self._folder.drop_databases(header)
        else:
            self._folder.drop_next_backups()
            oldest = self._parts.clock.now() - timedelta(days=KEEP_OLD_DAYS)
            self._folder.drop_databases(header, oldest)
        self._parts.renew_backups(header, key)

    def set_aside(self) -> Path:
        """Move everything of this vault into a folder beside it, so that a new one can be made.

        Nothing is deleted, and the key stays where it is.

        Returns:
            The folder that holds the old files now.
        """
        return self._folder.set_aside(self._parts.clock.now())

    def _keep(self, header: Header, key: JournalKey) -> None:
        if header.keyring_account is not None:
            item = self._sealer.to_item(key, header.vault_id, header.generation)
            self._secrets.write(header.keyring_account, item)


def _day(stored: str) -> date:
    """Return the day of the last check; long ago where that can not be read."""
    try:
        return date.fromisoformat(stored)
    except ValueError:
        return date.min
