"""Mood check-ins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.ids import MoodId
from repair_desktop.core.moods import Mood
from repair_desktop.storage.answers_codec import decode, encode
from repair_desktop.storage.connection import Database, Row
from repair_desktop.storage.values import (
    instant,
    loaded_moment,
    loaded_text,
    stored_moment,
    stored_text,
)

_FEELINGS = tuple[RatedWord, ...]
_TAGS = tuple[str, ...]
_COLUMNS = (
    "id, at, at_offset, written, written_offset, pleasantness, energy, feelings, tags, note,"
    " rupture_id, entry_id, session_id"
)


class SqlMoods:
    """Implements :class:`~repair_desktop.core.ports.MoodStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, mood: Mood) -> None:
        """Keep a new check-in, or replace the one with the same id."""
        replaced = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ")[1:])
        self._database.execute(
            f"INSERT INTO mood ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            f" ON CONFLICT (id) DO UPDATE SET {replaced}",
            (
                mood.id,
                *stored_moment(mood.at),
                *stored_moment(mood.written_at),
                mood.pleasantness,
                mood.energy,
                encode(mood.feelings),
                encode(mood.tags),
                stored_text(mood.note),
                mood.rupture_id,
                mood.entry_id,
                mood.session_id,
            ),
        )

    def get(self, mood_id: MoodId) -> Mood:
        """Return a check-in. Raises KeyError when there is none, or it is set aside."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM mood WHERE id = ? AND deleted = 0", (mood_id,)
        )
        if not rows:
            raise KeyError(mood_id)
        return _mood(rows[0])

    def between(self, start: datetime | None = None, end: datetime | None = None) -> Sequence[Mood]:
        """Return check-ins with ``start <= at < end``, oldest first; None leaves an end open."""
        wheres, values = ["deleted = 0"], []
        if start is not None:
            wheres.append("at >= ?")
            values.append(instant(start))
        if end is not None:
            wheres.append("at < ?")
            values.append(instant(end))
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM mood WHERE {' AND '.join(wheres)} ORDER BY at, number", values
        )
        return [_mood(row) for row in rows]

    def ends(self) -> tuple[datetime, datetime] | None:
        """Return the moments of the first and the last check-in, or None without any."""
        rows = [
            row
            for direction in ("ASC", "DESC")
            for row in self._database.execute(
                f"SELECT at, at_offset FROM mood WHERE deleted = 0 ORDER BY at {direction} LIMIT 1"
            )
        ]
        if not rows:
            return None
        first, last = (loaded_moment(*row) for row in rows)
        return first, last

    def delete(self, mood_id: MoodId) -> None:
        """Set aside; gone for good when the journal closes."""
        self._database.execute("UPDATE mood SET deleted = 1 WHERE id = ?", (mood_id,))

    def restore(self, mood_id: MoodId) -> None:
        """Take back a deletion."""
        self._database.execute("UPDATE mood SET deleted = 0 WHERE id = ?", (mood_id,))


def _mood(row: Row) -> Mood:
    (mood_id, at, at_offset, written, written_offset, pleasantness, energy, *rest) = row
    feelings, tags, note, rupture_id, entry_id, session_id = rest
    return Mood(
        id=mood_id,
        at=loaded_moment(at, at_offset),
        written_at=loaded_moment(written, written_offset),
        pleasantness=pleasantness,
        energy=energy,
        feelings=decode(feelings, _FEELINGS),
        tags=decode(tags, _TAGS),
        note=loaded_text(note),
        rupture_id=rupture_id,
        entry_id=entry_id,
        session_id=session_id,
    )
