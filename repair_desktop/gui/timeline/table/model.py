"""Rows as a table model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from repair_desktop.gui.timeline.drawing.rows import Column, Rows

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class TimelineTable(QAbstractTableModel):
    """Shows :class:`~repair_desktop.gui.timeline.drawing.rows.Rows`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Rows | None = None
        self._columns: Sequence[Column] = ()

    @property
    def columns(self) -> Sequence[Column]:
        """The columns, in their order."""
        return self._columns

    @property
    def rows(self) -> Rows | None:
        """What is shown, or None before anything is."""
        return self._rows

    def show_rows(self, rows: Rows) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows, self._columns = rows, rows.columns
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() or self._rows is None else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._columns[section].title

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, for the eye or for a screen reader."""
        if not index.isValid() or self._rows is None:
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows.cell(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(self._rows, row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        return None

    def _spoken(self, rows: Rows, row: int, column: int) -> str:
        """A row begins with all of it; each other cell says what it is, blank ones too."""
        if column == 0:
            return rows.spoken(row)
        text = rows.cell(row, column) or self.tr("blank")
        return self.tr("{column}: {text}").format(column=self._columns[column].title, text=text)
