from __future__ import annotations

from pathlib import Path

import pytest
from helpers.accessible import complaints, press_by_reader, read_aloud, tab_stops
from helpers.fake_vault import PASSPHRASE, FakeVault
from helpers.jobs import InlineJobs
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from repair_desktop.content.help import load_texts
from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    FolderReadOnly,
    FolderSynced,
    HeaderDamaged,
    JournalExists,
    KeyringFailed,
    KeyringLocked,
    KnownError,
)
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import CONTRAST_LIGHT, DARK, LIGHT, Colours, Tokens
from repair_desktop.gui.welcome import page as page_module
from repair_desktop.gui.welcome.page import WelcomePage
from repair_desktop.gui.welcome.presenter import WelcomePresenter
from repair_desktop.gui.widgets import code_card as card_module
from repair_desktop.gui.widgets import new_passphrase as passphrase_module
from repair_desktop.gui.widgets.code_view import CodeView
from repair_desktop.services.vault import VaultState


class Welcome:
    """The page on an empty folder."""

    def __init__(self, qtbot: QtBot, vault: FakeVault) -> None:
        self.vault = vault
        self.keys = InlineJobs()
        self.journal_jobs = InlineJobs()
        self.presenter = WelcomePresenter(vault, self.keys, self.journal_jobs)
        self.page = WelcomePage(self.presenter, ProblemWords(), load_texts())
        self.page.setStyleSheet(stylesheet(Tokens(LIGHT)))
        self.page.resize(720, 560)
        self.created: list[tuple[object, object, str]] = []
        self.presenter.created.connect(lambda *made: self.created.append(made))
        qtbot.addWidget(self.page)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()

    def focus(self) -> QWidget:
        focused = self.page.focusWidget()
        assert focused is not None
        return focused

    def enter(self) -> None:
        QTest.keyClick(self.focus(), Qt.Key.Key_Return)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)

    def has(self, text: str) -> bool:
        return text in [b.text() for b in self.page.findChildren(QPushButton) if b.isVisible()]

    def button(self, text: str) -> QPushButton:
        buttons = [b for b in self.page.findChildren(QPushButton) if b.isVisible()]
        return next(b for b in buttons if b.text() == text)

    def press(self, text: str) -> None:
        QTest.keyClick(self.button(text), Qt.Key.Key_Return)

    def radio(self, text: str) -> QRadioButton:
        return next(r for r in self.page.findChildren(QRadioButton) if r.text() == text)

    def choose(self, text: str) -> None:
        self.radio(text).setFocus()
        QTest.keyClick(self.radio(text), Qt.Key.Key_Space)

    def words(self) -> str:
        return read_aloud(self.page)

    def go_to_protection(self, answer: str = "Only me") -> None:
        """Go on to the lock; with an answer, say who else uses the account."""
        self.presenter.start()
        self.enter()
        self.enter()
        if answer:
            self.choose(answer)

    def code(self) -> CodeView:
        return self.page._ui.code._view

    def code_fields(self) -> list[QLineEdit]:
        """The two fields for groups of the code."""
        return [e for e in self.page._ui.code.findChildren(QLineEdit) if e.isVisible()]

    def write_groups(self) -> None:
        """Type the two groups that are asked for, without going on."""
        for field in self.code_fields():
            number = int(field.accessibleName().split()[-1])
            field.clear()
            QTest.keyClicks(field, self.code().groups[number - 1].lower())

    def make(self) -> None:
        """Go on from what locks the journal to the journal."""
        self.press("Continue")
        self.write_groups()
        self.press("Make my journal")

    def fields(self) -> tuple[QLineEdit, QLineEdit]:
        first, second = self.page._ui.new_passphrase.findChildren(QLineEdit)
        return first, second


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    for module in (page_module, card_module, passphrase_module):
        monkeypatch.setattr(module, "announce", lambda widget, text, **_: said.append(text))
    return said


@pytest.fixture
def welcome(qtbot: QtBot, tmp_path: Path, spoken: list[str]) -> Welcome:
    return Welcome(qtbot, FakeVault(tmp_path / "vault"))


# --- the first screen ------------------------------------------------------------------------


def test_the_first_screen_says_what_it_is_who_reads_it_and_that_nobody_sends_help(
    welcome: Welcome,
) -> None:
    words = welcome.words()
    assert "Not for emergencies. No one can see what you write, so no one can send help." in words
    assert "If someone checks your computer, this may not be a safe place to write." in words
    assert "It is not therapy" in words
    assert "What you write stays on this computer" in words
    assert "It is okay to say no." in words
    assert "For people in therapy" in words
    assert welcome.focus() is welcome.button("Start")


def test_help_the_made_up_journal_and_a_backup_are_one_step_away(welcome: Welcome) -> None:
    asked: list[str] = []
    welcome.page.help_requested.connect(lambda: asked.append("help"))
    welcome.page.demo_requested.connect(lambda: asked.append("demo"))
    welcome.page.backup_requested.connect(lambda: asked.append("backup"))
    welcome.press("Get help now")
    welcome.press("Try it with made-up entries")
    welcome.press("I have a backup")
    assert asked == ["help", "demo", "backup"]
    assert welcome.created == []


# --- the whole way ---------------------------------------------------------------------------


def test_one_answer_and_two_groups_make_a_journal_in_four_screens(welcome: Welcome) -> None:
    welcome.presenter.start()
    welcome.enter()
    assert welcome.page.accessibleName() == "What do you call your therapist?"
    welcome.enter()
    assert welcome.page.accessibleName() == "What locks your journal?"
    assert welcome.focus() is welcome.radio("Only me")
    QTest.keyClick(welcome.focus(), Qt.Key.Key_Space)
    welcome.enter()
    assert welcome.page.accessibleName() == "Your recovery code"
    assert welcome.created == []
    assert welcome.focus() is welcome.code()
    welcome.enter()  # too early: goes to what is missing
    first, second = welcome.code_fields()
    assert welcome.focus() is first
    welcome.write_groups()
    second.clear()
    welcome.enter()
    assert welcome.focus() is second
    welcome.write_groups()
    welcome.enter()
    assert len(welcome.created) == 1
    assert welcome.created[0][2] == ""
    assert welcome.vault.state() is VaultState.KEYRING


def test_initials_and_a_passphrase_by_keyboard(welcome: Welcome) -> None:
    welcome.presenter.start()
    welcome.enter()
    welcome.choose("A name or initials")
    welcome.page._ui.name.setFocus()
    welcome.type("M.")
    welcome.enter()
    welcome.choose("A passphrase")
    first, second = welcome.fields()
    first.setFocus()
    welcome.type(PASSPHRASE)
    welcome.enter()
    assert welcome.focus() is second
    welcome.type(PASSPHRASE)
    welcome.enter()
    welcome.write_groups()
    welcome.press("Make my journal")
    assert welcome.created[0][2] == "M."
    assert welcome.vault.state() is VaultState.PASSPHRASE
    assert (first.text(), second.text()) == ("", "")


def test_a_screen_reader_chooses_name_and_passphrase(welcome: Welcome) -> None:
    welcome.presenter.start()
    welcome.enter()
    name = welcome.page._ui.name
    assert not name.isVisible()
    press_by_reader(welcome.radio("A name or initials"))
    assert name.isVisible()
    press_by_reader(welcome.radio("My counsellor"))
    assert not name.isVisible()
    press_by_reader(welcome.radio("A name or initials"))
    name.setText("M.")
    welcome.enter()
    first, second = welcome.fields()
    press_by_reader(welcome.radio("Only me"))
    assert welcome.radio("This computer account").isChecked()
    assert not first.isVisible()
    press_by_reader(welcome.radio("A passphrase"))
    assert first.isVisible()
    for field in (first, second):
        field.setText(PASSPHRASE)
    welcome.make()
    assert welcome.created[0][2] == "M."
    assert welcome.vault.state() is VaultState.PASSPHRASE


def test_going_back_loses_nothing(welcome: Welcome) -> None:
    welcome.go_to_protection()
    welcome.choose("A passphrase")
    first, _ = welcome.fields()
    first.setFocus()
    welcome.type(PASSPHRASE)
    welcome.press("Back")
    welcome.choose("My counsellor")
    welcome.press("Back")
    assert not welcome.has("Back")
    welcome.press("Start")
    assert welcome.radio("My counsellor").isChecked()
    welcome.enter()
    assert welcome.focus() is welcome.radio("Only me")
    assert welcome.radio("Only me").isChecked()
    assert welcome.radio("A passphrase").isChecked()
    assert first.text() == PASSPHRASE


# --- what protects it ------------------------------------------------------------------------


def test_each_choice_says_what_it_protects_from_and_what_not(welcome: Welcome) -> None:
    welcome.go_to_protection()
    welcome.choose("A passphrase")
    words = welcome.words()
    assert "Without a passphrase, anyone who uses your computer login can open your notes." in words
    assert "GNOME Keyring" in words
    assert "It can not be reset." in words
    assert "If you forget it, only the recovery code" in words
    assert "Without the passphrase and without the recovery code, what you wrote is lost" in words
    assert "GNOME Keyring" in welcome.radio("This computer account").accessibleDescription()
    assert "If you forget it" in welcome.radio("A passphrase").accessibleDescription()


def test_what_the_keyring_does_not_keep_out_is_said_as_plainly(welcome: Welcome) -> None:
    welcome.go_to_protection()
    words = welcome.words()
    assert "Nobody can open the file by itself." in words
    assert "as safe as your login password is strong" in words
    assert "If the store loses the key, only the recovery code" in words
    welcome.choose("A passphrase")
    words = welcome.words()
    assert "While the journal is locked, it keeps out people who use your computer login." in words
    assert "someone who takes the file, or the computer while it is off" in words
    assert "It does not help against someone who watches you type" in words


def test_until_it_is_answered_the_question_means_a_passphrase(welcome: Welcome) -> None:
    welcome.go_to_protection(answer="")
    assert "Does anyone else use this computer account?" in welcome.words()
    for answer in ("Only me", "Others too, or I am not sure"):
        assert not welcome.radio(answer).isChecked()
        said = welcome.radio(answer).accessibleDescription()
        assert said.startswith("Does anyone else use this computer account? The account is")
    assert welcome.radio("A passphrase").isChecked()
    assert welcome.fields()[0].isVisible()
    assert welcome.radio("This computer account").isEnabled()
    welcome.enter()  # without an answer, without a passphrase
    assert welcome.focus() is welcome.fields()[0]
    assert "Type a passphrase of 12 characters or more, or let Repair make one." in welcome.words()


@pytest.mark.parametrize("by_reader", [False, True])
def test_the_answer_picks_a_lock_and_says_which(
    welcome: Welcome, spoken: list[str], by_reader: bool
) -> None:
    welcome.go_to_protection(answer="")
    for answer, lock in (
        ("Only me", "This computer account"),
        ("Others too, or I am not sure", "A passphrase"),
        ("Only me", "This computer account"),
    ):
        if by_reader:
            press_by_reader(welcome.radio(answer))
        else:
            welcome.choose(answer)
        assert welcome.radio(lock).isChecked()
        assert spoken[-1] == f"Chosen below: {lock}"
        assert welcome.fields()[0].isVisible() is (lock == "A passphrase")


@pytest.mark.parametrize(
    ("answer", "lock", "state"),
    [
        ("Only me", "A passphrase", VaultState.PASSPHRASE),
        ("Others too, or I am not sure", "This computer account", VaultState.KEYRING),
    ],
)
def test_whatever_the_answer_is_both_locks_can_be_chosen(
    welcome: Welcome, answer: str, lock: str, state: VaultState
) -> None:
    welcome.go_to_protection(answer)
    welcome.choose(lock)
    for field in welcome.fields():
        field.setText(PASSPHRASE)
    welcome.make()
    assert welcome.radio(answer).isChecked()
    assert welcome.vault.state() is state


def test_without_a_keyring_there_is_a_passphrase_and_a_reason_and_no_question(
    welcome: Welcome,
) -> None:
    welcome.vault.secrets.is_available = False
    welcome.go_to_protection(answer="")
    assert not welcome.radio("Only me").isVisible()
    assert not welcome.radio("This computer account").isVisible()
    assert welcome.radio("A passphrase").isChecked()
    assert welcome.focus() is welcome.radio("A passphrase")
    assert "offers no password store that is safe to use" in welcome.words()
    assert "anyone who uses your computer login can open your notes" not in welcome.words()
    assert "Does anyone else use this computer account?" not in welcome.words()


def test_a_keyring_that_never_answers_takes_its_question_along(welcome: Welcome) -> None:
    welcome.keys.hold = True
    welcome.go_to_protection()
    assert welcome.focus() is welcome.radio("Only me")
    welcome.presenter._looking.timeout.emit()
    assert "Your password store does not answer" in welcome.words()
    assert not welcome.radio("Only me").isVisible()
    assert welcome.radio("A passphrase").isChecked()
    assert welcome.focus() is welcome.radio("A passphrase")


def test_an_answer_waits_for_a_keyring_that_is_late(welcome: Welcome) -> None:
    welcome.keys.hold = True
    welcome.go_to_protection()
    assert "Looking for your password store…" in welcome.words()
    welcome.press("Continue")
    waiting = "Repair still looks for your password store. You can wait for it."
    assert waiting in welcome.words()
    welcome.keys.hold = False
    welcome.keys.run_held()
    assert welcome.radio("This computer account").isChecked()
    assert waiting not in welcome.words()
    welcome.make()
    assert welcome.vault.state() is VaultState.KEYRING


@pytest.mark.parametrize("by_reader", [False, True])
@pytest.mark.parametrize("answer", ["", "Only me"])
def test_a_keyring_that_answers_late_changes_no_choice(
    welcome: Welcome, answer: str, by_reader: bool
) -> None:
    welcome.keys.hold = True
    welcome.go_to_protection(answer)
    if by_reader:
        press_by_reader(welcome.radio("A passphrase"))
    else:
        welcome.choose("A passphrase")
    welcome.keys.run_held()
    assert welcome.radio("A passphrase").isChecked()
    assert welcome.radio("This computer account").isEnabled()


# --- a passphrase of random words ------------------------------------------------------------


def made(welcome: Welcome) -> str:
    """The passphrase that is shown in clear."""
    return welcome.page._ui.new_passphrase._made_words.text()


def test_a_passphrase_can_be_made_written_down_and_typed(
    welcome: Welcome, spoken: list[str]
) -> None:
    welcome.go_to_protection(answer="")
    assert not welcome.page._ui.new_passphrase._made.isVisible()
    welcome.press("Make one for me")
    passphrase = made(welcome)
    assert len(passphrase.split(" ")) == 4
    assert (
        welcome.page._ui.new_passphrase._made.accessibleName()
        == f"Passphrase made for you: {passphrase}"
    )
    assert passphrase in spoken[-1]
    assert "Write these words down, in this order." in spoken[-1]
    assert passphrase in welcome.words()
    for field in welcome.fields():
        assert field.text() == ""  # it is the person who types it: that shows that they have it
        field.setFocus()
        welcome.type(passphrase)
    welcome.press("Continue")
    assert passphrase not in welcome.words()
    welcome.write_groups()
    welcome.press("Make my journal")
    assert welcome.vault.key_from_passphrase(passphrase) == welcome.created[0][1]


def test_another_one_takes_the_place_of_the_first(welcome: Welcome) -> None:
    welcome.go_to_protection(answer="")
    welcome.press("Make one for me")
    first = made(welcome)
    welcome.press("Make another one")
    assert made(welcome) != first
    assert first not in welcome.words() + welcome.page._ui.new_passphrase._made.accessibleName()


def test_afterwards_the_passphrase_is_nowhere_on_the_page(welcome: Welcome) -> None:
    welcome.go_to_protection(answer="")
    welcome.press("Make one for me")
    passphrase = made(welcome)
    for field in welcome.fields():
        field.setText(passphrase)
    welcome.make()
    assert len(welcome.created) == 1
    left = [widget.accessibleName() for widget in welcome.page.findChildren(QWidget)]
    left += [label.text() for label in welcome.page.findChildren(QLabel)]
    left += [field.text() for field in welcome.page.findChildren(QLineEdit)]
    assert not any(passphrase in text for text in left)


def test_the_words_offer_no_copying_to_the_clipboard(welcome: Welcome) -> None:
    welcome.go_to_protection(answer="")
    welcome.press("Make one for me")
    words = welcome.page._ui.new_passphrase._made_words
    assert words.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert words.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
    assert not any("Copy" in button.text() for button in welcome.page.findChildren(QPushButton))


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST_LIGHT])
@pytest.mark.parametrize("percent", [100, 200])
def test_the_locks_fit_the_lowest_window(
    welcome: Welcome, colours: Colours, percent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = "zoologist zookeeper zestfully yesterday"
    monkeypatch.setattr(WelcomePresenter, "new_passphrase", lambda _self: longest)
    welcome.page.setStyleSheet(stylesheet(Tokens(colours, percent)))
    welcome.go_to_protection(answer="")
    welcome.press("Make one for me")
    for _ in range(3):  # the layouts settle
        QApplication.processEvents()
    assert list(complaints(welcome.page)) == []
    body = welcome.page._scroll.widget()
    assert body is not None
    assert body.width() <= welcome.page._scroll.viewport().width()
    for label in welcome.page._ui.protection.findChildren(QLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


@pytest.mark.parametrize(
    ("typed", "again", "words", "which"),
    [
        ("short", "short", "This is shorter than 12 characters.", 0),
        (PASSPHRASE, "four quiet paper boots", "The two are not the same.", 1),
        (PASSPHRASE, "", "The two are not the same.", 1),
        ("", PASSPHRASE, "Type a passphrase of 12 characters or more", 0),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_is_lost(
    welcome: Welcome, spoken: list[str], typed: str, again: str, words: str, which: int
) -> None:
    welcome.go_to_protection()
    welcome.choose("A passphrase")
    fields = welcome.fields()
    for field, text in zip(fields, (typed, again), strict=True):
        field.setText(text)
    welcome.press("Continue")
    assert words in welcome.words()
    assert words in spoken[-1]
    assert words in fields[which].accessibleDescription()
    assert welcome.focus() is fields[which]
    assert [field.text() for field in fields] == [typed, again]
    assert welcome.created == []


# --- waiting and failing ---------------------------------------------------------------------


def test_a_keyring_that_waits_offers_a_passphrase_instead(
    welcome: Welcome, spoken: list[str]
) -> None:
    welcome.go_to_protection()
    welcome.keys.hold = True
    welcome.make()
    welcome.presenter._waiting.timeout.emit()
    assert "Waiting for your password store…" in welcome.words()
    assert "perhaps behind this window" in spoken[-1]
    assert not welcome.has("Use a passphrase instead")
    assert not welcome.has("Make my journal")
    welcome.presenter._long.timeout.emit()
    assert list(complaints(welcome.page)) == []
    welcome.press("Use a passphrase instead")
    first, second = welcome.fields()
    assert welcome.focus() is first
    first.setText(PASSPHRASE)
    second.setText(PASSPHRASE)
    welcome.press("Continue")  # the code was typed before
    assert len(welcome.created) == 1
    welcome.keys.hold = False
    welcome.keys.run_held()
    assert len(welcome.created) == 1
    assert welcome.vault.secrets.items == {}


def test_waiting_can_be_stopped(welcome: Welcome) -> None:
    welcome.go_to_protection()
    welcome.keys.hold = True
    welcome.make()
    welcome.presenter._waiting.timeout.emit()
    welcome.press("Stop waiting")
    assert welcome.focus() is welcome.button("Make my journal")
    welcome.keys.hold = False
    welcome.keys.run_held()
    assert (welcome.created, welcome.vault.files()) == ([], [])


@pytest.mark.parametrize("error", [KeyringLocked(), KeyringFailed()])
def test_a_keyring_that_refuses_offers_a_passphrase(welcome: Welcome, error: KnownError) -> None:
    welcome.go_to_protection()
    welcome.vault.secrets.fail = error
    welcome.make()
    assert ProblemWords().words(error).title in welcome.words()
    assert welcome.focus() is welcome.button("Try again")
    welcome.press("Use a passphrase instead")
    assert welcome.focus() is welcome.fields()[0]
    assert ProblemWords().words(error).title not in welcome.words()


@pytest.mark.parametrize(
    "error", [FolderReadOnly(), FolderSynced(service="Dropbox"), DiskFull(), DiskFault()]
)
def test_a_folder_that_can_not_be_used_offers_another_one(
    welcome: Welcome, spoken: list[str], error: KnownError
) -> None:
    asked: list[bool] = []
    welcome.page.folder_requested.connect(lambda: asked.append(True))
    welcome.go_to_protection()
    welcome.vault.folder.fail_prepare = error
    welcome.press("Continue")
    title = ProblemWords().words(error).title
    assert title in welcome.words()
    assert title in spoken[-1]
    assert list(complaints(welcome.page)) == []
    welcome.press("Choose another folder…")
    assert asked == [True]
    welcome.vault.folder.fail_prepare = None
    welcome.press("Try again")
    welcome.write_groups()
    welcome.press("Make my journal")
    assert len(welcome.created) == 1


@pytest.mark.parametrize("error", [JournalExists(), HeaderDamaged()])
def test_a_journal_that_is_there_already_can_be_opened(welcome: Welcome, error: KnownError) -> None:
    asked: list[bool] = []
    welcome.page.unlock_requested.connect(lambda: asked.append(True))
    welcome.go_to_protection()
    welcome.vault.folder.fail_prepare = error
    welcome.press("Continue")
    assert not welcome.has("Choose another folder…")
    welcome.press("Open the journal that is there")
    assert asked == [True]


# --- the recovery code -----------------------------------------------------------------------


def go_to_code(welcome: Welcome) -> None:
    welcome.go_to_protection()
    welcome.press("Continue")


def test_the_code_is_shown_in_seven_groups_and_spelled(welcome: Welcome) -> None:
    go_to_code(welcome)
    groups = welcome.code().groups
    assert len(groups) == 7
    name = welcome.code().accessibleName()
    for number, group in enumerate(groups, start=1):
        assert group in welcome.words()
        assert f"Group {number}: {' '.join(group)}" in name
    shown = [label for label in welcome.code().findChildren(QLabel) if label.text() in groups]
    assert len(shown) == 7
    for label in shown:
        assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert not any("Copy" in button.text() for button in welcome.page.findChildren(QPushButton))


def test_what_the_code_is_for_is_said_for_each_protection(welcome: Welcome) -> None:
    go_to_code(welcome)
    assert "If your password store loses the key, this code is the only way in." in welcome.words()
    assert "A PDF that you save is a key on the disk" in welcome.words()
    welcome.press("Back")
    shown = welcome.code().groups
    welcome.choose("A passphrase")
    for field in welcome.fields():
        field.setText(PASSPHRASE)
    welcome.press("Continue")
    assert "If you forget your passphrase, this code is the only way in." in welcome.words()
    assert welcome.code().groups == shown


def test_a_wrong_group_is_said_at_its_field(welcome: Welcome, spoken: list[str]) -> None:
    go_to_code(welcome)
    welcome.write_groups()
    _, second = welcome.code_fields()
    number = second.accessibleName().split()[-1]
    second.setText("!!!!")
    welcome.press("Make my journal")
    wrong = f"This is not group {number}. Compare it with the code above."
    assert wrong in welcome.words()
    assert spoken[-1] == wrong
    assert second.accessibleDescription() == wrong
    assert welcome.focus() is second
    assert (welcome.created, welcome.vault.secrets.items, welcome.vault.files()) == ([], {}, [])
    welcome.type("x")
    assert wrong not in welcome.words()
    welcome.write_groups()
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert len(welcome.created) == 1


def test_the_only_way_without_is_to_say_that_one_knows(welcome: Welcome) -> None:
    go_to_code(welcome)
    skip = welcome.button("Go on without it")
    assert not skip.isEnabled()
    [box] = welcome.page.findChildren(QCheckBox)
    assert "I may lose all I wrote" in box.accessibleName()
    press_by_reader(box)
    welcome.press("Go on without it")
    assert len(welcome.created) == 1
    assert not welcome.vault.has_recovery_code()


def test_afterwards_the_code_is_nowhere_on_the_page(welcome: Welcome) -> None:
    go_to_code(welcome)
    groups = welcome.code().groups
    welcome.write_groups()
    welcome.press("Make my journal")
    left = read_aloud(welcome.page) + welcome.code().accessibleName()
    for label in welcome.page.findChildren(QLabel):
        left += label.text() + label.accessibleName()
    for edit in welcome.page.findChildren(QLineEdit):
        left += edit.text().upper()
    assert not any(group in left for group in groups)


def test_the_code_is_in_no_title(welcome: Welcome) -> None:
    go_to_code(welcome)
    titles = [w.windowTitle() for w in welcome.page.findChildren(QWidget)]
    titles += [welcome.page.windowTitle(), welcome.page.accessibleName()]
    assert not any(group in title for group in welcome.code().groups for title in titles)


def test_a_keyring_that_refuses_after_the_code_leaves_the_way_to_a_passphrase(
    welcome: Welcome,
) -> None:
    go_to_code(welcome)
    code = welcome.code().groups
    welcome.vault.secrets.fail = KeyringLocked()
    welcome.write_groups()
    welcome.press("Make my journal")
    assert "Your password store is locked" in welcome.words()
    welcome.press("Use a passphrase instead")
    for field in welcome.fields():
        field.setText(PASSPHRASE)
    welcome.press("Continue")
    assert len(welcome.created) == 1
    assert welcome.vault.key_from_recovery_code("".join(code)) == welcome.created[0][1]


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST_LIGHT])
@pytest.mark.parametrize("percent", [100, 200])
def test_the_code_screen_fits_the_lowest_window(
    welcome: Welcome, colours: Colours, percent: int
) -> None:
    welcome.page.setStyleSheet(stylesheet(Tokens(colours, percent)))
    go_to_code(welcome)
    for _ in range(3):  # the layouts settle
        QApplication.processEvents()
    assert list(complaints(welcome.page)) == []
    view = welcome.code()
    right = view.mapTo(welcome.page, QPoint(view.width(), 0)).x()
    assert right <= 720
    for label in view.findChildren(QLabel):
        assert label.width() >= label.sizeHint().width()
        assert view.rect().contains(QRect(label.mapTo(view, QPoint()), label.size()))


def test_tab_on_the_code_screen_goes_from_top_to_bottom(welcome: Welcome) -> None:
    go_to_code(welcome)
    [box] = welcome.page.findChildren(QCheckBox)
    box.setChecked(True)
    stops = tab_stops(welcome.page)
    names = [stop.accessibleName() or _text(stop) for stop in stops]
    start = stops.index(welcome.code())
    one, other = (field.accessibleName() for field in welcome.code_fields())
    assert (names[start:] + names[:start])[1:] == [
        "Print…",
        one,
        other,
        box.accessibleName(),
        "Go on without it",
        "Back",
        "Make my journal",
    ]


# --- for everyone ----------------------------------------------------------------------------


def test_every_control_is_named_and_large_enough(welcome: Welcome) -> None:
    welcome.presenter.start()
    for _ in range(2):
        assert list(complaints(welcome.page)) == []
        welcome.enter()
    assert list(complaints(welcome.page)) == []
    welcome.press("Make one for me")
    QApplication.processEvents()
    assert list(complaints(welcome.page)) == []
    assert len([s for s in tab_stops(welcome.page) if isinstance(s, QLineEdit)]) == 2


def test_put_into_a_window_the_page_knows_where_the_focus_belongs(
    qtbot: QtBot, tmp_path: Path
) -> None:
    vault = FakeVault(tmp_path / "vault")
    presenter = WelcomePresenter(vault, InlineJobs(), InlineJobs())
    page = WelcomePage(presenter, ProblemWords(), load_texts())
    window = QStackedWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.addWidget(page)
    page.take_keys()
    assert page.focusWidget() is page._ui.go_on


def test_tab_goes_from_top_to_bottom(welcome: Welcome) -> None:
    welcome.go_to_protection("Others too, or I am not sure")
    welcome.choose("A passphrase")
    welcome.press("Make one for me")
    stops = tab_stops(welcome.page)
    names = [stop.accessibleName() or _text(stop) for stop in stops]
    start = names.index("Others too, or I am not sure")  # the arrow keys reach the other ones
    assert names[start:] + names[:start] == [
        "Others too, or I am not sure",
        "A passphrase",
        "Make another one",
        f"Passphrase made for you: {made(welcome)}",
        "Passphrase",
        "Show: Passphrase",
        "The same passphrase again",
        "Show: The same passphrase again",
        "Back",
        "Continue",
    ]


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QPushButton | QRadioButton) else ""
