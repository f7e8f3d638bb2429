"""Copies of the database that were opened and checked before they count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from repair_desktop.core.errors import JournalDamaged, JournalExists, JournalTooNew
from repair_desktop.core.ports import CopyFacts, JournalKey
from repair_desktop.storage import schema
from repair_desktop.storage.connection import PAGE, Database
from repair_desktop.storage.files import (
    create_private,
    discard,
    disk_errors,
    sync_file,
    sync_folder,
)

_UNFINISHED = ".part"
PAGES_AT_ONCE = 256


def write_copy(database: Database, path: Path, key: JournalKey) -> CopyFacts:
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
        facts = _checked_on_disk(part, key, database)
        with disk_errors():
            part.replace(path)
            sync_folder(path.parent)
    except BaseException:
        discard(part)
        raise
    return facts


def recode(
    source: Path,
    key: JournalKey,
    target: Path,
    new_key: JournalKey,
    progress: Callable[[float], None],
) -> CopyFacts:
    """Write a checked copy of a closed database that opens with another key only.

    Raises:
        JournalExists: There is a file at ``target``; it is untouched.
        JournalDamaged: The source, or the copy, is not sound. Nothing is left of the copy.
        DiskFull, FolderReadOnly, DiskFault: It could not be written. Nothing is left of it.
    """
    with disk_errors():
        if not source.is_file() or source.stat().st_size < PAGE:
            raise JournalDamaged()
        try:
            create_private(target)
        except FileExistsError:
            raise JournalExists() from None
    try:
        database = Database(source, key)
        try:
            database.checkpoint()
            copy = Database(target, new_key)
            try:
                database.copy_pages_to(copy, PAGES_AT_ONCE, progress)
                copy.checkpoint()
            finally:
                copy.close()
            return _checked_on_disk(target, new_key, database)
        finally:
            database.close()
    except BaseException:
        discard(target)
        raise


def check_copy(path: Path, key: JournalKey, newest: int) -> CopyFacts:
    """Open a closed database, to which nothing is written, and check every page of it.

    Args:
        path: The database.
        key: Its key.
        newest: The newest version of the tables that can be read.

    Raises:
        JournalDamaged: It can not be read with this key, or is not sound.
        JournalTooNew: A newer version of Repair wrote it.
        FolderReadOnly, DiskFault: The disk would not give it.
    """
    with disk_errors():
        if path.stat().st_size < PAGE:
            raise JournalDamaged()
    database = Database(path, key, read_only=True)
    try:
        tables = schema.version(database)
        if database.pragma("application_id") != schema.APPLICATION_ID:
            raise JournalDamaged()
        if tables > newest:
            raise JournalTooNew()
        if not database.is_sound():
            raise JournalDamaged()
        return CopyFacts(schema.count_entries(database), tables)
    finally:
        database.close()


def _checked_on_disk(path: Path, key: JournalKey, original: Database) -> CopyFacts:
    """Wait until a copy is on the disk, open it, and compare every row with the original."""
    with disk_errors():
        sync_file(path)
        sync_folder(path.parent)
    facts = check_copy(path, key, schema.version(original))
    copy = Database(path, key, read_only=True)
    try:
        if schema.digests(copy) != schema.digests(original):
            raise JournalDamaged()
    finally:
        copy.close()
    return facts
