"""Ruptures and the history of their states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from repair_desktop.core.ids import RuptureId
from repair_desktop.core.ruptures import Rupture, RuptureState, StateChange
from repair_desktop.storage.connection import Database, Row
from repair_desktop.storage.values import loaded_moment, loaded_text, stored_moment, stored_text

_COLUMNS = "id, title, happened_on, noted, noted_offset"
_INSERT_STATE = "INSERT INTO rupture_state (rupture_id, state, at, at_offset) VALUES (?, ?, ?, ?)"


class SqlRuptures:
    """Implements :class:`~repair_desktop.core.ports.RuptureStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, rupture: Rupture) -> None:
        """Keep a new rupture."""
        with self._database.transaction():
            self._database.execute(
                f"INSERT INTO rupture ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
                (
                    rupture.id,
                    stored_text(rupture.title),
                    _stored_day(rupture.happened_on),
                    *stored_moment(rupture.noted_at),
                ),
            )
            for change in rupture.history:
                self.add_state(rupture.id, change)

    def get(self, rupture_id: RuptureId) -> Rupture:
        """Return a rupture. Raises KeyError when there is none, or it is set aside."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM rupture WHERE id = ? AND deleted = 0", (rupture_id,)
        )
        if not rows:
            raise KeyError(rupture_id)
        states = self._database.execute(
            "SELECT state, at, at_offset FROM rupture_state WHERE rupture_id = ? ORDER BY number",
            (rupture_id,),
        )
        return _rupture(rows[0], states)

    def all(self) -> Sequence[Rupture]:
        """Return every rupture, newest first; those set aside are left out."""
        histories: dict[str, list[Row]] = {}
        for rupture_id, *state in self._database.execute(
            "SELECT rupture_id, state, at, at_offset FROM rupture_state ORDER BY number"
        ):
            histories.setdefault(rupture_id, []).append(tuple(state))
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM rupture WHERE deleted = 0 ORDER BY noted DESC, number DESC"
        )
        return [_rupture(row, histories[row[0]]) for row in rows]

    def describe(self, rupture_id: RuptureId, title: str, happened_on: date | None) -> None:
        """Change the title and the day."""
        self._database.execute(
            "UPDATE rupture SET title = ?, happened_on = ? WHERE id = ?",
            (stored_text(title), _stored_day(happened_on), rupture_id),
        )

    def add_state(self, rupture_id: RuptureId, change: StateChange) -> None:
        """Add a state to its history."""
        self._database.execute(
            _INSERT_STATE, (rupture_id, change.state.value, *stored_moment(change.at))
        )

    def delete(self, rupture_id: RuptureId) -> None:
        """Set aside with its entries; gone for good when the journal closes."""
        with self._database.transaction():
            self._database.execute("UPDATE rupture SET deleted = 1 WHERE id = ?", (rupture_id,))
            self._database.execute(
                "UPDATE entry SET deleted = 2 WHERE rupture_id = ? AND deleted = 0", (rupture_id,)
            )

    def restore(self, rupture_id: RuptureId) -> None:
        """Take back a deletion, and that of the entries that went with it."""
        with self._database.transaction():
            self._database.execute("UPDATE rupture SET deleted = 0 WHERE id = ?", (rupture_id,))
            self._database.execute(
                "UPDATE entry SET deleted = 0 WHERE rupture_id = ? AND deleted = 2", (rupture_id,)
            )


def _stored_day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _rupture(row: Row, states: Sequence[Row]) -> Rupture:
    rupture_id, title, happened_on, noted, noted_offset = row
    return Rupture(
        id=rupture_id,
        title=loaded_text(title),
        happened_on=None if happened_on is None else date.fromisoformat(happened_on),
        noted_at=loaded_moment(noted, noted_offset),
        history=tuple(
            StateChange(RuptureState(state), loaded_moment(at, offset))
            for state, at, offset in states
        ),
    )
