from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.accessible import complaints, read_aloud, tab_stops
from helpers.fake_vault import OTHER_CODE, PASSPHRASE, FakeVault
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.jobs import InlineJobs
from helpers.vault import KEY
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    FolderReadOnly,
    HeaderDamaged,
    JournalDamaged,
    JournalInUse,
    JournalMissing,
    JournalTooNew,
    KeyringFailed,
    KeyringLocked,
    KeyringMissing,
    KnownError,
)
from repair_desktop.core.ports import BackupKind, Header, Rescued
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import LIGHT, Theme, Tokens
from repair_desktop.gui.unlock import page as page_module
from repair_desktop.gui.unlock.page import UnlockPage
from repair_desktop.gui.unlock.presenter import UnlockPresenter
from repair_desktop.gui.unlock.states import UnlockState
from repair_desktop.services.backups import Backups
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.vault import Protection


class Lock:
    """The page on a vault that a test can break."""

    def __init__(self, qtbot: QtBot, vault: FakeVault) -> None:
        self.vault = vault
        self.keys = InlineJobs()
        self.journal_jobs = InlineJobs()
        self.presenter = UnlockPresenter(
            vault,
            Backups(vault.parts),
            KeyChanges(vault.parts),
            lambda _prompt: None,
            self.keys,
            self.journal_jobs,
        )
        self.page = UnlockPage(self.presenter, ProblemWords())
        self.page.setStyleSheet(stylesheet(Tokens(LIGHT)))
        self.page.resize(720, 560)
        self.opened: list[object] = []
        self.first_runs: list[bool] = []
        self.presenter.opened.connect(lambda journal, key: self.opened.append(journal))
        self.presenter.first_run.connect(lambda: self.first_runs.append(True))
        qtbot.addWidget(self.page)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()

    def focus(self) -> QWidget | None:
        return self.page.focusWidget()

    def button(self, text: str) -> QPushButton:
        found = [b for b in self.buttons() if b.text() == text]
        assert found, (text, [b.text() for b in self.buttons()])
        return found[0]

    def buttons(self) -> list[QPushButton]:
        return [b for b in self.page.findChildren(QPushButton) if b.isVisible()]

    def has(self, text: str) -> bool:
        return text in [b.text() for b in self.buttons()]

    def press(self, text: str) -> None:
        QTest.keyClick(self.button(text), Qt.Key.Key_Return)

    def words(self) -> str:
        return read_aloud(self.page)

    def passphrase(self) -> QLineEdit:
        found = self.page._ui.passphrase.findChild(QLineEdit)
        assert isinstance(found, QLineEdit)
        return found


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(page_module, "announce", lambda widget, text, **_: said.append(text))
    return said


@pytest.fixture
def vault(tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "vault")


@pytest.fixture
def keyring(qtbot: QtBot, vault: FakeVault, spoken: list[str]) -> Lock:
    vault.make(Protection.KEYRING)
    return Lock(qtbot, vault)


@pytest.fixture
def passphrase(qtbot: QtBot, vault: FakeVault, spoken: list[str]) -> Lock:
    vault.make(Protection.PASSPHRASE)
    return Lock(qtbot, vault)


# --- the good days ---------------------------------------------------------------------------


def test_after_locking_enter_opens_the_journal(keyring: Lock) -> None:
    keyring.presenter.start(at_program_start=False)
    assert keyring.focus() is keyring.button("Open my journal")
    assert "GNOME Keyring" in keyring.words()
    assert "anyone who uses your computer login can open it" in keyring.words()
    keyring.press("Open my journal")
    assert len(keyring.opened) == 1


def test_a_passphrase_is_typed_and_enter_opens(passphrase: Lock) -> None:
    passphrase.presenter.start(at_program_start=True)
    assert passphrase.focus() is passphrase.passphrase()
    QTest.keyClicks(passphrase.passphrase(), PASSPHRASE)
    QTest.keyClick(passphrase.passphrase(), Qt.Key.Key_Return)
    assert len(passphrase.opened) == 1
    assert passphrase.passphrase().text() == ""


def test_a_passphrase_can_be_pasted(passphrase: Lock) -> None:
    passphrase.presenter.start(at_program_start=True)
    QApplication.clipboard().setText(PASSPHRASE + "\n")
    QTest.keyClick(passphrase.passphrase(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().clear()
    passphrase.press("Open my journal")
    assert len(passphrase.opened) == 1


def test_the_heading_says_nothing_about_what_is_locked(passphrase: Lock) -> None:
    assert passphrase.page.accessibleName() == "Locked"
    assert passphrase.page.windowTitle() == ""


# --- a wrong passphrase ----------------------------------------------------------------------


def fail(lock: Lock, times: int = 1) -> None:
    for _ in range(times):
        while lock.presenter.view.pause:
            lock.presenter._second.timeout.emit()
        lock.passphrase().setText("not this one at all")
        QTest.keyClick(lock.passphrase(), Qt.Key.Key_Return)


def test_a_wrong_passphrase_stays_in_the_field_marked(passphrase: Lock, spoken: list[str]) -> None:
    passphrase.presenter.start(at_program_start=True)
    fail(passphrase)
    assert "That passphrase does not open this journal." in passphrase.words()
    assert "That passphrase does not open this journal." in spoken[-1]
    assert passphrase.passphrase().selectedText() != ""
    assert passphrase.passphrase().text() == "not this one at all"
    assert passphrase.focus() is passphrase.passphrase()
    assert "does not open" in passphrase.passphrase().accessibleDescription()
    assert not passphrase.has("Start a new journal…")


def test_after_three_the_page_counts_the_seconds(passphrase: Lock, spoken: list[str]) -> None:
    passphrase.presenter.start(at_program_start=True)
    fail(passphrase, 4)
    assert "Seconds until you can try again: 2" in passphrase.words()
    assert "Seconds until you can try again: 2" in spoken[-1]
    assert not passphrase.button("Open my journal").isEnabled()
    said = len(spoken)
    passphrase.presenter._second.timeout.emit()
    assert "Seconds until you can try again: 1" in passphrase.words()
    passphrase.presenter._second.timeout.emit()
    assert "Seconds" not in passphrase.words()
    assert passphrase.button("Open my journal").isEnabled()
    assert len(spoken) == said  # not a word for each second
    assert passphrase.focus() is passphrase.passphrase()
    assert "Your recovery code opens this journal too." in passphrase.words()
    assert passphrase.has("Start a new journal…")


# --- every state -----------------------------------------------------------------------------


def break_keyring(error: KnownError) -> Callable[[FakeVault], None]:
    return lambda vault: setattr(vault.secrets, "fail", error)


def break_open(error: KnownError) -> Callable[[FakeVault], None]:
    def fail(vault: FakeVault) -> None:
        vault.opener.fail_open = error
        vault.add_backup()

    return fail


def no_key(vault: FakeVault) -> None:
    vault.secrets.items.clear()


def no_header(vault: FakeVault) -> None:
    vault.folder.header = None


def bad_header(vault: FakeVault) -> None:
    vault.folder.fail_read = HeaderDamaged()


STATES: list[tuple[Callable[[FakeVault], None], str]] = [
    (break_keyring(KeyringMissing()), "No password store was found"),
    (break_keyring(KeyringLocked()), "Your password store is locked"),
    (break_keyring(KeyringFailed()), "Your password store did not answer"),
    (no_key, "The key to your journal was not found"),
    (break_open(JournalMissing()), "Your journal is not where it was"),
    (break_open(JournalDamaged()), "The journal file is damaged"),
    (break_open(JournalTooNew()), "made by a newer version of Repair"),
    (break_open(JournalInUse()), "The journal is open somewhere else"),
    (break_open(DiskFull()), "The disk is full"),
    (break_open(FolderReadOnly()), "Repair can not write in its folder"),
    (break_open(DiskFault()), "The disk reported an error"),
    (no_header, "The file that belongs to your journal can not be read"),
    (bad_header, "The file that belongs to your journal can not be read"),
]


@pytest.mark.parametrize(("break_it", "title"), STATES)
def test_every_state_says_what_is_the_matter_and_has_its_ways_out(
    keyring: Lock, spoken: list[str], break_it: Callable[[FakeVault], None], title: str
) -> None:
    break_it(keyring.vault)
    files = keyring.vault.files()
    keyring.presenter.start(at_program_start=True)

    assert title in keyring.words()
    assert title in spoken[0]
    for way in ("Try again", "Get help now", "Steady me", "Quit"):
        assert keyring.has(way)
    assert isinstance(keyring.focus(), QPushButton)
    assert list(complaints(keyring.page)) == []
    keyring.press("Try again")
    assert title in keyring.words()
    assert keyring.vault.opener.created == []
    assert keyring.vault.files() == files
    assert (keyring.opened, keyring.first_runs) == ([], [])


@pytest.mark.parametrize("break_it", [break_keyring(KeyringLocked()), no_key])
def test_the_keyring_of_then_is_named(keyring: Lock, break_it: Callable[[FakeVault], None]) -> None:
    assert keyring.vault.folder.header is not None
    break_it(keyring.vault)
    object.__setattr__(keyring.vault.folder.header, "keyring_name", "KWallet")
    keyring.presenter.start(at_program_start=True)
    assert "KWallet" in keyring.words()
    assert "GNOME Keyring" in keyring.words()


def test_help_steadying_and_quitting_are_offered_while_waiting_too(keyring: Lock) -> None:
    asked: list[str] = []
    keyring.page.help_requested.connect(lambda: asked.append("help"))
    keyring.page.steady_requested.connect(lambda: asked.append("steady"))
    keyring.page.quit_requested.connect(lambda: asked.append("quit"))
    keyring.keys.hold = True
    keyring.presenter.start(at_program_start=True)
    for text in ("Get help now", "Steady me", "Quit"):
        keyring.press(text)
    assert asked == ["help", "steady", "quit"]
    keyring.presenter.stop_waiting()


def test_a_blocking_keyring_shows_waiting(keyring: Lock, spoken: list[str]) -> None:
    keyring.keys.hold = True
    keyring.presenter.start(at_program_start=True)
    assert "Opening your journal…" in keyring.words()
    keyring.presenter._waiting.timeout.emit()
    assert "Waiting for your password store…" in keyring.words()
    assert "GNOME Keyring may be asking you something" in spoken[-1]
    assert "It has not answered for a while" not in keyring.words()
    keyring.presenter._long.timeout.emit()
    assert "It has not answered for a while" in keyring.words()
    assert list(complaints(keyring.page)) == []
    keyring.press("Stop waiting")
    assert "Your journal is closed" in keyring.words()
    keyring.keys.run_held()
    assert keyring.opened == []


# --- backups ---------------------------------------------------------------------------------


def backup_rows(lock: Lock) -> QListWidget:
    found = lock.page._ui.backups.findChild(QListWidget)
    assert isinstance(found, QListWidget)
    return found


@pytest.fixture
def damaged(keyring: Lock) -> Lock:
    """A damaged journal with backups of yesterday and of 3 days ago, the last before a change."""
    vault = keyring.vault
    vault.opener.fail_open = JournalDamaged()
    vault.add_backup(entries=12, days_ago=1)
    older = vault.add_backup(entries=9, days_ago=3)
    vault.store.kept[-1] = replace(older, kind=BackupKind.SAFETY)
    keyring.presenter.start(at_program_start=True)
    return keyring


def test_a_damaged_journal_is_opened_from_its_backup_and_both_are_named(
    damaged: Lock, spoken: list[str]
) -> None:
    rows = [backup_rows(damaged).item(row).text() for row in range(2)]
    assert rows[0].startswith("Thursday, 19 November 2026, ")
    assert rows[0].endswith(", entries: 12")
    assert rows[1].startswith("Tuesday, 17 November 2026, ")
    assert rows[1].endswith(", entries: 9, made before a change")
    assert "Good backups, newest first" in damaged.words()
    assert backup_rows(damaged).currentRow() == 0
    assert f"Chosen now: {rows[0]}." in spoken[-1]
    assert "it is usually the better way" in spoken[-1]
    damaged.press("Restore this one")
    assert "Putting the backup in place…" in spoken
    assert "The backup is your journal now" in damaged.words()
    assert str(damaged.vault.path / "journal.1.db") in damaged.words()
    assert "2026-11-19.rdbackup" in damaged.words()
    assert damaged.focus() is damaged.button("Open my journal")
    assert list(complaints(damaged.page)) == []
    damaged.press("Open my journal")
    assert len(damaged.opened) == 1


def test_another_backup_is_chosen_by_keyboard(damaged: Lock) -> None:
    rows = backup_rows(damaged)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    chosen = damaged.presenter.view.chosen
    assert chosen is not None
    assert chosen.facts.entries == 9
    assert "entries: 9" in damaged.button("Restore this one").accessibleDescription()
    damaged.press("Restore this one")
    assert "17 November 2026" in damaged.words()
    assert "Entries in it: 9." in damaged.words()


def test_a_screen_reader_hears_the_list_and_its_rows(damaged: Lock) -> None:
    face = QAccessible.queryAccessibleInterface(backup_rows(damaged))
    assert face.text(QAccessible.Text.Name) == "Good backups, newest first"
    rows = [face.child(row).text(QAccessible.Text.Name) for row in range(face.childCount())]
    assert [text.split(",")[0] for text in rows] == ["Thursday", "Tuesday"]


def test_without_a_backup_that_is_said_too(keyring: Lock) -> None:
    keyring.vault.opener.fail_open = JournalDamaged()
    keyring.presenter.start(at_program_start=True)
    assert f"No good backup was found in {keyring.vault.path}" in keyring.words()
    assert "can still be read in the damaged file" in keyring.words()
    assert not keyring.has("Restore this one")
    assert backup_rows(keyring).isHidden() or not backup_rows(keyring).isVisible()
    assert list(complaints(keyring.page)) == []


def test_backups_that_the_disk_does_not_give_are_not_called_bad(keyring: Lock) -> None:
    keyring.vault.opener.fail_open = JournalDamaged()
    keyring.vault.store.fail_look = DiskFault()
    keyring.vault.add_backup()
    keyring.presenter.start(at_program_start=True)
    assert "The disk would not give the backups" in keyring.words()
    assert "No good backup" not in keyring.words()


def test_a_backup_that_turns_out_bad_is_said_and_the_next_chosen(
    damaged: Lock, spoken: list[str]
) -> None:
    damaged.vault.store.bad.append(damaged.presenter.view.backups[0])
    damaged.press("Restore this one")
    text = "That backup can not be read after all. Nothing was changed. The next one is chosen now."
    assert text in damaged.words()
    assert spoken[-1].startswith(text)
    assert damaged.focus() is backup_rows(damaged)
    assert backup_rows(damaged).count() == 1
    assert backup_rows(damaged).currentItem().text().startswith("Tuesday, 17 November 2026")
    damaged.press("Restore this one")
    assert "The backup is your journal now" in damaged.words()


def test_a_full_disk_is_said_beside_the_backups(damaged: Lock, spoken: list[str]) -> None:
    damaged.vault.store.fail_unpack = DiskFull()
    damaged.press("Restore this one")
    text = "The backup was not restored, and nothing was changed. The disk is full."
    assert text in damaged.words()
    assert text in spoken[-1]
    assert backup_rows(damaged).count() == 2


def test_a_damaged_file_is_read_and_the_counts_are_told(damaged: Lock, spoken: list[str]) -> None:
    damaged.journal_jobs.hold = True
    damaged.press("Read the damaged file")
    assert "This can take some minutes." in damaged.words()
    assert "Reading the damaged file…" in spoken[-1]
    names = [button.text() for button in damaged.buttons()]
    assert names == ["Get help now", "Steady me", "Quit"]
    damaged.journal_jobs.run_held()
    assert "What could be read is your journal now" in damaged.words()
    assert "Entries and check-ins that were read: 11" in damaged.words()
    assert "Pages of the file that could not be read: 2" in damaged.words()
    assert "Answers whose entry was lost" not in damaged.words()
    assert str(damaged.vault.path / "journal.1.db") in damaged.words()
    assert "read: 11" in spoken[-1]
    assert damaged.focus() is damaged.button("Open my journal")
    assert list(complaints(damaged.page)) == []
    damaged.journal_jobs.hold = False
    damaged.press("Open my journal")
    assert len(damaged.opened) == 1


def test_answers_without_their_entry_and_sessions_with_a_guessed_day_are_told(
    damaged: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rescued = Rescued({"entry": 1}, entries=4, damaged_pages=0, loose_answers=3, loose_sessions=2)
    monkeypatch.setattr(damaged.vault.opener, "rescue", lambda *_: rescued)
    damaged.press("Read the damaged file")
    assert "Answers whose entry was lost, and was made anew: 3" in damaged.words()
    assert "on a day that may be wrong: 2" in damaged.words()
    assert "could not be read: 0" in damaged.words()
    assert "is not in it" not in damaged.words()


def test_after_either_way_the_other_is_offered(damaged: Lock) -> None:
    damaged.press("Read the damaged file")
    assert "you can restore a backup instead" in damaged.words()
    damaged.press("Restore this one")
    assert "The backup is your journal now" in damaged.words()
    damaged.vault.opener.fail_rescue = JournalDamaged()
    damaged.press("Read the damaged file")
    assert "Nothing could be read in the damaged file. Nothing was changed." in damaged.words()
    assert "The backup is your journal now" in damaged.words()
    damaged.press("Open my journal")
    assert len(damaged.opened) == 1


# --- elsewhere -------------------------------------------------------------------------------


@pytest.mark.parametrize("at_start", [True, False])
def test_a_folder_that_is_empty_or_gone(
    qtbot: QtBot, vault: FakeVault, spoken: list[str], at_start: bool
) -> None:
    lock = Lock(qtbot, vault)
    asked: list[object] = []
    lock.presenter.folder_requested.connect(lambda: asked.append("folder"))
    lock.presenter.backup_requested.connect(asked.append)
    lock.presenter.start(at_start, expected=True)
    assert f"Repair looked in {vault.path}" in lock.words()
    assert f"Repair looked in {vault.path}" in spoken[-1].replace("\u200b", "")
    lock.press("My journal is in another folder")
    lock.press("I have a backup elsewhere")
    assert asked == ["folder", None]
    lock.press("Start a new journal…")
    assert "begins with an empty journal in this folder" in lock.words()
    assert not lock.has("Move the old files aside")
    assert list(complaints(lock.page)) == []
    edit = lock.focus()
    assert isinstance(edit, QLineEdit)
    QTest.keyClicks(edit, "start a new journal")
    lock.press("Start a new journal")
    assert lock.first_runs == [True]


@pytest.mark.parametrize("break_it", [no_header, bad_header])
def test_a_lost_header_can_be_helped_by_a_backup(
    keyring: Lock, break_it: Callable[[FakeVault], None]
) -> None:
    break_it(keyring.vault)
    keyring.presenter.start(at_program_start=True)
    assert keyring.has("My journal is in another folder")
    assert keyring.has("I have a backup elsewhere")
    assert "A backup that lies elsewhere can open your journal." in keyring.words()


# --- a keyring that has yet to prove itself ---------------------------------------------------


@pytest.fixture
def both(qtbot: QtBot, vault: FakeVault, spoken: list[str]) -> Lock:
    key = vault.make(Protection.PASSPHRASE)
    changes = KeyChanges(vault.parts)
    changes.open_by_keyring(key, changes.keep_in_keyring(key))
    return Lock(qtbot, vault)


def test_the_passphrase_opens_where_the_keyring_does_not(both: Lock) -> None:
    both.vault.secrets.fail = KeyringLocked()
    both.presenter.start(at_program_start=True)
    both.press("Use my passphrase")
    assert both.focus() is both.passphrase()
    both.press("Back")
    assert "Your password store is locked" in both.words()
    both.press("Use my passphrase")
    QTest.keyClicks(both.passphrase(), PASSPHRASE)
    QTest.keyClick(both.passphrase(), Qt.Key.Key_Return)
    assert len(both.opened) == 1


def test_after_the_code_the_passphrase_is_named(both: Lock) -> None:
    no_key(both.vault)
    both.presenter.start(at_program_start=True)
    both.press("Use my recovery code")
    type_code(both, both.vault.code_text())
    assert "Your passphrase goes on opening this journal, too." in both.words()
    assert "could not take the key" not in both.words()
    both.press("Open my journal")
    assert len(both.opened) == 1


# --- starting anew ---------------------------------------------------------------------------


def test_a_new_journal_needs_the_phrase_and_names_where_the_old_files_are(
    keyring: Lock, spoken: list[str]
) -> None:
    no_key(keyring.vault)
    keyring.presenter.start(at_program_start=True)
    keyring.press("Start a new journal…")
    edit = keyring.focus()
    assert isinstance(edit, QLineEdit)
    assert list(complaints(keyring.page)) == []
    QTest.keyClicks(edit, "yes")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert "To go on, type exactly: start a new journal" in keyring.words()
    assert "type exactly" in spoken[-1]
    assert keyring.presenter.view.state is UnlockState.KEY_MISSING

    edit.selectAll()
    QTest.keyClicks(edit, "start a new journal")
    keyring.press("Move the old files aside")
    assert str(keyring.vault.path / "aside 2026-11-20") in keyring.words()
    assert "Nothing was deleted." in keyring.words()
    assert keyring.first_runs == []
    keyring.press("Start a new journal")
    assert keyring.first_runs == [True]


def test_starting_anew_can_be_left(keyring: Lock) -> None:
    no_key(keyring.vault)
    keyring.presenter.start(at_program_start=True)
    keyring.press("Start a new journal…")
    keyring.press("Leave it")
    assert keyring.focus() is keyring.button("Start a new journal…")
    assert not keyring.has("Move the old files aside")


# --- the recovery code -----------------------------------------------------------------------

NEW = "five loud paper kites"


def code_edit(lock: Lock) -> QLineEdit:
    found = lock.page._ui.code.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def type_code(lock: Lock, text: str) -> None:
    code_edit(lock).clear()
    QTest.keyClicks(code_edit(lock), text)
    QTest.keyClick(code_edit(lock), Qt.Key.Key_Return)


def test_a_lost_key_a_code_and_enter(keyring: Lock, spoken: list[str]) -> None:
    no_key(keyring.vault)
    keyring.presenter.start(at_program_start=True)
    assert "only your recovery code opens the journal" in keyring.words()
    keyring.press("Use my recovery code")
    assert keyring.focus() is code_edit(keyring)
    assert code_edit(keyring).accessibleName() == "Recovery code"
    assert "seven groups of four" in spoken[-1]
    assert list(complaints(keyring.page)) == []
    type_code(keyring, keyring.vault.code_text().lower())
    assert "GNOME Keyring has the key again, so your journal opens by itself" in keyring.words()
    assert keyring.focus() is keyring.button("Open my journal")
    assert code_edit(keyring).text() == ""
    assert list(complaints(keyring.page)) == []
    keyring.press("Open my journal")
    assert len(keyring.opened) == 1


def test_the_keyring_s_answer_is_said_when_it_comes(keyring: Lock, spoken: list[str]) -> None:
    no_key(keyring.vault)
    keyring.presenter.start(at_program_start=True)
    keyring.press("Use my recovery code")
    keyring.keys.hold = True
    type_code(keyring, keyring.vault.code_text())
    assert "You need not wait for it." in keyring.words()
    keyring.vault.secrets.fail_write = KeyringFailed()
    keyring.keys.run_held()
    assert "could not take the key. Next time you may need the code again." in keyring.words()
    assert "could not take the key" in spoken[-1]


def test_a_mistake_is_said_at_the_field_with_its_group(keyring: Lock, spoken: list[str]) -> None:
    no_key(keyring.vault)
    keyring.presenter.start(at_program_start=True)
    keyring.press("Use my recovery code")
    groups = keyring.vault.code_text().split()
    groups[4] = groups[4][:3]
    type_code(keyring, " ".join(groups))
    assert "Something in the code is mistyped. Group 5 does not look right." in keyring.words()
    assert "Group 5" in spoken[-1]
    assert "Group 5" in code_edit(keyring).accessibleDescription()
    assert code_edit(keyring).text() == " ".join(groups)
    assert code_edit(keyring).selectedText() == ""
    assert keyring.focus() is code_edit(keyring)
    type_code(keyring, "".join(groups)[:20])
    assert "There are 20 here." in keyring.words()
    type_code(keyring, OTHER_CODE.characters)
    assert "That recovery code does not open this journal." in keyring.words()
    assert list(complaints(keyring.page)) == []
    keyring.press("Back")
    assert "The key to your journal was not found" in keyring.words()
    assert code_edit(keyring).text() == ""


def test_after_three_wrong_codes_the_page_counts_the_seconds(keyring: Lock) -> None:
    no_key(keyring.vault)
    keyring.presenter.start(at_program_start=True)
    keyring.press("Use my recovery code")
    for _ in range(3):
        type_code(keyring, OTHER_CODE.characters)
    assert "Seconds until you can try again: 1" in keyring.words()
    assert not keyring.button("Open my journal").isEnabled()
    keyring.presenter._second.timeout.emit()
    assert keyring.button("Open my journal").isEnabled()
    assert keyring.focus() is code_edit(keyring)


def come_to_new_passphrase(lock: Lock) -> list[QLineEdit]:
    lock.presenter.start(at_program_start=True)
    assert not lock.has("Use my recovery code")
    fail(lock)
    lock.press("Use my recovery code")
    assert lock.passphrase().text() == ""
    type_code(lock, lock.vault.code_text())
    return [edit for edit in lock.page.findChildren(QLineEdit) if edit.isVisible()]


def test_a_forgotten_passphrase_is_replaced_by_keyboard(
    passphrase: Lock, spoken: list[str]
) -> None:
    first, second = come_to_new_passphrase(passphrase)
    assert "Choose a new passphrase" in spoken[-1]
    assert passphrase.focus() is first
    assert list(complaints(passphrase.page)) == []
    QTest.keyClicks(first, "short")
    passphrase.press("Use this passphrase")
    assert "This is shorter than 12 characters." in spoken[-1]
    assert "shorter" in first.accessibleDescription()
    first.setText(NEW)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert passphrase.focus() is second
    QTest.keyClicks(second, "five loud paper kit")
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert "The two are not the same." in passphrase.words()
    assert passphrase.opened == []
    second.setText(NEW)
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert len(passphrase.opened) == 1
    assert passphrase.vault.key_from_passphrase(NEW)
    assert (first.text(), second.text()) == ("", "")


def test_the_old_passphrase_can_be_kept(passphrase: Lock) -> None:
    come_to_new_passphrase(passphrase)
    passphrase.press("Keep the old passphrase")
    assert len(passphrase.opened) == 1
    assert passphrase.vault.key_from_passphrase(PASSPHRASE)


def test_a_new_passphrase_that_can_not_be_kept_says_why(passphrase: Lock) -> None:
    first, second = come_to_new_passphrase(passphrase)
    passphrase.vault.folder.fail_write = DiskFull()
    first.setText(NEW)
    second.setText(NEW)
    passphrase.press("Use this passphrase")
    assert "The disk is full" in passphrase.words()
    assert passphrase.has("Keep the old passphrase")
    assert first.text() == NEW
    passphrase.vault.folder.fail_write = None
    passphrase.press("Use this passphrase")
    assert len(passphrase.opened) == 1


def test_after_a_long_wait_the_code_is_offered(keyring: Lock) -> None:
    keyring.keys.hold = True
    keyring.presenter.start(at_program_start=True)
    keyring.presenter._waiting.timeout.emit()
    assert not keyring.has("Use my recovery code")
    keyring.presenter._long.timeout.emit()
    keyring.press("Use my recovery code")
    assert keyring.focus() is code_edit(keyring)


# --- keyboard --------------------------------------------------------------------------------


def test_tab_goes_through_the_page_from_top_to_bottom(passphrase: Lock) -> None:
    passphrase.presenter.start(at_program_start=True)
    fail(passphrase, 3)
    passphrase.presenter._second.timeout.emit()
    names = [stop.accessibleName() or _text(stop) for stop in tab_stops(passphrase.page)]
    start = names.index("Passphrase")
    assert names[start:] + names[:start] == [
        "Passphrase",
        "Show: Passphrase",
        "Open my journal",
        "Use my recovery code",
        "Start a new journal…",
        "Get help now",
        "Steady me",
        "Quit",
    ]


def test_tab_goes_through_a_damaged_journal_from_top_to_bottom(damaged: Lock) -> None:
    names = [stop.accessibleName() or _text(stop) for stop in tab_stops(damaged.page)]
    start = names.index("Good backups, newest first")
    assert names[start:] + names[:start] == [
        "Good backups, newest first",
        "Restore this one",
        "Read the damaged file",
        "Try again",
        "I have a backup elsewhere",
        "Start a new journal…",
        "Get help now",
        "Steady me",
        "Quit",
    ]


def mend(way: str) -> Callable[[Lock], None]:
    def act(lock: Lock) -> None:
        damage(lock)
        lock.press(way)

    return act


def damage(lock: Lock) -> None:
    lock.vault.opener.fail_open = JournalDamaged()
    for days_ago in range(1, 12):
        lock.vault.add_backup(entries=400 - days_ago, days_ago=days_ago)
    lock.presenter.start(at_program_start=True)


def fail_to_mend(lock: Lock) -> None:
    lock.vault.store.fail_unpack = FolderReadOnly()
    mend("Restore this one")(lock)


def come_to_the_phrase(lock: Lock) -> None:
    no_header(lock.vault)
    lock.presenter.start(at_program_start=True)
    lock.press("Start a new journal…")


def wait_long(lock: Lock) -> None:
    lock.vault.folder.header = replace(
        header_of(lock), passphrase=lock.vault.parts.sealer.seal(KEY, PASSPHRASE, "")
    )
    lock.keys.hold = True
    lock.presenter.start(at_program_start=True)
    lock.presenter._long.timeout.emit()


def header_of(lock: Lock) -> Header:
    assert lock.vault.folder.header is not None
    return lock.vault.folder.header


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize(
    "come",
    [
        damage,
        fail_to_mend,
        mend("Restore this one"),
        mend("Read the damaged file"),
        come_to_the_phrase,
        wait_long,
    ],
)
def test_everything_fits_into_the_smallest_window(
    qtbot: QtBot,
    theme: ThemeController,
    vault: FakeVault,
    come: Callable[[Lock], None],
    percent: int,
) -> None:
    theme.apply(Theme.LIGHT, percent)
    vault.make(Protection.KEYRING)
    lock = Lock(qtbot, vault)
    lock.page.setStyleSheet("")
    lock.page.resize(SMALLEST_PAGE)
    come(lock)
    assert list(cut_off(lock.page)) == []
    assert list(complaints(lock.page)) == []


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QPushButton) else ""


@pytest.fixture(autouse=True)
def english_dates() -> Iterator[None]:
    from PySide6.QtCore import QLocale

    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)
