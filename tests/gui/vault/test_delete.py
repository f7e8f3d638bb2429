from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeVault
from helpers.jobs import InlineJobs
from helpers.vault_pages import ShownPage
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFault, HeaderDamaged
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.vault.delete_page import DeletePage
from repair_desktop.gui.vault.delete_presenter import DeletePresenter
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.vault import Protection

NOW = "Your passphrase now"
PHRASE = "To go on, type “delete everything”"
DELETE = "Delete everything"


class Shown(ShownPage[DeletePage]):
    """The page on a vault that a test can break."""

    def __init__(self, qtbot: QtBot, vault: FakeVault, protection: Protection) -> None:
        self.vault = vault
        self.jobs = InlineJobs()
        key = vault.make(protection)
        self.presenter = DeletePresenter(vault, KeyChanges(vault.parts), key, self.jobs)
        self.asked: list[str] = []
        self.presenter.delete_requested.connect(lambda: self.asked.append("delete"))
        self.presenter.save_requested.connect(lambda: self.asked.append("save"))
        super().__init__(qtbot, DeletePage(self.presenter, ProblemWords()))


Make = Callable[[Protection], Shown]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Make:
    def make(protection: Protection) -> Shown:
        shown = Shown(qtbot, FakeVault(tmp_path / "vault"), protection)
        shown.presenter.start()
        return shown

    return make


@pytest.mark.parametrize(
    ("protection", "key"),
    [
        (Protection.KEYRING, "The key in your password store (GNOME Keyring)"),
        (Protection.PASSPHRASE, "The key, in the file that your passphrase opens"),
    ],
)
def test_what_goes_and_what_can_not_be_reached(
    make: Make, protection: Protection, key: str
) -> None:
    shown = make(protection)
    words = shown.words()
    for text in (
        "This can not be undone.",
        "All that you wrote",
        key,
        "Files that you exported, and pages that you printed",
        "Copies on sticks, on other disks and in clouds",
        "which may hold an old password store",
        "The paper with your recovery code",
    ):
        assert text in words
    shown.check_access()
    assert shown.focus() is shown.button("Back")


def test_a_copy_can_be_saved_first(make: Make) -> None:
    shown = make(Protection.KEYRING)
    shown.press("Save a copy elsewhere first…")
    assert shown.asked == ["save"]


@pytest.mark.parametrize("typed", ["delete everything", "  Delete   EVERYTHING "])
def test_the_phrase_deletes(make: Make, typed: str) -> None:
    shown = make(Protection.KEYRING)
    shown.write(PHRASE, typed)
    shown.enter(PHRASE)
    assert shown.asked == ["delete"]


@pytest.mark.parametrize("typed", ["", "delete", "delete everything now"])
def test_anything_else_does_not(make: Make, typed: str) -> None:
    shown = make(Protection.KEYRING)
    shown.write(PHRASE, typed)
    shown.press(DELETE)
    assert shown.asked == []
    assert "To go on, type exactly: delete everything" in shown.words()
    assert shown.focus() is shown.field(PHRASE)


def test_the_passphrase_is_needed_too(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    shown.write(PHRASE, "delete everything")
    shown.press(DELETE)
    assert "Type the passphrase that opens your journal now." in shown.words()
    shown.write(NOW, "four loud paper boats")
    shown.press(DELETE)
    assert "That passphrase does not open your journal." in shown.words()
    assert shown.asked == []
    shown.write(NOW, PASSPHRASE)
    shown.press(DELETE)
    assert shown.asked == ["delete"]


def test_the_passphrase_alone_is_not_enough(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    shown.write(NOW, PASSPHRASE)
    shown.press(DELETE)
    assert shown.asked == []


def test_it_is_asked_for_once(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    shown.write(NOW, PASSPHRASE)
    shown.write(PHRASE, "delete everything")
    shown.jobs.hold = True
    for _ in range(2):
        shown.enter(PHRASE)
    assert not shown.button(DELETE).isEnabled()
    assert "One moment…" in shown.words()
    shown.jobs.run_held()
    assert shown.asked == ["delete"]


def test_a_header_that_can_not_be_read_keeps_nobody_from_deleting(
    qtbot: QtBot, tmp_path: Path
) -> None:
    shown = Shown(qtbot, FakeVault(tmp_path / "vault"), Protection.PASSPHRASE)
    assert not shown.button(DELETE).isEnabled()  # it is not known yet
    assert shown.presenter.delete("delete everything", "")
    assert shown.asked == []
    shown.vault.folder.fail_read = HeaderDamaged()
    shown.presenter.start()
    assert shown.page._notice.text != ""
    shown.write(PHRASE, "delete everything")
    shown.enter(PHRASE)
    assert shown.asked == ["delete"]


def test_a_disk_that_fails_while_the_passphrase_is_checked(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    shown.write(NOW, PASSPHRASE)
    shown.write(PHRASE, "delete everything")
    shown.vault.folder.fail_read = DiskFault()
    shown.press(DELETE)
    assert "The disk reported an error." in shown.words()
    assert shown.asked == []


def test_a_bug_is_not_kept_quiet(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    shown.vault.folder.fail_verify = RuntimeError()
    with pytest.raises(RuntimeError):
        shown.presenter.delete("delete everything", PASSPHRASE)
    assert not shown.presenter.view.is_busy
