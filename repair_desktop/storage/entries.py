"""Entries and their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from repair_desktop.core.answers import Answer
from repair_desktop.core.entries import Entry
from repair_desktop.core.errors import EntryLocked
from repair_desktop.core.ids import EntryId, PromptId
from repair_desktop.storage.answers_codec import decode_answer, encode_answer
from repair_desktop.storage.connection import Database, Row
from repair_desktop.storage.values import instant, loaded_moment, stored_moment

_COLUMNS = (
    "id, worksheet_id, worksheet_version, begun, begun_offset, changed, changed_offset,"
    " place, rupture_id, finished, finished_offset"
)
_IS_LOCKED = "EXISTS (SELECT 1 FROM locked_entry WHERE entry_id = entry.id)"


class SqlEntries:
    """Implements :class:`~repair_desktop.core.ports.EntryStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, entry: Entry) -> None:
        """Keep a new entry."""
        self._database.execute(
            f"INSERT INTO entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.id,
                entry.worksheet_id,
                entry.worksheet_version,
                *stored_moment(entry.begun_at),
                *stored_moment(entry.changed_at),
                entry.place,
                entry.rupture_id,
                *_stored_or_none(entry.finished_at),
            ),
        )

    def get(self, entry_id: EntryId) -> Entry:
        """Return an entry. Raises KeyError when there is none, or it is set aside."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS}, {_IS_LOCKED} FROM entry WHERE id = ? AND deleted = 0",
            (entry_id,),
        )
        if not rows:
            raise KeyError(entry_id)
        return _entry(rows[0])

    def all(self) -> Sequence[Entry]:
        """Return every entry, last changed first; those set aside are left out."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS}, {_IS_LOCKED} FROM entry"
            " WHERE deleted = 0 ORDER BY changed DESC, number DESC"
        )
        return [_entry(row) for row in rows]

    def answers(self, entry_id: EntryId) -> dict[PromptId, Answer]:
        """Return the answers of an entry. Those of a kind this version does not know stay."""
        rows = self._database.execute(
            "SELECT prompt_id, kind, value FROM answer WHERE entry_id = ? ORDER BY number",
            (entry_id,),
        )
        decoded = ((prompt_id, decode_answer(kind, value)) for prompt_id, kind, value in rows)
        return {prompt_id: answer for prompt_id, answer in decoded if answer is not None}

    def moments(self, entry_id: EntryId) -> dict[PromptId, datetime]:
        """Return when each answer of an entry was last changed.

        An answer has no offset of its own: it was given at that of the nearer end of its entry.
        """
        rows = self._database.execute(
            "SELECT prompt_id, updated, begun, begun_offset, changed, changed_offset"
            " FROM answer JOIN entry ON entry.id = entry_id WHERE entry_id = ?",
            (entry_id,),
        )
        return {
            prompt_id: loaded_moment(
                updated, begun_offset if updated - begun <= changed - updated else changed_offset
            )
            for prompt_id, updated, begun, begun_offset, changed, changed_offset in rows
        }

    def save(
        self,
        entry_id: EntryId,
        answers: Mapping[PromptId, Answer | None],
        place: PromptId | None,
        at: datetime,
    ) -> None:
        """Write changed answers (None removes one) and the place, in one transaction.

        Raises:
            KeyError: There is no such entry. Nothing was written.
            EntryLocked: It is locked by itself. Nothing was written.
        """
        with self._database.transaction():
            if self._database.execute("SELECT 1 FROM locked_entry WHERE entry_id = ?", (entry_id,)):
                raise EntryLocked()
            found = self._database.change(
                "UPDATE entry SET place = ? WHERE id = ?", (place, entry_id)
            )
            if not found:
                raise KeyError(entry_id)
            if answers:
                self._database.execute(
                    "UPDATE entry SET changed = ?, changed_offset = ? WHERE id = ?",
                    (*stored_moment(at), entry_id),
                )
            for prompt_id, answer in answers.items():
                self._write(entry_id, prompt_id, answer, instant(at))

    def _write(
        self, entry_id: EntryId, prompt_id: PromptId, answer: Answer | None, at: int
    ) -> None:
        if answer is None:
            self._database.execute(
                "DELETE FROM answer WHERE entry_id = ? AND prompt_id = ?", (entry_id, prompt_id)
            )
            return
        self._database.execute(
            "INSERT INTO answer (entry_id, prompt_id, kind, value, updated) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (entry_id, prompt_id) DO UPDATE"
            " SET kind = excluded.kind, value = excluded.value, updated = excluded.updated",
            (entry_id, prompt_id, *encode_answer(answer), at),
        )

    def finish(self, entry_id: EntryId, at: datetime | None) -> None:
        """Mark as finished, or as unfinished when ``at`` is None."""
        self._database.execute(
            "UPDATE entry SET finished = ?, finished_offset = ? WHERE id = ?",
            (*_stored_or_none(at), entry_id),
        )

    def delete(self, entry_id: EntryId) -> None:
        """Set aside; it is gone for good when the journal closes."""
        self._database.execute("UPDATE entry SET deleted = 1 WHERE id = ?", (entry_id,))

    def restore(self, entry_id: EntryId) -> None:
        """Take back a deletion."""
        self._database.execute("UPDATE entry SET deleted = 0 WHERE id = ?", (entry_id,))


def _stored_or_none(moment: datetime | None) -> tuple[int | None, int | None]:
    return (None, None) if moment is None else stored_moment(moment)


def _entry(row: Row) -> Entry:
    entry_id, worksheet_id, version, begun, begun_offset, changed, changed_offset, *rest = row
    place, rupture_id, finished, finished_offset, is_locked = rest
    return Entry(
        id=entry_id,
        worksheet_id=worksheet_id,
        worksheet_version=version,
        begun_at=loaded_moment(begun, begun_offset),
        changed_at=loaded_moment(changed, changed_offset),
        place=place,
        rupture_id=rupture_id,
        finished_at=None if finished is None else loaded_moment(finished, finished_offset),
        is_locked=bool(is_locked),
    )
