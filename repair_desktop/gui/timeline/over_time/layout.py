"""Where everything stands on the chart. Works out places only; :mod:`chart` paints them.

All lengths are logical pixels. Places are worked out from left to right and mirrored at the end
where the reader's language runs the other way.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF

from repair_desktop.core.moods import Mood
from repair_desktop.core.timeline import (
    Average,
    Bucket,
    Part,
    RuptureMoment,
    SessionMoment,
    unbroken,
    wall_clock,
)
from repair_desktop.gui.theme.tokens import SPACE, Tokens
from repair_desktop.gui.timeline.drawing.day_axis import DayAxis
from repair_desktop.gui.timeline.drawing.mirror import Mirror
from repair_desktop.gui.timeline.drawing.mood_marks import (
    MoodMarks,
    around,
    bar_days_of,
    mark_reach,
    nearest_of,
)
from repair_desktop.gui.timeline.drawing.mood_scale import (
    EDGE,
    Level,
    height_of,
    levels_of,
    side_width,
)
from repair_desktop.gui.timeline.drawing.picture import Item, Label, label_metrics
from repair_desktop.gui.timeline.over_time.flags import Flag, FlagRoom, FlagRows
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.timeline_words import Shown, TimelineWords

_LOWEST_PLOT = 240
_LINES_IN_PLOT = 8  # so that the five words keep apart at every text size
_FINEST = 4.0  # between two points of the average
_RANGE_DAY = 40  # from here on a day has room for its range behind its marks
_RANGE = (0.06, 0.94)  # the shares of a day between which it lies
_TOP_MARK = 6.0  # how far a mark at the edge of the plot reaches
_DOT = 4.0
_REACH = 14.0


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """The whole chart.

    Attributes:
        plot: What lies between the highest and the lowest pleasantness.
        height: Of the chart with its flags and its axis.
        day: How wide a day is.
        bar_days: How many days one bar holds, or 0 where each check-in has its mark.
        items: Everything that can be gone to, in the order of time.
        marks: Check-ins.
        beyond: Those on the days before and after, seen only while the days are being dragged.
        sessions: The upper ends of the marks of sessions.
        ranges: From the lowest to the highest check-in of a day, where a day is wide.
        average: Short pieces of the average line.
        reach: How near to an item a click has to be.
    """

    plot: QRectF
    height: float
    day: float
    bar_days: int
    levels: Sequence[Level]
    ticks: Sequence[Label]
    tick_lines: Sequence[QLineF]
    items: Sequence[Item]
    marks: MoodMarks
    beyond: MoodMarks
    sessions: Sequence[QPointF]
    ranges: Sequence[QRectF]
    flags: Sequence[Flag]
    average: Sequence[QLineF]
    reach: float

    def nearest(self, point: QPointF) -> int | None:
        """Return the place of the item at a point, or None where nothing is near."""
        for flag in self.flags:
            if flag.area.contains(point):
                return flag.first
        return nearest_of(self.items, point, self.reach)

    def mirrored(self, mirror: Mirror) -> ChartLayout:
        """Return it turned round."""
        return replace(
            self,
            plot=mirror.rect(self.plot),
            levels=[level.mirrored(mirror) for level in self.levels],
            ticks=list(map(mirror.label, self.ticks)),
            tick_lines=list(map(mirror.line, self.tick_lines)),
            items=list(map(mirror.item, self.items)),
            marks=self.marks.mirrored(mirror),
            beyond=self.beyond.mirrored(mirror),
            sessions=list(map(mirror.point, self.sessions)),
            ranges=list(map(mirror.rect, self.ranges)),
            flags=[flag.mirrored(mirror) for flag in self.flags],
            average=list(map(mirror.line, self.average)),
        )


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
    plan = _laid_out(view, words, tokens, width)
    return plan.mirrored(Mirror(width, label_metrics(tokens))) if mirrored else plan


def _laid_out(
    view: TimelineView, words: TimelineWords, tokens: Tokens, width: float
) -> ChartLayout:
    metrics, scale = label_metrics(tokens), tokens.text_percent / 100
    dot, top_mark = _DOT * scale, _TOP_MARK * scale
    left = side_width(words.level, tokens)
    axis = DayAxis(view.window, left, max(1.0, width - EDGE - top_mark - left))
    flags = FlagRows(view.moments, words, metrics, FlagRoom(EDGE, width, left, dot, axis.x))
    height = max(_LOWEST_PLOT, _LINES_IN_PLOT * metrics.height())
    plot = QRectF(left, EDGE + flags.height + top_mark, axis.across, height)
    below = plot.bottom() + top_mark

    bar_days = bar_days_of(axis, len(view.moods), tokens)
    marks = MoodMarks.of(view.part, axis, plot, bar_days, tokens)
    sessions = [(moment, around(axis.x(moment.at), below + dot, dot)) for moment in view.sessions]
    # Where a bar is many days, sessions are too many to go to one by one.
    reachable = [] if bar_days else sessions
    items = _in_order(marks.items, [*flags.dots(), *reachable])
    places = {item.key: place for place, item in enumerate(items)}
    ticks_at = below + (dot * 2 + SPACE if sessions else 0)
    ticks = axis.ticks(ticks_at + SPACE, width, metrics)
    return ChartLayout(
        plot=plot,
        height=ticks_at + SPACE * 3 + metrics.height() + EDGE,
        day=axis.day,
        bar_days=bar_days,
        levels=levels_of(plot, words.level, tokens),
        ticks=[label for label, _ in ticks],
        tick_lines=[line for _, line in ticks],
        items=items,
        marks=marks,
        beyond=MoodMarks() if bar_days else _beyond(view, axis, plot, tokens),
        sessions=[QPointF(area.center().x(), area.top()) for _, area in sessions],
        ranges=_ranges(view.days, axis, plot, tokens) if not bar_days else (),
        flags=flags.flags(lambda moment: places[key_of(moment)], bottom=plot.bottom()),
        average=_average_lines(view.averages, axis, plot),
        reach=_REACH * scale,
    )


def _in_order(
    moods: Sequence[Item], others: Sequence[tuple[RuptureMoment | SessionMoment, QRectF]]
) -> list[Item]:
    """Return everything that can be gone to in the order of time; ``moods`` are so already."""
    items = list(moods)
    for what, area in others:
        insort(items, Item(what, key_of(what), area), key=lambda item: when_of(item.what))
    return items


def _beyond(view: TimelineView, axis: DayAxis, plot: QRectF, tokens: Tokens) -> MoodMarks:
    """Return the marks of a day on each side."""
    wider = view.timeline.part(view.window.wider(1)).moods
    outside = [mood for mood in wider if not view.window.holds(mood.at.date())]
    return MoodMarks.of(Part(outside), axis, plot, 0, tokens)


def _ranges(
    days: Sequence[Bucket], axis: DayAxis, plot: QRectF, tokens: Tokens
) -> Sequence[QRectF]:
    if axis.day < tokens.text_percent / 100 * _RANGE_DAY:
        return ()
    room = mark_reach(axis, tokens) + SPACE
    found = []
    for day in days:
        if day.n > 1:
            left, right = (axis.day_x(day.start, share) for share in _RANGE)
            top, bottom = height_of(plot, day.high) - room, height_of(plot, day.low) + room
            found.append(QRectF(left, top, right - left, bottom - top))
    return found


def _average_lines(averages: Sequence[Average], axis: DayAxis, plot: QRectF) -> Sequence[QLineF]:
    """Join the averages of days that follow each other, each as long as its day.

    Where days are narrower than the line, not each of them has a point of its own.
    """
    lines: list[QLineF] = []
    half = QPointF(axis.day / 2, 0)
    for run in unbroken(averages, max(1, ceil(_FINEST / axis.day))):
        points = [QPointF(axis.day_x(each.day, 0.5), height_of(plot, each.mean)) for each in run]
        points = [points[0] - half, *points, points[-1] + half]
        lines += [QLineF(*pair) for pair in pairwise(points)]
    return lines


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
