"""Feelings and tags of some days, painted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from repair_desktop.core.word_counts import TagCount, WordCount, WordCounts
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import SPACE, Tokens
from repair_desktop.gui.timeline.drawing.picture import Item, Picture, heading_font, label_font, pen
from repair_desktop.gui.timeline.feelings.layout import WordsLayout, lay_out_words
from repair_desktop.gui.timeline.feelings.words import FeelingWords
from repair_desktop.gui.timeline.presenter import TimelineView

_LINE = 2.5
_CORNER = 3.0


class WordsPicture(Picture):
    """Bars for feelings, a line that counts different ones, and tags in sentences.

    All arrow keys go along the feelings and then along the tags, as they stand from top to bottom.
    """

    def __init__(
        self, words: FeelingWords, theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Feelings and tags"), theme, parent)
        self._words = words
        self._view: TimelineView | None = None
        self._counts: WordCounts | None = None

    def show_counts(self, view: TimelineView, counts: WordCounts | None) -> None:
        """Show what came up in other days, or nothing while it is not known."""
        self._view, self._counts = view, counts
        self.show_anew()

    def words_of(self, what: WordCount | TagCount) -> str:
        """Return all there is to say about a feeling or a tag."""
        assert self._counts is not None
        return self._words.said(what, self._counts)

    def plan_for(self, tokens: Tokens, width: float, mirrored: bool) -> WordsLayout | None:
        """Return where everything stands."""
        if self._view is None or self._counts is None:
            return None
        return lay_out_words(self._counts, self._view.window, self._words, tokens, width, mirrored)

    def ring_of(self, item: Item, tokens: Tokens) -> tuple[QRectF, float]:
        """Return a frame around a line of words."""
        return item.area.adjusted(-SPACE, 0, SPACE, 0), tokens.control_radius / 2

    def target(self, key: int, now: int | None) -> int | None:
        """Return the place a key goes to; what stands in a column has Up and Down too."""
        along = {Qt.Key.Key_Up: Qt.Key.Key_Left, Qt.Key.Key_Down: Qt.Key.Key_Right}
        return super().target(along.get(Qt.Key(key), key), now)

    def paint_plan(self, painter: QPainter, plan: WordsLayout, tokens: Tokens) -> None:
        """Paint bars, the line, and all words."""
        self._paint_bars(painter, plan, tokens)
        if plan.base is not None:
            painter.setPen(pen(tokens, "line"))
            painter.drawLine(plan.base)
        painter.setPen(pen(tokens, "primary", _LINE))
        painter.drawLines(plan.steps)
        painter.setPen(pen(tokens, "ink"))
        for label in plan.lines:
            painter.drawText(label.at, label.text)
        painter.setFont(heading_font(tokens))
        for label in plan.headings:
            painter.drawText(label.at, label.text)
        painter.setFont(label_font(tokens))

    def _paint_bars(self, painter: QPainter, plan: WordsLayout, tokens: Tokens) -> None:
        painter.setPen(pen(tokens, "muted", tokens.border))
        painter.setBrush(QColor(tokens.colour("primary_soft")))
        for bar in plan.bars:
            painter.drawRoundedRect(bar.area, _CORNER, _CORNER)
        painter.setBrush(QColor(tokens.colour("primary")))
        painter.setPen(Qt.PenStyle.NoPen)
        for bar in plan.bars:
            if bar.mark is not None:
                painter.drawEllipse(bar.mark, plan.mark, plan.mark)
        painter.setPen(pen(tokens, "ink"))
        for bar in plan.bars:
            for label in (bar.name, bar.count, bar.new):
                if label is not None:
                    painter.drawText(label.at, label.text)
