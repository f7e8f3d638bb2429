"""The rows of a damaged database, as far as its pages can still be read.

SQLCipher proves and decrypts each page by itself, and SQLite reads a table from whatever page its
schema says. So the pages are copied behind a sound first page with one table of our own, and that
table is made to begin at each page in turn. ``docs/decisions/0009-rescue.md`` has the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from repair_desktop.core.errors import JournalDamaged
from repair_desktop.core.ports import JournalKey
from repair_desktop.storage.connection import PAGE, Database, Row, StorageBug
from repair_desktop.storage.files import create_private, disk_errors

WIDEST = 32
"""Columns that are read of a row. No table may have as many, or a longer row would pass for it."""

_MOST_ROWS = PAGE // 6
"""Rows of a page: each takes 4 bytes at least, and 2 that say where it is."""

_BLOB_PAGES = 4096
"""Pages that one value fills when the copy is made long enough; SQLite has a limit of 1 GB."""

_UNREADABLE = b"\xff" * PAGE
"""A page that no key opens."""

_ROWS = f"SELECT rowid, * FROM probe LIMIT {_MOST_ROWS + 1}"
_NUMBERS = f"SELECT rowid FROM probe LIMIT {_MOST_ROWS + 1}"
_ONE = "SELECT rowid, * FROM probe WHERE rowid = ?"


@contextmanager
def salvaged(damaged: Path, work: Path, key: JournalKey) -> Iterator[Salvage]:
    """Give what a damaged database still holds.

    Args:
        damaged: The file, which no program has open, and its log if there is one beside it.
            Neither is changed.
        work: Where the working copy lies meanwhile. It only ever holds encrypted pages.
        key: The raw key and salt.

    Raises:
        DiskFull, FolderReadOnly, DiskFault: It could not be read, or the copy not be written.
    """
    try:
        log = _read_log(damaged)
        try:
            pages = _lay_out(damaged, work, key, log)
        except (JournalDamaged, StorageBug):  # the log is of something else
            pages = _lay_out(damaged, work, key, b"")
        salvage = Salvage(work, key, *pages)
        try:
            yield salvage
        finally:
            salvage.close()
    finally:
        _remove(work)


class Salvage:
    """A damaged database's pages behind a first page of our own.

    Args:
        work: The working copy.
        key: The raw key and salt.
        first: The first page that is ours.
        own_first: The first page that was the database's.

    Attributes:
        version: The version of the tables, or None when that can not be read.
        roots: The page where each table begins, as far as that can be read.
        pages: How many pages there are.
        damaged_pages: How many of them can not be read.
    """

    def __init__(self, work: Path, key: JournalKey, first: bytes, own_first: bytes) -> None:
        self._work = work
        self._key = key
        self._connection: _Connection | None = None
        self.version: int | None = None
        self.roots: Mapping[str, int] = {}
        with disk_errors():
            self.pages = work.stat().st_size // PAGE
        self._write_first(own_first)
        self._read_own_schema()
        self._write_first(first)
        with closing(_Connection(work, key, read_only=True)) as database:
            self.damaged_pages = len(database.execute("PRAGMA cipher_integrity_check"))
        self.damaged_pages += self.version is None

    def rows(self) -> Iterator[Row]:
        """Yield every row of every page, in the order of the pages: its number, then its columns.

        Columns at the end that hold nothing are left out: only so can it be told of which table a
        row is. Most come once; those below an inner page of a small table come again.
        """
        for page in range(2, self.pages + 1):
            yield from self.rows_on(page)

    def rows_on(self, page: int) -> list[Row]:
        """Return the rows of one page, 2 and up, as :meth:`rows`."""
        rows = self._read(page, _ROWS)
        if rows is None:
            # A long row that goes on in a damaged page is lost; its neighbours are not.
            numbers = self._read(page, _NUMBERS) or []
            rows = [row for (number,) in numbers for row in self._read(page, _ONE, number) or []]
        # More than fit on a page: an inner page, whose rows are read where they lie.
        return [_trimmed(row) for row in rows] if len(rows) <= _MOST_ROWS else []

    def row(self, table: str, number: int) -> Row | None:
        """Return the columns that the database's own tree leads to, or None, as :meth:`rows`."""
        root = self.roots.get(table)
        rows = self._read(root, _ONE, number) if root is not None else None
        return _trimmed(rows[0])[1:] if rows else None

    def close(self) -> None:
        """Close the working copy."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _write_first(self, page: bytes) -> None:
        with disk_errors(), self._work.open("r+b") as file:
            file.write(page)

    def _read_own_schema(self) -> None:
        query = "SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'"
        with (
            suppress(JournalDamaged, StorageBug),
            closing(_Connection(self._work, self._key, read_only=True)) as database,
        ):
            self.version = int(str(database.pragma("user_version")))
            self.roots = {str(name): int(root) for name, root in database.execute(query)}

    def _read(self, page: int, query: str, *values: int) -> list[Row] | None:
        """Run a query on the table that begins at ``page``; None when that can not be read."""
        if self._connection is None:
            self._connection = _Connection(self._work, self._key)
            self._connection.execute("BEGIN")  # never committed: our first page stays as it is
        database = self._connection
        try:
            database.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = 'probe'", (page,))
            database.execute("PRAGMA writable_schema = RESET")
            database.execute("PRAGMA writable_schema = ON")
            rows = database.execute(query, values)
            # A page that is not proven comes as zeros, and only reading on gives an error.
            if database.pragma("cipher_status") == "1":
                return rows
        except (JournalDamaged, StorageBug):
            pass
        self.close()  # SQLCipher refuses everything after a page that is not proven
        return None


class _Connection(Database):
    """A connection that minds neither what the schema says nor that the end is missing."""

    def _prepare(self, key: JournalKey, read_only: bool) -> None:
        self.execute("PRAGMA cipher_log_level = NONE")
        self.execute(f"PRAGMA key = \"x'{key.key.hex()}{key.salt.hex()}'\"")
        self.execute("PRAGMA cipher_compatibility = 4")
        # Before the first read, which else refuses a file that is shorter than it says.
        self.execute("PRAGMA writable_schema = ON")
        self.execute("PRAGMA temp_store = MEMORY")
        self.execute("PRAGMA trusted_schema = OFF")
        self.execute("PRAGMA cell_size_check = ON")
        if not read_only:
            self.execute("PRAGMA locking_mode = EXCLUSIVE")  # no shared memory beside the file
            self.execute("PRAGMA synchronous = OFF")
            self.execute("PRAGMA journal_mode = MEMORY")  # this folds a log in


def _lay_out(damaged: Path, work: Path, key: JournalKey, log: bytes) -> tuple[bytes, bytes]:
    """Make the working copy; return our first page and the database's own.

    Raises:
        JournalDamaged: The log can not be folded in.
    """
    _remove(work)
    with disk_errors():
        create_private(work)
        size = damaged.stat().st_size
    _make_long_table(work, key, (size + len(log)) // PAGE + 2)
    with disk_errors(), work.open("r+b") as file:
        first = file.read(PAGE)
        own_first = _copy_pages(damaged, file)
    if log:
        with disk_errors():
            create_private(_log(work))
            _log(work).write_bytes(log)
        _Connection(work, key).close()
        with disk_errors(), work.open("rb") as file:
            folded = file.read(PAGE)
        if folded != first:
            own_first = folded
    return first, own_first


def _make_long_table(work: Path, key: JournalKey, pages: int) -> None:
    """Make a database with one table, whose first page says that at least ``pages`` follow."""
    columns = ", ".join(f"c{number}" for number in range(WIDEST))
    with closing(_Connection(work, key)) as database:
        database.execute(f"CREATE TABLE probe ({columns})")
        for begun in range(0, pages, _BLOB_PAGES):
            length = min(_BLOB_PAGES, pages - begun) * PAGE
            database.execute("INSERT INTO probe (c0) VALUES (zeroblob(?))", (length,))


def _copy_pages(damaged: Path, target: BinaryIO) -> bytes:
    """Write all pages but the first, which is returned, in their places."""
    own_first = _UNREADABLE
    failure: OSError | None = None
    unread = 0
    with damaged.open("rb", buffering=0) as source:
        begins = range(0, source.seek(0, 2), PAGE)
        for begin in begins:
            try:
                page = _read_page(source, begin).ljust(PAGE, b"\xff")
            except OSError as error:  # a bad sector costs its page and no other
                failure, page = error, _UNREADABLE
                unread += 1
            if begin == 0:
                own_first = page
            else:
                target.seek(begin)
                target.write(page)
    target.truncate(max(len(begins), 1) * PAGE)
    if failure is not None and unread == len(begins):
        raise failure
    return own_first


def _read_page(source: BinaryIO, begin: int) -> bytes:
    source.seek(begin)
    return source.read(PAGE)


def _read_log(damaged: Path) -> bytes:
    try:
        return _log(damaged).read_bytes()
    except OSError:
        return b""


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _remove(path: Path) -> None:
    for leftover in (path, _log(path)):
        with suppress(OSError):
            leftover.unlink(missing_ok=True)


def _trimmed(row: Row) -> Row:
    end = len(row)
    while row[end - 1] is None:
        end -= 1
    return row[:end]
