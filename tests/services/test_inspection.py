from __future__ import annotations

from pathlib import Path

import pytest
from helpers.fake_vault import FakeVault

from repair_desktop.core.errors import DiskFault, HeaderDamaged
from repair_desktop.services.inspection import VaultFacts, inspect_vault
from repair_desktop.services.vault import Protection, VaultState


@pytest.fixture
def vault(tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "vault")


def facts(vault: FakeVault) -> VaultFacts:
    return inspect_vault(vault.parts)


def test_nothing_there(vault: FakeVault) -> None:
    assert facts(vault) == VaultFacts(VaultState.FIRST_RUN, "", None, None, None, None)


@pytest.mark.parametrize("protection", Protection)
@pytest.mark.parametrize("with_code", [True, False])
def test_a_vault_is_told_without_asking_for_its_key(
    vault: FakeVault, protection: Protection, with_code: bool
) -> None:
    vault.make(protection, with_code)
    vault.secrets.reads = 0
    backup = vault.add_backup()
    by_passphrase = protection is Protection.PASSPHRASE
    assert facts(vault) == VaultFacts(
        VaultState(protection.value), "", 1, by_passphrase, with_code, backup.made_at
    )
    assert vault.secrets.reads == 0
    assert vault.opener.opened == []


def test_a_damaged_header(vault: FakeVault) -> None:
    vault.make(Protection.KEYRING)
    vault.folder.fail_read = HeaderDamaged()
    assert facts(vault) == VaultFacts(None, "HeaderDamaged", None, None, None, None)


def test_backups_that_the_disk_does_not_give(vault: FakeVault) -> None:
    vault.make(Protection.KEYRING)
    vault.store.fail_list = DiskFault()
    assert facts(vault) == VaultFacts(VaultState.KEYRING, "DiskFault", 1, False, True, None)
