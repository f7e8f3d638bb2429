"""A list of backups to choose one from, and a backup in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    QTime,
    Signal,
)
from PySide6.QtGui import QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from repair_desktop.core.ports import Backup, BackupKind
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.words import words

ROWS = 5
"""How many rows are in sight at once."""

_SIDE, _ABOVE = 12, 6  # around the words of a row, with the style sheet's padding
_BAR = 4  # beside the chosen row

Index = QModelIndex | QPersistentModelIndex


class BackupWords(QObject):
    """Says what a backup is."""

    def made(self, backup: Backup) -> str:
        """Return day and time by the clock here: "Thursday, 19 November 2026, 18:30"."""
        local = backup.made_at.astimezone()
        time = QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
        return f"{day_words(local.date())}, {time}"

    def row(self, backup: Backup) -> str:
        """Return what stands in a list."""
        text = self.tr("{when}, entries: {count}").format(
            when=self.made(backup), count=backup.facts.entries
        )
        if backup.kind is BackupKind.SAFETY:
            text += ", " + self.tr("made before a change")
        return text


class BackupList(QWidget):
    """Backups, one of them chosen. One stop for the Tab key; arrow keys choose.

    Signals:
        chosen: The Backup that the person chose.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backups: tuple[Backup, ...] = ()
        self._words = BackupWords(self)
        self._label = words("")
        self._list = _Rows()
        self._label.setBuddy(self._list)
        self.setFocusProxy(self._list)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._label)
        rows.addWidget(self._list)
        rows.addStretch(1)  # room that is left over does not part the name from the list
        self._list.currentRowChanged.connect(self._choose)
        self.set_label(self.tr("Good backups, newest first"))

    def set_label(self, text: str) -> None:
        """Name the list."""
        self._label.setText(text)
        self._list.setAccessibleName(text)

    def show_backups(self, backups: Sequence[Backup], chosen: Backup | None) -> None:
        """Show backups, and which one is chosen, without telling anybody."""
        with QSignalBlocker(self._list):
            if tuple(backups) != self._backups:
                self._backups = tuple(backups)
                self._list.clear()
                for backup in backups:
                    self._list.addItem(QListWidgetItem(self._words.row(backup)))
                self._list.fit()
            if chosen in self._backups:
                self._list.setCurrentRow(self._backups.index(chosen))

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._backups):
            self.chosen.emit(self._backups[row])


class _Rows(QListWidget):
    """As high as its rows, up to :data:`ROWS` of them. Their words wrap."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_RowDelegate(self))
        self.fit()

    def fit(self) -> None:
        """Be as high as the rows are now."""
        self.doItemsLayout()
        rows = range(min(self.count(), ROWS))
        height = sum(self.sizeHintForRow(row) for row in rows)
        self.setFixedHeight(max(height, self.fontMetrics().height()) + 2 * self.frameWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap in other places where there is another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.fit()


class _RowDelegate(QStyledItemDelegate):
    """Gives words all the lines they need, and the chosen row a bar: its tint alone is faint."""

    def __init__(self, rows: _Rows) -> None:
        super().__init__(rows)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        chosen = option.state & QStyle.StateFlag.State_Selected
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if chosen:
            bar = QRect(option.rect)
            if option.direction is Qt.LayoutDirection.RightToLeft:
                bar.setLeft(bar.right() - _BAR + 1)
            else:
                bar.setWidth(_BAR)
            painter.fillRect(bar, option.palette.color(QPalette.ColorRole.Accent))

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for a row. Qt's own forgets the style sheet's padding."""
        room = QRect(0, 0, self._rows.viewport().width() - 2 * _SIDE, 0)
        text = str(index.data())
        needed = self._rows.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        return QSize(room.width(), needed.height() + 2 * _ABOVE)
