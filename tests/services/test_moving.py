from __future__ import annotations

from pathlib import Path

import pytest
from helpers.fake_vault import FakeVault

from repair_desktop.core.errors import DiskFull, FolderSynced, JournalError, JournalExists
from repair_desktop.services.moving import copy_vault
from repair_desktop.services.vault import Protection


@pytest.fixture
def vault(tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "vault")


@pytest.fixture
def other(tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "other")


def test_everything_is_there_and_here(vault: FakeVault, other: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    backups = [vault.add_backup(days_ago=days) for days in (1, 2)]
    parts: list[float] = []
    copy_vault(vault.parts, other.parts, key, parts.append)
    assert other.folder.header == vault.folder.header
    assert other.files() == vault.files() == ["journal.1.db"]
    # The fake store is one for both folders.
    copied = [each.path for each in vault.store.kept + other.store.kept]
    for backup in backups:
        assert other.folder.backups / backup.path.name in copied
    assert parts == sorted(parts)
    assert parts[-1] == pytest.approx(1.0)
    vault.open(key)
    other.secrets = vault.secrets
    other.open(key)


def test_never_over_a_vault(vault: FakeVault, other: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    other.make(Protection.PASSPHRASE)
    header = other.folder.header
    with pytest.raises(JournalExists):
        copy_vault(vault.parts, other.parts, key)
    assert other.folder.header == header
    assert other.files() == ["journal.1.db"]


@pytest.mark.parametrize("fault", ["folder", "header"])
def test_what_fails_leaves_nothing(vault: FakeVault, other: FakeVault, fault: str) -> None:
    key = vault.make(Protection.KEYRING)
    error: JournalError = DiskFull()
    if fault == "folder":
        error = other.folder.fail_prepare = FolderSynced(service="Dropbox")
    else:
        other.folder.fail_write = error
    with pytest.raises(type(error)):
        copy_vault(vault.parts, other.parts, key)
    assert other.files() == []
    vault.open(key)
