from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.fake_vault import NOW, OTHER_CODE, PASSPHRASE, FakeVault, backup

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
    MistypedCode,
    WrongPassphrase,
    WrongRecoveryCode,
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


# --- the recovery code ------------------------------------------------------------------------

BOTH = pytest.mark.parametrize("protection", list(Protection))


@BOTH
def test_every_new_vault_has_a_code_that_opens_it(vault: FakeVault, protection: Protection) -> None:
    key = vault.make(protection)
    assert vault.has_recovery_code()
    assert vault.key_from_recovery_code(vault.code_text()) == key
    assert vault.key_from_recovery_code(vault.code_text().lower().replace(" ", "-")) == key


def test_the_code_is_in_no_repr(vault: FakeVault) -> None:
    new = vault.draft(Protection.KEYRING)
    assert new.code.characters not in repr(new)
    assert not any(group in repr(new.code) for group in new.code.groups)
    assert new.key.key.hex() not in repr(new)


@BOTH
def test_a_draft_leaves_nothing_anywhere(vault: FakeVault, protection: Protection) -> None:
    vault.draft(protection, PASSPHRASE)
    assert (vault.files(), vault.secrets.items, vault.folder.header) == ([], {}, None)
    assert vault.state() is VaultState.FIRST_RUN


def test_a_second_draft_can_keep_the_code_that_was_written_down(vault: FakeVault) -> None:
    first = vault.draft(Protection.KEYRING)
    second = vault.draft(Protection.PASSPHRASE, PASSPHRASE, first.code)
    assert second.code == first.code
    assert second.key != first.key
    vault.create(second)
    assert vault.key_from_recovery_code(first.code.characters) == second.key


@BOTH
def test_who_goes_without_a_code_has_none(vault: FakeVault, protection: Protection) -> None:
    vault.make(protection, with_code=False)
    assert not vault.has_recovery_code()
    with pytest.raises(WrongRecoveryCode):
        vault.key_from_recovery_code(vault.code_text())


def test_a_wrong_code_and_a_mistyped_one_are_told_apart(vault: FakeVault) -> None:
    vault.make(Protection.KEYRING)
    with pytest.raises(WrongRecoveryCode):
        vault.key_from_recovery_code(OTHER_CODE.characters)
    with pytest.raises(MistypedCode) as caught:
        vault.key_from_recovery_code(vault.code_text()[:-1])
    assert caught.value.facts == {"count": 27, "group": 7}


def test_a_code_in_an_empty_folder_is_a_missing_journal(vault: FakeVault) -> None:
    with pytest.raises(JournalMissing):
        vault.key_from_recovery_code(OTHER_CODE.characters)
    assert not vault.has_recovery_code()


def test_a_slot_with_the_key_of_another_journal_opens_nothing(tmp_path: Path) -> None:
    vault, other = FakeVault(tmp_path / "a"), FakeVault(tmp_path / "b")
    vault.make(Protection.KEYRING)
    other.make(Protection.KEYRING)
    assert vault.folder.header is not None
    assert other.folder.header is not None
    vault.folder.header = replace(vault.folder.header, recovery=other.folder.header.recovery)
    with pytest.raises(WrongRecoveryCode):
        vault.key_from_recovery_code(other.code_text())


@pytest.mark.parametrize("item", [None, "", "not a key", "00" * 48])
def test_after_recovery_the_keyring_holds_the_key_again(vault: FakeVault, item: str | None) -> None:
    vault.make(Protection.KEYRING)
    account = next(iter(vault.secrets.items))
    vault.secrets.items.clear()
    if item is not None:
        vault.secrets.items[account] = item
    key = vault.key_from_recovery_code(vault.code_text())
    assert vault.after_recovery(key)
    assert list(vault.secrets.items) == [account]
    assert vault.key_from_keyring() == key


def test_a_key_that_is_still_in_the_keyring_is_not_written_over(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    vault.secrets.fail_write = KeyringFailed()
    assert vault.after_recovery(key)


@pytest.mark.parametrize("error", [KeyringLocked(), KeyringFailed()])
def test_a_keyring_that_does_not_work_is_left_alone(vault: FakeVault, error: KeyringError) -> None:
    key = vault.make(Protection.KEYRING)
    items = dict(vault.secrets.items)
    vault.secrets.fail = error
    with pytest.raises(type(error)):
        vault.after_recovery(key)
    assert vault.secrets.items == items


def test_with_a_passphrase_recovery_never_puts_the_key_into_the_keyring(vault: FakeVault) -> None:
    key = vault.make(Protection.PASSPHRASE)
    assert not vault.after_recovery(key)
    assert (vault.secrets.items, vault.secrets.reads) == ({}, 0)


def test_only_the_key_of_this_vault_is_put_into_the_keyring(tmp_path: Path) -> None:
    vault, other = FakeVault(tmp_path / "a"), FakeVault(tmp_path / "b")
    vault.make(Protection.KEYRING)
    vault.secrets.items.clear()
    with pytest.raises(KeyMissing):
        vault.after_recovery(other.make(Protection.KEYRING))
    assert vault.secrets.items == {}


def test_a_new_passphrase_takes_the_place_of_the_old(vault: FakeVault) -> None:
    key = vault.make(Protection.PASSPHRASE)
    before = vault.folder.header
    vault.change_passphrase(key, "five loud paper kites")
    assert vault.key_from_passphrase("five loud paper kites") == key
    with pytest.raises(WrongPassphrase):
        vault.key_from_passphrase(PASSPHRASE)
    assert vault.key_from_recovery_code(vault.code_text()) == key
    after = vault.folder.header
    assert before is not None
    assert after is not None
    assert after == replace(before, passphrase=after.passphrase)
    assert vault.secrets.items == {}


def test_a_new_passphrase_that_can_not_be_kept_leaves_the_old(vault: FakeVault) -> None:
    key = vault.make(Protection.PASSPHRASE)
    vault.folder.fail_write = DiskFull()
    with pytest.raises(DiskFull):
        vault.change_passphrase(key, "five loud paper kites")
    assert vault.key_from_passphrase(PASSPHRASE) == key


def test_a_passphrase_is_never_put_beside_the_keyring(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    header = vault.folder.header
    with pytest.raises(ValueError, match="keyring"):
        vault.change_passphrase(key, "five loud paper kites")
    assert vault.folder.header == header


def test_a_new_passphrase_has_to_be_long_enough(vault: FakeVault) -> None:
    key = vault.make(Protection.PASSPHRASE)
    with pytest.raises(ValueError, match="too short"):
        vault.change_passphrase(key, "elevenchars")


def test_a_header_that_somebody_else_changed_gets_no_new_slot(vault: FakeVault) -> None:
    key = vault.make(Protection.PASSPHRASE)
    header = vault.folder.header
    vault.folder.fail_verify = HeaderDamaged()
    for change in (
        lambda: vault.change_passphrase(key, "five loud paper kites"),
        lambda: vault.add_recovery_code(key),
        lambda: vault.after_recovery(key),
    ):
        with pytest.raises(HeaderDamaged):
            change()
    assert vault.folder.header == header


@BOTH
def test_a_code_can_be_added_later(vault: FakeVault, protection: Protection) -> None:
    key = vault.make(protection, with_code=False)
    code = vault.add_recovery_code(key)
    assert vault.key_from_recovery_code(code.characters) == key
    assert vault.folder.written == 2  # when it was made, and now


def test_another_code_takes_the_place_of_the_old(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    old = vault.code_text()
    new = vault.add_recovery_code(key)
    assert vault.key_from_recovery_code(new.characters) == key
    with pytest.raises(WrongRecoveryCode):
        vault.key_from_recovery_code(old)
    assert vault.folder.written == 2


def test_a_restore_keeps_the_code(vault: FakeVault) -> None:
    key = vault.make(Protection.PASSPHRASE)
    vault.opener.copies = [backup(vault.path)]
    vault.restore_newest(key)
    assert vault.key_from_recovery_code(vault.code_text()) == key
