"""Words in very large type."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMoveEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.widgets.prose import LINE_HEIGHT, Prose

LINES = 4
"""So many fit below each other, unless even small type is too large for that."""


class LargeText(QFrame):
    """Words to read from a little way off. They take the keys, so that they are read out.

    Args:
        scroll: Where they are seen. They are so large only that a few lines fit into it.
    """

    def __init__(self, scroll: QScrollArea, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scroll = scroll
        scroll.viewport().installEventFilter(self)
        set_role(self, "code")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP, GAP, GAP, GAP)
        self._prose = Prose("", "spoken")
        lines.addWidget(self._prose)
        self.show_text(text)

    @property
    def text(self) -> str:
        """The words."""
        return self._prose.text()

    def show_text(self, text: str) -> None:
        """Show other words."""
        self._prose.setText(text)
        self.setAccessibleName(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of the window."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Follow the height of what stands above."""
        super().moveEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Make the words smaller where only a few of them would be seen at once."""
        column = self._scroll.widget()
        if column is None or not column.isAncestorOf(self):
            return
        prose = self._prose
        prose.setStyleSheet("")
        prose.ensurePolished()
        metrics, full = prose.fontMetrics(), prose.fontInfo().pixelSize()
        room = self._scroll.viewport().height() - self.mapTo(column, QPoint()).y() - 2 * GAP
        most = room / LINES / (metrics.lineSpacing() * LINE_HEIGHT / 100) * full
        size = max(self.fontInfo().pixelSize(), int(most))
        if size < full:
            prose.setStyleSheet(f"font-size: {size}px;")
