from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.real_journal import WORKSHEETS, SetClock
from helpers.vault import quick_opener

from repair_desktop.app.demo import DemoVault
from repair_desktop.content.demo import load_demo
from repair_desktop.core.errors import DiskFull
from repair_desktop.storage.journal import SqlJournal

SHEETS = dict(WORKSHEETS)
TEXT = load_demo(WORKSHEETS)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for temporary files, so that a test sees all that is left in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def vault(temporary: Path) -> Iterator[DemoVault]:
    vault = DemoVault(quick_opener())
    yield vault
    vault.remove()


def test_nothing_is_left_behind(temporary: Path, vault: DemoVault) -> None:
    journal, _key = vault.make(SHEETS, TEXT, SetClock(), years=1)
    assert len(journal.moods.between()) > 100
    assert vault.path.parent == temporary
    journal.close()
    vault.remove()
    assert list(temporary.rglob("*")) == []
    vault.remove()


def test_nobody_else_can_look_and_nothing_is_readable(vault: DemoVault) -> None:
    journal, key = vault.make(SHEETS, TEXT, SetClock(), years=1)
    if os.name != "nt":
        assert stat.S_IMODE(vault.path.stat().st_mode) == 0o700
    files = [path for path in vault.path.rglob("*") if path.is_file()]
    assert files
    for path in files:
        data = path.read_bytes()
        assert not data.startswith(b"SQLite format 3")
        for words in (TEXT.low_notes[0], TEXT.therapist + " looked at the clock"):
            assert words.encode() not in data
        assert key.key not in data
    journal.close()


def test_each_has_a_key_of_its_own(temporary: Path) -> None:
    keys = []
    for _ in range(2):
        vault = DemoVault(quick_opener())
        journal, key = vault.make(SHEETS, TEXT, SetClock(), years=1)
        keys.append(key)
        journal.close()
        vault.remove()
    assert keys[0].key != keys[1].key
    assert keys[0].salt != keys[1].salt


def test_a_disk_that_is_full_leaves_nothing_open_and_nothing_behind(
    temporary: Path, vault: DemoVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[SqlJournal] = []
    close = SqlJournal.close

    def full(*_: object) -> None:
        raise DiskFull()

    def note(journal: SqlJournal) -> None:
        closed.append(journal)
        close(journal)

    monkeypatch.setattr("repair_desktop.app.demo.fill", full)
    monkeypatch.setattr(SqlJournal, "close", note)
    with pytest.raises(DiskFull):
        vault.make(SHEETS, TEXT, SetClock(), years=1)
    assert len(closed) == 1
    vault.remove()
    assert list(temporary.iterdir()) == []
