"""Copies of the database that were opened and checked before they count."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from repair_desktop.core.errors import JournalDamaged, JournalError, JournalExists
from repair_desktop.core.ports import Backup, JournalKey
from repair_desktop.storage import schema
from repair_desktop.storage.connection import PAGE, Database
from repair_desktop.storage.files import create_private, disk_errors, sync_file, sync_folder

KEPT = 7
"""How many backups are kept."""

_NAME = re.compile(r"journal-(\d{8}-\d{6})\.db")
_STAMP = "%Y%m%d-%H%M%S"  # UTC, so that names sort by time also when the clock goes back an hour
_UNFINISHED = ".part"


def write_copy(database: Database, path: Path, key: JournalKey) -> None:
    """Write a checked copy to ``path``, replacing what is there only when it is sound.

    Raises:
        JournalDamaged: The copy, or the journal itself, is not sound.
        DiskFull, FolderReadOnly, DiskFault: It could not be written.
    """
    part = path.with_name(path.name + _UNFINISHED)
    with disk_errors():
        part.unlink(missing_ok=True)
        create_private(part)
    try:
        database.checkpoint()
        database.execute("VACUUM INTO ?", (str(part),))
        with disk_errors():
            sync_file(part)
            sync_folder(part.parent)
        check_copy(part, key, schema.count_rows(database))
        with disk_errors():
            part.replace(path)
            sync_folder(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def check_copy(path: Path, key: JournalKey, expected: Mapping[str, int] | None = None) -> int:
    """Open a copy and check every page of it.

    Args:
        path: The copy; nothing is written to it.
        key: Its key.
        expected: How many rows each table has to hold, or None.

    Returns:
        How many worksheet entries and check-ins it holds.

    Raises:
        JournalDamaged: It can not be read with this key, or is not sound, or rows are missing.
    """
    with disk_errors():
        if path.stat().st_size < PAGE:
            raise JournalDamaged()
    database = Database(path, key, read_only=True)
    try:
        if database.pragma("application_id") != schema.APPLICATION_ID or not database.is_sound():
            raise JournalDamaged()
        rows = schema.count_rows(database)
        if expected is not None and rows != expected:
            raise JournalDamaged()
        count = "SELECT (SELECT count(*) FROM entry WHERE deleted = 0)"
        count += " + (SELECT count(*) FROM mood WHERE deleted = 0)"
        return int(database.execute(count)[0][0])
    finally:
        database.close()


def back_up(database: Database, folder: Path, key: JournalKey, now: datetime) -> Backup:
    """Write a checked copy named after ``now`` and drop the oldest beyond the newest seven.

    Raises:
        JournalError: As :func:`write_copy`; older copies are kept.
    """
    with disk_errors():
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True)
            sync_folder(folder.parent)  # or a power cut could take the folder, copies and all
    path = _named(folder, now)
    while path.exists():
        now += timedelta(seconds=1)
        path = _named(folder, now)
    write_copy(database, path, key)
    _drop_old(folder, path)
    made = made_at(path)
    assert made is not None
    return Backup(path, made)


def _named(folder: Path, now: datetime) -> Path:
    return folder / f"journal-{now.astimezone(UTC):{_STAMP}}.db"


def made_at(path: Path) -> datetime | None:
    """Return when a backup was made, by its name; None for any other file."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def listed(folder: Path) -> list[Backup]:
    """Return the backups in a folder by their names, newest first, unopened."""
    if not folder.is_dir():
        return []
    named = [(made_at(path), path) for path in folder.iterdir()]
    found = [Backup(path, made) for made, path in named if made is not None]
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def verified(folder: Path, key: JournalKey) -> list[Backup]:
    """Return the backups that are sound, newest first, with what they hold.

    Raises:
        JournalError: None could be found sound, and one not because it is damaged, but because the
            disk would not give it: it may be sound after all.
    """
    sound = []
    unread: JournalError | None = None
    for backup in listed(folder):
        try:
            entries = check_copy(backup.path, key)
        except JournalDamaged:
            continue
        except JournalError as error:
            unread = error
            continue
        sound.append(Backup(backup.path, backup.made_at, entries))
    if unread is not None and not sound:
        raise unread
    return sound


def _drop_old(folder: Path, newest: Path) -> None:
    """Drop the oldest, and what a crash left half written. ``newest`` stays whatever its date."""
    others = [backup.path for backup in listed(folder) if backup.path != newest]
    leftovers = folder.glob("journal-*.db" + _UNFINISHED)
    for path in [*others[KEPT - 1 :], *leftovers]:
        with suppress(OSError):  # the new copy counts, whatever holds an old one
            path.unlink()


def restore(source: Path, path: Path, key: JournalKey) -> None:
    """Write a backup as a new database at ``path``.

    Raises:
        JournalExists: There is a file at ``path``; it is untouched.
        JournalDamaged: The backup is not sound; nothing was written.
        DiskFull, FolderReadOnly, DiskFault: It could not be written; nothing is left of it.
    """
    check_copy(source, key)
    with disk_errors():
        try:
            create_private(path)
        except FileExistsError:
            raise JournalExists() from None
    try:
        with disk_errors():
            with source.open("rb") as old, path.open("wb") as new:
                shutil.copyfileobj(old, new, 1 << 20)
                new.flush()
                os.fsync(new.fileno())
            sync_folder(path.parent)
        check_copy(path, key)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
