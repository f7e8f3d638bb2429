from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.fake_vault import OTHER_CODE, PASSPHRASE, FakeVault, backup
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
from repair_desktop.gui.unlock.presenter import (
    LONG_AFTER,
    STATE_OF,
    WAITING_AFTER,
    WAYS_OUT,
    Copies,
    Renewal,
    UnlockPresenter,
    UnlockState,
    UnlockView,
    WayOut,
)
from repair_desktop.services.vault import Protection

S = UnlockState


class Room:
    """A presenter, its vault, and everything it said."""

    def __init__(self, vault: FakeVault) -> None:
        self.vault = vault
        self.keys = InlineJobs()
        self.journal_jobs = InlineJobs()
        self.presenter = UnlockPresenter(vault, self.keys, self.journal_jobs)
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
    assert room.view.copies is Copies.NOT_SOUGHT
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
    busy = {S.LOOKING, S.OPENING, S.RESTORING}
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


@pytest.mark.parametrize("error", [JournalDamaged(), JournalMissing()])
def test_the_newest_good_copy_is_found_and_restored(keyring: Room, error: KnownError) -> None:
    vault, presenter = keyring.vault, keyring.presenter
    vault.opener.fail_open = error
    vault.opener.copies = [backup(vault.path, entries=12), backup(vault.path, days_ago=3)]
    presenter.start(at_program_start=True)
    assert Copies.LOOKING in [view.copies for view in keyring.views]
    assert keyring.view.copies is Copies.FOUND
    assert keyring.view.copy == vault.opener.copies[0]
    assert WayOut.RESTORE in keyring.view.ways_out
    assert vault.opener.restored == []

    presenter.restore()
    assert keyring.state() is S.RESTORED
    assert keyring.view.copy == vault.opener.copies[0]
    assert keyring.view.kept == vault.path / "journal.1.db"
    assert keyring.view.kept.exists()
    assert keyring.view.error is error
    assert keyring.opened == []

    presenter.go_on()
    assert len(keyring.opened) == 1
    assert vault.opener.created == []


def test_without_a_good_copy_none_is_offered(keyring: Room) -> None:
    keyring.vault.opener.fail_open = JournalDamaged()
    keyring.presenter.start(at_program_start=True)
    assert keyring.view.copies is Copies.NONE
    assert keyring.view.copy is None
    assert WayOut.RESTORE not in keyring.view.ways_out
    keyring.presenter.restore()
    assert keyring.state() is S.JOURNAL_DAMAGED


def test_a_restore_that_fails_says_why_and_changes_nothing(keyring: Room) -> None:
    vault = keyring.vault
    vault.opener.fail_open = JournalDamaged()
    vault.opener.fail_restore = DiskFull()
    vault.opener.copies = [backup(vault.path)]
    files = vault.files()
    keyring.presenter.start(at_program_start=True)
    keyring.presenter.restore()
    assert keyring.state() is S.DISK_FULL
    assert vault.files() == files
    keyring.presenter.try_again()
    assert keyring.state() is S.JOURNAL_DAMAGED
    assert keyring.view.copy == vault.opener.copies[0]


def test_copies_that_are_found_too_late_are_not_shown_elsewhere(keyring: Room) -> None:
    vault = keyring.vault
    vault.opener.fail_open = JournalDamaged()
    vault.opener.copies = [backup(vault.path)]
    keyring.keys.hold = True
    keyring.presenter.start(at_program_start=True)
    keyring.journal_jobs.hold = True
    keyring.keys.run_held()  # has the key; opening is held
    keyring.journal_jobs.run_held()  # damaged; looking for copies is held
    assert keyring.view.copies is Copies.LOOKING
    keyring.presenter.start_new(keyring.presenter.phrase)
    keyring.journal_jobs.run_held()
    assert keyring.state() is S.SET_ASIDE
    assert keyring.view.copy is None


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
