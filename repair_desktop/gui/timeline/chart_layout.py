"""Where everything stands on the chart. Works out places only; :mod:`chart` paints them.

All lengths are logical pixels. Places are worked out from left to right and mirrored at the end
where the reader's language runs the other way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from math import ceil
from operator import itemgetter
from typing import TypeAlias

from PySide6.QtCore import QLineF, QPointF, QRectF

from repair_desktop.core.moods import AXIS_HIGH, AXIS_LOW, Mood, QuickMood, quick_mood
from repair_desktop.core.timeline import (
    Bucket,
    RuptureMoment,
    SessionMoment,
    bucketed,
    unbroken,
    wall_clock,
)
from repair_desktop.gui.theme.tokens import SPACE, Tokens
from repair_desktop.gui.timeline.flag_layout import Flag, FlagRoom, FlagRows
from repair_desktop.gui.timeline.mirror import Mirror
from repair_desktop.gui.timeline.picture import Item, Label, baseline, label_metrics
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.ticks import ticks_of
from repair_desktop.gui.timeline.timeline_words import Shown, TimelineWords

BAR_SIZES = (1, 7, 14, 28, 56, 112)
"""How many days one bar can hold."""

Marks: TypeAlias = dict[tuple[QuickMood, float], list[QPointF]]

_EDGE = SPACE * 3  # keeps everything off the focus frame
_LOWEST_PLOT = 240
_LINES_IN_PLOT = 8  # so that the five words keep apart at every text size
_NARROWEST_DAY = 4  # where each check-in still has a mark of its own; grows with the text
_NARROWEST_BAR = 8
_FINEST = 4.0  # between two points of the average
_RANGE_DAY = 40  # from here on a day has room for its range behind its marks
_MARK = (3.5, 6.0)  # how far a mark reaches, at least and at most
_DOT = 4.0
_REACH = 14.0


@dataclass(frozen=True, slots=True)
class Level:
    """One of the five words at its height."""

    mood: QuickMood
    y: float
    label: Label
    mark: QPointF


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """The whole chart.

    Attributes:
        plot: What lies between the highest and the lowest pleasantness.
        height: Of the chart with its flags and its axis.
        day: How wide a day is.
        bar_days: How many days one bar holds, or 0 where each check-in has its mark.
        items: Everything that can be gone to, in the order of time.
        marks: Where marks stand, by their word and how far they reach.
        beyond: The same on the days before and after, seen only while the days are being dragged.
        bars: Bars, all as wide.
        sessions: The upper ends of the marks of sessions.
        ranges: From the lowest to the highest check-in of a day, where a day is wide.
        average: Short pieces of the average line.
        reach: How near to an item a click has to be.
    """

    plot: QRectF
    height: float
    day: float
    bar_days: int
    levels: tuple[Level, ...]
    ticks: tuple[Label, ...]
    tick_lines: tuple[QLineF, ...]
    items: tuple[Item, ...]
    marks: Marks
    beyond: Marks
    bars: list[QRectF]
    sessions: tuple[QPointF, ...]
    ranges: tuple[QRectF, ...]
    flags: tuple[Flag, ...]
    average: list[QLineF]
    reach: float

    def nearest(self, point: QPointF) -> int | None:
        """Return the place of the item at a point, or None where nothing is near."""
        for flag in self.flags:
            if flag.area.contains(point):
                return flag.first
        nearest, least = None, self.reach
        for place, item in enumerate(self.items):
            distance = _distance(item.area, point)
            if distance < least:
                nearest, least = place, distance
        return nearest


def lay_out(
    view: TimelineView, words: TimelineWords, tokens: Tokens, width: float, mirrored: bool = False
) -> ChartLayout:
    """Return the chart of a window of the timeline.

    Args:
        view: What is shown.
        words: Its words.
        tokens: The look; sizes follow its text size.
        width: Of the chart.
        mirrored: Whether time runs from right to left.
    """
    plan = _Builder(view, words, tokens, width).build()
    return _mirrored(plan, Mirror(width, label_metrics(tokens))) if mirrored else plan


class _Builder:
    """Works out one chart."""

    def __init__(
        self,
        view: TimelineView,
        words: TimelineWords,
        tokens: Tokens,
        width: float,
    ) -> None:
        self._view = view
        self._words = words
        self._marks: Marks = defaultdict(list)
        self._bars: list[QRectF] = []
        self._metrics = metrics = label_metrics(tokens)
        self._width = width
        self._line = metrics.height()
        self._scale = tokens.text_percent / 100
        self._border = tokens.border
        self._dot = _DOT * self._scale
        low, high = _MARK
        self._axis_mark = high * self._scale
        widest = max(metrics.horizontalAdvance(words.level(level)) for level in QuickMood)
        self._left = _EDGE + widest + SPACE * 2 + self._axis_mark * 2 + SPACE * 3
        across = max(1.0, width - _EDGE - self._axis_mark - self._left)
        self._day = across / view.window.days
        self._second = self._day / timedelta(days=1).total_seconds()
        self._start = datetime.combine(view.window.start, time())
        self._mark = max(low, min(high, self._day / self._scale * 0.6)) * self._scale
        self._bar_days = self._choose_bar_days(across)
        self._flags = FlagRows(
            view.moments, words, metrics, FlagRoom(_EDGE, width, self._left, self._dot, self._x)
        )
        top = _EDGE + self._flags.height + self._axis_mark
        self._plot = QRectF(self._left, top, across, max(_LOWEST_PLOT, _LINES_IN_PLOT * self._line))
        self._top, self._step = top, self._plot.height() / (AXIS_HIGH - AXIS_LOW)
        self._heights = {value: self._y(value) for value in range(AXIS_LOW, AXIS_HIGH + 1)}
        self._axis = self._plot.bottom() + self._axis_mark
        if view.sessions:
            self._axis += self._dot * 2 + SPACE

    def build(self) -> ChartLayout:
        placed = self._check_ins()
        placed += [(moment.at, _item(moment, area)) for moment, area in self._flags.dots()]
        # Where a bar is many days, sessions are too many to go to one by one.
        placed += [
            (moment.at, _item(moment, self._session_area(moment)))
            for moment in self._view.sessions
            if not self._bar_days
        ]
        placed.sort(key=itemgetter(0))
        items = [item for _when, item in placed]
        places = {item.key: place for place, item in enumerate(items)}
        ticks = self._ticks()
        return ChartLayout(
            plot=self._plot,
            height=self._axis + SPACE * 3 + self._line + _EDGE,
            day=self._day,
            bar_days=self._bar_days,
            levels=tuple(self._level(level) for level in QuickMood),
            ticks=tuple(label for label, _ in ticks),
            tick_lines=tuple(line for _, line in ticks),
            items=tuple(items),
            marks=self._marks,
            beyond=self._beyond(),
            bars=self._bars,
            sessions=tuple(
                QPointF(area.center().x(), area.top())
                for area in map(self._session_area, self._view.sessions)
            ),
            ranges=tuple(self._ranges()),
            flags=self._flags.flags(
                lambda moment: places[key_of(moment)], bottom=self._plot.bottom()
            ),
            average=self._average(),
            reach=_REACH * self._scale,
        )

    # --- places -----------------------------------------------------------------------------

    def _x(self, moment: datetime) -> float:
        return self._left + (moment - self._start).total_seconds() * self._second

    def _day_x(self, day: date, share: float = 0.0) -> float:
        """Return the place of a day's beginning, or of a later ``share`` of it."""
        return self._left + ((day - self._view.window.start).days + share) * self._day

    def _y(self, pleasantness: float) -> float:
        return self._top + (AXIS_HIGH - pleasantness) * self._step

    # --- check-ins --------------------------------------------------------------------------

    def _choose_bar_days(self, across: float) -> int:
        """Return 0 for marks; else the smallest bar that can be seen."""
        crowded = len(self._view.moods) > across
        if self._day >= _NARROWEST_DAY * self._scale and not crowded:
            return 0
        wanted = _NARROWEST_BAR * self._scale + 2 * (self._border - 1)
        return next((size for size in BAR_SIZES if size * self._day >= wanted), BAR_SIZES[-1])

    def _check_ins(self) -> list[tuple[datetime, Item]]:
        if self._bar_days:
            found = bucketed(self._view.days, self._view.window, self._bar_days)
            return [(when_of(bucket), self._bar(bucket)) for bucket in found]
        return [self._single(mood, self._marks) for mood in self._view.moods]

    def _beyond(self) -> Marks:
        """Return the marks of a day on each side."""
        marks: Marks = defaultdict(list)
        window = self._view.window
        if not self._bar_days:
            for mood in self._view.timeline.part(window.wider(1)).moods:
                if not window.holds(mood.at.date()):
                    self._single(mood, marks)
        return marks

    def _single(self, mood: Mood, marks: Marks) -> tuple[datetime, Item]:
        when, reach = wall_clock(mood), self._mark
        x, y = self._x(when), self._heights[mood.pleasantness]
        marks[quick_mood(mood.pleasantness), reach].append(QPointF(x, y))
        return when, Item(mood, mood.id, QRectF(x - reach, y - reach, 2 * reach, 2 * reach))

    def _ranges(self) -> list[QRectF]:
        if self._day < _RANGE_DAY * self._scale or self._bar_days:
            return []
        found = []
        for bucket in self._view.days:
            if bucket.n > 1:
                left, right = (self._day_x(bucket.start, share) for share in (0.06, 0.94))
                top, bottom = (
                    self._y(bucket.high) - self._mark - SPACE,
                    self._y(bucket.low) + self._mark + SPACE,
                )
                found.append(QRectF(left, top, right - left, bottom - top))
        return found

    def _bar(self, bucket: Bucket) -> Item:
        """A bar reaches beyond its two ends by half its width, so that they are round."""
        # A bar at the end of the window may hold fewer days; it is as wide as the others.
        half = max(1.5, min(self._mark, self._bar_days * self._day / 2 - 1))
        middle = self._day_x(bucket.start, bucket.days / 2)
        if bucket.low == bucket.high:
            reach, at = max(half, self._mark), QPointF(middle, self._heights[bucket.low])
            self._marks[quick_mood(bucket.low), reach].append(at)
            area = _around(at, reach)
        else:
            top, bottom = self._heights[bucket.high] - half, self._heights[bucket.low] + half
            area = QRectF(middle - half, top, 2 * half, bottom - top)
            self._bars.append(area)
        return _item(bucket, area)

    def _average(self) -> list[QLineF]:
        """Join the averages of days that follow each other, each as long as its day.

        Where days are narrower than the line, not each of them has a point of its own.
        """
        lines: list[QLineF] = []
        step = max(1, ceil(_FINEST / self._day))
        for run in unbroken(self._view.averages, step):
            points = [QPointF(self._day_x(each.day, 0.5), self._y(each.mean)) for each in run]
            half = QPointF(self._day / 2, 0)
            points = [points[0] - half, *points, points[-1] + half]
            lines += [QLineF(*pair) for pair in pairwise(points)]
        return lines

    # --- axes -------------------------------------------------------------------------------

    def _level(self, level: QuickMood) -> Level:
        text, y = self._words.level(level), self._y(level.value)
        mark = QPointF(self._left - SPACE * 3 - self._axis_mark, y)
        x = mark.x() - self._axis_mark - SPACE * 2 - self._metrics.horizontalAdvance(text)
        return Level(level, y, Label(text, QPointF(x, baseline(self._metrics, y))), mark)

    def _ticks(self) -> list[tuple[Label, QLineF]]:
        """Return as many dates as there is room for, evenly."""
        top = self._axis + SPACE
        found: list[tuple[Label, QLineF]] = []
        for ticks in ticks_of(self._view.window):
            found.clear()
            for tick in ticks:
                x = self._day_x(tick.day, tick.share)
                half = self._metrics.horizontalAdvance(tick.text) / 2
                left = min(max(_EDGE, x - half), self._width - _EDGE - 2 * half)
                label = Label(tick.text, QPointF(left, top + SPACE * 2 + self._metrics.ascent()))
                found.append((label, QLineF(x, top, x, top + SPACE)))
            ends = [
                label.at.x() + self._metrics.horizontalAdvance(label.text) for label, _ in found
            ]
            starts = [label.at.x() for label, _ in found[1:]]
            if all(end + SPACE * 2 <= start for end, start in zip(ends, starts, strict=False)):
                break
        return found

    # --- sessions ---------------------------------------------------------------------------

    def _session_area(self, moment: SessionMoment) -> QRectF:
        middle = self._plot.bottom() + self._axis_mark + self._dot
        return _around(QPointF(self._x(moment.at), middle), self._dot)


def key_of(what: Shown) -> Hashable:
    """Return what stays the same about something when it is read again, or changed."""
    match what:
        case Mood():
            return what.id
        case Bucket():
            return what.start
        case RuptureMoment():
            return (what.summary.rupture.id, what.at, what.state)
        case SessionMoment():
            return what.session.id


def when_of(what: Shown) -> datetime:
    """Return the place of something in time, as the clock on the wall said."""
    match what:
        case Mood():
            return wall_clock(what)
        case Bucket():
            return datetime.combine(what.start, time())
        case RuptureMoment() | SessionMoment():
            return what.at


def _item(what: Shown, area: QRectF) -> Item:
    return Item(what, key_of(what), area)


def _mirrored(plan: ChartLayout, mirror: Mirror) -> ChartLayout:
    return replace(
        plan,
        plot=mirror.rect(plan.plot),
        levels=tuple(
            replace(level, label=mirror.label(level.label), mark=mirror.point(level.mark))
            for level in plan.levels
        ),
        ticks=tuple(map(mirror.label, plan.ticks)),
        tick_lines=tuple(map(mirror.line, plan.tick_lines)),
        items=tuple(map(mirror.item, plan.items)),
        marks=_mirrored_marks(plan.marks, mirror),
        beyond=_mirrored_marks(plan.beyond, mirror),
        bars=list(map(mirror.rect, plan.bars)),
        sessions=tuple(map(mirror.point, plan.sessions)),
        ranges=tuple(map(mirror.rect, plan.ranges)),
        flags=tuple(
            replace(
                flag,
                area=mirror.rect(flag.area),
                label=mirror.label(flag.label),
                track=mirror.line(flag.track),
                pole=mirror.line(flag.pole) if flag.pole is not None else None,
                states=tuple(map(mirror.label, flag.states)),
            )
            for flag in plan.flags
        ),
        average=list(map(mirror.line, plan.average)),
    )


def _mirrored_marks(marks: Marks, mirror: Mirror) -> Marks:
    return {kind: list(map(mirror.point, points)) for kind, points in marks.items()}


def _around(middle: QPointF, reach: float) -> QRectF:
    return QRectF(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach)


def _distance(area: QRectF, point: QPointF) -> float:
    """Return how far a point lies from the middle line of an area."""
    middle = area.center()
    half = max(0.0, (area.height() - area.width()) / 2)
    beyond = max(0.0, abs(point.y() - middle.y()) - half)
    return float(((point.x() - middle.x()) ** 2 + beyond**2) ** 0.5)
