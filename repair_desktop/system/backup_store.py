"""Backup files (``.rdbackup``): a copy of the database, the header that opens it, and one seal.

One line names the format, one line of JSON says what is inside, then comes the encrypted database
as it is, and at the end a keyed checksum over everything before. So a backup opens on any computer
with the passphrase or the recovery code of then. See ``docs/journal-format.md``.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec

from repair_desktop.core.errors import (
    HeaderDamaged,
    JournalDamaged,
    JournalExists,
    JournalTooNew,
    NoBackup,
)
from repair_desktop.core.ports import Backup, BackupKind, CopyFacts, Header, JournalKey
from repair_desktop.system import header_file
from repair_desktop.system.digests import RunningDigest
from repair_desktop.system.files import disk_errors, make_private_folder, replace_file, sync_folder
from repair_desktop.system.header_file import HeaderFile

ENDING = ".rdbackup"
FORMAT = 1
LONGEST_LINE = 2 * header_file.LONGEST
_FIRST_LINE = re.compile(rb"Repair backup ([1-9][0-9]{0,3})\n")
_PURPOSE = "repair-backup"
_PART = 1 << 20
_SEAL = RunningDigest.SIZE


class _Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    made_at: datetime
    kind: BackupKind
    entries: Annotated[int, msgspec.Meta(ge=0)]
    tables: Annotated[int, msgspec.Meta(ge=1)]
    size: Annotated[int, msgspec.Meta(ge=1)]
    header: msgspec.Raw


class DiskBackupStore:
    """Implements :class:`~repair_desktop.core.ports.BackupStore`."""

    def pack(
        self,
        database: Path,
        folder: Path,
        header: Header,
        key: JournalKey,
        made_at: datetime,
        kind: BackupKind,
        facts: CopyFacts,
    ) -> Backup:
        """Write a backup file into ``folder`` (made if need be), and read it back.

        Raises:
            ValueError: The header could not be read again.
            JournalDamaged: What was read back is not what was written. Nothing is left of it.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. Nothing is left of it.
        """
        with disk_errors():
            make_private_folder(folder)
            for leftover in folder.glob(f"*{ENDING}.part"):
                leftover.unlink()
            path = _free_name(folder, made_at)
            backup = Backup(path, made_at, kind, header, facts, database.stat().st_size)
            with _written_whole(path) as (part, file):
                with database.open("rb") as source:
                    _write(file, backup, key, _parts(source))
                if not self.is_authentic(self.read(part), key):
                    raise JournalDamaged()
        return backup

    def listed(self, folder: Path) -> Sequence[Backup]:
        """Return the backups in a folder, newest first; what is no backup is left out.

        Raises:
            FolderReadOnly, DiskFault: The disk would not give them.
        """
        with disk_errors():
            paths = list(folder.glob(f"*{ENDING}")) if folder.is_dir() else []
        found = []
        for path in paths:
            with suppress(NoBackup, JournalTooNew):
                found.append(self.read(path))
        return sorted(found, key=lambda backup: backup.made_at, reverse=True)

    def read(self, path: Path) -> Backup:
        """Return what a file says of itself; nothing of it is proven yet.

        Raises:
            NoBackup: It is something else, or cut.
            JournalTooNew: A newer version of Repair made it.
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        facts, header = _read(path)
        return Backup(
            path=path,
            made_at=facts.made_at,
            kind=facts.kind,
            header=header.header,
            facts=CopyFacts(facts.entries, facts.tables),
            size=facts.size,
        )

    def is_authentic(self, backup: Backup, key: JournalKey) -> bool:
        """Tell whether every byte is as it was sealed with this key. Reads the whole file.

        Raises:
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        with disk_errors(), backup.path.open("rb") as file:
            try:
                for _piece in _sealed(file, key):
                    pass
            except (JournalDamaged, NoBackup, JournalTooNew):
                return False
        return True

    def is_header_signed(self, backup: Backup, key: JournalKey) -> bool:
        """Tell whether the header in a backup was written by somebody who has the key.

        Raises:
            NoBackup, JournalTooNew: The file was exchanged meanwhile.
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        return _read(backup.path)[1].is_signed(key)

    def unpack(self, backup: Backup, target: Path, key: JournalKey) -> None:
        """Write the database of a backup to ``target``; never over an existing file.

        Raises:
            JournalExists: There is a file.
            JournalDamaged: A byte is not as it was sealed. Nothing is left of it.
            NoBackup: The file was exchanged meanwhile. Nothing is left of it.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. Nothing is left of it.
        """
        with disk_errors():
            try:
                handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except FileExistsError:
                raise JournalExists() from None
            try:
                with os.fdopen(handle, "wb") as new, backup.path.open("rb") as file:
                    for piece in _sealed(file, key):
                        new.write(piece)
                    _flush(new)
                sync_folder(target.parent)
            except BaseException:
                target.unlink(missing_ok=True)
                raise

    def renew(self, backup: Backup, header: Header, key: JournalKey) -> None:
        """Let other slots open a backup: the same database under another header.

        Raises:
            JournalDamaged: A byte is not as it was sealed. The file is untouched.
            NoBackup: The file was exchanged meanwhile. It is untouched.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. The file is untouched.
        """
        with (
            disk_errors(),
            _written_whole(backup.path) as (_part, new),
            backup.path.open("rb") as file,
        ):
            _write(new, replace(backup, header=header), key, _sealed(file, key))

    def copy(self, backup: Backup, target: Path) -> None:
        """Write the same backup file elsewhere, over a file of that name only when it is whole.

        The folder is made if need be.

        Raises:
            DiskFull, FolderReadOnly, DiskFault: It could not be written.
        """
        with disk_errors():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            with _written_whole(target) as (_part, new), backup.path.open("rb") as file:
                for piece in _parts(file):
                    new.write(piece)
                _flush(new)

    def delete(self, backup: Backup) -> None:
        """Delete the file. Raises FolderReadOnly, DiskFault."""
        with disk_errors():
            backup.path.unlink(missing_ok=True)


def _write(file: BinaryIO, backup: Backup, key: JournalKey, database: Iterable[bytes]) -> None:
    """Write a whole backup file, and wait until it is on the disk. Raises OSError."""
    facts = _Facts(
        made_at=backup.made_at,
        kind=backup.kind,
        entries=backup.facts.entries,
        tables=backup.facts.tables,
        size=backup.size,
        header=msgspec.Raw(header_file.encode(backup.header, key).rstrip()),
    )
    digest = RunningDigest(_PURPOSE, key.key)
    first = (b"Repair backup %d\n" % FORMAT, msgspec.json.encode(facts), b"\n")
    for piece in itertools.chain(first, database):
        digest.update(piece)
        file.write(piece)
    file.write(digest.final())
    _flush(file)


def _begin(file: BinaryIO) -> tuple[_Facts, bytes]:
    """Read up to where the database begins; return what is inside, and the bytes read.

    Raises:
        NoBackup: It is something else.
        JournalTooNew: A newer version of Repair made it.
    """
    first = file.readline(64)
    match = _FIRST_LINE.fullmatch(first)
    if match is None:
        raise NoBackup()
    if int(match[1]) > FORMAT:
        raise JournalTooNew()
    line = file.readline(LONGEST_LINE)
    try:
        return msgspec.json.decode(line, type=_Facts), first + line
    except (ValueError, RecursionError):
        raise NoBackup() from None


def _read(path: Path) -> tuple[_Facts, HeaderFile]:
    """Read all but the database.

    Raises:
        NoBackup: It is something else, or cut.
        JournalTooNew: A newer version of Repair made it.
        FolderReadOnly, DiskFault: The disk would not give it.
    """
    with disk_errors(), path.open("rb") as file:
        facts, _start = _begin(file)
        complete = file.tell() + facts.size + _SEAL == os.fstat(file.fileno()).st_size
    if not complete:
        raise NoBackup()
    try:
        return facts, header_file.decode(bytes(facts.header))
    except HeaderDamaged:
        raise NoBackup() from None


def _sealed(file: BinaryIO, key: JournalKey) -> Iterator[bytes]:
    """Yield the database's bytes.

    Raises:
        JournalDamaged: After the last one, when a byte is not as it was sealed.
        NoBackup, JournalTooNew: As for :func:`_begin`.
    """
    facts, start = _begin(file)
    digest = RunningDigest(_PURPOSE, key.key)
    digest.update(start)
    left = facts.size
    while left and (piece := file.read(min(left, _PART))):
        digest.update(piece)
        left -= len(piece)
        yield piece
    if left or not compare_digest(file.read(), digest.final()):
        raise JournalDamaged()


def _parts(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PART):
        yield piece


@contextmanager
def _written_whole(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Give a file to write, which takes its name when all went well. Raises OSError."""
    part = path.with_name(f"{path.name}.part")
    try:
        handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600)
        with os.fdopen(handle, "wb") as file:
            yield part, file
        replace_file(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _free_name(folder: Path, made_at: datetime) -> Path:
    """Return a name from the moment (UTC, so that names sort by time when clocks go back)."""
    while True:
        path = folder / f"repair-{made_at.astimezone(UTC):%Y%m%d-%H%M%S}{ENDING}"
        if not path.exists():
            return path
        made_at += timedelta(seconds=1)
