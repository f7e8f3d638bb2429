from __future__ import annotations

from pathlib import Path

import pytest
from helpers.accessible import complaints, read_aloud, tab_stops
from helpers.fake_vault import PASSPHRASE, FakeVault
from helpers.jobs import InlineJobs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton, QStackedWidget, QWidget
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
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.welcome import page as page_module
from repair_desktop.gui.welcome.page import WelcomePage
from repair_desktop.gui.welcome.presenter import WelcomePresenter
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

    def go_to_protection(self) -> None:
        self.presenter.start()
        self.enter()
        self.enter()

    def fields(self) -> tuple[QLineEdit, QLineEdit]:
        first = self.page._ui.passphrase.findChild(QLineEdit)
        second = self.page._ui.again.findChild(QLineEdit)
        assert isinstance(first, QLineEdit)
        assert isinstance(second, QLineEdit)
        return first, second


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(page_module, "announce", lambda widget, text, **_: said.append(text))
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


def test_help_and_the_made_up_journal_are_one_step_away(welcome: Welcome) -> None:
    asked: list[str] = []
    welcome.page.help_requested.connect(lambda: asked.append("help"))
    welcome.page.demo_requested.connect(lambda: asked.append("demo"))
    welcome.press("Get help now")
    welcome.press("Try it with made-up entries")
    assert asked == ["help", "demo"]
    assert welcome.created == []


# --- the whole way ---------------------------------------------------------------------------


def test_enter_alone_makes_a_journal_in_three_screens(welcome: Welcome) -> None:
    welcome.presenter.start()
    welcome.enter()
    assert welcome.page.accessibleName() == "What do you call your therapist?"
    welcome.enter()
    assert welcome.page.accessibleName() == "What locks your journal?"
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
    assert welcome.created[0][2] == "M."
    assert welcome.vault.state() is VaultState.PASSPHRASE
    assert (first.text(), second.text()) == ("", "")


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
    assert welcome.radio("A passphrase").isChecked()
    assert first.text() == PASSPHRASE


# --- what protects it ------------------------------------------------------------------------


def test_each_choice_says_what_it_protects_from_and_what_not(welcome: Welcome) -> None:
    welcome.go_to_protection()
    welcome.choose("A passphrase")
    words = welcome.words()
    assert "Without a passphrase, anyone who uses your computer login can open your notes." in words
    assert "GNOME Keyring" in words
    assert "If you forget it, nobody can open your journal." in words
    assert "A forgotten passphrase means that what you wrote is lost" in words
    assert "GNOME Keyring" in welcome.radio("This computer account").accessibleDescription()
    assert "If you forget it" in welcome.radio("A passphrase").accessibleDescription()


def test_without_a_keyring_there_is_a_passphrase_and_a_reason(welcome: Welcome) -> None:
    welcome.vault.secrets.is_available = False
    welcome.go_to_protection()
    assert not welcome.radio("This computer account").isVisible()
    assert welcome.radio("A passphrase").isChecked()
    assert "offers no password store that is safe to use" in welcome.words()
    assert "anyone who uses your computer login can open your notes" not in welcome.words()


def test_a_keyring_that_answers_late_changes_no_choice(welcome: Welcome) -> None:
    welcome.keys.hold = True
    welcome.go_to_protection()
    assert "Looking for your password store…" in welcome.words()
    welcome.press("Make my journal")
    assert "Choose what locks your journal." in welcome.words()
    welcome.choose("A passphrase")
    welcome.keys.run_held()
    assert welcome.radio("A passphrase").isChecked()
    assert welcome.radio("This computer account").isEnabled()


@pytest.mark.parametrize(
    ("typed", "again", "words", "which"),
    [
        ("short", "short", "This is shorter than 12 characters.", 0),
        (PASSPHRASE, "four quiet paper boots", "The two are not the same.", 1),
        (PASSPHRASE, "", "The two are not the same.", 1),
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
    welcome.press("Make my journal")
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
    welcome.press("Make my journal")
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
    welcome.press("Make my journal")
    assert len(welcome.created) == 1
    welcome.keys.hold = False
    welcome.keys.run_held()
    assert len(welcome.created) == 1
    assert welcome.vault.secrets.items == {}


def test_waiting_can_be_stopped(welcome: Welcome) -> None:
    welcome.go_to_protection()
    welcome.keys.hold = True
    welcome.press("Make my journal")
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
    welcome.press("Make my journal")
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
    welcome.press("Make my journal")
    title = ProblemWords().words(error).title
    assert title in welcome.words()
    assert title in spoken[-1]
    assert list(complaints(welcome.page)) == []
    welcome.press("Choose another folder…")
    assert asked == [True]
    welcome.vault.folder.fail_prepare = None
    welcome.press("Try again")
    assert len(welcome.created) == 1


@pytest.mark.parametrize("error", [JournalExists(), HeaderDamaged()])
def test_a_journal_that_is_there_already_can_be_opened(welcome: Welcome, error: KnownError) -> None:
    asked: list[bool] = []
    welcome.page.unlock_requested.connect(lambda: asked.append(True))
    welcome.go_to_protection()
    welcome.vault.folder.fail_prepare = error
    welcome.press("Make my journal")
    assert not welcome.has("Choose another folder…")
    welcome.press("Open the journal that is there")
    assert asked == [True]


# --- for everyone ----------------------------------------------------------------------------


def test_every_control_is_named_and_large_enough(welcome: Welcome) -> None:
    welcome.presenter.start()
    for _ in range(3):
        assert list(complaints(welcome.page)) == []
        if welcome.has("Make my journal"):
            break
        welcome.enter()
    welcome.choose("A passphrase")
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
    (page.focusWidget() or page).setFocus()
    assert page.focusWidget() is page._ui.go_on


def test_tab_goes_from_top_to_bottom(welcome: Welcome) -> None:
    welcome.go_to_protection()
    welcome.choose("A passphrase")
    stops = tab_stops(welcome.page)
    names = [stop.accessibleName() or _text(stop) for stop in stops]
    start = names.index("A passphrase")  # the other one is reached by the arrow keys
    assert names[start:] + names[:start] == [
        "A passphrase",
        "Passphrase",
        "Show: Passphrase",
        "The same passphrase again",
        "Show: The same passphrase again",
        "Back",
        "Make my journal",
    ]


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QPushButton | QRadioButton) else ""
