"""The days around sessions as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from repair_desktop.core.around import OFFSETS, Around, AroundGroup, AroundSession
from repair_desktop.core.timeline import SessionMoment
from repair_desktop.gui.timeline.around.words import AroundWords
from repair_desktop.gui.timeline.drawing.rows import Column, Rows

Row: TypeAlias = AroundGroup | AroundSession

_FIRST = 190


class AroundRows(Rows):
    """A row for all sessions of a group, then one for each session, newest first."""

    def __init__(self, around: Around, words: AroundWords) -> None:
        self._words = words
        self._rows: Sequence[Row] = (*around.groups, *reversed(around.sessions))

    @property
    def columns(self) -> Sequence[Column]:
        """The session, then each day around it."""
        days = (Column(self._words.day(offset)) for offset in OFFSETS)
        return [Column(self._words.words.session(), _FIRST), *days]

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def what(self, row: int) -> SessionMoment | None:
        """Return a row's session; a group is none."""
        what = self._rows[row]
        return what.moment if isinstance(what, AroundSession) else None

    def cell(self, row: int, column: int) -> str:
        """Return the words of a cell."""
        what = self._rows[row]
        if column > 0:
            return self._words.cell(what.days[column - 1])
        if isinstance(what, AroundGroup):
            return self._words.group_row(what)
        return self._words.session_row(what)

    def spoken(self, row: int) -> str:
        """Return all of a row."""
        what = self._rows[row]
        name = (
            f"{self._words.group_row(what)}."
            if isinstance(what, AroundGroup)
            else self._words.spoken(what)
        )
        days = (
            f"{self._words.day(offset)}: {self._words.held(spread)}."
            for offset, spread in zip(OFFSETS, what.days, strict=True)
            if spread.n
        )
        return " ".join([name, *days])
