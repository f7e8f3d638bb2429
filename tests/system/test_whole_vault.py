"""The vault's services on the real folder, sealer and journal; only the keyring is made up."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeSecrets
from helpers.journals import a_mood
from helpers.real_journal import SetClock
from helpers.vault import quick_opener, quick_sealer

from repair_desktop.app.vault import vault_parts
from repair_desktop.core.errors import (
    DiskFault,
    JournalDamaged,
    JournalMissing,
    KeyMissing,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.moods import Mood
from repair_desktop.core.ports import Header, JournalKey
from repair_desktop.core.recovery_code import new_code
from repair_desktop.services.backups import Backups
from repair_desktop.services.key_changes import KeyChanges, NewLock
from repair_desktop.services.removal import Removal
from repair_desktop.services.vault import NewVault, Protection, Vault, VaultState
from repair_desktop.services.vault_parts import VaultParts
from repair_desktop.system import files


@pytest.fixture
def secrets() -> FakeSecrets:
    return FakeSecrets()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def parts(path: Path, secrets: FakeSecrets) -> VaultParts:
    return vault_parts(path, secrets, quick_sealer(), quick_opener(), SetClock())


@pytest.fixture
def vault(parts: VaultParts) -> Vault:
    return Vault(parts)


@pytest.fixture
def backups(parts: VaultParts) -> Backups:
    return Backups(parts)


@pytest.fixture
def changes(parts: VaultParts) -> KeyChanges:
    return KeyChanges(parts)


def make(vault: Vault, backups: Backups, protection: Protection) -> NewVault:
    new = vault.new_key(protection, PASSPHRASE)
    journal = vault.create(new)
    journal.moods.save(a_mood())
    backups.make_if_due(journal, new.key)
    journal.close()
    return new


def moods(vault: Vault, key: JournalKey) -> Sequence[Mood]:
    journal = vault.open(key)
    found = journal.moods.between()
    journal.close()
    return found


def test_by_keyring(vault: Vault, backups: Backups, secrets: FakeSecrets) -> None:
    assert vault.state() is VaultState.FIRST_RUN
    make(vault, backups, Protection.KEYRING)
    assert vault.state() is VaultState.KEYRING
    journal = vault.open(vault.key_from_keyring())
    assert journal.moods.between() == [a_mood()]
    journal.close()
    secrets.items.clear()
    with pytest.raises(KeyMissing):
        vault.key_from_keyring()


def test_by_passphrase(vault: Vault, backups: Backups) -> None:
    make(vault, backups, Protection.PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        vault.key_from_passphrase("four loud paper boats")
    journal = vault.open(vault.key_from_passphrase(PASSPHRASE))
    assert journal.moods.between() == [a_mood()]
    journal.close()


@pytest.mark.parametrize("harm", [b"", b"x" * 8192])
def test_a_damaged_journal_comes_back_from_its_backup(
    vault: Vault, backups: Backups, path: Path, harm: bytes
) -> None:
    make(vault, backups, Protection.PASSPHRASE)
    (path / "journal.1.db").write_bytes(harm)
    key = vault.key_from_passphrase(PASSPHRASE)
    with pytest.raises((JournalDamaged, JournalMissing)):
        vault.open(key)
    [backup] = backups.sound(key)
    assert backup.facts.entries == 1
    assert backups.restore(backup, key).before.read_bytes() == harm
    journal = vault.open(key)
    assert journal.moods.between() == [a_mood()]
    journal.close()


@pytest.mark.parametrize("lost", ["vault.json*", "journal*.db"])
def test_what_is_lost_is_never_a_first_run(
    vault: Vault, backups: Backups, path: Path, lost: str
) -> None:
    make(vault, backups, Protection.PASSPHRASE)
    for file in path.glob(lost):
        file.unlink()
    assert vault.state() is not VaultState.FIRST_RUN
    vault.set_aside()
    assert vault.state() is VaultState.FIRST_RUN


@pytest.mark.parametrize("protection", list(Protection))
def test_by_recovery_code(vault: Vault, secrets: FakeSecrets, protection: Protection) -> None:
    new = vault.new_key(protection, PASSPHRASE)
    journal = vault.create(new)
    journal.moods.save(a_mood())
    journal.close()
    secrets.items.clear()
    key = vault.key_from_recovery_code(" ".join(new.code.groups).lower())
    journal = vault.open(key)
    assert journal.moods.between() == [a_mood()]
    journal.close()
    assert vault.after_recovery(key) is (protection is Protection.KEYRING)
    assert bool(secrets.items) is (protection is Protection.KEYRING)


def test_the_code_stands_in_no_file(vault: Vault, changes: KeyChanges, path: Path) -> None:
    new = vault.new_key(Protection.PASSPHRASE, PASSPHRASE)
    vault.create(new).close()
    another = changes.add_recovery_code(new.key)
    for file in path.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            for code in (new.code, another):
                assert code.characters.encode() not in data
                assert "-".join(code.groups).encode() not in data


def test_after_another_code_the_old_one_opens_neither_copy_of_the_header(
    vault: Vault, changes: KeyChanges, path: Path
) -> None:
    new = vault.new_key(Protection.PASSPHRASE, PASSPHRASE)
    vault.create(new).close()
    another = changes.add_recovery_code(new.key)
    for _ in range(2):
        assert vault.key_from_recovery_code(another.characters) == new.key
        with pytest.raises(WrongRecoveryCode):
            vault.key_from_recovery_code(new.code.characters)
        (path / "vault.json").unlink(missing_ok=True)  # then the copy is read


def test_a_crash_while_the_passphrase_is_changed_leaves_the_old_or_the_new(
    vault: Vault, changes: KeyChanges, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = vault.new_key(Protection.PASSPHRASE, PASSPHRASE)
    vault.create(new).close()
    replaced = files.replace_file
    for stop in range(3):
        left = iter(range(100))

        def crash(source: Path, target: Path, stop: int = stop, left: object = left) -> None:
            if next(left) == stop:  # type: ignore[call-overload]
                raise KeyboardInterrupt
            replaced(source, target)

        monkeypatch.setattr(files, "replace_file", crash)
        try:
            changes.change_passphrase(new.key, f"five loud paper kites {stop}")
        except KeyboardInterrupt:
            holds = PASSPHRASE if stop == 0 else f"five loud paper kites {stop}"
            assert vault.key_from_passphrase(holds) == new.key
        else:
            assert vault.key_from_passphrase(f"five loud paper kites {stop}") == new.key
            assert stop == 2  # two steps: the header itself, then its copy
        assert vault.key_from_recovery_code(new.code.characters) == new.key
    assert (path / "vault.json.prev").exists()


# --- from the keyring to a passphrase ---------------------------------------------------------

OTHER = "five loud paper kites"


@pytest.mark.parametrize("protection", list(Protection))
def test_another_key_opens_journal_and_backups_and_the_old_one_nothing(
    vault: Vault,
    backups: Backups,
    changes: KeyChanges,
    secrets: FakeSecrets,
    path: Path,
    protection: Protection,
) -> None:
    """Whoever has every key that the keyring ever held, and all files, opens nothing."""
    old = make(vault, backups, protection)
    stolen = {*secrets.items.values()}
    code = new_code()
    key = changes.rotate(old.key, NewLock(Protection.PASSPHRASE, OTHER, code))
    changes.forget_old_keys()
    assert secrets.items == {}
    assert vault.state() is VaultState.PASSPHRASE
    assert moods(vault, key) == [a_mood()]
    [backup] = backups.sound(key)
    assert backups.key_from_passphrase(backup, OTHER) == key
    for file in path.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert old.key.key not in data
            assert not any(item.encode() in data for item in stolen)
    assert sorted(file.name for file in path.iterdir() if file.suffix != ".bin") == [
        "backups",
        "journal.2.db",
        "vault.json",
        "vault.json.prev",
    ]
    for database in path.glob("journal*.db"):
        with pytest.raises(JournalDamaged):
            quick_opener().check(database, old.key)
    with pytest.raises(KeyMissing):
        vault.key_from_keyring()
    with pytest.raises(KeyMissing):
        vault.open(old.key)
    with pytest.raises(WrongRecoveryCode):
        vault.key_from_recovery_code(old.code.characters)
    with pytest.raises(WrongRecoveryCode):
        backups.key_from_recovery_code(backup, old.code.characters)
    changes.finish(key)
    assert changes.is_finished()
    assert moods(vault, vault.key_from_recovery_code(code.characters)) == [a_mood()]


def test_a_damaged_backup_of_the_old_key_goes_with_it(
    vault: Vault, backups: Backups, changes: KeyChanges, path: Path
) -> None:
    """It can not be written anew, and what is sound of it the old key would open."""
    old = make(vault, backups, Protection.PASSPHRASE)
    [backup] = backups.listed()
    data = bytearray(backup.path.read_bytes())
    data[-100] ^= 1
    backup.path.write_bytes(data)
    changes.rotate(old.key, NewLock(Protection.PASSPHRASE, OTHER, new_code()))
    assert not backup.path.exists()
    assert backups.listed() == []


class Crash(BaseException):
    """The process ends here."""


def test_a_crash_at_any_step_of_another_key_leaves_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every change of a name on the disk, and every flush, may be the last."""
    held: set[str] = set()
    for stop in range(1, 400):
        secrets = FakeSecrets()
        path = tmp_path / str(stop)
        parts = vault_parts(path, secrets, quick_sealer(), quick_opener(), SetClock())
        vault, backups, changes = Vault(parts), Backups(parts), KeyChanges(parts)
        old = make(vault, backups, Protection.KEYRING)
        with monkeypatch.context() as patch:
            if not crash_at(patch, stop, partial(rotate_by_passphrase, changes, old.key)):
                break
        if vault.state() is VaultState.KEYRING:
            held.add("old")
            key = vault.key_from_keyring()
        else:
            held.add("new")
            key = vault.key_from_passphrase(OTHER)
        assert moods(vault, key) == [a_mood()]
        assert [each.facts.entries for each in backups.sound(key)] == [1]
        if vault.state() is VaultState.PASSPHRASE:  # as the program does at this start
            changes.forget_old_keys()
            changes.finish(key)
            assert secrets.items == {}
        names = {file.name for file in path.iterdir()} - {"reserve.bin", "vault.json.part"}
        assert len(names) == 4, names  # backups, one database, two copies of the header
        assert moods(vault, key) == [a_mood()]
    assert held == {"old", "new"}


def rotate_by_passphrase(changes: KeyChanges, key: JournalKey) -> None:
    changes.rotate(key, NewLock(Protection.PASSPHRASE, OTHER, new_code()))


def crash_at(patch: pytest.MonkeyPatch, stop: int, act: Callable[[], None]) -> bool:
    """Do something that ends at one of its steps on the disk; return whether it came so far.

    What cleans up behind an error does not run when a process ends, so it is kept from the disk.
    """
    steps, dead = 0, False

    def step(real: Callable[..., object]) -> Callable[..., object]:
        def stepped(*args: object, **kwargs: object) -> object:
            nonlocal steps, dead
            steps += 1
            if dead or steps == stop:
                dead = True
                raise Crash
            return real(*args, **kwargs)

        return stepped

    for owner, name in (
        (Path, "unlink"),
        (Path, "replace"),
        (Path, "rename"),
        (shutil, "rmtree"),
        (os, "fsync"),
        (os, "open"),
    ):
        patch.setattr(owner, name, step(getattr(owner, name)))
    try:
        act()
    except Crash:
        return True
    return dead


# --- a disk that fails ------------------------------------------------------------------------


def rotate_to_other(backups: Backups, changes: KeyChanges, key: JournalKey) -> None:
    rotate_by_passphrase(changes, key)


def restore_newest(backups: Backups, changes: KeyChanges, key: JournalKey) -> None:
    backups.restore(backups.listed()[0], key)


@pytest.mark.parametrize(
    ("act", "passphrase"), [(rotate_to_other, OTHER), (restore_newest, PASSPHRASE)]
)
def test_a_header_that_could_not_be_taken_back_still_finds_its_journal(
    vault: Vault,
    backups: Backups,
    changes: KeyChanges,
    parts: VaultParts,
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[Backups, KeyChanges, JournalKey], None],
    passphrase: str,
) -> None:
    new = make(vault, backups, Protection.PASSPHRASE)
    written = parts.folder.write_header

    def fail_for_good(header: Header, key: JournalKey) -> None:
        written(header, key)
        raise DiskFault()

    with monkeypatch.context() as patch:
        patch.setattr(parts.folder, "write_header", fail_for_good)
        with pytest.raises(DiskFault):
            act(backups, changes, new.key)
    key = vault.key_from_passphrase(passphrase)
    assert moods(vault, key) == [a_mood()]
    assert [each.facts.entries for each in backups.sound(key)] == [1]


def test_a_disk_that_deletes_nothing_is_a_known_error(
    vault: Vault, backups: Backups, changes: KeyChanges, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = make(vault, backups, Protection.PASSPHRASE)
    journal = vault.open(new.key)

    def refuse(_path: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EIO, "")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(DiskFault):
            backups.make(journal, new.key)
        journal.close()
        with pytest.raises(DiskFault):
            rotate_by_passphrase(changes, new.key)
    assert moods(vault, vault.key_from_passphrase(PASSPHRASE)) == [a_mood()]


def test_what_was_cut_short_is_gone_after_the_next_opening(
    vault: Vault, backups: Backups, path: Path
) -> None:
    new = make(vault, backups, Protection.PASSPHRASE)
    names = {file.relative_to(path) for file in path.rglob("*")}
    for leftover in (
        "journal.copy.db.part",
        "journal.copy.db.part-journal",
        "journal.recoded.db",
        "backups/repair-20260101-000000.rdbackup.part",
    ):
        (path / leftover).touch()
    vault.open(new.key).close()
    assert {file.relative_to(path) for file in path.rglob("*")} == names


# --- restoring, elsewhere and after a change --------------------------------------------------


def test_a_backup_from_before_the_key_was_changed(
    vault: Vault, backups: Backups, changes: KeyChanges, tmp_path: Path
) -> None:
    old = make(vault, backups, Protection.PASSPHRASE)
    stick = tmp_path / "stick.rdbackup"
    backups.save_to(backups.listed()[0], stick)
    key = changes.rotate(old.key, NewLock(Protection.PASSPHRASE, OTHER, new_code()))
    journal = vault.open(key)
    journal.moods.save(a_mood(2))
    journal.close()
    backup = backups.read(stick)
    before = backups.key_from_passphrase(backup, PASSPHRASE)
    backups.restore(backup, key, before)
    assert moods(vault, key) == [a_mood()]
    assert vault.key_from_passphrase(OTHER) == key


def test_on_another_computer(
    vault: Vault, backups: Backups, tmp_path: Path, secrets: FakeSecrets
) -> None:
    old = make(vault, backups, Protection.KEYRING)
    stick = tmp_path / "stick.rdbackup"
    backups.save_to(backups.listed()[0], stick)
    other = FakeSecrets()
    parts = vault_parts(tmp_path / "new", other, quick_sealer(), quick_opener(), SetClock())
    there = Backups(parts)
    backup = there.read(stick)
    there.adopt(backup, there.key_from_recovery_code(backup, old.code.characters))
    assert Vault(parts).state() is VaultState.KEYRING
    with pytest.raises(KeyMissing):
        Vault(parts).key_from_keyring()
    key = Vault(parts).key_from_recovery_code(old.code.characters)
    assert Vault(parts).after_recovery(key)
    assert moods(Vault(parts), Vault(parts).key_from_keyring()) == [a_mood()]


def test_both_copies_of_the_header_lost(
    vault: Vault, backups: Backups, path: Path, secrets: FakeSecrets
) -> None:
    """The one in the newest backup opens everything, and is written back."""
    make(vault, backups, Protection.PASSPHRASE)
    lose_header(path)
    assert moods(vault, vault.key_from_passphrase(PASSPHRASE)) == [a_mood()]
    assert parts_of(path).folder.header_is_whole()


def lose_header(path: Path) -> None:
    for name in ("vault.json", "vault.json.prev"):
        (path / name).write_bytes(b"{}")


def test_a_newer_backup_of_another_vault_does_not_keep_the_person_out(
    vault: Vault, backups: Backups, parts: VaultParts, path: Path, tmp_path: Path
) -> None:
    """Not even where both have the same passphrase: the database tells which key is its own."""
    make(vault, backups, Protection.PASSPHRASE)
    clock = parts.clock
    assert isinstance(clock, SetClock)
    clock.pass_by(days=1)
    there = vault_parts(tmp_path / "other", FakeSecrets(), quick_sealer(), quick_opener(), clock)
    make(Vault(there), Backups(there), Protection.PASSPHRASE)
    backups.take_in(Backups(there).listed()[0])
    lose_header(path)
    assert moods(vault, vault.key_from_passphrase(PASSPHRASE)) == [a_mood()]


def test_the_header_is_lost_where_a_new_key_has_yet_to_settle(
    vault: Vault,
    backups: Backups,
    changes: KeyChanges,
    parts: VaultParts,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Backups of both keys are there, and both databases. Each passphrase opens its own."""

    def cut_short() -> None:
        raise DiskFault()

    old = make(vault, backups, Protection.PASSPHRASE)
    with monkeypatch.context() as patch:
        patch.setattr(parts.folder, "swap_backups", cut_short)
        key = changes.rotate(old.key, NewLock(Protection.PASSPHRASE, OTHER, new_code()))
    lose_header(path)
    assert vault.key_from_passphrase(PASSPHRASE) == old.key
    assert parts.proven_header(old.key).database == "journal.1.db"
    assert vault.key_from_passphrase(OTHER) == key
    assert moods(vault, key) == [a_mood()]


def parts_of(path: Path) -> VaultParts:
    return vault_parts(path, FakeSecrets(), quick_sealer(), quick_opener(), SetClock())


def test_an_old_passphrase_opens_no_backup_of_the_same_key(
    vault: Vault, backups: Backups, changes: KeyChanges
) -> None:
    new = make(vault, backups, Protection.PASSPHRASE)
    changes.change_passphrase(new.key, OTHER)
    [backup] = backups.sound(new.key)
    assert backups.key_from_passphrase(backup, OTHER) == new.key
    with pytest.raises(WrongPassphrase):
        backups.key_from_passphrase(backup, PASSPHRASE)


def test_nor_does_it_open_a_damaged_one(
    vault: Vault, backups: Backups, changes: KeyChanges
) -> None:
    """Its database is damaged, but not the slot that the old passphrase opens."""
    new = make(vault, backups, Protection.PASSPHRASE)
    [backup] = backups.listed()
    data = bytearray(backup.path.read_bytes())
    data[-100] ^= 1
    backup.path.write_bytes(data)
    assert backups.key_from_passphrase(backup, PASSPHRASE) == new.key
    changes.change_passphrase(new.key, OTHER)
    assert not backup.path.exists()


# --- torn pages -------------------------------------------------------------------------------


def test_a_journal_with_a_torn_index_is_written_anew_at_the_weekly_check(
    vault: Vault, backups: Backups, path: Path, parts: VaultParts
) -> None:
    new = make(vault, backups, Protection.PASSPHRASE)
    assert moods(vault, new.key) == [a_mood()]  # checked today
    data = (path / "journal.1.db").read_bytes()
    (path / "journal.1.db").write_bytes(data + bytes(4096))  # behind the end: no row is touched
    clock = parts.clock
    assert isinstance(clock, SetClock)
    clock.pass_by(days=6)
    assert moods(vault, new.key) == [a_mood()]
    assert not (path / "journal.2.db").exists()
    clock.pass_by(days=2)
    assert moods(vault, new.key) == [a_mood()]
    assert (path / "journal.2.db").exists()
    assert parts.header().database == "journal.2.db"


# --- deleting everything ----------------------------------------------------------------------


@pytest.mark.parametrize("protection", list(Protection))
def test_after_deleting_everything_nothing_is_left(
    vault: Vault,
    backups: Backups,
    parts: VaultParts,
    secrets: FakeSecrets,
    path: Path,
    protection: Protection,
) -> None:
    make(vault, backups, protection)
    (path / "mine.txt").touch()
    removal = Removal(parts)
    assert removal.forget_keys()
    removal.remove()
    assert secrets.items == {}
    assert [file.name for file in path.iterdir()] == ["mine.txt"]
    assert vault.state() is VaultState.FIRST_RUN


def test_everything_can_be_deleted_where_a_full_disk_lets_nothing_be_written(
    vault: Vault,
    backups: Backups,
    parts: VaultParts,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not even over what is there, as where a disk copies on write."""
    make(vault, backups, Protection.PASSPHRASE)
    synced = os.fsync

    def full(handle: int) -> None:
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.ENOSPC, "")
        synced(handle)

    monkeypatch.setattr(os, "fsync", full)
    Removal(parts).remove()
    assert list(path.iterdir()) == []


def test_a_crash_while_everything_is_deleted_ends_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stop in range(1, 100):
        path = tmp_path / str(stop)
        parts = parts_of(path)
        make(Vault(parts), Backups(parts), Protection.PASSPHRASE)
        with monkeypatch.context() as patch:
            if not crash_at(patch, stop, Removal(parts).remove):
                break
        if parts.folder.is_being_removed():
            Vault(parts).finish_removal()
            assert Vault(parts).state() is VaultState.FIRST_RUN
            assert list(path.iterdir()) == []
        else:  # it had not begun, or it was done
            assert Vault(parts).state() in (VaultState.PASSPHRASE, VaultState.FIRST_RUN)
    assert stop > 5
