"""Where everything stands on the chart. Works out places only; :mod:`chart` paints them.

All lengths are logical pixels. Places are worked out from left to right and mirrored at the end
where the reader's language runs the other way.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from repair_desktop.core.ids import RuptureId
from repair_desktop.core.moods import AXIS_HIGH, AXIS_LOW, Mood, QuickMood
from repair_desktop.core.timeline import (
    Bucket,
    Part,
    RuptureMoment,
    SessionMoment,
    bucketed,
    unbroken,
    wall_clock,
)
from repair_desktop.gui.theme.tokens import SPACE, Tokens
from repair_desktop.gui.timeline.mirror import Mirror
from repair_desktop.gui.timeline.picture import Item, Label, label_metrics
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.ticks import placed_ticks
from repair_desktop.gui.timeline.timeline_words import Shown, TimelineWords

BAR_SIZES = (1, 2, 3, 7, 14, 28, 56, 112)
"""How many days one bar can hold."""

_EDGE = SPACE * 3  # keeps everything off the focus frame
_LOWEST_PLOT = 240
_LINES_IN_PLOT = 8  # so that the five words keep apart at every text size
_NARROWEST_DAY = 4  # where each check-in still has a mark of its own; grows with the text
_NARROWEST_BAR = 6
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
class Flag:
    """Names a rupture.

    Attributes:
        first: The place of the rupture's first item in :attr:`ChartLayout.items`.
        area: Its frame.
        label: Its words; a long title is shortened, a state never.
        track: From the rupture's first item, or from the edge where it began before the window,
            to its last item.
        pole: Down through the plot, or None where the rupture began before the window.
        states: Names of later states, where there is room for them.
    """

    first: int
    area: QRectF
    label: Label
    track: QLineF
    pole: QLineF | None
    states: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """The whole chart.

    Attributes:
        plot: What lies between the highest and the lowest pleasantness.
        height: Of the chart with its flags and its axis.
        day: How wide a day is.
        bar_days: How many days one bar holds, or 0 where each check-in has its mark.
        items: Everything that can be gone to, in the order of time.
        beyond: Marks of the days before and after, seen only while the days are being dragged.
        sessions: The upper ends of the marks of sessions.
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
    beyond: tuple[Item, ...]
    sessions: tuple[QPointF, ...]
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


@dataclass(slots=True)
class _Track:
    """A rupture on its way to a place: its moments in the window, and how wide its flag is."""

    moments: list[RuptureMoment] = field(default_factory=list)
    text: str = ""
    left: float = 0.0
    width: float = 0.0
    row: int = 0


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
        self._mark = max(low, min(high, self._day / self._scale * 0.6)) * self._scale
        self._bar_days = self._choose_bar_days(across)
        self._flag_height = self._line + SPACE * 2
        self._row_height = self._flag_height + SPACE + self._dot * 2 + SPACE * 2
        self._tracks = self._find_tracks()
        rows = 1 + max((track.row for track in self._tracks), default=-1)
        top = _EDGE + rows * self._row_height + self._axis_mark
        self._plot = QRectF(self._left, top, across, max(_LOWEST_PLOT, _LINES_IN_PLOT * self._line))
        self._axis = self._plot.bottom() + self._axis_mark
        if view.sessions:
            self._axis += self._dot * 2 + SPACE

    def build(self) -> ChartLayout:
        items = self._check_ins()
        items += [
            _item(moment, self._dot_area(moment, track))
            for track in self._tracks
            for moment in track.moments
        ]
        # Where a bar is many days, sessions are too many to go to one by one.
        items += [
            _item(moment, self._session_area(moment))
            for moment in self._view.sessions
            if not self._bar_days
        ]
        items.sort(key=lambda item: when_of(item.what))
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
            beyond=tuple(self._beyond()),
            sessions=tuple(
                QPointF(area.center().x(), area.top())
                for area in map(self._session_area, self._view.sessions)
            ),
            flags=tuple(self._flag(track, places) for track in self._tracks),
            average=self._average(),
            reach=_REACH * self._scale,
        )

    # --- places -----------------------------------------------------------------------------

    def _x(self, moment: datetime) -> float:
        start = datetime.combine(self._view.window.start, time())
        return self._left + (moment - start) / timedelta(days=1) * self._day

    def _day_x(self, day: date, share: float = 0.0) -> float:
        """Return the place of a day's beginning, or of a later ``share`` of it."""
        return self._left + ((day - self._view.window.start).days + share) * self._day

    def _y(self, pleasantness: float) -> float:
        share = (AXIS_HIGH - pleasantness) / (AXIS_HIGH - AXIS_LOW)
        return self._plot.top() + share * self._plot.height()

    # --- check-ins --------------------------------------------------------------------------

    def _choose_bar_days(self, across: float) -> int:
        """Return 0 for marks; else the smallest bar that can be seen."""
        crowded = len(self._view.moods) > across
        if self._day >= _NARROWEST_DAY * self._scale and not crowded:
            return 0
        wanted = _NARROWEST_BAR * self._scale + 2 * (self._border - 1)
        return next((size for size in BAR_SIZES if size * self._day >= wanted), BAR_SIZES[-1])

    def _check_ins(self) -> list[Item]:
        if self._bar_days:
            found = bucketed(self._view.days, self._view.window, self._bar_days)
            return [self._bar(bucket) for bucket in found]
        return [self._single(mood) for mood in self._view.moods]

    def _beyond(self) -> list[Item]:
        """Return the marks of a day on each side."""
        if self._bar_days:
            return []
        window = self._view.window
        wider: Part = self._view.timeline.part(window.wider(1))
        return [
            self._single(mood) for mood in wider.moods if not window.holds(wall_clock(mood).date())
        ]

    def _single(self, mood: Mood) -> Item:
        middle = QPointF(self._x(wall_clock(mood)), self._y(mood.pleasantness))
        return _item(mood, _around(middle, self._mark))

    def _bar(self, bucket: Bucket) -> Item:
        """A bar reaches beyond its two ends by half its width, so that they are round."""
        # A bar at the end of the window may hold fewer days; it is as wide as the others.
        half = max(1.5, min(self._mark, self._bar_days * self._day / 2 - 1))
        middle = self._day_x(bucket.start, bucket.days / 2)
        if bucket.low == bucket.high:
            area = _around(QPointF(middle, self._y(bucket.low)), max(half, self._mark))
        else:
            top, bottom = self._y(bucket.high) - half, self._y(bucket.low) + half
            area = QRectF(middle - half, top, 2 * half, bottom - top)
        return _item(bucket, area)

    def _average(self) -> list[QLineF]:
        """Join the averages of days that follow each other, each as long as its day."""
        lines: list[QLineF] = []
        for run in unbroken(self._view.averages):
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
        return Level(level, y, Label(text, QPointF(x, self._baseline(y))), mark)

    def _baseline(self, middle: float) -> float:
        return middle + (self._metrics.ascent() - self._metrics.descent()) / 2

    def _ticks(self) -> list[tuple[Label, QLineF]]:
        """Return as many dates as there is room for, evenly."""
        top = self._axis + SPACE
        baseline = top + SPACE * 2 + self._metrics.ascent()
        placed = placed_ticks(
            self._view.window,
            lambda tick: self._day_x(tick.day, tick.share),
            self._metrics.horizontalAdvance,
            (_EDGE, self._width - _EDGE),
            SPACE * 2,
        )
        return [
            (
                Label(tick.text, QPointF(tick.left, baseline)),
                QLineF(tick.x, top, tick.x, top + SPACE),
            )
            for tick in placed
        ]

    # --- sessions ---------------------------------------------------------------------------

    def _session_area(self, moment: SessionMoment) -> QRectF:
        middle = self._plot.bottom() + self._axis_mark + self._dot
        return _around(QPointF(self._x(moment.at), middle), self._dot)

    # --- ruptures ---------------------------------------------------------------------------

    def _find_tracks(self) -> list[_Track]:
        """Put each rupture of the window into the first row where it has room."""
        by_rupture: dict[RuptureId, _Track] = {}
        for moment in self._view.moments:
            by_rupture.setdefault(moment.summary.rupture.id, _Track()).moments.append(moment)
        rows: list[float] = []
        for track in by_rupture.values():
            self._measure(track)
            end = max(track.left + track.width, self._last_state_end(track))
            start = track.left if track.moments[0].is_first else min(self._left, track.left)
            fitting = (n for n, used in enumerate(rows) if used + SPACE * 2 <= start)
            track.row = next(fitting, len(rows))
            rows[track.row : track.row + 1] = [end]
        return list(by_rupture.values())

    def _measure(self, track: _Track) -> None:
        summary = track.moments[0].summary
        state = summary.rupture.state
        room = self._width - 2 * _EDGE - SPACE * 4
        text = self._words.titled(self._words.title(summary), state)
        title_room = room - self._metrics.horizontalAdvance(self._words.titled("", state))
        if self._metrics.horizontalAdvance(text) > room:
            title = self._metrics.elidedText(
                self._words.title(summary), Qt.TextElideMode.ElideRight, max(0.0, title_room)
            )
            text = self._words.titled(title, state)
        track.text = text
        track.width = self._metrics.horizontalAdvance(text) + SPACE * 4
        latest = self._width - _EDGE - track.width
        track.left = max(_EDGE, min(self._x(track.moments[0].at), latest))

    def _last_state_end(self, track: _Track) -> float:
        if len(track.moments) == 1:
            return 0.0
        last = track.moments[-1]
        words = self._metrics.horizontalAdvance(self._words.state(last.state))
        return self._x(last.at) - self._dot + words

    def _row_top(self, row: int) -> float:
        return _EDGE + row * self._row_height

    def _track_y(self, track: _Track) -> float:
        return self._row_top(track.row) + self._flag_height + SPACE + self._dot

    def _dot_area(self, moment: RuptureMoment, track: _Track) -> QRectF:
        return _around(QPointF(self._x(moment.at), self._track_y(track)), self._dot)

    def _flag(self, track: _Track, places: dict[Hashable, int]) -> Flag:
        area = QRectF(track.left, self._row_top(track.row), track.width, self._flag_height)
        baseline = self._baseline(area.center().y())
        first, last = (self._x(track.moments[place].at) for place in (0, -1))
        y = self._track_y(track)
        began_here = track.moments[0].is_first
        return Flag(
            first=places[key_of(track.moments[0])],
            area=area,
            label=Label(track.text, QPointF(area.left() + SPACE * 2, baseline)),
            track=QLineF(first if began_here else self._left, y, last, y),
            pole=QLineF(first, area.bottom(), first, self._plot.bottom()) if began_here else None,
            states=self._states(track, baseline),
        )

    def _states(self, track: _Track, baseline: float) -> tuple[Label, ...]:
        """Name later states above their dots, the last ones first, where nothing is in the way."""
        labels: list[Label] = []
        free_from = track.left + track.width + SPACE * 2
        free_to = self._width - _EDGE
        for moment in reversed(track.moments[1:]):
            text = self._words.state(moment.state)
            x = self._x(moment.at) - self._dot
            if x >= free_from and x + self._metrics.horizontalAdvance(text) <= free_to:
                labels.append(Label(text, QPointF(x, baseline)))
                free_to = x - SPACE * 2
        return tuple(labels)


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
        beyond=tuple(map(mirror.item, plan.beyond)),
        sessions=tuple(map(mirror.point, plan.sessions)),
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


def _around(middle: QPointF, reach: float) -> QRectF:
    return QRectF(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach)


def _distance(area: QRectF, point: QPointF) -> float:
    """Return how far a point lies from the middle line of an area."""
    middle = area.center()
    half = max(0.0, (area.height() - area.width()) / 2)
    beyond = max(0.0, abs(point.y() - middle.y()) - half)
    return float(((point.x() - middle.x()) ** 2 + beyond**2) ** 0.5)
