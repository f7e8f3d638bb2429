"""A disk made of a record of changes, as a power cut may leave it.

What was written to a file and not yet fsynced is there, or not, or torn at a sector of 512 bytes,
each write by itself. Names that were made, renamed or removed are there, or not, until their folder
was fsynced. A folder takes what is in it along, as an inode does.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

SECTOR = 512


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

    def sync(self) -> None:
        """Let everything be there for sure."""
        for at, written in self.pending:
            _apply(self.safe, at, written)
        self.pending.clear()

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


Place = tuple[File, str]
"""A folder, and a name in it."""

Names = dict[Place, File]
Renaming = Callable[[Names], None]


class Disk:
    """A disk that remembers which of its changes are safe.

    Args:
        root: The folder above all others, which is there for sure.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._top = File(is_folder=True)
        self._names: Names = {}  # as the program sees them
        self._safe: Names = {}
        self._pending: list[tuple[frozenset[File], Renaming]] = []

    def do(self, change: Change) -> None:
        """Take a change from the record."""
        match change.what:
            case "write":
                self._at(change.path).pending.append((change.at, change.data))
            case "cut":
                self._at(change.path).pending.append((change.at, None))
            case "make" | "mkdir" if change.path != str(self._root):
                place, made = self._place(change.path), File(change.what == "mkdir")
                self._rename({place}, lambda names: names.__setitem__(place, made))
            case "rename":
                source, target = self._place(change.path), self._place(change.to)
                moved = self._names[source]

                def move(names: Names) -> None:
                    names.pop(source, None)
                    names[target] = moved

                self._rename({source, target}, move)
            case "unlink":
                gone = self._place(change.path)
                self._rename({gone}, lambda names: _forget(names, gone))
            case "fsync":
                file = self._at(change.path)
                file.sync()
                for folders, renaming in self._pending:
                    if file in folders:
                        renaming(self._safe)
                self._pending = [each for each in self._pending if file not in each[0]]

    def _rename(self, places: set[Place], renaming: Renaming) -> None:
        renaming(self._names)
        self._pending.append((frozenset(folder for folder, _name in places), renaming))

    def _place(self, path: str) -> Place:
        above, name = Path(path).parent, Path(path).name
        return self._at(str(above)), name

    def _at(self, path: str) -> File:
        """Return the file or folder of that name, as the program sees it now."""
        found = self._top
        for name in Path(path).relative_to(self._root).parts:
            found = self._names[found, name]
        return found

    def left(self, chance: random.Random, how: str) -> dict[str, bytes | None]:
        """Return what a power cut leaves: the data of each file, None for each folder.

        Args:
            chance: Chooses.
            how: ``none``, ``all`` or ``some`` of what is not safe, or ``torn``; or of the names
                only what was changed ``last``, and of the data none.
        """
        names = dict(self._safe)
        first_lost = chance.randint(0, len(self._pending))
        in_order = chance.random() < 0.5
        for number, (_folders, renaming) in enumerate(self._pending):
            by_chance = number < first_lost if in_order else chance.random() < 0.5
            is_last = number == len(self._pending) - 1
            if {"all": True, "none": False, "last": is_last}.get(how, by_chance):
                renaming(names)
        return {
            str(path): None if file.is_folder else file.left(chance, how)
            for path, file in _below(names, self._top, self._root)
        }


def _below(names: Names, folder: File, path: Path) -> Iterator[tuple[Path, File]]:
    """Yield what is in a folder, each folder before what is in it."""
    for (above, name), file in names.items():
        if above is folder:
            yield path / name, file
            if file.is_folder:
                yield from _below(names, file, path / name)


def _forget(names: Names, place: Place) -> None:
    names.pop(place, None)
