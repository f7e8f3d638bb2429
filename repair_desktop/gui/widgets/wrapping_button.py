"""A quiet button whose words wrap; Qt's own would push the page wider instead."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from repair_desktop.gui.theme.roles import set_role

_WRAPPED = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextWordWrap.value
_PAD = 10  # on each side: what the style sheet keeps free, and a frame
_NARROWEST = 120
_SLACK = 4  # what rounding takes


class WrappingButton(QPushButton):
    """Looks like a quiet button, and has as many lines as its words need."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = text
        self.setAccessibleName(text)
        set_role(self, "quiet")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._words) + 2 * _PAD + _SLACK
        return QSize(width, max(self.minimumHeight(), metrics.lineSpacing() + _PAD))

    def minimumSizeHint(self) -> QSize:
        """Return how far it can be narrowed."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), _NARROWEST), hint.height())

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        room = QRect(0, 0, max(1, width - 2 * _PAD), 10_000)
        lines = QFontMetrics(self.font()).boundingRect(room, _WRAPPED, self._words)
        return max(self.sizeHint().height(), lines.height() + _PAD)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the frame as the style sheet says, then the words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        inside = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        side = Qt.AlignmentFlag.AlignLeft.value
        painter.drawText(inside, _WRAPPED | side, self._words)
        painter.end()
