"""What the vault's services stand on, and the one way to prove that a key is that of a header."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from repair_desktop.core.errors import (
    HeaderDamaged,
    JournalDamaged,
    JournalError,
    JournalMissing,
    KeyMissing,
    KnownError,
    NoBackup,
    for_os_error,
)
from repair_desktop.core.ports import (
    Backup,
    BackupStore,
    Header,
    JournalKey,
    JournalOpener,
    Sealer,
    SecretStore,
    VaultFolder,
)
from repair_desktop.core.times import Clock


@dataclass(frozen=True, slots=True)
class VaultParts:
    """The parts of one vault.

    Where both copies of the header are damaged or gone, that of the newest backup stands in for
    them; it is written back as soon as a key has proven it.
    """

    folder: VaultFolder
    secrets: SecretStore
    sealer: Sealer
    opener: JournalOpener
    store: BackupStore
    clock: Clock

    def find_header(self) -> Header | None:
        """Return the header, or one that stands in for it; None when there is neither.

        Raises:
            HeaderDamaged: It can not be read, and no backup holds one.
            JournalTooNew: A newer version of Repair wrote it.
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        found = self._found()
        return found[0][0] if found else None

    def header(self) -> Header:
        """Return the same. Raises JournalMissing, too, when there is none."""
        header = self.find_header()
        if header is None:
            raise JournalMissing()
        return header

    def fits(self, key: JournalKey, header: Header) -> bool:
        """Tell whether a key is that of a header."""
        check = self.sealer.key_check(key, header.vault_id, header.generation)
        return check == header.key_check

    def proven_header(self, key: JournalKey) -> Header:
        """Return the header, once it is sure that it and the key belong together.

        Raises:
            KeyMissing: The key is that of another vault.
            HeaderDamaged: The header was changed by somebody who has not got the key.
            JournalMissing, JournalTooNew, FolderReadOnly, DiskFault: As for :meth:`header`.
        """
        found = self._found()
        if not found:
            raise JournalMissing()
        fitting = [(header, backup) for header, backup in found if self.fits(key, header)]
        if not fitting:
            raise KeyMissing(last=found[0][0].keyring_name)
        for header, backup in fitting:
            if backup is None:
                self.folder.verify_header(key)
                return header
            if self.store.is_header_signed(backup, key):
                name = self.folder.newest_database(key.salt)
                return header if name is None else replace(header, database=name)
        raise HeaderDamaged()

    def key_by(self, unseal: Callable[[Header], JournalKey], wrong: type[KnownError]) -> JournalKey:
        """Return the key that the header gives, once it is sure that it is its own.

        Backups that stand in for it may be of another vault, or have the key of before. The first
        whose key opens counts, one with whose key a database was made here before all others.

        Args:
            unseal: Gives the key in a header, or raises ``wrong``.
            wrong: Says that there is none.

        Raises:
            KnownError: The one of class ``wrong``, and what else ``unseal`` raises.
            JournalMissing, HeaderDamaged, JournalTooNew, FolderReadOnly, DiskFault: As for
                :meth:`header`.
        """
        found = self._found()
        if not found:
            raise JournalMissing()
        keys = []
        for header in dict.fromkeys(header for header, _backup in found):
            with suppress(wrong):
                key = unseal(header)
                if self.fits(key, header):
                    keys.append(key)
        if not keys:
            raise wrong()
        return next((key for key in keys if self.folder.newest_database(key.salt)), keys[0])

    def may_name(self, path: Path) -> bool:
        """Tell, after an error, whether the header names a database, or may.

        A disk that fails for good may have kept a header that could not be taken back.
        """
        try:
            header = self.folder.read_header()
        except JournalError:
            return True
        return header is not None and header.database == path.name

    def discard(self, path: Path) -> None:
        """Delete a database that came to nothing, unless the header may name it.

        What the disk does not let go is dropped at a later opening.
        """
        if not self.may_name(path):
            for log in ("", "-wal", "-journal"):
                with suppress(OSError):
                    path.with_name(f"{path.name}{log}").unlink(missing_ok=True)

    @contextmanager
    def passing(self, name: str = "journal.copy.db") -> Iterator[Path]:
        """Give a path in the folder, where there is no file, and where none is left afterwards.

        Raises:
            FolderReadOnly, DiskFault: One was left there before, and could not be deleted.
        """
        path = self.folder.path / name
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise for_os_error(error) from None
        try:
            yield path
        finally:
            self.discard(path)

    def renew_backups(self, header: Header, key: JournalKey) -> None:
        """Let the slots of now open the backups, and those of before no more.

        They hold the same key: an old passphrase would open the journal through them. One that is
        damaged can not be renewed, and goes.

        Raises:
            DiskFull, FolderReadOnly, DiskFault: Some are still as they were.
        """
        slots = replace(header, database="", unfinished=False)
        for backup in self.store.listed(self.folder.backups):
            present = replace(backup.header, database="", unfinished=False)
            if present != slots and self.fits(key, backup.header):
                renewed = replace(header, database=backup.header.database, unfinished=False)
                try:
                    self.store.renew(backup, renewed, key)
                except JournalDamaged:
                    # It restores nothing, but its slots are whole, and still give the key.
                    self.store.delete(backup)
                except NoBackup:
                    pass

    def _found(self) -> list[tuple[Header, Backup | None]]:
        """Return the header; where it is lost, what may stand in for it, and whence it comes."""
        damaged: HeaderDamaged | None = None
        try:
            header = self.folder.read_header()
        except HeaderDamaged as error:
            header, damaged = None, error
        if header is not None:
            return [(header, None)]
        homes = (self.folder.backups, self.folder.next_backups)
        backups = [backup for home in homes for backup in self.store.listed(home)]
        if damaged is not None and not backups:
            raise damaged
        name = self.folder.newest_database()
        return [
            (replace(backup.header, database=name or backup.header.database), backup)
            for backup in backups
        ]
