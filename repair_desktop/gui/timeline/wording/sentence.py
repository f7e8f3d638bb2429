"""What a picture says where there is nothing to paint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from repair_desktop.gui.theme.tokens import Tokens
from repair_desktop.gui.timeline.drawing.mood_scale import EDGE
from repair_desktop.gui.timeline.drawing.picture import Item, label_metrics, pen

_WRAPPED = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class Sentence:
    """A plan of words alone. A panel says them to a screen reader as well.

    Attributes:
        area: Where they stand, on as many lines as they need.
        mirrored: Whether they begin at the right.
        height: Of the picture.
    """

    text: str
    area: QRectF
    mirrored: bool
    height: float
    items: Sequence[Item] = ()

    @classmethod
    def of(cls, text: str, tokens: Tokens, width: float, mirrored: bool) -> Sentence:
        """Return words as a picture of a width."""
        room = QRectF(EDGE, EDGE, max(1.0, width - 2 * EDGE), 1e6)
        height = label_metrics(tokens).boundingRect(room, _WRAPPED, text).height()
        room.setHeight(height)
        return cls(text, room, mirrored, height + 2 * EDGE)

    def nearest(self, point: QPointF) -> None:  # noqa: ARG002
        """Return None: there is nothing to go to."""
        return

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint the words."""
        side = Qt.AlignmentFlag.AlignRight if self.mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setPen(pen(tokens, "muted"))
        painter.drawText(self.area, side | _WRAPPED, self.text)
