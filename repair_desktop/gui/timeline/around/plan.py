"""Where everything stands around sessions. Works out places only; :mod:`chart` paints them.

All lengths are logical pixels. Places are worked out from left to right and mirrored at the end
where the reader's language runs the other way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from repair_desktop.core.around import OFFSETS, Around, AroundDay, AroundGroup, Spread
from repair_desktop.gui.theme.tokens import GAP, SPACE, Tokens
from repair_desktop.gui.timeline.around.words import AroundWords
from repair_desktop.gui.timeline.drawing.mirror import Mirror
from repair_desktop.gui.timeline.drawing.mood_scale import (
    EDGE,
    Level,
    height_of,
    levels_of,
    side_width,
)
from repair_desktop.gui.timeline.drawing.picture import Item, Label, label_metrics
from repair_desktop.gui.timeline.wording.numbers import digits

DOT = 2.5
"""How far a dot reaches; grows with the text."""

MEAN = 5.0
"""How far the mark of an average reaches; grows with the text."""

_LOWEST_PLOT = 150
_LINES_IN_PLOT = 5.5  # so that the five words keep apart at every text size
_SPREAD = 0.8  # of a column's width may be filled with dots
_MOST_DOTS = 40  # in one column; more of them say no more than the bar does
_SAMPLE = 22.0  # how long the line before a heading is


@dataclass(frozen=True, slots=True)
class Band:
    """One group of sessions.

    Attributes:
        has_open: Whether a rupture was open at them.
        heading: Which sessions they are.
        sample: What its average looks like: a piece of its line, with its mark in the middle.
        dots: A dot for each check-in of days where they are not too many.
        stems: From the lowest to the highest of those days.
        bars: The same for days where they are too many.
        means: Averages.
        joins: Lines between averages of days that follow each other.
        counts: How many check-ins each day has, with the word for them first.
    """

    has_open: bool
    heading: Label
    sample: QLineF
    levels: tuple[Level, ...]
    dots: list[QPointF]
    stems: list[QLineF]
    bars: list[QRectF]
    means: list[QPointF]
    joins: list[QLineF]
    counts: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class AroundPlan:
    """The whole picture.

    Attributes:
        middle: The column of the session itself.
        ticks: What each day is called.
        items: A day of a group each, the days of the first group first.
    """

    height: float
    middle: QRectF
    bands: tuple[Band, ...]
    ticks: tuple[Label, ...]
    items: tuple[Item, ...]

    def nearest(self, point: QPointF) -> int | None:
        """Return the place of the day at a point, or None where there is none."""
        inside = (n for n, item in enumerate(self.items) if item.area.contains(point))
        return next(inside, None)


def lay_out(
    around: Around, words: AroundWords, tokens: Tokens, width: float, mirrored: bool = False
) -> AroundPlan:
    """Return the picture of the days around sessions.

    Args:
        around: What is shown; it has a group.
        words: Its words.
        tokens: The look; sizes follow its text size.
        width: Of the picture.
        mirrored: Whether time runs from right to left.
    """
    plan = _Builder(words, tokens, width).build(around)
    return _mirrored(plan, Mirror(width, label_metrics(tokens))) if mirrored else plan


class _Builder:
    """Works out one picture."""

    def __init__(self, words: AroundWords, tokens: Tokens, width: float) -> None:
        self._words = words
        self._tokens = tokens
        self._width = width
        self._metrics = label_metrics(tokens)
        self._line = self._metrics.height()
        self._scale = tokens.text_percent / 100
        counts = EDGE + self._metrics.horizontalAdvance(words.counts()) + SPACE * 3
        self._left = max(side_width(words.words.level, tokens), counts)
        self._column = max(1.0, width - EDGE - self._left) / len(OFFSETS)

    def build(self, around: Around) -> AroundPlan:
        bands, items = [], []
        top = float(EDGE)
        for group in around.groups:
            band, areas, bottom = self._band(group, top)
            bands.append(band)
            items += [
                Item(AroundDay(group, offset), (group.has_open, offset), area)
                for offset, area in zip(OFFSETS, areas, strict=True)
            ]
            top = bottom + GAP
        baseline = top - GAP + SPACE * 2 + self._metrics.ascent()
        middle = self._area(OFFSETS.index(0), EDGE + self._line + SPACE, top - GAP)
        return AroundPlan(
            height=baseline + self._metrics.descent() + EDGE,
            middle=middle,
            bands=tuple(bands),
            ticks=tuple(self._ticks(baseline)),
            items=tuple(items),
        )

    def _area(self, place: int, top: float, bottom: float) -> QRectF:
        return QRectF(self._left + place * self._column, top, self._column, bottom - top)

    def _centre(self, place: int) -> float:
        return self._left + (place + 0.5) * self._column

    # --- one group --------------------------------------------------------------------------

    def _band(self, group: AroundGroup, top: float) -> tuple[Band, Sequence[QRectF], float]:
        """Return a group, where its days are, and where it ends."""
        reach = MEAN * self._scale
        across = len(OFFSETS) * self._column
        height = max(_LOWEST_PLOT, _LINES_IN_PLOT * self._line)
        plot = QRectF(self._left, top + self._line + SPACE * 2 + reach, across, height)
        counts = plot.bottom() + reach + SPACE * 3 + self._metrics.ascent()
        bottom = counts + self._metrics.descent() + SPACE
        dots = [self._dots(spread, place, plot) for place, spread in enumerate(group.days)]
        means = [
            None if spread.mean is None else QPointF(self._centre(n), height_of(plot, spread.mean))
            for n, spread in enumerate(group.days)
        ]
        band = Band(
            has_open=group.has_open,
            heading=self._heading(group, top),
            sample=self._sample(top),
            levels=levels_of(plot, self._words.words.level, self._tokens),
            dots=[dot for found in dots for dot in found],
            stems=[self._stem(each, n, plot) for n, each in enumerate(group.days) if dots[n]],
            bars=[
                self._bar(spread, place, plot)
                for place, spread in enumerate(group.days)
                if spread.n and not dots[place]
            ],
            means=[mean for mean in means if mean is not None],
            joins=[
                QLineF(first, then)
                for first, then in pairwise(means)
                if first is not None and then is not None
            ],
            counts=tuple(self._counts(group, counts)),
        )
        first = plot.top() - reach - SPACE
        areas = [self._area(place, first, bottom) for place in range(len(OFFSETS))]
        return band, areas, bottom

    def _sample(self, top: float) -> QLineF:
        y = top + self._line / 2
        return QLineF(EDGE, y, EDGE + _SAMPLE * self._scale, y)

    def _heading(self, group: AroundGroup, top: float) -> Label:
        left = EDGE + _SAMPLE * self._scale + SPACE * 2
        room = self._width - EDGE - left
        text = self._metrics.elidedText(
            self._words.group(group), Qt.TextElideMode.ElideRight, max(0.0, room)
        )
        return Label(text, QPointF(left, top + self._metrics.ascent()))

    def _bar(self, spread: Spread, place: int, plot: QRectF) -> QRectF:
        """Return the bar around a day's check-ins; it reaches beyond its ends by half its width."""
        half = DOT * 2 * self._scale
        top, bottom = height_of(plot, spread.high) - half, height_of(plot, spread.low) + half
        return QRectF(self._centre(place) - half, top, 2 * half, bottom - top)

    def _stem(self, spread: Spread, place: int, plot: QRectF) -> QLineF:
        x = self._centre(place)
        return QLineF(x, height_of(plot, spread.low), x, height_of(plot, spread.high))

    def _dots(self, spread: Spread, place: int, plot: QRectF) -> Sequence[QPointF]:
        """Return a dot for each check-in, those of one height side by side; none where too many."""
        step = 2 * DOT * self._scale + self._tokens.border
        widest = max((count for _, count in spread.values), default=0)
        if widest * step > self._column * _SPREAD or spread.n > _MOST_DOTS:
            return ()
        middle = self._centre(place)
        return [
            QPointF(middle + (number - (count - 1) / 2) * step, height_of(plot, value))
            for value, count in spread.values
            for number in range(count)
        ]

    def _counts(self, group: AroundGroup, baseline: float) -> Iterator[Label]:
        text = self._words.counts()
        end = self._left - SPACE * 3
        yield Label(text, QPointF(end - self._metrics.horizontalAdvance(text), baseline))
        for place, spread in enumerate(group.days):
            yield self._centred(digits(spread.n), self._centre(place), baseline)

    # --- the axis ---------------------------------------------------------------------------

    def _ticks(self, baseline: float) -> list[Label]:
        """Name every day, in fewer letters where there is less room."""
        labels: list[Label] = []
        for name in (self._words.day, self._words.short_day, self._words.shortest_day):
            labels = [
                self._centred(name(offset), self._centre(place), baseline)
                for place, offset in enumerate(OFFSETS)
            ]
            ends = [each.at.x() + self._metrics.horizontalAdvance(each.text) for each in labels]
            starts = [each.at.x() for each in labels[1:]]
            if all(end + SPACE * 2 <= start for end, start in zip(ends, starts, strict=False)):
                break
        return labels

    def _centred(self, text: str, middle: float, baseline: float) -> Label:
        wide = self._metrics.horizontalAdvance(text)
        left = min(middle - wide / 2, self._width - EDGE - wide)
        return Label(text, QPointF(left, baseline))


def _mirrored(plan: AroundPlan, mirror: Mirror) -> AroundPlan:
    return replace(
        plan,
        middle=mirror.rect(plan.middle),
        bands=tuple(
            replace(
                band,
                heading=mirror.label(band.heading),
                sample=mirror.line(band.sample),
                levels=tuple(level.mirrored(mirror) for level in band.levels),
                dots=list(map(mirror.point, band.dots)),
                stems=list(map(mirror.line, band.stems)),
                bars=list(map(mirror.rect, band.bars)),
                means=list(map(mirror.point, band.means)),
                joins=list(map(mirror.line, band.joins)),
                counts=tuple(map(mirror.label, band.counts)),
            )
            for band in plan.bands
        ),
        ticks=tuple(map(mirror.label, plan.ticks)),
        items=tuple(map(mirror.item, plan.items)),
    )
