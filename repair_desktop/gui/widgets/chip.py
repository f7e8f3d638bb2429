"""A choice in a rounded frame. A check box to a screen reader, and it wraps long words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOption, QWidget

from repair_desktop.gui.theme.roles import set_role

_PAD_X, _PAD_Y = 14, 8
_TICK = 0.875  # of the text size
_TICK_GAP = 8
_NARROWEST = 120
_SLACK = 6  # room that the frame and rounding take


class Chip(QCheckBox):
    """One choice. Chosen shows as a tick, bold words and a filled frame: never by colour alone."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text.replace("&", "&&"))
        self._words = text
        self.setAccessibleName(text)
        set_role(self, "chip")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self.updateGeometry)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def hitButton(self, position: QPoint) -> bool:
        """The whole frame can be clicked."""
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        metrics = QFontMetrics(self._bold())
        width = metrics.horizontalAdvance(self._words) + self._frame_width()
        return QSize(width, max(metrics.lineSpacing() + 2 * _PAD_Y, 40))

    def minimumSizeHint(self) -> QSize:
        """Return how far it can be narrowed."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), _NARROWEST), hint.height())

    def heightForWidth(self, width: int) -> int:
        """Return the height its words need in a width."""
        room = max(1, width - self._frame_width() + _SLACK)
        layout = QTextLayout(self._words, self._bold())
        layout.setTextOption(self._wrapping(Qt.AlignmentFlag.AlignLeft))
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
        layout.endLayout()
        more = max(0, layout.lineCount() - 1)
        return self.sizeHint().height() + more * QFontMetrics(self._bold()).lineSpacing()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the frame as the style sheet says, then tick and words."""
        option = QStyleOption()
        option.initFrom(self)
        if self.isChecked():
            option.state |= QStyle.StateFlag.State_On
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        left = self.rect().adjusted(_PAD_X, 0, -_PAD_X, 0)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        text = (
            left.adjusted(0, 0, -self._tick() - _TICK_GAP, 0)
            if mirrored
            else left.adjusted(self._tick() + _TICK_GAP, 0, 0, 0)
        )
        if self.isChecked():
            x = left.right() - self._tick() if mirrored else left.left()
            self._draw_tick(painter, QPoint(x, self.rect().center().y()))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.setFont(self._bold() if self.isChecked() else self.font())
        side = Qt.AlignmentFlag.AlignLeft  # where reading begins: right in a mirrored window
        if not self.isChecked():
            text, side = left, Qt.AlignmentFlag.AlignHCenter
        alignment = Qt.AlignmentFlag.AlignVCenter | side
        painter.drawText(QRectF(text), self._words, self._wrapping(alignment))
        painter.end()

    def _draw_tick(self, painter: QPainter, middle: QPoint) -> None:
        colour = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        size = self._tick()
        painter.setPen(QPen(colour, size / 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y, third = float(middle.x()), float(middle.y()), size / 3
        painter.drawPolyline(
            [QPointF(x, y), QPointF(x + third, y + third), QPointF(x + size, y - third)]
        )

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _tick(self) -> int:
        return round(self.fontInfo().pixelSize() * _TICK)

    def _frame_width(self) -> int:
        return 2 * _PAD_X + self._tick() + _TICK_GAP + _SLACK

    def _wrapping(self, alignment: Qt.AlignmentFlag) -> QTextOption:
        """Break between words, and inside a word only where it is wider than the line."""
        option = QTextOption(alignment)
        option.setTextDirection(self.layoutDirection())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        return option
