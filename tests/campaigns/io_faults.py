"""Makes every single call to the disk fail, in turn, and looks what became of the journal.

Usage: python tests/campaigns/io_faults.py --size 2000

The k-th call on a file of the vault (write, fsync, truncate, rename, open, mkdir, unlink, rmdir)
fails: once, or from then on, with an I/O error, a full disk, or a write cut short. Then the fault
is gone. The vault must open as a crash would have left it, and the program that met the fault must
be able to go on. What a service returned from must be there, what it raised from must be there
wholly or not at all, and what it raises must be an error that has words.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common, disk_shim
from campaigns.common import (
    CODE,
    NEWER,
    VAULT_ID,
    Figures,
    Person,
    Room,
    content,
    new_vault,
    put_on_stick,
    scratch,
    vault_from_elsewhere,
    worksheet_of,
)
from campaigns.disk_shim import Shim
from campaigns.worse_vault import worse
from helpers.fake_vault import PASSPHRASE, FakeSecrets
from helpers.journals import NOON
from helpers.real_journal import SetClock
from helpers.vault import KEY, OTHER_KEY

from repair_desktop.core.errors import (
    DiskFault,
    JournalDamaged,
    JournalError,
    JournalMissing,
    KnownError,
    WrongPassphrase,
)
from repair_desktop.core.ports import JournalKey
from repair_desktop.core.recovery_code import new_code
from repair_desktop.services.key_changes import NewLock
from repair_desktop.services.removal import Removal
from repair_desktop.services.vault import Protection, VaultState
from repair_desktop.storage.connection import PAGE
from repair_desktop.storage.journal import SqlJournal

DEFAULT = 1200
FOREVER = 1 << 40
NEW_PASSPHRASE = "five quiet paper boats"
LATER = NOON + timedelta(days=100)
"""When the program starts again: the weekly check is due by then."""


@dataclass(frozen=True)
class Fault:
    """What goes wrong at a call, and for how many calls."""

    name: str
    error: int
    calls: int
    cut_short: bool = False


FAULTS = (
    Fault("an I/O error", errno.EIO, 1),
    Fault("I/O errors from then on", errno.EIO, FOREVER),
    Fault("a full disk, once", errno.ENOSPC, 1),
    Fault("a full disk from then on", errno.ENOSPC, FOREVER),
    Fault("a short write", errno.EIO, 1, cut_short=True),
    Fault("a short write, then a full disk", errno.ENOSPC, FOREVER, cut_short=True),
)


@dataclass
class Work:
    """Something done in a vault, step by step.

    Attributes:
        room: The vault and its services.
        clock: Its clock.
        secrets: Its keyring.
        stick: A backup from elsewhere.
        person: Somebody at work in it, where the journal is open.
        done: How many steps returned.
        code: The recovery code that was made.
        stayed_bad: Whether the disk fails for good, so that a change half done is hard to undo.
    """

    room: Room
    clock: SetClock
    secrets: FakeSecrets
    stick: Path
    person: Person | None = None
    done: int = 0
    code: str = CODE.characters
    stayed_bad: bool = False

    @property
    def someone(self) -> Person:
        """Somebody at work; comes when called."""
        if self.person is None:
            self.person = Person(self.room, self.clock, seed=7)
        return self.person

    @property
    def may_be_done(self) -> bool:
        """Whether what was not acknowledged may have been done all the same."""
        return self.stayed_bad and not self.done


Step = Callable[[Work], object]
Check = Callable[[Room, Work], None]
"""Looks at the vault at the next start of the program."""


@dataclass(frozen=True)
class Job:
    """What is done while the disk fails.

    Attributes:
        steps: Each is acknowledged when it returns.
        begins: The vault to begin with.
        is_open: Whether the journal is open by then.
        before: What else must be true afterwards, before the journal is opened.
        after: What else must be true once it was opened.
        may_say: What the same steps may raise when they are done once more on a sound disk.
    """

    steps: tuple[Step, ...]
    begins: str = "crashed"
    is_open: bool = True
    before: Check | None = None
    after: Check | None = None
    may_say: tuple[str, ...] = ()


def _act(number: int, kind: str) -> Step:
    return lambda work: work.someone.act(number, only=kind)


def _create(work: Work) -> None:
    work.room.vault.create(new_vault()).close()


def _another_code(work: Work) -> None:
    work.code = work.room.changes.add_recovery_code(KEY).characters


def _rotate(work: Work) -> None:
    lock = NewLock(Protection.PASSPHRASE, NEW_PASSPHRASE, new_code())
    work.room.key = work.room.changes.rotate(KEY, lock)


def _restore_other(work: Work) -> None:
    backups = work.room.backups
    backups.restore(backups.read(work.stick), KEY, OTHER_KEY)


def _adopt(work: Work) -> None:
    backups = work.room.backups
    backups.adopt(backups.read(work.stick), KEY)


def _read_all(work: Work) -> None:
    """Open, a week later."""
    work.clock.moment = LATER
    assert work.someone.journal


# --- what must be true besides ------------------------------------------------------------------


def _opens(room: Room, passphrase: str) -> bool:
    with suppress(WrongPassphrase):
        room.vault.key_from_passphrase(passphrase)
        return True
    return False


def _backup_opens(room: Room, typed: str) -> bool:
    found = False
    for backup in room.backups.listed():
        for way in (room.backups.key_from_passphrase, room.backups.key_from_recovery_code):
            with suppress(JournalError):
                way(backup, typed)
                found = True
    return found


def _has_copy(room: Room, work: Work) -> None:
    kept = len(room.backups.sound(KEY))
    assert kept == len(list(room.parts.folder.backups.glob("*.rdbackup"))), "a copy that is none"
    assert kept == 1 + work.done or not work.done, "the copy is not there"


def _opens_with_code(room: Room, work: Work) -> None:
    if not work.may_be_done:
        assert room.vault.key_from_recovery_code(work.code) == KEY, "the code does not open"


def _old_code_opens_no_backup(room: Room, work: Work) -> None:
    if work.done:
        assert not _backup_opens(room, CODE.characters), "the old code opens a backup"


def _one_passphrase_opens(room: Room, work: Work) -> None:
    old, new = _opens(room, PASSPHRASE), _opens(room, NEW_PASSPHRASE)
    assert old != new, "both open" if old else "neither opens"
    assert new is bool(work.done) or work.may_be_done, "the wrong passphrase opens"


def _old_passphrase_opens_no_backup(room: Room, work: Work) -> None:
    if work.done:
        assert not _backup_opens(room, PASSPHRASE), "the old passphrase opens a backup"


def _has_one_key(room: Room, _work: Work) -> None:
    """Nothing of another key is left, and the backup is there."""
    ours = ("vault.json", "backups", "reserve.bin")
    names = {p.name for p in room.vault.path.iterdir() if not p.name.startswith(ours)}
    assert names == {room.parts.header().database}, f"of another key: {names}"
    kept = [backup.path for backup in room.backups.sound(room.key)]
    assert kept == [*room.parts.folder.backups.iterdir()], "a backup of another key, or none"
    assert len(kept) == 1, "the backup is not there"


def _keyring_or_passphrase(room: Room, work: Work) -> None:
    if work.done < 3 and not work.stayed_bad:
        assert _opens(room, PASSPHRASE), "the passphrase does not open"
    if work.done >= 2:
        assert room.vault.key_from_keyring() == KEY, "the keyring does not open"
    if work.done == 3:
        assert not _opens(room, PASSPHRASE), "the passphrase still opens"


def _no_backup_by_passphrase(room: Room, work: Work) -> None:
    if work.done == 3:
        assert not _backup_opens(room, PASSPHRASE), "the passphrase opens a backup"


def _create_again(room: Room, work: Work) -> None:
    """A vault that could not be made must be none, so that it can be made after all."""
    state = room.vault.state()
    if work.may_be_done and state is VaultState.HEADER_LOST:  # the disk kept parts of it
        room.vault.set_aside()
        state = room.vault.state()
    if not work.done and state is VaultState.FIRST_RUN:
        room.vault.create(new_vault()).close()
    else:
        assert state is VaultState.PASSPHRASE, f"left as {state}"


def _adopt_again(room: Room, work: Work) -> None:
    """As :func:`_create_again`; where the disk kept parts of it, the backup itself is taken in."""
    state, backup = room.vault.state(), room.backups.read(work.stick)
    if not work.done and state is VaultState.FIRST_RUN:
        room.backups.adopt(backup, KEY)
    elif work.may_be_done and state is VaultState.HEADER_LOST:
        room.backups.take_in(backup)
    else:
        assert state is VaultState.PASSPHRASE, f"left as {state}"


_KINDS = (
    "check_in",
    "first",
    "save",
    "state",
    "session",
    "card",
    "lock",
    "lock",
    "delete",
    "delete_rupture",
    "check_in",
)
JOBS: dict[str, Job] = {
    "save": Job(tuple(_act(200 + number, kind) for number, kind in enumerate(_KINDS))),
    "checkpoint": Job((lambda work: work.someone.journal.checkpoint(),)),
    "close": Job((lambda work: work.someone.journal.close(),), may_say=("JournalMissing",)),
    "open": Job((lambda work: work.someone,), is_open=False),
    "weekly": Job((_read_all,), begins="torn", is_open=False),
    "update": Job((lambda work: work.someone,), begins="older", is_open=False),
    "back up": Job(
        (lambda work: work.room.backups.make_if_due(work.someone.journal, KEY),), before=_has_copy
    ),
    "passphrase": Job(
        (lambda work: work.room.changes.change_passphrase(KEY, NEW_PASSPHRASE),),
        before=_one_passphrase_opens,
        after=_old_passphrase_opens_no_backup,
    ),
    "recovery code": Job(
        (_another_code,), before=_opens_with_code, after=_old_code_opens_no_backup
    ),
    "to keyring": Job(
        (
            lambda work: work.room.changes.keep_in_keyring(KEY),
            lambda work: work.room.changes.open_by_keyring(KEY, f"{VAULT_ID}:1"),
            lambda work: work.room.changes.keyring_has_proven(KEY),
        ),
        before=_keyring_or_passphrase,
        after=_no_backup_by_passphrase,
    ),
    "rotate": Job(
        (_rotate,),
        begins="good",
        is_open=False,
        before=_one_passphrase_opens,
        after=_has_one_key,
        may_say=("KeyMissing",),  # the new one is in force already, where the disk stayed bad
    ),
    "settle": Job(
        (lambda work: work.someone, lambda work: work.room.settle(work.room.key, False)),
        begins="rotated",
        is_open=False,
        after=_has_one_key,
    ),
    "restore": Job((lambda work: work.room.restore_newest(),), begins="harmed", is_open=False),
    "restore other": Job((_restore_other,), begins="good", is_open=False),
    "rescue": Job(
        (lambda work: work.room.backups.rescue(KEY, worksheet_of),),
        begins="holed",
        is_open=False,
    ),
    "create": Job(
        (_create,), "empty", is_open=False, before=_create_again, may_say=("JournalExists",)
    ),
    "adopt": Job(
        (_adopt,), "empty", is_open=False, before=_adopt_again, may_say=("JournalExists",)
    ),
    "remove": Job((lambda work: Removal(work.room.parts).remove(),), "good", is_open=False),
    "finish removal": Job(
        (lambda work: work.room.vault.finish_removal(),), "half removed", is_open=False
    ),
}  # fmt: skip


def run(size: int, seed: int, fault: str = "") -> Figures:
    """Make ``size`` faults drawn by chance; all there are when ``size`` is large enough.

    Args:
        size: How many.
        seed: Chooses.
        fault: One of :data:`campaigns.worse_vault.FAULTS`, to be noticed.
    """
    with scratch() as folder:
        library = disk_shim.build(folder)
        return common.figures_apart(__file__, size, seed, LD_PRELOAD=library, WORSE=fault)


@dataclass
class Bench:
    """Where the faults are made, inside the shim."""

    folder: Path
    figures: Figures = field(default_factory=Figures)
    shim: Shim = field(default_factory=Shim)
    states: dict[str, list[str]] = field(default_factory=dict)
    """What is in the journal before a job and after each of its steps; "" for no journal."""
    rotated_key: JournalKey = KEY
    """The key of the vault that is called ``rotated``."""

    @property
    def path(self) -> Path:
        """The vault."""
        return self.folder / "vault"

    @property
    def stick(self) -> Path:
        """A backup from elsewhere."""
        return self.folder / "stick.rdbackup"

    def begin(self, job: Job) -> Work:
        """Return fresh work."""
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(self.folder / job.begins, self.path)
        opener = NEWER if job.begins == "older" else None
        clock, secrets = SetClock(), FakeSecrets()
        stick = self.folder / ("own.rdbackup" if job.begins == "empty" else "other.rdbackup")
        work = Work(Room(self.path, opener, clock, secrets), clock, secrets, stick)
        if job.begins == "rotated":
            work.room.key = self.rotated_key
        if job.is_open:
            work.someone.act(198, only="check_in")
            work.someone.act(199, only="delete")
            clock.moment = SetClock().moment
        return work

    def rehearse(self, name: str) -> int:
        """Do a job without a fault; return how many calls to the disk it takes."""
        work, job = self.begin(JOBS[name]), JOBS[name]
        states = [_found(self.enter(self.copy(), work))]
        calls = 0
        for step in job.steps:
            self.shim.watch(self.path)
            self.shim.fail(0, 0, 0, False)
            step(work)
            calls += self.shim.heal()
            self.shim.watch(Path())
            states.append(_found(self.enter(self.copy(), work)))
        if work.person is not None:
            work.person.journal.close()
        # What could not be made is made by the check, and what was half deleted is none.
        self.states[name] = states if states[0] else [states[-1]] * 2
        return calls

    def copy(self) -> Path:
        """Return a copy of the vault as it lies on the disk now, as after a crash."""
        crashed = self.folder / "copy"
        shutil.rmtree(crashed, ignore_errors=True)
        shutil.copytree(self.path, crashed)
        return crashed

    @staticmethod
    def enter(path: Path, work: Work) -> Room:
        """Start the program again, later."""
        secrets = FakeSecrets()
        secrets.items.update(work.secrets.items)
        return Room(path, NEWER, SetClock(LATER), secrets)

    def fault(self, name: str, fault: Fault, call: int) -> None:
        """Do a job with a fault, look, go on, and look again."""
        job = JOBS[name]
        work = self.begin(job)
        work.stayed_bad = fault.calls > 1
        self.shim.watch(self.path)
        self.shim.fail(call, call + fault.calls - 1, fault.error, fault.cut_short)
        outcome = self.go_on(job, work)
        self.shim.heal()
        self.shim.watch(Path())
        self.figures.counts["faults"] += 1
        self.figures.counts[f"{name}: {outcome}"] += 1
        where = f"{name}, {fault.name}, call {call}, {outcome}"
        try:
            assert "unknown" not in outcome, outcome
            assert outcome != "raised JournalDamaged", "the disk's fault, not the journal's"
            self.check(name, self.copy(), work)
            again = self.go_on(job, work)
            assert again == "returned" or again.removeprefix("raised ") in job.may_say, (
                f"goes on: {again}"
            )
            if work.person is not None:
                work.person.journal.close()
            self.check(name, self.path, work)
        except Exception as problem:
            self.figures.wrong.append(f"{where}: {type(problem).__name__}: {problem}")

    @staticmethod
    def go_on(job: Job, work: Work) -> str:
        """Do the steps that are not done yet; return how it went."""
        try:
            for step in job.steps[work.done :]:
                step(work)
                work.done += 1
        except KnownError as known:
            return f"raised {type(known).__name__}"
        except Exception as bug:
            return f"unknown error: {bug!r}"
        return "returned"

    def check(self, name: str, path: Path, work: Work) -> None:
        """Check what lies in ``path``: it opens, is sound, and holds what was acknowledged."""
        job, states = JOBS[name], self.states[name]
        room = self.enter(path, work)
        if job.before is not None:
            job.before(room, work)
        found = _found(room)
        assert found in states[work.done : work.done + 2], f"lost after step {work.done}"
        if job.after is not None:
            job.after(room, work)


def _found(room: Room) -> str:
    """Open as at the next start, mending a damaged journal; return what is in it, "" for none."""
    vault = room.vault
    vault.finish_removal()
    if vault.state() is VaultState.FIRST_RUN:
        left = [path.name for path in vault.path.iterdir()]
        assert not left, f"left behind: {left}"
        return ""
    keys = {vault.key_from_passphrase(p) for p in (PASSPHRASE, NEW_PASSPHRASE) if _opens(room, p)}
    if vault.state() is VaultState.KEYRING:
        keys.add(vault.key_from_keyring())
    assert len(keys) == 1, "no key, or two"
    [room.key] = keys
    try:
        journal = vault.open(room.key)
        found = content(journal)
    except (JournalDamaged, JournalMissing):
        _mend(room)
        journal = vault.open(room.key)
        found = content(journal)
    assert isinstance(journal, SqlJournal)
    journal.checkpoint()
    assert journal.database.is_sound(), "not sound"
    journal.close()
    return found


def _mend(room: Room) -> None:
    if room.vault.path.joinpath("holed").exists():
        room.backups.rescue(KEY, worksheet_of)
        return
    harmed = room.vault.path.joinpath("harmed").exists()
    assert harmed or not room.parts.folder.header_is_whole(), "damaged"  # taken in: half adopted
    room.restore_newest()


def _make_templates(bench: Bench) -> None:
    """Make vaults to begin with.

    ``good`` is closed, and has a copy. ``crashed`` has a write-ahead log and rows set aside, too.
    ``older`` is to be brought up to date, ``torn`` has bytes behind its end, ``harmed`` is to be
    restored and ``holed`` to be rescued, ``rotated`` has another key and both folders of backups,
    and of ``half removed`` the header is gone.
    """
    folder = bench.folder
    put_on_stick(folder / "other.rdbackup", vault_from_elsewhere())
    put_on_stick(folder / "own.rdbackup", new_vault())
    (folder / "empty").mkdir()
    good = folder / "good"
    common.create(good).close()
    clock = SetClock()
    person = Person(Room(good, clock=clock), clock, seed=7)
    for number in range(40):
        person.act(number)
    for backup in (good / "backups").glob("*"):
        backup.unlink()
    person.act(40, only="back_up")
    person.act(41, only="delete")
    shutil.copytree(good, folder / "crashed")
    person.journal.close()
    for name in ("older", "torn", "harmed", "holed", "rotated", "half removed"):
        shutil.copytree(good, folder / name)
    for name in ("harmed", "holed"):
        (folder / name / name).touch()
    size = (good / "journal.1.db").stat().st_size
    _write(folder / "harmed", 0, b"x" * 8192)
    _write(folder / "holed", size // 2 // PAGE * PAGE, bytes(PAGE))
    _write(folder / "torn", size, bytes(PAGE))
    room = Room(folder / "rotated")
    with patch.object(room.parts.folder, "swap_backups", side_effect=DiskFault):
        lock = NewLock(Protection.PASSPHRASE, NEW_PASSPHRASE, new_code())
        bench.rotated_key = room.changes.rotate(KEY, lock)
    Room(folder / "half removed").parts.folder.begin_removal()
    (folder / "half removed" / "vault.json").unlink()


def _write(vault: Path, at: int, data: bytes) -> None:
    with (vault / "journal.1.db").open("r+b") as file:
        file.seek(at)
        file.write(data)


def _inside(size: int, seed: int) -> Figures:
    """What runs with the shim around it."""
    chance = random.Random(seed)
    with scratch() as folder, worse(os.environ["WORSE"]):
        bench = Bench(folder)
        _make_templates(bench)
        todo = []
        for name in JOBS:
            calls = bench.rehearse(name)
            bench.figures.counts[f"{name}: calls to the disk"] = calls
            todo += [(name, fault, call + 1) for fault in FAULTS for call in range(calls)]
        bench.figures.counts["faults there are"] = len(todo)
        for name, fault, call in chance.sample(todo, min(size, len(todo))):
            bench.fault(name, fault, call)
        return bench.figures


if __name__ == "__main__":
    if "--inside" in sys.argv:
        common.say_inside(_inside)
    else:
        common.main(run, __doc__, DEFAULT)
