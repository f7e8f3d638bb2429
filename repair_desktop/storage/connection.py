"""One connection to the encrypted database, with its settings and its errors.

The settings and their reasons are in ``docs/journal-format.md``. A connection belongs to the
thread that made it; sqlcipher3 refuses any other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    FolderReadOnly,
    JournalDamaged,
    JournalInUse,
    JournalMissing,
    KnownError,
)
from repair_desktop.core.ports import JournalKey

T = TypeVar("T")
Row = tuple[Any, ...]

PAGE = 4096
"""Bytes of a page, and of the shortest database. SQLite takes anything shorter for a new one."""

BUSY_SECONDS = 1.0
"""How long another program may hold the file before that is an error: a restart takes as long."""

_SETTINGS: tuple[tuple[str, str, object], ...] = (
    # Name, value, and what must be read back.
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("mmap_size", "0", 0),
)
_WRITE_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "WAL", "wal"),
    # Fold the log in with every commit: SQLite drops the rest of a damaged log without a word.
    ("wal_autocheckpoint", "1", 1),
)
_MAC_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("fullfsync", "ON", 1),
    ("checkpoint_fullfsync", "ON", 1),
)


class Fault(Enum):
    """What a check of the whole file can find."""

    PAGES = "pages"
    TABLES = "tables"
    LINKS = "links"


_CHECKS: tuple[tuple[Fault, str, list[tuple[str]]], ...] = (
    # The first two each find what the other misses: bytes behind the end, and a cut at a page's
    # edge. What they say is dropped: it may quote a row.
    (Fault.PAGES, "cipher_integrity_check", []),
    (Fault.TABLES, "integrity_check", [("ok",)]),
    (Fault.LINKS, "foreign_key_check", []),
)

_PRIMARY: dict[int, Callable[[], KnownError]] = {
    sqlcipher.SQLITE_FULL: DiskFull,
    sqlcipher.SQLITE_READONLY: FolderReadOnly,
    sqlcipher.SQLITE_CANTOPEN: FolderReadOnly,
    sqlcipher.SQLITE_PERM: FolderReadOnly,
    sqlcipher.SQLITE_BUSY: JournalInUse,
    sqlcipher.SQLITE_LOCKED: JournalInUse,
    sqlcipher.SQLITE_PROTOCOL: JournalInUse,
    sqlcipher.SQLITE_NOTADB: JournalDamaged,
    sqlcipher.SQLITE_CORRUPT: JournalDamaged,
    sqlcipher.SQLITE_IOERR: DiskFault,
}


# Connection.backup gives no code, only the text that SQLite has for it.
_BY_TEXT: dict[str, int] = {
    "access permission denied": sqlcipher.SQLITE_PERM,
    "attempt to write a readonly database": sqlcipher.SQLITE_READONLY,
    "database disk image is malformed": sqlcipher.SQLITE_CORRUPT,
    "database is locked": sqlcipher.SQLITE_BUSY,
    "database or disk is full": sqlcipher.SQLITE_FULL,
    "disk I/O error": sqlcipher.SQLITE_IOERR,
    "file is not a database": sqlcipher.SQLITE_NOTADB,
    "unable to open database file": sqlcipher.SQLITE_CANTOPEN,
}

_CHANGES = ("INSERT", "UPDATE", "DELETE")
"""How a statement begins that keeps words. No copy and no checkpoint takes the reserve."""


class StorageBug(Exception):
    """The database refused something that should have worked. Names SQLite's code only."""


def _known(error: sqlcipher.Error) -> Exception:
    """Return the error to raise instead: SQLite's own words may quote SQL or values."""
    code: int | None = getattr(error, "sqlite_errorcode", None) or _BY_TEXT.get(str(error))
    if code is None:
        return StorageBug(type(error).__name__)
    known = _PRIMARY.get(code & 0xFF)
    return known() if known is not None else StorageBug(error.sqlite_errorname)


class Database:
    """A keyed connection. Every error it raises is a known one or a :class:`StorageBug`.

    Args:
        path: An existing file; an empty one becomes a new database.
        key: The raw key and salt.
        read_only: For checking a file that nobody writes to and that has no write-ahead log.
            Nothing is written, not even beside the file.

    Attributes:
        path: The file.
        make_room: Makes room on a full disk and says whether there was a way; or None.

    Raises:
        JournalDamaged: The file can not be read with this key.
        JournalInUse: Another program holds it.
        FolderReadOnly, DiskFault: The disk would not have it.
    """

    def __init__(self, path: Path, key: JournalKey, *, read_only: bool = False) -> None:
        if len(key.key) != 32 or len(key.salt) != 16:
            raise ValueError("a key has 32 bytes and a salt 16")  # SQLCipher would hash it instead
        self.path = path
        self.make_room: Callable[[], bool] | None = None
        self.is_open = True
        self._done: list[Callable[[], object]] = []  # in the transaction that is open
        self._is_keyed = False
        # Neither ever makes a file. A journal that is not immutable gets its log's files when read.
        mode = "ro&immutable=1" if read_only else "rw"
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        self._connection = self._run(
            lambda: sqlcipher.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
        )
        try:
            self._prepare(key, read_only)
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, key: JournalKey, read_only: bool) -> None:
        self.execute("PRAGMA cipher_log_level = NONE")  # else a wrong key writes to stderr
        self.execute(f"PRAGMA key = \"x'{key.key.hex()}{key.salt.hex()}'\"")
        self.execute("PRAGMA cipher_compatibility = 4")
        if not read_only:
            # Before the first read: then WAL needs no shared memory and opens on a full disk.
            self.execute("PRAGMA locking_mode = EXCLUSIVE")
        self.execute("SELECT count(*) FROM sqlite_schema")  # the first read shows a wrong key
        self._is_keyed = True
        settings = _SETTINGS if read_only else _WRITE_SETTINGS + _SETTINGS
        if sys.platform == "darwin":
            settings += _MAC_SETTINGS
        for name, value, expected in settings:
            self.execute(f"PRAGMA {name} = {value}")
            if self.pragma(name) != expected:
                raise StorageBug(f"{name} could not be set")
        if not str(self.pragma("cipher_version")).startswith("4."):
            raise StorageBug("cipher_version")

    def execute(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Run one statement and return its rows."""
        run = self._change if sql.startswith(_CHANGES) else self._proven
        return run(lambda: self._connection.execute(sql, values).fetchall())

    def each(self, sql: str) -> Iterator[Row]:
        """Run one query and yield its rows, without holding all of them."""
        cursor = self._run(lambda: self._connection.execute(sql))
        while rows := self._proven(lambda: cursor.fetchmany(500)):
            yield from rows

    def copy_pages_to(self, other: Database, pages: int, progress: Callable[[float], None]) -> None:
        """Write everything into another, empty database, which keeps its own key.

        Args:
            other: An open database.
            pages: How many pages at a time.
            progress: Is told what part is done, 0 to 1.
        """

        def copied(_status: int, remaining: int, total: int) -> None:
            progress(1 - remaining / total if total else 1.0)

        self._proven(
            lambda: self._connection.backup(other._connection, pages=pages, progress=copied)
        )

    def execute_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Run one statement for each row of values."""
        self._change(lambda: self._connection.executemany(sql, rows))

    def change(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run one statement and return how many rows it changed."""
        return self._change(lambda: int(self._connection.execute(sql, values).rowcount))

    def run_script(self, sql: str) -> None:
        """Run a whole script, all or nothing."""
        try:
            self._run(lambda: self._connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nCOMMIT;"))
        except BaseException:
            if self._connection.in_transaction:
                self.execute("ROLLBACK")
            raise

    def pragma(self, name: str) -> object:
        """Return the value of a setting, or None."""
        rows = self.execute(f"PRAGMA {name}")
        return rows[0][0] if rows else None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything written inside all or nothing. A nested one is a part of the outer."""
        nested = self._connection.in_transaction
        self._step("SAVEPOINT part" if nested else "BEGIN IMMEDIATE")
        try:
            yield
            self._step("RELEASE part" if nested else "COMMIT")
        except BaseException:
            # A full disk may have rolled back everything already.
            if self._connection.in_transaction:
                if nested:
                    self._step("ROLLBACK TO part")
                    self._step("RELEASE part")
                else:
                    self._step("ROLLBACK")
            raise
        finally:
            if not nested:
                self._done.clear()

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file and empty it.

        Raises:
            JournalMissing: Somebody deleted the file; SQLite itself would go on without it.
        """
        if not self.path.exists():
            raise JournalMissing()
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def is_sound(self) -> bool:
        """Check every page and every table. Fold the write-ahead log in first."""
        return not any(self.faults())

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong, one check after the other; nothing when the file is sound."""
        for fault, pragma, good in _CHECKS:
            try:
                if self.execute(f"PRAGMA {pragma}") != good:
                    yield fault
            except JournalDamaged:
                yield fault

    def close(self) -> None:
        """Close. A write-ahead log is folded in by SQLite. Nothing happens the second time."""
        self.is_open = False
        self._run(self._connection.close)

    def _step(self, sql: str) -> None:
        self._change(lambda: self._connection.execute(sql))

    def _change(self, change: Callable[[], T]) -> T:
        """Run a change. On a full disk make room, and do the whole transaction again up to it.

        SQLite has rolled all of it back by then, even at COMMIT. Nobody else can write meanwhile,
        so the same statements do the same.
        """
        try:
            result = self._proven(change)
        except DiskFull:
            if self.make_room is None or not self.make_room():
                raise
            self._do_again()
            result = self._proven(change)
        if self._connection.in_transaction and self.make_room is not None:
            self._done.append(change)
        return result

    def _do_again(self) -> None:
        try:
            if self._connection.in_transaction:
                self.execute("ROLLBACK")
            for change in self._done:
                self._run(change)
        except BaseException:
            if self._connection.in_transaction:
                self.execute("ROLLBACK")
            raise

    def _proven(self, call: Callable[[], T]) -> T:
        """Run a statement, and let what it says count only where every page was proven.

        SQLCipher gives a page that is not as zeros, and says so at the next read only.
        """
        result = self._run(call)
        if self._is_keyed:
            ((status,),) = self._run(
                lambda: self._connection.execute("PRAGMA cipher_status").fetchall()
            )
            if status != "1":
                raise JournalDamaged()
        return result

    @staticmethod
    def _run(call: Callable[[], T]) -> T:
        try:
            return call()
        except sqlcipher.Error as error:
            raise _known(error) from None
