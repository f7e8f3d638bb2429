"""Changing what opens the journal: passphrase, recovery code, keyring, or the key itself.

A slot is changed in the header alone, in one step. A new key means a new database beside the old
one, and new backups beside the old ones; the header then names the new in one step. What is left
of the old is deleted after that, at this start or the next: the header says ``unfinished`` until
then.
"""

from __future__ import annotations

import secrets as random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from repair_desktop.core.errors import JournalDamaged, JournalError, WrongPassphrase
from repair_desktop.core.passphrases import as_typed_anywhere, long_enough
from repair_desktop.core.ports import Header, JournalKey
from repair_desktop.core.recovery_code import RecoveryCode, new_code
from repair_desktop.services.vault import Protection
from repair_desktop.services.vault_parts import VaultParts


@dataclass(frozen=True, slots=True, repr=False)
class NewLock:
    """What is to open the journal from now on.

    Attributes:
        protection: What holds the key.
        passphrase: For PASSPHRASE.
        code: The recovery code, or None to do without.
    """

    protection: Protection
    passphrase: str = ""
    code: RecoveryCode | None = None


class KeyChanges:
    """Changes of one vault's locks."""

    def __init__(self, parts: VaultParts) -> None:
        self._parts = parts

    # --- slots ------------------------------------------------------------------------------

    def check_passphrase(self, key: JournalKey, passphrase: str) -> None:
        """Check the passphrase of now. Takes about half a second, on purpose.

        Raises:
            WrongPassphrase: It does not open the journal.
            KeyMissing, HeaderDamaged: The key is not that of this vault.
        """
        header = self._parts.proven_header(key)
        typed = as_typed_anywhere(passphrase)
        if header.passphrase is None:
            raise WrongPassphrase()
        if self._parts.sealer.unseal(header.passphrase, typed, header.vault_id) != key:
            raise WrongPassphrase()

    def change_passphrase(self, key: JournalKey, new: str) -> None:
        """Seal the key with another passphrase. Only the header changes, in one step.

        Raises:
            ValueError: The passphrase is too short, or the keyring holds this vault's key.
            KeyMissing, HeaderDamaged: The key is not that of this vault.
            DiskFull, FolderReadOnly, DiskFault: The old passphrase still opens the journal.
        """
        if not long_enough(new):
            raise ValueError("the passphrase is too short")
        header = self._parts.proven_header(key)
        if header.passphrase is None or header.keyring_account is not None:
            raise ValueError("the keyring holds the key of this vault")
        slot = self._parts.sealer.seal(key, as_typed_anywhere(new), header.vault_id)
        self._write(replace(header, passphrase=slot), key)

    def change_recovery_code(self, key: JournalKey, code: RecoveryCode) -> None:
        """Let another recovery code open the journal, in place of the old one or of none.

        Raises:
            KeyMissing, HeaderDamaged: The key is not that of this vault.
            DiskFull, FolderReadOnly, DiskFault: Nothing was changed.
        """
        header = self._parts.proven_header(key)
        slot = self._parts.sealer.seal_with_code(key, code, header.vault_id)
        self._write(replace(header, recovery=slot), key)

    def add_recovery_code(self, key: JournalKey) -> RecoveryCode:
        """Make a recovery code and let it open the journal: :meth:`change_recovery_code`."""
        code = new_code()
        self.change_recovery_code(key, code)
        return code

    # --- from the passphrase to the keyring -------------------------------------------------

    def keep_in_keyring(self, key: JournalKey) -> str:
        """Put the key into the keyring, and read it back. May wait for the person.

        Returns:
            The account it is kept under, for :meth:`open_by_keyring`.

        Raises:
            KeyringError: The keyring would not keep it. Nothing was changed.
            KeyMissing, HeaderDamaged: The key is not that of this vault.
        """
        header = self._parts.proven_header(key)
        account = _account(header, header.generation)
        item = self._parts.sealer.to_item(key, header.vault_id, header.generation)
        self._parts.secrets.write(account, item)
        return account

    def open_by_keyring(self, key: JournalKey, account: str) -> None:
        """Let the keyring open the journal from the next start on.

        The passphrase goes on opening it until the keyring has given the key to another start.

        Raises:
            KeyMissing, HeaderDamaged: The key is not that of this vault.
            DiskFull, FolderReadOnly, DiskFault: The passphrase alone opens the journal, as before.
        """
        header = self._parts.proven_header(key)
        name = self._parts.secrets.name
        changed = replace(header, keyring_account=account, keyring_name=name)
        self._write(changed, key)

    def keyring_has_proven(self, key: JournalKey) -> None:
        """Drop the passphrase, after the keyring gave the key to a start that did not put it there.

        Its name is kept as well: which one it was is told when it fails.

        Raises:
            KeyMissing, HeaderDamaged: The key is not that of this vault.
            DiskFull, FolderReadOnly, DiskFault: The passphrase goes on opening the journal, too.
        """
        header = self._parts.proven_header(key)
        if header.keyring_account is None:
            return
        proven = replace(header, passphrase=None, keyring_name=self._parts.secrets.name)
        if proven != header:
            self._write(proven, key)

    # --- another key ------------------------------------------------------------------------

    def rotate(
        self, key: JournalKey, lock: NewLock, progress: Callable[[float], None] = lambda _part: None
    ) -> JournalKey:
        """Write journal and backups anew with another key. The journal has to be closed.

        May wait for the person, where the keyring is to hold the key. Backups that are damaged
        go: nobody could open them. Crash-safe at every step: the old key opens everything as
        before, or the new one does.

        Args:
            key: The key of now.
            lock: What is to hold the new one.
            progress: Is told what part is done, 0 to 1.

        Returns:
            The new key. What :meth:`forget_old_keys` and :meth:`finish` do is still to be done.

        Raises:
            ValueError: The passphrase is too short.
            KeyringError: The keyring would not keep the new key.
            JournalError: It could not be done. Each time nothing was changed.
        """
        parts = self._parts
        if lock.protection is Protection.PASSPHRASE and not long_enough(lock.passphrase):
            raise ValueError("the passphrase is too short")
        old = parts.proven_header(key)
        new_key = JournalKey(random.token_bytes(32), random.token_bytes(16))
        new = self._new_header(old, new_key, lock)
        path = parts.folder.database_path(new)
        try:
            parts.folder.begin_next_backups()
            backups = parts.store.listed(parts.folder.backups)
            count = len(backups) + 1
            source = parts.folder.database_path(old)
            parts.opener.recode(source, key, path, new_key, lambda part: progress(part / count))
            self._recode_backups(key, new_key, new, lambda done: progress((1 + done) / count))
            if new.keyring_account is not None:
                item = parts.sealer.to_item(new_key, new.vault_id, new.generation)
                parts.secrets.write(new.keyring_account, item)
            parts.folder.write_header(new, new_key)
        except BaseException:
            if not parts.may_name(path):
                parts.discard(path)
                with suppress(JournalError):
                    parts.folder.drop_next_backups()
            raise
        with suppress(JournalError):  # or at the next start
            parts.folder.swap_backups()
            parts.folder.drop_databases(new)
        return new_key

    def forget_old_keys(self) -> None:
        """Delete the keys of earlier generations from the keyring. May wait for the person.

        Not before the keyring has given the newest one to another start, if that is its place.

        Raises:
            KeyringError: One may still be there. It opens nothing any more.
            JournalMissing, HeaderDamaged, JournalTooNew: There is no header to tell which.
        """
        header = self._parts.header()
        newest = header.generation - (header.keyring_account is not None)
        for generation in range(1, newest + 1):
            self._parts.secrets.delete(_account(header, generation))

    def is_finished(self) -> bool:
        """Tell whether nothing of an earlier key is left to delete.

        Raises:
            JournalMissing, HeaderDamaged, JournalTooNew: There is no header to tell.
        """
        return not self._parts.header().unfinished

    def finish(self, key: JournalKey) -> None:
        """Take back ``unfinished``, after :meth:`forget_old_keys` and an opening that tidied up.

        Raises:
            JournalError: Something of the old key is still there; it is tried again at each start.
        """
        header = self._parts.proven_header(key)
        if header.unfinished:
            self._parts.folder.swap_backups()
            self._parts.folder.drop_databases(header)
            self._parts.folder.write_header(replace(header, unfinished=False), key)

    def _write(self, header: Header, key: JournalKey) -> None:
        """Write a header with other slots, here and in the backups."""
        self._parts.folder.write_header(header, key)
        with suppress(JournalError):  # or at the next opening
            self._parts.renew_backups(header, key)

    def _new_header(self, old: Header, key: JournalKey, lock: NewLock) -> Header:
        sealer, generation = self._parts.sealer, old.generation + 1
        recovery = (
            None if lock.code is None else sealer.seal_with_code(key, lock.code, old.vault_id)
        )
        header = Header(
            vault_id=old.vault_id,
            generation=generation,
            database=self._parts.folder.next_database(),
            key_check=sealer.key_check(key, old.vault_id, generation),
            recovery=recovery,
            unfinished=True,
        )
        if lock.protection is Protection.PASSPHRASE:
            typed = as_typed_anywhere(lock.passphrase)
            return replace(header, passphrase=sealer.seal(key, typed, old.vault_id))
        account = _account(old, generation)
        return replace(header, keyring_account=account, keyring_name=self._parts.secrets.name)

    def _recode_backups(
        self, key: JournalKey, new_key: JournalKey, header: Header, done: Callable[[int], None]
    ) -> None:
        """Write each backup anew; what is damaged, or has another key, is left out."""
        parts = self._parts
        for number, backup in enumerate(parts.store.listed(parts.folder.backups), start=1):
            with (
                parts.passing() as copy,
                parts.passing("journal.recoded.db") as recoded,
                suppress(JournalDamaged),
            ):
                parts.store.unpack(backup, copy, key)
                facts = parts.opener.recode(copy, key, recoded, new_key, lambda _part: None)
                parts.store.pack(
                    recoded,
                    parts.folder.next_backups,
                    replace(header, unfinished=False),
                    new_key,
                    backup.made_at,
                    backup.kind,
                    facts,
                )
            done(number)


def _account(header: Header, generation: int) -> str:
    return f"{header.vault_id}:{generation}"
