"""The days around sessions, painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from repair_desktop.core.around import OFFSETS, Around, AroundDay
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Tokens
from repair_desktop.gui.timeline.around.plan import DOT, MEAN, AroundPlan, Band, lay_out
from repair_desktop.gui.timeline.around.words import AroundWords
from repair_desktop.gui.timeline.drawing.mood_scale import paint_levels
from repair_desktop.gui.timeline.drawing.picture import Item, Picture, pen
from repair_desktop.gui.timeline.wording.sentence import Sentence

_LINE = 2.0  # between averages


class AroundChart(Picture):
    """A plot for sessions without an open rupture, and one beneath for those with one.

    Each has its own line and marks: whole with discs, or dashed with hollow diamonds. Up and Down
    go from one plot to the other, on the same day.
    """

    def __init__(
        self, words: AroundWords, theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Picture of the days around sessions"), theme, parent)
        self._words = words
        self._around: Around | None = None

    def show_around(self, around: Around) -> None:
        """Show other sessions."""
        self._around = around
        self.show_anew()

    def words_of(self, what: AroundDay) -> str:
        """Return all there is to say about a day."""
        return self._words.shown(what)

    def plan_for(
        self, tokens: Tokens, width: float, mirrored: bool
    ) -> AroundPlan | Sentence | None:
        """Return where everything stands."""
        if self._around is None:
            return None
        if not self._around.groups:
            return Sentence.of(self._words.nothing(), tokens, width, mirrored)
        return lay_out(self._around, self._words, tokens, width, mirrored)

    def ring_of(self, item: Item, tokens: Tokens) -> tuple[QRectF, float]:
        """Return a frame around the whole day."""
        return item.area, tokens.control_radius

    def target(self, key: int, now: int | None) -> int | None:
        """Return the place a key goes to; Up and Down go to the other plot."""
        if key not in (Qt.Key.Key_Up, Qt.Key.Key_Down) or len(self.items) <= len(OFFSETS):
            return super().target(key, now)
        if now is None:
            return 0
        other = now - len(OFFSETS) if key == Qt.Key.Key_Up else now + len(OFFSETS)
        return other if 0 <= other < len(self.items) else now

    # --- painting ---------------------------------------------------------------------------

    def paint_plan(self, painter: QPainter, plan: AroundPlan | Sentence, tokens: Tokens) -> None:
        """Paint from the back to the front: the session's day, bars, dots, averages."""
        if isinstance(plan, Sentence):
            plan.paint(painter, tokens)
            return
        # In high contrast both grounds are the same, so that the day needs an outline.
        line = pen(tokens, "line", tokens.border)
        painter.setPen(line if tokens.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(pen(tokens, "side").color())
        painter.drawRoundedRect(plan.middle, tokens.control_radius, tokens.control_radius)
        for band in plan.bands:
            self._paint_band(painter, band, tokens)
        painter.setPen(pen(tokens, "muted"))
        for label in plan.ticks:
            painter.drawText(label.at, label.text)

    def _paint_band(self, painter: QPainter, band: Band, tokens: Tokens) -> None:
        paint_levels(painter, band.levels, tokens)
        painter.setPen(pen(tokens, "ink"))
        painter.drawText(band.heading.at, band.heading.text)
        painter.setPen(pen(tokens, "muted"))
        for label in band.counts:
            painter.drawText(label.at, label.text)
        colour = "accent" if band.has_open else "primary"
        painter.setPen(pen(tokens, colour, tokens.border))
        painter.drawLines(band.stems)
        painter.setBrush(pen(tokens, f"{colour}_soft").color())
        for area in band.bars:
            painter.drawRoundedRect(area, area.width() / 2, area.width() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen(tokens, "muted").color())
        reach = DOT * tokens.text_percent / 100
        for dot in band.dots:
            painter.drawEllipse(dot, reach, reach)
        self._paint_means(painter, band, colour, tokens)

    def _paint_means(self, painter: QPainter, band: Band, colour: str, tokens: Tokens) -> None:
        line = pen(tokens, colour, _LINE)
        line.setCapStyle(Qt.PenCapStyle.FlatCap)  # round ends take five times as long to paint
        if band.has_open:
            line.setDashPattern([3, 3])
        painter.setPen(line)
        painter.drawLines([*band.joins, band.sample])
        line.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(line)
        painter.setBrush(pen(tokens, "surface" if band.has_open else colour).color())
        reach = MEAN * tokens.text_percent / 100
        for middle in (*band.means, band.sample.center()):
            if band.has_open:
                painter.drawPolygon(_diamond(middle, reach))
            else:
                painter.drawEllipse(middle, reach, reach)


def _diamond(middle: QPointF, reach: float) -> QPolygonF:
    ways = (QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0))
    return QPolygonF([middle + way * 1.2 for way in ways])
