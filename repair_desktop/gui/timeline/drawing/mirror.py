"""Turns a layout round, for languages that run from right to left."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from repair_desktop.gui.timeline.drawing.picture import Item, Label


@dataclass(frozen=True, slots=True)
class Mirror:
    """Gives each place the one as far from the other edge. Words themselves are not turned.

    Attributes:
        width: Of the picture, in logical pixels.
        metrics: Of the font its words are painted in.
    """

    width: float
    metrics: QFontMetricsF

    def point(self, at: QPointF) -> QPointF:
        """Return a point."""
        return QPointF(self.width - at.x(), at.y())

    def line(self, line: QLineF) -> QLineF:
        """Return a line, from the same end to the same end."""
        return QLineF(self.point(line.p1()), self.point(line.p2()))

    def rect(self, area: QRectF) -> QRectF:
        """Return an area."""
        return QRectF(self.width - area.right(), area.top(), area.width(), area.height())

    def item(self, item: Item) -> Item:
        """Return something to go to."""
        return replace(item, area=self.rect(item.area))

    def label(self, label: Label) -> Label:
        """Return words; their place is that of their left end in both."""
        end = label.at.x() + self.metrics.horizontalAdvance(label.text)
        return Label(label.text, QPointF(self.width - end, label.at.y()))
