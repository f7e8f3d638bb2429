"""The answers about sessions as rows: a day a row, newest first, a column for each question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from repair_desktop.core.session_answers import AnsweredDay, answered_days
from repair_desktop.core.sessions import Track
from repair_desktop.gui.timeline.drawing.rows import Column, Rows
from repair_desktop.gui.timeline.items.words import ItemWords
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.words import shortened

_WIDTH = 150
_LETTERS = 48  # of a question; a row that is read aloud has all of it


class ItemsRows(Rows):
    """Every day on which something was answered."""

    def __init__(self, tracks: Sequence[Track], words: ItemWords) -> None:
        self._tracks = tracks
        self._words = words
        self._days = answered_days(tracks)[::-1]
        titles = [shortened(words.title(track.prompt), _LETTERS) for track in tracks]
        self._columns = (
            Column(_ItemsRowWords().day),
            *(Column(title, _WIDTH) for title in titles),
        )

    @property
    def columns(self) -> Sequence[Column]:
        """The day, and each question."""
        return self._columns

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._days)

    def what(self, row: int) -> AnsweredDay:
        """Return a row's day."""
        return self._days[row]

    def cell(self, row: int, column: int) -> str:
        """Return the words of a cell."""
        answered = self._days[row]
        if column == 0:
            return day_words(answered.day, short=True)
        number = column - 1
        return self._words.answers(self._tracks[number].prompt, answered.places[number])

    def spoken(self, row: int) -> str:
        """Return all of a row."""
        return self._words.day(self._tracks, self._days[row])


class _ItemsRowWords(QObject):
    """The words of the first column."""

    @property
    def day(self) -> str:
        return self.tr("Day")
