from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeVault
from helpers.jobs import InlineJobs
from helpers.vault_pages import ShownPage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFull, HeaderDamaged, WrongRecoveryCode
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.vault.code_page import CodePage
from repair_desktop.gui.vault.code_presenter import CodePresenter, CodeStep
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.vault import Protection

NOW = "Your passphrase now"


class Shown(ShownPage[CodePage]):
    """The page on a vault that a test can break."""

    def __init__(self, qtbot: QtBot, vault: FakeVault, protection: Protection, code: bool) -> None:
        self.vault = vault
        self.key = vault.make(protection, code)
        self.jobs = InlineJobs()
        self.presenter = CodePresenter(vault, KeyChanges(vault.parts), self.key, self.jobs)
        super().__init__(qtbot, CodePage(self.presenter, ProblemWords()))

    def opens(self, groups: tuple[str, ...]) -> bool:
        try:
            return self.vault.key_from_recovery_code(" ".join(groups)) == self.key
        except WrongRecoveryCode:
            return False


Make = Callable[..., Shown]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Make:
    def make(protection: Protection, code: bool = True) -> Shown:
        shown = Shown(qtbot, FakeVault(tmp_path / "vault"), protection, code)
        shown.presenter.start()
        return shown

    return make


def test_typed_back_it_opens_the_journal_and_the_old_one_does_not(make: Make) -> None:
    shown = make(Protection.KEYRING)
    assert "Until you have typed it back, the old code stays valid." in shown.words()
    shown.check_access()
    groups = shown.groups()
    shown.type_groups_back()
    assert not shown.opens(groups)
    assert shown.vault.code is not None
    assert shown.opens(shown.vault.code.groups)
    shown.press("Use this code")
    assert shown.opens(groups)
    assert not shown.opens(shown.vault.code.groups)
    assert "You can destroy the old paper." in shown.words()
    assert "Copies that you made elsewhere before still open with the old code." in shown.words()
    assert shown.presenter.code is None
    assert shown.page._code._view.groups == ()
    assert shown.buttons() == ["Done"]
    shown.check_access()
    QTest.keyClick(shown.focus(), Qt.Key.Key_Return)
    assert shown.closed == [True]


def test_with_a_passphrase_that_is_asked_first(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    assert shown.focus() is shown.field(NOW)
    shown.check_access()
    shown.press("Continue")
    assert "Type the passphrase that opens your journal now." in shown.words()
    shown.write(NOW, "four loud paper boats")
    shown.enter(NOW)
    assert "That passphrase does not open your journal." in shown.words()
    assert shown.presenter.code is None
    shown.write(NOW, PASSPHRASE)
    shown.enter(NOW)
    assert shown.presenter.view.step is CodeStep.CODE
    assert shown.typed() == []
    assert "If you forget your passphrase" in shown.words()
    groups = shown.groups()
    shown.type_groups_back()
    shown.press("Use this code")
    assert shown.opens(groups)


def test_a_first_code(make: Make) -> None:
    shown = make(Protection.KEYRING, code=False)
    assert "old code" not in shown.words()
    groups = shown.groups()
    shown.type_groups_back()
    shown.press("Use this code")
    assert shown.opens(groups)
    assert "old paper" not in shown.words()


def test_there_is_no_way_on_without_typing_it_back(make: Make) -> None:
    shown = make(Protection.KEYRING)
    assert shown.buttons() == ["Print…", "Use this code", "Leave it as it is"]
    shown.press("Use this code")
    assert "Type group" in shown.words()
    assert shown.focus().accessibleName().startswith("Group ")
    assert shown.vault.folder.written == 1  # when it was made
    assert shown.presenter.view.step is CodeStep.CODE


def test_left_as_it_is_nothing_was_written(make: Make) -> None:
    shown = make(Protection.KEYRING)
    shown.type_groups_back()
    shown.press("Leave it as it is")
    assert shown.closed == [True]
    assert shown.vault.folder.written == 1
    assert shown.vault.code is not None
    assert shown.opens(shown.vault.code.groups)


@pytest.mark.parametrize(
    ("code", "safe"),
    [(True, "The old code is still valid, and the new one is not yet."), (False, "not valid yet")],
)
def test_a_full_disk_keeps_the_old_code_and_shows_the_new_one_still(
    make: Make, code: bool, safe: str
) -> None:
    shown = make(Protection.KEYRING, code)
    groups = shown.groups()
    shown.type_groups_back()
    shown.vault.folder.fail_write = DiskFull()
    shown.press("Use this code")
    assert "The disk is full." in shown.words()
    assert safe in shown.words()
    assert shown.groups() == groups
    shown.vault.folder.fail_write = None
    shown.press("Use this code")
    assert shown.opens(groups)


def test_while_it_is_written_nothing_else_is_done(make: Make) -> None:
    shown = make(Protection.KEYRING)
    shown.type_groups_back()
    shown.jobs.hold = True
    for _ in range(2):
        shown.press("Use this code")
    assert "One moment…" in shown.words()
    shown.jobs.hold = False
    shown.jobs.run_held()
    assert shown.vault.folder.written == 2
    assert "One moment…" not in shown.words()


def test_a_header_that_can_not_be_read(qtbot: QtBot, tmp_path: Path) -> None:
    shown = Shown(qtbot, FakeVault(tmp_path / "vault"), Protection.KEYRING, True)
    shown.vault.folder.fail_read = HeaderDamaged()
    shown.presenter.start()
    assert shown.presenter.code is None
    assert shown.buttons() == ["Back"]
    assert shown.page._notice.text != ""
    assert "One moment…" not in shown.words()


def test_a_bug_is_not_kept_quiet(make: Make) -> None:
    shown = make(Protection.PASSPHRASE)
    shown.vault.folder.fail_verify = RuntimeError()
    with pytest.raises(RuntimeError):
        shown.presenter.check(PASSPHRASE)
    assert not shown.presenter.view.is_busy
