"""Making, opening, copying and mending journals."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from repair_desktop.core.errors import FolderReadOnly, JournalDamaged, JournalExists, JournalMissing
from repair_desktop.core.ports import CopyFacts, Journal, JournalKey, Rescued
from repair_desktop.storage import copies, rescue, schema
from repair_desktop.storage.connection import PAGE, Database
from repair_desktop.storage.files import create_private, discard, disk_errors, sync_folder
from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.reserve import SIZE as RESERVE

KEEP_OLD_SECONDS = 30 * 24 * 60 * 60
"""How long the copy made before an update of the tables is kept."""


class SqlCipherOpener:
    """Implements :class:`~repair_desktop.core.ports.JournalOpener`.

    Args:
        migrations: The steps from version to version; those of the program when left out.
        reserve: Bytes that are kept back on the disk for a journal's last words.
    """

    def __init__(
        self, migrations: Sequence[schema.Migration] | None = None, reserve: int = RESERVE
    ) -> None:
        self._steps = tuple(schema.load_migrations() if migrations is None else migrations)
        self._reserve = reserve

    def create(self, path: Path, key: JournalKey) -> SqlJournal:
        """Make a new journal.

        Raises:
            JournalExists: Something is at ``path`` already.
            DiskFull, FolderReadOnly, DiskFault: It could not be written; nothing is left of it.
        """
        with disk_errors():
            try:
                create_private(path)
            except FileExistsError:
                raise JournalExists() from None
        try:
            database = Database(path, key)
            try:
                schema.migrate(database, self._steps)
                database.checkpoint()
                with disk_errors():
                    sync_folder(path.parent)
            except BaseException:
                database.close()
                raise
        except BaseException:
            discard(path)
            raise
        journal = SqlJournal(database)
        journal.keep_back(self._reserve)
        return journal

    def open(self, path: Path, key: JournalKey) -> SqlJournal:
        """Open a journal, bringing an older one up to date after a copy was made.

        What was set aside for deletion and outlived a crash is dropped now.

        Raises:
            JournalMissing: No file, or an empty one.
            JournalDamaged: The file can not be read with this key, or is no journal.
            JournalTooNew: A newer version of Repair wrote it.
            JournalInUse: Another program holds it.
            DiskFull, FolderReadOnly, DiskFault: The disk would not have it.
        """
        with disk_errors():
            # An empty file would open as a new journal with any key.
            if not path.is_file() or path.stat().st_size == 0:
                raise JournalMissing()
            if path.stat().st_size < PAGE:
                raise JournalDamaged()
            # SQLite would open it to read, and report a faulty disk at the first lock.
            if not os.access(path, os.W_OK):
                raise FolderReadOnly()
        database = Database(path, key)
        try:
            newest = self._steps[-1].version
            schema.check(database, newest)
            present = schema.version(database)
            if present < newest:
                copies.write_copy(database, _before(path, newest), key)
                schema.migrate(database, self._steps)
            _drop_old_copies(path)
            journal = SqlJournal(database)
            journal.purge()
            journal.keep_back(self._reserve)
        except BaseException:
            database.close()
            raise
        return journal

    def copy(self, journal: Journal, path: Path, key: JournalKey) -> CopyFacts:
        """Write a checked copy of an open journal, over what is at ``path``.

        Raises:
            JournalDamaged: The journal, or the copy, is not sound. What was there stays.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. What was there stays.
        """
        return copies.write_copy(_database(journal), path, key)

    def recode(
        self,
        source: Path,
        key: JournalKey,
        target: Path,
        new_key: JournalKey,
        progress: Callable[[float], None],
    ) -> CopyFacts:
        """Write a checked copy of a closed database that opens with another key only.

        Raises:
            JournalExists: There is a file already.
            JournalDamaged: The source, or the copy, is not sound. Nothing is left of the copy.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. Nothing is left of it.
        """
        return copies.recode(source, key, target, new_key, progress)

    def check(self, path: Path, key: JournalKey) -> CopyFacts:
        """Open a closed database, which no program has open, and check every page of it.

        Raises:
            JournalDamaged: It can not be read with this key, or is not sound.
            JournalTooNew: A newer version of Repair wrote it.
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        return copies.check_copy(path, key, self._steps[-1].version)

    def rescue(
        self,
        damaged: Path,
        path: Path,
        key: JournalKey,
        worksheet_of: Callable[[str], tuple[str, int] | None],
    ) -> Rescued:
        """Read what can be read out of a damaged database into a new one.

        Raises:
            JournalExists: There is a file already.
            JournalMissing: There is no damaged file.
            JournalDamaged: Nothing could be read.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. Nothing is left of it.
        """
        if not damaged.is_file():
            raise JournalMissing()
        return rescue.rescue(damaged, path, key, worksheet_of, self._steps)

    def is_sound(self, journal: Journal) -> bool:
        """Check every page and table of an open journal. Takes a while."""
        database = _database(journal)
        database.checkpoint()
        return database.is_sound()


def _database(journal: Journal) -> Database:
    if not isinstance(journal, SqlJournal):
        raise TypeError("a journal of another opener")
    return journal.database


def _before(path: Path, version: int) -> Path:
    """Return where the copy goes that is made before an update to ``version``."""
    return path.with_name(f"{path.stem}.before-{version}.db")


def _drop_old_copies(path: Path) -> None:
    """Drop copies made before an update that have served their time; they hold deleted words."""
    for copy in path.parent.glob(f"{path.stem}.before-*.db"):
        with suppress(OSError):
            if time.time() - copy.stat().st_mtime > KEEP_OLD_SECONDS:
                copy.unlink()
