"""Where everything about one rupture stands. Works out places; :mod:`chart` paints them.

All lengths are logical pixels. Places are worked out from left to right and mirrored at the end
where the reader's language runs the other way.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from repair_desktop.core.rupture_track import Rating, RuptureTrack, Talk
from repair_desktop.core.timeline import Bucket, RuptureMoment
from repair_desktop.core.worksheets import SCALE_HIGH, SCALE_LOW
from repair_desktop.gui.theme.tokens import GAP, SPACE, Tokens
from repair_desktop.gui.timeline.drawing.day_axis import DayAxis
from repair_desktop.gui.timeline.drawing.mirror import Mirror
from repair_desktop.gui.timeline.drawing.mood_marks import (
    MoodMarks,
    around,
    bar_days_of,
    nearest_of,
)
from repair_desktop.gui.timeline.drawing.mood_scale import EDGE, Level, levels_of, side_width
from repair_desktop.gui.timeline.drawing.picture import Item, Label, baseline, label_metrics
from repair_desktop.gui.timeline.over_time.layout import key_of
from repair_desktop.gui.timeline.track.words import TrackThing, TrackWords, when_of
from repair_desktop.gui.timeline.wording.numbers import digits

_MARK = 6.0  # how far the mark of a check-in reaches at most
_DOT = 4.5
_REACH = 14.0
_LOWEST_SIZES = 100
_LOWEST_MOODS = 160
_LINES = 5.5  # so that the words at the side keep apart at every text size
_NUMBERS = (SCALE_LOW, (SCALE_LOW + SCALE_HIGH) // 2, SCALE_HIGH)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How big it felt.

    Attributes:
        plot: What lies between the lowest and the highest.
        levels: Across the plot at the lowest, the middle and the highest size.
        labels: Their numbers, and what the lowest and the highest mean.
        joins: From one rating to the next.
        values: The number at each rating, where there is room for it.
    """

    plot: QRectF
    levels: list[QLineF]
    labels: tuple[Label, ...]
    joins: list[QLineF]
    values: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class TrackPlan:
    """The whole picture.

    Attributes:
        track: From the first mark of the rupture to the last; None where there is only one.
        poles: The rupture's states, across each plot.
        names: Words above marks, where there is room for them.
        headings: Above each plot.
        sizes: None where it was never rated, or sizes are not shown.
        levels: The five words beside the check-ins.
        moods: The check-ins.
        bar_days: How many days one bar holds, or 0 where each check-in has its mark.
        sessions: The upper ends of the marks of sessions, where those can be gone to.
        strokes: In place of marks, where sessions are too many for that.
        items: Everything that can be gone to, in the order of time.
        reach: How near to an item a click has to be.
    """

    height: float
    track: QLineF | None
    poles: list[QLineF]
    names: tuple[Label, ...]
    headings: tuple[Label, ...]
    sizes: Sizes | None
    levels: tuple[Level, ...]
    moods: MoodMarks
    bar_days: int
    ticks: tuple[Label, ...]
    tick_lines: tuple[QLineF, ...]
    sessions: tuple[QPointF, ...]
    strokes: list[QLineF]
    items: tuple[Item, ...]
    reach: float

    def nearest(self, point: QPointF) -> int | None:
        """Return the place of the item at a point, or None where nothing is near."""
        return nearest_of(self.items, point, self.reach)


def lay_out(
    track: RuptureTrack, words: TrackWords, tokens: Tokens, width: float, mirrored: bool = False
) -> TrackPlan:
    """Return the picture of one rupture.

    Args:
        track: What is shown.
        words: Its words.
        tokens: The look; sizes follow its text size.
        width: Of the picture.
        mirrored: Whether time runs from right to left.
    """
    plan = _Builder(track, words, tokens, width).build()
    return _mirrored(plan, Mirror(width, label_metrics(tokens))) if mirrored else plan


class _Builder:
    """Works out one picture, from the top down."""

    def __init__(
        self, track: RuptureTrack, words: TrackWords, tokens: Tokens, width: float
    ) -> None:
        self._track = track
        self._words = words
        self._tokens = tokens
        self._width = width
        self._metrics = label_metrics(tokens)
        self._line = self._metrics.height()
        self._scale = tokens.text_percent / 100
        self._dot = _DOT * self._scale
        left = side_width(words.words.level, tokens)
        across = max(1.0, width - EDGE - _MARK * self._scale - left)
        self._axis = DayAxis(track.window, left, across)
        self._marks_y = EDGE + self._line + SPACE * 2 + self._dot
        self._bottom = self._marks_y + self._dot + GAP

    def build(self) -> TrackPlan:
        marks = self._own_marks()
        headings = []
        items = list(marks)
        sizes = None
        if not self._track.is_set_aside:
            headings.append(self._heading(self._words.size_heading(self._track)))
            if self._track.ratings:
                sizes, rated = self._sizes()
                items += rated
            self._bottom += GAP
        headings.append(self._heading(self._words.mood_heading()))
        plot = self._plot(_LOWEST_MOODS)
        bar_days = bar_days_of(self._axis, len(self._track.part.moods), self._tokens)
        moods = MoodMarks.of(self._track.part, self._axis, plot, bar_days, self._tokens)
        items += moods.items
        sessions = self._sessions()
        marked = () if bar_days else sessions
        items += marked
        items.sort(key=_time_of)
        ticks = self._axis.ticks(self._bottom + SPACE, self._width, self._metrics)
        plots = [plot] if sizes is None else [sizes.plot, plot]
        return TrackPlan(
            height=self._bottom + SPACE * 3 + self._line + EDGE,
            track=self._between(marks),
            poles=[
                QLineF(x, each.top(), x, each.bottom())
                for x in (mark.area.center().x() for mark in marks if _is_moment(mark))
                for each in plots
            ],
            names=self._names(marks),
            headings=tuple(headings),
            sizes=sizes,
            levels=levels_of(plot, self._words.words.level, self._tokens),
            moods=moods,
            bar_days=bar_days,
            ticks=tuple(label for label, _ in ticks),
            tick_lines=tuple(line for _, line in ticks),
            sessions=tuple(_stroke(each).p1() for each in marked),
            strokes=[_stroke(each) for each in sessions] if bar_days else [],
            items=tuple(items),
            reach=_REACH * self._scale,
        )

    def _heading(self, text: str) -> Label:
        """Put a heading beneath what is there so far."""
        label = self._label(text, EDGE, self._bottom + self._metrics.ascent())
        self._bottom += self._line + SPACE
        return label

    def _plot(self, lowest: float) -> QRectF:
        """Put a plot beneath what is there so far, with room for marks at its ends."""
        reach = _MARK * self._scale
        height = max(lowest, _LINES * self._line)
        plot = QRectF(self._axis.left, self._bottom + reach, self._axis.across, height)
        self._bottom = plot.bottom() + reach
        return plot

    def _label(self, text: str, left: float, baseline: float) -> Label:
        room = max(0.0, self._width - EDGE - left)
        elided = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        return Label(elided, QPointF(left, baseline))

    # --- states and talks -------------------------------------------------------------------

    def _own_marks(self) -> list[Item]:
        found: list[RuptureMoment | Talk] = [*self._track.moments, *self._track.talks]
        return [
            Item(what, _key(what), around(self._axis.x(what.at), self._marks_y, self._dot))
            for what in sorted(found, key=lambda each: each.at)
        ]

    def _between(self, marks: Sequence[Item]) -> QLineF | None:
        if len(marks) < 2:
            return None
        return QLineF(marks[0].area.center(), marks[-1].area.center())

    def _names(self, marks: Sequence[Item]) -> tuple[Label, ...]:
        """Name marks where nothing is in the way: the last, the first, then the others."""
        names: list[Label] = []
        taken: list[tuple[float, float]] = []
        for mark in (*marks[-1:], *marks[:1], *reversed(marks[1:-1])):
            text = self._words.label(mark.what)
            wide = self._metrics.horizontalAdvance(text)
            # Over its mark, or beginning or ending there.
            for left in (
                mark.area.center().x() - wide / 2,
                mark.area.left(),
                mark.area.right() - wide,
            ):
                left = max(EDGE, min(left, self._width - EDGE - wide))
                if all(left >= end or left + wide <= start for start, end in taken):
                    taken.append((left - SPACE * 2, left + wide + SPACE * 2))
                    names.append(Label(text, QPointF(left, EDGE + self._metrics.ascent())))
                    break
        return tuple(names)

    # --- sizes ------------------------------------------------------------------------------

    def _sizes(self) -> tuple[Sizes, list[Item]]:
        low, high = self._words.ends(self._track)
        left = self._axis.left
        above = self._label(high, left, self._bottom + self._metrics.ascent())
        self._bottom += self._line
        plot = self._plot(_LOWEST_SIZES)
        below = self._label(low, left, self._bottom + self._metrics.ascent())
        self._bottom += self._line
        rated = [
            Item(
                rating,
                _key(rating),
                around(self._axis.x(rating.at), self._size_y(plot, rating.value), self._dot),
            )
            for rating in self._track.ratings
        ]
        sizes = Sizes(
            plot=plot,
            levels=[
                QLineF(plot.left(), y, plot.right(), y)
                for y in (self._size_y(plot, value) for value in _NUMBERS)
            ],
            labels=(above, below, *(self._size_label(plot, value) for value in _NUMBERS)),
            joins=[QLineF(a.area.center(), b.area.center()) for a, b in pairwise(rated)],
            values=self._values(rated),
        )
        return sizes, rated

    def _size_y(self, plot: QRectF, value: int) -> float:
        share = (SCALE_HIGH - value) / (SCALE_HIGH - SCALE_LOW)
        return plot.top() + share * plot.height()

    def _size_label(self, plot: QRectF, value: int) -> Label:
        text = digits(value)
        left = plot.left() - SPACE * 3 - self._metrics.horizontalAdvance(text)
        return Label(text, QPointF(left, baseline(self._metrics, self._size_y(plot, value))))

    def _values(self, rated: Sequence[Item]) -> tuple[Label, ...]:
        """Put its number beside each rating, where no other one is in the way."""
        labels: list[Label] = []
        free_from = 0.0
        for number, item in enumerate(rated):
            text = digits(item.what.value)
            left = item.area.right() + SPACE
            end = left + self._metrics.horizontalAdvance(text)
            following = rated[number + 1].area.left() if number + 1 < len(rated) else self._width
            if left >= free_from and end + SPACE <= following:
                # Above the line that leaves the mark, whichever way it goes.
                rises = number + 1 < len(rated) and rated[number + 1].what.value > item.what.value
                shift = self._line / 2 if rises else -self._line / 2
                labels.append(
                    Label(
                        text, QPointF(left, baseline(self._metrics, item.area.center().y() + shift))
                    )
                )
                free_from = end + SPACE
        return tuple(labels)

    # --- sessions ---------------------------------------------------------------------------

    def _sessions(self) -> list[Item]:
        """Put the marks of sessions beneath the plot."""
        held = self._track.part.sessions
        if not held:
            return []
        middle = self._bottom + self._dot
        self._bottom += self._dot * 2 + SPACE
        return [
            Item(each, _key(each), around(self._axis.x(each.at), middle, self._dot))
            for each in held
        ]


def _key(what: TrackThing) -> Hashable:
    """Return what stays the same about something when it is read again."""
    match what:
        case Rating():
            return ("size", what.at, what.value)
        case Talk():
            return what.entry_id
        case _:
            return key_of(what)


def _is_moment(item: Item) -> bool:
    return isinstance(item.what, RuptureMoment)


def _stroke(item: Item) -> QLineF:
    x = item.area.center().x()
    return QLineF(x, item.area.top(), x, item.area.bottom())


def _time_of(item: Item) -> datetime:
    what = item.what
    return datetime.combine(what.start, time()) if isinstance(what, Bucket) else when_of(what)


def _mirrored(plan: TrackPlan, mirror: Mirror) -> TrackPlan:
    sizes = plan.sizes
    return replace(
        plan,
        track=None if plan.track is None else mirror.line(plan.track),
        poles=list(map(mirror.line, plan.poles)),
        names=tuple(map(mirror.label, plan.names)),
        headings=tuple(map(mirror.label, plan.headings)),
        sizes=None
        if sizes is None
        else Sizes(
            plot=mirror.rect(sizes.plot),
            levels=list(map(mirror.line, sizes.levels)),
            labels=tuple(map(mirror.label, sizes.labels)),
            joins=list(map(mirror.line, sizes.joins)),
            values=tuple(map(mirror.label, sizes.values)),
        ),
        levels=tuple(level.mirrored(mirror) for level in plan.levels),
        moods=plan.moods.mirrored(mirror),
        ticks=tuple(map(mirror.label, plan.ticks)),
        tick_lines=tuple(map(mirror.line, plan.tick_lines)),
        sessions=tuple(map(mirror.point, plan.sessions)),
        strokes=list(map(mirror.line, plan.strokes)),
        items=tuple(map(mirror.item, plan.items)),
    )
