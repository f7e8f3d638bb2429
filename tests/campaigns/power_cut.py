"""Cuts the power at every moment of a recorded life, and looks whether what was kept is there.

Usage: python tests/campaigns/power_cut.py --size 10000

A process works in a vault while the disk shim writes down every change with its data, and a remark
each time a service returned. From that record the disk is rebuilt as a power cut may leave it:

- What was written to a file and not yet fsynced is there, or not, or torn at a sector of 512
  bytes, each write by itself.
- Names that were made, renamed or removed are there, or not, until their folder was fsynced.

Every such disk must open to exactly what was acknowledged by then, or to that and the one change
that was under way.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common, disk_shim
from campaigns.common import CODE, NEWER, Figures, Person, content, new_vault, scratch, vault_in
from campaigns.disk_shim import Shim
from helpers.fake_vault import PASSPHRASE
from helpers.real_journal import SetClock
from helpers.vault import KEY

from repair_desktop.core.errors import JournalDamaged, JournalError, JournalMissing
from repair_desktop.core.ports import Journal
from repair_desktop.storage.journal import SqlJournal

DEFAULT = 5000
SECTOR = 512
NEW_PASSPHRASE = "five quiet paper boats"


# --- the life that is recorded --------------------------------------------------------------


class Kept(NamedTuple):
    """What was acknowledged at a moment.

    Attributes:
        seen: The digest of what is in the journal; "" while there is none.
        passphrase: What opens it.
        code: The recovery code that opens it.
        copies: How many backups there are at least.
        harmed: Whether the journal was damaged by hand, and waits to be restored.
    """

    seen: str = ""
    passphrase: str = PASSPHRASE
    code: str = CODE.characters
    copies: int = 0
    harmed: bool = False


class Recorder:
    """Works in a vault and remarks what is acknowledged. Runs with the shim around it."""

    def __init__(self, folder: Path, record: Path) -> None:
        self.path = folder / "vault"
        self.kept = Kept()
        self.newer = False
        self.vault = vault_in(self.path)
        self._clock = SetClock()
        self._shim = Shim()
        self._shim.record(record)
        self._shim.watch(self.path)
        self.note()

    def note(self, **changes: object) -> None:
        """Remark what is acknowledged from now on."""
        self.kept = self.kept._replace(**changes)  # type: ignore[arg-type]
        self._shim.note(json.dumps(self.kept))

    def make(self) -> None:
        """Make a vault."""
        vault = vault_in(self.path)
        self.path.mkdir(mode=0o700)
        journal = vault.create(new_vault())
        self.note(seen=content(journal))
        journal.close()

    def sit_down(self) -> Person:
        """Open the journal."""
        self.vault = vault_in(self.path, NEWER if self.newer else None, self._clock)
        return Person(self.vault, self._clock, seed=11)

    def act(self, person: Person, number: int, only: str = "") -> None:
        """Do one thing, and remark it."""
        person.act(number, only)
        copies = len(list((self.path / "backups").glob("*.db")))
        self.note(seen=content(person.journal), copies=copies)


def _saves(recorder: Recorder) -> None:
    """Save, check in, delete, back up, close, open, for a while."""
    recorder.make()
    person = recorder.sit_down()
    for number in range(60):
        recorder.act(person, number)
    person.journal.close()
    recorder.note()


def _headers(recorder: Recorder) -> None:
    """Change passphrase and recovery code between saves."""
    recorder.make()
    person = recorder.sit_down()
    for number in range(6):
        recorder.act(person, number, only="check_in")
        passphrase = PASSPHRASE if number % 2 else NEW_PASSPHRASE
        recorder.vault.change_passphrase(KEY, passphrase)
        recorder.note(passphrase=passphrase)
        if number % 2:
            # Not known to the person before it is there: until then either may open.
            recorder.note(code="")
            recorder.note(code=recorder.vault.add_recovery_code(KEY).characters)
    person.journal.close()
    recorder.note()


def _restore(recorder: Recorder) -> None:
    """Back up, let the journal be damaged, restore, and go on."""
    recorder.make()
    for round_number in range(3):
        person = recorder.sit_down()
        for number in range(10 * round_number, 10 * round_number + 5):
            recorder.act(person, number)
        recorder.act(person, 1000 * (round_number + 1), only="back_up")  # hours: a new day
        person.journal.close()
        recorder.note(harmed=True)
        database = max(recorder.path.glob("journal.*.db"), key=lambda path: path.name)
        with database.open("r+b", buffering=0) as file:
            file.write(b"x" * 4096)
        recorder.vault.restore_newest(KEY)
        recorder.note(harmed=False)


def _update(recorder: Recorder) -> None:
    """Open with a later version, which copies the journal first and then changes its tables."""
    recorder.make()
    person = recorder.sit_down()
    for number in range(12):
        recorder.act(person, number)
    person.journal.close()
    recorder.newer = True
    person = recorder.sit_down()
    recorder.note()
    for number in range(20, 24):
        recorder.act(person, number)
    person.journal.close()
    recorder.note()


LIVES: dict[str, Callable[[Recorder], None]] = {
    "saves": _saves,
    "headers": _headers,
    "restore": _restore,
    "update": _update,
}


# --- the disk -------------------------------------------------------------------------------


class Change(NamedTuple):
    """One line of the record."""

    what: str
    path: str
    to: str
    at: int
    data: bytes


def read_record(path: Path) -> Iterator[Change]:
    """Yield what the shim wrote down."""
    with path.open("rb") as file:
        for line in file:
            what, name, to, at, size = line.decode().rstrip("\n").split("\t")
            yield Change(what, name, to, int(at), file.read(int(size)))


@dataclass(eq=False)
class File:
    """A file: what is on the disk for sure, and what may be. Or a folder, which has no data."""

    is_folder: bool = False
    safe: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def left(self, chance: random.Random, how: str) -> bytes:
        """Return what a power cut leaves of it."""
        data = bytearray(self.safe)
        for at, written in self.pending:
            kept = how == "all" or (how == "some" and chance.random() < 0.5)
            if how == "torn":
                kept, written = True, _torn(at, written, chance)
            if kept:
                _apply(data, at, written)
        return bytes(data)


def _apply(data: bytearray, at: int, written: bytes | None) -> None:
    if written is None:
        data[at:] = bytes(max(0, at - len(data)))
        return
    data.extend(bytes(max(0, at - len(data))))
    data[at : at + len(written)] = written


def _torn(at: int, written: bytes | None, chance: random.Random) -> bytes | None:
    """Return the part of a write up to some sector's edge."""
    if written is None:
        return None
    edge = (at // SECTOR + chance.randint(0, len(written) // SECTOR + 1)) * SECTOR - at
    return written[: max(0, edge)]


Names = dict[str, File]
Renaming = Callable[[Names], None]


class Disk:
    """A disk that remembers which of its changes are safe.

    Args:
        root: The vault's folder, which is there for sure.
    """

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self.names: Names = {}
        """As the program sees them."""
        self._safe: Names = {}
        self._pending: list[tuple[frozenset[str], Renaming]] = []

    def do(self, change: Change) -> None:
        """Take a change from the record."""
        path, to = change.path, change.to
        match change.what:
            case "write":
                self.names[path].pending.append((change.at, change.data))
            case "cut":
                self.names[path].pending.append((change.at, None))
            case "make" | "mkdir":
                made = File(is_folder=change.what == "mkdir")
                self._rename({path}, lambda names: names.__setitem__(path, made))
            case "rename":
                moved = self.names[path]

                def move(names: Names) -> None:
                    names.pop(path, None)
                    names[to] = moved

                self._rename({path, to}, move)
            case "unlink":

                def remove(names: Names) -> None:
                    names.pop(path, None)

                self._rename({path}, remove)
            case "fsync" if path in self.names and not self.names[path].is_folder:
                file = self.names[path]
                for at, written in file.pending:
                    _apply(file.safe, at, written)
                file.pending.clear()
            case "fsync":
                for folders, renaming in self._pending:
                    if path in folders:
                        renaming(self._safe)
                self._pending = [each for each in self._pending if path not in each[0]]

    def _rename(self, paths: set[str], renaming: Renaming) -> None:
        renaming(self.names)
        folders = frozenset(str(PurePosixPath(path).parent) for path in paths)
        self._pending.append((folders, renaming))

    def left(self, chance: random.Random, how: str) -> dict[str, bytes]:
        """Return the files that a power cut leaves.

        Args:
            chance: Chooses.
            how: ``none``, ``all`` or ``some`` of what is not safe, or ``torn``.
        """
        names = dict(self._safe)
        first_lost = chance.randint(0, len(self._pending))
        in_order = chance.random() < 0.5
        for number, (_folders, renaming) in enumerate(self._pending):
            by_chance = number < first_lost if in_order else chance.random() < 0.5
            if how == "all" or (how != "none" and by_chance):
                renaming(names)
        folders = {path for path, file in names.items() if file.is_folder} | {self._root}
        return {
            path: file.left(chance, how)
            for path, file in names.items()
            if str(PurePosixPath(path).parent) in folders and not file.is_folder
        }


# --- the campaign ---------------------------------------------------------------------------


def run(size: int, seed: int) -> Figures:
    """Look at ``size`` disks, spread over all moments of all lives."""
    figures = Figures()
    chance = random.Random(seed)
    for life in LIVES:
        with scratch() as folder:
            record = folder / "record"
            inside = (life, str(folder), str(record))
            common.run_apart(__file__, *inside, LD_PRELOAD=disk_shim.build(folder))
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
    notes = [Kept(*json.loads(change.data)) for change in changes if change.what == "note"]
    moments = len(changes)
    figures.counts[f"{life}: changes to the disk"] = moments - len(notes)
    disk, noted, met = Disk(folder / "vault"), -1, set()
    for moment, change in enumerate(changes):
        if change.what == "note":
            noted += 1
        else:
            disk.do(change)
        tries = size * (moment + 1) // moments - size * moment // moments
        for number in range(tries):
            how = ("some", "torn", "none", "all")[(moment + number) % 4]
            left = disk.left(chance, how)
            figures.counts["states"] += 1
            known = (_digest(left), noted)
            if known in met:
                figures.counts["states met before"] += 1
                continue
            met.add(known)
            figures.counts[f"{life}: different states"] += 1
            problem = _look(life, folder, left, notes[noted : noted + 2])
            if problem:
                figures.wrong.append(f"{life}: {problem} (change {moment}, {how})")


def _digest(left: dict[str, bytes]) -> bytes:
    whole = hashlib.blake2b(digest_size=16)
    for path, data in sorted(left.items()):
        whole.update(f"{path}\0{len(data)}\0".encode() + data)
    return whole.digest()


def _look(life: str, folder: Path, left: dict[str, bytes], kept: list[Kept]) -> str:
    """Rebuild the disk and open the vault; return what is wrong, or ""."""
    path = folder / "vault"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    for name, data in left.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(data)
    try:
        if not kept[0].seen:  # nothing was promised
            with suppress(JournalError):
                vault_in(path).state()
            return ""
        _check(path, kept)
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


def _check(path: Path, kept: list[Kept]) -> None:
    vault = vault_in(path, NEWER)
    keys = set()
    for each in kept:
        with suppress(JournalError):
            keys.add(vault.key_from_passphrase(each.passphrase))
    assert keys == {KEY}, "no passphrase opens it"
    codes = [each.code for each in kept]
    if "" not in codes:
        assert any(_code_opens(path, code) for code in codes), "no recovery code opens it"
    try:
        found = _found(vault.open(KEY))
    except (JournalDamaged, JournalMissing):
        assert any(each.harmed for each in kept), "damaged"
        vault.restore_newest(KEY)
        found = _found(vault.open(KEY))
    assert found in {each.seen for each in kept}, "what was acknowledged is not there"
    copies = len(vault.backups(KEY))
    assert copies >= min(each.copies for each in kept), "a backup is not there"


def _code_opens(path: Path, code: str) -> bool:
    with suppress(JournalError):
        return vault_in(path).key_from_recovery_code(code) == KEY
    return False


def _found(journal: Journal) -> str:
    assert isinstance(journal, SqlJournal)
    try:
        found = content(journal)
        journal.checkpoint()
        assert journal.database.is_sound(), "not sound"
    finally:
        journal.close()
    return found


if __name__ == "__main__":
    if "--inside" in sys.argv:
        _name, _flag, chosen, home, record_path = sys.argv
        LIVES[chosen](Recorder(Path(home), Path(record_path)))
    else:
        common.main(run, __doc__, DEFAULT)
