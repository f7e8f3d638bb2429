from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.fake_vault import FACTS, NOW, OTHER_CODE, PASSPHRASE, FakeVault

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    JournalDamaged,
    JournalExists,
    MistypedCode,
    NoBackup,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.ports import BackupKind, Header, JournalKey
from repair_desktop.services.backups import Backups
from repair_desktop.services.vault import Protection, VaultState

FOREIGN_KEY = JournalKey(b"f" * 32, b"s" * 16)


@pytest.fixture
def vault(tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "vault")


@pytest.fixture
def backups(vault: FakeVault) -> Backups:
    return Backups(vault.parts)


def header_of(vault: FakeVault) -> Header:
    assert vault.folder.header is not None
    return vault.folder.header


# --- making -----------------------------------------------------------------------------------


def test_one_a_day(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.KEYRING)
    journal = vault.open(key)
    vault.add_backup(days_ago=1)
    made = backups.make_if_due(journal, key)
    assert made is not None
    assert (made.made_at, made.kind) == (NOW, BackupKind.REGULAR)
    assert backups.make_if_due(journal, key) is None
    assert vault.files() == ["journal.1.db"]  # the copy it was made of is gone


def test_one_from_a_clock_that_ran_ahead_counts_as_todays(
    vault: FakeVault, backups: Backups
) -> None:
    key = vault.make(Protection.KEYRING)
    assert vault.add_backup(days_ago=-2).made_at == NOW + timedelta(days=2)
    assert backups.make_if_due(vault.open(key), key) is None


def test_it_carries_the_header_of_now(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.PASSPHRASE)
    vault.folder.header = replace(header_of(vault), unfinished=True)
    made = backups.make(vault.open(key), key)
    assert made.header == replace(header_of(vault), unfinished=False)
    assert made.facts == FACTS


def test_what_it_supersedes_is_dropped(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.KEYRING)
    old = [vault.add_backup(days_ago=days) for days in range(1, 9)]
    made = backups.make(vault.open(key), key)
    assert backups.listed()[0] == made
    assert old[0] in backups.listed()
    assert len(backups.listed()) < 9


def test_one_that_fails_drops_nothing(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.KEYRING)
    before = [vault.add_backup(days_ago=days) for days in range(1, 20)]
    vault.store.fail_pack = DiskFull()
    with pytest.raises(DiskFull):
        backups.make(vault.open(key), key)
    assert vault.store.kept == before
    assert vault.files() == ["journal.1.db"]


def test_a_copy_elsewhere_is_read_back(vault: FakeVault, backups: Backups, tmp_path: Path) -> None:
    vault.make(Protection.KEYRING)
    backup = vault.add_backup()
    backups.save_to(backup, tmp_path / "stick.rdbackup")
    assert backups.read(tmp_path / "stick.rdbackup").facts == backup.facts
    with pytest.raises(NoBackup):
        backups.read(tmp_path / "other.rdbackup")


# --- looking ----------------------------------------------------------------------------------


def test_the_sound_ones_newest_first(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.KEYRING)
    older, newer, bad = (vault.add_backup(days_ago=days) for days in (3, 1, 2))
    vault.store.bad = [bad]
    assert backups.sound(key) == [newer, older]


def test_a_disk_that_does_not_give_one_is_no_missing_backup(
    vault: FakeVault, backups: Backups
) -> None:
    key = vault.make(Protection.KEYRING)
    vault.add_backup()
    vault.store.fail_look = DiskFault()
    with pytest.raises(DiskFault):
        backups.sound(key)


# --- restoring --------------------------------------------------------------------------------


def test_restoring_leaves_the_damaged_file_and_opens_the_backup(
    vault: FakeVault, backups: Backups
) -> None:
    key = vault.make(Protection.KEYRING)
    vault.opener.fail_open = JournalDamaged()
    (vault.path / "journal.2.db").touch()  # of an earlier restore: never written over
    restored = backups.restore(vault.add_backup(), key)
    assert restored.before == vault.path / "journal.1.db"
    assert restored.before.exists()
    assert vault.folder.retired == ["journal.1.db"]
    vault.open(key)
    assert vault.opener.opened == [vault.path / "journal.3.db"]


@pytest.mark.parametrize("fault", ["seal", "check", "disk", "header"])
def test_a_restore_that_fails_changes_nothing(
    vault: FakeVault, backups: Backups, fault: str
) -> None:
    key = vault.make(Protection.KEYRING)
    backup = vault.add_backup()
    match fault:
        case "seal":
            vault.store.bad = [backup]
        case "check":
            vault.opener.fail_check = JournalDamaged()
        case "disk":
            vault.store.fail_unpack = DiskFull()
        case _:
            vault.folder.fail_write = DiskFull()
    header, files = header_of(vault), vault.files()
    with pytest.raises((JournalDamaged, DiskFull)):
        backups.restore(backup, key)
    assert (header_of(vault), vault.files()) == (header, files)


def test_a_restore_keeps_every_way_in(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.PASSPHRASE)
    backups.restore(vault.add_backup(), key)
    assert vault.key_from_recovery_code(vault.code_text()) == key
    assert vault.key_from_passphrase(PASSPHRASE) == key


def test_a_backup_with_another_key_gets_this_vaults_key(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.PASSPHRASE)
    backups.restore(vault.add_backup(), key, FOREIGN_KEY)
    assert header_of(vault).database == "journal.2.db"
    assert vault.files() == ["journal.1.db", "journal.2.db"]
    vault.open(key)


# --- the key of a backup ----------------------------------------------------------------------


def test_the_passphrase_and_the_code_of_then_open_it(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.PASSPHRASE)
    backup = vault.add_backup()
    assert backups.key_from_passphrase(backup, PASSPHRASE) == key
    assert backups.key_from_recovery_code(backup, vault.code_text()) == key
    with pytest.raises(WrongPassphrase):
        backups.key_from_passphrase(backup, "five loud paper kites")
    with pytest.raises(WrongRecoveryCode):
        backups.key_from_recovery_code(backup, OTHER_CODE.characters)
    with pytest.raises(MistypedCode):
        backups.key_from_recovery_code(backup, "AB")


def test_without_such_slots_neither_does(vault: FakeVault, backups: Backups) -> None:
    vault.make(Protection.KEYRING, with_code=False)
    backup = vault.add_backup()
    with pytest.raises(WrongPassphrase):
        backups.key_from_passphrase(backup, PASSPHRASE)
    with pytest.raises(WrongRecoveryCode):
        backups.key_from_recovery_code(backup, OTHER_CODE.characters)


# --- on another computer ----------------------------------------------------------------------


def test_a_backup_becomes_the_journal_of_an_empty_folder(vault: FakeVault, tmp_path: Path) -> None:
    key = vault.make(Protection.PASSPHRASE)
    backup = vault.add_backup()
    other = FakeVault(tmp_path / "other")
    Backups(other.parts).adopt(backup, key)
    assert other.state() is VaultState.PASSPHRASE
    other.open(other.key_from_passphrase(PASSPHRASE))


def test_it_is_never_put_over_a_journal(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.PASSPHRASE)
    header = header_of(vault)
    with pytest.raises(JournalExists):
        backups.adopt(vault.add_backup(), key)
    assert header_of(vault) == header


def test_one_that_fails_leaves_nothing(vault: FakeVault, tmp_path: Path) -> None:
    key = vault.make(Protection.PASSPHRASE)
    backup = vault.add_backup()
    other = FakeVault(tmp_path / "other")
    other.folder.fail_write = DiskFull()
    with pytest.raises(DiskFull):
        Backups(other.parts).adopt(backup, key)
    assert other.files() == []
    assert other.state() is VaultState.FIRST_RUN


# --- rescue -----------------------------------------------------------------------------------


def test_what_was_rescued_becomes_the_journal(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.KEYRING)
    vault.opener.fail_open = JournalDamaged()
    saved = backups.rescue(key, lambda _prompt: None)
    assert saved.rescued.entries == 11
    assert saved.before == vault.path / "journal.1.db"
    assert vault.folder.retired == ["journal.1.db"]
    vault.open(key)


def test_a_rescue_of_nothing_changes_nothing(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.KEYRING)
    vault.opener.fail_rescue = JournalDamaged()
    header, files = header_of(vault), vault.files()
    with pytest.raises(JournalDamaged):
        backups.rescue(key, lambda _prompt: None)
    assert (header_of(vault), vault.files()) == (header, files)
