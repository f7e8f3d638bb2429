from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.accessible import tab_stops
from helpers.fake_vault import FACTS, NOW, FakeVault
from helpers.jobs import InlineJobs
from helpers.vault_pages import ShownPage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFault, DiskFull, JournalDamaged
from repair_desktop.core.ports import Backup, BackupKind
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.vault.backups_page import BackupsPage
from repair_desktop.gui.vault.backups_presenter import BackupsPresenter, Task
from repair_desktop.services.backups import Backups
from repair_desktop.services.second_place import OWN_FOLDER, SecondPlace
from repair_desktop.services.vault import Protection


class Shown(ShownPage[BackupsPage]):
    """The page on a vault that a test can break; ``stick`` is a real folder."""

    def __init__(self, qtbot: QtBot, vault: FakeVault, protection: Protection, code: bool) -> None:
        self.vault = vault
        self.stick = vault.path.parent / "stick"
        self.stick.mkdir()
        self.jobs = InlineJobs()
        key = vault.make(protection, code)
        journal = vault.open(key)
        self.second = SecondPlace(vault.parts, journal, key)
        self.settings = journal.settings
        self.presenter = BackupsPresenter(
            Backups(vault.parts), self.second, journal, key, self.jobs
        )
        self.asked: list[object] = []
        presenter = self.presenter
        presenter.save_requested.connect(lambda backup: self.asked.append(("save", backup)))
        presenter.restore_requested.connect(lambda backup: self.asked.append(("restore", backup)))
        presenter.file_requested.connect(lambda: self.asked.append("file"))
        presenter.folder_requested.connect(lambda: self.asked.append("folder"))
        super().__init__(qtbot, BackupsPage(presenter, ProblemWords()))

    def rows(self) -> list[str]:
        rows = self.page.findChild(QListWidget)
        assert isinstance(rows, QListWidget)
        return [rows.item(row).text() for row in range(rows.count())] if rows.isVisible() else []

    def list_widget(self) -> QListWidget:
        rows = self.page.findChild(QListWidget)
        assert isinstance(rows, QListWidget)
        return rows

    def there(self) -> list[Backup]:
        return list(self.vault.store.listed(self.stick / OWN_FOLDER))


Make = Callable[..., Shown]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Make:
    def make(
        days: tuple[int, ...] = (1, 3),
        protection: Protection = Protection.KEYRING,
        code: bool = True,
    ) -> Shown:
        shown = Shown(qtbot, FakeVault(tmp_path / "vault"), protection, code)
        for day in days:
            shown.vault.add_backup(entries=100 - day, days_ago=day)
        shown.presenter.start()
        return shown

    return make


# --- looking ----------------------------------------------------------------------------------


def test_day_time_entries_and_kind_newest_first(make: Make) -> None:
    shown = make((3, 1))
    shown.vault.store.kept[0] = replace(shown.vault.store.kept[0], kind=BackupKind.SAFETY)
    shown.presenter.start()
    newest, older = shown.rows()
    assert "19 November 2026" in newest
    assert newest.endswith("entries: 99")
    assert older.endswith("entries: 97, made before a change")
    assert shown.list_widget().currentRow() == 0
    shown.check_access()
    assert shown.list_widget() in tab_stops(shown.page)


def test_none_yet(make: Make) -> None:
    shown = make(())
    assert "There is no backup yet." in shown.words()
    assert shown.buttons() == ["Make one now", "Restore from a file…", "Choose a folder…", "Back"]
    assert "All copies lie on one disk" not in shown.words()
    shown.press("Back")
    assert shown.closed == [True]


def test_before_they_were_looked_at_nothing_is_said_of_them(qtbot: QtBot, tmp_path: Path) -> None:
    shown = Shown(qtbot, FakeVault(tmp_path / "vault"), Protection.KEYRING, True)
    shown.jobs.hold = True
    shown.presenter.start()
    assert "There is no backup yet." not in shown.words()
    assert "One moment…" in shown.words()
    shown.jobs.run_held()
    assert "One moment…" not in shown.words()


def test_a_disk_that_would_not_give_them(make: Make) -> None:
    shown = make()
    shown.vault.store.fail_list = DiskFault()
    shown.presenter.start()
    assert "The backups could not be looked at. The disk reported an error." in shown.words()
    assert len(shown.rows()) == 2  # what was known stays


@pytest.mark.parametrize(
    ("protection", "code", "said"),
    [
        (Protection.KEYRING, True, "any other computer. It asks for your recovery code."),
        (Protection.PASSPHRASE, True, "It asks for your passphrase or recovery code."),
        (Protection.PASSPHRASE, False, "any other computer. It asks for your passphrase."),
        (Protection.KEYRING, False, "so a copy opens on this computer only."),
    ],
)
def test_what_opens_a_copy_elsewhere(
    make: Make, protection: Protection, code: bool, said: str
) -> None:
    assert said in make((1,), protection, code).words()


# --- making and saving ------------------------------------------------------------------------


def test_one_is_made_and_is_the_chosen_one(make: Make) -> None:
    shown = make()
    QTest.keyClick(shown.list_widget(), Qt.Key.Key_Down)
    assert shown.presenter.view.chosen == shown.vault.store.kept[1]
    shown.press("Make one now")
    assert "The backup is made, and was read back." in shown.words()
    assert len(shown.rows()) == 3
    assert shown.list_widget().currentRow() == 0
    chosen = shown.presenter.view.chosen
    assert chosen is not None
    assert (chosen.made_at, chosen.facts) == (NOW, FACTS)


def test_while_one_is_made_it_says_so_and_nothing_else_is_begun(make: Make) -> None:
    shown = make()
    shown.jobs.hold = True
    for text in ("Make one now", "Make one now", "Save a copy elsewhere…", "Restore from a file…"):
        shown.press(text)
    assert "Making a backup, and reading it back…" in shown.words()
    QTest.keyClick(shown.list_widget(), Qt.Key.Key_Down)
    assert shown.presenter.view.task is Task.MAKE
    shown.jobs.run_held()
    assert len(shown.rows()) == 3
    assert shown.asked == []
    assert "Making a backup" not in shown.words()


def test_one_that_could_not_be_made(make: Make) -> None:
    shown = make()
    shown.vault.store.fail_pack = DiskFull()
    shown.press("Make one now")
    assert "No backup was made. The older ones are kept. The disk is full." in shown.words()
    shown.vault.store.fail_pack = None
    shown.press("Make one now")
    assert "No backup was made." not in shown.words()


def test_the_chosen_one_is_saved_elsewhere(make: Make, tmp_path: Path) -> None:
    shown = make()
    QTest.keyClick(shown.list_widget(), Qt.Key.Key_Down)
    older = shown.vault.store.kept[1]
    shown.press("Save a copy elsewhere…")
    assert shown.asked == [("save", older)]
    target = tmp_path / "copy.rdbackup"
    shown.presenter.save_to(older, target)
    assert shown.vault.store.read(target).facts == older.facts
    assert f"Saved and read back: {target}" in shown.words()
    assert shown.presenter.view.chosen == older


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (DiskFull(), "The copy was not saved. The disk is full."),
        (JournalDamaged(), "The copy was not saved. What was read back there is not what was"),
    ],
)
def test_a_copy_that_could_not_be_saved(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    shown = make()

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(shown.vault.store, "copy", refuse)
    shown.presenter.save_to(shown.vault.store.kept[0], tmp_path / "copy.rdbackup")
    assert said in shown.words()
    assert "damaged" not in shown.words()


# --- restoring --------------------------------------------------------------------------------


def test_what_a_restore_does_is_said_before(make: Make) -> None:
    shown = make()
    QTest.keyClick(shown.list_widget(), Qt.Key.Key_Down)
    shown.press("Restore this one…")
    words = shown.words()
    assert "The backup of Tuesday, 17 November 2026" in words
    assert "What you wrote after that is not in it." in words
    assert "Before, Repair makes a backup of your journal as it is now." in words
    assert "30 days" in words
    assert shown.asked == []
    assert shown.focus() is shown.button("Leave it as it is")
    shown.check_access()
    shown.press("Leave it as it is")
    assert shown.focus() is shown.button("Restore this one…")
    assert "becomes your journal" not in shown.words()
    shown.press("Restore this one…")
    shown.press("Restore it")
    assert shown.asked == [("restore", shown.vault.store.kept[1])]


def test_a_file_from_elsewhere_is_asked_for(make: Make) -> None:
    shown = make(())
    shown.press("Restore from a file…")
    assert shown.asked == ["file"]


# --- a second place ---------------------------------------------------------------------------


def test_at_first_a_gentle_word_about_one_disk(make: Make) -> None:
    shown = make()
    assert "All copies lie on one disk now." in shown.words()
    shown.press("Choose a folder…")
    assert shown.asked == ["folder"]


def test_a_folder_that_is_chosen_gets_the_newest_one_at_once_and_each_new_one(make: Make) -> None:
    shown = make()
    shown.presenter.use_second_place(shown.stick)
    assert [backup.facts.entries for backup in shown.there()] == [99]
    words = shown.words()
    assert "Each new backup is copied there from now on. The newest one is there." in words
    assert "Last copied there on Friday, 20 November 2026." in words
    assert shown.field("The folder of the second place").text() == str(shown.stick)
    shown.check_access()
    shown.press("Make one now")
    assert "It is in the second place as well." in shown.words()
    assert len(shown.there()) == 2


def test_with_no_backup_yet_nothing_is_said_to_be_there(make: Make) -> None:
    shown = make(())
    shown.presenter.use_second_place(shown.stick)
    assert "Each new backup is copied there from now on." in shown.words()
    assert "The newest one is there." not in shown.words()
    assert "Nothing was copied there yet." in shown.words()


def test_a_stick_that_is_away(make: Make) -> None:
    shown = make()
    shown.presenter.use_second_place(shown.stick / "gone")
    assert "The folder is not at hand." in shown.words()
    shown.press("Copy there now")
    assert "Plug the stick in, then try again." in shown.words()
    shown.press("Make one now")
    assert "The second place is not at hand. It is copied there later." in shown.words()
    (shown.stick / "gone").mkdir()
    shown.press("Copy there now")
    assert "The newest backup is there." in shown.words()


def test_two_weeks_without_a_copy(make: Make) -> None:
    shown = make()
    shown.presenter.use_second_place(shown.stick)
    shown.settings.set("second_place_at", (NOW - timedelta(days=15)).isoformat())
    shown.settings.set("second_place", str(shown.stick / "away"))
    shown.presenter.start()
    assert "Last copied there on Thursday, 5 November 2026." in shown.words()
    assert "What lies there is more than two weeks old." in shown.words()


@pytest.mark.parametrize(
    ("press", "said"),
    [
        ("", "The folder is chosen. Nothing could be copied there yet. The disk is full."),
        ("Copy there now", "It could not be copied there. The disk is full."),
        ("Make one now", "The backup is made. It could not be copied to the second place."),
    ],
)
def test_a_copy_there_that_fails_leaves_the_rest_done(
    make: Make, monkeypatch: pytest.MonkeyPatch, press: str, said: str
) -> None:
    shown = make()

    def refuse(*_: object) -> None:
        raise DiskFull()

    monkeypatch.setattr(shown.vault.store, "copy", refuse)
    shown.presenter.use_second_place(shown.stick)
    if press:
        shown.press(press)
    assert said in shown.words()
    assert shown.second.facts().folder == shown.stick


def test_no_second_place_any_more(make: Make) -> None:
    shown = make()
    shown.presenter.use_second_place(shown.stick)
    shown.press("Stop copying there")
    assert "Nothing is copied there any more. What lies there stays." in shown.words()
    assert len(shown.there()) == 1
    assert "Copy there now" not in shown.buttons()
    assert shown.focus() is shown.button("Choose a folder…")
    assert "Choose a folder…" in shown.buttons()


def test_a_choice_that_is_not_kept(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = make()

    def refuse(*_: object) -> None:
        raise DiskFull()

    monkeypatch.setattr(shown.settings, "set", refuse)
    shown.presenter.use_second_place(shown.stick)
    assert "Your choice was not kept. The disk is full." in shown.words()
    assert shown.there() == []


def test_a_bug_is_not_kept_quiet(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = make()
    shown.vault.store.fail_pack = RuntimeError()
    with pytest.raises(RuntimeError):
        shown.presenter.make()
    assert shown.presenter.view.task is None
