from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers.accessible import complaints, press_by_reader, read_aloud, tab_stops
from helpers.fake_vault import OTHER_CODE, PASSPHRASE, FakeVault
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.jobs import InlineJobs
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFault, DiskFull, HeaderDamaged, JournalTooNew
from repair_desktop.core.ports import Backup, JournalKey
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.restore import page as page_module
from repair_desktop.gui.restore.page import RestorePage
from repair_desktop.gui.restore.presenter import RestorePresenter
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.services.backups import Backups
from repair_desktop.services.vault import Protection


class Shown:
    """The page on a backup."""

    def __init__(self, qtbot: QtBot, vault: FakeVault, backup: Backup, key: JournalKey | None):
        self.vault = vault
        self.jobs = InlineJobs()
        self.presenter = RestorePresenter(vault, Backups(vault.parts), backup, key, self.jobs)
        self.page = RestorePage(self.presenter, ProblemWords())
        self.adopted: list[JournalKey] = []
        self.asked: list[object] = []
        self.presenter.adopted.connect(self.adopted.append)
        self.presenter.restore_requested.connect(lambda *what: self.asked.append(what))
        self.page.another_requested.connect(lambda: self.asked.append("another"))
        self.page.closed.connect(lambda: self.asked.append("closed"))
        self.page.resize(SMALLEST_PAGE)
        qtbot.addWidget(self.page)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()
        self.presenter.start()

    def words(self) -> str:
        return read_aloud(self.page)

    def buttons(self) -> list[str]:
        return [b.text() for b in self.page.findChildren(QPushButton) if b.isVisible()]

    def button(self, text: str) -> QPushButton:
        shown = [b for b in self.page.findChildren(QPushButton) if b.isVisible()]
        return next(b for b in shown if b.text() == text)

    def press(self, text: str) -> None:
        QTest.keyClick(self.button(text), Qt.Key.Key_Return)

    def radio(self, text: str) -> QRadioButton:
        return next(r for r in self.page.findChildren(QRadioButton) if r.text() == text)

    def focus(self) -> QWidget | None:
        return self.page.focusWidget()

    def edit(self) -> QLineEdit:
        """The one field that is shown."""
        [edit] = [e for e in self.page.findChildren(QLineEdit) if e.isVisible()]
        return edit

    def type(self, text: str) -> None:
        self.edit().clear()
        QTest.keyClicks(self.edit(), text)
        QTest.keyClick(self.edit(), Qt.Key.Key_Return)


@pytest.fixture(autouse=True)
def english_dates() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(page_module, "announce", lambda widget, text, **_: said.append(text))
    return said


@pytest.fixture
def vault(tmp_path: Path) -> FakeVault:
    return FakeVault(tmp_path / "vault")


Show = Callable[..., Shown]


@pytest.fixture
def show(
    qtbot: QtBot, theme: ThemeController, tmp_path: Path, vault: FakeVault, spoken: list[str]
) -> Show:
    """Shows the page on a backup of another vault, whose code is in ``stick.code``."""

    def make(
        protection: Protection = Protection.PASSPHRASE,
        with_code: bool = True,
        key: JournalKey | None = None,
    ) -> Shown:
        stick = FakeVault(tmp_path / "stick")
        stick.make(protection, with_code)
        vault.code = stick.code
        return Shown(qtbot, vault, stick.add_backup(entries=40, days_ago=12), key)

    return make


# --- what it is, and what opens it -----------------------------------------------------------


def test_day_entries_file_and_outcome_are_told(show: Show, spoken: list[str]) -> None:
    shown = show()
    assert "Made on Sunday, 8 November 2026, " in shown.words()
    assert "Entries in it: 40." in shown.words()
    assert str(shown.presenter.backup.path) in shown.words()
    assert f"It becomes your journal, in {shown.vault.path}" in shown.words()
    assert "Made on Sunday, 8 November 2026" in spoken[-1]
    assert list(complaints(shown.page)) == []


def test_the_passphrase_is_typed_and_enter_opens(show: Show, spoken: list[str]) -> None:
    shown = show()
    assert shown.focus() is shown.edit()
    assert shown.edit().accessibleName() == "Passphrase"
    shown.type(PASSPHRASE)
    assert len(shown.adopted) == 1
    assert spoken[-2:] == ["Looking whether it opens…", "Putting the backup in place…"]
    assert all(edit.text() == "" for edit in shown.page.findChildren(QLineEdit))


@pytest.mark.parametrize("by_reader", [True, False])
def test_with_both_slots_the_code_can_be_chosen(show: Show, by_reader: bool) -> None:
    shown = show()
    QTest.keyClicks(shown.edit(), "half a passphrase")
    code = shown.radio("My recovery code")
    if by_reader:
        press_by_reader(code)
    else:
        shown.radio("My passphrase").setFocus()
        QTest.keyClick(shown.radio("My passphrase"), Qt.Key.Key_Down)
    assert code.isChecked()
    assert shown.edit().accessibleName() == "Recovery code"
    assert "what you had when it was made" in code.accessibleDescription()
    assert "half a passphrase" not in [e.text() for e in shown.page.findChildren(QLineEdit)]
    shown.type(shown.vault.code_text())
    assert len(shown.adopted) == 1


def test_with_one_slot_there_is_no_choice(show: Show) -> None:
    shown = show(Protection.KEYRING)
    assert not shown.radio("My passphrase").isVisible()
    assert shown.focus() is shown.edit()
    shown.type(shown.vault.code_text())
    assert len(shown.adopted) == 1


def test_with_none_a_sentence_says_so(show: Show, spoken: list[str]) -> None:
    shown = show(Protection.KEYRING, with_code=False)
    assert "This backup can not be opened here" in shown.words()
    assert "It has no passphrase and no recovery code." in spoken[-1]
    assert shown.buttons() == ["Choose another file…", "Back"]
    assert shown.focus() is shown.button("Choose another file…")
    shown.press("Choose another file…")
    shown.press("Back")
    assert shown.asked == ["another", "closed"]


def test_a_backup_of_the_own_journal_needs_one_button(
    qtbot: QtBot, theme: ThemeController, vault: FakeVault, spoken: list[str]
) -> None:
    key = vault.make(Protection.KEYRING)
    backup = vault.add_backup()
    shown = Shown(qtbot, vault, backup, key)
    assert "It takes the place of your journal." in shown.words()
    assert "kept for 30 days" in spoken[-1]
    assert shown.focus() is shown.button("Restore this backup")
    shown.press("Restore this backup")
    assert shown.asked == [(backup, None)]
    assert list(complaints(shown.page)) == []


def test_a_lost_header_is_told_so(show: Show, vault: FakeVault) -> None:
    vault.folder.fail_read = HeaderDamaged()
    shown = show()
    assert "What you wrote there is not changed." in shown.words()
    assert "Open my journal" in shown.buttons()
    shown.type(PASSPHRASE)
    assert len(shown.adopted) == 1
    assert vault.files() == ["backups"]  # the copy itself is in memory


# --- what goes wrong -------------------------------------------------------------------------


def test_a_wrong_passphrase_stays_in_the_field_marked(show: Show, spoken: list[str]) -> None:
    shown = show()
    shown.type("not this one at all")
    assert "That passphrase does not open this backup." in shown.words()
    assert spoken[-1].startswith("That passphrase does not open this backup.")
    assert "does not open" in shown.edit().accessibleDescription()
    assert shown.edit().selectedText() != ""
    assert shown.focus() is shown.edit()
    assert list(complaints(shown.page)) == []


def test_a_mistake_in_the_code_is_said_at_the_field(show: Show, spoken: list[str]) -> None:
    shown = show(Protection.KEYRING)
    groups = shown.vault.code_text().split()
    groups[4] = groups[4][:3]
    shown.type(" ".join(groups))
    assert "Group 5 does not look right." in shown.words()
    assert "Group 5" in spoken[-1]
    assert shown.edit().text() == " ".join(groups)
    shown.type(OTHER_CODE.characters)
    assert "That recovery code does not open this backup." in shown.words()
    assert shown.edit().selectedText() == ""


def test_a_damaged_backup_says_so(show: Show, spoken: list[str]) -> None:
    shown = show()
    shown.vault.store.bad.append(shown.presenter.backup)
    shown.type(PASSPHRASE)
    assert "This backup is damaged. A part of it is not as it was written." in spoken[-1]
    assert "Nothing has been changed." in shown.words()
    assert "It becomes your journal" not in shown.words()
    assert all(edit.text() == "" for edit in shown.page.findChildren(QLineEdit))
    assert shown.buttons() == ["Choose another file…", "Back"]


def test_a_full_disk_leaves_the_button(show: Show) -> None:
    shown = show()
    shown.vault.store.fail_unpack = DiskFull()
    shown.type(PASSPHRASE)
    assert "The disk is full" in shown.words()
    assert shown.focus() is shown.button("Open this backup")
    shown.vault.store.fail_unpack = None
    shown.press("Open this backup")
    assert len(shown.adopted) == 1


def test_a_stick_that_can_not_be_read_keeps_what_was_typed(show: Show) -> None:
    shown = show()
    shown.vault.store.fail_look = DiskFault()
    shown.type(PASSPHRASE)
    assert "The disk reported an error" in shown.words()
    assert shown.edit().text() == PASSPHRASE
    shown.vault.store.fail_look = None
    shown.press("Open this backup")
    assert len(shown.adopted) == 1


def test_a_folder_that_can_not_be_read_can_be_tried_again(show: Show, vault: FakeVault) -> None:
    vault.folder.fail_read = DiskFault()
    shown = show()
    assert shown.focus() is shown.button("Try again")
    vault.folder.fail_read = None
    shown.press("Try again")
    assert shown.focus() is shown.edit()


def test_a_newer_journal_has_its_own_words(show: Show, vault: FakeVault) -> None:
    vault.folder.fail_read = JournalTooNew()
    assert "made by a newer version of Repair" in show().words()


# --- keyboard and sizes ----------------------------------------------------------------------


def test_tab_goes_through_the_page_from_top_to_bottom(show: Show) -> None:
    shown = show()
    names = [stop.accessibleName() or _text(stop) for stop in tab_stops(shown.page)]
    start = names.index("My passphrase")
    assert names[start:] + names[:start] == [
        "My passphrase",
        "My recovery code",
        "Passphrase",
        "Show: Passphrase",
        "Open this backup",
        "Choose another file…",
        "Back",
    ]


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QPushButton | QRadioButton) else ""


def ask(shown: Shown) -> None:
    """Leave it as it comes."""


def mistype(shown: Shown) -> None:
    shown.type("not this one at all")


def fill_the_disk(shown: Shown) -> None:
    shown.vault.store.fail_unpack = DiskFull()
    shown.type(PASSPHRASE)


def come_with_a_damaged_one(shown: Shown) -> None:
    shown.vault.store.bad.append(shown.presenter.backup)
    shown.type(PASSPHRASE)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("come", [ask, mistype, fill_the_disk, come_with_a_damaged_one])
@pytest.mark.parametrize("header_lost", [True, False])
def test_everything_fits_into_the_smallest_window(
    theme: ThemeController,
    show: Show,
    vault: FakeVault,
    come: Callable[[Shown], None],
    percent: int,
    header_lost: bool,
) -> None:
    theme.apply(Theme.LIGHT, percent)
    if header_lost:
        vault.folder.fail_read = HeaderDamaged()
    shown = show()
    come(shown)
    assert list(cut_off(shown.page)) == []
    assert list(complaints(shown.page)) == []
