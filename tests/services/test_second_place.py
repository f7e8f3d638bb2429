"""The second place, on real folders and real backups."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeSecrets
from helpers.journals import a_mood
from helpers.real_journal import SetClock
from helpers.vault import quick_opener, quick_sealer

from repair_desktop.app.vault import vault_parts
from repair_desktop.core.errors import DiskFull, FolderReadOnly, JournalDamaged
from repair_desktop.core.ports import Backup, BackupKind, Journal, JournalKey
from repair_desktop.services.backups import Backups
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.second_place import (
    OWN_FOLDER,
    Copying,
    Outcome,
    SecondPlace,
)
from repair_desktop.services.vault import Protection, Vault
from repair_desktop.services.vault_parts import VaultParts


class Place:
    """An open journal, and a folder that stands for a stick."""

    def __init__(self, root: Path, name: str = "vault") -> None:
        self.clock = SetClock()
        self.parts: VaultParts = vault_parts(
            root / name, FakeSecrets(), quick_sealer(), quick_opener(), self.clock
        )
        new = Vault(self.parts).new_key(Protection.PASSPHRASE, PASSPHRASE)
        self.key: JournalKey = new.key
        self.journal: Journal = Vault(self.parts).create(new)
        self.backups = Backups(self.parts)
        self.second = SecondPlace(self.parts, self.journal, self.key)
        self.stick = root / "stick"
        self.stick.mkdir(exist_ok=True)

    def make(self, kind: BackupKind = BackupKind.REGULAR) -> Backup:
        return self.backups.make(self.journal, self.key, kind)

    def there(self) -> list[Backup]:
        return list(self.parts.store.listed(self.stick / OWN_FOLDER))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.journal.close()


# --- choosing ---------------------------------------------------------------------------------


def test_at_first_there_is_none(place: Place) -> None:
    place.make()
    assert place.second.copy_newest() == Copying(Outcome.NO_PLACE)
    facts = place.second.facts()
    assert (facts.folder, facts.copied_at, facts.is_at_hand) == (None, None, False)
    assert (facts.is_old, facts.one_disk) == (False, True)


def test_a_choice_is_kept_in_the_journal_until_it_is_taken_back(place: Place) -> None:
    place.make()
    place.second.choose(place.stick)
    again = SecondPlace(place.parts, place.journal, place.key)
    assert again.facts().folder == place.stick
    assert again.copy_newest() == Copying(Outcome.COPIED)
    assert again.facts().copied_at == place.clock.moment
    again.stop()
    assert (again.facts().folder, again.facts().copied_at) == (None, None)
    assert len(place.there()) == 1  # what lies there stays


def test_another_folder_begins_anew(place: Place, tmp_path: Path) -> None:
    place.make()
    place.second.choose(place.stick)
    place.second.copy_newest()
    place.second.choose(place.stick)
    assert place.second.facts().copied_at == place.clock.moment
    place.second.choose(tmp_path / "other")
    assert place.second.facts().copied_at is None
    assert place.second.facts().is_old


@pytest.mark.parametrize("stored", ["yesterday", "2026-11-20T18:30:00", ""])
def test_a_moment_that_can_not_be_read_is_none(place: Place, stored: str) -> None:
    place.second.choose(place.stick)
    place.journal.settings.set("second_place_at", stored)
    assert place.second.facts().copied_at is None


# --- copying ----------------------------------------------------------------------------------


def test_the_newest_one_is_copied_once_and_opens_there(place: Place) -> None:
    place.journal.moods.save(a_mood())
    made = place.make()
    place.second.choose(place.stick)
    assert place.second.copy_newest() == Copying(Outcome.COPIED)
    [copied] = place.there()
    assert copied.path.read_bytes() == made.path.read_bytes()
    assert place.parts.store.is_authentic(copied, place.key)
    place.clock.pass_by(hours=1)
    assert place.second.copy_newest() == Copying(Outcome.THERE)
    assert place.second.facts().copied_at == made.made_at
    place.clock.pass_by(days=1)
    place.make()
    assert place.second.copy_newest() == Copying(Outcome.COPIED)
    assert len(place.there()) == 2


def test_with_no_backup_there_is_nothing_to_do(place: Place) -> None:
    place.second.choose(place.stick)
    assert place.second.copy_newest() == Copying(Outcome.THERE)
    assert list(place.stick.iterdir()) == []


def test_a_folder_that_was_chosen_for_it_before_holds_no_other_in_it(place: Place) -> None:
    place.make()
    place.second.choose(place.stick / OWN_FOLDER)
    (place.stick / OWN_FOLDER).mkdir()
    place.second.copy_newest()
    assert len(place.there()) == 1


def test_the_same_ones_are_kept_there_as_here(place: Place) -> None:
    place.second.choose(place.stick)
    for _day in range(40):
        place.make()
        assert place.second.copy_newest().outcome is Outcome.COPIED
        place.clock.pass_by(days=1)
    here = [backup.path.name for backup in place.backups.listed()]
    assert [backup.path.name for backup in place.there()] == here
    assert len(here) < 15


def test_only_backups_of_this_vault_are_touched(place: Place, tmp_path: Path) -> None:
    """Two people share a stick, and made a backup in the same second."""
    other = Place(tmp_path, "other")
    for each in (place, other):
        each.make()
        each.second.choose(place.stick)
        assert each.second.copy_newest().outcome is Outcome.COPIED
    other.journal.close()
    (place.stick / OWN_FOLDER / "mine.txt").touch()
    for _day in range(20):
        place.clock.pass_by(days=30)
        place.make()
        place.second.copy_newest()
    theirs = [b for b in place.there() if b.header.vault_id == other.parts.header().vault_id]
    assert len(theirs) == 1
    assert other.parts.store.is_authentic(theirs[0], other.key)
    assert (place.stick / OWN_FOLDER / "mine.txt").exists()


def test_what_an_old_passphrase_opened_is_copied_again_one_at_a_time(place: Place) -> None:
    place.second.choose(place.stick)
    for _day in range(3):
        place.make()
        place.second.copy_newest()
        place.clock.pass_by(days=1)
    KeyChanges(place.parts).change_passphrase(place.key, "five loud paper kites")
    for expected in (2, 1, 0):
        assert place.second.copy_newest() == Copying(Outcome.COPIED)
        slot = place.parts.header().passphrase
        stale = [b for b in place.there() if b.header.passphrase != slot]
        assert len(stale) == expected
    assert place.second.copy_newest() == Copying(Outcome.THERE)
    assert len(place.there()) == 3


# --- bad days ---------------------------------------------------------------------------------


def test_a_stick_that_is_away_is_not_made_up(place: Place) -> None:
    place.make()
    place.second.choose(place.stick)
    place.stick.rmdir()
    assert place.second.copy_newest() == Copying(Outcome.AWAY)
    assert not place.stick.exists()
    facts = place.second.facts()
    assert (facts.is_at_hand, facts.one_disk) == (False, False)


def test_an_error_is_returned_and_never_raised(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.make()
    place.second.choose(place.stick)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", full)
    copying = place.second.copy_newest()
    assert copying.outcome is Outcome.FAILED
    assert isinstance(copying.error, DiskFull)
    assert place.there() == []
    assert place.second.facts().copied_at is None


def test_a_file_in_the_place_of_the_folder(place: Place) -> None:
    place.make()
    place.second.choose(place.stick)
    (place.stick / OWN_FOLDER).touch()
    copying = place.second.copy_newest()
    assert copying.outcome is Outcome.FAILED
    assert copying.error is not None
    assert (place.stick / OWN_FOLDER).is_file()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_can_not_be_written(place: Place) -> None:
    place.make()
    place.second.choose(place.stick)
    place.stick.chmod(0o500)
    assert isinstance(place.second.copy_newest().error, FolderReadOnly)


def test_a_damaged_backup_never_takes_the_place_of_a_good_one(place: Place) -> None:
    made = place.make()
    place.second.choose(place.stick)
    place.second.copy_newest()
    [good] = place.there()
    KeyChanges(place.parts).change_passphrase(place.key, "five loud paper kites")
    data = bytearray(made.path.read_bytes())
    data[-100] ^= 1
    made.path.write_bytes(data)
    copying = place.second.copy_newest()
    assert copying.outcome is Outcome.FAILED
    assert isinstance(copying.error, JournalDamaged)
    assert place.there() == [good]
    assert place.parts.store.is_authentic(good, place.key)


def test_a_copy_that_is_not_as_it_was_sealed_does_not_stay(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.make()
    place.second.choose(place.stick)
    copy = type(place.parts.store).copy

    def with_a_flip(store: object, backup: Backup, target: Path) -> None:
        copy(store, backup, target)  # type: ignore[arg-type]
        data = bytearray(target.read_bytes())
        data[-100] ^= 1
        target.write_bytes(data)

    monkeypatch.setattr(type(place.parts.store), "copy", with_a_flip)
    assert isinstance(place.second.copy_newest().error, JournalDamaged)
    assert place.there() == []


def test_it_is_old_after_two_weeks(place: Place) -> None:
    place.make()
    place.second.choose(place.stick)
    place.second.copy_newest()
    place.clock.pass_by(days=14)
    assert not place.second.facts().is_old
    place.clock.pass_by(minutes=1)
    assert place.second.facts().is_old


def test_one_disk_is_noticed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.second.choose(place.stick)
    assert place.second.facts().one_disk
    device = place.stick.stat().st_dev
    stat = Path.stat

    class Elsewhere:
        st_dev = device + 1
        st_mode = place.stick.stat().st_mode

    def of_another_disk(path: Path, **how: bool) -> object:
        return Elsewhere() if path == place.stick else stat(path, **how)

    monkeypatch.setattr(Path, "stat", of_another_disk)
    assert not place.second.facts().one_disk
