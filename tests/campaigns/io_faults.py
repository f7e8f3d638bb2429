"""Makes every single call to the disk fail, in turn, and looks what became of the journal.

Usage: python tests/campaigns/io_faults.py --size 2000

The k-th call on a file of the vault (write, fsync, truncate, rename, open, mkdir) fails: once, or
from then on, with an I/O error, a full disk, or a write cut short. Then the fault is gone. The
vault must open as a crash would have left it, and the program that met the fault must be able to
go on. What a service returned from must be there, what it raised from must be there wholly or not
at all, and what it raises must be an error that has words.
"""

from __future__ import annotations

import errno
import random
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common, disk_shim
from campaigns.common import CODE, NEWER, Figures, Person, content, new_vault, scratch, vault_in
from campaigns.disk_shim import Shim
from helpers.fake_vault import PASSPHRASE
from helpers.real_journal import SetClock
from helpers.vault import KEY

from repair_desktop.core.errors import JournalError, KnownError
from repair_desktop.services.vault import Vault, VaultState
from repair_desktop.storage.journal import SqlJournal

DEFAULT = 1200
FOREVER = 1 << 40
NEW_PASSPHRASE = "five quiet paper boats"


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
        vault: The vault.
        clock: Its clock.
        person: Somebody at work in it, where the journal is open.
        done: How many steps returned.
        code: The recovery code that was made.
        stayed_bad: Whether the disk fails for good, so that a change half done is hard to undo.
    """

    vault: Vault
    clock: SetClock
    person: Person | None = None
    done: int = 0
    code: str = CODE.characters
    stayed_bad: bool = False

    @property
    def someone(self) -> Person:
        """Somebody at work; comes when called."""
        if self.person is None:
            self.person = Person(self.vault, self.clock, seed=7)
        return self.person


Step = Callable[[Work], object]


@dataclass(frozen=True)
class Job:
    """What is done while the disk fails.

    Attributes:
        steps: Each is acknowledged when it returns.
        begins: The vault to begin with.
        is_open: Whether the journal is open by then.
        check: What else must be true of a folder afterwards.
    """

    steps: tuple[Step, ...]
    begins: str = "crashed"
    is_open: bool = True
    check: Callable[[Path, Work], None] | None = None


def _act(number: int, kind: str) -> Step:
    return lambda work: work.someone.act(number, only=kind)


def _create(work: Work) -> None:
    work.vault.create(new_vault()).close()


def _renew(work: Work) -> None:
    work.code = work.vault.add_recovery_code(KEY).characters


def _has_copy(path: Path, work: Work) -> None:
    kept = len(vault_in(path).backups(KEY))
    assert kept == len(list((path / "backups").glob("*.db"))), "a copy that is none"
    assert kept == 1 + work.done or not work.done, "the copy is not there"


def _opens_with_code(path: Path, work: Work) -> None:
    if work.done or not work.stayed_bad:
        key = vault_in(path).key_from_recovery_code(work.code)
        assert key == KEY, "the code does not open"


def _opens_with_passphrase(path: Path, work: Work) -> None:
    if work.done or not work.stayed_bad:
        passphrase = NEW_PASSPHRASE if work.done else PASSPHRASE
        key = vault_in(path).key_from_passphrase(passphrase)
        assert key == KEY, "the passphrase does not open"


_KINDS = ("check_in", "first", "save", "state", "delete", "delete_rupture", "check_in")
JOBS: dict[str, Job] = {
    "save": Job(tuple(_act(200 + number, kind) for number, kind in enumerate(_KINDS))),
    "checkpoint": Job((lambda work: work.someone.journal.checkpoint(),)),
    "close": Job((lambda work: work.someone.journal.close(),)),
    "open": Job((lambda work: work.someone,), is_open=False),
    "update": Job((lambda work: work.someone,), begins="older", is_open=False),
    "back up": Job(
        (lambda work: work.vault.back_up_if_due(work.someone.journal, KEY),), check=_has_copy
    ),
    "passphrase": Job(
        (lambda work: work.vault.change_passphrase(KEY, NEW_PASSPHRASE),),
        check=_opens_with_passphrase,
    ),
    "recovery code": Job((_renew,), check=_opens_with_code),
    "restore": Job(
        (lambda work: work.vault.restore_newest(KEY),), begins="harmed", is_open=False
    ),
    "create": Job((_create,), begins="empty", is_open=False),
}  # fmt: skip


def run(size: int, seed: int) -> Figures:
    """Make ``size`` faults drawn by chance; all there are when ``size`` is large enough."""
    with scratch() as folder:
        return common.figures_apart(__file__, size, seed, LD_PRELOAD=disk_shim.build(folder))


@dataclass
class Bench:
    """Where the faults are made, inside the shim."""

    folder: Path
    figures: Figures = field(default_factory=Figures)
    shim: Shim = field(default_factory=Shim)
    states: dict[str, list[str]] = field(default_factory=dict)
    """What is in the journal before a job and after each of its steps."""

    @property
    def path(self) -> Path:
        """The vault."""
        return self.folder / "vault"

    def begin(self, job: Job) -> Work:
        """Return fresh work."""
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(self.folder / job.begins, self.path)
        opener = NEWER if job.begins == "older" else None
        clock = SetClock()
        work = Work(vault_in(self.path, opener, clock), clock)
        if job.is_open:
            work.someone.act(198, only="check_in")
            work.someone.act(199, only="delete")
            clock.moment = SetClock().moment
        return work

    def rehearse(self, name: str) -> int:
        """Do a job without a fault; return how many calls to the disk it takes."""
        work, job = self.begin(JOBS[name]), JOBS[name]
        states = [_found(self.copy())] if job.begins != "empty" else []
        calls = 0
        for step in job.steps:
            self.shim.watch(self.path)
            self.shim.fail(0, 0, 0, False)
            step(work)
            calls += self.shim.heal()
            self.shim.watch(Path())
            states.append(_found(self.copy()))
        if work.person is not None:
            work.person.journal.close()
        self.states[name] = states if job.begins != "empty" else [*states, *states]
        return calls

    def copy(self) -> Path:
        """Return a copy of the vault as it lies on the disk now, as after a crash."""
        crashed = self.folder / "copy"
        shutil.rmtree(crashed, ignore_errors=True)
        shutil.copytree(self.path, crashed)
        return crashed

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
            assert again == "returned" or name in ("close", "create"), f"goes on: {again}"
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
        if job.check is not None:
            job.check(path, work)
        if name == "create" and not work.done:
            _create_again(path)
        found = _found(path)
        assert found in states[work.done : work.done + 2], f"lost after step {work.done}"


def _found(path: Path) -> str:
    """Open as at the next start, restoring a damaged journal; return what is in it."""
    vault = vault_in(path, NEWER)
    key = None
    for passphrase in (PASSPHRASE, NEW_PASSPHRASE):
        with suppress(JournalError):
            key = vault.key_from_passphrase(passphrase)
    assert key == KEY, "no passphrase opens it"
    try:
        journal = vault.open(key)
        found = content(journal)
    except JournalError:
        assert path.joinpath("harmed").exists(), "damaged"
        vault.restore_newest(KEY)
        journal = vault.open(key)
        found = content(journal)
    assert isinstance(journal, SqlJournal)
    journal.checkpoint()
    assert journal.database.is_sound(), "not sound"
    journal.close()
    return found


def _create_again(path: Path) -> None:
    """A vault that could not be made must be none, so that it can be made after all."""
    vault = vault_in(path)
    state = vault.state()
    if state is VaultState.FIRST_RUN:
        vault.create(new_vault()).close()
    else:
        assert state is VaultState.PASSPHRASE, f"left as {state}"


def _make_templates(folder: Path) -> None:
    """Make vaults to begin with.

    ``crashed`` has a write-ahead log and rows set aside, and a copy; ``older`` is to be brought up
    to date, ``harmed`` to be restored.
    """
    (folder / "empty").mkdir()
    good = folder / "good"
    common.create(good).close()
    clock = SetClock()
    person = Person(vault_in(good, clock=clock), clock, seed=7)
    for number in range(40):
        person.act(number)
    for backup in (good / "backups").glob("*"):
        backup.unlink()
    person.act(40, only="back_up")
    person.act(41, only="delete")
    shutil.copytree(good, folder / "crashed")
    person.journal.close()
    shutil.copytree(good, folder / "older")
    shutil.copytree(good, folder / "harmed")
    (folder / "harmed" / "harmed").touch()
    database = folder / "harmed" / "journal.1.db"
    database.write_bytes(b"x" * 8192)


def _inside(size: int, seed: int) -> Figures:
    """What runs with the shim around it."""
    chance = random.Random(seed)
    with scratch() as folder:
        bench = Bench(folder)
        _make_templates(folder)
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
