"""The answers about sessions, painted as small lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from repair_desktop.core.sessions import Track
from repair_desktop.core.windows import TimeWindow
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Tokens
from repair_desktop.gui.timeline.drawing.picture import Picture, heading_font, label_font, pen
from repair_desktop.gui.timeline.items.layout import ItemsLayout, lay_out_items
from repair_desktop.gui.timeline.items.words import GivenAnswer, ItemWords

_LINE = 2.5
_CROWDED_LINE = 1.5


class ItemsPicture(Picture):
    """A small line for each question, one under the other.

    Left and Right go along a line, Up and Down to the nearest answer of the line above or below,
    Home and End to the first and the last answer of the line.
    """

    def __init__(
        self, words: ItemWords, theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("How sessions were"), theme, parent)
        self._words = words
        self._window: TimeWindow | None = None
        self._tracks: Sequence[Track] = ()
        self._sentence = ""

    def show_tracks(self, window: TimeWindow, tracks: Sequence[Track], sentence: str) -> None:
        """Show the answers of some days, or a sentence where there are none."""
        self._window, self._tracks, self._sentence = window, tracks, sentence
        self.show_anew()

    def words_of(self, what: GivenAnswer) -> str:
        """Return all there is to say about an answer."""
        return self._words.given(what)

    def plan_for(self, tokens: Tokens, width: float, mirrored: bool) -> ItemsLayout | None:
        """Return where everything stands."""
        if self._window is None:
            return None
        return lay_out_items(
            self._tracks, self._sentence, self._window, self._words, tokens, width, mirrored
        )

    def target(self, key: int, now: int | None) -> int | None:
        """Return the place a key goes to: along a line, or to another one."""
        vertical = key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if now is None or self.plan is None:
            return 0 if vertical else super().target(key, now)
        rows = self.plan.rows
        if vertical:
            return self._in_row(rows[now] + (-1 if key == Qt.Key.Key_Up else 1), now)
        own = [place for place, row in enumerate(rows) if row == rows[now]]
        match key:
            case Qt.Key.Key_Home:
                return own[0]
            case Qt.Key.Key_End:
                return own[-1]
            case _:
                target = super().target(key, now)
                return None if target is None else max(own[0], min(own[-1], target))

    def _in_row(self, row: int, now: int) -> int:
        """Return the nearest answer of a line, or the same one where there is no such line."""
        x = self.items[now].area.center().x()
        inside = [place for place, other in enumerate(self.plan.rows) if other == row]
        return min(
            inside, key=lambda place: abs(self.items[place].area.center().x() - x), default=now
        )

    def paint_plan(self, painter: QPainter, plan: ItemsLayout, tokens: Tokens) -> None:
        """Paint from the back to the front: levels, lines, marks, words."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        levels = pen(tokens, "line")
        levels.setStyle(Qt.PenStyle.DotLine)  # in high contrast a line of answers has its colour
        painter.setPen(levels)
        painter.drawLines(plan.levels)
        painter.setPen(pen(tokens, "muted"))
        painter.drawLines(plan.ticks)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = pen(tokens, "primary", _CROWDED_LINE if plan.is_crowded else _LINE)
        if plan.is_crowded:
            line.setCapStyle(Qt.PenCapStyle.FlatCap)  # takes a fifth of the time of round ends
        painter.setPen(line)
        # Short pieces on purpose: one long smooth line takes far longer to paint.
        painter.drawLines(plan.joins)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.colour("primary")))
        for middle in plan.marks:
            painter.drawEllipse(QPointF(middle), plan.mark / 2, plan.mark / 2)
        painter.setPen(pen(tokens, "muted"))
        for label in plan.labels:
            painter.drawText(label.at, label.text)
        painter.setPen(pen(tokens, "ink"))
        painter.setFont(heading_font(tokens))
        for label in plan.titles:
            painter.drawText(label.at, label.text)
        painter.setFont(label_font(tokens))
