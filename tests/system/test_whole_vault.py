"""The vault's services on the real folder, sealer and journal; only the keyring is made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeClock, FakeSecrets
from helpers.journals import a_mood
from helpers.vault import quick_sealer

from repair_desktop.core.errors import (
    JournalDamaged,
    JournalMissing,
    KeyMissing,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.services.vault import Protection, Vault, VaultState
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.system import files
from repair_desktop.system.vault_folder import DiskVaultFolder


@pytest.fixture
def secrets() -> FakeSecrets:
    return FakeSecrets()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def vault(path: Path, secrets: FakeSecrets) -> Vault:
    return Vault(DiskVaultFolder(path), secrets, quick_sealer(), SqlCipherOpener(), FakeClock())


def make(vault: Vault, protection: Protection) -> None:
    new = vault.new_key(protection, PASSPHRASE)
    journal = vault.create(new)
    journal.moods.save(a_mood())
    vault.back_up_if_due(journal, new.key)
    journal.close()


def test_by_keyring(vault: Vault, secrets: FakeSecrets) -> None:
    assert vault.state() is VaultState.FIRST_RUN
    make(vault, Protection.KEYRING)
    assert vault.state() is VaultState.KEYRING
    journal = vault.open(vault.key_from_keyring())
    assert journal.moods.between() == [a_mood()]
    journal.close()
    secrets.items.clear()
    with pytest.raises(KeyMissing):
        vault.key_from_keyring()


def test_by_passphrase(vault: Vault) -> None:
    make(vault, Protection.PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        vault.key_from_passphrase("four loud paper boats")
    journal = vault.open(vault.key_from_passphrase(PASSPHRASE))
    assert journal.moods.between() == [a_mood()]
    journal.close()


@pytest.mark.parametrize("harm", [b"", b"x" * 8192])
def test_a_damaged_journal_comes_back_from_its_copy(vault: Vault, path: Path, harm: bytes) -> None:
    make(vault, Protection.PASSPHRASE)
    (path / "journal.1.db").write_bytes(harm)
    key = vault.key_from_passphrase(PASSPHRASE)
    with pytest.raises((JournalDamaged, JournalMissing)):
        vault.open(key)
    restored = vault.restore_newest(key)
    assert restored.backup.entries == 1
    assert restored.damaged.read_bytes() == harm
    journal = vault.open(key)
    assert journal.moods.between() == [a_mood()]
    journal.close()


@pytest.mark.parametrize("lost", ["vault.json*", "journal*.db"])
def test_what_is_lost_is_never_a_first_run(vault: Vault, path: Path, lost: str) -> None:
    make(vault, Protection.PASSPHRASE)
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


def test_the_code_stands_in_no_file(vault: Vault, path: Path) -> None:
    new = vault.new_key(Protection.PASSPHRASE, PASSPHRASE)
    vault.create(new).close()
    another = vault.add_recovery_code(new.key)
    for file in path.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            for code in (new.code, another):
                assert code.characters.encode() not in data
                assert "-".join(code.groups).encode() not in data


def test_after_another_code_the_old_one_opens_neither_copy_of_the_header(
    vault: Vault, path: Path
) -> None:
    new = vault.new_key(Protection.PASSPHRASE, PASSPHRASE)
    vault.create(new).close()
    another = vault.add_recovery_code(new.key)
    for _ in range(2):
        assert vault.key_from_recovery_code(another.characters) == new.key
        with pytest.raises(WrongRecoveryCode):
            vault.key_from_recovery_code(new.code.characters)
        (path / "vault.json").unlink(missing_ok=True)  # then the copy is read


def test_a_crash_while_the_passphrase_is_changed_leaves_the_old_or_the_new(
    vault: Vault, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = vault.new_key(Protection.PASSPHRASE, PASSPHRASE)
    vault.create(new).close()
    replaced = files._replace
    for stop in range(3):
        left = iter(range(100))

        def crash(source: Path, target: Path, stop: int = stop, left: object = left) -> None:
            if next(left) == stop:  # type: ignore[call-overload]
                raise KeyboardInterrupt
            replaced(source, target)

        monkeypatch.setattr(files, "_replace", crash)
        try:
            vault.change_passphrase(new.key, f"five loud paper kites {stop}")
        except KeyboardInterrupt:
            holds = PASSPHRASE if stop == 0 else f"five loud paper kites {stop}"
            assert vault.key_from_passphrase(holds) == new.key
        else:
            assert vault.key_from_passphrase(f"five loud paper kites {stop}") == new.key
            assert stop == 2  # two steps: the header itself, then its copy
        assert vault.key_from_recovery_code(new.code.characters) == new.key
    assert (path / "vault.json.prev").exists()
