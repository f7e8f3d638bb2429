"""What the person changed on cards."""

from __future__ import annotations

from datetime import datetime

import msgspec

from repair_desktop.core.cards import CardChanges, Length, LineId, OpenerId
from repair_desktop.core.errors import CardTooNew
from repair_desktop.core.ids import RuptureId
from repair_desktop.storage.answers_codec import decode, encode
from repair_desktop.storage.connection import Database
from repair_desktop.storage.values import stored_moment


class _Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The JSON of a card. What is unknown is refused, so that saving never drops it."""

    opener: OpenerId | None = None
    length: Length | None = None
    switches: dict[Length, dict[LineId, bool]] = {}
    texts: dict[LineId, str] = {}


class SqlCards:
    """Implements :class:`~repair_desktop.core.ports.CardStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, rupture_id: RuptureId) -> CardChanges | None:
        """Return what was changed on a card, or None. Raises CardTooNew."""
        rows = self._database.execute(
            "SELECT content FROM card WHERE rupture_id = ?", (rupture_id,)
        )
        return _changes(rows[0][0]) if rows else None

    def save(self, rupture_id: RuptureId, changes: CardChanges | None, at: datetime) -> None:
        """Keep what was changed on a card; None drops it."""
        if changes is None:
            self._database.execute("DELETE FROM card WHERE rupture_id = ?", (rupture_id,))
            return
        stored = _Stored(
            changes.opener,
            changes.length,
            {length: dict(lines) for length, lines in changes.switches.items()},
            dict(changes.texts),
        )
        self._database.execute(
            "INSERT INTO card (rupture_id, content, changed, changed_offset) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (rupture_id) DO UPDATE SET content = excluded.content,"
            " changed = excluded.changed, changed_offset = excluded.changed_offset",
            (rupture_id, encode(stored), *stored_moment(at)),
        )


def _changes(content: str | bytes) -> CardChanges:
    try:
        stored = decode(content, _Stored)
    except (ValueError, TypeError):  # msgspec.ValidationError is a ValueError
        raise CardTooNew() from None
    return CardChanges(
        opener=stored.opener,
        length=stored.length,
        switches=stored.switches,
        texts=stored.texts,
    )
