from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.accessible import press_by_reader
from helpers.fake_vault import PASSPHRASE, FakeVault
from helpers.jobs import InlineJobs
from helpers.vault_pages import ShownPage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFull, HeaderDamaged, KeyringLocked
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.vault.keyring_switch_presenter import KeyringSwitch
from repair_desktop.gui.vault.lock_page import LockPage
from repair_desktop.gui.vault.lock_presenter import LockPresenter, Wait
from repair_desktop.services.key_changes import KeyChanges, NewLock
from repair_desktop.services.vault import Protection

OTHER = "five loud paper kites"
NOW = "Your passphrase now"
NEW, AGAIN = "New passphrase", "The new passphrase again"
KEY_TOO = "Somebody may know the old one: change the key too"

Make = Callable[..., "Shown"]


class Shown(ShownPage[LockPage]):
    """The page on a vault that a test can break."""

    def __init__(self, qtbot: QtBot, vault: FakeVault, protection: Protection, code: bool) -> None:
        self.vault = vault
        self.key = vault.make(protection, code)
        self.keys, self.journal_jobs = InlineJobs(), InlineJobs()
        changes = KeyChanges(vault.parts)
        switch = KeyringSwitch(changes, self.key, self.keys, self.journal_jobs)
        self.presenter = LockPresenter(
            vault, changes, switch, self.key, self.keys, self.journal_jobs
        )
        self.asked: list[NewLock] = []
        self.presenter.rotate_requested.connect(self.asked.append)
        super().__init__(qtbot, LockPage(self.presenter, ProblemWords()))
        self.presenter.start()

    def type_new(self, again: str = OTHER) -> None:
        self.write(NEW, OTHER)
        self.write(AGAIN, again)


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Make:
    def make(protection: Protection, code: bool = True) -> Shown:
        return Shown(qtbot, FakeVault(tmp_path / "vault"), protection, code)

    return make


# --- what opens it now ------------------------------------------------------------------------


def test_by_keyring(make: Make) -> None:
    shown = make(Protection.KEYRING)
    assert shown.title() == "What opens your journal"
    assert "GNOME Keyring) holds the key" in shown.words()
    assert "Your recovery code opens it as well." in shown.words()
    assert shown.buttons() == ["Use a passphrase…", "Change the key…", "Back"]
    assert shown.focus() is shown.button("Use a passphrase…")
    shown.check_access()
    shown.press("Back")
    assert shown.closed == [True]


def test_by_passphrase_without_a_code(make: Make) -> None:
    shown = make(Protection.PASSPHRASE, code=False)
    assert "Your passphrase opens it." in shown.words()
    assert "It has no recovery code." in shown.words()
    assert shown.buttons() == ["Change the passphrase…", "Use my computer login…", "Back"]
    shown.check_access()


def test_a_computer_without_a_keyring_says_so_and_offers_nothing(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    shown.vault.secrets.is_available = False
    shown.presenter.start()
    assert "offers no password store that is safe to use" in shown.words()
    assert shown.buttons() == ["Change the passphrase…", "Back"]


def test_a_header_that_can_not_be_read(make: Make) -> None:
    shown = make(Protection.KEYRING)
    shown.vault.folder.fail_read = HeaderDamaged()
    presenter = LockPresenter(
        shown.vault,
        KeyChanges(shown.vault.parts),
        shown.presenter._switch,
        shown.key,
        shown.keys,
        shown.journal_jobs,
    )
    page = LockPage(presenter, ProblemWords())
    presenter.start()
    assert page._notice.text != ""
    assert page._status.isHidden()
    assert not page._back.isHidden()
    page.deleteLater()


# --- from the keyring -------------------------------------------------------------------------


def test_a_passphrase_and_the_new_code_by_keys_alone(make: Make) -> None:
    shown = make(Protection.KEYRING)
    shown.press("Use a passphrase…")
    words = shown.words()
    assert "Your journal gets a new key." in words
    assert "The old recovery code opens it no more." in words
    assert "keep that paper as long as you keep them" in words
    assert "can not be reset" in words
    assert shown.focus() is shown.field(NEW)
    shown.check_access()
    QTest.keyClicks(shown.focus(), OTHER)
    QTest.keyClick(shown.focus(), Qt.Key.Key_Return)
    assert shown.focus() is shown.field(AGAIN)
    QTest.keyClicks(shown.focus(), OTHER)
    QTest.keyClick(shown.focus(), Qt.Key.Key_Return)
    assert shown.title() == "Your new recovery code"
    assert "If you forget your passphrase, this code is the only way in." in shown.words()
    assert shown.typed() == []
    shown.check_access()
    shown.type_groups_back()
    groups = shown.groups()
    shown.press("Change the key now")
    [lock] = shown.asked
    assert (lock.protection, lock.passphrase) == (Protection.PASSPHRASE, OTHER)
    assert lock.code is not None
    assert lock.code.groups == groups


def test_without_an_old_code_the_copies_elsewhere_are_spoken_of(make: Make) -> None:
    shown = make(Protection.KEYRING, code=False)
    shown.press("Change the key…")
    assert "open with the old key only, and Repair deletes that" in shown.words()
    assert "A recovery code comes next." in shown.words()


@pytest.mark.parametrize(
    ("again", "said", "field"),
    [("something else", "The two are not the same.", AGAIN), ("", "not the same", AGAIN)],
)
def test_two_passphrases_that_differ(make: Make, again: str, said: str, field: str) -> None:
    shown = make(Protection.KEYRING)
    shown.press("Use a passphrase…")
    shown.type_new(again)
    shown.press("Continue")
    assert said in shown.words()
    assert shown.focus() is shown.field(field)
    assert shown.title() == "Lock it with a passphrase"


def test_a_short_passphrase_and_none(make: Make) -> None:
    shown = make(Protection.KEYRING)
    shown.press("Use a passphrase…")
    shown.press("Continue")
    assert "Type a passphrase of 12 characters or more" in shown.words()
    shown.write(NEW, "short")
    shown.press("Continue")
    assert "This is shorter than 12 characters." in shown.words()
    assert shown.focus() is shown.field(NEW)


def test_one_that_is_made_can_be_used_and_does_not_stay(make: Make) -> None:
    shown = make(Protection.KEYRING)
    shown.press("Use a passphrase…")
    shown.press("Make one for me")
    name = shown.page._first_new._made.accessibleName()
    made = name.removeprefix("Passphrase made for you: ")
    assert len(made.split()) == 4
    shown.write(NEW, made)
    shown.write(AGAIN, made)
    shown.press("Continue")
    shown.type_groups_back()
    shown.press("Change the key now")
    assert shown.asked[0].passphrase == made
    shown.press("Leave it as it is")
    shown.press("Use a passphrase…")
    assert made not in shown.words()
    assert shown.button("Make one for me").isEnabled()


def test_another_key_for_the_keyring_without_a_code(make: Make) -> None:
    shown = make(Protection.KEYRING)
    shown.press("Change the key…")
    assert "can not open what you write from then on" in shown.words()
    QTest.keyClick(shown.focus(), Qt.Key.Key_Return)
    assert "If your password store loses the key" in shown.words()
    assert not shown.button("Go on without it").isEnabled()
    shown.tick(
        "I understand that without this code, I may lose all I wrote once this computer is "
        "repaired."
    )
    shown.press("Go on without it")
    [lock] = shown.asked
    assert (lock.protection, lock.code) == (Protection.KEYRING, None)


def test_groups_that_are_not_those_of_the_code(make: Make) -> None:
    shown = make(Protection.KEYRING)
    shown.press("Change the key…")
    shown.press("Continue")
    shown.press("Change the key now")
    assert "Type group" in shown.words()
    assert shown.focus().accessibleName().startswith("Group ")
    assert shown.asked == []


def test_left_as_it_is_nothing_typed_stays(make: Make) -> None:
    shown = make(Protection.KEYRING)
    shown.press("Use a passphrase…")
    shown.type_new()
    shown.press("Leave it as it is")
    assert shown.typed() == []
    assert shown.title() == "What opens your journal"
    shown.press("Use a passphrase…")
    shown.type_new()
    shown.press("Continue")
    first = shown.groups()
    shown.press("Leave it as it is")
    assert shown.page._code._view.groups == ()
    shown.press("Use a passphrase…")
    shown.type_new()
    shown.press("Continue")
    assert shown.groups() != first
    assert shown.closed == []


# --- from the passphrase ----------------------------------------------------------------------


def change(shown: Shown, present: str = PASSPHRASE) -> None:
    shown.press("Change the passphrase…")
    shown.write(NOW, present)
    shown.type_new()


def test_another_passphrase_in_place(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    change(shown)
    shown.check_access()
    shown.press("Change the passphrase")
    assert "Your passphrase is changed." in shown.words()
    assert shown.title() == "What opens your journal"
    assert shown.typed() == []
    assert shown.vault.key_from_passphrase(OTHER) == shown.key


def test_another_key_too(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    change(shown)
    assert "hold the same key" in shown.words()
    press_by_reader(shown.box(KEY_TOO))
    assert "Your journal gets a new key." in shown.words()
    assert "delete them, and save new ones" in shown.words()
    shown.press("Continue")
    shown.type_groups_back()
    shown.press("Change the key now")
    [lock] = shown.asked
    assert (lock.protection, lock.passphrase) == (Protection.PASSPHRASE, OTHER)
    assert shown.vault.key_from_passphrase(PASSPHRASE) == shown.key


def test_the_passphrase_of_now_is_asked_for(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    change(shown, "")
    shown.press("Change the passphrase")
    assert "Type the passphrase that opens your journal now." in shown.words()
    assert shown.focus() is shown.field(NOW)
    shown.write(NOW, "four loud paper boats")
    shown.press("Change the passphrase")
    assert "That passphrase does not open your journal." in shown.words()
    assert shown.focus() is shown.field(NOW)
    assert shown.field(NEW).text() == OTHER  # the new one need not be typed again
    shown.write(NOW, PASSPHRASE)
    shown.press("Change the passphrase")
    assert "Your passphrase is changed." in shown.words()


def test_a_full_disk_is_said_and_nothing_typed_is_lost(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    change(shown)
    shown.vault.folder.fail_write = DiskFull()
    shown.press("Change the passphrase")
    assert "The disk is full." in shown.words()
    assert shown.field(NEW).text() == OTHER
    shown.vault.folder.fail_write = None
    shown.press("Change the passphrase")
    assert "The disk is full." not in shown.words()


def test_while_it_is_done_it_says_so_and_keeps_what_was_typed(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    change(shown)
    shown.journal_jobs.hold = True
    shown.press("Change the passphrase")
    assert "One moment…" in shown.words()
    assert shown.field(NEW).isReadOnly()
    shown.press("Leave it as it is")
    assert shown.title() == "Change the passphrase"
    shown.journal_jobs.hold = False
    shown.journal_jobs.run_held()
    assert "One moment…" not in shown.words()


def test_the_login_instead(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    shown.press("Use my computer login…")
    words = shown.words()
    assert "Anyone who can use your computer login can open it then." in words
    assert "Your recovery code stays as it is." in words
    assert shown.focus() is shown.field(NOW)
    shown.check_access()
    shown.write(NOW, PASSPHRASE)
    shown.enter(NOW)
    words = shown.words()
    assert "From the next start on the password store opens it." in words
    assert "Your passphrase works until then." in words
    assert "Until it has done so once, your passphrase opens it as well." in words
    assert shown.buttons() == ["Use a passphrase…", "Change the key…", "Back"]


def test_without_a_code_the_login_is_warned_of(make: Make) -> None:
    shown = make(Protection.PASSPHRASE, code=False)
    shown.press("Use my computer login…")
    assert "If the password store loses the key, nobody can open it." in shown.words()


def test_a_locked_keyring_is_said_with_what_is_safe(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    shown.press("Use my computer login…")
    shown.vault.secrets.fail_write = KeyringLocked(now="GNOME Keyring")
    shown.write(NOW, PASSPHRASE)
    shown.press("Use my computer login")
    words = shown.words()
    assert "Your password store is locked." in words
    assert "Your passphrase opens your journal, as before." in words
    assert "Nothing has been made yet" not in words


def test_a_keyring_that_asks_is_waited_for_and_can_be_given_up(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    shown.press("Use my computer login…")
    shown.keys.hold = True
    shown.write(NOW, PASSPHRASE)
    shown.press("Use my computer login")
    shown.presenter._waiting.timeout.emit()
    assert shown.presenter.view.wait is Wait.STORE
    assert "GNOME Keyring may be asking you something" in shown.words()
    assert shown.buttons() == ["Stop waiting"]
    assert shown.focus() is shown.button("Stop waiting")
    shown.check_access()
    shown.presenter._long.timeout.emit()
    assert "It has not answered for a while." in shown.words()
    shown.press("Stop waiting")
    assert "Nothing was changed." in shown.words()
    assert shown.typed() == []
    assert "Change the passphrase…" in shown.buttons()
