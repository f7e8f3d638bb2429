"""A title with something to do beside it, or under it where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLayoutItem, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.sheets import shown
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.flow_layout import FlowLayout, LineLayout
from repair_desktop.gui.widgets.words import words

LEAST_SHARE = 0.4
"""How much of the width the words have at least while something stands beside them."""


class TitleRow(QWidget):
    """A title with a quiet line under it, and room for buttons at its side.

    Args:
        title: The title.
        line: The quiet line, or "".
    """

    def __init__(self, title: str, line: str = "") -> None:
        super().__init__()
        across = _BesideLayout(self)
        told = QWidget()
        lines = QVBoxLayout(told)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(words(shown(title)))
        if line:
            lines.addWidget(words(shown(line), "muted"))
        across.addWidget(told)
        area = QWidget()
        self._buttons = LineLayout(area)
        across.addWidget(area)

    def add(self, button: QPushButton) -> None:
        """Put a button at the end."""
        self._buttons.addWidget(button)


class _BesideLayout(FlowLayout):
    """Puts the second of two widgets at the end of the line, or under the first."""

    def _arrange(self, rect: QRect, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        told, buttons = self._items
        width, side = inner.width(), buttons.sizeHint().width()
        room = width - side - self.spacing()
        if buttons.isEmpty() or side == 0:
            room, side = width, 0
        beside = room >= max(told.minimumSize().width(), int(width * LEAST_SHARE))
        first = room if beside else width
        second = side if beside else min(side, width)
        high = _height(told, first)
        below = _height(buttons, second) if side else 0
        left, top = (width - second, 0) if beside else (0, high + SPACE)
        if move:
            self._place(told, inner, QRect(0, 0, first, high))
            self._place(buttons, inner, QRect(left, top, second, below))
        return max(high, top + below)

    def _place(self, item: QLayoutItem, inner: QRect, rect: QRect) -> None:
        parent = self.parentWidget()
        if parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            rect.moveLeft(inner.width() - rect.left() - rect.width())
        item.setGeometry(rect.translated(inner.topLeft()))


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def named_button(text: str, title: str, role: str = "secondary") -> QPushButton:
    """Return a button whose accessible name says what it is about, too."""
    button = QPushButton(text)
    button.setAccessibleName(f"{text}: {title}")
    set_role(button, role)
    return button
