"""A backup that was chosen: whose it is, whether it is whole, and taking it in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeVault

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    FolderSynced,
    HeaderDamaged,
    JournalDamaged,
    JournalError,
    WrongVault,
)
from repair_desktop.core.ports import JournalKey
from repair_desktop.services.backups import Backups
from repair_desktop.services.key_changes import KeyChanges, NewLock
from repair_desktop.services.vault import Protection


@pytest.fixture
def vault(tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "vault")


@pytest.fixture
def backups(vault: FakeVault) -> Backups:
    return Backups(vault.parts)


def test_the_key_of_a_backup_opens_it(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.KEYRING)
    backups.check(vault.add_backup(), key)


def test_a_foreign_key_is_told_from_damage(vault: FakeVault, backups: Backups) -> None:
    key = vault.make(Protection.KEYRING)
    backup = vault.add_backup()
    vault.store.bad.append(backup)
    with pytest.raises(WrongVault):
        backups.check(backup, JournalKey(b"f" * 32, b"s" * 16))
    with pytest.raises(JournalDamaged):
        backups.check(backup, key)


def test_a_backup_from_before_the_key_was_changed_has_another_one(
    vault: FakeVault, backups: Backups
) -> None:
    old = vault.make(Protection.KEYRING)
    backup = vault.add_backup()
    new = KeyChanges(vault.parts).rotate(old, NewLock(Protection.PASSPHRASE, PASSPHRASE))
    with pytest.raises(WrongVault):
        backups.check(backup, new)
    backups.check(backup, old)


def test_a_stick_that_can_not_be_read_is_not_called_damaged(
    vault: FakeVault, backups: Backups
) -> None:
    key = vault.make(Protection.KEYRING)
    vault.store.fail_look = DiskFault()
    with pytest.raises(DiskFault):
        backups.check(vault.add_backup(), key)


def test_a_backup_that_is_taken_in_stands_in_for_the_header(
    vault: FakeVault, backups: Backups
) -> None:
    key = vault.make(Protection.PASSPHRASE)
    backup = replace(vault.add_backup(), path=vault.path.parent / "stick" / "old")
    vault.store.kept[:] = [backup]
    vault.folder.fail_read = HeaderDamaged()
    with pytest.raises(HeaderDamaged):
        vault.state()
    backups.take_in(backup)
    assert vault.key_from_passphrase(PASSPHRASE) == key
    assert [each.path.name for each in backups.listed()] == ["old.rdbackup"]


@pytest.mark.parametrize("error", [DiskFull(), FolderSynced()])
def test_a_folder_that_takes_nothing_stays_as_it_was(
    vault: FakeVault, backups: Backups, error: JournalError
) -> None:
    vault.make(Protection.PASSPHRASE)
    backup = replace(vault.add_backup(), path=vault.path.parent / "stick" / "old")
    vault.store.kept[:] = [backup]
    vault.folder.fail_prepare = error
    with pytest.raises(type(error)):
        backups.take_in(backup)
    assert vault.files() == ["journal.1.db"]


def test_a_folder_of_backups_that_can_not_be_made_is_a_known_error(
    vault: FakeVault, backups: Backups
) -> None:
    vault.make(Protection.PASSPHRASE)
    vault.folder.backups.write_text("in the way")
    with pytest.raises(DiskFault):
        backups.take_in(vault.add_backup())
