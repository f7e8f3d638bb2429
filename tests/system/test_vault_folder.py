from __future__ import annotations

import base64
import errno
import json
import os
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.disks import disk_to_lock, fill, read_only, small_disk
from helpers.journals import NOON
from helpers.vault import KEY, OTHER_KEY, quick_sealer
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    FolderReadOnly,
    FolderSynced,
    HeaderDamaged,
    JournalTooNew,
)
from repair_desktop.core.ports import Header, VaultFolder
from repair_desktop.core.recovery_code import code_of
from repair_desktop.system import files, vault_names
from repair_desktop.system.digests import digest
from repair_desktop.system.vault_folder import DiskVaultFolder

VAULT = "0123456789abcdef" * 2
HEADER = Header(
    vault_id=VAULT,
    generation=1,
    database="journal.1.db",
    key_check=bytes(range(16)),
    keyring_account=f"{VAULT}:1",
    keyring_name="Secret Service",
)
SECOND = replace(
    HEADER,
    database="journal.2.db",
    keyring_account=None,
    keyring_name="",
    passphrase=quick_sealer().seal(KEY, "words", VAULT),
)
THIRD = replace(SECOND, recovery=quick_sealer().seal_with_code(KEY, code_of([3] * 26), VAULT))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def folder(path: Path) -> VaultFolder:
    folder = DiskVaultFolder(path)
    folder.prepare()
    return folder


# --- the folder -----------------------------------------------------------------------------


def test_a_new_folder_is_private_and_empty(folder: VaultFolder) -> None:
    assert folder.path.is_dir()
    assert list(folder.path.iterdir()) == []
    if os.name != "nt":
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


def test_only_an_empty_folder_is_made_private(tmp_path: Path) -> None:
    empty, full = tmp_path / "empty", tmp_path / "full"
    for existing in (empty, full):
        existing.mkdir(mode=0o755)
    (full / "holiday.txt").touch()
    for existing, mode in ((empty, 0o700), (full, 0o755)):
        DiskVaultFolder(existing).prepare()
        if os.name != "nt":
            assert stat.S_IMODE(existing.stat().st_mode) == mode


def test_a_read_only_folder(tmp_path: Path) -> None:
    with disk_to_lock(tmp_path / "disk") as disk:
        folder = DiskVaultFolder(disk)
        folder.write_header(HEADER, KEY)
        with read_only(disk):
            for path in (disk, disk / "new"):
                with pytest.raises(FolderReadOnly):
                    DiskVaultFolder(path).prepare()
            with pytest.raises(FolderReadOnly):
                folder.write_header(SECOND, KEY)
        assert folder.read_header() == HEADER


def test_a_full_disk_keeps_the_old_header(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        folder = DiskVaultFolder(disk)
        folder.write_header(HEADER, KEY)
        fill(disk)
        with pytest.raises(DiskFull):
            folder.prepare()
        with pytest.raises(DiskFull):
            folder.write_header(SECOND, KEY)
        assert folder.read_header() == HEADER
        assert not list(disk.glob("*.part"))


def test_a_file_in_the_folder_s_place(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Exception, match=r"DiskFault|FolderReadOnly"):
        DiskVaultFolder(tmp_path / "file" / "vault").prepare()


def test_a_synced_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path))
    with pytest.raises(FolderSynced) as caught:
        DiskVaultFolder(tmp_path / "vault").prepare()
    assert caught.value.facts == {"service": "OneDrive"}
    assert not (tmp_path / "vault").exists()


# --- the header -----------------------------------------------------------------------------


def test_there_is_no_header_at_first(folder: VaultFolder) -> None:
    assert folder.read_header() is None
    with pytest.raises(HeaderDamaged):
        folder.verify_header(KEY)


@pytest.mark.parametrize(
    "header", [HEADER, SECOND, THIRD, replace(HEADER, recovery=THIRD.recovery)]
)
def test_a_header_comes_back(folder: VaultFolder, header: Header) -> None:
    folder.write_header(header, KEY)
    assert folder.read_header() == header
    folder.verify_header(KEY)
    assert folder.database_path(header) == folder.path / header.database
    if os.name != "nt":
        for file in folder.path.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_key_is_not_in_it(folder: VaultFolder, path: Path) -> None:
    folder.write_header(SECOND, KEY)
    data = (path / "vault.json").read_bytes()
    for form in (KEY.key.hex().encode(), base64.b64encode(KEY.key)[:40], KEY.key):
        assert form not in data


def test_a_header_is_kept_twice(folder: VaultFolder, path: Path) -> None:
    """An old copy would open with an old passphrase, and call a new one wrong."""
    for header in (HEADER, SECOND):
        folder.write_header(header, KEY)
        assert (path / "vault.json.prev").read_bytes() == (path / "vault.json").read_bytes()
    (path / "vault.json").unlink()
    assert folder.read_header() == SECOND


def test_a_damaged_header_is_read_from_its_copy(folder: VaultFolder, path: Path) -> None:
    folder.write_header(HEADER, KEY)
    (path / "vault.json").write_bytes(b"{")
    assert folder.read_header() == HEADER
    folder.write_header(SECOND, KEY)
    (path / "vault.json").write_bytes(b"")
    assert folder.read_header() == SECOND
    (path / "vault.json.prev").write_bytes(bytes(100_000))
    with pytest.raises(HeaderDamaged):
        folder.read_header()


@given(st.integers(min_value=0), st.integers(1, 255))
def test_no_changed_byte_goes_unseen(
    tmp_path_factory: pytest.TempPathFactory, place: int, change: int
) -> None:
    path = tmp_path_factory.mktemp("vault")
    folder = DiskVaultFolder(path)
    folder.write_header(SECOND, KEY)
    folder.write_header(THIRD, KEY)
    data = bytearray((path / "vault.json").read_bytes())
    data[place % len(data)] ^= change
    (path / "vault.json").write_bytes(data)
    read = folder.read_header()
    # The copy; or the header itself, where the change says the same in JSON or base64.
    assert read in (SECOND, THIRD)


def test_a_damaged_signature_is_read_from_the_copy_too(folder: VaultFolder, path: Path) -> None:
    """It was told from a change by somebody else only once the key was known: too late."""
    folder.write_header(HEADER, KEY)
    envelope = json.loads((path / "vault.json").read_bytes())
    envelope["signature"] = base64.b64encode(bytes(16)).decode()
    (path / "vault.json").write_text(json.dumps(envelope, separators=(",", ":")))
    assert folder.read_header() == HEADER
    folder.verify_header(KEY)


def forged(body: dict[str, object], number: int = 1) -> bytes:
    raw = json.dumps(body).encode()
    checksum = digest("repair-header", f"{number}:".encode() + raw + bytes(16))
    envelope = {
        "format": number,
        "checksum": base64.b64encode(checksum).decode(),
        "signature": base64.b64encode(bytes(16)).decode(),
    }
    return json.dumps(envelope).encode()[:-1] + b', "body": ' + raw + b"}"


BODY: dict[str, object] = {
    "vault_id": VAULT,
    "generation": 1,
    "database": "journal.1.db",
    "key_check": base64.b64encode(bytes(16)).decode(),
    "keyring_account": None,
    "keyring_name": "",
    "passphrase": None,
}
SOUND_SLOT: dict[str, object] = {
    "salt": base64.b64encode(bytes(16)).decode(),
    "sealed": base64.b64encode(bytes(88)).decode(),
}


SLOTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=120),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["salt", "sealed", "opslimit", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(SLOTS)
def test_no_recovery_slot_but_a_real_one_is_read(
    tmp_path_factory: pytest.TempPathFactory, slot: object
) -> None:
    path = tmp_path_factory.mktemp("vault")
    (path / "vault.json").write_bytes(forged(BODY | {"recovery": slot}))
    try:
        read = DiskVaultFolder(path).read_header()
    except HeaderDamaged:
        assert slot is not None
    else:
        assert read is not None
        assert slot is None
        assert read.recovery is None


def test_a_header_from_before_there_was_a_code_is_read_as_before(
    folder: VaultFolder, path: Path
) -> None:
    assert "recovery" not in BODY
    (path / "vault.json").write_bytes(forged(BODY))
    read = folder.read_header()
    assert read is not None
    assert read.recovery is None


def test_a_sound_recovery_slot_is_read(folder: VaultFolder, path: Path) -> None:
    (path / "vault.json").write_bytes(forged(BODY | {"recovery": SOUND_SLOT}))
    read = folder.read_header()
    assert read is not None
    assert read.recovery is not None
    assert (len(read.recovery.salt), len(read.recovery.sealed)) == (16, 88)


def test_a_header_by_somebody_without_the_key_does_not_verify(
    folder: VaultFolder, path: Path
) -> None:
    (path / "vault.json").write_bytes(forged(BODY))
    assert folder.read_header() is not None
    with pytest.raises(HeaderDamaged):
        folder.verify_header(KEY)
    folder.write_header(HEADER, OTHER_KEY)
    with pytest.raises(HeaderDamaged):
        folder.verify_header(KEY)


@pytest.mark.parametrize(
    "change",
    [
        {"database": "../journal.1.db"},
        {"database": "/etc/passwd"},
        {"database": "journal.1.db\n"},
        {"generation": 0},
        {"generation": "1"},
        {"vault_id": "x"},
        {"key_check": "AAAA"},
        {"extra": 1},
        {"keyring_account": ""},
        {"passphrase": {}},
        {"recovery": {}},
        {"recovery": []},
        {"recovery": SOUND_SLOT | {"salt": "AAAA"}},
        {"recovery": SOUND_SLOT | {"sealed": "AAAA"}},
        {"recovery": SOUND_SLOT | {"sealed": base64.b64encode(bytes(89)).decode()}},
        {"recovery": SOUND_SLOT | {"opslimit": 1}},
    ],
)
def test_a_body_that_is_not_ours_is_damaged(
    folder: VaultFolder, path: Path, change: dict[str, object]
) -> None:
    (path / "vault.json").write_bytes(forged(BODY | change))
    with pytest.raises(HeaderDamaged):
        folder.read_header()


def test_a_newer_header_is_refused_and_never_written_over(folder: VaultFolder, path: Path) -> None:
    folder.write_header(HEADER, KEY)
    newer = forged({"anything": "else"}, number=2)
    (path / "vault.json").write_bytes(newer)
    with pytest.raises(JournalTooNew):
        folder.read_header()
    with pytest.raises(JournalTooNew):
        folder.write_header(SECOND, KEY)
    assert (path / "vault.json").read_bytes() == newer


def test_a_header_that_could_not_be_read_back_is_not_written(
    folder: VaultFolder, path: Path
) -> None:
    with pytest.raises(ValueError, match="read back"):
        folder.write_header(replace(HEADER, database="elsewhere.db"), KEY)
    assert list(path.iterdir()) == []


def test_there_is_a_whole_header_at_every_moment(
    folder: VaultFolder, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop a write before each of its steps, as a crash would."""
    folder.write_header(HEADER, KEY)
    folder.write_header(HEADER, KEY)
    seen = set()
    for stop in range(1, 20):
        steps = iter(range(1, 100))

        def crash(*args: object, stop: int = stop, steps: object = steps) -> None:
            if next(steps) == stop:  # type: ignore[call-overload]
                raise KeyboardInterrupt

        def fsync(handle: int, crash: object = crash) -> None:
            crash()  # type: ignore[operator]

        def replaced(source: Path, target: Path, crash: object = crash) -> None:
            crash()  # type: ignore[operator]
            source.replace(target)

        monkeypatch.setattr("os.fsync", fsync)
        monkeypatch.setattr(files, "replace_file", replaced)
        try:
            folder.write_header(SECOND, KEY)
        except KeyboardInterrupt:
            read = folder.read_header()
            assert read in (HEADER, SECOND)
            seen.add(read)
        else:
            break
    assert folder.read_header() == SECOND
    assert HEADER in seen


@pytest.mark.parametrize("header", [None, HEADER])
@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_what_failed_has_not_happened(
    folder: VaultFolder,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    header: Header | None,
    step: int,
) -> None:
    """The folder's fsync comes after the rename: the new name was there, and an error raised."""
    if header is not None:
        folder.write_header(header, KEY)
    fsync, steps = os.fsync, iter(range(1, 100))

    def fail(handle: int) -> None:
        if next(steps) == step:
            raise OSError(errno.EIO, "broken")
        fsync(handle)

    monkeypatch.setattr("os.fsync", fail)
    if step <= 2:
        with pytest.raises(DiskFault):
            folder.write_header(SECOND, KEY)
        assert folder.read_header() == header
        assert header is not None or list(path.iterdir()) == []
    else:  # the header holds: only its second copy failed
        folder.write_header(SECOND, KEY)
        assert folder.read_header() == SECOND


# --- databases ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["journal.1.db", "journal.77.db", "journal.1.before-2.db"])
def test_any_database_counts_even_an_empty_one(folder: VaultFolder, path: Path, name: str) -> None:
    (path / "notes.txt").touch()
    assert not folder.has_database_files()
    (path / name).touch()
    assert folder.has_database_files()


def test_everything_is_set_aside_and_nothing_else(folder: VaultFolder, path: Path) -> None:
    folder.write_header(HEADER, KEY)
    for name in ("journal.1.db", "journal.1.db-wal", "journal.1.before-2.db", "app.lock"):
        (path / name).write_text(name)
    (path / "backups").mkdir()
    (path / "backups" / "repair-20260101-000000.rdbackup").write_text("backup")
    aside = folder.set_aside(NOON)
    assert aside.parent == path
    assert sorted(p.name for p in path.iterdir()) == ["app.lock", aside.name]
    assert sorted(p.name for p in aside.iterdir()) == [
        "backups",
        "journal.1.before-2.db",
        "journal.1.db",
        "journal.1.db-wal",
        "vault.json",
        "vault.json.prev",
    ]
    assert DiskVaultFolder(aside).read_header() == HEADER
    assert folder.read_header() is None
    assert not folder.has_database_files()
    (path / "journal.1.db").touch()
    assert folder.set_aside(NOON) != aside


def put(path: Path, *names: str, days_ago: int = 0) -> None:
    for name in names:
        file = path / name
        file.touch()
        moment = NOON.timestamp() - days_ago * 24 * 60 * 60
        os.utime(file, (moment, moment))


def names(path: Path) -> list[str]:
    return sorted(file.name for file in path.iterdir())


def test_the_next_database_is_higher_than_any_that_left_a_trace(
    folder: VaultFolder, path: Path
) -> None:
    assert (folder.newest_database(), folder.next_database()) == (None, "journal.1.db")
    put(path, "journal.2.db", "journal.10.db", "journal.copy.db")
    assert (folder.newest_database(), folder.next_database()) == ("journal.10.db", "journal.11.db")
    put(path, "journal.12.db-wal")
    assert folder.next_database() == "journal.13.db"


def test_only_what_was_replaced_long_ago_is_dropped(folder: VaultFolder, path: Path) -> None:
    put(path, "journal.1.db", "journal.1.db-wal", "journal.2.before-3.db", days_ago=31)
    put(path, "journal.2.db", "journal.2.db-wal", days_ago=29)
    put(path, "journal.3.db", "journal.3.db-wal", "mine.db", days_ago=90)
    folder.drop_databases(replace(HEADER, database="journal.3.db"), NOON - timedelta(days=30))
    assert names(path) == [
        "journal.2.db",
        "journal.2.db-wal",
        "journal.3.db",
        "journal.3.db-wal",
        "mine.db",
    ]


def test_what_was_begun_and_never_used_is_dropped_at_once(folder: VaultFolder, path: Path) -> None:
    put(path, "journal.1.db", "journal.2.db", "journal.copy.db", "journal.copy.db.part")
    folder.drop_databases(HEADER, NOON - timedelta(days=30))
    assert names(path) == ["journal.1.db"]


def test_after_another_key_nothing_else_is_left(folder: VaultFolder, path: Path) -> None:
    put(path, "journal.1.db", "journal.1.db-wal", "journal.2.before-3.db", "journal.2.db")
    folder.drop_databases(replace(HEADER, database="journal.2.db"))
    assert names(path) == ["journal.2.db"]


def test_the_thirty_days_begin_when_another_takes_its_place(
    folder: VaultFolder, path: Path
) -> None:
    put(path, "journal.1.db", "journal.1.db-wal", days_ago=400)
    folder.retire_database(HEADER)
    folder.drop_databases(replace(HEADER, database="journal.2.db"), NOON - timedelta(days=30))
    assert names(path) == ["journal.1.db", "journal.1.db-wal"]


def test_new_backups_take_the_place_of_the_old(folder: VaultFolder, path: Path) -> None:
    folder.swap_backups()
    assert names(path) == []
    for home, name in (
        (folder.backups, "old.rdbackup"),
        (folder.next_backups, "new.rdbackup"),
    ):
        home.mkdir()
        (home / name).touch()
    folder.swap_backups()
    assert names(path) == ["backups"]
    assert names(folder.backups) == ["new.rdbackup"]
    folder.swap_backups()  # nothing more to do
    assert names(folder.backups) == ["new.rdbackup"]


def test_new_backups_that_came_to_nothing_are_dropped(folder: VaultFolder, path: Path) -> None:
    folder.drop_next_backups()
    for home in (folder.backups, folder.next_backups):
        home.mkdir()
        (home / "one.rdbackup").touch()
    folder.drop_next_backups()
    assert names(path) == ["backups"]


@pytest.mark.parametrize("harm", ["first", "second", "gone", "other"])
def test_a_header_is_whole_when_both_copies_are(folder: VaultFolder, path: Path, harm: str) -> None:
    assert not folder.header_is_whole()
    folder.write_header(HEADER, KEY)
    assert folder.header_is_whole()
    if harm == "gone":
        (path / "vault.json.prev").unlink()
    elif harm == "other":
        newer = (path / "vault.json").read_bytes()
        folder.write_header(SECOND, KEY)
        (path / "vault.json.prev").write_bytes(newer)
    else:
        file = path / ("vault.json" if harm == "first" else "vault.json.prev")
        file.write_bytes(b"{}")
    assert not folder.header_is_whole()


# --- deleting everything ----------------------------------------------------------------------


def fill_folder(folder: VaultFolder, path: Path) -> None:
    folder.write_header(HEADER, KEY)
    put(path, "journal.1.db", "journal.1.db-wal", "journal.1.before-2.db", "reserve.bin")
    put(path, "preferences.json", "mine.txt", "app.lock")
    for home in (folder.backups, folder.next_backups):
        home.mkdir()
        put(home, "repair-20260101-000000.rdbackup")
    aside = folder.set_aside(NOON)
    put(aside, "mine.txt")
    folder.write_header(HEADER, KEY)
    put(path, "journal.1.db")


def test_everything_of_the_vault_goes_and_nothing_else(folder: VaultFolder, path: Path) -> None:
    fill_folder(folder, path)
    folder.begin_removal()
    assert folder.is_being_removed()
    folder.remove_everything()
    assert not folder.is_being_removed()
    assert names(path) == ["app.lock", "mine.txt", "old-20261123-110000", "preferences.json"]
    assert names(path / "old-20261123-110000") == ["mine.txt"]


def test_vaults_that_were_set_aside_can_stay(folder: VaultFolder, path: Path) -> None:
    fill_folder(folder, path)
    folder.remove_everything(with_old=False)
    assert len([name for name in names(path) if name.startswith("old-")]) == 1
    assert not any(name.startswith(("journal", "vault", "backups")) for name in names(path))


def test_headers_go_first_and_are_written_over(
    folder: VaultFolder, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_folder(folder, path)
    gone: list[str] = []
    unlink = Path.unlink

    def spy(file: Path, missing_ok: bool = False) -> None:
        if file.name.startswith("vault.json"):
            assert b"vault_id" not in file.read_bytes()
        gone.append(file.name)
        unlink(file, missing_ok)

    monkeypatch.setattr(Path, "unlink", spy)
    folder.remove_everything()
    headers = [name.startswith("vault.json") for name in gone]
    assert headers.count(True) == 4  # two here, two of the vault that was set aside
    assert all(headers[:4])


def test_a_removal_that_is_cut_short_can_go_on(
    folder: VaultFolder, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_folder(folder, path)
    folder.begin_removal()
    with monkeypatch.context() as patch:
        patch.setattr(vault_names, "remove_vault", fail)
        with pytest.raises(DiskFault):
            folder.remove_everything()
    assert folder.is_being_removed()
    assert folder.read_header() is None
    folder.remove_everything()
    assert names(path) == ["app.lock", "mine.txt", "old-20261123-110000", "preferences.json"]
    assert names(path / "old-20261123-110000") == ["mine.txt"]


def fail(*_args: object) -> None:
    raise OSError(errno.EIO, "broken")


def own_files(path: Path) -> list[Path]:
    """What a person may have in a folder that they chose, named much like ours."""
    names_of = (
        "journal2020.db",
        "journal.db",
        "vault.json.txt",
        "old-photos/b.jpg",
        "backups/holiday/a.jpg",
        "backups/letter.txt",
    )
    made = [path / name for name in names_of]
    for file in made:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("mine")
    return made


def test_nothing_of_the_persons_own_is_ever_deleted(folder: VaultFolder, path: Path) -> None:
    own = own_files(path)
    folder.write_header(HEADER, KEY)
    put(path, "journal.1.db", "journal.0.db", "journal.9.db", "backups/repair-1.rdbackup")
    folder.drop_databases(HEADER)
    folder.begin_next_backups()
    put(path, "backups.new/repair-2.rdbackup")
    folder.swap_backups()
    assert (path / "backups" / "repair-2.rdbackup").exists()
    assert not (path / "backups" / "repair-1.rdbackup").exists()
    folder.drop_next_backups()
    folder.remove_everything()
    assert all(file.read_text() == "mine" for file in own)
    everything = [file for file in path.rglob("*") if file.is_file()]
    assert sorted(everything) == sorted(own)


def test_files_of_the_persons_own_are_no_journal(folder: VaultFolder, path: Path) -> None:
    own_files(path)
    assert not folder.has_database_files()
    assert folder.next_database() == "journal.1.db"
    aside = folder.set_aside(NOON)
    assert list(aside.iterdir()) == []
