"""The vault's folder: its header file ``vault.json``, and the names of everything in it."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from repair_desktop.core.errors import FolderSynced, HeaderDamaged, JournalTooNew
from repair_desktop.core.ports import Header, JournalKey
from repair_desktop.system import vault_names
from repair_desktop.system.cloud_folders import service_copying
from repair_desktop.system.files import disk_errors, make_private_folder, sync_folder, write_whole
from repair_desktop.system.header_file import LONGEST, HeaderFile, decode, encode, is_readable


class HeaderCopy(Enum):
    """What one of the two copies of the header is."""

    SOUND = "sound"
    MISSING = "missing"
    DAMAGED = "damaged"
    NEWER = "newer"
    UNREADABLE = "unreadable"


class DiskVaultFolder:
    """Implements :class:`~repair_desktop.core.ports.VaultFolder`.

    Args:
        path: The folder; it need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._header = path / "vault.json"
        self._previous = path / "vault.json.prev"
        self._mark = path / "delete-everything"

    @property
    def path(self) -> Path:
        """The folder."""
        return self._path

    def prepare(self) -> None:
        """Make the folder (0700) if need be and check that it can be written.

        Raises:
            FolderReadOnly, DiskFault: Nothing can be written in it.
            FolderSynced: A cloud service copies it elsewhere; ``facts["service"]`` names it.
            DiskFull: There is no space.
        """
        service = service_copying(self._path)
        if service is not None:
            raise FolderSynced(service=service)
        with disk_errors():
            make_private_folder(self._path)
            probe = self._path / f".probe-{secrets.token_hex(8)}"
            try:
                write_whole(probe, bytes(4096))
            finally:
                probe.unlink(missing_ok=True)

    def read_header(self) -> Header | None:
        """Return the header, or its previous copy when it is damaged; None when there is none.

        Raises:
            HeaderDamaged: Both are unreadable.
            JournalTooNew: It has a newer format.
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        found = self._read()
        return None if found is None else found.header

    def header_copies(self) -> tuple[HeaderCopy, HeaderCopy]:
        """Tell what the header and its previous copy are, each by itself. Never raises."""
        return _copy(self._header), _copy(self._previous)

    def header_is_whole(self) -> bool:
        """Tell whether the header and its copy are both sound, and the same. Never raises."""
        try:
            first, second = _bytes(self._header), _bytes(self._previous)
            return first is not None and first == second and is_readable(first)
        except (JournalTooNew, OSError):
            return False

    def verify_header(self, key: JournalKey) -> None:
        """Check that the header was written with this key.

        Raises:
            HeaderDamaged: It was changed by somebody who has no key, or is gone.
        """
        found = self._read()
        if found is None or not found.is_signed(key):
            raise HeaderDamaged()

    def write_header(self, header: Header, key: JournalKey) -> None:
        """Replace the header in one atomic step, then the copy beside it.

        Raises:
            ValueError: The header could not be read again, such as one with a foreign file name.
            DiskFull: There is no space. The old header, or none, is there as before.
            FolderReadOnly, DiskFault: Nothing can be written. As before, unless the disk failed
                again while that was put back.
        """
        data = encode(header, key)
        with disk_errors():
            present = _bytes(self._header)
            if present is not None:
                is_readable(present)  # a newer header is never written over
            try:
                write_whole(self._header, data)
            except OSError:
                with suppress(OSError):
                    _put_back(self._header, present)
                raise
            # The new header holds by now: a disk that fails costs no more than its second copy.
            # The old one must not stay there. An old passphrase would open it, a new one would be
            # called wrong, and it may name a journal that was damaged.
            with suppress(OSError):
                write_whole(self._previous, data)

    def holds_vault(self) -> bool:
        """Tell whether a header, a database or a backup lies in the folder. Raises OSError."""
        folder = self._path
        found = vault_names.headers(folder) or vault_names.databases(folder)
        return bool(found or vault_names.backups(self.backups))

    def has_database_files(self) -> bool:
        """Tell whether any journal database lies in the folder, named by a header or not.

        An empty file counts too: whatever emptied it, it is not a first start.
        """
        with disk_errors():
            return bool(vault_names.databases(self._path))

    def database_path(self, header: Header) -> Path:
        """Return where the header's database lies."""
        return self._path / header.database

    def newest_database(self, salt: bytes = b"") -> str | None:
        """Return the name of the database that was begun last, or None.

        Args:
            salt: Only of those that were made with a key's salt, when given. SQLCipher begins the
                file with it.

        Raises:
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        names = [_database(number) for number in sorted(self._database_numbers(), reverse=True)]
        with disk_errors():
            return next((name for name in names if self._begins_with(name, salt)), None)

    def _begins_with(self, name: str, salt: bytes) -> bool:
        if not salt:
            return True
        try:
            with (self._path / name).open("rb") as file:
                return file.read(len(salt)) == salt
        except FileNotFoundError:
            return False

    def next_database(self) -> str:
        """Return a name for a new database, higher than any that is there, logs included."""
        return _database(max(self._database_numbers(), default=0) + 1)

    def drop_databases(self, header: Header, older_than: datetime | None = None) -> None:
        """Delete every database but the header's, with their logs and copies.

        Args:
            header: Names the one that stays.
            older_than: Only those that were last changed or retired before, and what was begun
                and never taken into use; all when left out.

        Raises:
            FolderReadOnly, DiskFault: One could not be deleted.
        """
        names = {header.database, f"{header.database}-wal", f"{header.database}-shm"}
        present = vault_names.number_of(header.database)
        with disk_errors():
            for path in vault_names.databases(self._path):
                if path.name in names:
                    continue
                number = vault_names.number_of(path.name)
                never_used = number is None or present is None or number > present
                if older_than is None or never_used or _is_older(path, older_than):
                    path.unlink()
            sync_folder(self._path)

    def retire_database(self, header: Header) -> None:
        """Let the header's database count as changed now; it is another's turn."""
        path = self.database_path(header)
        for file in (path, path.with_name(f"{path.name}-wal")):
            with suppress(OSError):
                os.utime(file)

    @property
    def backups(self) -> Path:
        """The folder of the backups; it need not be there."""
        return self._path / "backups"

    @property
    def next_backups(self) -> Path:
        """The folder of backups that are made anew for another key; it need not be there."""
        return self._path / "backups.new"

    def begin_next_backups(self) -> None:
        """Make an empty folder for backups with another key, in place of one begun before.

        It is there even where no backup comes into it: those of the old key have to go.

        Raises:
            DiskFull, FolderReadOnly, DiskFault: The disk would not have it.
        """
        with disk_errors():
            vault_names.remove_backups(self.next_backups)
            make_private_folder(self.next_backups)

    def swap_backups(self) -> None:
        """Delete the old backups where new ones are there, and put those in their place.

        Raises:
            FolderReadOnly, DiskFault: Nothing is lost; it can be done again.
        """
        with disk_errors():
            if not self.next_backups.is_dir():
                return
            vault_names.remove_backups(self.backups)
            if self.backups.is_dir():  # with something of the person's own, which goes along
                for path in list(self.backups.iterdir()):
                    path.rename(_free(self.next_backups / path.name))
                self.backups.rmdir()
            self.next_backups.rename(self.backups)
            sync_folder(self._path)

    def drop_next_backups(self) -> None:
        """Delete backups that were begun for a key that was never taken into use, or cut short.

        The slots of one that was cut short are those of then, and nobody renews them.
        """
        with disk_errors():
            vault_names.remove_backups(self.next_backups)
            for path in self.backups.glob("*.rdbackup.part"):
                path.unlink()

    def set_aside(self, now: datetime) -> Path:
        """Move header, databases and backups into a new folder inside this one; return it.

        The header goes first: should this be cut short, what is left is a folder whose header is
        lost, and the rest can be set aside the same way.

        Raises:
            FolderReadOnly, DiskFull, DiskFault: The disk would not have it.
        """
        with disk_errors():
            aside = self._new_folder(f"old-{now.astimezone(UTC):%Y%m%d-%H%M%S}")
            for path in [*vault_names.headers(self._path), *vault_names.databases(self._path)]:
                path.rename(aside / path.name)
            for home in (self.backups, self.next_backups):
                if vault_names.backups(home):
                    home.rename(aside / home.name)
            sync_folder(aside)
            sync_folder(self._path)
        return aside

    def begin_removal(self) -> None:
        """Leave a mark that everything is to be deleted. Raises FolderReadOnly, DiskFault."""
        with disk_errors():
            write_whole(self._mark, b"")

    def is_being_removed(self) -> bool:
        """Tell whether that mark is there."""
        return self._mark.exists()

    def remove_everything(self, with_old: bool = True) -> None:
        """Delete all that Repair made in the folder: headers first, the mark last.

        The headers are written over before: with them gone, and the key with them, what may be
        left of the other files on the disk can not be read by anybody.

        Args:
            with_old: Whether vaults that were set aside go too.

        Raises:
            FolderReadOnly, DiskFault: Something could not be deleted; the mark is there still.
        """
        with disk_errors():
            old = vault_names.set_aside(self._path) if with_old else []
            for home in (self._path, *old):
                for path in vault_names.headers(home):
                    with suppress(OSError):  # a full disk may have no room even for that
                        _overwrite(path)
                    path.unlink()
            sync_folder(self._path)
            for home in (self._path, *old):
                vault_names.remove_vault(home)
            for home in old:
                vault_names.remove_if_empty(home)
            sync_folder(self._path)
            self._mark.unlink(missing_ok=True)
            sync_folder(self._path)  # a mark that came back would delete the next vault here

    def _database_numbers(self) -> list[int]:
        with disk_errors():
            found = vault_names.databases(self._path)
        numbers = [vault_names.number_of(path.name) for path in found]
        return [number for number in numbers if number is not None]

    def _new_folder(self, name: str) -> Path:
        number = 1
        while True:
            folder = self._path / (name if number == 1 else f"{name}-{number}")
            try:
                folder.mkdir(mode=0o700)
            except FileExistsError:
                number += 1
            else:
                return folder

    def _read(self) -> HeaderFile | None:
        """Return the newest sound header; None when there is no file at all."""
        with disk_errors():
            files = [
                data for data in map(_bytes, (self._header, self._previous)) if data is not None
            ]
        for data in files:
            with suppress(HeaderDamaged):
                return decode(data)
        if files:
            raise HeaderDamaged()
        return None


def _database(number: int) -> str:
    return f"journal.{number}.db"


def _is_older(path: Path, moment: datetime) -> bool:
    return path.stat().st_mtime < moment.timestamp()


def _free(path: Path) -> Path:
    """Return a path that nothing has yet: this one, or one with a number."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{number}-{path.name}")
    return free


def _overwrite(path: Path) -> None:
    """Write random bytes over a small file in place. Raises OSError."""
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(max(path.stat().st_size, 1)))
        file.flush()
        os.fsync(file.fileno())


def _put_back(path: Path, data: bytes | None) -> None:
    """Undo a change whose last step failed. Raises OSError."""
    if data is None:
        path.unlink(missing_ok=True)
    elif _bytes(path) != data:
        write_whole(path, data)


def _bytes(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST + 1)
    except FileNotFoundError:
        return None


def _copy(path: Path) -> HeaderCopy:
    try:
        data = _bytes(path)
        if data is None:
            return HeaderCopy.MISSING
        return HeaderCopy.SOUND if is_readable(data) else HeaderCopy.DAMAGED
    except JournalTooNew:
        return HeaderCopy.NEWER
    except OSError:
        return HeaderCopy.UNREADABLE
