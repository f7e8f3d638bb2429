"""Therapy sessions, and the entries that were written for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

from repair_desktop.core.ids import EntryId, SessionId
from repair_desktop.core.sessions import Session, SessionState, in_order
from repair_desktop.storage.connection import Database, Row
from repair_desktop.storage.values import loaded_moment, stored_moment

_COLUMNS = "id, day, clock, state, added, added_offset"


class SqlSessions:
    """Implements :class:`~repair_desktop.core.ports.SessionStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, session: Session) -> None:
        """Keep a new session, or replace the one with the same id."""
        self._database.execute(
            f"INSERT INTO session ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE"
            " SET day = excluded.day, clock = excluded.clock, state = excluded.state",
            (
                session.id,
                session.day.isoformat(),
                None if session.clock is None else session.clock.isoformat("minutes"),
                session.state.value,
                *stored_moment(session.added_at),
            ),
        )

    def get(self, session_id: SessionId) -> Session:
        """Return a session. Raises KeyError when there is none, or it is set aside."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM session WHERE id = ? AND deleted = 0", (session_id,)
        )
        if not rows:
            raise KeyError(session_id)
        return _session(rows[0])

    def all(self) -> Sequence[Session]:
        """Return every session, the earliest first; those set aside are left out."""
        rows = self._database.execute(f"SELECT {_COLUMNS} FROM session WHERE deleted = 0")
        return in_order(map(_session, rows))

    def delete(self, session_id: SessionId) -> None:
        """Set aside; its entries stay. Gone for good when the journal closes."""
        self._database.execute("UPDATE session SET deleted = 1 WHERE id = ?", (session_id,))

    def restore(self, session_id: SessionId) -> None:
        """Take back a deletion."""
        self._database.execute("UPDATE session SET deleted = 0 WHERE id = ?", (session_id,))

    def link(self, session_id: SessionId, entry_id: EntryId) -> None:
        """Remember that an entry was written for a session."""
        self._database.execute(
            "INSERT INTO session_entry (session_id, entry_id) VALUES (?, ?)"
            " ON CONFLICT (entry_id) DO UPDATE SET session_id = excluded.session_id",
            (session_id, entry_id),
        )

    def links(self) -> Mapping[EntryId, SessionId]:
        """Return the session of each entry that has one; those set aside are left out."""
        rows = self._database.execute(
            "SELECT entry_id, session_id FROM session_entry"
            " JOIN session ON session.id = session_id JOIN entry ON entry.id = entry_id"
            " WHERE session.deleted = 0 AND entry.deleted = 0"
        )
        return {EntryId(entry_id): SessionId(session_id) for entry_id, session_id in rows}


def _session(row: Row) -> Session:
    session_id, day, clock, state, added, offset = row
    return Session(
        id=session_id,
        day=date.fromisoformat(day),
        clock=None if clock is None else time.fromisoformat(clock),
        state=SessionState(state),
        added_at=loaded_moment(added, offset),
    )
