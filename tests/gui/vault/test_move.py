"""The page for moving, on real folders."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.fake_vault import FakeSecrets
from helpers.jobs import InlineJobs
from helpers.real_journal import SetClock
from helpers.vault import quick_opener, quick_sealer
from helpers.vault_pages import ShownPage
from pytestqt.qtbot import QtBot

from repair_desktop.app.vault import vault_parts
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.vault.move_page import MovePage
from repair_desktop.gui.vault.move_presenter import MovePresenter, Refusal
from repair_desktop.services.moving import copy_vault
from repair_desktop.services.vault import Protection, Vault
from repair_desktop.services.vault_parts import VaultParts

HERE, THERE = "Where it lies now", "Where it moves to"


def parts_of(folder: Path) -> VaultParts:
    return vault_parts(folder, FakeSecrets(), quick_sealer(), quick_opener(), SetClock())


class Shown(ShownPage[MovePage]):
    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.parts = parts_of(folder)
        self.key = Vault(self.parts).new_key(Protection.KEYRING)
        Vault(self.parts).create(self.key).close()
        self.jobs = InlineJobs()
        self.presenter = MovePresenter(self.parts, parts_of, self.jobs)
        self.choices: list[bool] = []
        self.asked: list[Path] = []
        self.presenter.folder_requested.connect(lambda: self.choices.append(True))
        self.presenter.move_requested.connect(self.asked.append)
        super().__init__(qtbot, MovePage(self.presenter, ProblemWords()))


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Shown:
    return Shown(qtbot, tmp_path / "vault")


def test_where_it_lies_and_why_clouds_are_refused(shown: Shown, tmp_path: Path) -> None:
    assert shown.field(HERE).text() == str(tmp_path / "vault")
    assert shown.field(HERE).isReadOnly()
    assert "copying an open journal can damage it" in shown.words()
    assert shown.buttons() == ["Move it to another folder…", "Back"]
    assert shown.focus() is shown.button("Move it to another folder…")
    shown.check_access()
    shown.press("Move it to another folder…")
    assert shown.choices == [True]
    shown.press("Back")
    assert shown.closed == [True]


@pytest.mark.parametrize("exists", [True, False])
def test_both_folders_are_shown_before_it_moves_into_an_empty_one(
    shown: Shown, tmp_path: Path, exists: bool
) -> None:
    there = tmp_path / "other"
    if exists:
        there.mkdir()
    shown.presenter.use(there)
    assert shown.field(HERE).text() == str(tmp_path / "vault")
    assert shown.field(THERE).text() == str(there)
    assert shown.asked == []
    shown.check_access()
    assert shown.focus() is shown.button("Move my journal there")
    shown.press("Move my journal there")
    assert shown.asked == [there]
    copy_vault(shown.parts, parts_of(there), shown.key.key)
    Vault(parts_of(there)).open(shown.key.key).close()


def test_left_where_it_is(shown: Shown, tmp_path: Path) -> None:
    shown.presenter.use(tmp_path / "other")
    shown.press("Leave it where it is")
    assert shown.buttons() == ["Move it to another folder…", "Back"]
    shown.presenter.move()
    assert (shown.asked, shown.closed) == ([], [])


def test_it_never_goes_among_other_files(shown: Shown, tmp_path: Path) -> None:
    """Deleting everything later would take a person's own folder “backups” along."""
    (tmp_path / "documents" / "backups").mkdir(parents=True)
    shown.presenter.use(tmp_path / "documents")
    assert shown.field(THERE).text() == str(tmp_path / "documents" / "Repair")
    (tmp_path / "documents" / "Repair" / "mine").mkdir(parents=True)
    shown.presenter.use(tmp_path / "documents")
    assert shown.field(THERE).text() == str(tmp_path / "documents" / "Repair 2")


def test_a_folder_with_another_journal_is_never_used(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    other = Shown(qtbot, tmp_path / "other")
    shown.presenter.use(other.parts.folder.path)
    assert shown.presenter.view.there == tmp_path / "other" / "Repair"


@pytest.mark.parametrize(
    ("inside", "refusal", "said"),
    [
        ("", Refusal.SAME, "Your journal lies in that folder already."),
        ("../vault", Refusal.SAME, "already"),
        ("backups", Refusal.INSIDE, "That folder belongs to your journal itself."),
        ("old/deep", Refusal.INSIDE, "Choose one outside of it."),
    ],
)
def test_its_own_folder_is_refused(
    shown: Shown, tmp_path: Path, inside: str, refusal: Refusal, said: str
) -> None:
    shown.presenter.use(tmp_path / "vault" / inside)
    assert shown.presenter.view.refusal is refusal
    assert said in shown.words()
    assert "Move my journal there" not in shown.buttons()
    shown.presenter.use(tmp_path / "other")
    assert said not in shown.words()


def test_a_cloud_folder_is_refused_before_the_journal_is_closed(
    shown: Shown, private_home: Path
) -> None:
    shown.presenter.use(private_home / "Dropbox")
    assert "This folder is copied to other places." in shown.words()
    assert "Dropbox copies what lies in it." in shown.words()
    assert "Your journal is where it was." in shown.words()
    assert "Move my journal there" not in shown.buttons()


def test_a_folder_that_can_not_be_written(shown: Shown, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    shown.presenter.use(tmp_path / "file" / "inside")
    assert shown.presenter.view.error is not None
    assert "Your journal is where it was." in shown.words()
    assert shown.asked == []


def test_while_it_is_looked_at(shown: Shown, tmp_path: Path) -> None:
    shown.jobs.hold = True
    shown.presenter.use(tmp_path / "other")
    assert "Looking at the folder…" in shown.words()
    shown.presenter.use(tmp_path / "third")
    shown.presenter.choose()
    shown.presenter.cancel()
    shown.jobs.run_held()
    assert shown.presenter.view.there == tmp_path / "other"
    assert shown.choices == []


def test_a_bug_is_not_kept_quiet(shown: Shown, tmp_path: Path) -> None:
    def broken(folder: Path) -> VaultParts:
        raise RuntimeError

    shown.presenter._vault_in = broken
    with pytest.raises(RuntimeError):
        shown.presenter.use(tmp_path / "other")
    assert not shown.presenter.view.is_busy
