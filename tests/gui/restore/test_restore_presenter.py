from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.fake_vault import OTHER_CODE, PASSPHRASE, FakeVault
from helpers.jobs import InlineJobs
from PySide6.QtWidgets import QApplication

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    FolderReadOnly,
    FolderSynced,
    HeaderDamaged,
    JournalDamaged,
    JournalExists,
    JournalTooNew,
    KnownError,
    MistypedCode,
    NoBackup,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongVault,
)
from repair_desktop.core.ports import Backup, JournalKey
from repair_desktop.gui.restore.presenter import (
    RestorePresenter,
    RestoreState,
    RestoreView,
    Slot,
    Target,
)
from repair_desktop.services.backups import Backups
from repair_desktop.services.vault import Protection

S = RestoreState


class Stick:
    """A backup of another vault, which is gone from here."""

    def __init__(
        self, folder: Path, protection: Protection = Protection.PASSPHRASE, with_code: bool = True
    ) -> None:
        self.vault = FakeVault(folder)
        self.key = self.vault.make(protection, with_code)
        self.backup = self.vault.add_backup(entries=40, days_ago=12)


class Room:
    """A presenter on a vault, and everything it said."""

    def __init__(self, vault: FakeVault, backup: Backup, key: JournalKey | None = None) -> None:
        self.vault = vault
        self.jobs = InlineJobs()
        self.presenter = RestorePresenter(vault, Backups(vault.parts), backup, key, self.jobs)
        self.views: list[RestoreView] = []
        self.adopted: list[JournalKey] = []
        self.wanted: list[tuple[Backup, JournalKey | None]] = []
        self.presenter.changed.connect(self.views.append)
        self.presenter.adopted.connect(self.adopted.append)
        self.presenter.restore_requested.connect(
            lambda backup, key: self.wanted.append((backup, key))
        )
        self.presenter.start()

    @property
    def view(self) -> RestoreView:
        return self.presenter.view

    def state(self) -> RestoreState:
        return self.view.state


@pytest.fixture
def vault(qapp: QApplication, tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "vault")


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path / "stick")


# --- an empty folder -------------------------------------------------------------------------


def test_the_passphrase_of_then_makes_it_the_journal(vault: FakeVault, stick: Stick) -> None:
    room = Room(vault, stick.backup)
    assert (room.state(), room.view.target) == (S.ASKING, Target.EMPTY)
    assert room.view.slots == {Slot.PASSPHRASE, Slot.CODE}
    assert vault.files() == []
    room.presenter.open_with_passphrase(PASSPHRASE)
    assert [view.state for view in room.views[-2:]] == [S.CHECKING, S.ADOPTING]
    assert room.adopted == [stick.key]
    assert vault.files() == ["journal.1.db"]
    assert vault.key_from_passphrase(PASSPHRASE) == stick.key


def test_the_code_of_then_does_so_too(vault: FakeVault, tmp_path: Path) -> None:
    stick = Stick(tmp_path / "stick", Protection.KEYRING)
    room = Room(vault, stick.backup)
    assert room.view.slots == {Slot.CODE}
    room.presenter.open_with_code(stick.vault.code_text().lower())
    assert room.adopted == [stick.key]
    assert vault.key_from_recovery_code(stick.vault.code_text()) == stick.key


def test_without_any_slot_it_can_not_be_opened_here(vault: FakeVault, tmp_path: Path) -> None:
    stick = Stick(tmp_path / "stick", Protection.KEYRING, with_code=False)
    room = Room(vault, stick.backup)
    assert (room.state(), room.view.slots) == (S.FAILED, frozenset())
    assert isinstance(room.view.error, WrongVault)
    assert not room.view.can_retry
    room.presenter.use()
    assert (room.adopted, vault.files()) == ([], [])


# --- a journal is there ----------------------------------------------------------------------


def test_a_backup_of_the_own_journal_asks_for_nothing(vault: FakeVault) -> None:
    key = vault.make(Protection.KEYRING)
    backup = vault.add_backup()
    room = Room(vault, backup, key)
    assert (room.state(), room.view.target) == (S.READY, Target.JOURNAL)
    assert room.wanted == []  # not before the person says so
    room.presenter.use()
    assert room.wanted == [(backup, None)]
    assert room.state() is S.HANDED_OVER
    assert vault.files() == ["journal.1.db"]
    room.presenter.use()
    assert len(room.wanted) == 1


def test_a_backup_of_another_key_goes_along_with_it(vault: FakeVault, stick: Stick) -> None:
    key = vault.make(Protection.KEYRING)
    room = Room(vault, stick.backup, key)
    assert room.state() is S.ASKING
    room.presenter.open_with_passphrase(PASSPHRASE)
    assert room.wanted == [(stick.backup, stick.key)]
    assert room.adopted == []
    assert vault.files() == ["journal.1.db"]


def test_a_journal_whose_key_is_not_known_is_never_replaced(vault: FakeVault, stick: Stick) -> None:
    vault.make(Protection.KEYRING)
    room = Room(vault, stick.backup)
    assert room.state() is S.FAILED
    assert isinstance(room.view.error, JournalExists)
    room.presenter.open_with_passphrase(PASSPHRASE)
    assert (room.wanted, room.adopted) == ([], [])


# --- a header that is lost -------------------------------------------------------------------


def lose(vault: FakeVault) -> None:
    vault.folder.header = None


def damage(vault: FakeVault) -> None:
    vault.folder.fail_read = HeaderDamaged()


@pytest.mark.parametrize("break_it", [lose, damage])
def test_its_header_stands_in_for_a_lost_one(
    vault: FakeVault, break_it: Callable[[FakeVault], None]
) -> None:
    key = vault.make(Protection.PASSPHRASE)
    backup = replace(vault.add_backup(), path=vault.path.parent / "stick" / "old.rdbackup (1)")
    vault.store.kept[:] = [backup]
    break_it(vault)
    room = Room(vault, backup)
    assert (room.state(), room.view.target) == (S.ASKING, Target.NO_HEADER)
    room.presenter.open_with_passphrase(PASSPHRASE)
    assert room.adopted == [key]
    assert [each.path.suffix for each in vault.store.listed(vault.folder.backups)] == [".rdbackup"]
    vault.open(key)
    assert vault.opener.opened == [vault.path / "journal.1.db"]  # what is newest, not the backup


# --- what goes wrong -------------------------------------------------------------------------


def test_what_is_typed_wrong_can_be_typed_again(vault: FakeVault, stick: Stick) -> None:
    room = Room(vault, stick.backup)
    room.presenter.open_with_passphrase("not this one at all")
    assert isinstance(room.view.error, WrongPassphrase)
    room.presenter.open_with_code("ABCD EFG")
    assert isinstance(room.view.error, MistypedCode)
    room.presenter.open_with_code(OTHER_CODE.characters)
    assert isinstance(room.view.error, WrongRecoveryCode)
    assert (room.state(), len(room.view.slots)) == (S.ASKING, 2)
    assert vault.files() == []
    room.presenter.open_with_code(stick.vault.code_text())
    assert room.adopted == [stick.key]


def test_an_empty_field_is_not_a_try(vault: FakeVault, stick: Stick) -> None:
    room = Room(vault, stick.backup)
    room.presenter.open_with_passphrase("")
    room.presenter.open_with_code("  ")
    assert [view.state for view in room.views] == [S.LOOKING, S.ASKING]


@pytest.mark.parametrize("own", [True, False])
def test_a_backup_that_is_damaged_changes_nothing(
    vault: FakeVault, stick: Stick, own: bool
) -> None:
    key = vault.make(Protection.KEYRING)
    backup = vault.add_backup() if own else stick.backup
    vault.store.bad.append(backup)
    files = vault.files()
    room = Room(vault, backup, key)
    room.presenter.open_with_passphrase(PASSPHRASE)
    assert room.state() is S.FAILED
    assert isinstance(room.view.error, JournalDamaged)
    assert (room.wanted, vault.files()) == ([], files)


@pytest.mark.parametrize("error", [NoBackup(), JournalTooNew(), JournalExists(), JournalDamaged()])
def test_a_backup_that_can_not_be_put_in_place_ends_it(
    vault: FakeVault, stick: Stick, error: KnownError
) -> None:
    vault.store.fail_unpack = error
    room = Room(vault, stick.backup)
    room.presenter.open_with_passphrase(PASSPHRASE)
    assert (room.state(), room.view.error) == (S.FAILED, error)
    assert not room.view.can_retry
    assert (room.adopted, vault.files(), room.presenter._key) == ([], [], None)


@pytest.mark.parametrize("error", [DiskFull(), FolderReadOnly(), DiskFault(), FolderSynced()])
def test_a_disk_that_would_not_have_it_can_be_tried_again(
    vault: FakeVault, stick: Stick, error: KnownError
) -> None:
    vault.folder.fail_prepare = error
    room = Room(vault, stick.backup)
    room.presenter.open_with_passphrase(PASSPHRASE)
    assert (room.state(), room.view.error) == (S.READY, error)
    assert (room.adopted, vault.files()) == ([], [])
    vault.folder.fail_prepare = None
    room.presenter.use()
    assert room.adopted == [stick.key]


def test_a_stick_that_can_not_be_read_is_asked_again(vault: FakeVault, stick: Stick) -> None:
    room = Room(vault, stick.backup)
    vault.store.fail_look = error = DiskFault()
    room.presenter.open_with_passphrase(PASSPHRASE)
    assert (room.state(), room.view.error) == (S.ASKING, error)
    vault.store.fail_look = None
    room.presenter.open_with_passphrase(PASSPHRASE)
    assert room.adopted == [stick.key]


def test_a_folder_that_can_not_be_read_is_looked_at_again(vault: FakeVault, stick: Stick) -> None:
    vault.folder.fail_read = DiskFault()
    room = Room(vault, stick.backup)
    assert (room.state(), room.view.can_retry) == (S.FAILED, True)
    vault.folder.fail_read = None
    room.presenter.try_again()
    assert room.views[-1].state is S.ASKING


def test_a_newer_journal_in_the_folder_is_left_alone(vault: FakeVault, stick: Stick) -> None:
    vault.folder.fail_read = JournalTooNew()
    room = Room(vault, stick.backup)
    assert (room.state(), room.view.can_retry) == (S.FAILED, False)
    room.presenter.try_again()
    assert room.state() is S.FAILED


def test_a_bug_is_not_swallowed(vault: FakeVault, stick: Stick) -> None:
    room = Room(vault, stick.backup)
    vault.store.fail_unpack = RuntimeError("a bug")
    with pytest.raises(RuntimeError):
        room.presenter.open_with_passphrase(PASSPHRASE)
    assert (room.state(), type(room.view.error)) == (S.FAILED, KnownError)
