"""A layout that fills lines, like words in a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Puts widgets side by side and begins a new line when one is full.

    Follows the reading direction. A widget wider than the line gets the whole line.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width, until something changes: Qt asks often
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        self.setSpacing(spacing)

    def invalidate(self) -> None:
        """Forget what was worked out: a widget came, went, or wants another size."""
        self._heights.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Add at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return how many widgets there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return one item."""
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        self.invalidate()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Be higher where there is less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that a width needs."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return height

    def setGeometry(self, rect: QRect) -> None:
        """Place everything."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Ask for the smallest size; the width is given by the page."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the widest item that can be narrowed no further."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        parent = self.parentWidget()
        right_to_left = parent is not None and parent.layoutDirection() is (
            Qt.LayoutDirection.RightToLeft
        )
        x, y, line = 0, 0, 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            width = min(size.width(), inner.width()) if inner.width() > 0 else size.width()
            height = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
            if x > 0 and x + width > inner.width():
                x, y, line = 0, y + line + self.spacing(), 0
            if move:
                left = inner.right() + 1 - x - width if right_to_left else inner.left() + x
                item.setGeometry(QRect(QPoint(left, inner.top() + y), QSize(width, height)))
            x += width + self.spacing()
            line = max(line, height)
        margins = self.contentsMargins()
        return y + line + margins.top() + margins.bottom()


class LineLayout(FlowLayout):
    """Asks for one line, and takes more where there is less room."""

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        line = QSize(width, max((hint.height() for hint in hints), default=0))
        return line.grownBy(self.contentsMargins())
