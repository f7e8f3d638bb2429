"""Making a sound journal of what can be read out of a damaged one.

:mod:`repair_desktop.storage.salvage` gives rows of which nobody says where they belong. Here each
finds its table, links to rows that were lost are mended, and the whole is checked.
``docs/decisions/0009-rescue.md`` has the reasons.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from repair_desktop.core.errors import JournalDamaged, JournalExists, JournalTooNew
from repair_desktop.core.ports import JournalKey, Rescued
from repair_desktop.core.sheets import worksheet_of as sheet_worksheet_of
from repair_desktop.storage import schema
from repair_desktop.storage.connection import Database, Row, StorageBug
from repair_desktop.storage.files import create_private, disk_errors, sync_file, sync_folder
from repair_desktop.storage.salvage import Salvage, salvaged

WorksheetOf = Callable[[str], tuple[str, int] | None]

UNKNOWN_WORKSHEET = ("unknown", 1)
"""Where answers go whose worksheet nobody can tell. No screen shows them, but no word is lost."""

_ID = re.compile(r"[0-9a-f]{32}")
_ID_COLUMNS = frozenset({"id", "rupture_id", "entry_id", "session_id"})

LOCKED_WORKSHEET = ("letter", 1)
"""What a locked entry is taken for that lost its own row: only letters can be locked."""

_Found = Mapping[str, dict[int, Row]]
"""For each table, rows by their numbers. What a row has no values for at its end is empty."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table, as its rows can be told by.

    Attributes:
        table: Its name.
        columns: The names of its columns.
        fewest: How many columns a row has at least: as many as when the table came to be, since
            SQLite leaves rows alone when a column is added.
        numbered: Whether the first column is the row's number. SQLite leaves it empty in the row.
    """

    table: str
    columns: tuple[str, ...]
    fewest: int
    numbered: bool

    @property
    def lengths(self) -> range:
        """How many columns a row may have, without those at its end that hold nothing."""
        return range(self.fewest, len(self.columns) + 1)

    def fits(self, values: Row) -> bool:
        """Tell whether a row of such a length can be one of this table."""
        return (values[0] is None) == self.numbered and all(
            value is None or (isinstance(value, str) and _ID.fullmatch(value))
            for name, value in zip(self.columns, values, strict=False)
            if name in _ID_COLUMNS
        )


def rescue(
    damaged: Path,
    path: Path,
    key: JournalKey,
    worksheet_of: WorksheetOf,
    migrations: Sequence[schema.Migration],
) -> Rescued:
    """Read what can be read out of a damaged journal into a new one, and check that.

    Args:
        damaged: The file, which no program has open, and its log if there is one beside it.
            Neither is changed.
        path: Where the new journal goes; there must be no file.
        key: The key of both.
        worksheet_of: Gives the worksheet and its version that a prompt's id belongs to, or None.
        migrations: The steps to the newest version.

    Raises:
        JournalExists: There is a file at ``path``; it is untouched.
        JournalDamaged: Not one row could be read. Nothing is left at ``path``.
        JournalTooNew: A newer version of Repair wrote it. Nothing is left at ``path``.
        DiskFull, FolderReadOnly, DiskFault: It could not be read or written. Nothing is left.
    """
    with disk_errors():
        try:
            create_private(path)
        except FileExistsError:
            raise JournalExists() from None
    try:
        work = path.with_name(f"{path.name}-rescue")
        with salvaged(damaged, work, key) as salvage, closing(Database(path, key)) as database:
            shapes = make_tables(database, migrations, salvage.version)
            found = _sort(salvage, shapes)
            damaged_pages = salvage.damaged_pages
            with database.transaction():
                # Links are looked at when all is in its place: COMMIT refuses what leads nowhere.
                database.execute("PRAGMA defer_foreign_keys = ON")
                _insert(database, shapes, found)
                tables = {shape.table for shape in shapes}
                _give_ruptures_back(database, tables)
                if "locked_entry" in tables:
                    _keep_locks_or_answers(database)
                loose_answers = _give_answers_their_entries(database, worksheet_of)
                if "locked_entry" in tables:
                    _give_locks_their_entries(database)
                loose_sessions = 0
                if "session_entry" in tables:
                    loose_sessions = _give_sessions_back(database)
                _cut_links_to_nowhere(database, shapes)
            schema.migrate(database, migrations)
            database.checkpoint()
            digests = schema.digests(database)
            rows, entries = schema.count_rows(database), schema.count_entries(database)
        _check_on_disk(path, key, digests)
    except BaseException:
        for leftover in (path, path.with_name(f"{path.name}-wal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
        raise
    return Rescued(rows, entries, damaged_pages, loose_answers, loose_sessions)


def make_tables(
    database: Database, migrations: Sequence[schema.Migration], version: int | None
) -> list[Shape]:
    """Make the tables of a version, or the newest for None; return how their rows can be told.

    Raises:
        JournalTooNew: There is no such version yet.
    """
    newest = migrations[-1].version
    if version is not None and version > newest:
        raise JournalTooNew()
    fewest: dict[str, int] = {}
    columns: dict[str, list[Row]] = {}
    for step in migrations:
        if step.version <= (version or newest):
            schema.migrate(database, (step,))
            tables = schema.count_rows(database)
            columns = {table: database.execute(f"PRAGMA table_info({table})") for table in tables}
            for table, described in columns.items():
                fewest[table] = min(fewest.get(table, len(described)), len(described))
    return [
        Shape(
            table,
            tuple(name for _number, name, *_rest in described),
            fewest[table],
            described[0][2] == "INTEGER" and described[0][5] == 1,
        )
        for table, described in columns.items()
    ]


def _sort(salvage: Salvage, shapes: Sequence[Shape]) -> _Found:
    """Return each row under its table and number.

    Raises:
        JournalDamaged: There is none.
    """
    by_shape = {(length, shape.numbered): shape for shape in shapes for length in shape.lengths}
    found: dict[str, dict[int, Row]] = {shape.table: {} for shape in shapes}
    twofold: dict[tuple[str, int], list[Row]] = {}
    for number, *rest in salvage.rows():
        values = tuple(rest)
        shape = by_shape.get((len(values), values[:1] == (None,)))
        if shape is None or not shape.fits(values):
            continue
        rows = found[shape.table]
        present = rows.setdefault(number, values)
        if present != values:
            # A write that a disk lost left an old page behind. Without a tree that says which one
            # counts, the later page does: SQLite splits pages towards the end of the file.
            twofold.setdefault((shape.table, number), [present]).append(values)
            rows[number] = values
    for (table, number), versions in twofold.items():
        in_tree = salvage.row(table, number)
        if in_tree in versions:
            found[table][number] = in_tree
    if not any(found.values()):
        raise JournalDamaged()
    return found


def _insert(database: Database, shapes: Sequence[Shape], found: _Found) -> None:
    """Write the rows; one that breaks a rule of its table is left out."""
    for shape in shapes:
        begin = 1 if shape.numbered else 0
        for number, values in sorted(found[shape.table].items()):
            columns = ("rowid", *shape.columns[begin : len(values)])
            places = ", ".join("?" * len(columns))
            # Two rows that can not both be, such as a word that was used again: the one with the
            # higher number was written later, and replaces the other.
            sql = f"INSERT OR REPLACE INTO {shape.table} ({', '.join(columns)}) VALUES ({places})"
            try:
                database.execute(sql, (number, *values[begin:]))
            except StorageBug as refused:
                if not str(refused).startswith("SQLITE_CONSTRAINT"):
                    raise


def _give_ruptures_back(database: Database, tables: Set[str]) -> None:
    """Make ruptures anew whose states or cards are there, and first states that were lost."""
    for table, at in (("rupture_state", "at"), ("card", "changed")):
        if table in tables:
            database.execute(
                "INSERT INTO rupture (id, title, noted, noted_offset)"
                f" SELECT rupture_id, '', min({at}), {at}_offset FROM {table}"
                " WHERE rupture_id NOT IN (SELECT id FROM rupture)"
                f" GROUP BY rupture_id ORDER BY min({at})"
            )
    database.execute(
        "INSERT INTO rupture_state (rupture_id, state, at, at_offset)"
        " SELECT id, 'noted', noted, noted_offset FROM rupture"
        " WHERE id NOT IN (SELECT rupture_id FROM rupture_state)"
    )


def _give_answers_their_entries(database: Database, worksheet_of: WorksheetOf) -> int:
    """Make entries anew whose answers are there; return how many answers that are."""
    loose: dict[str, list[tuple[str, int]]] = {}
    for entry_id, prompt_id, updated in database.execute(
        "SELECT entry_id, prompt_id, updated FROM answer"
        " WHERE entry_id NOT IN (SELECT id FROM entry) ORDER BY updated"
    ):
        loose.setdefault(entry_id, []).append((prompt_id, updated))
    moments = sorted(
        database.execute(
            "SELECT changed, changed_offset FROM entry"
            " UNION SELECT written, written_offset FROM mood"
        )
    )
    for entry_id, answers in loose.items():
        begun, changed = answers[0][1], answers[-1][1]
        database.execute(
            "INSERT INTO entry (id, worksheet_id, worksheet_version,"
            " begun, begun_offset, changed, changed_offset) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                entry_id,
                *_worksheet(database, [prompt_id for prompt_id, _at in answers], worksheet_of),
                *(begun, _offset(moments, begun)),
                *(changed, _offset(moments, changed)),
            ),
        )
    return sum(map(len, loose.values()))


def _keep_locks_or_answers(database: Database) -> None:
    """Let an entry be locked or open, as it was last; an old page may make it both.

    What was locked holds all the answers from before. What was answered later was so after the lock
    had been taken off.
    """
    database.execute(
        "DELETE FROM locked_entry WHERE EXISTS (SELECT 1 FROM answer"
        " WHERE answer.entry_id = locked_entry.entry_id AND updated > locked)"
    )
    database.execute("DELETE FROM answer WHERE entry_id IN (SELECT entry_id FROM locked_entry)")


def _give_locks_their_entries(database: Database) -> None:
    """Make entries anew whose locked words are there."""
    database.execute(
        "INSERT INTO entry (id, worksheet_id, worksheet_version,"
        " begun, begun_offset, changed, changed_offset)"
        " SELECT entry_id, ?, ?, locked, locked_offset, locked, locked_offset FROM locked_entry"
        " WHERE entry_id NOT IN (SELECT id FROM entry)",
        LOCKED_WORKSHEET,
    )


def _give_sessions_back(database: Database) -> int:
    """Make sessions anew for which entries are there; return how many that are.

    The day is that on which the last of them was begun: notes are written on the day of a session
    or soon after, and what is written ahead comes before.
    """
    return database.change(
        "INSERT INTO session (id, day, state, added, added_offset)"
        " SELECT session_id, date(max(begun) / 1000 + begun_offset * 60, 'unixepoch'),"
        " 'planned', begun, begun_offset"
        " FROM session_entry JOIN entry ON entry.id = entry_id"
        " WHERE session_id NOT IN (SELECT id FROM session) AND deleted = 0"
        " GROUP BY session_id ORDER BY max(begun)"
    )


def _worksheet(
    database: Database, prompt_ids: Sequence[str], worksheet_of: WorksheetOf
) -> tuple[str, int]:
    """Return the worksheet that most of an entry's prompts belong to, and its version."""
    known = Counter(filter(None, (_sheet(key) or worksheet_of(key) for key in prompt_ids)))
    if known:
        return known.most_common(1)[0][0]
    # Of a worksheet that is no more. Other entries may say which; else one that can be opened.
    places = ", ".join("?" * len(prompt_ids))
    used = database.execute(
        "SELECT worksheet_id, worksheet_version FROM entry"
        f" LEFT JOIN answer ON entry_id = entry.id AND prompt_id IN ({places})"
        " GROUP BY 1, 2 ORDER BY count(answer.number) DESC, count(*) DESC LIMIT 1",
        prompt_ids,
    )
    return used[0] if used else UNKNOWN_WORKSHEET


def _sheet(prompt_id: str) -> tuple[str, int] | None:
    """Return the homework sheet that a prompt's id names, and the first version; or None."""
    worksheet = sheet_worksheet_of(prompt_id)
    return None if worksheet is None else (worksheet, 1)


def _offset(moments: Sequence[Row], at: int) -> int:
    """Return the offset that held at the next moment that is known, or the last; else 0."""
    if not moments:
        return 0
    return int(moments[min(bisect_left(moments, (at,)), len(moments) - 1)][1])


def _cut_links_to_nowhere(database: Database, shapes: Sequence[Shape]) -> None:
    columns = {shape.table: shape.columns for shape in shapes}
    for table, column, other in (
        ("entry", "rupture_id", "rupture"),
        ("mood", "rupture_id", "rupture"),
        ("mood", "entry_id", "entry"),
        ("mood", "session_id", "session"),
    ):
        if column in columns[table]:
            database.execute(
                f"UPDATE {table} SET {column} = NULL WHERE {column} NOT IN (SELECT id FROM {other})"
            )
    if "session_entry" in columns:
        database.execute(
            "DELETE FROM session_entry WHERE session_id NOT IN (SELECT id FROM session)"
            " OR entry_id NOT IN (SELECT id FROM entry)"
        )


def _check_on_disk(path: Path, key: JournalKey, digests: Mapping[str, str]) -> None:
    """Wait until the new journal is on the disk, and check all of it in a connection of its own."""
    with disk_errors():
        sync_file(path)
        sync_folder(path.parent)
    with closing(Database(path, key, read_only=True)) as database:
        if not database.is_sound() or schema.digests(database) != digests:
            raise JournalDamaged()
