"""The lives that power_cut.py records: all that changes a vault, and what it acknowledges."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from campaigns.common import (
    CODE,
    NEWER,
    Person,
    Room,
    content,
    new_vault,
    put_on_stick,
    vault_from_elsewhere,
    worksheet_of,
)
from campaigns.disk_shim import Shim
from helpers.fake_vault import PASSPHRASE, FakeSecrets
from helpers.real_journal import SetClock
from helpers.vault import KEY, OTHER_KEY

from repair_desktop.core.recovery_code import new_code
from repair_desktop.services.key_changes import NewLock
from repair_desktop.services.moving import copy_vault
from repair_desktop.services.removal import Removal
from repair_desktop.services.vault import Protection
from repair_desktop.storage.connection import PAGE

DAY = 24
"""Acts, of one hour each."""

OTHERS = ("five quiet paper boats", "six quiet paper boats", "seven quiet paper boats")
"""Passphrases that take the first one's place."""

Way = tuple[str, str]
"""``passphrase``, ``code`` or ``keyring``, and what is typed."""


class Kept(NamedTuple):
    """What was acknowledged at a moment.

    Attributes:
        seen: The digest of what is in the journal; "" while nothing is promised.
        ways: Each of them opens it.
        closed: Passphrases and codes that open nothing any more: no backup, either, once the
            journal has been opened.
        items: What the keyring holds.
        copies: How many backups there are at least.
        alone: Whether an opening leaves nothing in the folder that its key does not open.
        mend: How a journal that does not open is mended: ``restore``, ``rescue``, or not at all.
        on_stick: Whether it is only on a stick yet, from where it can be adopted.
        removed: Whether the person let everything be deleted.
        newer: Whether a later version of the program is used.
        moved: Whether the program looks for the vault in its new folder.
    """

    seen: str = ""
    ways: tuple[Way, ...] = ()
    closed: tuple[str, ...] = ()
    items: dict[str, str] = {}  # noqa: RUF012 - never changed
    copies: int = 0
    alone: bool = False
    mend: str = ""
    on_stick: bool = False
    removed: bool = False
    newer: bool = False
    moved: bool = False


def read_kept(data: bytes) -> Kept:
    """Return what a remark in the record says."""
    kept = Kept(*json.loads(data))
    return kept._replace(ways=tuple((way, typed) for way, typed in kept.ways))


def moved(path: Path) -> Path:
    """Return the folder that a vault is moved to."""
    return path / "moved"


class NotedSecrets(FakeSecrets):
    """A keyring that tells when something in it has changed."""

    def __init__(self, changed: Callable[[dict[str, str]], None]) -> None:
        super().__init__()
        self._changed = changed

    def write(self, account: str, secret: str) -> None:
        super().write(account, secret)
        self._changed({**self.items})

    def delete(self, account: str) -> None:
        super().delete(account)
        self._changed({**self.items})


class Recorder:
    """Works in a vault and remarks what is acknowledged. Runs with the shim around it.

    Attributes:
        path: The vault.
        stick: Where a backup lies that is brought from elsewhere.
        room: The services, as since the last start of the program.
        clock: Their clock.
    """

    def __init__(self, folder: Path, record: Path) -> None:
        self.path = folder / "vault"
        self.stick = folder / "stick.rdbackup"
        self.clock = SetClock()
        self._kept = Kept()
        self._secrets = NotedSecrets(lambda items: self.note(items=items))
        self._shim = Shim()
        self._shim.record(record)
        self._shim.watch(self.path)
        self.start()

    def note(self, **changes: object) -> None:
        """Remark what is acknowledged from now on."""
        self._kept = self._kept._replace(**changes)  # type: ignore[arg-type]
        self._shim.note(json.dumps(self._kept))

    def start(self, newer: bool = False) -> None:
        """Start the program again, perhaps a later version."""
        self.note(newer=newer)
        self.room = Room(self.path, NEWER if newer else None, self.clock, self._secrets)

    def make(self, *, by_keyring: bool = False) -> None:
        """Make a vault."""
        self.note(removed=False)
        self.room.parts.folder.prepare()
        new = new_vault(by_keyring=by_keyring)
        self.room.vault.keep_key(new)
        journal = self.room.vault.create(new)
        way = ("keyring", "") if by_keyring else ("passphrase", PASSPHRASE)
        self.note(seen=content(journal), ways=[way, ("code", CODE.characters)])
        journal.close()

    def sit_down(self) -> Person:
        """Open the journal, by keyring where that is a way, and settle what is left to do."""
        _way, typed = next((way for way in self._kept.ways if way[0] != "code"), ("", ""))
        vault = self.room.vault
        by_keyring = ("keyring", "") in self._kept.ways
        self.room.key = vault.key_from_keyring() if by_keyring else vault.key_from_passphrase(typed)
        person = Person(self.room, self.clock, seed=11)
        self.room.settle(self.room.key, by_keyring)
        return person

    def act(self, person: Person, number: int, only: str = "") -> None:
        """Do one thing, and remark it."""
        person.act(number, only)
        copies = len(list((self.path / "backups").glob("*.rdbackup")))
        self.note(seen=content(person.journal), copies=copies)

    def work(self, numbers: Iterable[int], *, back_up: bool = False) -> None:
        """Sit down, act, perhaps back up at the end, and get up."""
        person = self.sit_down()
        number = 0
        for number in numbers:
            self.act(person, number)
        if back_up:
            self.act(person, number, only="back_up")
        person.journal.close()
        self.note()

    def harm(self, at: int, data: bytes, mend: str = "") -> None:
        """Let the closed journal be damaged, for sure."""
        self.note(mend=mend)
        _write(self.path / self.room.parts.header().database, at, data)

    def size(self) -> int:
        """Return the size of the journal in bytes."""
        return (self.path / self.room.parts.header().database).stat().st_size

    def rotate(self, lock: NewLock) -> None:
        """Let another key lock the closed journal, as the program does."""
        changes = self.room.changes
        closed = {typed for _way, typed in self._kept.ways if typed} | {*self._kept.closed}
        self.room.key = changes.rotate(self.room.key, lock)
        by_passphrase = lock.protection is Protection.PASSPHRASE
        assert lock.code is not None
        ways = [
            ("passphrase", lock.passphrase) if by_passphrase else ("keyring", ""),
            ("code", lock.code.characters),
        ]
        self.note(ways=ways, closed=sorted(closed))
        if by_passphrase:
            changes.forget_old_keys()


def _write(path: Path, at: int, data: bytes) -> None:
    """Write into a file that is there, for sure."""
    with path.open("r+b", buffering=0) as file:
        file.seek(at)
        file.write(data)
        os.fsync(file.fileno())


def _saves(recorder: Recorder) -> None:
    """Save, check in, delete, back up, close, open, for a while."""
    recorder.make()
    recorder.work(range(60))


def _slots(recorder: Recorder) -> None:
    """Change passphrase and recovery code, with backups of several days."""
    recorder.make()
    for number in range(4):
        recorder.work(range(number * DAY, number * DAY + 2), back_up=True)
    passphrase, code = PASSPHRASE, CODE.characters
    closed: list[str] = []
    for number, other in enumerate(OTHERS[:2], start=4):
        person = recorder.sit_down()
        recorder.act(person, number * DAY, only="check_in")
        recorder.room.changes.change_passphrase(KEY, other)
        closed.append(passphrase)
        passphrase = other
        recorder.note(ways=[("passphrase", passphrase), ("code", code)], closed=closed)
        # Not known to the person before it is there: until then either may open.
        recorder.note(ways=[("passphrase", passphrase)])
        closed.append(code)
        code = recorder.room.changes.add_recovery_code(KEY).characters
        recorder.note(ways=[("passphrase", passphrase), ("code", code)], closed=closed)
        recorder.act(person, number * DAY + 1, only="back_up")
        person.journal.close()
        recorder.note()


def _rotation(recorder: Recorder) -> None:
    """Let another key lock journal and backups: from the keyring, anew, and to the keyring.

    Before the last time all backups are damaged. They can not be written anew, and have to go.
    """
    recorder.note(alone=True)
    recorder.make(by_keyring=True)
    recorder.work(range(3), back_up=True)
    recorder.work(range(DAY, DAY + 2), back_up=True)
    for day, lock in enumerate(
        (
            NewLock(Protection.PASSPHRASE, OTHERS[0], new_code()),
            NewLock(Protection.PASSPHRASE, OTHERS[1], new_code()),
            NewLock(Protection.KEYRING, code=new_code()),
        ),
        start=2,
    ):
        if day == 4:
            recorder.note(alone=False, copies=0)
            for path in (recorder.path / "backups").iterdir():
                _write(path, path.stat().st_size - 100, b"damage")
        recorder.rotate(lock)
        recorder.note(alone=True)
        recorder.start()
        recorder.work([day * DAY], back_up=day == 2)


def _to_keyring(recorder: Recorder) -> None:
    """Let the keyring open the journal: beside the passphrase, and then in its place."""
    recorder.note(alone=True)
    recorder.make()
    recorder.work(range(3), back_up=True)
    recorder.work(range(DAY, DAY + 2), back_up=True)
    changes = recorder.room.changes
    changes.open_by_keyring(KEY, changes.keep_in_keyring(KEY))
    code = ("code", CODE.characters)
    recorder.note(ways=[("passphrase", PASSPHRASE), ("keyring", ""), code])
    recorder.start()
    person = recorder.sit_down()
    recorder.note(ways=[("keyring", ""), code], closed=[PASSPHRASE])
    recorder.act(person, 2 * DAY)
    person.journal.close()
    recorder.note()


def _restore(recorder: Recorder) -> None:
    """Back up, let the journal be damaged, restore, and go on; then restore another journal."""
    recorder.make()
    for number in range(3):
        person = recorder.sit_down()
        for act in range(10 * number, 10 * number + 5):
            recorder.act(person, act)
        recorder.act(person, 1000 * (number + 1), only="back_up")
        person.journal.close()
        recorder.harm(0, b"x" * PAGE, mend="restore")
        recorder.room.restore_newest()
        recorder.note(mend="")
    seen = put_on_stick(recorder.stick, vault_from_elsewhere())
    backups = recorder.room.backups
    backups.restore(backups.read(recorder.stick), KEY, OTHER_KEY)
    recorder.note(seen=seen)
    recorder.work([100])


def _rescue(recorder: Recorder) -> None:
    """Let pages of the journal be damaged, rescue what is left, and go on."""
    recorder.make()
    recorder.work(range(40), back_up=True)
    for number in range(3):
        at = recorder.size() // 2 // PAGE * PAGE if number else 0
        recorder.harm(at, bytes(PAGE), mend="rescue" if number < 2 else "restore")
        damaged = None
        if number == 2:  # a backup takes the journal's place before
            damaged = recorder.room.restore_newest().before
            recorder.note(seen=_seen(recorder), mend="")
        recorder.room.backups.rescue(KEY, worksheet_of, damaged)
        recorder.note(seen=_seen(recorder), mend="")
        recorder.work([DAY * (number + 3)])


def _seen(recorder: Recorder) -> str:
    """Return what is in the journal, on a copy of it."""
    parts = recorder.room.parts
    path = recorder.stick.with_name("seen.db")
    path.write_bytes((recorder.path / parts.header().database).read_bytes())
    journal = parts.opener.open(path, KEY)
    found = content(journal)
    journal.close()
    path.unlink()
    return found


def _adopt(recorder: Recorder) -> None:
    """Bring a backup from another computer into an empty folder."""
    seen = put_on_stick(recorder.stick, new_vault())
    recorder.note(seen=seen, on_stick=True, mend="restore")
    backups = recorder.room.backups
    backup = backups.read(recorder.stick)
    backups.adopt(backup, backups.key_from_passphrase(backup, PASSPHRASE))
    ways = [("passphrase", PASSPHRASE), ("code", CODE.characters)]
    recorder.note(on_stick=False, mend="", ways=ways)
    recorder.work(range(100, 103), back_up=True)


def _weekly(recorder: Recorder) -> None:
    """Let bytes be added behind the journal; the weekly check writes it anew."""
    recorder.make()
    for number in range(3):
        recorder.work(range(number * 10 * DAY, number * 10 * DAY + 5), back_up=number == 1)
        recorder.harm(recorder.size(), bytes(PAGE))
        recorder.clock.pass_by(days=8)


def _update(recorder: Recorder) -> None:
    """Open with a later version, which copies the journal first and then changes its tables."""
    recorder.make()
    recorder.work(range(12))
    recorder.start(newer=True)
    recorder.work(range(20, 24))


def _move(recorder: Recorder) -> None:
    """Put the vault into another folder, and go on there."""
    recorder.make()
    recorder.work(range(5), back_up=True)
    recorder.work(range(DAY, DAY + 3), back_up=True)
    here, recorder.path = recorder.room.parts, moved(recorder.path)
    recorder.start()
    copy_vault(here, recorder.room.parts, KEY)
    recorder.note(moved=True)
    here.folder.remove_everything(with_old=False)
    recorder.work(range(2 * DAY, 2 * DAY + 3), back_up=True)


def _removal(recorder: Recorder) -> None:
    """Set a vault aside, make another, delete everything; again with the keyring."""
    for by_keyring in (False, True):
        recorder.make(by_keyring=by_keyring)
        recorder.work(range(5), back_up=True)
        if not by_keyring:
            recorder.note(seen="", copies=0)
            recorder.room.vault.set_aside()
            recorder.make()
            recorder.work(range(3), back_up=True)
        removal = Removal(recorder.room.parts)
        if by_keyring:  # without its item the code alone opens it, until it is deleted
            recorder.note(ways=[("code", CODE.characters)])
        assert removal.forget_keys()
        removal.remove()
        recorder.note(seen="", ways=[], copies=0, removed=True)


LIVES: dict[str, Callable[[Recorder], None]] = {
    "saves": _saves,
    "slots": _slots,
    "rotation": _rotation,
    "to keyring": _to_keyring,
    "restore": _restore,
    "rescue": _rescue,
    "adopt": _adopt,
    "weekly": _weekly,
    "update": _update,
    "move": _move,
    "removal": _removal,
}
