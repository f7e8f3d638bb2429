from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from helpers.fake_vault import NOW, OTHER_CODE, PASSPHRASE, FakeJournal, FakeVault

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
from repair_desktop.core.passphrases import long_enough
from repair_desktop.services.vault import Protection, VaultState


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


def test_a_backup_without_a_journal_is_not_a_first_run(vault: FakeVault) -> None:
    vault.add_backup()
    assert vault.state() is VaultState.KEYRING  # as the backup's header says
    with pytest.raises(JournalExists):
        vault.new_key(Protection.KEYRING)


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


# --- a header that is lost --------------------------------------------------------------------


def test_the_header_in_a_backup_stands_in_for_one_that_is_damaged(vault: FakeVault) -> None:
    key = vault.make(Protection.PASSPHRASE)
    vault.add_backup()
    header = vault.folder.header
    vault.folder.fail_read = HeaderDamaged()
    vault.folder.is_whole = False
    assert vault.state() is VaultState.PASSPHRASE
    assert vault.has_recovery_code()
    assert vault.key_from_passphrase(PASSPHRASE) == key
    vault.open(key)
    assert vault.opener.opened == [vault.path / "journal.1.db"]
    assert vault.folder.written == 2  # when it was made, and now that the key has proven it
    assert vault.folder.header == header


def test_it_names_the_newest_database(vault: FakeVault) -> None:
    key = vault.make(Protection.PASSPHRASE)
    vault.add_backup()
    (vault.path / "journal.2.db").touch()
    vault.folder.header = None
    vault.open(key)
    assert vault.opener.opened == [vault.path / "journal.2.db"]


def test_a_backup_that_was_changed_proves_no_header(vault: FakeVault) -> None:
    key = vault.make(Protection.PASSPHRASE)
    vault.store.bad = [vault.add_backup()]
    vault.folder.header = None
    with pytest.raises(HeaderDamaged):
        vault.open(key)
    assert vault.opener.opened == []


def test_a_header_that_somebody_changed_is_not_replaced_in_silence(vault: FakeVault) -> None:
    key = vault.make(Protection.PASSPHRASE)
    vault.add_backup()
    vault.folder.fail_verify = HeaderDamaged()
    with pytest.raises(HeaderDamaged):
        vault.open(key)


def test_a_damaged_copy_of_the_header_is_written_anew_at_opening(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    vault.open(key)
    assert vault.folder.written == 1
    vault.folder.is_whole = False
    vault.open(key)
    assert vault.folder.written == 2


def test_a_disk_that_is_full_then_keeps_nobody_out(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    vault.folder.is_whole = False
    vault.folder.fail_write = DiskFull()
    vault.open(key)


# --- old files --------------------------------------------------------------------------------


def test_opening_drops_databases_that_were_replaced_thirty_days_ago(vault: FakeVault) -> None:
    vault.open(vault.make(Protection.KEYRING))
    assert vault.folder.dropped == [NOW - timedelta(days=30)]
    assert vault.folder.swapped == 0


def test_opening_goes_on_with_an_unfinished_change_of_the_key(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    assert vault.folder.header is not None
    vault.folder.header = replace(vault.folder.header, unfinished=True)
    vault.open(key)
    assert vault.folder.dropped == [None]
    assert vault.folder.swapped == 1


def test_a_removal_that_was_cut_short_is_finished(vault: FakeVault) -> None:
    vault.make(Protection.KEYRING)
    vault.finish_removal()
    assert vault.state() is VaultState.KEYRING
    vault.folder.begin_removal()
    vault.finish_removal()
    assert vault.state() is VaultState.FIRST_RUN


# --- the weekly check -------------------------------------------------------------------------


def test_the_day_of_the_check_is_kept(vault: FakeVault) -> None:
    journal = cast(FakeJournal, vault.open(vault.make(Protection.KEYRING)))
    assert journal.settings.kept == {"checked_on": "2026-11-20"}


@pytest.mark.parametrize(
    ("checked", "again"),
    [("2026-11-14", False), ("2026-11-13", True), ("2026-12-02", True), ("not a day", True)],
)
def test_every_page_is_checked_once_a_week(vault: FakeVault, checked: str, again: bool) -> None:
    key = vault.make(Protection.KEYRING)
    vault.opener.present = FakeJournal(vault.path / "journal.1.db")
    vault.opener.present.settings.kept = {"checked_on": checked}
    vault.opener.sound = False  # seen only where it is checked
    vault.open(key)
    assert bool(vault.opener.copied) is again


def test_torn_pages_that_hold_nothing_are_left_behind(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    vault.opener.sound = False
    journal = vault.open(key)
    assert cast(FakeJournal, journal).path == vault.path / "journal.2.db"
    assert vault.opener.journals[0].closed
    assert vault.folder.header is not None
    assert vault.folder.header.database == "journal.2.db"
    assert vault.folder.retired == ["journal.1.db"]


def test_a_full_disk_leaves_torn_pages_for_another_day(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    header = vault.folder.header
    vault.opener.sound = False
    vault.opener.fail_copy = DiskFull()
    journal = cast(FakeJournal, vault.open(key))
    assert journal.path == vault.path / "journal.1.db"
    assert not journal.closed
    assert vault.folder.header == header
    assert journal.settings.kept == {}  # so the next opening tries again


def test_a_journal_that_can_not_be_copied_is_damaged(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    vault.opener.sound = False
    vault.opener.fail_copy = JournalDamaged()
    with pytest.raises(JournalDamaged):
        vault.open(key)
    assert vault.opener.journals[0].closed
    assert vault.folder.header is not None
    assert vault.folder.header.database == "journal.1.db"
