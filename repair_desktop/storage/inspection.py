"""Looking at a journal, or a copy of one, without changing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from repair_desktop.core.errors import JournalDamaged, JournalInUse, JournalMissing
from repair_desktop.core.ports import JournalKey
from repair_desktop.storage import schema
from repair_desktop.storage.connection import PAGE, Database, Fault
from repair_desktop.storage.files import disk_errors


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a file that opens with its key.

    Attributes:
        rows: How many rows each table holds; empty when they can not be counted.
        faults: What is wrong; empty when the file is sound.
    """

    rows: Mapping[str, int]
    faults: tuple[Fault, ...]


def inspect(path: Path, key: JournalKey) -> Inspection:
    """Check every page, table and link of a file. It is neither changed nor brought up to date.

    Raises:
        JournalMissing: No file, or an empty one.
        JournalDamaged: The file can not be read with this key, or is no journal.
        JournalTooNew: A newer version of Repair wrote it.
        JournalInUse: A log lies beside it: a program has it open, or did not close it.
        DiskFault, FolderReadOnly: The disk would not give it.
    """
    with disk_errors():
        if not path.is_file() or path.stat().st_size == 0:
            raise JournalMissing()
        if path.stat().st_size < PAGE:
            raise JournalDamaged()
        # What is in the log belongs to the journal, and can not be read without writing to it.
        if path.with_name(f"{path.name}-wal").exists():
            raise JournalInUse()
    database = Database(path, key, read_only=True)
    try:
        schema.check(database, schema.load_migrations()[-1].version)
        faults = tuple(database.faults())
        try:
            rows = schema.count_rows(database)
        except JournalDamaged:
            rows = {}
        return Inspection(rows, faults)
    finally:
        database.close()


def engine_versions() -> dict[str, str]:
    """Return the versions of the database's parts."""
    connection = sqlcipher.connect(":memory:")
    try:
        ((version,),) = connection.execute("PRAGMA cipher_version").fetchall()
    finally:
        connection.close()
    return {"SQLCipher": str(version).split()[0], "SQLite": sqlcipher.sqlite_version}
