"""Backups: made each day, verified, kept in rotation; restored, and rescued from a damaged journal.

The journal has to be closed for a restore or a rescue. Neither writes over anything: the new
database takes the next name, and the header then names it in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from repair_desktop.core.backups import superseded
from repair_desktop.core.errors import (
    JournalDamaged,
    JournalError,
    JournalExists,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongVault,
    for_os_error,
)
from repair_desktop.core.passphrases import as_typed_anywhere
from repair_desktop.core.ports import Backup, BackupKind, Header, Journal, JournalKey, Rescued
from repair_desktop.core.recovery_code import parse_code
from repair_desktop.services.vault_parts import VaultParts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Restored:
    """What took a damaged or unwanted journal's place.

    Attributes:
        backup: The backup that is the journal now.
        before: The file that was the journal before, kept for 30 days.
    """

    backup: Backup
    before: Path


@dataclass(frozen=True, slots=True)
class Saved:
    """What was read out of a damaged journal.

    Attributes:
        rescued: Counts.
        before: The damaged file, kept for 30 days.
    """

    rescued: Rescued
    before: Path


class Backups:
    """The backups of one vault."""

    def __init__(self, parts: VaultParts) -> None:
        self._parts = parts

    # --- making -----------------------------------------------------------------------------

    def make_if_due(self, journal: Journal, key: JournalKey) -> Backup | None:
        """Make today's backup unless there is one. Database thread.

        Raises:
            JournalError: It could not be made; older ones are kept.
        """
        now = self._parts.clock.now()
        listed = self.listed()
        if listed and listed[0].made_at.astimezone(now.tzinfo).date() >= now.date():
            return None
        return self.make(journal, key)

    def make(
        self, journal: Journal, key: JournalKey, kind: BackupKind = BackupKind.REGULAR
    ) -> Backup:
        """Make a backup, read it back, and drop those it supersedes. Database thread.

        Raises:
            JournalError: It could not be made or did not verify; older ones are kept.
        """
        parts = self._parts
        now = parts.clock.now()
        header = replace(parts.proven_header(key), unfinished=False)
        with parts.passing() as copy:
            facts = parts.opener.copy(journal, copy, key)
            backup = parts.store.pack(copy, parts.folder.backups, header, key, now, kind, facts)
        for old in superseded(self.listed(), now):
            if old.path != backup.path:
                with suppress(JournalError):  # the new one counts, whatever holds an old one
                    parts.store.delete(old)
        return backup

    def save_to(self, backup: Backup, target: Path) -> None:
        """Write a backup to another place, such as a stick, and read it back there.

        Raises:
            JournalDamaged: What was read back is not what was written. Nothing is left of it.
            DiskFull, FolderReadOnly, DiskFault: It could not be written.
        """
        store = self._parts.store
        store.copy(backup, target)
        copied = store.read(target)
        if copied.size != backup.size or copied.facts != backup.facts:
            store.delete(copied)
            raise JournalDamaged()

    # --- looking ----------------------------------------------------------------------------

    def listed(self) -> Sequence[Backup]:
        """Return the backups as they describe themselves, newest first, unopened.

        Raises:
            FolderReadOnly, DiskFault: The disk would not give them.
        """
        return self._parts.store.listed(self._parts.folder.backups)

    def sound(self, key: JournalKey) -> Sequence[Backup]:
        """Return those in which every byte is as it was sealed, newest first. Takes a while.

        Raises:
            JournalError: There is none, but one that the disk would not give: it may be sound.
        """
        found: list[Backup] = []
        unread: JournalError | None = None
        for backup in self.listed():
            try:
                if self._parts.store.is_authentic(backup, key):
                    found.append(backup)
            except JournalError as error:
                unread = error
        if unread is not None and not found:
            raise unread
        return found

    def read(self, path: Path) -> Backup:
        """Return what a file that was chosen says of itself.

        Raises:
            NoBackup: It is something else, or cut.
            JournalTooNew: A newer version of Repair made it.
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        return self._parts.store.read(path)

    def check(self, backup: Backup, key: JournalKey) -> None:
        """Check that a key is that of a backup, and every byte as it was sealed. Takes a while.

        Raises:
            WrongVault: The backup is not of this key's journal, or from before its key changed.
            JournalDamaged: A byte is not as it was sealed.
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        if not self._parts.fits(key, backup.header):
            raise WrongVault()
        if not self._parts.store.is_authentic(backup, key):
            raise JournalDamaged()

    # --- the key of a backup that was chosen ------------------------------------------------

    def key_from_passphrase(self, backup: Backup, passphrase: str) -> JournalKey:
        """Return the key that the passphrase of then opens. Takes about half a second, on purpose.

        Raises:
            WrongPassphrase: It does not open this backup.
            HeaderDamaged: The slot asks for more than any real one would.
        """
        header = backup.header
        if header.passphrase is None:
            raise WrongPassphrase()
        typed = as_typed_anywhere(passphrase)
        key = self._parts.sealer.unseal(header.passphrase, typed, header.vault_id)
        if not self._parts.fits(key, header):
            raise WrongPassphrase()
        return key

    def key_from_recovery_code(self, backup: Backup, text: str) -> JournalKey:
        """Return the key that the recovery code of then opens.

        Raises:
            MistypedCode: It can not be a code; a character is missing or wrong.
            WrongRecoveryCode: It is a code, but it does not open this backup.
        """
        code = parse_code(text)
        header = backup.header
        if header.recovery is None:
            raise WrongRecoveryCode()
        key = self._parts.sealer.unseal_with_code(header.recovery, code, header.vault_id)
        if not self._parts.fits(key, header):
            raise WrongRecoveryCode()
        return key

    # --- restoring --------------------------------------------------------------------------

    def restore(
        self, backup: Backup, key: JournalKey, backup_key: JournalKey | None = None
    ) -> Restored:
        """Make a backup the journal. What was the journal stays for 30 days.

        Args:
            backup: One of this vault, or a file that was chosen.
            key: The vault's key; the journal goes on opening with it.
            backup_key: The key of a backup from elsewhere, or from before the key was changed.

        Raises:
            JournalDamaged: The backup is not sound. Nothing was changed.
            JournalError: It could not be read or written. Nothing was changed.
        """
        header = self._parts.proven_header(key)

        def write(path: Path) -> None:
            if backup_key is None or backup_key == key:
                self._unpack(backup, path, key)
                return
            with self._parts.passing() as copy:
                self._unpack(backup, copy, backup_key)
                self._parts.opener.recode(copy, backup_key, path, key, lambda _part: None)

        before, _none = self._take_over(header, key, write)
        return Restored(backup, before)

    def adopt(self, backup: Backup, key: JournalKey) -> None:
        """Make a backup the journal in an empty folder, such as on another computer.

        Raises:
            JournalExists: There is a vault in the folder.
            JournalDamaged: The backup is not sound. Nothing is left of it.
            JournalError: The folder can not be used, or the backup not be read. Nothing is left.
        """
        folder = self._parts.folder
        folder.prepare()
        if self._parts.find_header() is not None or folder.has_database_files():
            raise JournalExists()
        header = replace(backup.header, database=folder.next_database(), unfinished=False)
        path = folder.database_path(header)
        self._unpack(backup, path, key)
        try:
            folder.write_header(header, key)
        except BaseException:
            self._parts.discard(path)
            raise

    def take_in(self, backup: Backup) -> None:
        """Copy a backup that was chosen into the vault, so that its header can stand in.

        For a folder whose own header is lost and which has no backup: what its newest database
        holds then opens again, as far as it has the backup's key.

        Raises:
            JournalDamaged: What was read back is not what was written. Nothing is left of it.
            FolderSynced, DiskFull, FolderReadOnly, DiskFault: It could not be written.
        """
        folder = self._parts.folder
        folder.prepare()
        try:
            folder.backups.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise for_os_error(error) from None
        # Whatever the file was called, here it has to be found as a backup.
        self.save_to(backup, folder.backups / backup.path.with_suffix(".rdbackup").name)

    def rescue(
        self,
        key: JournalKey,
        worksheet_of: Callable[[str], tuple[str, int] | None],
        damaged: Path | None = None,
    ) -> Saved:
        """Read what can be read out of the damaged journal, and make that the journal.

        Args:
            key: The vault's key.
            worksheet_of: Gives the worksheet and its version that a prompt's id belongs to.
            damaged: The file, where a backup has taken its place already.

        Raises:
            JournalDamaged: Nothing could be read. Nothing was changed.
            JournalMissing: There is no file.
            JournalError: It could not be read or written. Nothing was changed.
        """
        header = self._parts.proven_header(key)
        source = damaged or self._parts.folder.database_path(header)
        before, rescued = self._take_over(
            header, key, lambda path: self._parts.opener.rescue(source, path, key, worksheet_of)
        )
        return Saved(rescued, before)

    def _take_over(
        self, header: Header, key: JournalKey, write: Callable[[Path], T]
    ) -> tuple[Path, T]:
        """Write a new database and let the header name it."""
        folder = self._parts.folder
        new = replace(header, database=folder.next_database())
        path = folder.database_path(new)
        written = write(path)
        try:
            folder.write_header(new, key)
        except BaseException:
            self._parts.discard(path)
            raise
        folder.retire_database(header)
        return folder.database_path(header), written

    def _unpack(self, backup: Backup, path: Path, key: JournalKey) -> None:
        """Write the database of a backup to ``path``, and check every page of it."""
        self._parts.store.unpack(backup, path, key)
        try:
            self._parts.opener.check(path, key)
        except BaseException:
            self._parts.discard(path)
            raise
