"""Sessions in a picture: a triangle for each, pointing at its day or time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainter, QPolygonF

from repair_desktop.gui.theme.tokens import Tokens
from repair_desktop.gui.timeline.drawing.picture import pen
from repair_desktop.gui.timeline.drawing.stamps import Stamps


def paint_sessions(
    painter: QPainter, tops: Sequence[QPointF], reach: float, stamps: Stamps, tokens: Tokens
) -> None:
    """Paint triangles.

    Args:
        painter: What to paint with.
        tops: Their upper ends.
        reach: How far one goes to each side, in logical pixels; it is twice as high.
        stamps: Marks that were drawn before.
        tokens: The look.
    """
    if not tops:
        return
    stamps.follow(tokens)

    def draw(painter: QPainter) -> None:
        painter.setPen(pen(tokens, "muted", tokens.border))
        painter.setBrush(pen(tokens, "primary").color())
        painter.drawPolygon(
            QPolygonF([QPointF(0, -reach), QPointF(reach, reach), QPointF(-reach, reach)])
        )

    down = QPointF(0, reach)
    around = QSizeF(reach + tokens.border, reach + tokens.border)
    stamps.put(painter, ("session", reach), around, [top + down for top in tops], draw)
