"""Cuts the power at every moment of a recorded life, and looks whether what was kept is there.

Usage: python tests/campaigns/power_cut.py --size 10000

A process works in a vault while the disk shim writes down every change with its data, and a remark
each time a service returned (:mod:`campaigns.lives`). From that record the disk is rebuilt as a
power cut may leave it (:mod:`campaigns.disk`).

Every such disk must be what was acknowledged by then, or that and the one change that was under
way: what is in the journal, all that opens it, and its backups. What was said to open nothing any
more opens nothing. What was to be deleted is gone, or still there as a whole. Then the program goes
on with whatever was cut short.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common, disk_shim
from campaigns.common import NEWER, Figures, Room, content, new_vault, scratch, worksheet_of
from campaigns.disk import Change, Disk, read_record
from campaigns.lives import LIVES, Kept, Recorder, moved, read_kept
from campaigns.worse_vault import worse
from helpers.fake_vault import PASSPHRASE, FakeSecrets
from helpers.journals import NOON
from helpers.real_journal import SetClock
from helpers.vault import KEY

from repair_desktop.core.errors import JournalDamaged, JournalMissing, KnownError, NoBackup
from repair_desktop.core.ports import Backup, JournalKey
from repair_desktop.services.backups import Backups
from repair_desktop.services.vault import Vault, VaultState
from repair_desktop.storage.journal import SqlJournal

DEFAULT = 5000
THIRD_PASSPHRASE = "nine quiet paper boats"
NAME_CHANGES = {"make", "mkdir", "rename", "unlink"}
NAME_WEIGHT = 4
LATER = NOON + timedelta(days=100)
"""When the program starts again: the weekly check is due by then."""


def run(size: int, seed: int, fault: str = "") -> Figures:
    """Look at ``size`` disks, spread over all moments of all lives.

    Args:
        size: How many.
        seed: Chooses.
        fault: One of :data:`campaigns.worse_vault.FAULTS`, to be noticed.
    """
    figures = Figures()
    chance = random.Random(seed)
    for life in LIVES:
        with scratch() as folder, worse(fault):
            record = folder / "record"
            inside = (life, str(folder), str(record))
            library = disk_shim.build(folder)
            common.run_apart(__file__, *inside, LD_PRELOAD=library, WORSE=fault)
            changes = list(read_record(record))
            _cut_at_every_moment(life, changes, size // len(LIVES), folder, chance, figures)
    return figures


def _cut_at_every_moment(
    life: str,
    changes: list[Change],
    size: int,
    folder: Path,
    chance: random.Random,
    figures: Figures,
) -> None:
    notes = [read_kept(change.data) for change in changes if change.what == "note"]
    figures.counts[f"{life}: changes to the disk"] = len(changes) - len(notes)
    # What of some names is there and what is not matters most, and comes up least.
    weights = [NAME_WEIGHT if change.what in NAME_CHANGES else 1 for change in changes]
    shares = [0, *(size * weight // sum(weights) for weight in accumulate(weights))]
    disk, noted, met = Disk(folder / "vault"), -1, set()
    for moment, change in enumerate(changes):
        if change.what == "note":
            noted += 1
        else:
            disk.do(change)
        tries = range(shares[moment + 1] - shares[moment])
        for number in tries:
            how = ("some", "torn", "none", "all")[(moment + number) % 4]
            if number == 0 and change.what in NAME_CHANGES:
                how = "last"
            left = disk.left(chance, how)
            figures.counts["states"] += 1
            known = (_digest(left), noted)
            if known in met:
                figures.counts["states met before"] += 1
                continue
            met.add(known)
            figures.counts["different states"] += 1
            figures.counts[f"{life}: different states"] += 1
            problem = _look(folder, left, notes[noted : noted + 2])
            if problem:
                figures.wrong.append(f"{life}: {problem} (change {moment}, {how})")


def _digest(left: dict[str, bytes | None]) -> bytes:
    whole = hashlib.blake2b(digest_size=16)
    for path, data in sorted(left.items()):
        data = b"" if data is None else data
        whole.update(f"{path}\0{len(data)}\0".encode() + data)
    return whole.digest()


def _look(folder: Path, left: dict[str, bytes | None], kept: list[Kept]) -> str:
    """Rebuild the disk and start the program; return what is wrong, or ""."""
    path = folder / "vault"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    for name, data in left.items():
        if data is None:
            Path(name).mkdir()
        else:
            Path(name).write_bytes(data)
    try:
        home = moved(path) if kept[0].moved else path
        Look(home, folder / "stick.rdbackup", kept).at_start()
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


class Look:
    """A look at a vault at the next start. What it raises says what is wrong.

    Args:
        path: The vault.
        stick: Where a backup may lie that was brought from elsewhere.
        kept: What was acknowledged by then, and what was to be next.
    """

    def __init__(self, path: Path, stick: Path, kept: Sequence[Kept]) -> None:
        self._path = path
        self._stick = stick
        self._kept = kept
        self._room = self._enter({})

    def _enter(self, items: dict[str, str]) -> Room:
        secrets = FakeSecrets()
        secrets.items.update(items)
        opener = NEWER if self._kept[0].newer else None
        return Room(self._path, opener, SetClock(LATER), secrets)

    def at_start(self) -> None:
        """Do what the program does at its start, and compare."""
        if self._is_removed():
            return
        for kept in self._kept:
            if kept.seen and (key := self._key(kept)) is not None:
                self._compare(key, [each for each in self._kept if each.ways == kept.ways])
                return
        self._begin()

    def _is_removed(self) -> bool:
        """Tell whether everything is deleted, which nobody may find half done."""
        vault = self._room.vault
        was_cut_short = vault.finish_removal()
        is_empty = vault.state() is VaultState.FIRST_RUN
        if was_cut_short or self._kept[0].removed:
            assert self._kept[-1].removed or not self._kept[-1].seen, "nobody wanted it deleted"
            assert is_empty, "half deleted"
        removed = is_empty and any(each.removed for each in self._kept)
        assert not removed or not list(self._path.iterdir()), "not all was deleted"
        return removed

    def _key(self, kept: Kept) -> JournalKey | None:
        """Return the key that each acknowledged way gives; None where one fails."""
        room = self._room = self._enter(kept.items)
        keys = set()
        for way, typed in kept.ways:
            try:
                keys.add(_WAYS[way](room, typed))
            except KnownError:
                return None
        assert len(keys) < 2, "two keys for one journal"
        return next(iter(keys), None)

    def _compare(self, key: JournalKey, kept: Sequence[Kept]) -> None:
        """Open the journal, and look whether all is there, and nothing else."""
        room = self._room
        room.key = key
        closed = set.intersection(*({*each.closed} for each in kept))
        for typed in closed:
            assert not _opens(typed, room.vault), "what was given up opens the journal"
        found = self._found({each.mend for each in kept})
        assert found in {each.seen for each in kept}, "what was acknowledged is not there"
        copies = len(room.backups.sound(key))
        assert copies >= min(each.copies for each in kept), "a backup is not there"
        self._backups_stay_shut(closed)
        if all(each.alone for each in kept):
            self._is_alone()
        self._goes_on(kept[0])

    def _found(self, mends: set[str]) -> str:
        """Open the journal, mended if need be; return what is in it."""
        room = self._room
        try:
            journal = room.vault.open(room.key)
        except (JournalDamaged, JournalMissing):
            assert mends != {""}, "damaged"
            if "rescue" in mends:
                room.backups.rescue(room.key, worksheet_of)
            else:
                room.restore_newest()
            journal = room.vault.open(room.key)
        assert isinstance(journal, SqlJournal)
        try:
            found = content(journal)
            journal.checkpoint()
            assert journal.database.is_sound(), "not sound"
        finally:
            journal.close()
        return found

    def _backups_stay_shut(self, closed: Iterable[str]) -> None:
        """Whatever a file is called now, somebody may call it a backup."""
        room = self._room
        for path in self._path.glob("backups*/*.rdbackup*"):
            with suppress(NoBackup):
                backup = room.backups.read(path)
                for typed in closed:
                    assert not _opens(typed, room.backups, backup), "a backup is still open"

    def _is_alone(self) -> None:
        room = self._room
        # A header that was cut short takes the place of no other, and goes with the next one.
        ours = {"vault.json", "vault.json.prev", "vault.json.part", "vault.json.prev.part"}
        names = {path.name for path in self._path.iterdir()} - ours - {"backups", "reserve.bin"}
        assert names == {room.parts.header().database}, f"of another key: {names}"
        sound = {backup.path for backup in room.backups.sound(room.key)}
        of_another = {*(self._path / "backups").glob("*")} - sound
        assert not of_another, f"of another key: {[path.name for path in of_another]}"

    def _goes_on(self, kept: Kept) -> None:
        """Settle what is left, and change the passphrase: the one of before opens nothing then."""
        room = self._room
        room.settle(room.key, ("keyring", "") in kept.ways)
        assert room.changes.is_finished(), "what is left of the old key stays"
        if room.parts.header().keyring_account is None:
            room.changes.change_passphrase(room.key, THIRD_PASSPHRASE)
            self._backups_stay_shut(typed for way, typed in kept.ways if way == "passphrase")

    def _begin(self) -> None:
        """Adopt what lies on the stick, or begin anew where nothing was promised."""
        room, vault, first = self._room, self._room.vault, self._kept[0]
        is_empty = vault.state() is VaultState.FIRST_RUN
        if first.on_stick:
            backup = room.backups.read(self._stick)
            if is_empty:
                room.backups.adopt(backup, room.backups.key_from_passphrase(backup, PASSPHRASE))
            else:
                room.backups.take_in(backup)
            self._compare(vault.key_from_passphrase(PASSPHRASE), [first])
            return
        assert not all(each.seen for each in self._kept), "what was acknowledged does not open it"
        if not is_empty:
            vault.set_aside()
        assert vault.state() is VaultState.FIRST_RUN, "not set aside"
        vault.create(new_vault()).close()
        assert vault.key_from_passphrase(PASSPHRASE) == KEY


_WAYS: dict[str, Callable[[Room, str], JournalKey]] = {
    "keyring": lambda room, _typed: room.vault.key_from_keyring(),
    "passphrase": lambda room, typed: room.vault.key_from_passphrase(typed),
    "code": lambda room, typed: room.vault.key_from_recovery_code(typed),
}


def _opens(typed: str, what: Vault | Backups, *which: Backup) -> bool:
    """Tell whether a passphrase or code opens the vault, or a backup of it."""
    for name in ("key_from_passphrase", "key_from_recovery_code"):
        try:
            getattr(what, name)(*which, typed)
        except KnownError:
            continue
        return True
    return False


if __name__ == "__main__":
    if "--inside" in sys.argv:
        _name, _flag, chosen, home, record_path = sys.argv
        with worse(os.environ["WORSE"]):
            LIVES[chosen](Recorder(Path(home), Path(record_path)))
    else:
        common.main(run, __doc__, DEFAULT)
