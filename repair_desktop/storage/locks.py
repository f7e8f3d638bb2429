"""Entries that are locked by themselves: their answers lie sealed, and no longer as answers."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import msgspec

from repair_desktop.core.answers import Answer
from repair_desktop.core.errors import EntryLocked, JournalError, LockDamaged
from repair_desktop.core.ids import EntryId, PromptId
from repair_desktop.core.ports import PassphraseSlot
from repair_desktop.storage.answers_codec import decode_answer
from repair_desktop.storage.connection import Database
from repair_desktop.storage.values import loaded_text, stored_moment, stored_text

FORMAT = 1

_Row = tuple[str, str, bytes, int]
"""Prompt, kind, the value in UTF-8 (surrogates let through), and when it was changed."""


class SqlLocks:
    """Implements :class:`~repair_desktop.core.ports.LockStore`.

    Rows are packed as they are stored, so that answers of a kind this version does not know come
    back, too.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def pack(self, entry_id: EntryId) -> bytes:
        """Return every answer of an entry as it is stored, to be sealed."""
        rows = self._database.execute(
            "SELECT prompt_id, kind, value, updated FROM answer WHERE entry_id = ? ORDER BY number",
            (entry_id,),
        )
        packed: list[_Row] = [
            (prompt_id, kind, loaded_text(value).encode(errors="surrogatepass"), updated)
            for prompt_id, kind, value, updated in rows
        ]
        return msgspec.msgpack.encode((FORMAT, packed))

    def unpack(self, packed: bytes) -> dict[PromptId, Answer]:
        """Return the answers that :meth:`pack` packed. Raises LockDamaged."""
        decoded = (
            (PromptId(prompt_id), decode_answer(kind, _stored(value)))
            for prompt_id, kind, value, _updated in _rows(packed)
        )
        return {prompt_id: answer for prompt_id, answer in decoded if answer is not None}

    def lock(self, entry_id: EntryId, slot: PassphraseSlot, at: datetime) -> None:
        """Keep the sealed answers of an entry in the place of its answers, all or nothing.

        Raises:
            EntryLocked: It is locked already. Nothing was changed.
        """
        with self._database.transaction():
            if self._slots(entry_id):
                raise EntryLocked()
            self._database.execute(
                "INSERT INTO locked_entry"
                " (entry_id, salt, opslimit, memlimit, sealed, locked, locked_offset)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    entry_id,
                    slot.salt,
                    slot.opslimit,
                    slot.memlimit,
                    slot.sealed,
                    *stored_moment(at),
                ),
            )
            self._database.execute("DELETE FROM answer WHERE entry_id = ?", (entry_id,))
        # The log may hold pages with the words still. Nothing is lost where it can not be emptied:
        # they go with the next save.
        with suppress(JournalError):
            self._database.checkpoint()

    def get(self, entry_id: EntryId) -> PassphraseSlot:
        """Return the sealed answers of an entry. Raises KeyError when it is not locked."""
        slots = self._slots(entry_id)
        if not slots:
            raise KeyError(entry_id)
        return slots[0]

    def unlock(self, entry_id: EntryId, packed: bytes) -> None:
        """Put the answers that :meth:`pack` packed back, all or nothing.

        Raises:
            LockDamaged: It is not what was packed. Nothing was changed.
        """
        rows = _rows(packed)
        with self._database.transaction():
            self._database.execute("DELETE FROM locked_entry WHERE entry_id = ?", (entry_id,))
            for prompt_id, kind, value, updated in rows:
                self._database.execute(
                    "INSERT OR REPLACE INTO answer (entry_id, prompt_id, kind, value, updated)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (entry_id, prompt_id, kind, _stored(value), updated),
                )

    def _slots(self, entry_id: EntryId) -> list[PassphraseSlot]:
        """Return the sealed answers of an entry; nothing where it is not locked."""
        rows = self._database.execute(
            "SELECT salt, opslimit, memlimit, sealed FROM locked_entry WHERE entry_id = ?",
            (entry_id,),
        )
        return [PassphraseSlot(*row) for row in rows]


def _rows(packed: bytes) -> list[_Row]:
    try:
        version, rows = msgspec.msgpack.decode(packed, type=tuple[int, list[_Row]])
    except msgspec.DecodeError:
        raise LockDamaged() from None
    if version != FORMAT:
        raise LockDamaged()
    return rows


def _stored(value: bytes) -> str | bytes:
    return stored_text(value.decode(errors="surrogatepass"))
