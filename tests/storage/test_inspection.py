from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from helpers.journals import a_mood, an_entry
from helpers.vault import KEY, OTHER_KEY

from repair_desktop.core.errors import (
    JournalDamaged,
    JournalInUse,
    JournalMissing,
    JournalTooNew,
)
from repair_desktop.storage import schema
from repair_desktop.storage.connection import Database, Fault
from repair_desktop.storage.inspection import engine_versions, inspect
from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.opener import SqlCipherOpener

PAGE = 4096


def disk_of(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}


@pytest.fixture
def closed(journal: SqlJournal, path: Path) -> Path:
    journal.entries.add(an_entry())
    for number in range(1, 400):
        journal.moods.save(a_mood(number, note="kept words " * 20))
    journal.close()
    return path


def test_a_sound_journal_and_nothing_is_changed(closed: Path) -> None:
    before = disk_of(closed)
    found = inspect(closed, KEY)
    assert found.faults == ()
    assert (found.rows["entry"], found.rows["mood"]) == (1, 399)
    assert disk_of(closed) == before


@pytest.mark.skipif(os.name == "nt", reason="made with POSIX permissions")
def test_a_folder_that_can_not_be_written_is_no_hindrance(closed: Path) -> None:
    closed.chmod(0o400)
    closed.parent.chmod(0o500)
    try:
        assert inspect(closed, KEY).faults == ()
    finally:
        closed.parent.chmod(0o700)


def test_a_copy(journal: SqlJournal, path: Path, opener: SqlCipherOpener) -> None:
    journal.moods.save(a_mood())
    opener.copy(journal, path.with_name("copy.db"), KEY)
    assert inspect(path.with_name("copy.db"), KEY).rows["mood"] == 1


def test_an_open_journal_is_left_alone(journal: SqlJournal, path: Path) -> None:
    journal.moods.save(a_mood())
    before = disk_of(path)
    with pytest.raises(JournalInUse):
        inspect(path, KEY)
    assert disk_of(path) == before


@pytest.mark.parametrize("page", [2, 5, -1])
def test_one_changed_byte_is_found(closed: Path, page: int) -> None:
    data = bytearray(closed.read_bytes())
    pages = len(data) // PAGE
    data[(page % pages) * PAGE + 100] ^= 1
    closed.write_bytes(data)
    assert Fault.PAGES in inspect(closed, KEY).faults


def test_a_cut_at_the_edge_of_a_page_is_found(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[: -3 * PAGE])
    with pytest.raises(JournalDamaged):
        inspect(closed, KEY)


def test_bytes_behind_the_end_are_found(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes() + bytes(100))
    assert inspect(closed, KEY).faults == (Fault.PAGES,)


def change(path: Path, *statements: str) -> None:
    database = Database(path, KEY)
    for statement in statements:
        database.execute(statement)
    database.checkpoint()
    database.close()


def test_a_link_to_nothing_is_found(closed: Path) -> None:
    change(
        closed,
        "PRAGMA foreign_keys = OFF",
        "INSERT INTO rupture_state (rupture_id, state, at, at_offset) VALUES ('no', 'noted', 0, 0)",
    )
    assert inspect(closed, KEY).faults == (Fault.LINKS,)


def test_a_table_that_does_not_hold_what_it_should_is_found(closed: Path) -> None:
    change(
        closed,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'note ANY', 'note INTEGER')"
        " WHERE name = 'mood'",
    )
    assert inspect(closed, KEY).faults == (Fault.TABLES,)


def test_an_older_journal_is_not_brought_up_to_date(closed: Path) -> None:
    change(closed, "PRAGMA user_version = 0")
    before = disk_of(closed)
    assert inspect(closed, KEY).faults == ()
    assert disk_of(closed) == before


def test_a_newer_journal(closed: Path) -> None:
    change(closed, f"PRAGMA user_version = {schema.load_migrations()[-1].version + 1}")
    with pytest.raises(JournalTooNew):
        inspect(closed, KEY)


def test_what_is_no_journal(closed: Path, tmp_path: Path) -> None:
    with pytest.raises(JournalDamaged):
        inspect(closed, OTHER_KEY)
    with pytest.raises(JournalMissing):
        inspect(tmp_path / "nowhere.db", KEY)
    empty, short, plain = (tmp_path / name for name in ("empty", "short", "plain"))
    empty.touch()
    with pytest.raises(JournalMissing):
        inspect(empty, KEY)
    short.write_bytes(b"x" * 100)
    with pytest.raises(JournalDamaged):
        inspect(short, KEY)
    connection = sqlite3.connect(plain)
    connection.execute("CREATE TABLE entry (id)")
    connection.close()
    with pytest.raises(JournalDamaged):
        inspect(plain, KEY)


def test_the_engine_names_itself() -> None:
    versions = engine_versions()
    assert versions["SQLCipher"].startswith("4.")
    assert versions["SQLite"].startswith("3.")
