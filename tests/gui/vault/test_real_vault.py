"""The pages on the real folder, sealer, journal and backups; only the keyring is made up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeSecrets
from helpers.jobs import InlineJobs
from helpers.journals import a_mood
from helpers.real_journal import SetClock
from helpers.vault import quick_opener, quick_sealer
from helpers.vault_pages import ShownPage
from pytestqt.qtbot import QtBot

from repair_desktop.app.vault import vault_parts
from repair_desktop.core.errors import WrongPassphrase, WrongRecoveryCode
from repair_desktop.core.ports import Journal
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.vault.backups_page import BackupsPage
from repair_desktop.gui.vault.backups_presenter import BackupsPresenter
from repair_desktop.gui.vault.code_page import CodePage
from repair_desktop.gui.vault.code_presenter import CodePresenter
from repair_desktop.gui.vault.delete_page import DeletePage
from repair_desktop.gui.vault.delete_presenter import DeletePresenter
from repair_desktop.gui.vault.keyring_switch_presenter import KeyringSwitch
from repair_desktop.gui.vault.lock_page import LockPage
from repair_desktop.gui.vault.lock_presenter import LockPresenter
from repair_desktop.services.backups import Backups
from repair_desktop.services.key_changes import KeyChanges, NewLock
from repair_desktop.services.second_place import OWN_FOLDER, SecondPlace
from repair_desktop.services.slots import Slots, slots_of
from repair_desktop.services.vault import Protection, Vault

OTHER = "five loud paper kites"
NOW, NEW, AGAIN = "Your passphrase now", "New passphrase", "The new passphrase again"


class Real:
    """A vault with one check-in and one backup."""

    def __init__(self, qtbot: QtBot, root: Path, protection: Protection) -> None:
        self.qtbot = qtbot
        self.root = root
        self.clock = SetClock()
        self.secrets = FakeSecrets()
        self.parts = vault_parts(
            root / "vault", self.secrets, quick_sealer(), quick_opener(), self.clock
        )
        self.vault, self.changes = Vault(self.parts), KeyChanges(self.parts)
        self.backups = Backups(self.parts)
        new = self.vault.new_key(protection, PASSPHRASE)
        self.key, self.code = new.key, new.code
        self.journal: Journal = self.vault.create(new)
        self.journal.moods.save(a_mood())
        self.backups.make_if_due(self.journal, self.key)
        self.jobs = InlineJobs()

    def lock_page(self) -> tuple[ShownPage[LockPage], list[NewLock]]:
        switch = KeyringSwitch(self.changes, self.key, self.jobs, self.jobs)
        presenter = LockPresenter(self.vault, self.changes, switch, self.key, self.jobs, self.jobs)
        asked: list[NewLock] = []
        presenter.rotate_requested.connect(asked.append)
        shown = ShownPage(self.qtbot, LockPage(presenter, ProblemWords()))
        presenter.setParent(shown.page)
        presenter.start()
        return shown, asked

    def rotate(self, lock: NewLock) -> None:
        """Do what the program does when another key is asked for."""
        self.journal.close()
        self.key = self.changes.rotate(self.key, lock)
        self.journal = self.vault.open(self.key)

    def opens_with_code(self, groups: tuple[str, ...]) -> bool:
        try:
            return self.vault.key_from_recovery_code("-".join(groups)) == self.key
        except WrongRecoveryCode:
            return False


@pytest.fixture
def keyring(qtbot: QtBot, tmp_path: Path) -> Iterator[Real]:
    made = Real(qtbot, tmp_path, Protection.KEYRING)
    yield made
    made.journal.close()


@pytest.fixture
def passphrase(qtbot: QtBot, tmp_path: Path) -> Iterator[Real]:
    made = Real(qtbot, tmp_path, Protection.PASSPHRASE)
    yield made
    made.journal.close()


def test_from_the_keyring_to_a_passphrase(keyring: Real) -> None:
    shown, asked = keyring.lock_page()
    shown.press("Use a passphrase…")
    shown.write(NEW, OTHER)
    shown.write(AGAIN, OTHER)
    shown.press("Continue")
    groups = shown.groups()
    shown.type_groups_back()
    shown.press("Change the key now")
    keyring.rotate(asked[0])
    assert slots_of(keyring.vault) == Slots(keyring=False, passphrase=True, code=True)
    assert keyring.vault.key_from_passphrase(OTHER) == keyring.key
    assert keyring.opens_with_code(groups)
    assert not keyring.opens_with_code(keyring.code.groups)
    assert keyring.journal.moods.between() == [a_mood()]


def test_another_passphrase(passphrase: Real) -> None:
    shown, _asked = passphrase.lock_page()
    shown.press("Change the passphrase…")
    shown.write(NOW, PASSPHRASE)
    shown.write(NEW, OTHER)
    shown.write(AGAIN, OTHER)
    shown.press("Change the passphrase")
    assert passphrase.vault.key_from_passphrase(OTHER) == passphrase.key
    with pytest.raises(WrongPassphrase):
        passphrase.vault.key_from_passphrase(PASSPHRASE)


def test_from_the_passphrase_to_the_keyring_and_back(passphrase: Real) -> None:
    shown, _asked = passphrase.lock_page()
    shown.press("Use my computer login…")
    shown.write(NOW, PASSPHRASE)
    shown.press("Use my computer login")
    assert slots_of(passphrase.vault) == Slots(keyring=True, passphrase=True, code=True)
    assert passphrase.vault.key_from_keyring() == passphrase.key
    passphrase.changes.keyring_has_proven(passphrase.key)  # as the next start does
    shown, asked = passphrase.lock_page()
    assert "GNOME Keyring) holds the key" in shown.words()
    shown.press("Use a passphrase…")
    shown.write(NEW, OTHER)
    shown.write(AGAIN, OTHER)
    shown.press("Continue")
    shown.type_groups_back()
    shown.press("Change the key now")
    passphrase.rotate(asked[0])
    passphrase.changes.forget_old_keys()
    assert passphrase.secrets.items == {}
    assert passphrase.vault.key_from_passphrase(OTHER) == passphrase.key


def test_a_new_recovery_code(passphrase: Real) -> None:
    presenter = CodePresenter(passphrase.vault, passphrase.changes, passphrase.key, passphrase.jobs)
    shown = ShownPage(passphrase.qtbot, CodePage(presenter, ProblemWords()))
    presenter.setParent(shown.page)
    presenter.start()
    shown.write(NOW, PASSPHRASE)
    shown.press("Continue")
    groups = shown.groups()
    shown.type_groups_back()
    assert passphrase.opens_with_code(passphrase.code.groups)
    shown.press("Use this code")
    assert passphrase.opens_with_code(groups)
    assert not passphrase.opens_with_code(passphrase.code.groups)
    [backup] = passphrase.backups.sound(passphrase.key)
    with pytest.raises(WrongRecoveryCode):
        passphrase.backups.key_from_recovery_code(backup, passphrase.code.characters)


def test_backups_here_elsewhere_and_in_the_second_place(passphrase: Real, tmp_path: Path) -> None:
    real = passphrase
    second = SecondPlace(real.parts, real.journal, real.key)
    presenter = BackupsPresenter(real.backups, second, real.journal, real.key, real.jobs)
    restored: list[object] = []
    presenter.restore_requested.connect(restored.append)
    shown = ShownPage(real.qtbot, BackupsPage(presenter, ProblemWords()))
    presenter.setParent(shown.page)
    presenter.start()
    (tmp_path / "stick").mkdir()
    presenter.use_second_place(tmp_path / "stick")
    real.clock.pass_by(days=1)
    shown.press("Make one now")
    assert "It is in the second place as well." in shown.words()
    there = real.parts.store.listed(tmp_path / "stick" / OWN_FOLDER)
    assert [real.parts.store.is_authentic(each, real.key) for each in there] == [True, True]
    chosen = presenter.view.chosen
    assert chosen is not None
    presenter.save_to(chosen, tmp_path / "copy.rdbackup")
    copy = real.backups.read(tmp_path / "copy.rdbackup")
    assert real.backups.key_from_passphrase(copy, PASSPHRASE) == real.key
    shown.press("Restore this one…")
    shown.press("Restore it")
    assert restored == [chosen]


def test_deleting_asks_for_the_passphrase_of_the_real_slot(passphrase: Real) -> None:
    presenter = DeletePresenter(
        passphrase.vault, passphrase.changes, passphrase.key, passphrase.jobs
    )
    asked: list[bool] = []
    presenter.delete_requested.connect(lambda: asked.append(True))
    shown = ShownPage(passphrase.qtbot, DeletePage(presenter, ProblemWords()))
    presenter.setParent(shown.page)
    presenter.start()
    shown.write("To go on, type “delete everything”", "delete everything")
    shown.write(NOW, OTHER)
    shown.press("Delete everything")
    assert asked == []
    shown.write(NOW, PASSPHRASE)
    shown.press("Delete everything")
    assert asked == [True]
    assert passphrase.journal.moods.between() == [
        a_mood()
    ]  # nothing is gone before the program does it
