"""Check-ins in a plot along the days: each with its mark, or many in bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QLinearGradient, QPainter

from repair_desktop.core.moods import Mood, QuickMood, quick_mood
from repair_desktop.core.timeline import Bucket, Part, bucketed, wall_clock
from repair_desktop.gui.theme.tokens import Tokens
from repair_desktop.gui.timeline.chart_layout import BAR_SIZES, key_of
from repair_desktop.gui.timeline.day_axis import DayAxis
from repair_desktop.gui.timeline.mood_scale import height_of
from repair_desktop.gui.timeline.picture import Item, pen
from repair_desktop.gui.widgets.mood_words import LEVELS, draw_marks, mood_colour

_NARROWEST_DAY = 4  # where each check-in still has a mark of its own; grows with the text
_NARROWEST_BAR = 8
_MARK = (3.5, 6.0)  # how far a mark reaches, at least and at most


def bar_days_of(axis: DayAxis, check_ins: int, tokens: Tokens) -> int:
    """Return how many days one bar holds, or 0 where each check-in has its mark."""
    scale = tokens.text_percent / 100
    if axis.day >= _NARROWEST_DAY * scale and check_ins <= axis.across:
        return 0
    wanted = _NARROWEST_BAR * scale + 2 * (tokens.border - 1)
    return next((size for size in BAR_SIZES if size * axis.day >= wanted), BAR_SIZES[-1])


def marks_of(part: Part, axis: DayAxis, plot: QRectF, bar_days: int, tokens: Tokens) -> list[Item]:
    """Return a mark for each check-in, or a bar for each stretch of days with any."""
    scale = tokens.text_percent / 100
    low, high = _MARK
    reach = max(low, min(high, axis.day / scale * 0.6)) * scale
    if bar_days:
        bars = bucketed(part.days, axis.window, bar_days)
        return [_bar(bar, axis, plot, bar_days, reach) for bar in bars]
    return [
        Item(mood, key_of(mood), _around(axis.x(wall_clock(mood)), mood.pleasantness, plot, reach))
        for mood in part.moods
    ]


def paint_marks(
    painter: QPainter, items: Iterable[Item], levels: Sequence[QLineF], tokens: Tokens
) -> None:
    """Paint check-ins and bars; everything else is left out.

    Args:
        painter: What to paint with.
        items: What stands in the picture.
        levels: The lines of the five words, low to high.
        tokens: The look.
    """
    marks: dict[tuple[QuickMood, float], list[QPointF]] = {}
    bars: list[QRectF] = []
    for item in items:
        what, area = item.what, item.area
        if isinstance(what, Bucket) and what.low != what.high:
            bars.append(area)
        elif isinstance(what, Mood | Bucket):
            value = what.low if isinstance(what, Bucket) else what.pleasantness
            key = (quick_mood(value), area.width() / 2)
            marks.setdefault(key, []).append(area.center())
    painter.setPen(pen(tokens, "muted", tokens.border))
    if bars:
        shades = QLinearGradient(0, levels[0].y1(), 0, levels[-1].y1())
        for place, level in enumerate(LEVELS):
            shades.setColorAt(place / (len(LEVELS) - 1), mood_colour(tokens, level.value))
        painter.setBrush(shades)
        for bar in bars:
            painter.drawRoundedRect(bar, bar.width() / 2, bar.width() / 2)
    for (level, reach), middles in marks.items():
        painter.setBrush(mood_colour(tokens, level.value))
        draw_marks(painter, level, middles, reach)


def nearest_of(items: Sequence[Item], point: QPointF, reach: float) -> int | None:
    """Return the place of the item at a point, or None where nothing is within ``reach``."""
    nearest, least = None, reach
    for place, item in enumerate(items):
        distance = _distance(item.area, point)
        if distance < least:
            nearest, least = place, distance
    return nearest


def _distance(area: QRectF, point: QPointF) -> float:
    """Return how far a point lies from the middle line of an area."""
    middle = area.center()
    half = max(0.0, (area.height() - area.width()) / 2)
    beyond = max(0.0, abs(point.y() - middle.y()) - half)
    return float(((point.x() - middle.x()) ** 2 + beyond**2) ** 0.5)


def _bar(bucket: Bucket, axis: DayAxis, plot: QRectF, bar_days: int, reach: float) -> Item:
    """A bar reaches beyond its two ends by half its width, so that they are round."""
    half = max(1.5, min(reach, bar_days * axis.day / 2 - 1))
    middle = axis.day_x(bucket.start, bucket.days / 2)
    if bucket.low == bucket.high:
        return Item(bucket, key_of(bucket), _around(middle, bucket.low, plot, max(half, reach)))
    top, bottom = height_of(plot, bucket.high) - half, height_of(plot, bucket.low) + half
    return Item(bucket, key_of(bucket), QRectF(middle - half, top, 2 * half, bottom - top))


def _around(x: float, pleasantness: int, plot: QRectF, reach: float) -> QRectF:
    corner = QPointF(x - reach, height_of(plot, pleasantness) - reach)
    return QRectF(corner.x(), corner.y(), 2 * reach, 2 * reach)
