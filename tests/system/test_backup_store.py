from __future__ import annotations

import errno
import os
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.journals import NOON
from helpers.vault import KEY, OTHER_KEY, quick_sealer
from hypothesis import given, settings
from hypothesis import strategies as st

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    JournalDamaged,
    JournalExists,
    JournalTooNew,
    NoBackup,
)
from repair_desktop.core.ports import Backup, BackupKind, BackupStore, CopyFacts, Header
from repair_desktop.system import backup_store
from repair_desktop.system.backup_store import DiskBackupStore

VAULT = "0123456789abcdef" * 2
HEADER = Header(
    vault_id=VAULT,
    generation=3,
    database="journal.4.db",
    key_check=bytes(range(16)),
    passphrase=quick_sealer().seal(KEY, "four words that stand here", VAULT),
)
FACTS = CopyFacts(entries=12, tables=1)
DATABASE = bytes(range(255, -1, -1)) * 9000  # in more than one part


@pytest.fixture
def store() -> BackupStore:
    return DiskBackupStore()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "journal.copy.db"
    path.write_bytes(DATABASE)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def backup(store: BackupStore, database: Path, folder: Path) -> Backup:
    return store.pack(database, folder, HEADER, KEY, NOON, BackupKind.REGULAR, FACTS)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_says_what_it_is(store: BackupStore, backup: Backup, folder: Path) -> None:
    assert backup.path == folder / "repair-20261123-110000.rdbackup"
    assert (backup.made_at, backup.kind, backup.size) == (NOON, BackupKind.REGULAR, len(DATABASE))
    assert store.read(backup.path) == backup
    assert store.listed(folder) == [backup]
    assert store.is_authentic(backup, KEY)
    assert not store.is_authentic(backup, OTHER_KEY)
    assert names(folder) == [backup.path.name]
    if os.name != "nt":
        assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_key_is_not_in_it(backup: Backup) -> None:
    data = backup.path.read_bytes()
    assert KEY.key not in data
    assert KEY.key.hex().encode() not in data


def test_the_database_comes_back(store: BackupStore, backup: Backup, tmp_path: Path) -> None:
    target = tmp_path / "journal.5.db"
    store.unpack(backup, target, KEY)
    assert target.read_bytes() == DATABASE
    if os.name != "nt":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_never_over_a_file(store: BackupStore, backup: Backup, database: Path) -> None:
    database.write_bytes(b"mine")
    with pytest.raises(JournalExists):
        store.unpack(backup, database, KEY)
    assert database.read_bytes() == b"mine"


def test_two_in_one_second(
    store: BackupStore, backup: Backup, database: Path, folder: Path
) -> None:
    second = store.pack(database, folder, HEADER, KEY, NOON, BackupKind.SAFETY, FACTS)
    assert second.path != backup.path
    assert len(store.listed(folder)) == 2


def test_the_newest_is_first(
    store: BackupStore, backup: Backup, database: Path, folder: Path
) -> None:
    pack = store.pack
    older = pack(database, folder, HEADER, KEY, NOON - timedelta(days=1), BackupKind.REGULAR, FACTS)
    newer = pack(database, folder, HEADER, KEY, NOON + timedelta(days=1), BackupKind.REGULAR, FACTS)
    assert store.listed(folder) == [newer, backup, older]


def test_what_is_no_backup_is_left_out(store: BackupStore, backup: Backup, folder: Path) -> None:
    (folder / "empty.rdbackup").touch()
    (folder / "other.rdbackup").write_bytes(b"PK" + bytes(500))
    (folder / "cut.rdbackup").write_bytes(backup.path.read_bytes()[:-1])
    (folder / "longer.rdbackup").write_bytes(backup.path.read_bytes() + b"x")
    (folder / "notes.txt").touch()
    assert store.listed(folder) == [backup]
    assert store.listed(folder / "nowhere") == []
    with pytest.raises(NoBackup):
        store.read(folder / "cut.rdbackup")
    with pytest.raises(NoBackup):
        store.read(folder / "notes.txt")


def test_one_of_a_later_version_is_told_so(store: BackupStore, backup: Backup) -> None:
    data = backup.path.read_bytes().replace(b"Repair backup 1", b"Repair backup 2", 1)
    backup.path.write_bytes(data)
    with pytest.raises(JournalTooNew):
        store.read(backup.path)
    assert store.listed(backup.path.parent) == []


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 10**9), bit=st.integers(0, 7))
def test_no_changed_bit_goes_unseen(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    folder = tmp_path_factory.mktemp("backups")
    database = folder / "journal.copy.db"
    database.write_bytes(DATABASE[:3000])
    store = DiskBackupStore()
    backup = store.pack(database, folder, HEADER, KEY, NOON, BackupKind.REGULAR, FACTS)
    data = bytearray(backup.path.read_bytes())
    data[place % len(data)] ^= 1 << bit
    backup.path.write_bytes(data)
    assert not store.is_authentic(backup, KEY)
    with pytest.raises((JournalDamaged, JournalTooNew, NoBackup)):
        store.unpack(backup, folder / "journal.5.db", KEY)
    assert not (folder / "journal.5.db").exists()


def test_what_is_read_back_differently_is_no_backup(
    store: BackupStore, database: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def harm(file: object) -> None:
        file.seek(5000)  # type: ignore[attr-defined]
        file.write(b"x")  # type: ignore[attr-defined]
        file.flush()  # type: ignore[attr-defined]

    monkeypatch.setattr(backup_store, "_flush", harm)
    with pytest.raises(JournalDamaged):
        store.pack(database, folder, HEADER, KEY, NOON, BackupKind.REGULAR, FACTS)
    assert names(folder) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_leaves_nothing(
    store: BackupStore,
    database: Path,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
) -> None:
    backup = store.pack(database, folder, HEADER, KEY, NOON, BackupKind.REGULAR, FACTS)
    data = backup.path.read_bytes()

    def fail(_handle: int) -> None:
        raise OSError(code, "words of the system")

    monkeypatch.setattr("os.fsync", fail)
    for act in (
        lambda: store.pack(database, folder, HEADER, KEY, NOON, BackupKind.REGULAR, FACTS),
        lambda: store.unpack(backup, tmp_path / "journal.5.db", KEY),
        lambda: store.copy(backup, tmp_path / "stick.rdbackup"),
        lambda: store.renew(backup, replace(HEADER, passphrase=None), KEY),
    ):
        with pytest.raises((DiskFull, DiskFault)):
            act()
    assert names(folder) == [backup.path.name]
    assert backup.path.read_bytes() == data
    assert names(tmp_path) == ["backups", "journal.copy.db"]


def test_a_copy_elsewhere_is_the_same(store: BackupStore, backup: Backup, tmp_path: Path) -> None:
    target = tmp_path / "stick.rdbackup"
    store.copy(backup, target)
    assert target.read_bytes() == backup.path.read_bytes()
    store.copy(backup, target)  # over the one before
    assert store.is_authentic(store.read(target), KEY)


def test_other_slots_open_the_same_database(
    store: BackupStore, backup: Backup, tmp_path: Path
) -> None:
    header = replace(HEADER, passphrase=quick_sealer().seal(KEY, "four other words here", VAULT))
    store.renew(backup, header, KEY)
    renewed = store.read(backup.path)
    assert renewed == replace(backup, header=header)
    assert store.is_authentic(renewed, KEY)
    store.unpack(renewed, tmp_path / "journal.5.db", KEY)
    assert (tmp_path / "journal.5.db").read_bytes() == DATABASE


def test_damage_is_not_sealed_anew(store: BackupStore, backup: Backup) -> None:
    data = bytearray(backup.path.read_bytes())
    data[-1000] ^= 1
    backup.path.write_bytes(data)
    with pytest.raises(JournalDamaged):
        store.renew(backup, replace(HEADER, passphrase=None), KEY)
    assert backup.path.read_bytes() == data


def test_its_header_is_proven_whatever_became_of_the_rest(
    store: BackupStore, backup: Backup
) -> None:
    assert store.is_header_signed(backup, KEY)
    assert not store.is_header_signed(backup, OTHER_KEY)
    data = bytearray(backup.path.read_bytes())
    data[-1000] ^= 1
    backup.path.write_bytes(data)
    assert not store.is_authentic(backup, KEY)
    assert store.is_header_signed(backup, KEY)


def test_what_a_crash_left_half_written_goes(
    store: BackupStore, backup: Backup, database: Path, folder: Path
) -> None:
    (folder / "repair-20200101-000000.rdbackup.part").touch()
    store.pack(database, folder, HEADER, KEY, NOON, BackupKind.REGULAR, FACTS)
    assert len(names(folder)) == 2


def test_deleting(store: BackupStore, backup: Backup, folder: Path) -> None:
    store.delete(backup)
    store.delete(backup)
    assert names(folder) == []
