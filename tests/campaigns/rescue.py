"""Damages journals in many ways, and counts what is rescued and whether any row is wrong.

Usage: python tests/campaigns/rescue.py --size 1200

Most tries damage a made-up year with some long answers, half of them as a crash leaves it, with a
write-ahead log; a tenth as many damage twenty years with long notes. A row that comes back must be
as it was, but for links to rows that were lost, and rows made anew in the place of a lost one must
say what they can. A row that is lost must lie on a damaged page, or say for which session a lost
entry was written. The new journal has to be sound and open. Shares are hundredths of a percent of
all rows.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common, database_fuzz
from campaigns.common import Figures, content, scratch
from helpers.journals import NOON, a_mood
from helpers.real_journal import WORKSHEETS
from helpers.sheets import a_sheet
from helpers.vault import KEY

from repair_desktop.content.demo import load_demo
from repair_desktop.core.errors import JournalDamaged
from repair_desktop.core.sheets import SheetId
from repair_desktop.services.demo import MOST_YEARS, fill
from repair_desktop.storage import schema
from repair_desktop.storage.connection import PAGE, Database, Row
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.storage.rescue import LOCKED_WORKSHEET
from repair_desktop.storage.salvage import salvaged
from repair_desktop.storage.values import loaded_moment

DEFAULT = 600
LONG_NOTES = 150
SHEETS = 30
WHOLE = 10_000
Key = tuple[str, int]
Rows = dict[Key, Row]

_WORKSHEETS: dict[str, tuple[str, int]] = {
    prompt.id: (worksheet.id, worksheet.version)
    for worksheet in WORKSHEETS.values()
    for step in worksheet.steps  # the checks around them belong to all
    for prompt in step.prompts
}


@dataclass(frozen=True)
class Sound:
    """A journal before it is damaged.

    Attributes:
        name: For the figures.
        database: The file.
        log: The write-ahead log a crash left beside it, or nothing. The file holds all of it.
        rows: Every row by table and number.
        pages: For each page, which rows begin on it.
    """

    name: str
    database: bytes
    log: bytes
    rows: Rows
    pages: list[set[Key]]


def run(size: int, seed: int) -> Figures:
    """Damage a journal ``size`` times, and a long one a tenth as many times."""
    figures = Figures()
    chance = random.Random(seed)
    with scratch() as folder:
        for sound, kinds, tries in (
            (_year(folder / "year", seed), list(_HARMS), size),
            (_years(folder / "years"), list(_SHARES), size // 10),
        ):
            shares: dict[str, list[int]] = defaultdict(list)
            for number in range(tries):
                kind = kinds[number % len(kinds)]
                shares[kind].append(_damage(folder / "tried", kind, sound, chance, figures))
            figures.counts[f"{sound.name}: pages"] = len(sound.pages)
            figures.counts[f"{sound.name}: rows"] = len(sound.rows)
            figures.counts[f"{sound.name}: most rows of a page"] = max(map(len, sound.pages))
            figures.counts[f"{sound.name}: tried"] = tries
            for kind, of_kind in shares.items():
                figures.counts[f"{sound.name}, {kind}: least"] = min(of_kind)
                figures.counts[f"{sound.name}, {kind}: median"] = round(statistics.median(of_kind))
    return figures


def _year(folder: Path, seed: int) -> Sound:
    folder.mkdir()
    good = database_fuzz._good(folder, seed)
    return _sound("a year", folder / "crashed.db", good.crashed, good.log)


def _years(folder: Path) -> Sound:
    folder.mkdir()
    path = folder / "journal.1.db"
    with closing(SqlCipherOpener().create(path, KEY)) as journal:
        fill(journal, WORKSHEETS, load_demo(WORKSHEETS), NOON, years=MOST_YEARS)
        with journal.transaction():
            for number in range(LONG_NOTES):
                journal.moods.save(a_mood(number, note="words " * (400 + 9 * number)))
            for number in range(SHEETS):
                journal.sheets.save(replace(a_sheet(), id=SheetId(f"{number:032x}")))
    return _sound("20 years", path, path.read_bytes(), b"")


def _sound(name: str, path: Path, database: bytes, log: bytes) -> Sound:
    path.write_bytes(database)
    rows = _rows(path)
    keys = {_as_on_page(row): key for key, row in rows.items()}
    with salvaged(path, path.with_name("work"), KEY) as salvage:
        found = [set(salvage.rows_on(page)) for page in range(2, salvage.pages + 1)]
    # An inner page gives the rows below it too. Each row is of the page that gives the fewest.
    pages: list[set[Key]] = [set() for _ in range(len(database) // PAGE)]
    placed: set[Row] = set()
    for page in sorted(range(len(found)), key=lambda page: len(found[page])):
        pages[page + 1] = {keys[row] for row in found[page] - placed if row in keys}
        placed |= found[page]
    assert keys.keys() <= placed
    return Sound(name, database, log, rows, pages)


def _rows(path: Path) -> Rows:
    with closing(Database(path, KEY, read_only=True)) as database:
        return {
            (table, row[0]): row
            for table in schema.count_rows(database)
            for row in database.execute(f"SELECT rowid, * FROM {table}")
        }


def _as_on_page(row: Row) -> Row:
    """Return a row as SQLite keeps it: its number once, and nothing for nothing at its end."""
    number, first, *rest = row
    values = [None if first == number else first, *rest]
    while values[-1] is None:
        values.pop()
    return (number, *values)


def _damage(folder: Path, kind: str, sound: Sound, chance: random.Random, figures: Figures) -> int:
    """Damage a journal, rescue, look for mistakes; return the share of rows that came back."""
    folder.mkdir(exist_ok=True)
    path, new = folder / "journal.1.db", folder / "journal.2.db"
    damaged = bytearray(sound.database)
    _HARMS[kind](damaged, chance)
    there = {path: bytes(damaged)}
    if sound.log and chance.random() < 0.5:
        there[folder / "journal.1.db-wal"] = sound.log
    for file, data in there.items():
        file.write_bytes(data)
    rows: Rows = {}
    try:
        SqlCipherOpener().rescue(path, new, KEY, _worksheet_of)
        rows = _rows(new)
        with closing(SqlCipherOpener().open(new, KEY)) as journal:
            content(journal)
            figures.expect(SqlCipherOpener().is_sound(journal), f"{kind}: not sound")
        new.unlink()
        (folder / "reserve.bin").unlink(missing_ok=True)  # made by opening
    except JournalDamaged:
        figures.counts["named as beyond rescue"] += 1
    except Exception as error:
        figures.wrong.append(f"{kind}: {error!r}")
    left = {file: file.read_bytes() for file in folder.iterdir()}
    figures.expect(left == there, f"{kind}: something else was changed or left")
    shutil.rmtree(folder)
    return _compare(kind, bytes(damaged), rows, sound, figures)


def _compare(kind: str, damaged: bytes, rows: Rows, sound: Sound, figures: Figures) -> int:
    """Note what is wrong; return the share of rows that came back."""
    ids = {row[2] for row in rows.values()}
    back = {key for key, row in sound.rows.items() if _is_back(row, rows.get(key), ids)}
    figures.counts["rows that came back"] += len(back)
    for key in rows.keys() - back:
        figures.counts["rows made anew"] += 1
        figures.expect(_is_made_anew(key[0], rows[key], rows, sound), f"{kind}: WRONG {key[0]}")
    # A page costs the rows that begin on it, or at most the one long row that goes on in it.
    begins = range(0, len(sound.database), PAGE)
    harmed = [
        page
        for page, begin in zip(sound.pages, begins, strict=True)
        if damaged[begin : begin + PAGE] != sound.database[begin : begin + PAGE]
    ]
    lost = sound.rows.keys() - back - set().union(*harmed)
    entries = {row[2] for row in _of("entry", rows)}
    lost -= {key for key in lost if key[0] == "session_entry" and sound.rows[key][3] not in entries}
    most = sum(not page for page in harmed)
    figures.expect(len(lost) <= most, f"{kind}: lost {len(lost)} rows where {most} can be")
    share = len(back) * WHOLE // len(sound.rows)
    figures.expect(share == WHOLE or kind not in _HARMLESS, f"{kind}: lost {len(lost)} rows")
    return share


def _worksheet_of(prompt_id: str) -> tuple[str, int] | None:
    return _WORKSHEETS.get(prompt_id)


def _is_back(row: Row, got: Row | None, ids: set[object]) -> bool:
    """Tell whether a row came back, but for links to what did not."""
    return got is not None and all(
        new == old or (new is None and _is_id(old) and old not in ids)
        for new, old in zip(got, row, strict=True)
    )


def _is_id(value: object) -> bool:
    return isinstance(value, str) and len(value) == 32


def _is_made_anew(table: str, row: Row, rows: Rows, sound: Sound) -> bool:
    """Tell whether a row that was not there says the right things of one that was lost."""
    if table == "entry":
        [old] = [entry for entry in _of("entry", sound.rows) if entry[2] == row[2]]
        for lock in (lock for lock in _of("locked_entry", rows) if lock[1] == row[2]):
            return row[3:] == (*LOCKED_WORKSHEET, *lock[-2:], *lock[-2:], *_NOTHING)
        answers = [answer for answer in _of("answer", rows) if answer[2] == row[2]]
        updated = [answer[-1] for answer in answers]
        times = (min(updated), max(updated))
        told = any(answer[3] in _WORKSHEETS or ":" in answer[3] for answer in answers)
        return (
            (row[3:5] == old[3:5] or not told)
            and (row[5], row[7]) == times
            and row[9:14] == _NOTHING
        )
    if table == "rupture":
        at = [state[4] for state in _of("rupture_state", rows) if state[2] == row[2]]
        cards = [card[3] for card in _of("card", rows) if card[1] == row[2]]
        return row[3:5] == ("", None) and row[5] in (min(at), *cards)
    if table == "rupture_state":
        [rupture] = [rupture for rupture in _of("rupture", rows) if rupture[2] == row[2]]
        return row[3:] == ("noted", *rupture[5:7])
    if table == "session":
        written = {link[3] for link in _of("session_entry", rows) if link[2] == row[2]}
        begun, offset = max(e[5:7] for e in _of("entry", rows) if e[2] in written)
        day = loaded_moment(begun, offset).date()
        return row[3:] == (day.isoformat(), None, "planned", begun, offset, 0)
    return False


_NOTHING = (None, None, None, None, 0)


def _of(table: str, rows: Rows) -> Iterator[Row]:
    return (row for key, row in rows.items() if key[0] == table)


# --- harms ----------------------------------------------------------------------------------

_Harm = Callable[[bytearray, random.Random], None]


def _share(share: float) -> _Harm:
    def harm(data: bytearray, chance: random.Random) -> None:
        pages = range(len(data) // PAGE)
        for page in chance.sample(pages, max(1, round(len(pages) * share))):
            data[page * PAGE : (page + 1) * PAGE] = chance.choice(
                [bytes(PAGE), chance.randbytes(PAGE)]
            )

    return harm


def _whole_first_page(data: bytearray, chance: random.Random) -> None:
    data[:PAGE] = chance.randbytes(PAGE)


def _empty_head(data: bytearray, _chance: random.Random) -> None:
    data[:100] = bytes(100)


def _half(data: bytearray, _chance: random.Random) -> None:
    del data[len(data) // 2 :]


_SHARES: dict[str, _Harm] = {
    "a bit": database_fuzz._bit,
    "first page with salt": _whole_first_page,
    "1 % of pages": _share(0.01),
    "10 % of pages": _share(0.1),
    "half of the pages": _share(0.5),
    "half cut": _half,
}
_HARMS: dict[str, _Harm] = {
    "no damage": lambda _data, _chance: None,
    "empty head": _empty_head,
    **_SHARES,
    **database_fuzz._HARMS,
}

_HARMLESS = {"no damage", "empty head", "first page with salt", "first page", "salt", "longer"}
"""Kinds that may cost no row."""

if __name__ == "__main__":
    common.main(run, __doc__, DEFAULT)
