from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeVault

from repair_desktop.core.errors import (
    DiskFull,
    HeaderDamaged,
    KeyMissing,
    KeyringLocked,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.ports import Header, JournalKey
from repair_desktop.core.recovery_code import new_code
from repair_desktop.services.key_changes import KeyChanges, NewLock
from repair_desktop.services.vault import Protection, VaultState

OTHER = "five loud paper kites"
BOTH = pytest.mark.parametrize("protection", list(Protection))


@pytest.fixture
def vault(tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "vault")


@pytest.fixture
def changes(vault: FakeVault) -> KeyChanges:
    return KeyChanges(vault.parts)


def header_of(vault: FakeVault) -> Header:
    assert vault.folder.header is not None
    return vault.folder.header


def test_a_new_passphrase_takes_the_place_of_the_old(vault: FakeVault, changes: KeyChanges) -> None:
    key = vault.make(Protection.PASSPHRASE)
    before = header_of(vault)
    changes.change_passphrase(key, OTHER)
    assert vault.key_from_passphrase(OTHER) == key
    with pytest.raises(WrongPassphrase):
        vault.key_from_passphrase(PASSPHRASE)
    assert vault.key_from_recovery_code(vault.code_text()) == key
    after = header_of(vault)
    assert after == replace(before, passphrase=after.passphrase)
    assert vault.secrets.items == {}


def test_a_new_passphrase_that_can_not_be_kept_leaves_the_old(
    vault: FakeVault, changes: KeyChanges
) -> None:
    key = vault.make(Protection.PASSPHRASE)
    vault.folder.fail_write = DiskFull()
    with pytest.raises(DiskFull):
        changes.change_passphrase(key, OTHER)
    assert vault.key_from_passphrase(PASSPHRASE) == key


def test_a_passphrase_is_never_put_beside_the_keyring(
    vault: FakeVault, changes: KeyChanges
) -> None:
    key = vault.make(Protection.KEYRING)
    header = vault.folder.header
    with pytest.raises(ValueError, match="keyring"):
        changes.change_passphrase(key, OTHER)
    assert vault.folder.header == header


def test_a_new_passphrase_has_to_be_long_enough(vault: FakeVault, changes: KeyChanges) -> None:
    key = vault.make(Protection.PASSPHRASE)
    with pytest.raises(ValueError, match="too short"):
        changes.change_passphrase(key, "elevenchars")


def test_a_header_that_somebody_else_changed_gets_no_new_slot(
    vault: FakeVault, changes: KeyChanges
) -> None:
    key = vault.make(Protection.PASSPHRASE)
    header = vault.folder.header
    vault.folder.fail_verify = HeaderDamaged()
    for change in (
        lambda: changes.change_passphrase(key, OTHER),
        lambda: changes.add_recovery_code(key),
        lambda: vault.after_recovery(key),
    ):
        with pytest.raises(HeaderDamaged):
            change()
    assert vault.folder.header == header


@BOTH
def test_a_code_can_be_added_later(
    vault: FakeVault, changes: KeyChanges, protection: Protection
) -> None:
    key = vault.make(protection, with_code=False)
    code = changes.add_recovery_code(key)
    assert vault.key_from_recovery_code(code.characters) == key
    assert vault.folder.written == 2  # when it was made, and now


def test_another_code_takes_the_place_of_the_old(vault: FakeVault, changes: KeyChanges) -> None:
    key = vault.make(Protection.KEYRING)
    old = vault.code_text()
    new = changes.add_recovery_code(key)
    assert vault.key_from_recovery_code(new.characters) == key
    with pytest.raises(WrongRecoveryCode):
        vault.key_from_recovery_code(old)
    assert vault.folder.written == 2


@pytest.mark.parametrize("slot", ["passphrase", "code"])
def test_backups_no_longer_open_with_what_was_before(
    vault: FakeVault, changes: KeyChanges, slot: str
) -> None:
    """They hold the same key: through them the old passphrase would open the journal of now.

    One that is damaged can not be renewed, and goes.
    """
    key = vault.make(Protection.PASSPHRASE)
    good, bad = vault.add_backup(days_ago=1), vault.add_backup(days_ago=2)
    vault.store.bad = [bad]
    if slot == "passphrase":
        changes.change_passphrase(key, OTHER)
    else:
        changes.add_recovery_code(key)
    assert vault.store.listed(vault.folder.backups) == [replace(good, header=header_of(vault))]


def test_or_at_the_next_opening(vault: FakeVault, changes: KeyChanges) -> None:
    key = vault.make(Protection.PASSPHRASE)
    vault.add_backup()
    vault.store.fail_pack = DiskFull()
    changes.change_passphrase(key, OTHER)
    assert vault.store.kept[0].header != header_of(vault)
    vault.store.fail_pack = None
    vault.open(key)
    assert vault.store.kept[0].header == header_of(vault)


# --- the passphrase of now --------------------------------------------------------------------


def test_the_passphrase_of_now_is_checked(vault: FakeVault, changes: KeyChanges) -> None:
    key = vault.make(Protection.PASSPHRASE)
    changes.check_passphrase(key, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        changes.check_passphrase(key, OTHER)


def test_without_a_passphrase_none_is_right(vault: FakeVault, changes: KeyChanges) -> None:
    key = vault.make(Protection.KEYRING)
    with pytest.raises(WrongPassphrase):
        changes.check_passphrase(key, PASSPHRASE)


# --- from the passphrase to the keyring -------------------------------------------------------


def test_the_passphrase_stays_until_the_keyring_has_proven_itself(
    vault: FakeVault, changes: KeyChanges
) -> None:
    key = vault.make(Protection.PASSPHRASE)
    account = changes.keep_in_keyring(key)
    assert vault.state() is VaultState.PASSPHRASE
    changes.open_by_keyring(key, account)
    assert vault.state() is VaultState.KEYRING
    assert vault.has_passphrase()
    assert vault.key_from_passphrase(PASSPHRASE) == key
    assert vault.key_from_keyring() == key
    changes.keyring_has_proven(key)
    assert not vault.has_passphrase()
    assert vault.key_from_keyring() == key
    with pytest.raises(WrongPassphrase):
        vault.key_from_passphrase(PASSPHRASE)


def test_a_keyring_that_refuses_changes_nothing(vault: FakeVault, changes: KeyChanges) -> None:
    key = vault.make(Protection.PASSPHRASE)
    vault.secrets.fail_write = KeyringLocked()
    header = header_of(vault)
    with pytest.raises(KeyringLocked):
        changes.keep_in_keyring(key)
    assert header_of(vault) == header


def test_a_keyring_proves_nothing_where_there_is_no_passphrase(
    vault: FakeVault, changes: KeyChanges
) -> None:
    key = vault.make(Protection.KEYRING)
    changes.keyring_has_proven(key)
    assert vault.folder.written == 1


# --- another key ------------------------------------------------------------------------------


def rotated(vault: FakeVault, changes: KeyChanges, key: JournalKey, now: Protection) -> JournalKey:
    return changes.rotate(key, NewLock(now, OTHER, new_code()))


@BOTH
def test_another_key_by_passphrase(
    vault: FakeVault, changes: KeyChanges, protection: Protection
) -> None:
    key = vault.make(protection)
    old = header_of(vault)
    code = new_code()
    new = changes.rotate(key, NewLock(Protection.PASSPHRASE, OTHER, code))
    assert new != key
    assert header_of(vault).generation == 2
    assert header_of(vault).vault_id == old.vault_id
    assert header_of(vault).database == "journal.2.db"
    assert vault.key_from_passphrase(OTHER) == new
    assert vault.key_from_recovery_code(code.characters) == new
    with pytest.raises(WrongRecoveryCode):
        vault.key_from_recovery_code(vault.code_text())
    with pytest.raises(KeyMissing):
        vault.open(key)
    vault.open(new)


def test_then_the_keyring_holds_nothing(vault: FakeVault, changes: KeyChanges) -> None:
    key = vault.make(Protection.KEYRING)
    new = rotated(vault, changes, key, Protection.PASSPHRASE)
    assert not changes.is_finished()
    changes.forget_old_keys()
    assert vault.secrets.items == {}
    changes.finish(new)
    assert changes.is_finished()


def test_another_key_in_the_keyring_leaves_the_old_until_the_next_start(
    vault: FakeVault, changes: KeyChanges
) -> None:
    key = vault.make(Protection.KEYRING)
    new = rotated(vault, changes, key, Protection.KEYRING)
    assert len(vault.secrets.items) == 2
    assert vault.key_from_keyring() == new
    changes.forget_old_keys()
    assert list(vault.secrets.items) == [f"{header_of(vault).vault_id}:2"]


def test_a_keyring_that_does_not_forget_is_asked_again_at_the_next_start(
    vault: FakeVault, changes: KeyChanges
) -> None:
    key = vault.make(Protection.KEYRING)
    new = rotated(vault, changes, key, Protection.PASSPHRASE)
    vault.secrets.fail = KeyringLocked()
    with pytest.raises(KeyringLocked):
        changes.forget_old_keys()
    vault.open(new)
    assert not changes.is_finished()


@pytest.mark.parametrize("now", list(Protection))
@pytest.mark.parametrize("fault", ["header", "keyring", "backup"])
def test_a_change_that_fails_leaves_the_old_key(
    vault: FakeVault, changes: KeyChanges, now: Protection, fault: str
) -> None:
    key = vault.make(Protection.PASSPHRASE)
    vault.add_backup()
    header, files = header_of(vault), vault.files()
    if fault == "keyring":
        now = Protection.KEYRING
        vault.secrets.fail_write = KeyringLocked()
    elif fault == "backup":
        vault.store.fail_pack = DiskFull()
    else:
        vault.folder.fail_write = DiskFull()
    with pytest.raises((KeyringLocked, DiskFull)):
        rotated(vault, changes, key, now)
    assert header_of(vault) == header
    assert vault.files() == files
    assert vault.key_from_passphrase(PASSPHRASE) == key


def test_backups_are_written_anew_and_damaged_ones_left_out(
    vault: FakeVault, changes: KeyChanges
) -> None:
    key = vault.make(Protection.KEYRING)
    good, bad = vault.add_backup(days_ago=1), vault.add_backup(days_ago=2)
    vault.store.bad = [bad]
    parts: list[float] = []
    lock = NewLock(Protection.PASSPHRASE, OTHER, new_code())
    changes.rotate(key, lock, parts.append)
    [anew] = vault.store.listed(vault.folder.next_backups)
    assert (anew.made_at, anew.kind) == (good.made_at, good.kind)
    assert anew.header == replace(header_of(vault), unfinished=False)
    assert vault.folder.swapped == 1
    assert parts == sorted(parts)
    assert parts[-1] == pytest.approx(1.0)


def test_no_key_and_no_passphrase_is_in_a_repr() -> None:
    code = new_code()
    shown = repr(NewLock(Protection.PASSPHRASE, OTHER, code))
    assert OTHER not in shown
    assert code.characters not in shown


def test_a_short_passphrase_changes_nothing(vault: FakeVault, changes: KeyChanges) -> None:
    key = vault.make(Protection.KEYRING)
    with pytest.raises(ValueError, match="too short"):
        changes.rotate(key, NewLock(Protection.PASSPHRASE, "short"))
    assert header_of(vault).generation == 1
