"""Moods in words, and as small marks."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from repair_desktop.core.moods import Mood, QuickMood, quick_mood
from repair_desktop.gui.theme.tokens import Tokens

LEVELS = tuple(QuickMood)
"""The five words, low to high."""

_CORNERS: dict[QuickMood, tuple[tuple[float, float], ...]] = {
    QuickMood.ROUGH: ((-1, -0.8), (1, -0.8), (0, 1)),
    QuickMood.LOW: ((0, -1), (1, 0), (0, 1), (-1, 0)),
    QuickMood.OKAY: ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    QuickMood.GOOD: ((-0.5, -0.9), (0.5, -0.9), (1, 0), (0.5, 0.9), (-0.5, 0.9), (-1, 0)),
}
"""A shape of its own for each word; great is a disc."""

_DISC = tuple((cos(n * pi / 12), sin(n * pi / 12)) for n in range(24))


class MoodWords(QObject):
    """Names moods."""

    def level(self, level: QuickMood) -> str:
        """Return one of the five words."""
        match level:
            case QuickMood.ROUGH:
                return self.tr("Rough")
            case QuickMood.LOW:
                return self.tr("Low")
            case QuickMood.OKAY:
                return self.tr("Okay")
            case QuickMood.GOOD:
                return self.tr("Good")
            case QuickMood.GREAT:
                return self.tr("Great")

    def mood(self, mood: Mood) -> str:
        """Return a check-in's nearest word, with its energy where there is one."""
        word = self.level(quick_mood(mood.pleasantness))
        if mood.energy is None:
            return word
        return self.tr("{word}, pleasantness {pleasantness}, energy {energy}").format(
            word=word, pleasantness=signed(mood.pleasantness), energy=signed(mood.energy)
        )


def signed(value: int) -> str:
    """Return a number from -4 to 4 with a true minus sign."""
    return f"−{-value}" if value < 0 else str(value)


def mood_colour(tokens: Tokens, pleasantness: int) -> QColor:
    """Return the colour of a pleasantness."""
    return QColor(tokens.colours.moods[LEVELS.index(quick_mood(pleasantness))])


def mood_icon(tokens: Tokens, level: QuickMood) -> QIcon:
    """Return the mark of one of the five words: its shape in its colour, thinly outlined."""
    size = tokens.icon_size * 2  # sharp on dense screens as well
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(size / 2, size / 2)
    painter.setPen(QPen(QColor(tokens.colours.muted), 2))
    painter.setBrush(mood_colour(tokens, level.value))
    draw_mark(painter, level, QPointF(), size / 2 - 3)
    painter.end()
    return QIcon(picture)


def draw_mark(painter: QPainter, level: QuickMood, middle: QPointF, reach: float) -> None:
    """Draw the shape of one of the five words, with the painter's pen and brush.

    Args:
        painter: What to draw with.
        level: The word.
        middle: Where.
        reach: How far it goes from there to each side, in pixels.
    """
    corners = _CORNERS.get(level)
    if corners is None:
        painter.drawEllipse(middle, reach, reach)
    else:
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) * reach for x, y in corners]))


def mark_shape(level: QuickMood, reach: float) -> QPolygonF:
    """Return the shape of one of the five words around (0, 0), to be painted many times.

    Args:
        level: The word.
        reach: How far it goes from its middle to each side, in pixels; few enough for a disc to
            have corners that nobody sees.
    """
    return QPolygonF([QPointF(x, y) * reach for x, y in _CORNERS.get(level, _DISC)])
