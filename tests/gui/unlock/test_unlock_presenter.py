from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from helpers.fake_vault import OTHER_CODE, PASSPHRASE, FakeOpener, FakeVault
from helpers.jobs import InlineJobs
from PySide6.QtWidgets import QApplication

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    FolderReadOnly,
    HeaderDamaged,
    JournalDamaged,
    JournalExists,
    JournalInUse,
    JournalMissing,
    JournalTooNew,
    KeyMissing,
    KeyringFailed,
    KeyringLocked,
    KeyringMissing,
    KnownError,
    MistypedCode,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.passphrases import PassphraseFault
from repair_desktop.core.ports import Header, JournalKey, Rescued
from repair_desktop.gui.unlock.presenter import LONG_AFTER, WAITING_AFTER, UnlockPresenter
from repair_desktop.gui.unlock.settle_presenter import KeySettler
from repair_desktop.gui.unlock.states import (
    STATE_OF,
    WAYS_OUT,
    Renewal,
    Search,
    UnlockState,
    UnlockView,
    WayOut,
)
from repair_desktop.services.backups import Backups
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.vault import Protection

S = UnlockState


def worksheet_of(_prompt: str) -> tuple[str, int] | None:
    return None


class Room:
    """A presenter, its vault, and everything it said."""

    def __init__(self, vault: FakeVault) -> None:
        self.vault = vault
        self.keys = InlineJobs()
        self.journal_jobs = InlineJobs()
        changes = KeyChanges(vault.parts)
        self.presenter = UnlockPresenter(
            vault, Backups(vault.parts), changes, worksheet_of, self.keys, self.journal_jobs
        )
        settler = KeySettler(changes, self.keys, self.journal_jobs)
        self.presenter.settle_requested.connect(settler.settle)
        self.views: list[UnlockView] = []
        self.opened: list[tuple[object, object]] = []
        self.first_runs = 0
        self.presenter.changed.connect(self.views.append)
        self.presenter.opened.connect(lambda journal, key: self.opened.append((journal, key)))
        self.presenter.first_run.connect(self._first_run)

    def _first_run(self) -> None:
        self.first_runs += 1

    @property
    def view(self) -> UnlockView:
        return self.presenter.view

    def state(self) -> UnlockState:
        return self.view.state


@pytest.fixture
def vault(tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "vault")


@pytest.fixture
def keyring(qapp: QApplication, vault: FakeVault) -> Room:
    vault.make(Protection.KEYRING)
    return Room(vault)


@pytest.fixture
def passphrase(qapp: QApplication, vault: FakeVault) -> Room:
    vault.make(Protection.PASSPHRASE)
    return Room(vault)


# --- the good days ---------------------------------------------------------------------------


def test_at_program_start_the_keyring_opens_the_journal(keyring: Room) -> None:
    keyring.presenter.start(at_program_start=True)
    assert len(keyring.opened) == 1
    journal, key = keyring.opened[0]
    assert journal is keyring.vault.opener.journals[0]
    assert key == keyring.vault.key_from_keyring()
    assert keyring.presenter._key is None


def test_after_locking_the_person_asks_for_it(keyring: Room) -> None:
    keyring.presenter.start(at_program_start=False)
    assert keyring.state() is S.KEYRING
    assert keyring.vault.secrets.reads == 0
    keyring.presenter.open_with_keyring()
    assert len(keyring.opened) == 1


def test_a_passphrase_opens_the_journal(passphrase: Room) -> None:
    passphrase.presenter.start(at_program_start=True)
    assert passphrase.state() is S.PASSPHRASE
    assert passphrase.view.ways_out == {WayOut.PASSPHRASE}
    passphrase.presenter.open_with_passphrase(PASSPHRASE)
    assert len(passphrase.opened) == 1
    assert passphrase.vault.secrets.reads == 0


def test_an_empty_folder_at_program_start_is_a_first_run(
    qapp: QApplication, vault: FakeVault
) -> None:
    room = Room(vault)
    room.presenter.start(at_program_start=True)
    assert room.first_runs == 1


def test_an_empty_folder_after_locking_is_a_missing_journal(
    qapp: QApplication, vault: FakeVault
) -> None:
    room = Room(vault)
    room.presenter.start(at_program_start=False)
    assert room.state() is S.JOURNAL_MISSING
    assert room.view.search is Search.NOT_BEGUN
    assert room.first_runs == 0
    room.presenter.try_again()
    assert room.state() is S.JOURNAL_MISSING
    assert room.first_runs == 0


# --- every fault -----------------------------------------------------------------------------


def fail_keyring(error: Exception) -> Callable[[FakeVault], None]:
    def fail(vault: FakeVault) -> None:
        vault.secrets.fail = error

    return fail


def fail_open(error: Exception) -> Callable[[FakeVault], None]:
    def fail(vault: FakeVault) -> None:
        vault.opener.fail_open = error

    return fail


def fail_header(error: Exception) -> Callable[[FakeVault], None]:
    def fail(vault: FakeVault) -> None:
        vault.folder.fail_read = error

    return fail


def empty_item(vault: FakeVault) -> None:
    vault.secrets.items[next(iter(vault.secrets.items))] = ""


def no_item(vault: FakeVault) -> None:
    vault.secrets.items.clear()


def no_header(vault: FakeVault) -> None:
    vault.folder.header = None


FAULTS: dict[str, tuple[Callable[[FakeVault], None], UnlockState]] = {
    "keyring missing": (fail_keyring(KeyringMissing()), S.KEYRING_MISSING),
    "keyring locked": (fail_keyring(KeyringLocked()), S.KEYRING_LOCKED),
    "keyring failed": (fail_keyring(KeyringFailed()), S.KEYRING_FAILED),
    "key refused": (fail_keyring(KeyMissing()), S.KEY_MISSING),
    "key gone": (no_item, S.KEY_MISSING),
    "key empty": (empty_item, S.KEY_MISSING),
    "journal missing": (fail_open(JournalMissing()), S.JOURNAL_MISSING),
    "journal damaged": (fail_open(JournalDamaged()), S.JOURNAL_DAMAGED),
    "journal too new": (fail_open(JournalTooNew()), S.JOURNAL_TOO_NEW),
    "header too new": (fail_header(JournalTooNew()), S.JOURNAL_TOO_NEW),
    "journal in use": (fail_open(JournalInUse()), S.JOURNAL_IN_USE),
    "disk full": (fail_open(DiskFull()), S.DISK_FULL),
    "read only": (fail_open(FolderReadOnly()), S.FOLDER_READ_ONLY),
    "disk fault": (fail_open(DiskFault()), S.DISK_FAULT),
    "header damaged": (fail_header(HeaderDamaged()), S.HEADER_DAMAGED),
    "header lost": (no_header, S.HEADER_DAMAGED),
    "something else": (fail_open(JournalExists()), S.PROBLEM),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_a_state_of_its_own_and_makes_nothing(keyring: Room, fault: str) -> None:
    break_it, state = FAULTS[fault]
    break_it(keyring.vault)
    files = keyring.vault.files()

    keyring.presenter.start(at_program_start=True)
    assert keyring.state() is state
    assert keyring.view.error is not None
    keyring.presenter.try_again()
    assert keyring.state() is state

    assert WayOut.TRY_AGAIN in keyring.view.ways_out
    assert keyring.vault.opener.created == []
    assert keyring.vault.files() == files
    assert (keyring.opened, keyring.first_runs) == ([], 0)


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_opens_again_once_it_is_mended(keyring: Room, fault: str) -> None:
    vault = keyring.vault
    items, header = dict(vault.secrets.items), vault.folder.header
    FAULTS[fault][0](vault)
    keyring.presenter.start(at_program_start=True)

    vault.secrets.fail = vault.opener.fail_open = vault.folder.fail_read = None
    vault.secrets.items, vault.folder.header = items, header
    keyring.presenter.try_again()
    assert len(keyring.opened) == 1


def test_every_known_error_leads_to_a_state_with_another_try(keyring: Room) -> None:
    def walk(kind: type[KnownError]) -> list[type[KnownError]]:
        return [kind, *(deeper for sub in kind.__subclasses__() for deeper in walk(sub))]

    for kind in walk(KnownError):
        if kind in (WrongPassphrase, WrongRecoveryCode, MistypedCode):
            continue
        keyring.vault.opener.fail_open = kind()
        keyring.presenter.start(at_program_start=True)
        assert keyring.view.error is keyring.vault.opener.fail_open
        assert WayOut.TRY_AGAIN in keyring.view.ways_out, kind


def test_the_tables_are_whole() -> None:
    assert set(WAYS_OUT) == set(UnlockState)
    busy = {S.LOOKING, S.OPENING, S.RESTORING, S.RESCUING}
    assert {state for state, ways in WAYS_OUT.items() if not ways} == busy
    sound = {
        S.KEYRING_LOCKED,
        S.KEYRING_FAILED,
        S.JOURNAL_TOO_NEW,
        S.JOURNAL_IN_USE,
        S.DISK_FULL,
        S.FOLDER_READ_ONLY,
        S.DISK_FAULT,
    }
    assert not any(WayOut.START_NEW in WAYS_OUT[state] for state in sound)
    assert set(STATE_OF.values()) <= set(WAYS_OUT)


def test_a_bug_is_not_swallowed_and_leaves_a_way_out(keyring: Room) -> None:
    keyring.vault.opener.fail_open = RuntimeError("a bug")
    with pytest.raises(RuntimeError):
        keyring.presenter.start(at_program_start=True)
    assert keyring.state() is S.PROBLEM
    assert WayOut.TRY_AGAIN in keyring.view.ways_out


# --- a keyring that takes its time -----------------------------------------------------------


def test_a_silent_keyring_shows_waiting_then_what_can_be_done(keyring: Room) -> None:
    keyring.keys.hold = True
    keyring.presenter.start(at_program_start=True)
    assert keyring.state() is S.OPENING
    assert keyring.presenter._waiting.isActive()
    assert keyring.presenter._waiting.interval() == WAITING_AFTER == 1_000
    assert keyring.presenter._long.interval() == LONG_AFTER == 10_000
    keyring.presenter._waiting.timeout.emit()
    assert keyring.state() is S.WAITING
    keyring.presenter._long.timeout.emit()
    assert keyring.state() is S.WAITING_LONG
    assert keyring.vault.opener.created == []

    keyring.keys.run_held()
    assert len(keyring.opened) == 1
    assert not keyring.presenter._waiting.isActive()
    assert not keyring.presenter._long.isActive()


def test_after_waiting_was_stopped_a_late_answer_opens_nothing(keyring: Room) -> None:
    keyring.keys.hold = True
    keyring.presenter.start(at_program_start=True)
    keyring.presenter._waiting.timeout.emit()
    keyring.presenter.stop_waiting()
    assert keyring.state() is S.KEYRING
    keyring.keys.run_held()
    assert keyring.state() is S.KEYRING
    assert (keyring.opened, keyring.vault.opener.opened) == ([], [])


def test_asking_again_waits_for_the_answer_that_is_still_to_come(keyring: Room) -> None:
    keyring.keys.hold = True
    keyring.presenter.start(at_program_start=True)
    keyring.presenter._waiting.timeout.emit()
    keyring.presenter.stop_waiting()
    keyring.presenter.open_with_keyring()
    keyring.keys.run_held()
    assert keyring.vault.secrets.reads == 1
    assert len(keyring.opened) == 1


def test_a_late_refusal_is_of_no_interest(keyring: Room) -> None:
    keyring.keys.hold = True
    keyring.presenter.start(at_program_start=True)
    keyring.presenter._waiting.timeout.emit()
    keyring.presenter.stop_waiting()
    keyring.vault.secrets.fail = KeyringLocked()
    keyring.keys.run_held()
    assert keyring.state() is S.KEYRING


# --- the passphrase --------------------------------------------------------------------------


def test_a_wrong_passphrase_says_so_and_asks_again(passphrase: Room) -> None:
    passphrase.presenter.start(at_program_start=True)
    passphrase.presenter.open_with_passphrase("not this one at all")
    assert passphrase.state() is S.PASSPHRASE
    assert isinstance(passphrase.view.error, WrongPassphrase)
    assert passphrase.view.pause == 0
    assert passphrase.vault.opener.opened == []
    passphrase.presenter.open_with_passphrase(PASSPHRASE)
    assert len(passphrase.opened) == 1


def test_an_empty_field_is_not_a_try(passphrase: Room) -> None:
    passphrase.presenter.start(at_program_start=True)
    passphrase.presenter.open_with_passphrase("")
    assert passphrase.view.error is None


def test_from_the_third_failure_on_the_next_try_waits_longer_and_longer(passphrase: Room) -> None:
    presenter = passphrase.presenter
    presenter.start(at_program_start=True)
    pauses = []
    for _ in range(9):
        presenter.open_with_passphrase("not this one at all")
        pauses.append(passphrase.view.pause)
        while passphrase.view.pause:
            presenter.open_with_passphrase(PASSPHRASE)  # too early: not tried
            assert passphrase.opened == []
            presenter._second.timeout.emit()
    assert pauses == [0, 0, 1, 2, 4, 8, 16, 30, 30]
    assert not presenter._second.isActive()
    presenter.open_with_passphrase(PASSPHRASE)
    assert len(passphrase.opened) == 1


def test_a_new_journal_is_offered_only_to_who_could_not_open_the_old_one(passphrase: Room) -> None:
    presenter = passphrase.presenter
    presenter.start(at_program_start=True)
    assert not presenter.start_new(presenter.phrase)
    for _ in range(3):
        assert WayOut.START_NEW not in passphrase.view.ways_out
        presenter.open_with_passphrase("not this one at all")
    assert WayOut.START_NEW in passphrase.view.ways_out


# --- damage ----------------------------------------------------------------------------------


@pytest.fixture
def damaged(keyring: Room) -> Room:
    """A damaged journal with three good backups: of yesterday, and 3 and 9 days ago."""
    keyring.vault.opener.fail_open = JournalDamaged()
    for days_ago in (9, 1, 3):
        keyring.vault.add_backup(entries=20 - days_ago, days_ago=days_ago)
    keyring.presenter.start(at_program_start=True)
    assert keyring.state() is S.JOURNAL_DAMAGED
    return keyring


def ages(room: Room) -> list[int]:
    return [20 - backup.facts.entries for backup in room.view.backups]


def chosen_age(room: Room) -> int | None:
    chosen = room.view.chosen
    return None if chosen is None else 20 - chosen.facts.entries


def test_every_good_backup_is_listed_and_the_newest_is_chosen(damaged: Room) -> None:
    assert Search.LOOKING in [view.search for view in damaged.views]
    assert damaged.view.search is Search.FOUND
    assert (ages(damaged), chosen_age(damaged)) == ([1, 3, 9], 1)
    assert {WayOut.RESTORE, WayOut.RESCUE} <= damaged.view.ways_out
    assert damaged.vault.files() == ["journal.1.db"]


def test_a_backup_that_is_not_as_it_was_sealed_is_not_listed(keyring: Room) -> None:
    vault = keyring.vault
    vault.opener.fail_open = JournalDamaged()
    vault.store.bad.append(vault.add_backup(entries=19, days_ago=1))
    vault.add_backup(entries=17, days_ago=3)
    keyring.presenter.start(at_program_start=True)
    assert (ages(keyring), chosen_age(keyring)) == ([3], 3)


@pytest.mark.parametrize("error", [JournalDamaged(), JournalMissing()])
def test_the_backup_that_is_chosen_becomes_the_journal(keyring: Room, error: KnownError) -> None:
    vault, presenter = keyring.vault, keyring.presenter
    vault.opener.fail_open = error
    vault.add_backup(days_ago=1)
    older = vault.add_backup(days_ago=3)
    presenter.start(at_program_start=True)
    presenter.choose(older)
    assert keyring.view.chosen == older
    presenter.restore()
    assert S.RESTORING in [view.state for view in keyring.views]
    assert (keyring.state(), keyring.view.error) == (S.RESTORED, error)
    assert keyring.view.chosen == older
    assert keyring.view.kept == vault.path / "journal.1.db"
    assert keyring.view.kept.exists()
    assert keyring.opened == []

    presenter.go_on()
    assert len(keyring.opened) == 1
    assert vault.opener.opened[-1] == vault.path / "journal.2.db"
    assert vault.opener.created == []


def test_only_a_backup_of_the_list_can_be_chosen(damaged: Room) -> None:
    damaged.presenter.choose(damaged.vault.add_backup(days_ago=2))
    assert chosen_age(damaged) == 1


def test_without_a_good_backup_the_damaged_file_can_be_read_still(keyring: Room) -> None:
    keyring.vault.opener.fail_open = JournalDamaged()
    keyring.presenter.start(at_program_start=True)
    assert (keyring.view.search, keyring.view.chosen) == (Search.NONE, None)
    assert WayOut.RESTORE not in keyring.view.ways_out
    assert WayOut.RESCUE in keyring.view.ways_out
    keyring.presenter.restore()
    assert keyring.state() is S.JOURNAL_DAMAGED


def test_backups_that_the_disk_does_not_give_are_not_called_bad(keyring: Room) -> None:
    vault = keyring.vault
    vault.opener.fail_open = JournalDamaged()
    vault.add_backup()
    vault.store.fail_look = DiskFault()
    keyring.presenter.start(at_program_start=True)
    assert (keyring.state(), keyring.view.search) == (S.JOURNAL_DAMAGED, Search.UNREAD)
    vault.store.fail_look = None
    keyring.presenter.try_again()
    assert keyring.view.search is Search.FOUND


def test_a_bug_while_looking_for_backups_is_not_swallowed(keyring: Room) -> None:
    keyring.vault.opener.fail_open = JournalDamaged()
    keyring.vault.store.fail_list = RuntimeError("a bug")
    with pytest.raises(RuntimeError):
        keyring.presenter.start(at_program_start=True)
    assert keyring.state() is S.JOURNAL_DAMAGED
    assert WayOut.RESCUE in keyring.view.ways_out


def test_a_backup_that_turns_out_bad_goes_and_the_next_is_chosen(damaged: Room) -> None:
    damaged.vault.store.bad.append(damaged.view.backups[0])
    files = damaged.vault.files()
    damaged.presenter.restore()
    assert damaged.state() is S.JOURNAL_DAMAGED
    assert isinstance(damaged.view.failure, JournalDamaged)
    assert damaged.view.failed is WayOut.RESTORE
    assert (ages(damaged), chosen_age(damaged)) == ([3, 9], 3)
    assert damaged.vault.files() == files
    damaged.presenter.restore()
    assert damaged.state() is S.RESTORED
    assert damaged.views[-1].failure is None


def test_the_last_backup_that_turns_out_bad_leaves_the_other_ways(damaged: Room) -> None:
    damaged.vault.store.bad += damaged.view.backups
    for _ in range(3):
        damaged.presenter.restore()
    assert damaged.view.search is Search.NONE
    assert WayOut.RESTORE not in damaged.view.ways_out
    assert {WayOut.RESCUE, WayOut.BACKUP} <= damaged.view.ways_out


@pytest.mark.parametrize("error", [DiskFull(), FolderReadOnly(), DiskFault(), JournalTooNew()])
def test_a_restore_that_fails_says_why_and_another_can_be_chosen(
    damaged: Room, error: KnownError
) -> None:
    vault, presenter = damaged.vault, damaged.presenter
    vault.store.fail_unpack = error
    files = vault.files()
    presenter.restore()
    assert (damaged.state(), damaged.view.failure) == (S.JOURNAL_DAMAGED, error)
    assert (vault.files(), ages(damaged)) == (files, [1, 3, 9])
    vault.store.fail_unpack = None
    presenter.choose(damaged.view.backups[2])
    presenter.restore()
    assert (damaged.state(), chosen_age(damaged)) == (S.RESTORED, 9)


def test_a_folder_that_is_another_one_meanwhile_is_told_so(damaged: Room) -> None:
    no_header(damaged.vault)
    damaged.vault.store.kept.clear()
    damaged.presenter.restore()
    assert damaged.state() is S.JOURNAL_MISSING
    assert damaged.view.backups == ()


def test_backups_that_are_found_too_late_are_not_shown_elsewhere(keyring: Room) -> None:
    vault = keyring.vault
    vault.opener.fail_open = JournalDamaged()
    vault.add_backup()
    keyring.keys.hold = True
    keyring.presenter.start(at_program_start=True)
    keyring.journal_jobs.hold = True
    keyring.keys.run_held()  # has the key; opening is held
    keyring.journal_jobs.run_held()  # damaged; looking for backups is held
    assert keyring.view.search is Search.LOOKING
    assert WayOut.RESCUE not in keyring.view.ways_out
    keyring.presenter.start_new(keyring.presenter.phrase)
    keyring.journal_jobs.run_held()
    assert keyring.state() is S.SET_ASIDE
    assert keyring.view.chosen is None


# --- reading a damaged file ------------------------------------------------------------------


def test_what_can_be_read_becomes_the_journal(damaged: Room) -> None:
    vault = damaged.vault
    damaged.presenter.rescue()
    assert S.RESCUING in [view.state for view in damaged.views]
    assert damaged.state() is S.RESCUED
    rescued = damaged.view.rescued
    assert rescued is not None
    assert (rescued.entries, rescued.damaged_pages) == (11, 2)
    assert damaged.view.kept == vault.path / "journal.1.db"
    assert damaged.view.kept.exists()
    assert damaged.opened == []
    damaged.presenter.go_on()
    assert len(damaged.opened) == 1
    assert vault.opener.opened[-1] == vault.path / "journal.2.db"


def test_a_missing_file_can_not_be_read(keyring: Room) -> None:
    keyring.vault.opener.fail_open = JournalMissing()
    keyring.vault.add_backup()
    keyring.presenter.start(at_program_start=True)
    assert WayOut.RESCUE not in keyring.view.ways_out
    keyring.presenter.rescue()
    assert keyring.state() is S.JOURNAL_MISSING


def test_after_a_missing_file_there_is_none_to_read(keyring: Room) -> None:
    keyring.vault.opener.fail_open = JournalMissing()
    keyring.vault.add_backup()
    keyring.presenter.start(at_program_start=True)
    keyring.presenter.restore()
    assert keyring.view.ways_out == {WayOut.GO_ON}


@pytest.mark.parametrize("error", [JournalDamaged(), DiskFull(), DiskFault()])
def test_a_file_in_which_nothing_can_be_read_leaves_the_backups(
    damaged: Room, error: KnownError
) -> None:
    damaged.vault.opener.fail_rescue = error
    files = damaged.vault.files()
    damaged.presenter.rescue()
    assert damaged.state() is S.JOURNAL_DAMAGED
    assert (damaged.view.failure, damaged.view.failed) == (error, WayOut.RESCUE)
    assert (damaged.vault.files(), ages(damaged)) == (files, [1, 3, 9])
    damaged.presenter.restore()
    assert damaged.state() is S.RESTORED


def test_after_reading_a_backup_can_be_restored_still(damaged: Room) -> None:
    damaged.presenter.rescue()
    damaged.presenter.choose(damaged.view.backups[1])
    damaged.presenter.restore()
    assert (damaged.state(), chosen_age(damaged)) == (S.RESTORED, 3)
    assert damaged.view.kept == damaged.vault.path / "journal.1.db"
    damaged.presenter.go_on()
    assert damaged.vault.opener.opened[-1] == damaged.vault.path / "journal.3.db"


def test_after_restoring_the_damaged_file_can_be_read_still(
    damaged: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources: list[Path] = []
    rescue = FakeOpener.rescue

    def note(self: FakeOpener, source: Path, *rest: Any) -> Rescued:
        sources.append(source)
        return rescue(self, source, *rest)

    monkeypatch.setattr(FakeOpener, "rescue", note)
    damaged.presenter.restore()
    damaged.presenter.rescue()
    assert damaged.state() is S.RESCUED
    assert sources == [damaged.vault.path / "journal.1.db"]
    damaged.presenter.go_on()
    assert damaged.vault.opener.opened[-1] == damaged.vault.path / "journal.3.db"


def test_the_worksheets_are_asked_where_lost_answers_belong(
    damaged: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    rescue = FakeOpener.rescue

    def note(self: FakeOpener, source: Path, path: Path, key: JournalKey, where: Any) -> Rescued:
        asked.append(where)
        return rescue(self, source, path, key, where)

    monkeypatch.setattr(FakeOpener, "rescue", note)
    damaged.presenter.rescue()
    assert asked == [worksheet_of]


# --- a journal that is elsewhere -------------------------------------------------------------


def asks(room: Room) -> list[object]:
    """What the presenter asks of the program from now on."""
    asked: list[object] = []
    room.presenter.folder_requested.connect(lambda: asked.append("folder"))
    room.presenter.backup_requested.connect(asked.append)
    return asked


def test_a_folder_that_was_chosen_before_is_no_first_run(
    qapp: QApplication, vault: FakeVault
) -> None:
    room = Room(vault)
    asked = asks(room)
    room.presenter.start(at_program_start=True, expected=True)
    assert (room.state(), room.first_runs, room.view.is_empty) == (S.JOURNAL_MISSING, 0, True)
    room.presenter.try_again()
    assert room.first_runs == 0
    room.presenter.choose_folder()
    room.presenter.choose_backup()
    assert asked == ["folder", None]
    assert vault.files() == []


def test_in_an_empty_folder_a_new_journal_has_nothing_to_set_aside(
    qapp: QApplication, vault: FakeVault
) -> None:
    vault.path.rmdir()  # as on a disk that is not there
    room = Room(vault)
    room.presenter.start(at_program_start=True, expected=True)
    assert not room.presenter.start_new("yes")
    assert room.presenter.start_new(room.presenter.phrase)
    assert room.first_runs == 1
    assert not vault.path.exists()


@pytest.mark.parametrize("fault", ["header damaged", "header lost"])
def test_without_a_header_the_key_is_not_known(keyring: Room, fault: str) -> None:
    FAULTS[fault][0](keyring.vault)
    asked = asks(keyring)
    keyring.presenter.start(at_program_start=True)
    keyring.presenter.choose_backup()
    keyring.presenter.choose_folder()
    assert asked == [None, "folder"]


@pytest.mark.parametrize("fault", ["journal missing", "journal damaged"])
def test_with_a_header_the_key_goes_along(keyring: Room, fault: str) -> None:
    FAULTS[fault][0](keyring.vault)
    asked = asks(keyring)
    keyring.presenter.start(at_program_start=True)
    keyring.presenter.choose_backup()
    assert asked == [keyring.vault.key_from_keyring()]


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - {
    "journal missing", "journal damaged", "header damaged", "header lost",
}))  # fmt: skip
def test_elsewhere_is_not_offered_where_the_journal_is_here(keyring: Room, fault: str) -> None:
    FAULTS[fault][0](keyring.vault)
    asked = asks(keyring)
    keyring.presenter.start(at_program_start=True)
    keyring.presenter.choose_backup()
    keyring.presenter.choose_folder()
    assert asked == []


def test_where_the_header_is_lost_the_newest_backup_stands_in(keyring: Room) -> None:
    key = keyring.vault.key_from_keyring()
    keyring.vault.add_backup()
    no_header(keyring.vault)
    keyring.presenter.start(at_program_start=True)
    assert keyring.opened[0][1] == key


# --- deleting everything ---------------------------------------------------------------------


@pytest.mark.parametrize("expected", [True, False])
@pytest.mark.parametrize("at_start", [True, False])
def test_a_removal_that_was_cut_short_is_finished_and_begins_anew(
    keyring: Room, at_start: bool, expected: bool
) -> None:
    keyring.vault.folder.being_removed = True
    keyring.presenter.start(at_start, expected)
    assert keyring.first_runs == 1
    assert keyring.vault.files() == []
    assert keyring.vault.secrets.reads == 0


@pytest.mark.parametrize(
    ("error", "state"), [(FolderReadOnly(), S.FOLDER_READ_ONLY), (DiskFault(), S.DISK_FAULT)]
)
def test_a_removal_that_can_not_be_finished_says_why(
    keyring: Room, error: KnownError, state: UnlockState
) -> None:
    keyring.vault.folder.being_removed = True
    keyring.vault.folder.fail_remove = error
    keyring.presenter.start(at_program_start=True)
    assert (keyring.state(), keyring.first_runs) == (state, 0)
    keyring.vault.folder.fail_remove = None
    keyring.presenter.try_again()
    assert keyring.first_runs == 1


# --- starting anew ---------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["", "yes", "start a new journa", "start a new journal."])
def test_only_the_phrase_sets_anything_aside(keyring: Room, typed: str) -> None:
    keyring.vault.secrets.items.clear()
    keyring.presenter.start(at_program_start=True)
    files = keyring.vault.files()
    assert not keyring.presenter.start_new(typed)
    assert keyring.state() is S.KEY_MISSING
    assert keyring.vault.files() == files


def test_the_phrase_sets_the_old_files_aside_and_leads_to_the_first_run(keyring: Room) -> None:
    keyring.vault.secrets.items.clear()
    keyring.presenter.start(at_program_start=True)
    assert keyring.presenter.start_new("  Start a new  Journal ")
    assert keyring.state() is S.SET_ASIDE
    aside = keyring.view.kept
    assert aside is not None
    assert [file.name for file in aside.iterdir()] == ["journal.1.db"]
    assert keyring.first_runs == 0
    keyring.presenter.go_on()
    assert keyring.first_runs == 1
    assert keyring.vault.opener.created == []


def test_files_that_can_not_be_moved_are_left(keyring: Room) -> None:
    keyring.vault.secrets.items.clear()
    keyring.vault.folder.fail_aside = FolderReadOnly()
    keyring.presenter.start(at_program_start=True)
    files = keyring.vault.files()
    assert keyring.presenter.start_new(keyring.presenter.phrase)
    assert keyring.state() is S.FOLDER_READ_ONLY
    assert keyring.vault.files() == files
    assert keyring.first_runs == 0


# --- the recovery code ------------------------------------------------------------------------

NEW = "five loud paper kites"


@pytest.fixture
def bare(qapp: QApplication, vault: FakeVault) -> Room:
    """A journal that was made without a recovery code."""
    vault.make(Protection.KEYRING, with_code=False)
    return Room(vault)


@pytest.mark.parametrize(
    "fault", ["keyring missing", "keyring locked", "keyring failed", "key gone"]
)
def test_where_the_keyring_gives_no_key_the_code_opens(keyring: Room, fault: str) -> None:
    FAULTS[fault][0](keyring.vault)
    keyring.presenter.start(at_program_start=True)
    assert WayOut.RECOVERY in keyring.view.ways_out
    keyring.presenter.recover()
    assert keyring.state() is S.RECOVERY
    keyring.presenter.open_with_code(keyring.vault.code_text())
    assert keyring.state() is S.RECOVERED
    assert keyring.opened == []
    keyring.presenter.go_on()
    assert len(keyring.opened) == 1
    assert keyring.presenter._key is None


@pytest.mark.parametrize("fault", FAULTS)
def test_without_a_code_none_is_asked_for(bare: Room, fault: str) -> None:
    FAULTS[fault][0](bare.vault)
    bare.presenter.start(at_program_start=True)
    assert WayOut.RECOVERY not in bare.view.ways_out
    bare.presenter.recover()
    assert bare.state() is not S.RECOVERY


@pytest.mark.parametrize(
    "fault",
    sorted(
        set(FAULTS)
        - {
            "keyring missing",
            "keyring locked",
            "keyring failed",
            "key refused",
            "key gone",
            "key empty",
        }
    ),
)
def test_a_code_is_not_offered_where_it_would_not_help(keyring: Room, fault: str) -> None:
    FAULTS[fault][0](keyring.vault)
    keyring.presenter.start(at_program_start=True)
    assert WayOut.RECOVERY not in keyring.view.ways_out


def test_after_the_code_the_next_start_opens_by_itself(keyring: Room) -> None:
    no_item(keyring.vault)
    keyring.presenter.start(at_program_start=True)
    keyring.presenter.recover()
    keyring.presenter.open_with_code(keyring.vault.code_text())
    assert keyring.view.renewal is Renewal.DONE
    assert Renewal.ASKING in [view.renewal for view in keyring.views]
    again = Room(keyring.vault)
    again.presenter.start(at_program_start=True)
    assert again.opened[0][1] == keyring.vault.key_from_keyring()


def test_a_keyring_that_stays_locked_keeps_nobody_out(keyring: Room) -> None:
    keyring.vault.secrets.fail = KeyringLocked()
    keyring.presenter.start(at_program_start=True)
    keyring.presenter.recover()
    keyring.presenter.open_with_code(keyring.vault.code_text())
    assert keyring.view.renewal is Renewal.FAILED
    keyring.presenter.go_on()
    assert len(keyring.opened) == 1


def test_a_keyring_that_never_answers_keeps_nobody_out(keyring: Room) -> None:
    keyring.keys.hold = True
    keyring.presenter.start(at_program_start=True)
    keyring.presenter._waiting.timeout.emit()
    assert WayOut.RECOVERY not in keyring.view.ways_out
    keyring.presenter._long.timeout.emit()
    assert WayOut.RECOVERY in keyring.view.ways_out
    keyring.presenter.recover()
    assert not keyring.presenter._long.isActive()
    keyring.presenter.open_with_code(keyring.vault.code_text())
    assert keyring.view.renewal is Renewal.ASKING
    keyring.presenter.go_on()
    assert len(keyring.opened) == 1
    keyring.keys.run_held()  # the late answers change nothing
    assert len(keyring.opened) == 1
    assert keyring.state() is S.LOOKING


def test_a_late_answer_opens_nothing_while_the_code_is_typed(keyring: Room) -> None:
    keyring.keys.hold = True
    keyring.presenter.start(at_program_start=True)
    keyring.presenter._long.timeout.emit()
    keyring.presenter.recover()
    keyring.keys.run_held()
    assert (keyring.state(), keyring.opened) == (S.RECOVERY, [])
    keyring.presenter.go_back()
    assert keyring.state() is S.KEYRING


def test_back_leads_to_where_the_code_was_asked_for(keyring: Room) -> None:
    keyring.vault.secrets.fail = error = KeyringLocked()
    keyring.presenter.start(at_program_start=True)
    keyring.presenter.recover()
    keyring.presenter.open_with_code(OTHER_CODE.characters)
    keyring.presenter.go_back()
    assert (keyring.state(), keyring.view.error) == (S.KEYRING_LOCKED, error)
    keyring.vault.secrets.fail = None
    keyring.presenter.try_again()
    assert len(keyring.opened) == 1


def test_a_bug_while_the_key_goes_back_is_not_swallowed(keyring: Room) -> None:
    no_item(keyring.vault)
    keyring.presenter.start(at_program_start=True)
    keyring.presenter.recover()
    keyring.vault.secrets.fail_write = RuntimeError("a bug")
    with pytest.raises(RuntimeError):
        keyring.presenter.open_with_code(keyring.vault.code_text())
    assert (keyring.state(), keyring.view.renewal) == (S.RECOVERED, Renewal.FAILED)


def test_a_mistyped_code_costs_no_wait_and_a_wrong_one_does(keyring: Room) -> None:
    presenter = keyring.presenter
    no_item(keyring.vault)
    presenter.start(at_program_start=True)
    presenter.recover()
    for _ in range(5):
        presenter.open_with_code(keyring.vault.code_text()[:-1])
        assert isinstance(keyring.view.error, MistypedCode)
    presenter.open_with_code("  ")  # not a try
    pauses = []
    for _ in range(4):
        presenter.open_with_code(OTHER_CODE.characters)
        assert isinstance(keyring.view.error, WrongRecoveryCode)
        pauses.append(keyring.view.pause)
        while keyring.view.pause:
            presenter.open_with_code(keyring.vault.code_text())  # too early: not tried
            assert keyring.state() is S.RECOVERY
            presenter._second.timeout.emit()
    assert pauses == [0, 0, 1, 2]
    assert keyring.vault.opener.opened == []
    presenter.open_with_code(keyring.vault.code_text())
    assert keyring.state() is S.RECOVERED


def forget(room: Room) -> None:
    """Come from a forgotten passphrase to the choice of a new one."""
    room.presenter.start(at_program_start=True)
    assert WayOut.RECOVERY not in room.view.ways_out
    room.presenter.open_with_passphrase("not this one at all")
    assert WayOut.RECOVERY in room.view.ways_out
    room.presenter.recover()
    room.presenter.open_with_code(room.vault.code_text())
    assert room.state() is S.NEW_PASSPHRASE
    assert room.opened == []


def test_a_forgotten_passphrase_is_replaced(passphrase: Room) -> None:
    forget(passphrase)
    assert passphrase.presenter.check("short", "short") is PassphraseFault.TOO_SHORT
    assert passphrase.presenter.check(NEW, PASSPHRASE) is PassphraseFault.NOT_THE_SAME
    assert passphrase.presenter.check(NEW, NEW) is None
    passphrase.presenter.change_passphrase(NEW)
    assert len(passphrase.opened) == 1
    assert passphrase.vault.key_from_passphrase(NEW) == passphrase.opened[0][1]
    assert passphrase.vault.secrets.items == {}


def test_the_old_passphrase_can_be_kept(passphrase: Room) -> None:
    forget(passphrase)
    passphrase.presenter.keep_old_passphrase()
    assert len(passphrase.opened) == 1
    assert passphrase.vault.key_from_passphrase(PASSPHRASE) == passphrase.opened[0][1]
    assert passphrase.vault.secrets.items == {}


def test_a_new_passphrase_that_can_not_be_kept_says_why_and_keeps_nobody_out(
    passphrase: Room,
) -> None:
    forget(passphrase)
    passphrase.vault.folder.fail_write = error = DiskFull()
    passphrase.presenter.change_passphrase(NEW)
    assert (passphrase.state(), passphrase.view.error) == (S.NEW_PASSPHRASE, error)
    passphrase.presenter.keep_old_passphrase()
    assert len(passphrase.opened) == 1


def test_a_journal_that_vanished_meanwhile_is_told_so(keyring: Room) -> None:
    no_item(keyring.vault)
    keyring.presenter.start(at_program_start=True)
    keyring.presenter.recover()
    no_header(keyring.vault)
    keyring.presenter.open_with_code(OTHER_CODE.characters)
    assert keyring.state() is S.JOURNAL_MISSING


# --- a keyring that has yet to prove itself ---------------------------------------------------


@pytest.fixture
def both(qapp: QApplication, vault: FakeVault) -> Room:
    """A journal that had a passphrase; its key was put into the keyring lately."""
    key = vault.make(Protection.PASSPHRASE)
    changes = KeyChanges(vault.parts)
    changes.open_by_keyring(key, changes.keep_in_keyring(key))
    return Room(vault)


def header_of(room: Room) -> Header:
    assert room.vault.folder.header is not None
    return room.vault.folder.header


def test_there_is_no_way_back_into_a_folder_that_was_looked_at_anew(
    both: Room,
) -> None:
    by_passphrase = replace(header_of(both), keyring_account=None)
    no_item(both.vault)
    both.presenter.start(at_program_start=True)
    both.presenter.recover()
    no_header(both.vault)
    both.presenter.open_with_code(OTHER_CODE.characters)
    assert both.state() is S.JOURNAL_MISSING
    both.vault.folder.header = by_passphrase
    both.presenter.try_again()
    assert (both.state(), both.view.ways_out) == (S.PASSPHRASE, frozenset({WayOut.PASSPHRASE}))


def test_a_keyring_that_gives_the_key_makes_the_passphrase_needless(both: Room) -> None:
    heard: list[str] = []
    both.presenter.opened.connect(lambda *_: heard.append("opened"))
    both.presenter.settle_requested.connect(lambda *_: heard.append("settle"))
    both.presenter.start(at_program_start=True)
    assert heard == ["opened", "settle"]
    assert len(both.opened) == 1
    assert header_of(both).passphrase is None
    assert header_of(both).keyring_account is not None


@pytest.mark.parametrize(
    "fault", ["keyring missing", "keyring locked", "keyring failed", "key gone"]
)
def test_until_then_the_passphrase_opens_where_the_keyring_does_not(both: Room, fault: str) -> None:
    FAULTS[fault][0](both.vault)
    both.presenter.start(at_program_start=True)
    error = both.view.error
    assert WayOut.BY_PASSPHRASE in both.view.ways_out
    both.presenter.use_passphrase()
    assert both.state() is S.PASSPHRASE
    assert both.view.ways_out == {WayOut.PASSPHRASE, WayOut.BACK}
    both.presenter.go_back()
    assert both.view.error is error
    both.presenter.use_passphrase()
    both.presenter.open_with_passphrase(PASSPHRASE)
    assert len(both.opened) == 1
    assert header_of(both).passphrase is not None


def test_a_silent_keyring_does_not_keep_the_passphrase_from_opening(both: Room) -> None:
    both.keys.hold = True
    both.presenter.start(at_program_start=True)
    both.presenter._waiting.timeout.emit()
    assert WayOut.BY_PASSPHRASE not in both.view.ways_out
    both.presenter._long.timeout.emit()
    both.presenter.use_passphrase()
    both.presenter.open_with_passphrase(PASSPHRASE)
    both.keys.run_held()  # a late answer proves nothing: nobody waited for it
    assert len(both.opened) == 1
    assert header_of(both).passphrase is not None


def test_back_from_the_code_leads_to_the_passphrase_and_from_there_to_the_trouble(
    both: Room,
) -> None:
    both.vault.secrets.fail = error = KeyringLocked()
    both.presenter.start(at_program_start=True)
    both.presenter.use_passphrase()
    both.presenter.open_with_passphrase("not this one at all")
    both.presenter.recover()
    both.presenter.go_back()
    assert both.state() is S.PASSPHRASE
    assert isinstance(both.view.error, WrongPassphrase)
    both.presenter.go_back()
    shown = both.views[-1]
    assert (shown.state, shown.error) == (S.KEYRING_LOCKED, error)
    assert WayOut.BACK not in both.view.ways_out


def test_after_the_code_nothing_is_put_into_a_keyring_that_has_not_proven_itself(
    both: Room,
) -> None:
    no_item(both.vault)
    both.presenter.start(at_program_start=True)
    both.presenter.recover()
    both.presenter.open_with_code(both.vault.code_text())
    assert (both.state(), both.view.renewal) == (S.RECOVERED, Renewal.NOT_SOUGHT)
    assert both.vault.secrets.items == {}
    both.presenter.go_on()
    assert len(both.opened) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_without_a_passphrase_none_is_asked_for(keyring: Room, fault: str) -> None:
    FAULTS[fault][0](keyring.vault)
    keyring.presenter.start(at_program_start=True)
    assert WayOut.BY_PASSPHRASE not in keyring.view.ways_out
    keyring.presenter.use_passphrase()
    assert keyring.state() is not S.PASSPHRASE


# --- a key that is known ----------------------------------------------------------------------


def test_a_known_key_opens_and_goes_into_the_keyring(keyring: Room) -> None:
    key = keyring.vault.key_from_keyring()
    no_item(keyring.vault)
    keyring.presenter.start_with(key)
    assert keyring.opened[0][1] == key
    assert keyring.vault.key_from_keyring() == key


def test_a_known_key_of_a_passphrase_stays_out_of_the_keyring(passphrase: Room) -> None:
    key = passphrase.vault.key_from_passphrase(PASSPHRASE)
    passphrase.presenter.start_with(key)
    assert passphrase.opened[0][1] == key
    assert passphrase.vault.secrets.items == {}


def test_a_keyring_that_takes_no_key_keeps_nobody_out(keyring: Room) -> None:
    key = keyring.vault.key_from_keyring()
    keyring.vault.secrets.fail = KeyringLocked()
    keyring.presenter.start_with(key)
    assert len(keyring.opened) == 1


def test_a_known_key_finds_backups_of_a_damaged_journal(keyring: Room) -> None:
    key = keyring.vault.key_from_keyring()
    keyring.vault.opener.fail_open = JournalDamaged()
    keyring.vault.add_backup()
    keyring.presenter.start_with(key)
    assert (keyring.state(), keyring.view.search) == (S.JOURNAL_DAMAGED, Search.FOUND)
