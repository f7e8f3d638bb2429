from __future__ import annotations

from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeVault
from helpers.jobs import InlineJobs
from PySide6.QtWidgets import QApplication

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    FolderReadOnly,
    FolderSynced,
    JournalExists,
    KeyringFailed,
    KeyringLocked,
    KnownError,
)
from repair_desktop.core.passphrases import PassphraseFault
from repair_desktop.core.recovery_code import RecoveryCode
from repair_desktop.gui.welcome.presenter import (
    LONG_AFTER,
    WAITING_AFTER,
    Called,
    KeyringOffer,
    Making,
    WelcomePresenter,
)
from repair_desktop.services.vault import VaultState


class Room:
    """A presenter, its vault, and everything it said."""

    def __init__(self, vault: FakeVault) -> None:
        self.vault = vault
        self.keys = InlineJobs()
        self.journal_jobs = InlineJobs()
        self.presenter = WelcomePresenter(vault, self.keys, self.journal_jobs)
        self.created: list[tuple[object, object, str]] = []
        self.failures: list[KnownError] = []
        self.steps: list[Making] = []
        self.codes: list[RecoveryCode] = []
        self.presenter.code_made.connect(self.codes.append)
        self.presenter.created.connect(lambda *made: self.created.append(made))
        self.presenter.failed.connect(self.failures.append)
        self.presenter.making_changed.connect(self.steps.append)

    def type_code(self) -> frozenset[int]:
        """Type the two groups that are asked for."""
        groups = self.codes[-1].groups
        asked = self.presenter.asked
        return self.presenter.go_on_with_code({n: groups[n - 1] for n in asked})

    def make_with_keyring(self) -> None:
        self.presenter.make_with_keyring()
        self.type_code()

    def make_with_passphrase(self) -> None:
        self.presenter.make_with_passphrase(PASSPHRASE)
        self.type_code()

    def keyring(self) -> KeyringOffer:
        return self.presenter.keyring


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    return Room(FakeVault(tmp_path / "vault"))


def test_the_keyring_is_looked_for_in_the_background(room: Room) -> None:
    room.keys.hold = True
    room.presenter.start()
    assert room.keyring() is KeyringOffer.LOOKING
    room.keys.run_held()
    assert room.keyring() is KeyringOffer.AVAILABLE
    assert room.presenter.keyring_name == "GNOME Keyring"
    assert not room.presenter._looking.isActive()


def test_a_machine_without_a_keyring_is_told_so(room: Room) -> None:
    room.vault.secrets.is_available = False
    room.presenter.start()
    assert room.keyring() is KeyringOffer.MISSING


def test_a_keyring_that_does_not_answer_keeps_nobody_from_a_passphrase(room: Room) -> None:
    room.keys.hold = True
    room.presenter.start()
    assert room.presenter._looking.interval() == LONG_AFTER
    room.presenter._looking.timeout.emit()
    assert room.keyring() is KeyringOffer.SILENT
    room.make_with_passphrase()
    assert len(room.created) == 1


@pytest.mark.parametrize(
    ("called", "name", "kept"),
    [
        (Called.THERAPIST, "ignored", ""),
        (Called.COUNSELLOR, "ignored", "counsellor"),
        (Called.NAMED, " M. ", "M."),
        (Called.NAMED, "  ", ""),
    ],
)
def test_what_the_therapist_is_called_travels_with_the_journal(
    room: Room, called: Called, name: str, kept: str
) -> None:
    room.presenter.call_therapist(called, name)
    room.make_with_keyring()
    assert room.created[0][2] == kept


def test_a_journal_with_its_key_in_the_keyring(room: Room) -> None:
    room.make_with_keyring()
    journal, key, _ = room.created[0]
    assert journal is room.vault.opener.journals[0]
    assert key == room.vault.key_from_keyring()
    assert room.vault.state() is VaultState.KEYRING
    assert room.presenter.making is Making.NOT


def test_a_journal_with_a_passphrase_leaves_the_keyring_alone(room: Room) -> None:
    room.make_with_passphrase()
    assert room.created[0][1] == room.vault.key_from_passphrase(PASSPHRASE)
    assert room.vault.secrets.items == {}


@pytest.mark.parametrize(
    ("passphrase", "again", "fault"),
    [
        ("", "", PassphraseFault.TOO_SHORT),
        ("elevenchars", "elevenchars", PassphraseFault.TOO_SHORT),
        (PASSPHRASE, "", PassphraseFault.NOT_THE_SAME),
        (PASSPHRASE, PASSPHRASE + " ", PassphraseFault.NOT_THE_SAME),
        (PASSPHRASE, PASSPHRASE, None),
    ],
)
def test_a_new_passphrase_is_checked(
    room: Room, passphrase: str, again: str, fault: PassphraseFault | None
) -> None:
    assert room.presenter.check(passphrase, again) is fault


@pytest.mark.parametrize(
    "error", [FolderReadOnly(), FolderSynced(service="Dropbox"), DiskFull(), JournalExists()]
)
def test_a_folder_that_can_not_be_used_is_reported(room: Room, error: KnownError) -> None:
    room.vault.folder.fail_prepare = error
    room.presenter.make_with_keyring()
    room.presenter.make_with_passphrase(PASSPHRASE)
    assert room.failures == [error, error]
    assert (room.created, room.vault.secrets.items, room.vault.files()) == ([], {}, [])
    assert room.presenter.making is Making.NOT


@pytest.mark.parametrize("error", [KeyringLocked(), KeyringFailed()])
def test_a_keyring_that_refuses_leaves_the_way_to_a_passphrase(
    room: Room, error: KnownError
) -> None:
    room.vault.secrets.fail = error
    room.make_with_keyring()
    assert room.failures == [error]
    room.presenter.make_with_passphrase(PASSPHRASE)
    assert len(room.created) == 1


@pytest.mark.parametrize("error", [DiskFull(), DiskFault()])
def test_a_key_without_a_journal_is_taken_out_of_the_keyring_again(
    room: Room, error: KnownError
) -> None:
    room.vault.opener.fail_create = error
    room.make_with_keyring()
    assert room.failures == [error]
    assert (room.vault.secrets.items, room.vault.files()) == ({}, [])
    assert room.vault.state() is VaultState.FIRST_RUN


def test_a_key_that_can_not_be_taken_out_is_not_worth_a_second_message(room: Room) -> None:
    room.vault.opener.fail_create = DiskFull()
    room.presenter.make_with_keyring()
    room.journal_jobs.hold = True
    room.type_code()
    room.vault.secrets.fail = KeyringLocked()
    room.journal_jobs.run_held()
    assert room.failures == [room.vault.opener.fail_create]


def test_a_bug_is_not_swallowed(room: Room) -> None:
    room.vault.opener.fail_create = RuntimeError("a bug")
    room.presenter.make_with_keyring()
    with pytest.raises(RuntimeError):
        room.type_code()
    assert room.presenter.making is Making.NOT


def test_a_silent_keyring_shows_waiting_and_then_a_way_around_it(room: Room) -> None:
    room.keys.hold = True
    room.make_with_keyring()
    assert room.presenter.making is Making.WORKING
    assert room.presenter._waiting.interval() == WAITING_AFTER
    room.presenter._waiting.timeout.emit()
    room.presenter._long.timeout.emit()
    assert room.steps[2:] == [Making.WORKING, Making.WAITING, Making.WAITING_LONG]
    room.keys.run_held()
    assert len(room.created) == 1
    assert not room.presenter._waiting.isActive()
    assert not room.presenter._long.isActive()


def test_after_a_cancel_a_late_key_makes_no_journal_and_does_not_stay(room: Room) -> None:
    room.keys.hold = True
    room.make_with_keyring()
    room.presenter._waiting.timeout.emit()
    room.presenter.cancel()
    assert room.presenter.making is Making.NOT
    room.keys.hold = False
    room.keys.run_held()
    assert (room.created, room.vault.secrets.items, room.vault.files()) == ([], {}, [])


def test_a_passphrase_instead_of_a_blocked_keyring(room: Room) -> None:
    room.keys.hold = True
    room.make_with_keyring()
    room.presenter._long.timeout.emit()
    room.presenter.cancel()
    room.presenter.make_with_passphrase(PASSPHRASE)
    assert len(room.created) == 1
    room.keys.hold = False
    room.vault.secrets.fail = KeyringFailed()
    room.keys.run_held()  # the late refusal is of no interest
    assert room.failures == []
    assert room.vault.state() is VaultState.PASSPHRASE


def test_two_presses_make_one_journal(room: Room) -> None:
    room.presenter.make_with_keyring()
    room.journal_jobs.hold = True
    room.type_code()
    room.type_code()
    room.presenter.go_on_without_code()
    room.presenter.make_with_keyring()
    room.presenter.make_with_passphrase(PASSPHRASE)
    room.journal_jobs.run_held()
    assert len(room.created) == 1
    assert len(room.vault.secrets.items) == 1
    assert room.vault.has_recovery_code()


# --- the recovery code ------------------------------------------------------------------------


@pytest.mark.parametrize("by_keyring", [True, False])
def test_while_the_code_is_shown_nothing_is_anywhere(room: Room, by_keyring: bool) -> None:
    if by_keyring:
        room.presenter.make_with_keyring()
    else:
        room.presenter.make_with_passphrase(PASSPHRASE)
    assert len(room.codes) == 1
    assert room.presenter.making is Making.NOT
    assert (room.created, room.vault.secrets.items, room.vault.files()) == ([], {}, [])
    assert room.vault.state() is VaultState.FIRST_RUN


def test_the_code_that_was_shown_opens_the_journal(room: Room) -> None:
    room.make_with_keyring()
    code = " ".join(room.codes[0].groups)
    assert room.vault.key_from_recovery_code(code) == room.created[0][1]


def test_two_different_groups_are_asked_for_and_not_always_the_same(
    qapp: QApplication, tmp_path: Path
) -> None:
    asked = set()
    for number in range(40):
        room = Room(FakeVault(tmp_path / str(number)))
        room.presenter.make_with_keyring()
        one, other = room.presenter.asked
        assert 1 <= one < other <= 7
        asked.add((one, other))
    assert len(asked) > 5


def test_a_group_that_is_not_right_makes_no_journal_and_is_named(room: Room) -> None:
    room.presenter.make_with_keyring()
    one, other = room.presenter.asked
    groups = room.codes[0].groups
    right = {n: groups[n - 1] for n in (one, other)}
    assert room.presenter.go_on_with_code({}) == {one, other}
    assert room.presenter.go_on_with_code(right | {other: groups[one - 1][::-1]}) == {other}
    assert room.presenter.go_on_with_code(right | {one: ""}) == {one}
    assert (room.created, room.vault.files()) == ([], [])
    written = {n: f" {'-'.join(group.lower())} " for n, group in right.items()}
    assert room.presenter.go_on_with_code(written) == frozenset()
    assert len(room.created) == 1


def test_going_on_without_makes_a_journal_that_no_code_opens(room: Room) -> None:
    room.presenter.make_with_keyring()
    room.presenter.go_on_without_code()
    assert len(room.created) == 1
    assert not room.vault.has_recovery_code()


def test_no_code_is_kept_before_there_is_one_or_after_it_is_done(room: Room) -> None:
    assert room.presenter.go_on_with_code({}) == frozenset()
    room.presenter.go_on_without_code()
    assert room.created == []
    room.make_with_keyring()
    assert (room.presenter._code, room.presenter._new) == (None, None)


def test_after_a_refusal_the_code_on_paper_stays_the_right_one(room: Room) -> None:
    room.vault.secrets.fail = KeyringLocked()
    room.make_with_keyring()
    room.presenter.make_with_passphrase(PASSPHRASE)
    assert len(room.codes) == 1  # not shown again: it was typed
    assert room.vault.key_from_recovery_code(room.codes[0].characters) == room.created[0][1]


def test_going_back_shows_the_same_code_again(room: Room) -> None:
    room.presenter.make_with_keyring()
    asked = room.presenter.asked
    room.presenter.make_with_passphrase(PASSPHRASE)
    assert room.codes[0] == room.codes[1]
    assert room.presenter.asked == asked


def test_who_went_without_is_shown_the_code_again_when_that_failed(room: Room) -> None:
    room.vault.secrets.fail = KeyringLocked()
    room.presenter.make_with_keyring()
    room.presenter.go_on_without_code()
    room.make_with_passphrase()
    assert len(room.codes) == 2
    assert room.vault.has_recovery_code()
