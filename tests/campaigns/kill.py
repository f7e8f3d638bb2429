"""Kills a process that saves, at random moments, and looks whether anything it said was kept is.

Usage: python tests/campaigns/kill.py --size 2000

A child works in a vault and says the number of each act on a pipe once the services returned.
After SIGKILL the journal must equal that of a person who did the same acts undisturbed: exactly
those that were said, or those and the one that was under way.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
import traceback
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common
from campaigns.common import Figures, Person, Room, content, scratch
from helpers.fake_vault import PASSPHRASE
from helpers.real_journal import SetClock
from helpers.vault import KEY

from repair_desktop.core.errors import KnownError
from repair_desktop.storage.journal import SqlJournal

DEFAULT = 200
KILLS_A_VAULT = 25
LATEST_KILL = 0.15
"""Seconds after the child began, the opening of the journal included."""


def run(size: int, seed: int) -> Figures:
    """Kill ``size`` times. In a process of its own: one with threads must not fork."""
    return common.figures_apart(__file__, size, seed)


def _inside(size: int, seed: int) -> Figures:
    figures = Figures()
    chance = random.Random(seed)
    for number in range(0, size, KILLS_A_VAULT):
        with scratch() as folder:
            _one_vault(folder, min(KILLS_A_VAULT, size - number), chance, figures)
    return figures


def _one_vault(folder: Path, kills: int, chance: random.Random, figures: Figures) -> None:
    harmed, peaceful = folder / "harmed", folder / "peaceful"
    seed = chance.getrandbits(32)
    for path in (harmed, peaceful):
        common.create(path).close()
    clock = SetClock()
    twin = Person(Room(peaceful, clock=clock), clock, seed, keeps_copies=False)
    done = 0
    for _ in range(kills):
        said = _kill_one(harmed, seed, done, chance.uniform(0, LATEST_KILL))
        figures.counts["kills"] += 1
        figures.counts["acts said to be kept"] += said - done
        while done < said:
            twin.act(done)
            done += 1
        where = f"after act {done} of vault {seed}"
        try:
            found = _look(harmed, figures, where)
        except KnownError as error:
            figures.wrong.append(f"{type(error).__name__} {where}")
            return
        if found != content(twin.journal):
            twin.act(done)  # the one under way was kept too, unsaid
            done += 1
            figures.counts["acts kept, but not said"] += 1
        if found != content(twin.journal):
            figures.wrong.append(f"lost or changed {where}")
            return
    twin.journal.close()


def _look(path: Path, figures: Figures, where: str) -> str:
    room = Room(path)
    vault = room.vault
    left = path / "journal.1.db-wal"
    figures.counts["left a log to recover"] += left.exists() and left.stat().st_size > 0
    journal = vault.open(vault.key_from_passphrase(PASSPHRASE))
    assert isinstance(journal, SqlJournal)
    found = content(journal)
    journal.checkpoint()
    figures.expect(journal.database.is_sound(), f"not sound {where}")
    journal.close()
    copies = list((path / "backups").glob("*.rdbackup"))
    sound = room.backups.sound(KEY)
    figures.counts["copies verified"] += len(sound)
    figures.expect(len(sound) == len(copies), f"a copy that is none {where}")
    return found


def _kill_one(path: Path, seed: int, first: int, after: float) -> int:
    """Let a child work and kill it after some seconds; return how many acts it said are done."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _work(path, seed, first, writing)
    os.close(writing)
    said = b""
    deadline = time.monotonic() + after
    alive = True
    while True:
        wait = max(0.0, deadline - time.monotonic()) if alive else None
        if select.select([reading], [], [], wait)[0]:
            heard = os.read(reading, 65536)
            if not heard:
                break
            said += heard
        elif alive:
            os.kill(child, signal.SIGKILL)
            alive = False
    os.close(reading)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child failed by itself"
    return int.from_bytes(said[-4:], "big") if said else first


def _work(path: Path, seed: int, first: int, writing: int) -> None:
    """The child: act, say so, act again. Never returns."""
    try:
        clock = SetClock()
        person = Person(Room(path, clock=clock), clock, seed)
        for number in count(first):
            person.act(number)
            os.write(writing, (number + 1).to_bytes(4, "big"))
    finally:
        traceback.print_exc()
        os._exit(1)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        common.say_inside(_inside)
    else:
        common.main(run, __doc__, DEFAULT)
