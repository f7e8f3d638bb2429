"""Check-ins in a plot along the days: each with its mark, or many in bars."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QLinearGradient, QPainter

from repair_desktop.core.moods import AXIS_HIGH, AXIS_LOW, QuickMood, quick_mood
from repair_desktop.core.timeline import Bucket, Part, bucketed
from repair_desktop.gui.theme.tokens import Tokens
from repair_desktop.gui.timeline.drawing.day_axis import DayAxis
from repair_desktop.gui.timeline.drawing.mirror import Mirror
from repair_desktop.gui.timeline.drawing.mood_scale import Level, height_of
from repair_desktop.gui.timeline.drawing.picture import Item, pen
from repair_desktop.gui.timeline.drawing.stamps import Stamps
from repair_desktop.gui.widgets.mood_words import LEVELS, draw_mark, mood_colour

BAR_SIZES = (1, 7, 14, 28, 56, 112)
"""How many days one bar can hold."""

_NARROWEST_DAY = 4  # where each check-in still has a mark of its own; grows with the text
_ROOM = 2  # pixels of the width for each mark
_NARROWEST_BAR = 8
_MARK = (3.5, 6.0)  # how far a mark reaches, at least and at most


def bar_days_of(axis: DayAxis, check_ins: int, tokens: Tokens) -> int:
    """Return how many days one bar holds, or 0 where each check-in has its mark."""
    scale = tokens.text_percent / 100
    # Closer than this they would lie on top of each other.
    if axis.day >= _NARROWEST_DAY * scale and check_ins * _ROOM <= axis.across:
        return 0
    wanted = _NARROWEST_BAR * scale + 2 * (tokens.border - 1)
    return next((size for size in BAR_SIZES if size * axis.day >= wanted), BAR_SIZES[-1])


def mark_reach(axis: DayAxis, tokens: Tokens) -> float:
    """Return how far the mark of a check-in reaches to each side."""
    scale = tokens.text_percent / 100
    low, high = _MARK
    return max(low, min(high, axis.day / scale * 0.6)) * scale


@dataclass(frozen=True, slots=True)
class MoodMarks:
    """Check-ins in a plot.

    Attributes:
        items: Each of them, or each stretch of days, to be gone to.
        single: Where marks stand, by their word and how far they reach.
        bars: From the lowest to the highest check-in of some days.
    """

    items: Sequence[Item] = ()
    single: Mapping[tuple[QuickMood, float], Sequence[QPointF]] = field(default_factory=dict)
    bars: Sequence[QRectF] = ()

    @classmethod
    def of(
        cls, part: Part, axis: DayAxis, plot: QRectF, bar_days: int, tokens: Tokens
    ) -> MoodMarks:
        """Return a mark for each check-in, or a bar for each stretch of days with any."""
        reach = mark_reach(axis, tokens)
        if bar_days:
            return cls._bars(bucketed(part.days, axis.window, bar_days), axis, plot, reach)
        heights = {value: height_of(plot, value) for value in range(AXIS_LOW, AXIS_HIGH + 1)}
        single: dict[tuple[QuickMood, float], list[QPointF]] = defaultdict(list)
        items = []
        for mood in part.moods:
            x, y = axis.x(mood.at), heights[mood.pleasantness]
            items.append(Item(mood, mood.id, around(x, y, reach)))
            single[quick_mood(mood.pleasantness), reach].append(QPointF(x, y))
        return cls(items, single)

    @classmethod
    def _bars(
        cls, buckets: Sequence[Bucket], axis: DayAxis, plot: QRectF, reach: float
    ) -> MoodMarks:
        """A bar reaches beyond its two ends by half its width, so that they are round."""
        single: dict[tuple[QuickMood, float], list[QPointF]] = defaultdict(list)
        items, bars = [], []
        # A bar at an end of the window may hold fewer days; it is as wide as the others.
        days = max((bucket.days for bucket in buckets), default=1)
        half = max(1.5, min(reach, days * axis.day / 2 - 1))
        alone = max(half, reach)
        for bucket in buckets:
            middle = axis.day_x(bucket.start, bucket.days / 2)
            if bucket.low == bucket.high:
                y = height_of(plot, bucket.low)
                area = around(middle, y, alone)
                single[quick_mood(bucket.low), alone].append(QPointF(middle, y))
            else:
                top, bottom = height_of(plot, bucket.high), height_of(plot, bucket.low)
                area = QRectF(middle - half, top - half, 2 * half, bottom - top + 2 * half)
                bars.append(area)
            items.append(Item(bucket, bucket.start, area))
        return cls(items, single, bars)

    def mirrored(self, mirror: Mirror) -> MoodMarks:
        """Return them turned round."""
        return MoodMarks(
            list(map(mirror.item, self.items)),
            {kind: list(map(mirror.point, points)) for kind, points in self.single.items()},
            list(map(mirror.rect, self.bars)),
        )

    def paint(
        self, painter: QPainter, levels: Sequence[Level], stamps: Stamps, tokens: Tokens
    ) -> None:
        """Paint all of them.

        Args:
            painter: What to paint with.
            levels: The five words beside them, low to high.
            stamps: Marks that were drawn before.
            tokens: The look.
        """
        stamps.follow(tokens)
        outline, edge = pen(tokens, "muted", tokens.border), tokens.border
        bottom, top = levels[0].line.y1(), levels[-1].line.y1()
        shades = QLinearGradient(0, bottom, 0, top)
        for place, level in enumerate(LEVELS):
            shades.setColorAt(place / (len(LEVELS) - 1), mood_colour(tokens, level.value))

        def draw_bar(painter: QPainter, bar: QRectF) -> None:
            painter.translate(-bar.center())
            painter.setPen(outline)
            painter.setBrush(shades)
            painter.drawRoundedRect(bar, bar.width() / 2, bar.width() / 2)

        def draw_single(painter: QPainter, level: QuickMood, reach: float) -> None:
            painter.setPen(outline)
            painter.setBrush(mood_colour(tokens, level.value))
            draw_mark(painter, level, QPointF(), reach)

        for bar in self.bars:
            key = (bar.top(), bar.bottom(), bar.width(), top)
            size = QSizeF(bar.width() / 2 + edge, bar.height() / 2 + edge)
            stamps.put(painter, key, size, [bar.center()], partial(draw_bar, bar=bar))
        for (level, reach), middles in self.single.items():
            size = QSizeF(reach + edge, reach + edge)
            draw = partial(draw_single, level=level, reach=reach)
            stamps.put(painter, (level, reach), size, middles, draw)


def around(x: float, y: float, reach: float) -> QRectF:
    """Return the square around a point that reaches so far to each side."""
    return QRectF(x - reach, y - reach, 2 * reach, 2 * reach)


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
