from __future__ import annotations

from pathlib import Path

import pytest
from helpers.fake_vault import FakeVault, backup

from repair_desktop.core.errors import HeaderDamaged
from repair_desktop.services.inspection import VaultFacts, inspect_vault
from repair_desktop.services.vault import Protection, VaultState


@pytest.fixture
def vault(tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "vault")


def facts(vault: FakeVault) -> VaultFacts:
    return inspect_vault(vault, vault.folder, vault.opener)


def test_nothing_there(vault: FakeVault) -> None:
    assert facts(vault) == VaultFacts(VaultState.FIRST_RUN, "", None, None)


@pytest.mark.parametrize("protection", Protection)
def test_a_vault_is_told_without_asking_for_its_key(
    vault: FakeVault, protection: Protection
) -> None:
    vault.make(protection)
    vault.secrets.reads = 0
    copy = backup(vault.path)
    vault.opener.copies.append(copy)
    assert facts(vault) == VaultFacts(VaultState(protection.value), "", 1, copy.made_at)
    assert vault.secrets.reads == 0
    assert vault.opener.opened == []


def test_a_damaged_header(vault: FakeVault) -> None:
    vault.make(Protection.KEYRING)
    vault.folder.fail_read = HeaderDamaged()
    assert facts(vault) == VaultFacts(None, "HeaderDamaged", None, None)


def test_a_folder_of_copies_that_can_not_be_read(
    vault: FakeVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError("words that a system may say")

    vault.make(Protection.KEYRING)
    monkeypatch.setattr(vault.opener, "newest_backup", refuse)
    assert facts(vault) == VaultFacts(VaultState.KEYRING, "PermissionError", 1, None)
