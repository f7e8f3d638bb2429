"""Text for longer reading, and its headings."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QAccessible,
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.spoken import SpokenWidget
from repair_desktop.gui.widgets.words import words

LINE_HEIGHT = 120
"""Percent of a single-spaced line; the labels of Qt have no such setting."""

PARAGRAPH_GAP = 0.5
"""Between paragraphs, as a share of a line."""

POINT = "•\u00a0\u00a0"
"""What a paragraph begins with that is one of a list."""

INSET = 2 * SPACE
"""Before the text, so that a heading's focus ring does not touch it."""


class Prose(QLabel):
    """Paragraphs with room between their lines. Plain text, whatever it holds.

    Args:
        text: A line break ends a paragraph.
        role: A role of the style sheet, or "".
    """

    def __init__(self, text: str, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)
        if role:
            set_role(self, role)
        self._document: QTextDocument | None = None

    def setText(self, text: str) -> None:
        """Show other paragraphs."""
        super().setText(text)
        self._document = None
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Be higher where there is less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that a width needs."""
        return round(self._laid_out(width).size().height() + 0.5)

    def sizeHint(self) -> QSize:
        """Ask for the width of one's own text, at most of a short line."""
        width = self.fontMetrics().averageCharWidth() * 40
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Accept a few letters: words that are too long are broken."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 10, metrics.height())

    def changeEvent(self, event: QEvent) -> None:
        """Lay the text out anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._document = None
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paragraphs."""
        context = QAbstractTextDocumentLayout.PaintContext()
        colour = self.palette().color(self.foregroundRole())
        context.palette.setColor(QPalette.ColorRole.Text, colour)
        context.clip = QRectF(event.rect()).translated(-INSET, 0)
        document = self._laid_out(self.width())
        painter = QPainter(self)
        painter.translate(INSET, 0)
        document.documentLayout().draw(painter, context)
        painter.end()

    def _laid_out(self, width: int) -> QTextDocument:
        if self._document is None:
            self._document = self._make()
        self._document.setTextWidth(max(1, width - 2 * INSET))
        return self._document

    def _make(self) -> QTextDocument:
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self.layoutDirection())
        document.setDefaultTextOption(option)
        document.setPlainText(self.text())
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setBottomMargin(self.fontMetrics().height() * PARAGRAPH_GAP)
        cursor.mergeBlockFormat(block)
        self._hang_points(document)
        return document

    def _hang_points(self, document: QTextDocument) -> None:
        """Let the lines of a point begin under its first word, and keep a list together."""
        indent = self.fontMetrics().horizontalAdvance(POINT)
        block = document.begin()
        while block.isValid():
            if block.text().startswith(POINT):
                hang = QTextBlockFormat()
                hang.setLeftMargin(indent)
                hang.setTextIndent(-indent)
                if block.next().text().startswith(POINT):
                    hang.setBottomMargin(self.fontMetrics().height() * PARAGRAPH_GAP / 2)
                QTextCursor(block).mergeBlockFormat(hang)
            block = block.next()


class Heading(SpokenWidget):
    """A heading that is a stop for the Tab key: so one gets from part to part by keyboard.

    A screen reader says that it is a heading, and then what stands under it.

    Args:
        text: The heading.
        content: What stands under it.
        theme: For the focus ring.
    """

    def __init__(
        self, text: str, content: str, theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(QAccessible.Role.Heading, parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(text)
        self.setAccessibleDescription(content)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(INSET, SPACE, INSET, SPACE)
        lines.addWidget(words(text, "question"))

    def spoken_value(self) -> str:
        """Return nothing: a heading has no value."""
        return ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show whether the keys are here."""
        if self.hasFocus():
            tokens = self._theme.tokens
            ring = max(2, tokens.border + 1)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.colour("focus")), ring))
            inside = QRectF(self.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
            painter.drawRoundedRect(inside, tokens.control_radius, tokens.control_radius)
            painter.end()
