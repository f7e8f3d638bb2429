"""The version of the journal's tables, and how an older journal is brought up to date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

from repair_desktop.core.errors import JournalDamaged, JournalTooNew
from repair_desktop.storage.connection import Database, Row

APPLICATION_ID = 0x52657061
"""Marks a database as a Repair journal ("Repa")."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step.

    Attributes:
        version: The version it leads to. 1 and up, without gaps.
        sql: What it runs, in one transaction.
    """

    version: int
    sql: str


def load_migrations() -> tuple[Migration, ...]:
    """Return the steps that come with the program, in order."""
    folder = resources.files("repair_desktop.storage.migrations")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda f: f.name
    )
    return tuple(Migration(int(file.name[:4]), file.read_text(encoding="utf-8")) for file in files)


def version(database: Database) -> int:
    """Return the version of the tables; 0 for a database without any."""
    return int(str(database.pragma("user_version")))


def check(database: Database, newest: int) -> None:
    """Check that this is a journal, of a version up to ``newest``.

    Raises:
        JournalDamaged: It is something else.
        JournalTooNew: A newer version of Repair wrote it.
    """
    if database.pragma("application_id") != APPLICATION_ID:
        raise JournalDamaged()
    if version(database) > newest:
        raise JournalTooNew()


def migrate(database: Database, migrations: Sequence[Migration]) -> None:
    """Run the steps that are still missing, each in one transaction.

    Raises:
        JournalError: A step failed. The steps before it stay, the rest was not begun.
    """
    for step in migrations:
        if step.version > version(database):
            database.run_script(
                f"{step.sql}\n"
                f"PRAGMA user_version = {step.version};\n"
                f"PRAGMA application_id = {APPLICATION_ID};"
            )


def count_rows(database: Database) -> dict[str, int]:
    """Return how many rows each table holds."""
    return {
        name: int(database.execute(f'SELECT count(*) FROM "{name}"')[0][0])
        for name in _tables(database)
    }


def count_entries(database: Database) -> int:
    """Return how many worksheet entries and check-ins there are that were not deleted."""
    ((count,),) = database.execute(
        "SELECT (SELECT count(*) FROM entry WHERE deleted = 0)"
        " + (SELECT count(*) FROM mood WHERE deleted = 0)"
    )
    return int(count)


def digests(database: Database) -> dict[str, str]:
    """Return a checksum over all rows of each table, to compare a copy with."""
    return {
        name: sum_up(database.each(f'SELECT * FROM "{name}" ORDER BY rowid'))
        for name in _tables(database)
    }


def _tables(database: Database) -> list[str]:
    rows = database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return [name for (name,) in rows]


def sum_up(rows: Iterable[Row]) -> str:
    """Return a checksum over rows; their types count too."""
    digest = hashlib.blake2b(digest_size=16)
    for row in rows:
        digest.update(repr(row).encode(errors="surrogatepass"))
    return digest.hexdigest()
