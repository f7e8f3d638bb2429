"""What goes wrong while pages are copied, of which SQLite gives no code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from helpers.real_journal import real_journal
from helpers.vault import KEY, OTHER_KEY

from repair_desktop.core.errors import DiskFull, JournalDamaged
from repair_desktop.storage.connection import PAGE, Database
from repair_desktop.storage.files import create_private, discard


@pytest.fixture
def source(tmp_path: Path) -> Path:
    with real_journal(tmp_path) as journal:
        return journal.database.path


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Database]:
    create_private(tmp_path / "copy.db")
    with closing(Database(tmp_path / "copy.db", OTHER_KEY)) as database:
        yield database


def nothing(_part: float) -> None:
    """Nobody asks how far it is."""


def test_no_room_for_the_copy(source: Path, copy: Database) -> None:
    copy.execute("PRAGMA max_page_count = 3")
    with closing(Database(source, KEY)) as database, pytest.raises(DiskFull):
        database.copy_pages_to(copy, 2, nothing)


def test_a_page_that_can_not_be_read(source: Path, copy: Database) -> None:
    with source.open("r+b") as file:
        file.seek(-PAGE, 2)
        file.write(b"x" * PAGE)
    with closing(Database(source, KEY)) as database, pytest.raises(JournalDamaged):
        database.copy_pages_to(copy, 2, nothing)


def test_nothing_is_left_of_what_came_to_nothing(tmp_path: Path) -> None:
    """SQLite leaves its first journal behind where the disk would not delete it."""
    for name in ("journal.1.db", "journal.1.db-wal", "journal.1.db-journal"):
        (tmp_path / name).touch()
    discard(tmp_path / "journal.1.db")
    assert list(tmp_path.iterdir()) == []
