"""Damages the database file in many ways and looks whether every wrong word is noticed.

Usage: python tests/campaigns/database_fuzz.py --size 5000

A made-up year with some long answers lies in the journal; half of the tries find it as a crash
leaves it, with a write-ahead log, and may damage either file. Each must be read with every row
right, or be named as damaged; never may a row be silently wrong or missing, never may damage be
called a wrong key. A good backup must be restorable every time.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common
from campaigns.common import Figures, Person, content, scratch, vault_in
from helpers.fake_vault import PASSPHRASE
from helpers.journals import NOON
from helpers.real_journal import WORKSHEETS, SetClock
from helpers.vault import KEY

from repair_desktop.content.demo import load_demo
from repair_desktop.core.errors import JournalDamaged, JournalMissing, KnownError
from repair_desktop.services.demo import fill
from repair_desktop.services.vault import Vault
from repair_desktop.storage.connection import PAGE

DEFAULT = 1500
LONG_ENTRIES = 12
FRAME = PAGE + 24
LOG_HEADER = 32


@dataclass(frozen=True)
class Good:
    """A sound journal.

    Attributes:
        database: The file, with everything in it.
        backup: A copy.
        seen: The digest of what it holds.
        crashed: The file as a crash after the last save would leave it.
        log: The write-ahead log beside that one.
    """

    database: bytes
    backup: bytes
    seen: str
    crashed: bytes
    log: bytes


def run(size: int, seed: int) -> Figures:
    """Damage a journal ``size`` times."""
    figures = Figures()
    chance = random.Random(seed)
    with scratch() as folder:
        good = _good(folder, seed)
        figures.counts["pages of the journal"] = len(good.database) // PAGE
        figures.counts["frames of the log"] = len(good.log) // FRAME
        vault = vault_in(folder)
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
            _try(vault, f"{name}{' (with a log)' if with_log else ''}", good, figures)
    return figures


def _good(folder: Path, seed: int) -> Good:
    """Make the journal, its backup, and what a crash would leave of it."""
    path = folder / "journal.1.db"
    clock = SetClock(NOON)
    journal = common.create(folder)
    fill(journal, WORKSHEETS, load_demo(WORKSHEETS), NOON, years=1)
    journal.close()
    person = Person(vault_in(folder, clock=clock), clock, seed, keeps_copies=False)
    for number in range(LONG_ENTRIES):  # among them answers of several pages
        person.act(number, only="first")
    seen = content(person.journal)
    # Read by another process: closing a file here would drop SQLite's lock on it.
    crashed, log = (_read(file) for file in (path, path.with_name(path.name + "-wal")))
    clock.moment = NOON
    assert vault_in(folder, clock=clock).back_up_if_due(person.journal, KEY)
    [backup] = (folder / "backups").iterdir()
    person.journal.close()
    return Good(path.read_bytes(), backup.read_bytes(), seen, crashed, log)


def _read(path: Path) -> bytes:
    return subprocess.run(["cat", path], stdout=subprocess.PIPE, check=True).stdout


def _try(vault: Vault, name: str, good: Good, figures: Figures) -> None:
    outcome = "all right"
    try:
        journal = vault.open(vault.key_from_passphrase(PASSPHRASE))
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
        _restore(vault, name, good, figures)
    figures.counts["tried"] += 1


def _restore(vault: Vault, name: str, good: Good, figures: Figures) -> None:
    try:
        vault.restore_newest(KEY)
        journal = vault.open(KEY)
        figures.expect(content(journal) == good.seen, f"{name}: restored something else")
        journal.close()
        figures.counts["restored"] += 1
    except Exception as error:
        figures.wrong.append(f"{name}: not restored: {error!r}")


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
