"""Backups on a real disk, with real encryption, on the way through the presenter."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeClock, FakeSecrets
from helpers.jobs import InlineJobs
from helpers.vault import quick_opener, quick_sealer
from helpers.written_vault import NAME, NOTE, contents, make
from PySide6.QtWidgets import QApplication

from repair_desktop.app.vault import vault_parts
from repair_desktop.core.errors import JournalDamaged
from repair_desktop.core.ports import Journal, JournalKey
from repair_desktop.gui.restore.presenter import RestorePresenter, RestoreState, Target
from repair_desktop.gui.unlock.presenter import UnlockPresenter
from repair_desktop.gui.unlock.states import UnlockState
from repair_desktop.services.backups import Backups
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.vault import Protection, Vault
from repair_desktop.services.vault_parts import VaultParts


class Folder:
    """A real vault in a folder."""

    def __init__(self, path: Path, secrets: FakeSecrets) -> None:
        self.path = path
        self.parts: VaultParts = vault_parts(
            path, secrets, quick_sealer(), quick_opener(), FakeClock()
        )
        self.vault, self.backups = Vault(self.parts), Backups(self.parts)

    def restore(self, file: Path, key: JournalKey | None = None) -> RestorePresenter:
        presenter = RestorePresenter(
            self.vault, self.backups, self.backups.read(file), key, InlineJobs()
        )
        presenter.start()
        return presenter

    def unlock_with(self, key: JournalKey) -> tuple[UnlockPresenter, list[Journal]]:
        """Open as the program does after a backup was adopted."""
        presenter = UnlockPresenter(
            self.vault,
            self.backups,
            KeyChanges(self.parts),
            lambda _prompt: None,
            InlineJobs(),
            InlineJobs(),
        )
        opened: list[Journal] = []
        presenter.opened.connect(lambda journal, _key: opened.append(journal))
        presenter.start_with(key)
        return presenter, opened


@pytest.fixture
def secrets(qapp: QApplication) -> FakeSecrets:
    return FakeSecrets()


@pytest.fixture
def home(tmp_path: Path, secrets: FakeSecrets) -> Folder:
    """A journal behind a passphrase, with one backup."""
    folder = Folder(tmp_path / "home", secrets)
    make(folder.path, secrets, Protection.PASSPHRASE)
    return folder


@pytest.fixture
def stick(tmp_path: Path, home: Folder) -> Path:
    """The backup on a stick, under a name that a browser might give it."""
    [backup] = (home.path / "backups").iterdir()
    (tmp_path / "stick").mkdir()
    return Path(shutil.copy(backup, tmp_path / "stick" / "mine.rdbackup(1)"))


def words(journal: Journal) -> tuple[str, ...]:
    notes = [mood.note for mood in journal.moods.between()]
    titles = [rupture.title for rupture in journal.ruptures.all()]
    found = (*notes, *titles, journal.settings.get("therapist") or "")
    journal.close()
    return found


def test_on_another_computer_every_word_comes_back(
    tmp_path: Path, secrets: FakeSecrets, stick: Path
) -> None:
    before = stick.read_bytes()
    other = Folder(tmp_path / "other", secrets)
    room = other.restore(stick)
    adopted: list[JournalKey] = []
    room.adopted.connect(adopted.append)
    room.open_with_passphrase("not this one at all")
    assert not other.path.exists()
    room.open_with_passphrase(PASSPHRASE)
    _door, opened = other.unlock_with(adopted[0])
    assert words(opened[0]) == (NOTE, NOTE, NAME)
    assert other.vault.key_from_passphrase(PASSPHRASE) == adopted[0]
    assert stick.read_bytes() == before


@pytest.mark.parametrize("damage", ["gone", "torn"])
def test_a_lost_header_comes_back_and_no_newer_word_is_lost(
    home: Folder, stick: Path, damage: str
) -> None:
    journal = home.vault.open(home.vault.key_from_passphrase(PASSPHRASE))
    journal.settings.set("therapist", "newer than the backup")
    journal.close()
    shutil.rmtree(home.path / "backups")
    for file in home.path.glob("vault.json*"):
        file.unlink() if damage == "gone" else file.write_bytes(b"torn")
    room = home.restore(stick)
    assert room.view.target is Target.NO_HEADER
    adopted: list[JournalKey] = []
    room.adopted.connect(adopted.append)
    room.open_with_passphrase(PASSPHRASE)
    _door, opened = home.unlock_with(adopted[0])
    assert words(opened[0]) == (NOTE, NOTE, "newer than the backup")
    assert (home.path / "vault.json").read_bytes() == (home.path / "vault.json.prev").read_bytes()


def test_where_the_database_is_damaged_too_the_backup_is_offered(home: Folder, stick: Path) -> None:
    shutil.rmtree(home.path / "backups")
    for file in home.path.glob("vault.json*"):
        file.unlink()
    database = home.path / "journal.1.db"
    database.write_bytes(bytes(database.stat().st_size))
    room = home.restore(stick)
    adopted: list[JournalKey] = []
    room.adopted.connect(adopted.append)
    room.open_with_passphrase(PASSPHRASE)
    door, opened = home.unlock_with(adopted[0])
    assert (door.view.state, len(door.view.backups)) == (UnlockState.JOURNAL_DAMAGED, 1)
    door.restore()
    door.go_on()
    assert words(opened[0]) == (NOTE, NOTE, NAME)


def test_one_changed_byte_is_noticed_before_anything_is_written(
    tmp_path: Path, secrets: FakeSecrets, stick: Path
) -> None:
    data = bytearray(stick.read_bytes())
    data[-5000] ^= 1
    stick.write_bytes(data)
    other = Folder(tmp_path / "other", secrets)
    room = other.restore(stick)
    room.open_with_passphrase(PASSPHRASE)
    assert room.view.state is RestoreState.FAILED
    assert isinstance(room.view.error, JournalDamaged)
    assert not other.path.exists()


def test_a_backup_of_another_journal_is_not_put_to_use_here(
    tmp_path: Path, secrets: FakeSecrets, home: Folder, stick: Path
) -> None:
    other = Folder(tmp_path / "other", secrets)
    key = make(other.path, secrets, Protection.KEYRING)
    before = contents(other.path)
    room = other.restore(stick, key)
    wanted: list[tuple[object, object]] = []
    room.restore_requested.connect(lambda backup, key: wanted.append((backup, key)))
    assert room.view.state is RestoreState.ASKING
    room.open_with_passphrase(PASSPHRASE)
    assert contents(other.path) == before
    [(backup, backup_key)] = wanted
    assert backup == room.backup
    assert isinstance(backup_key, JournalKey)
    other.backups.restore(room.backup, key, backup_key)
    assert words(other.vault.open(key)) == (NOTE, NOTE, NAME)
