"""One rupture along its days, painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from repair_desktop.core.rupture_track import Rating, RuptureTrack, Talk
from repair_desktop.core.timeline import RuptureMoment
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Tokens
from repair_desktop.gui.timeline.drawing.mood_scale import paint_levels
from repair_desktop.gui.timeline.drawing.picture import Picture, pen
from repair_desktop.gui.timeline.drawing.session_marks import paint_sessions
from repair_desktop.gui.timeline.drawing.stamps import Stamps
from repair_desktop.gui.timeline.track.plan import Sizes, TrackPlan, lay_out
from repair_desktop.gui.timeline.track.words import TrackThing, TrackWords
from repair_desktop.gui.timeline.wording.sentence import Sentence


class TrackChart(Picture):
    """States and talks, how big it felt, and the mood of the same days, one above the other."""

    def __init__(
        self, words: TrackWords, theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Picture of one rupture over time"), theme, parent)
        self._words = words
        self._track: RuptureTrack | None = None
        self._is_read = False
        self._stamps = Stamps()

    def show_track(self, track: RuptureTrack | None) -> None:
        """Show another rupture, or, with None, that there is none."""
        self._track, self._is_read = track, True
        self.show_anew()

    def words_of(self, what: TrackThing) -> str:
        """Return all there is to say about one thing."""
        return self._words.shown(what)

    def plan_for(self, tokens: Tokens, width: float, mirrored: bool) -> TrackPlan | Sentence | None:
        """Return where everything stands."""
        if not self._is_read:
            return None
        if self._track is None:
            return Sentence.of(self._words.nothing(), tokens, width, mirrored)
        return lay_out(self._track, self._words, tokens, width, mirrored)

    # --- painting ---------------------------------------------------------------------------

    def paint_plan(self, painter: QPainter, plan: TrackPlan | Sentence, tokens: Tokens) -> None:
        """Paint from the back to the front: lines, poles, sizes, check-ins, marks."""
        if isinstance(plan, Sentence):
            plan.paint(painter, tokens)
            return
        self._paint_words(painter, plan, tokens)
        paint_levels(painter, plan.levels, tokens)
        if plan.sizes is not None:
            self._paint_size_levels(painter, plan.sizes, tokens)
        dashed = pen(tokens, "accent", tokens.border)
        dashed.setCapStyle(Qt.PenCapStyle.FlatCap)
        dashed.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(dashed)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawLines(plan.poles)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if plan.sizes is not None:
            dashed.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(dashed)
            painter.drawLines(plan.sizes.joins)
            painter.setPen(pen(tokens, "ink"))
            for label in plan.sizes.values:
                painter.drawText(label.at, label.text)
        self._paint_sessions(painter, plan, tokens)
        plan.moods.paint(painter, plan.levels, self._stamps, tokens)
        self._paint_own(painter, plan, tokens)

    def _paint_words(self, painter: QPainter, plan: TrackPlan, tokens: Tokens) -> None:
        painter.setPen(pen(tokens, "ink"))
        for label in plan.headings:
            painter.drawText(label.at, label.text)
        painter.setPen(pen(tokens, "accent"))
        for label in plan.names:
            painter.drawText(label.at, label.text)
        painter.setPen(pen(tokens, "muted"))
        painter.drawLines(plan.tick_lines)
        for label in plan.ticks:
            painter.drawText(label.at, label.text)

    def _paint_size_levels(self, painter: QPainter, sizes: Sizes, tokens: Tokens) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(pen(tokens, "line"))
        painter.drawLines(sizes.levels)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(tokens, "muted"))
        for label in sizes.labels:
            painter.drawText(label.at, label.text)

    def _paint_sessions(self, painter: QPainter, plan: TrackPlan, tokens: Tokens) -> None:
        """Paint a triangle under the plot for each, pointing at its time, or a stroke."""
        stroke = pen(tokens, "primary", tokens.border)
        stroke.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(stroke)
        painter.drawLines(plan.strokes)
        paint_sessions(painter, plan.sessions, tokens.scaled(4), self._stamps, tokens)

    def _paint_own(self, painter: QPainter, plan: TrackPlan, tokens: Tokens) -> None:
        """Paint states as rings, filled where it has ended, talks as diamonds, sizes as discs."""
        accent = pen(tokens, "accent", tokens.border + 1)
        painter.setPen(accent)
        if plan.track is not None:
            painter.drawLine(plan.track)
        filled, hollow = accent.color(), pen(tokens, "surface").color()
        for item in plan.items:
            what, area = item.what, item.area
            if isinstance(what, RuptureMoment):
                ended = what.state is not None and not what.state.is_open
                painter.setBrush(filled if ended else hollow)
                painter.drawEllipse(area)
            elif isinstance(what, Rating):
                painter.setBrush(filled)
                painter.drawEllipse(area)
            elif isinstance(what, Talk):
                painter.setBrush(pen(tokens, "accent_soft").color())
                painter.drawPolygon(_diamond(area))


def _diamond(area: QRectF) -> QPolygonF:
    middle, reach = area.center(), area.width() * 0.65
    ways = (QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0))
    return QPolygonF([middle + way for way in ways])
