"""Damages the database file in many ways and looks whether every wrong word is noticed.

Usage: python tests/campaigns/database_fuzz.py --size 5000

A made-up year with some long answers lies in the journal; half of the tries find it as a crash
leaves it, with a write-ahead log, and may damage either file. In half of them the weekly check is
due. Each must be read with every row right, or be named as damaged; never may a row be silently
wrong or missing, never may damage be called a wrong key. A good backup must be restorable every
time, and what is rescued from the damaged file after that must be as it was. Shares are hundredths
of a percent of all entries and check-ins.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common
from campaigns.common import Figures, Person, Room, content, scratch, worksheet_of
from campaigns.worse_vault import worse
from helpers.fake_vault import PASSPHRASE
from helpers.journals import NOON
from helpers.real_journal import WORKSHEETS, SetClock
from helpers.vault import KEY

from repair_desktop.content.demo import load_demo
from repair_desktop.core.entries import Entry
from repair_desktop.core.errors import JournalDamaged, JournalMissing, KnownError
from repair_desktop.core.ids import WorksheetId
from repair_desktop.core.moods import Mood
from repair_desktop.core.ports import Journal
from repair_desktop.core.ruptures import Rupture
from repair_desktop.core.sessions import Session, SessionState
from repair_desktop.services.demo import fill
from repair_desktop.storage.connection import PAGE
from repair_desktop.storage.rescue import LOCKED_WORKSHEET

DEFAULT = 1500
LONG_ENTRIES = 12
FRAME = PAGE + 24
LOG_HEADER = 32
WHOLE = 10_000
LATER = NOON + timedelta(days=8)

T = TypeVar("T")
Things = Mapping[object, object]
"""What a person would see, each by its id: check-ins, ruptures, entries and their answers."""


@dataclass(frozen=True)
class Good:
    """A sound journal.

    Attributes:
        database: The file, with everything in it.
        backup: A copy.
        seen: The digest of what it holds.
        crashed: The file as a crash after the last save would leave it.
        log: The write-ahead log beside that one.
        things: What it holds, one by one.
        entries: How many entries and check-ins that are.
    """

    database: bytes
    backup: bytes
    seen: str
    crashed: bytes
    log: bytes
    things: Things
    entries: int


def run(size: int, seed: int, fault: str = "") -> Figures:
    """Damage a journal ``size`` times.

    Args:
        size: How often.
        seed: Chooses.
        fault: One of :data:`campaigns.worse_vault.FAULTS`, to be noticed.
    """
    figures = Figures()
    chance = random.Random(seed)
    with scratch() as folder, worse(fault):
        good = _good(folder, seed)
        figures.counts["pages of the journal"] = len(good.database) // PAGE
        figures.counts["frames of the log"] = len(good.log) // FRAME
        rooms = (Room(folder), Room(folder, clock=SetClock(LATER)))
        shares: dict[str, list[int]] = defaultdict(list)
        header = (folder / "vault.json").read_bytes()
        for _ in range(size):
            with_log = chance.random() < 0.5
            name = chance.choice(list(_LOG_HARMS if with_log and chance.random() < 0.5 else _HARMS))
            database, log = bytearray(good.crashed if with_log else good.database), bytearray()
            if with_log:
                log += good.log
            harm = _LOG_HARMS.get(name) or _HARMS[name]
            harm(log if name in _LOG_HARMS else database, chance)
            for stale in folder.glob("journal.*.db*"):
                stale.unlink()
            for stale_header in ("vault.json", "vault.json.prev"):
                (folder / stale_header).write_bytes(header)
            (folder / "journal.1.db").write_bytes(database)
            if with_log:
                (folder / "journal.1.db-wal").write_bytes(log)
            _try(chance.choice(rooms), name, with_log, good, shares[name], figures)
        for name, rescued in shares.items():
            if rescued:
                figures.counts[f"{name}: rescued, least"] = min(rescued)
                figures.counts[f"{name}: rescued, median"] = round(statistics.median(rescued))
    return figures


def _good(folder: Path, seed: int) -> Good:
    """Make the journal, its backup, and what a crash would leave of it."""
    path = folder / "journal.1.db"
    clock = SetClock(NOON)
    journal = common.create(folder)
    fill(journal, WORKSHEETS, load_demo(WORKSHEETS), NOON, years=1)
    journal.close()
    person = Person(Room(folder, clock=clock), clock, seed, keeps_copies=False)
    for number in range(2):  # a letter, and its lock, which empties the log
        person.act(LONG_ENTRIES + number, only="lock")  # no two ids may be alike
    for number in range(LONG_ENTRIES):  # among them answers of several pages
        person.act(number, only="first")
        person.act(number, only="card")
    seen, things = content(person.journal), _things(person.journal)
    # Read by another process: closing a file here would drop SQLite's lock on it.
    crashed, log = (_read(file) for file in (path, path.with_name(path.name + "-wal")))
    clock.moment = NOON
    assert Room(folder, clock=clock).backups.make_if_due(person.journal, KEY)
    [backup] = Room(folder).backups.listed()
    person.journal.close()
    database, copy = path.read_bytes(), backup.path.read_bytes()
    return Good(database, copy, seen, crashed, log, things, backup.facts.entries)


def _read(path: Path) -> bytes:
    return subprocess.run(["cat", path], stdout=subprocess.PIPE, check=True).stdout


def _things(journal: Journal) -> Things:
    entries = journal.entries.all()
    things: dict[object, object] = {each.id: each for each in journal.moods.between()}
    things |= {each.id: each for each in journal.ruptures.all()}
    things |= {each.id: each for each in journal.sessions.all()}
    things |= {each.id: each for each in entries}
    for entry in entries:
        for prompt_id, answer in journal.entries.answers(entry.id).items():
            things[entry.id, prompt_id] = answer
    return things


def _try(
    room: Room, harm: str, with_log: bool, good: Good, shares: list[int], figures: Figures
) -> None:
    name = f"{harm} (with a log)" if with_log else harm
    outcome = "all right"
    try:
        journal = room.vault.open(room.vault.key_from_passphrase(PASSPHRASE))
        try:
            if content(journal) != good.seen:
                outcome = "SILENTLY WRONG"
        finally:
            journal.close()
    except (JournalDamaged, JournalMissing) as error:
        outcome = f"named {type(error).__name__}"
    except Exception as error:
        outcome = f"{'CALLED' if isinstance(error, KnownError) else 'UNEXPECTED'} {error!r}"
    figures.counts[f"{name}: {outcome}"] += 1
    figures.expect(outcome[1:].islower() or "named" in outcome, f"{name}: {outcome}")
    if "named" in outcome:
        try:
            before = _restore(room, name, good, figures)
            if "JournalDamaged" in outcome:  # else there is no file to read
                shares.append(_rescue(room, name, before, good, figures))
        except Exception as error:
            figures.wrong.append(f"{name}: not mended: {error!r}")
    figures.counts["tried"] += 1


def _restore(room: Room, name: str, good: Good, figures: Figures) -> Path:
    """Restore the backup; return the damaged file."""
    restored = room.restore_newest()
    journal = room.vault.open(KEY)
    figures.expect(content(journal) == good.seen, f"{name}: restored something else")
    journal.close()
    figures.counts["restored"] += 1
    return restored.before


def _rescue(room: Room, name: str, damaged: Path, good: Good, figures: Figures) -> int:
    """Rescue what the damaged file holds; return the share of entries that came back."""
    try:
        saved = room.backups.rescue(KEY, worksheet_of, damaged)
    except JournalDamaged:
        figures.counts["beyond rescue"] += 1
        return 0
    journal = room.vault.open(KEY)
    things = _things(journal)
    journal.close()
    wrong = [key for key in things if not _is_right(key, things, good.things)]
    figures.expect(not wrong, f"{name}: {len(wrong)} rows rescued wrong")
    figures.counts["rescued"] += 1
    return saved.rescued.entries * WHOLE // good.entries


def _is_right(key: object, things: Things, before: Things) -> bool:
    """Tell whether a thing is as it was, but for what hangs on something that was lost."""

    def link(new: T | None, old: T | None) -> T | None:
        return None if new is None and old not in things else old

    thing, old = things[key], before.get(key)
    if isinstance(thing, Mood) and isinstance(old, Mood):
        rupture_id = link(thing.rupture_id, old.rupture_id)
        entry_id = link(thing.entry_id, old.entry_id)
        session_id = link(thing.session_id, old.session_id)
        links = {"rupture_id": rupture_id, "entry_id": entry_id, "session_id": session_id}
        return thing == replace(old, **links)  # type: ignore[arg-type]
    if isinstance(thing, Session) and isinstance(old, Session):
        # Made anew from what was written for it.
        day, added_at = thing.day, thing.added_at
        anew = Session(old.id, day, None, SessionState.PLANNED, added_at)
        return thing in (old, anew)
    if isinstance(thing, Entry) and isinstance(old, Entry):
        # Made anew from its answers or lock: when they changed is all that is known of its times.
        worksheet = (old.worksheet_id, old.worksheet_version)
        if old.is_locked:  # nothing tells its version
            worksheet = (WorksheetId(LOCKED_WORKSHEET[0]), LOCKED_WORKSHEET[1])
        made_anew = Entry(
            old.id, *worksheet, thing.begun_at, thing.changed_at, is_locked=old.is_locked
        )
        whole = replace(old, rupture_id=link(thing.rupture_id, old.rupture_id))
        return thing in (whole, made_anew, replace(whole, is_locked=False))  # the lock was lost
    if isinstance(thing, Rupture) and isinstance(old, Rupture):
        # Made anew from its states, or its first state from it.
        first = thing.history[0]
        known = {*old.history, first} if first.at == thing.noted_at else {*old.history}
        return thing.title in ("", old.title) and {*thing.history} <= known
    return thing == old


# --- harms ----------------------------------------------------------------------------------


def _bit(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _bits(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(2, 200)):
        _bit(data, chance)


def _page(data: bytearray, chance: random.Random) -> slice:
    start = chance.randrange(len(data) // PAGE) * PAGE
    return slice(start, start + PAGE)


def _zeroed(data: bytearray, chance: random.Random) -> None:
    data[_page(data, chance)] = bytes(PAGE)


def _zeroed_sector(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) // 512) * 512
    data[start : start + 512] = bytes(512)


def _swapped(data: bytearray, chance: random.Random) -> None:
    one, two = _page(data, chance), _page(data, chance)
    data[one], data[two] = data[two], data[one]


def _repeated(data: bytearray, chance: random.Random) -> None:
    data[_page(data, chance)] = data[_page(data, chance)]


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _cut_at_page(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) // PAGE) * PAGE :]


def _longer(data: bytearray, chance: random.Random) -> None:
    data += chance.randbytes(chance.choice([1, 512, PAGE, 3 * PAGE]))


def _salt(data: bytearray, chance: random.Random) -> None:
    data[:16] = chance.choice([chance.randbytes(16), bytes(16), b"SQLite format 3\0"])


def _first_page(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(16, PAGE)
    data[start:PAGE] = chance.randbytes(PAGE - start)


def _gone(data: bytearray, chance: random.Random) -> None:
    data[:] = chance.choice([b"", bytes(len(data)), b"<html>" * 1000, b"x"])


def _frame_zeroed(data: bytearray, chance: random.Random) -> None:
    start = LOG_HEADER + chance.randrange(len(data) // FRAME) * FRAME
    data[start : start + FRAME] = bytes(FRAME)


def _log_header(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(LOG_HEADER)] ^= 1 << chance.randrange(8)


_HARMS: dict[str, Callable[[bytearray, random.Random], None]] = {
    "a bit": _bit,
    "many bits": _bits,
    "page zeroed": _zeroed,
    "sector zeroed": _zeroed_sector,
    "pages swapped": _swapped,
    "page repeated": _repeated,
    "cut": _cut,
    "cut at a page": _cut_at_page,
    "longer": _longer,
    "salt": _salt,
    "first page": _first_page,
    "all gone": _gone,
}
_LOG_HARMS: dict[str, Callable[[bytearray, random.Random], None]] = {
    "log: a bit": _bit,
    "log: frame zeroed": _frame_zeroed,
    "log: header": _log_header,
    "log: cut": _cut,
    "log: longer": _longer,
    "log: gone": lambda data, _chance: data.clear(),
}

if __name__ == "__main__":
    common.main(run, __doc__, DEFAULT)
