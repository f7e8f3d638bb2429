"""Making, opening, copying and mending journals."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from repair_desktop.core.errors import FolderReadOnly, JournalDamaged, JournalExists, JournalMissing
from repair_desktop.core.ports import Backup, Journal, JournalKey
from repair_desktop.storage import copies, schema
from repair_desktop.storage.connection import PAGE, Database
from repair_desktop.storage.files import create_private, disk_errors, sync_folder
from repair_desktop.storage.journal import SqlJournal

KEEP_OLD_SECONDS = 30 * 24 * 60 * 60
"""How long the copy made before an update of the tables is kept."""


class SqlCipherOpener:
    """Implements :class:`~repair_desktop.core.ports.JournalOpener`.

    Args:
        migrations: The steps from version to version; those of the program when left out.
    """

    def __init__(self, migrations: Sequence[schema.Migration] | None = None) -> None:
        self._steps = tuple(schema.load_migrations() if migrations is None else migrations)

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
            for leftover in (path, _wal(path)):
                leftover.unlink(missing_ok=True)
            raise
        return SqlJournal(database)

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
        except BaseException:
            database.close()
            raise
        return journal

    def back_up(self, journal: Journal, folder: Path, key: JournalKey, now: datetime) -> Backup:
        """Write a verified copy into ``folder`` and drop the oldest beyond the newest seven.

        Args:
            journal: One that this class opened.
            folder: Made when it is not there.
            key: The journal's key.
            now: Names the copy.

        Raises:
            JournalError: The copy could not be made or did not verify; older ones are kept.
        """
        if not isinstance(journal, SqlJournal):
            raise TypeError("a journal of another opener")
        return copies.back_up(journal.database, folder, key, now)

    def newest_backup(self, folder: Path) -> Backup | None:
        """Return the newest copy by its name, unopened; None when there is none."""
        found = copies.listed(folder)
        return found[0] if found else None

    def backups(self, folder: Path, key: JournalKey) -> Sequence[Backup]:
        """Return the copies that open and verify with this key, newest first."""
        return copies.verified(folder, key)

    def restore(self, backup: Backup, path: Path, key: JournalKey) -> None:
        """Write a backup as a new database at ``path``; never over an existing file.

        Raises:
            JournalExists: There is a file already.
            JournalDamaged: The backup is not sound.
            DiskFull, FolderReadOnly, DiskFault: It could not be written.
        """
        copies.restore(backup.path, path, key)


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _before(path: Path, version: int) -> Path:
    """Return where the copy goes that is made before an update to ``version``."""
    return path.with_name(f"{path.stem}.before-{version}.db")


def _drop_old_copies(path: Path) -> None:
    """Drop copies made before an update that have served their time; they hold deleted words."""
    for copy in path.parent.glob(f"{path.stem}.before-*.db"):
        with suppress(OSError):
            if time.time() - copy.stat().st_mtime > KEEP_OLD_SECONDS:
                copy.unlink()
