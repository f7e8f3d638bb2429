"""Shows the timeline as a table."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.timeline.table.model import Index, TimelineTable

_NARROWEST_LAST = 120  # where the last column fits its words; at the usual text size
_MEASURED = 60  # rows that a column is measured by; measuring all of them takes too long
_BAR = 4  # beside the chosen row


class TimelineTableView(QTableView):
    """The table on screen. One stop for the Tab key; Enter or a double click opens a row.

    Signals:
        opened: What a row stands for.
    """

    opened = Signal(object)

    def __init__(
        self, model: TimelineTable, theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._fitted: set[int] = set()
        self.setModel(model)
        self.setAccessibleName(self.tr("Mood timeline as a table"))
        self.setAccessibleDescription(self.tr("Newest first. Enter opens a row."))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerWidget(QWidget())  # the style's own is a white box
        self.setItemDelegate(_RowDelegate(self, theme))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setResizeContentsPrecision(_MEASURED)
        self.activated.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._fit_rows)
        model.modelReset.connect(self._start_anew)
        theme.changed.connect(self._fit)
        self._fit()

    def has_whole_row(self, row: int) -> bool:
        """Tell whether the words of a row stand across its columns."""
        return self._model.rows is not None and self._model.rows.is_whole(row)

    def _open(self, index: Index) -> None:
        what = self._model.rows.what(index.row()) if self._model.rows is not None else None
        if what is not None:
            self.opened.emit(what)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose a row, so that the keys have one to start from."""
        super().focusInEvent(event)
        self._choose_one()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the last column the rest of the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_last()
        else:
            self._fit_rows()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll again as long as rows that came into sight take more room."""
        fitted = -1
        while fitted != len(self._fitted):
            fitted = len(self._fitted)
            super().scrollTo(index, hint)
            self._fit_rows()

    def _start_anew(self) -> None:
        self._fit()
        if self.hasFocus():
            self._choose_one()

    def _choose_one(self) -> None:
        if not self.selectionModel().hasSelection() and self._model.rowCount():
            self.selectRow(max(0, self.currentIndex().row()))

    def _fit(self) -> None:
        """Give everything the room that its words need."""
        tokens = self._theme.tokens
        self.setShowGrid(tokens.high_contrast)  # where rows do not differ in colour
        self.clearSpans()
        for row in range(self._model.rowCount()):
            if self.has_whole_row(row):
                self.setSpan(row, 1, 1, len(self._model.columns) - 1)
        for number, column in enumerate(self._model.columns):
            if column.width is not None:
                self.setColumnWidth(number, self._least(number, column.width))
            else:
                self.resizeColumnToContents(number)
        self._fit_last()

    def _fit_last(self) -> None:
        """Give the last column the rest of the width."""
        columns = self._model.columns
        if columns:
            last = len(columns) - 1
            taken = sum(self.columnWidth(number) for number in range(last))
            least = self._least(last, columns[last].width or _NARROWEST_LAST)
            self.setColumnWidth(last, max(least, self.viewport().width() - taken))
        self._fitted.clear()
        self._fit_rows()

    def _least(self, number: int, width: int) -> int:
        """Return a width at this text size, or that of the column's title where it is more."""
        title = self.horizontalHeader().sectionSizeHint(number)
        return max(self._theme.tokens.scaled(width), title)

    def _fit_rows(self) -> None:
        """Give rows in sight the height of their words; measuring all of them takes too long."""
        while rows := self._rows_in_sight() - self._fitted:
            for row in rows:
                self.resizeRowToContents(row)
            self._fitted |= rows
            self.updateGeometries()  # or the scroll bar learns of it later

    def _rows_in_sight(self) -> set[int]:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first < 0:
            return set()
        return set(range(first, (last if last >= 0 else self._model.rowCount() - 1) + 1))


class _RowDelegate(QStyledItemDelegate):
    """Marks the chosen row with a bar at its side, and no single cell."""

    def __init__(self, view: TimelineTableView, theme: ThemeController) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell, and the bar in the first one."""
        chosen = option.state & QStyle.StateFlag.State_Selected
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if chosen and index.column() == 0:
            bar = QRect(option.rect)
            if option.direction is Qt.LayoutDirection.RightToLeft:
                bar.setLeft(bar.right() - _BAR + 1)
            else:
                bar.setWidth(_BAR)
            painter.fillRect(bar, QColor(self._theme.tokens.colours.primary))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for a cell; words across all columns make none of them wider."""
        size = super().sizeHint(option, index)
        across = index.column() == 1 and self._view.has_whole_row(index.row())
        return QSize(0, size.height()) if across else size
