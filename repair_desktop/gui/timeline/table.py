"""The timeline as a table: the same in words, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from repair_desktop.core.moods import Mood, quick_mood
from repair_desktop.core.timeline import RuptureMoment, wall_clock
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.timeline_words import TimelineWords
from repair_desktop.gui.widgets.dates import day_words, moment_words
from repair_desktop.gui.widgets.mood_words import signed

Row: TypeAlias = Mood | RuptureMoment
Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, in their order."""

    WHEN = 0
    MOOD = 1
    PLEASANTNESS = 2
    ENERGY = 3
    FEELINGS = 4
    TAGS = 5
    NOTE = 6


class TimelineTable(QAbstractTableModel):
    """Check-ins and what happened to ruptures, one a row."""

    def __init__(self, words: TimelineWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: tuple[Row, ...] = ()
        self._headers = {
            Column.WHEN: self.tr("Day and time"),
            Column.MOOD: self.tr("Mood"),
            Column.PLEASANTNESS: self.tr("Pleasantness"),
            Column.ENERGY: self.tr("Energy"),
            Column.FEELINGS: self.tr("Feelings"),
            Column.TAGS: self.tr("Tags"),
            Column.NOTE: self.tr("Note"),
        }
        self._cells: dict[Column, Callable[[Mood], str]] = {
            Column.WHEN: self._when,
            Column.MOOD: lambda mood: words.level(quick_mood(mood.pleasantness)),
            Column.PLEASANTNESS: lambda mood: signed(mood.pleasantness),
            Column.ENERGY: lambda mood: "" if mood.energy is None else signed(mood.energy),
            Column.FEELINGS: words.feelings,
            Column.TAGS: words.tags,
            Column.NOTE: lambda mood: mood.note,
        }

    def show_view(self, view: TimelineView) -> None:
        """Show other days."""
        self.beginResetModel()
        self._rows = tuple(sorted((*view.moods, *view.moments), key=_moment, reverse=True))
        self.endResetModel()

    def row(self, number: int) -> Row:
        """Return what stands in a row."""
        return self._rows[number]

    def rows(self) -> Sequence[Row]:
        """Return what stands in all rows, newest first."""
        return self._rows

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._headers[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, for the eye or for a screen reader."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        return None

    def _cell(self, row: Row, column: Column) -> str:
        if isinstance(row, Mood):
            return self._cells[column](row)
        if column is Column.WHEN:
            # Of a day that was told later, the time is not known.
            short = day_words(row.at.date(), short=True)
            return short if row.state is None else moment_words(row.at)
        if column is Column.MOOD:
            return self._words.titled(self._words.title(row.summary), row.state)
        return ""

    def _spoken(self, row: Row, column: Column) -> str:
        """A row begins with all of it; each other cell says what it is, blank ones too."""
        if column is Column.WHEN:
            return self._words.shown(row)
        text = self._cell(row, column) or self.tr("blank")
        return self.tr("{column}: {text}").format(column=self._headers[column], text=text)

    def _when(self, mood: Mood) -> str:
        when = moment_words(mood.at)
        return self.tr("{when}\nadded later").format(when=when) if mood.added_later else when


def _moment(row: Row) -> tuple[object, str]:
    """Return what rows are ordered by."""
    if isinstance(row, Mood):
        return (wall_clock(row), row.id)
    return (row.at, row.summary.rupture.id)
