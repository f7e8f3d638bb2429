from __future__ import annotations

from pathlib import Path

import pytest
from helpers.fake_vault import FakeVault

from repair_desktop.core.errors import DiskFault, JournalMissing
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.slots import Slots, slots_of
from repair_desktop.services.vault import Protection


@pytest.fixture
def vault(tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "vault")


@pytest.mark.parametrize("with_code", [True, False])
def test_what_opens_a_vault(vault: FakeVault, with_code: bool) -> None:
    vault.make(Protection.KEYRING, with_code)
    assert slots_of(vault) == Slots(keyring=True, passphrase=False, code=with_code)
    assert not slots_of(vault).by_passphrase


def test_by_passphrase_until_the_keyring_has_the_key(vault: FakeVault) -> None:
    key = vault.make(Protection.PASSPHRASE)
    assert slots_of(vault) == Slots(keyring=False, passphrase=True, code=True)
    assert slots_of(vault).by_passphrase
    changes = KeyChanges(vault.parts)
    changes.open_by_keyring(key, changes.keep_in_keyring(key))
    assert slots_of(vault) == Slots(keyring=True, passphrase=True, code=True)
    assert not slots_of(vault).by_passphrase


def test_a_folder_without_a_vault(vault: FakeVault) -> None:
    with pytest.raises(JournalMissing):
        slots_of(vault)
    vault.folder.fail_read = DiskFault()
    with pytest.raises(DiskFault):
        slots_of(vault)
