from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from helpers.journals import NOON, a_mood, an_entry
from helpers.vault import KEY, OTHER_KEY

from repair_desktop.core.answers import TextAnswer
from repair_desktop.core.errors import DiskFault, JournalDamaged, JournalExists
from repair_desktop.core.ids import PromptId
from repair_desktop.core.ports import Backup, JournalKey
from repair_desktop.storage import copies
from repair_desktop.storage.connection import Database
from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.opener import SqlCipherOpener

P1 = PromptId("s1.what")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_holds_everything(
    journal: SqlJournal, folder: Path, opener: SqlCipherOpener, tmp_path: Path
) -> None:
    journal.entries.add(an_entry())
    journal.entries.save(an_entry().id, {P1: TextAnswer("words")}, P1, NOON)
    journal.moods.save(a_mood())
    backup = opener.back_up(journal, folder, KEY, NOON)
    journal.moods.save(a_mood(2))  # the journal goes on
    assert backup == Backup(folder / "journal-20261123-110000.db", NOON)
    assert opener.newest_backup(folder) == backup
    assert opener.backups(folder, KEY) == [Backup(backup.path, NOON, entries=2)]
    assert names(folder) == ["journal-20261123-110000.db"]
    if os.name != "nt":
        assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    opener.restore(backup, tmp_path / "journal.2.db", KEY)
    restored = opener.open(tmp_path / "journal.2.db", KEY)
    assert restored.entries.answers(an_entry().id) == {P1: TextAnswer("words")}
    assert restored.moods.between() == [a_mood()]
    restored.close()


def test_a_new_folder_is_on_the_disk_before_a_copy_counts(
    journal: SqlJournal, folder: Path, opener: SqlCipherOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut may take a folder that its own folder does not know for sure."""
    synced: list[Path] = []
    monkeypatch.setattr(copies, "sync_folder", synced.append)
    opener.back_up(journal, folder, KEY, NOON)
    assert synced == [folder.parent, folder, folder]


def test_seven_are_kept(journal: SqlJournal, folder: Path, opener: SqlCipherOpener) -> None:
    made = [opener.back_up(journal, folder, KEY, NOON + timedelta(days=n)) for n in range(9)]
    (folder / "journal-20200101-000000.db.part").touch()
    (folder / "notes.txt").touch()
    made.append(opener.back_up(journal, folder, KEY, NOON + timedelta(days=9)))
    assert names(folder) == [*(backup.path.name for backup in made[-7:]), "notes.txt"]
    assert [b.path for b in copies.listed(folder)] == [b.path for b in reversed(made[-7:])]


def test_the_clock_may_go_back(journal: SqlJournal, folder: Path, opener: SqlCipherOpener) -> None:
    for day in range(7):
        opener.back_up(journal, folder, KEY, NOON + timedelta(days=day))
    backup = opener.back_up(journal, folder, KEY, NOON - timedelta(days=900))
    assert backup.path.exists()
    assert len(names(folder)) == 7


def test_two_in_one_second(journal: SqlJournal, folder: Path, opener: SqlCipherOpener) -> None:
    first = opener.back_up(journal, folder, KEY, NOON)
    second = opener.back_up(journal, folder, KEY, NOON)
    assert second.made_at == first.made_at + timedelta(seconds=1)


@pytest.mark.parametrize("harm", ["flip", "cut", "rows", "empty"])
def test_a_copy_that_does_not_verify_is_no_backup(
    journal: SqlJournal,
    folder: Path,
    opener: SqlCipherOpener,
    monkeypatch: pytest.MonkeyPatch,
    harm: str,
) -> None:
    for number in range(200):
        journal.moods.save(a_mood(number, note="x" * 100))
    good = opener.back_up(journal, folder, KEY, NOON)

    def harmed(path: Path) -> None:
        if harm == "rows":
            copy = Database(path, KEY)
            copy.execute("DELETE FROM mood WHERE number = 1")
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.close()
            return
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        lengths = {"flip": len(data), "cut": len(data) - 4096, "empty": 0}
        path.write_bytes(data[: lengths[harm]])

    monkeypatch.setattr(copies, "sync_file", harmed)
    with pytest.raises(JournalDamaged):
        opener.back_up(journal, folder, KEY, NOON + timedelta(days=1))
    assert names(folder) == [good.path.name]


def test_bad_copies_are_not_listed_as_good(
    journal: SqlJournal, folder: Path, opener: SqlCipherOpener
) -> None:
    good, bad = (opener.back_up(journal, folder, KEY, NOON + timedelta(days=n)) for n in (0, 1))
    data = bytearray(bad.path.read_bytes())
    data[-100] ^= 1
    bad.path.write_bytes(data)
    (folder / "journal-20270101-000000.db").touch()
    (folder / "journal-20279999-000000.db").touch()
    assert [backup.path for backup in opener.backups(folder, KEY)] == [good.path]
    assert opener.backups(folder, OTHER_KEY) == []


def test_a_disk_that_fails_is_no_damaged_copy(
    journal: SqlJournal, folder: Path, opener: SqlCipherOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To be told that no copy is good would be the worst news of all, and not true."""
    older, newer = (opener.back_up(journal, folder, KEY, NOON + timedelta(n)) for n in (0, 1))
    broken = {newer.path}
    check = copies.check_copy

    def fail(path: Path, key: JournalKey) -> int:
        if path in broken:
            raise DiskFault()
        return check(path, key)

    monkeypatch.setattr(copies, "check_copy", fail)
    assert [backup.path for backup in opener.backups(folder, KEY)] == [older.path]
    broken.add(older.path)
    with pytest.raises(DiskFault):
        opener.backups(folder, KEY)


def test_restoring_never_writes_over_a_file(
    journal: SqlJournal, path: Path, folder: Path, opener: SqlCipherOpener
) -> None:
    journal.moods.save(a_mood())
    backup = opener.back_up(journal, folder, KEY, NOON)
    journal.close()
    before = path.read_bytes()
    with pytest.raises(JournalExists):
        opener.restore(backup, path, KEY)
    assert path.read_bytes() == before


def test_a_bad_backup_is_not_restored(
    journal: SqlJournal, folder: Path, opener: SqlCipherOpener, tmp_path: Path
) -> None:
    backup = opener.back_up(journal, folder, KEY, NOON)
    backup.path.write_bytes(backup.path.read_bytes()[:-4096])
    with pytest.raises(JournalDamaged):
        opener.restore(backup, tmp_path / "journal.2.db", KEY)
    assert not (tmp_path / "journal.2.db").exists()


def test_no_folder_has_no_backups(tmp_path: Path, opener: SqlCipherOpener) -> None:
    assert opener.newest_backup(tmp_path / "nowhere") is None
    assert opener.backups(tmp_path / "nowhere", KEY) == []


def test_names_are_in_utc() -> None:
    made = copies.made_at(Path("journal-20261123-110000.db"))
    assert made == datetime(2026, 11, 23, 11, tzinfo=UTC)
    assert copies.made_at(Path("journal.1.db")) is None
