from __future__ import annotations

import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.fake_vault import NOW, PASSPHRASE, FakeVault, backup

from repair_desktop.core.errors import (
    DiskFull,
    FolderReadOnly,
    FolderSynced,
    HeaderDamaged,
    JournalDamaged,
    JournalExists,
    JournalMissing,
    KeyMissing,
    KeyringError,
    KeyringFailed,
    KeyringLocked,
    WrongPassphrase,
)
from repair_desktop.services.vault import Protection, VaultState, long_enough


@pytest.fixture
def vault(tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "vault")


def test_an_empty_folder_is_a_first_run(vault: FakeVault) -> None:
    assert vault.state() is VaultState.FIRST_RUN


@pytest.mark.parametrize(
    ("protection", "state"),
    [
        (Protection.KEYRING, VaultState.KEYRING),
        (Protection.PASSPHRASE, VaultState.PASSPHRASE),
    ],
)
def test_a_new_vault_says_what_protects_it(
    vault: FakeVault, protection: Protection, state: VaultState
) -> None:
    vault.make(protection)
    assert vault.state() is state


def test_a_database_without_a_header_is_not_a_first_run(vault: FakeVault) -> None:
    (vault.path / "journal.3.db").touch()
    assert vault.state() is VaultState.HEADER_LOST
    with pytest.raises(JournalExists):
        vault.new_key(Protection.KEYRING)
    assert vault.secrets.items == {}


def test_a_copy_without_a_journal_is_not_a_first_run(vault: FakeVault) -> None:
    vault.opener.copies = [backup(vault.path)]
    assert vault.state() is VaultState.HEADER_LOST


def test_a_damaged_header_is_not_a_first_run(vault: FakeVault) -> None:
    vault.folder.fail_read = HeaderDamaged()
    with pytest.raises(HeaderDamaged):
        vault.new_key(Protection.KEYRING)
    assert vault.secrets.items == {}


def test_the_keyring_holds_the_key_under_an_account_of_its_own(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    assert vault.folder.header is not None
    assert list(vault.secrets.items) == [f"{vault.folder.header.vault_id}:1"]
    assert vault.folder.header.keyring_name == "GNOME Keyring"
    assert vault.key_from_keyring() == key


def test_with_a_passphrase_the_keyring_holds_nothing(vault: FakeVault) -> None:
    key = vault.make(Protection.PASSPHRASE)
    assert vault.secrets.items == {}
    assert vault.key_from_passphrase(PASSPHRASE) == key
    with pytest.raises(KeyMissing):
        vault.key_from_keyring()


def test_two_vaults_never_share_a_key(tmp_path: Path) -> None:
    first, second = FakeVault(tmp_path / "a"), FakeVault(tmp_path / "b")
    assert first.make(Protection.KEYRING) != second.make(Protection.KEYRING)


def test_a_short_passphrase_is_refused(vault: FakeVault) -> None:
    assert not long_enough("elevenchars")
    assert long_enough("twelve chars")
    with pytest.raises(ValueError, match="too short"):
        vault.new_key(Protection.PASSPHRASE, "elevenchars")
    assert vault.files() == []


def test_a_passphrase_opens_however_the_keyboard_writes_its_accents(vault: FakeVault) -> None:
    typed = "un été à la mer"
    new = vault.new_key(Protection.PASSPHRASE, unicodedata.normalize("NFD", typed))
    vault.create(new)
    assert vault.key_from_passphrase(unicodedata.normalize("NFC", typed)) == new.key


def test_accents_written_in_two_code_points_do_not_make_a_passphrase_longer() -> None:
    assert not long_enough(unicodedata.normalize("NFD", "éééééé"))


def test_a_wrong_passphrase_is_told_so(vault: FakeVault) -> None:
    vault.make(Protection.PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        vault.key_from_passphrase("four quiet paper boat")


@pytest.mark.parametrize("error", [FolderReadOnly(), FolderSynced(service="Dropbox"), DiskFull()])
def test_a_folder_that_can_not_be_used_keeps_the_keyring_clean(
    vault: FakeVault, error: Exception
) -> None:
    vault.folder.fail_prepare = error
    with pytest.raises(type(error)):
        vault.new_key(Protection.KEYRING)
    assert vault.secrets.items == {}
    assert vault.files() == []


def test_when_the_header_can_not_be_written_nothing_is_left(vault: FakeVault) -> None:
    new = vault.new_key(Protection.KEYRING)
    vault.folder.fail_write = DiskFull()
    with pytest.raises(DiskFull):
        vault.create(new)
    assert vault.files() == []
    assert vault.opener.journals[0].closed
    vault.forget_key(new)
    assert vault.secrets.items == {}


@pytest.mark.parametrize("error", [KeyringLocked(), KeyringFailed()])
def test_a_keyring_error_names_the_keyring_of_then_and_of_now(
    vault: FakeVault, error: KeyringError
) -> None:
    vault.make(Protection.KEYRING)
    vault.secrets.fail = error
    with pytest.raises(type(error)) as raised:
        vault.key_from_keyring()
    assert raised.value.facts == {"last": "GNOME Keyring", "now": "GNOME Keyring"}


@pytest.mark.parametrize("item", ["", "not a key", "00" * 48])
def test_an_empty_or_wrong_item_is_a_missing_key(vault: FakeVault, item: str) -> None:
    vault.make(Protection.KEYRING)
    account = next(iter(vault.secrets.items))
    vault.secrets.items[account] = item
    with pytest.raises(KeyMissing) as raised:
        vault.key_from_keyring()
    assert raised.value.facts["last"] == "GNOME Keyring"


def test_opening_after_the_header_is_gone_says_that_the_journal_is_missing(
    vault: FakeVault,
) -> None:
    key = vault.make(Protection.KEYRING)
    vault.folder.header = None
    with pytest.raises(JournalMissing):
        vault.open(key)
    assert vault.opener.created == []


def test_the_key_of_another_vault_is_not_called_damage(tmp_path: Path) -> None:
    vault, other = FakeVault(tmp_path / "a"), FakeVault(tmp_path / "b")
    vault.make(Protection.KEYRING)
    with pytest.raises(KeyMissing):
        vault.open(other.make(Protection.KEYRING))
    assert vault.opener.opened == []


def test_a_header_that_somebody_else_changed_opens_nothing(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    vault.folder.fail_verify = HeaderDamaged()
    with pytest.raises(HeaderDamaged):
        vault.open(key)
    assert vault.opener.opened == []


def test_one_copy_a_day(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    journal = vault.open(key)
    assert vault.back_up_if_due(journal, key) is not None
    vault.opener.copies = [backup(vault.path, days_ago=0)]
    assert vault.back_up_if_due(journal, key) is None
    vault.opener.copies = [backup(vault.path, days_ago=1)]
    made = vault.back_up_if_due(journal, key)
    assert made is not None
    assert made.made_at == NOW


def test_a_copy_from_a_clock_that_ran_ahead_counts_as_todays(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    vault.opener.copies = [backup(vault.path, days_ago=-2)]
    assert vault.opener.copies[0].made_at == NOW + timedelta(days=2)
    assert vault.back_up_if_due(vault.open(key), key) is None


def test_restoring_leaves_the_damaged_file_and_opens_the_copy(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    vault.opener.fail_open = JournalDamaged()
    vault.opener.copies = [backup(vault.path), backup(vault.path, days_ago=2)]
    (vault.path / "journal.2.db").touch()  # of an earlier restore: never written over

    restored = vault.restore_newest(key)

    assert restored.damaged == vault.path / "journal.1.db"
    assert restored.damaged.exists()
    assert restored.backup is vault.opener.copies[0]
    assert vault.opener.restored == [vault.path / "journal.3.db"]
    vault.open(key)
    assert vault.opener.opened == [vault.path / "journal.3.db"]


def test_restoring_without_a_good_copy_changes_nothing(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    header, files = vault.folder.header, vault.files()
    with pytest.raises(JournalDamaged):
        vault.restore_newest(key)
    assert (vault.folder.header, vault.files()) == (header, files)


def test_a_restore_that_fails_changes_nothing(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    vault.opener.copies = [backup(vault.path)]
    vault.opener.fail_restore = DiskFull()
    header, files = vault.folder.header, vault.files()
    with pytest.raises(DiskFull):
        vault.restore_newest(key)
    assert (vault.folder.header, vault.files()) == (header, files)


def test_set_aside_makes_room_and_keeps_the_files(vault: FakeVault) -> None:
    vault.make(Protection.PASSPHRASE)
    aside = vault.set_aside()
    assert [file.name for file in aside.iterdir()] == ["journal.1.db"]
    assert vault.state() is VaultState.FIRST_RUN
