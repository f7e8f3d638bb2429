"""A field for free words that grows with them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from repair_desktop.gui.widgets.clipboard_guard import concealed


class GrowingText(QPlainTextEdit):
    """Plain text, as high as its words need, between two heights given in lines.

    Tab leaves the field. Only plain text is pasted, and nothing typed here is learnt by an input
    method.

    Signals:
        left: The field lost the focus.
    """

    left = Signal()

    def __init__(self, lines: int = 3, most_lines: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._most_lines = most_lines
        self.setTabChangesFocus(True)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def words(self) -> str:
        """Return the words exactly as typed; ``toPlainText`` would turn hard spaces into soft."""
        return self.document().toRawText().replace("\u2029", "\n")

    def _fit(self) -> None:
        # A plain text document counts its height in lines of text.
        needed = self.document().size().height()
        shown = max(self._lines, min(self._most_lines, int(needed + 0.999)))
        line = self.fontMetrics().lineSpacing()
        margins = self.contentsMargins()
        extra = round(self.document().documentMargin() * 2) + margins.top() + margins.bottom() + 20
        self.setFixedHeight(shown * line + extra)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again: other line breaks."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit again: larger or smaller letters."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the marked words for the clipboard: plain, exactly as typed, and concealed."""
        return concealed(self.textCursor().selectedText())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take plain text only."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert the plain text of what is pasted."""
        self.insertPlainText(source.text())
