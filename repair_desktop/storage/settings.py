"""Private settings, and words used lately."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from repair_desktop.storage.connection import Database
from repair_desktop.storage.values import instant, loaded_text, stored_text


class SqlSettings:
    """Implements :class:`~repair_desktop.core.ports.SettingStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """Return a setting."""
        rows = self._database.execute("SELECT value FROM setting WHERE key = ?", (key,))
        return loaded_text(rows[0][0]) if rows else None

    def set(self, key: str, value: str | None) -> None:
        """Keep a setting; None removes it."""
        if value is None:
            self._database.execute("DELETE FROM setting WHERE key = ?", (key,))
        else:
            self._database.execute(
                "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
                (key, stored_text(value)),
            )

    def words(self, kind: str) -> Sequence[str]:
        """Return words of a kind (``feeling``, ``need``, ``tag``), last used first."""
        rows = self._database.execute(
            "SELECT word FROM word WHERE kind = ? ORDER BY last_used DESC, number DESC", (kind,)
        )
        return [loaded_text(word) for (word,) in rows]

    def use_words(self, kind: str, words: Sequence[str], at: datetime) -> None:
        """Remember that these words (option ids or own words) were used, in this order."""
        with self._database.transaction():
            # REPLACE gives a new number, which orders words of the same moment.
            self._database.execute_many(
                "INSERT OR REPLACE INTO word (kind, word, last_used) VALUES (?, ?, ?)",
                [(kind, stored_text(word), instant(at)) for word in words],
            )
