"""The five words at the side of a plot. Works out places, and paints them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter

from repair_desktop.core.moods import AXIS_HIGH, AXIS_LOW, QuickMood
from repair_desktop.gui.theme.tokens import SPACE, Tokens
from repair_desktop.gui.timeline.drawing.mirror import Mirror
from repair_desktop.gui.timeline.drawing.picture import Label, baseline, label_metrics, pen
from repair_desktop.gui.widgets.mood_words import draw_mark, mood_colour

EDGE = SPACE * 3
"""What keeps a picture off its focus frame."""

_MARK = 6.0  # how far the mark beside a word reaches
_PAINTED_MARK = 5.0


@dataclass(frozen=True, slots=True)
class Level:
    """One of the five words at its height.

    Attributes:
        mark: Where its mark stands.
        line: Across the plot.
    """

    mood: QuickMood
    label: Label
    mark: QPointF
    line: QLineF

    def mirrored(self, mirror: Mirror) -> Level:
        """Return it turned round."""
        return replace(
            self,
            label=mirror.label(self.label),
            mark=mirror.point(self.mark),
            line=mirror.line(self.line),
        )


def side_width(word: Callable[[QuickMood], str], tokens: Tokens) -> float:
    """Return the room at the side of a plot that the five words and their marks need."""
    metrics = label_metrics(tokens)
    widest = max(metrics.horizontalAdvance(word(level)) for level in QuickMood)
    return EDGE + widest + SPACE * 2 + tokens.text_percent / 100 * _MARK * 2 + SPACE * 3


def height_of(plot: QRectF, pleasantness: float) -> float:
    """Return where a pleasantness of -4 to 4 stands, from the plot's bottom to its top."""
    share = (AXIS_HIGH - pleasantness) / (AXIS_HIGH - AXIS_LOW)
    return plot.top() + share * plot.height()


def levels_of(plot: QRectF, word: Callable[[QuickMood], str], tokens: Tokens) -> tuple[Level, ...]:
    """Return the five words to the left of a plot."""
    metrics = label_metrics(tokens)
    reach = tokens.text_percent / 100 * _MARK
    found = []
    for level in QuickMood:
        text, y = word(level), height_of(plot, level.value)
        mark = QPointF(plot.left() - SPACE * 3 - reach, y)
        left = mark.x() - reach - SPACE * 2 - metrics.horizontalAdvance(text)
        line = QLineF(plot.left(), y, plot.right(), y)
        found.append(Level(level, Label(text, QPointF(left, baseline(metrics, y))), mark, line))
    return tuple(found)


def paint_levels(painter: QPainter, levels: Sequence[Level], tokens: Tokens) -> None:
    """Paint lines, words and marks."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(pen(tokens, "line"))
    painter.drawLines([level.line for level in levels])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen(tokens, "muted"))
    for level in levels:
        painter.drawText(level.label.at, level.label.text)
        painter.setBrush(mood_colour(tokens, level.mood.value))
        draw_mark(painter, level.mood, level.mark, tokens.scaled(_PAINTED_MARK))
    painter.restore()
