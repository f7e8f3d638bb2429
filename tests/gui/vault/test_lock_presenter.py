from __future__ import annotations

from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeVault
from helpers.jobs import InlineJobs
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    HeaderDamaged,
    KeyringLocked,
    WrongPassphrase,
)
from repair_desktop.core.passphrases import PassphraseFault
from repair_desktop.core.ports import JournalKey
from repair_desktop.gui.vault.keyring_switch_presenter import KeyringSwitch
from repair_desktop.gui.vault.lock_presenter import (
    Change,
    LockPresenter,
    LockStep,
    Store,
    Wait,
)
from repair_desktop.services.key_changes import KeyChanges, NewLock
from repair_desktop.services.slots import Slots
from repair_desktop.services.vault import Protection

OTHER = "five loud paper kites"


class Locks:
    """A presenter, started, on a vault whose keyring and disk wait where a test says so."""

    def __init__(self, path: Path, protection: Protection, with_code: bool = True) -> None:
        self.vault = FakeVault(path)
        self.key: JournalKey = self.vault.make(protection, with_code)
        self.keys, self.journal_jobs = InlineJobs(), InlineJobs()
        changes = KeyChanges(self.vault.parts)
        switch = KeyringSwitch(changes, self.key, self.keys, self.journal_jobs)
        self.presenter = LockPresenter(
            self.vault, changes, switch, self.key, self.keys, self.journal_jobs
        )
        self.asked: list[NewLock] = []
        self.presenter.rotate_requested.connect(self.asked.append)

    def start(self) -> LockPresenter:
        self.presenter.start()
        return self.presenter

    def groups(self) -> tuple[str, ...]:
        """The groups of the new code, if there is one."""
        check = self.presenter.code
        return () if check is None else check.code.groups

    def type_groups_back(self) -> frozenset[int]:
        check = self.presenter.code
        assert check is not None
        return self.presenter.go_on_with_code(
            {number: check.code.groups[number - 1] for number in check.asked}
        )


@pytest.fixture
def keyring(qtbot: QtBot, tmp_path: Path) -> Locks:
    return Locks(tmp_path / "vault", Protection.KEYRING)


@pytest.fixture
def passphrase(qtbot: QtBot, tmp_path: Path) -> Locks:
    return Locks(tmp_path / "vault", Protection.PASSPHRASE)


# --- looking ----------------------------------------------------------------------------------


def test_what_opens_it_now(keyring: Locks) -> None:
    presenter = keyring.start()
    assert presenter.view.step is LockStep.WAYS
    assert presenter.view.slots == Slots(keyring=True, passphrase=False, code=True)
    assert presenter.offered() == {LockStep.PASSPHRASE, LockStep.KEY}


def test_a_passphrase_can_be_changed_or_give_way_to_the_login(passphrase: Locks) -> None:
    assert passphrase.start().offered() == {LockStep.CHANGE, LockStep.LOGIN}


def test_nothing_is_offered_before_it_is_known_what_opens_it(keyring: Locks) -> None:
    keyring.journal_jobs.hold = True
    presenter = keyring.start()
    presenter.begin(LockStep.KEY)
    presenter.go_back()
    assert presenter.view.step is LockStep.LOOKING


def test_a_header_that_can_not_be_read_is_told(keyring: Locks) -> None:
    keyring.vault.folder.fail_read = HeaderDamaged()
    view = keyring.start().view
    assert (view.step, type(view.error)) == (LockStep.LOOKING, HeaderDamaged)


@pytest.mark.parametrize(("available", "store"), [(True, Store.AVAILABLE), (False, Store.MISSING)])
def test_the_login_is_offered_with_a_keyring_only(
    passphrase: Locks, available: bool, store: Store
) -> None:
    passphrase.vault.secrets.is_available = available
    passphrase.keys.hold = True
    presenter = passphrase.start()
    assert presenter.view.store is Store.LOOKING
    assert LockStep.LOGIN not in presenter.offered()
    passphrase.keys.run_held()
    assert presenter.view.store is store
    assert (LockStep.LOGIN in presenter.offered()) is available
    presenter.begin(LockStep.LOGIN)
    assert (presenter.view.step is LockStep.LOGIN) is available


def test_a_keyring_that_never_answers_counts_as_silent(qtbot: QtBot, passphrase: Locks) -> None:
    presenter = passphrase.presenter
    presenter._silent.setInterval(0)
    passphrase.keys.hold = True
    with qtbot.waitSignal(presenter.changed, check_params_cb=lambda v: v.store is Store.SILENT):
        presenter.start()
    assert LockStep.LOGIN not in presenter.offered()


# --- another key ------------------------------------------------------------------------------


def test_a_first_passphrase_comes_with_a_new_key_and_a_new_code(keyring: Locks) -> None:
    presenter = keyring.start()
    presenter.begin(LockStep.PASSPHRASE)
    presenter.take_passphrase(OTHER)
    assert presenter.view.step is LockStep.CODE
    assert presenter.by_passphrase
    check = presenter.code
    assert check is not None
    assert presenter.go_on_with_code({}) == set(check.asked)
    assert keyring.asked == []
    assert keyring.type_groups_back() == frozenset()
    [lock] = keyring.asked
    assert (lock.protection, lock.passphrase, lock.code) == (
        Protection.PASSPHRASE,
        OTHER,
        check.code,
    )


def test_another_key_in_the_keyring(keyring: Locks) -> None:
    presenter = keyring.start()
    presenter.begin(LockStep.KEY)
    presenter.take_key()
    assert not presenter.by_passphrase
    keyring.type_groups_back()
    [lock] = keyring.asked
    assert (lock.protection, lock.passphrase) == (Protection.KEYRING, "")
    assert lock.code is not None


def test_without_a_code(keyring: Locks) -> None:
    presenter = keyring.start()
    presenter.go_on_without_code()
    assert keyring.asked == []
    presenter.begin(LockStep.KEY)
    presenter.take_key()
    presenter.go_on_without_code()
    assert [lock.code for lock in keyring.asked] == [None]


def test_asked_once_more_it_is_the_same_lock(keyring: Locks) -> None:
    """Where the journal could not be closed; the code is on paper by then."""
    presenter = keyring.start()
    presenter.begin(LockStep.PASSPHRASE)
    presenter.take_passphrase(OTHER)
    for _ in range(2):
        keyring.type_groups_back()
    one, other = keyring.asked
    assert one == other


def test_nothing_that_was_typed_stays_behind_a_step_back(keyring: Locks) -> None:
    presenter = keyring.start()
    presenter.begin(LockStep.PASSPHRASE)
    presenter.take_passphrase(OTHER)
    first = keyring.groups()
    presenter.go_back()
    assert presenter.view.step is LockStep.WAYS
    assert keyring.groups() == ()
    assert OTHER not in str(vars(presenter))
    assert presenter.go_on_with_code({}) == frozenset()
    presenter.begin(LockStep.PASSPHRASE)
    presenter.take_passphrase(OTHER)
    assert keyring.groups() not in ((), first)


def test_a_lock_never_shows_what_opens_it(keyring: Locks) -> None:
    presenter = keyring.start()
    presenter.begin(LockStep.PASSPHRASE)
    presenter.take_passphrase(OTHER)
    keyring.type_groups_back()
    [lock] = keyring.asked
    for shown in (repr(lock), repr(presenter.view), repr(presenter.code)):
        assert OTHER not in shown
        assert lock.code is not None
        assert not any(group in shown for group in lock.code.groups)


def test_a_new_passphrase_is_checked_and_can_be_made(keyring: Locks) -> None:
    presenter = keyring.presenter
    assert presenter.check("short", "short") is PassphraseFault.TOO_SHORT
    assert presenter.check(OTHER, "something else") is PassphraseFault.NOT_THE_SAME
    assert presenter.check(OTHER, OTHER) is None
    made = presenter.new_passphrase()
    assert presenter.check(made, made) is None
    assert presenter.shortest_passphrase == 12


# --- another passphrase -----------------------------------------------------------------------


def test_the_passphrase_alone_is_changed_in_place(passphrase: Locks) -> None:
    presenter = passphrase.start()
    presenter.begin(LockStep.CHANGE)
    presenter.change(PASSPHRASE, OTHER, with_key=False)
    view = presenter.view
    assert (view.step, view.done, view.wait) == (LockStep.WAYS, Change.PASSPHRASE, Wait.NOTHING)
    assert passphrase.vault.key_from_passphrase(OTHER) == passphrase.key
    with pytest.raises(WrongPassphrase):
        passphrase.vault.key_from_passphrase(PASSPHRASE)
    assert passphrase.asked == []


def test_with_the_key_it_is_asked_for_and_not_done_yet(passphrase: Locks) -> None:
    presenter = passphrase.start()
    presenter.begin(LockStep.CHANGE)
    presenter.change(PASSPHRASE, OTHER, with_key=True)
    assert presenter.view.step is LockStep.CODE
    assert passphrase.vault.key_from_passphrase(PASSPHRASE) == passphrase.key
    passphrase.type_groups_back()
    [lock] = passphrase.asked
    assert (lock.protection, lock.passphrase) == (Protection.PASSPHRASE, OTHER)


@pytest.mark.parametrize("with_key", [True, False])
def test_a_wrong_passphrase_of_now_changes_nothing(passphrase: Locks, with_key: bool) -> None:
    presenter = passphrase.start()
    presenter.begin(LockStep.CHANGE)
    presenter.change("four loud paper boats", OTHER, with_key)
    view = presenter.view
    assert (view.step, type(view.error)) == (LockStep.CHANGE, WrongPassphrase)
    assert view.wait is Wait.NOTHING
    assert presenter.code is None
    assert passphrase.vault.key_from_passphrase(PASSPHRASE) == passphrase.key


def test_a_full_disk_keeps_the_old_passphrase(passphrase: Locks) -> None:
    presenter = passphrase.start()
    presenter.begin(LockStep.CHANGE)
    passphrase.vault.folder.fail_write = DiskFull()
    presenter.change(PASSPHRASE, OTHER, with_key=False)
    assert isinstance(presenter.view.error, DiskFull)
    assert passphrase.vault.key_from_passphrase(PASSPHRASE) == passphrase.key


def test_nothing_is_done_twice_and_nothing_is_left_while_it_is_done(passphrase: Locks) -> None:
    presenter = passphrase.start()
    presenter.begin(LockStep.CHANGE)
    passphrase.journal_jobs.hold = True
    for _ in range(2):
        presenter.change(PASSPHRASE, OTHER, with_key=False)
    presenter.go_back()
    assert (presenter.view.step, presenter.view.wait) == (LockStep.CHANGE, Wait.WORK)
    passphrase.journal_jobs.hold = False
    passphrase.journal_jobs.run_held()
    assert passphrase.vault.folder.written == 2  # when it was made, and now


# --- the computer login -----------------------------------------------------------------------


def by_login(made: Locks) -> LockPresenter:
    presenter = made.start()
    presenter.begin(LockStep.LOGIN)
    presenter.by_login(PASSPHRASE)
    return presenter


def test_the_login_opens_it_and_both_are_said_to(passphrase: Locks) -> None:
    presenter = by_login(passphrase)
    view = presenter.view
    assert (view.step, view.done) == (LockStep.WAYS, Change.LOGIN)
    assert view.slots == Slots(keyring=True, passphrase=True, code=True)
    assert presenter.offered() == {LockStep.PASSPHRASE, LockStep.KEY}
    assert passphrase.vault.key_from_keyring() == passphrase.key


def test_a_wrong_passphrase_does_not_come_to_the_keyring(passphrase: Locks) -> None:
    presenter = passphrase.start()
    presenter.begin(LockStep.LOGIN)
    presenter.by_login("four loud paper boats")
    assert isinstance(presenter.view.error, WrongPassphrase)
    assert passphrase.vault.secrets.items == {}


def test_a_locked_keyring_can_be_tried_again(passphrase: Locks) -> None:
    passphrase.vault.secrets.fail_write = KeyringLocked()
    presenter = by_login(passphrase)
    assert (presenter.view.step, type(presenter.view.error)) == (LockStep.LOGIN, KeyringLocked)
    assert not presenter._waiting.isActive()
    passphrase.vault.secrets.fail_write = None
    presenter.by_login(PASSPHRASE)
    assert presenter.view.done is Change.LOGIN


def test_a_keyring_that_asks_the_person_is_waited_for(qtbot: QtBot, passphrase: Locks) -> None:
    presenter = passphrase.start()
    presenter._waiting.setInterval(0)
    presenter._long.setInterval(0)
    seen: list[Wait] = []
    presenter.changed.connect(lambda view: seen.append(view.wait))
    presenter.begin(LockStep.LOGIN)
    passphrase.keys.hold = True
    presenter.by_login(PASSPHRASE)
    assert presenter.view.wait is Wait.WORK
    qtbot.waitUntil(lambda: presenter.view.wait is Wait.STORE_LONG)
    assert Wait.STORE in seen
    passphrase.keys.hold = False
    passphrase.keys.run_held()
    assert presenter.view.done is Change.LOGIN
    assert not presenter._long.isActive()


def test_what_is_waited_for_can_be_given_up(qtbot: QtBot, passphrase: Locks) -> None:
    presenter = passphrase.start()
    presenter.begin(LockStep.LOGIN)
    presenter._waiting.setInterval(0)
    passphrase.keys.hold = True
    presenter.by_login(PASSPHRASE)
    presenter.stop_waiting()
    assert presenter.view.step is LockStep.LOGIN  # not before there is something to wait for
    qtbot.waitUntil(lambda: presenter.view.wait is Wait.STORE)
    presenter.stop_waiting()
    assert (presenter.view.step, presenter.view.done) == (LockStep.WAYS, Change.NOTHING)
    passphrase.keys.run_held()
    passphrase.keys.run_held()
    assert (presenter.view.step, presenter.view.done) == (LockStep.WAYS, Change.NOTHING)
    assert passphrase.vault.secrets.items == {}


def test_a_key_that_comes_after_the_page_is_gone_is_taken_out(passphrase: Locks) -> None:
    presenter = passphrase.start()
    presenter.begin(LockStep.LOGIN)
    passphrase.keys.hold = True
    presenter.by_login(PASSPHRASE)
    delete(presenter)
    passphrase.keys.run_held()
    passphrase.keys.run_held()
    assert passphrase.vault.secrets.items == {}


def test_a_bug_is_not_kept_quiet(passphrase: Locks) -> None:
    presenter = passphrase.start()
    presenter.begin(LockStep.CHANGE)
    passphrase.vault.folder.fail_verify = RuntimeError()
    with pytest.raises(RuntimeError):
        presenter.change(PASSPHRASE, OTHER, with_key=False)
    assert presenter.view.wait is Wait.NOTHING


def test_an_error_of_the_disk_at_the_last_look_is_told(passphrase: Locks) -> None:
    presenter = passphrase.start()
    presenter.begin(LockStep.LOGIN)
    passphrase.vault.folder.fail_read = DiskFault()
    presenter.by_login(PASSPHRASE)
    assert isinstance(presenter.view.error, DiskFault)
