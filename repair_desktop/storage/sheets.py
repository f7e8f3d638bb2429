"""Homework sheets that were added, and the one that is being written."""

from __future__ import annotations

from collections.abc import Sequence

from repair_desktop.core.sheets import KeptSheet, Sheet, SheetId, worksheet_id
from repair_desktop.storage.answers_codec import decode, encode
from repair_desktop.storage.connection import Database
from repair_desktop.storage.settings import SqlSettings
from repair_desktop.storage.values import loaded_text, stored_text

_DRAFT = "sheet_draft"


class SqlSheets:
    """Implements :class:`~repair_desktop.core.ports.SheetStore`.

    A sheet that this version can not read is left out, and not touched.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._settings = SqlSettings(database)

    def all(self) -> Sequence[KeptSheet]:
        """Return every sheet, the last added first; also those that were removed."""
        rows = self._database.execute("SELECT content, offered FROM sheet ORDER BY rowid DESC")
        kept = [_kept(content, offered) for content, offered in rows]
        return [sheet for sheet in kept if sheet is not None]

    def get(self, sheet_id: SheetId) -> KeptSheet | None:
        """Return a sheet, or None."""
        rows = self._database.execute(
            "SELECT content, offered FROM sheet WHERE id = ?", (sheet_id,)
        )
        return _kept(*rows[0]) if rows else None

    def save(self, sheet: Sheet) -> None:
        """Keep a sheet, in the place of an earlier version, and offer it."""
        self._database.execute(
            "INSERT INTO sheet (id, content, offered) VALUES (?, ?, 1)"
            " ON CONFLICT (id) DO UPDATE SET content = excluded.content, offered = 1",
            (sheet.id, encode(sheet)),
        )

    def offer(self, sheet_id: SheetId, offered: bool) -> None:
        """Offer a sheet, or not any more: then it stays as long as there are answers to it."""
        self._database.execute(
            "UPDATE sheet SET offered = ? WHERE id = ?", (int(offered), sheet_id)
        )

    def draft(self) -> Sheet | None:
        """Return the sheet that is being written, or None. It may lack anything."""
        stored = self._settings.get(_DRAFT)
        return None if stored is None else _sheet(stored_text(stored))

    def keep_draft(self, draft: Sheet | None) -> None:
        """Keep the sheet that is being written; None drops it."""
        self._settings.set(_DRAFT, None if draft is None else loaded_text(encode(draft)))

    def purge(self) -> None:
        """Really delete what was removed and has no answers."""
        removed = self._database.execute("SELECT id FROM sheet WHERE offered = 0")
        for (sheet_id,) in removed:
            self._database.execute(
                "DELETE FROM sheet WHERE id = ?"
                " AND NOT EXISTS (SELECT 1 FROM entry WHERE worksheet_id = ?)",
                (sheet_id, worksheet_id(sheet_id)),
            )


def _kept(content: str | bytes, offered: int) -> KeptSheet | None:
    sheet = _sheet(content)
    return None if sheet is None else KeptSheet(sheet, bool(offered))


def _sheet(content: str | bytes) -> Sheet | None:
    try:
        return decode(content, Sheet)
    except (ValueError, TypeError):  # msgspec.ValidationError is a ValueError
        return None
