"""An open journal: the tables as the services see them."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress

from repair_desktop.core.errors import DiskFull, JournalError
from repair_desktop.core.ports import Space
from repair_desktop.storage.cards import SqlCards
from repair_desktop.storage.connection import Database
from repair_desktop.storage.entries import SqlEntries
from repair_desktop.storage.locks import SqlLocks
from repair_desktop.storage.moods import SqlMoods
from repair_desktop.storage.reserve import Reserve
from repair_desktop.storage.ruptures import SqlRuptures
from repair_desktop.storage.sessions import SqlSessions
from repair_desktop.storage.settings import SqlSettings
from repair_desktop.storage.sheets import SqlSheets


class SqlJournal:
    """Implements :class:`~repair_desktop.core.ports.Journal` over one connection."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._entries = SqlEntries(database)
        self._locks = SqlLocks(database)
        self._ruptures = SqlRuptures(database)
        self._sessions = SqlSessions(database)
        self._moods = SqlMoods(database)
        self._settings = SqlSettings(database)
        self._sheets = SqlSheets(database)
        self._cards = SqlCards(database)
        self._reserve = Reserve(database.path.parent)

    def keep_back(self, size: int) -> None:
        """Keep bytes back on the disk, and from now on let a save that finds no space take them."""
        self._reserve.make(size)
        self.database.make_room = self._reserve.release

    @property
    def space(self) -> Space:
        """How much space the disk has; any thread may ask."""
        return self._reserve.space

    @property
    def entries(self) -> SqlEntries:
        """Entries and their answers."""
        return self._entries

    @property
    def locks(self) -> SqlLocks:
        """Entries that are locked by themselves."""
        return self._locks

    @property
    def ruptures(self) -> SqlRuptures:
        """Ruptures."""
        return self._ruptures

    @property
    def sessions(self) -> SqlSessions:
        """Therapy sessions."""
        return self._sessions

    @property
    def moods(self) -> SqlMoods:
        """Mood check-ins."""
        return self._moods

    @property
    def settings(self) -> SqlSettings:
        """Private settings and words."""
        return self._settings

    @property
    def sheets(self) -> SqlSheets:
        """Homework sheets that were added."""
        return self._sheets

    @property
    def cards(self) -> SqlCards:
        """What was changed on cards."""
        return self._cards

    def transaction(self) -> AbstractContextManager[None]:
        """Make everything written inside all or nothing. May be nested; the outermost counts."""
        return self.database.transaction()

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the database file."""
        self.database.checkpoint()

    def purge(self) -> None:
        """Really delete what was set aside; on a full disk it stays set aside.

        Raises:
            FolderReadOnly, DiskFault: Nothing can be written.
        """
        with suppress(DiskFull), self.database.transaction():
            for table in ("entry", "mood", "rupture", "session"):
                self.database.execute(f"DELETE FROM {table} WHERE deleted <> 0")
            self._sheets.purge()

    def close(self) -> None:
        """Drop what was set aside for deletion, checkpoint and close.

        Everything saved is on the disk already, so a disk that fails now is no reason to stop:
        what could not be dropped stays hidden, and goes at the next start. Nothing happens the
        second time.
        """
        if not self.database.is_open:
            return
        self.database.make_room = None  # what is kept back is for words, not for tidying up
        with suppress(JournalError):
            self.purge()
            self.checkpoint()
        self.database.close()
