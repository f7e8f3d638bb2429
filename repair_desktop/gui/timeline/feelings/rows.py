"""Feelings and tags as rows, the most frequent first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject

from repair_desktop.core.word_counts import TagCount, WordCount, WordCounts
from repair_desktop.gui.timeline.drawing.rows import Column, Rows
from repair_desktop.gui.timeline.feelings.words import FeelingWords
from repair_desktop.gui.widgets.dates import day_words


class Cell(IntEnum):
    """The columns, in their order."""

    WORD = 0
    KIND = 1
    COUNT = 2
    FIRST = 3
    ON = 4
    OFF = 5


class WordsRows(Rows):
    """Every feeling, then every tag."""

    def __init__(self, counts: WordCounts, words: FeelingWords) -> None:
        self._counts = counts
        self._words = words
        self._names = _WordsRowWords()
        self._rows: Sequence[WordCount | TagCount] = (*counts.words, *counts.tags)

    @property
    def columns(self) -> Sequence[Column]:
        """Word, kind, check-ins, first day, and averages for tags."""
        return self._names.columns

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def what(self, row: int) -> WordCount | TagCount:
        """Return a row's feeling or tag."""
        return self._rows[row]

    def cell(self, row: int, column: int) -> str:
        """Return the words of a cell."""
        what = self._rows[row]
        match Cell(column):
            case Cell.WORD:
                return self._words.name(what)
            case Cell.KIND:
                return self._words.kind(what)
            case Cell.COUNT:
                return self._words.count(what, self._counts)
            case Cell.FIRST:
                return self._names.first(what)
            case Cell.ON:
                return self._words.side(what, what.on) if isinstance(what, TagCount) else ""
            case Cell.OFF:
                return self._words.side(what, what.off) if isinstance(what, TagCount) else ""

    def spoken(self, row: int) -> str:
        """Return all of a row."""
        return self._words.said(self._rows[row], self._counts)


class _WordsRowWords(QObject):
    """The words of the columns, and of new feelings."""

    @property
    def columns(self) -> Sequence[Column]:
        return [
            Column(self.tr("Word"), 160),
            Column(self.tr("Kind"), 110),
            Column(self.tr("Check-ins")),
            Column(self.tr("First day")),
            Column(self.tr("Average, its days")),
            Column(self.tr("Average, other days")),
        ]

    def first(self, what: WordCount | TagCount) -> str:
        day = day_words(what.first, short=True)
        is_new = isinstance(what, WordCount) and what.is_new
        return self.tr("{day}, new").format(day=day) if is_new else day
