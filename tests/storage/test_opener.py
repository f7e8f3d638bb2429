from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.disks import disk_to_lock, fill, read_only, small_disk
from helpers.journals import NOON, a_mood, a_rupture, an_entry
from helpers.vault import KEY, OTHER_KEY

from repair_desktop.core.answers import TextAnswer
from repair_desktop.core.errors import (
    DiskFull,
    FolderReadOnly,
    JournalDamaged,
    JournalExists,
    JournalInUse,
    JournalMissing,
    JournalTooNew,
)
from repair_desktop.core.ids import PromptId
from repair_desktop.core.ports import JournalOpener
from repair_desktop.storage import schema
from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.opener import SqlCipherOpener

MARKER = "Zebrafinkenwort"
P1 = PromptId("s1.what")


def test_it_is_an_opener(opener: SqlCipherOpener) -> None:
    as_port: JournalOpener = opener
    with pytest.raises(JournalMissing):
        as_port.open(Path("nowhere"), KEY)


# --- making ---------------------------------------------------------------------------------


def test_a_new_journal_is_private_and_marked(journal: SqlJournal, path: Path) -> None:
    journal.entries.add(an_entry())
    if os.name != "nt":
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert journal.database.pragma("application_id") == schema.APPLICATION_ID
    assert schema.version(journal.database) == schema.load_migrations()[-1].version


def test_nothing_is_made_over_a_file(opener: SqlCipherOpener, path: Path) -> None:
    path.write_bytes(b"")
    with pytest.raises(JournalExists):
        opener.create(path, KEY)
    assert path.read_bytes() == b""


def test_a_journal_that_can_not_be_made_leaves_nothing(path: Path) -> None:
    version = schema.load_migrations()[-1].version + 1
    steps = [*schema.load_migrations(), schema.Migration(version, "CREATE TABLE broken (;")]
    with pytest.raises(Exception, match="SQLITE_ERROR"):
        SqlCipherOpener(steps).create(path, KEY)
    assert list(path.parent.iterdir()) == []


def test_the_settings_hold(journal: SqlJournal) -> None:
    wanted = {
        "journal_mode": "wal",
        "locking_mode": "exclusive",
        "wal_autocheckpoint": 1,
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "mmap_size": 0,
    }
    assert {name: journal.database.pragma(name) for name in wanted} == wanted


@pytest.mark.parametrize("name", ["with space", "per%20cent", "a?mode=memory#x", "Ärger 日"])
def test_folders_with_odd_names(tmp_path: Path, opener: SqlCipherOpener, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    journal = opener.create(folder / "journal.1.db", KEY)
    journal.moods.save(a_mood())
    facts = opener.copy(journal, folder / "copy.db", KEY)
    journal.close()
    assert sorted(folder.glob("*.db")) == [folder / "copy.db", folder / "journal.1.db"]
    assert facts.entries == 1
    opener.recode(folder / "copy.db", KEY, folder / "other.db", OTHER_KEY, lambda _part: None)
    assert opener.check(folder / "other.db", OTHER_KEY) == facts


# --- privacy --------------------------------------------------------------------------------


def test_no_word_stands_in_any_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opener: SqlCipherOpener
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(temp))
    monkeypatch.setenv("TMPDIR", str(temp))
    path = tmp_path / "journal.1.db"
    journal = opener.create(path, KEY)
    journal.ruptures.add(a_rupture(title=MARKER))
    journal.entries.add(an_entry(rupture=1))
    for number in range(300):
        journal.moods.save(a_mood(number, note=MARKER * 20))
    journal.entries.save(an_entry().id, {P1: TextAnswer(MARKER * 500)}, P1, NOON)
    journal.settings.set("therapist", MARKER)
    journal.settings.use_words("feeling", [MARKER], NOON)
    journal.database.execute("SELECT note FROM mood ORDER BY note, id DESC")
    scan(tmp_path)  # with the write-ahead log
    opener.copy(journal, tmp_path / "copy.db", KEY)
    journal.entries.delete(an_entry().id)
    journal.close()
    scan(tmp_path)
    assert list(temp.iterdir()) == []


def scan(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        data = path.read_bytes()
        for encoding in ("utf-8", "utf-16-le"):
            assert MARKER.encode(encoding) not in data, path
        assert KEY.key not in data
        assert KEY.key.hex().encode() not in data


def test_plain_sqlite_reads_nothing(journal: SqlJournal, path: Path) -> None:
    journal.close()
    assert not path.read_bytes().startswith(b"SQLite format")
    plain = sqlite3.connect(path)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_schema")
    plain.close()


def test_a_wrong_key_says_nothing_on_stderr(
    journal: SqlJournal, path: Path, opener: SqlCipherOpener, capfd: pytest.CaptureFixture[str]
) -> None:
    journal.close()
    with pytest.raises(JournalDamaged):
        opener.open(path, OTHER_KEY)
    assert capfd.readouterr() == ("", "")


# --- files that are not as they should be ---------------------------------------------------


def test_a_missing_file_is_missing_and_is_not_made(opener: SqlCipherOpener, path: Path) -> None:
    with pytest.raises(JournalMissing):
        opener.open(path, KEY)
    assert not path.exists()


def test_an_empty_file_is_missing_and_stays_empty(opener: SqlCipherOpener, path: Path) -> None:
    path.touch()
    with pytest.raises(JournalMissing):
        opener.open(path, KEY)
    assert path.stat().st_size == 0


def test_a_folder_in_its_place_is_missing(opener: SqlCipherOpener, path: Path) -> None:
    path.mkdir()
    with pytest.raises(JournalMissing):
        opener.open(path, KEY)


@pytest.mark.parametrize("data", [b"<html>" * 2000, bytes(8192), os.urandom(8192), b"x"])
def test_a_foreign_file_is_damaged_and_untouched(
    opener: SqlCipherOpener, path: Path, data: bytes
) -> None:
    path.write_bytes(data)
    with pytest.raises(JournalDamaged):
        opener.open(path, KEY)
    assert path.read_bytes() == data


def test_a_plain_database_is_damaged(opener: SqlCipherOpener, path: Path) -> None:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE entry (id)")
    plain.close()
    with pytest.raises(JournalDamaged):
        opener.open(path, KEY)


def test_another_program_s_database_is_damaged(journal: SqlJournal, path: Path) -> None:
    journal.database.execute("PRAGMA application_id = 7")
    journal.close()
    with pytest.raises(JournalDamaged):
        SqlCipherOpener().open(path, KEY)


@pytest.mark.parametrize("cut", [100, 4096, 5000])
def test_a_cut_file_is_damaged(
    journal: SqlJournal, path: Path, opener: SqlCipherOpener, cut: int
) -> None:
    journal.close()
    with path.open("r+b") as file:
        file.truncate(cut)
    with pytest.raises(JournalDamaged):
        opener.open(path, KEY).database.execute("SELECT * FROM word")


def test_a_flipped_bit_is_never_read_as_words(journal: SqlJournal, path: Path) -> None:
    journal.entries.add(an_entry())
    journal.entries.save(an_entry().id, {P1: TextAnswer("x" * 20_000)}, P1, NOON)
    journal.close()
    data = bytearray(path.read_bytes())
    data[-6000] ^= 1
    path.write_bytes(data)
    journal = SqlCipherOpener().open(path, KEY)
    assert not journal.database.is_sound()
    with pytest.raises(JournalDamaged):
        journal.entries.answers(an_entry().id)
    journal.database.close()


def test_a_torn_end_of_long_words_is_never_read_as_zeros(journal: SqlJournal, path: Path) -> None:
    """SQLCipher gives such a page as zeros, and reports it at the next read only."""
    note = "word " * 4000  # in a chain of pages
    journal.moods.save(a_mood(note=note))
    journal.settings.set("checked_on", "2026-11-20")
    journal.close()
    whole = path.read_bytes()
    read = 0
    for page in range(2, len(whole) // 4096):
        data = bytearray(whole)
        data[page * 4096 + 100] ^= 1
        path.write_bytes(data)
        try:
            opened = SqlCipherOpener().open(path, KEY)
        except JournalDamaged:
            continue
        try:
            assert opened.moods.between()[0].note == note
            read += 1
        except JournalDamaged:
            pass
        finally:
            opened.close()
    assert read < len(whole) // 4096 - 6  # the chain's pages were named


@pytest.mark.parametrize("harm", ["gone", "flip", "cut"])
def test_a_damaged_log_takes_nothing_along(
    journal: SqlJournal, path: Path, tmp_path: Path, opener: SqlCipherOpener, harm: str
) -> None:
    """SQLite drops a damaged log without a word; so nothing may be in the log only."""
    for number in range(20):
        journal.moods.save(a_mood(number, note="x" * 300))
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    crashed.write_bytes(path.read_bytes())
    log = bytearray(path.with_name(path.name + "-wal").read_bytes())
    assert log
    log[100] ^= 1
    if harm != "gone":
        crashed.with_name(path.name + "-wal").write_bytes(log[: 3000 if harm == "cut" else None])
    recovered = opener.open(crashed, KEY)
    assert recovered.moods.between() == journal.moods.between()
    recovered.close()


def test_a_newer_journal_is_refused_and_untouched(journal: SqlJournal, path: Path) -> None:
    journal.database.execute("PRAGMA user_version = 99")
    journal.close()
    before = path.read_bytes()
    with pytest.raises(JournalTooNew):
        SqlCipherOpener().open(path, KEY)
    assert path.read_bytes() == before


@pytest.mark.usefixtures("journal")
def test_a_second_opener_is_refused(path: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from repair_desktop.core.ports import JournalKey\n"
        "from repair_desktop.core.errors import JournalInUse\n"
        "from repair_desktop.storage.opener import SqlCipherOpener\n"
        "key = JournalKey(bytes(range(32)), bytes(range(100, 116)))\n"
        "try:\n"
        "    SqlCipherOpener().open(Path(sys.argv[1]), key)\n"
        "except JournalInUse:\n"
        "    sys.exit(7)\n"
    )
    run = subprocess.run([sys.executable, "-c", script, str(path)], check=False, timeout=60)
    assert run.returncode == 7
    with pytest.raises(JournalInUse):
        SqlCipherOpener().open(path, KEY)


# --- disks ----------------------------------------------------------------------------------


def test_a_full_disk(tmp_path: Path, opener: SqlCipherOpener) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = disk / "journal.1.db"
        journal = opener.create(path, KEY)
        journal.entries.add(an_entry())
        journal.entries.save(an_entry().id, {P1: TextAnswer("kept")}, P1, NOON)
        filling = fill(disk)
        with pytest.raises(DiskFull):
            journal.entries.save(an_entry().id, {P1: TextAnswer("y" * 200_000)}, P1, NOON)
        with pytest.raises(DiskFull):
            opener.copy(journal, disk / "copy.db", KEY)
        assert journal.entries.answers(an_entry().id) == {P1: TextAnswer("kept")}
        journal.close()
        journal = opener.open(path, KEY)  # also while the disk is full
        assert journal.entries.answers(an_entry().id) == {P1: TextAnswer("kept")}
        with pytest.raises(DiskFull):
            opener.create(disk / "journal.2.db", KEY)
        assert not (disk / "journal.2.db").exists()
        filling.unlink()
        journal.entries.save(an_entry().id, {P1: TextAnswer("y" * 200_000)}, P1, NOON)
        journal.close()


def test_a_read_only_folder(tmp_path: Path, opener: SqlCipherOpener) -> None:
    with disk_to_lock(tmp_path / "disk") as disk:
        opener.create(disk / "journal.1.db", KEY).close()
        with read_only(disk):
            with pytest.raises(FolderReadOnly):
                opener.open(disk / "journal.1.db", KEY)
            with pytest.raises(FolderReadOnly):
                opener.create(disk / "journal.2.db", KEY)
        opener.open(disk / "journal.1.db", KEY).close()


def test_a_file_that_went_away_is_missing(journal: SqlJournal, path: Path) -> None:
    journal.checkpoint()
    path.unlink()
    with pytest.raises(JournalMissing):
        journal.checkpoint()


# --- versions -------------------------------------------------------------------------------

NEXT = schema.Migration(
    schema.load_migrations()[-1].version + 1, "ALTER TABLE mood ADD COLUMN place TEXT;"
)


def test_migrations_are_numbered_without_gaps() -> None:
    versions = [step.version for step in schema.load_migrations()]
    assert versions == list(range(1, len(versions) + 1))


def test_an_older_journal_is_copied_and_brought_up_to_date(
    journal: SqlJournal, path: Path, opener: SqlCipherOpener
) -> None:
    journal.moods.save(a_mood())
    journal.close()
    newer = SqlCipherOpener([*schema.load_migrations(), NEXT]).open(path, KEY)
    assert schema.version(newer.database) == NEXT.version
    assert newer.moods.between() == [a_mood()]
    newer.close()
    copy = path.with_name(f"journal.1.before-{NEXT.version}.db")
    old = opener.open(copy, KEY)
    assert schema.version(old.database) == NEXT.version - 1
    assert old.moods.between() == [a_mood()]
    old.close()
    # At the version it has, no copy is made; and an old one goes after its time.
    os.utime(copy, (0, 0))
    SqlCipherOpener([*schema.load_migrations(), NEXT]).open(path, KEY).close()
    assert not copy.exists()


def test_a_failed_migration_changes_nothing(
    journal: SqlJournal, path: Path, opener: SqlCipherOpener
) -> None:
    journal.moods.save(a_mood())
    journal.close()
    broken = schema.Migration(NEXT.version, NEXT.sql + "DELETE FROM mood; SELECT no_such();")
    with pytest.raises(Exception, match="SQLITE_ERROR"):
        SqlCipherOpener([*schema.load_migrations(), broken]).open(path, KEY)
    journal = opener.open(path, KEY)
    assert schema.version(journal.database) == NEXT.version - 1
    assert journal.moods.between() == [a_mood()]
    assert "place" not in str(journal.database.execute("PRAGMA table_info(mood)"))
    journal.close()


def test_nothing_is_migrated_when_the_copy_fails(
    journal: SqlJournal, path: Path, opener: SqlCipherOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.close()

    def fail(*args: object) -> None:
        raise DiskFull()

    monkeypatch.setattr("repair_desktop.storage.copies.write_copy", fail)
    with pytest.raises(DiskFull):
        SqlCipherOpener([*schema.load_migrations(), NEXT]).open(path, KEY)
    journal = opener.open(path, KEY)
    assert schema.version(journal.database) == NEXT.version - 1
    journal.close()
