"""Where the flags of ruptures stand above a chart. Places only; :mod:`chart` paints them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from repair_desktop.core.ids import RuptureId
from repair_desktop.core.timeline import RuptureMoment
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.timeline.drawing.mirror import Mirror
from repair_desktop.gui.timeline.drawing.picture import Label, baseline
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords

MOST_ROWS = 4
"""Rows of flags with their names. Where they would take more, ruptures are dots on a line."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Names a rupture.

    Attributes:
        first: The place of the rupture's first item on the chart.
        area: Its frame; empty where there are too many to name them.
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

    def mirrored(self, mirror: Mirror) -> Flag:
        """Return it turned round."""
        return replace(
            self,
            area=mirror.rect(self.area),
            label=mirror.label(self.label),
            track=mirror.line(self.track),
            pole=mirror.line(self.pole) if self.pole is not None else None,
            states=tuple(map(mirror.label, self.states)),
        )


@dataclass(frozen=True, slots=True)
class FlagRoom:
    """The room there is for flags, in logical pixels.

    Attributes:
        edge: What stays free at each side, and above.
        width: Of the chart.
        left: Where the days begin.
        dot: How far a dot reaches.
        x: Gives the place of a moment.
    """

    edge: float
    width: float
    left: float
    dot: float
    x: Callable[[datetime], float]


@dataclass(slots=True)
class _Track:
    """A rupture on its way to a place: its moments in the window, and how wide its flag is."""

    moments: list[RuptureMoment] = field(default_factory=list)
    text: str = ""
    left: float = 0.0
    width: float = 0.0
    row: int = 0


class FlagRows:
    """Each rupture of a window in the first row where it has room.

    Args:
        moments: What happened to ruptures in the window, in the order of time.
        words: Their words.
        metrics: Of the font they are painted in.
        room: Where.
    """

    def __init__(
        self,
        moments: Sequence[RuptureMoment],
        words: TimelineWords,
        metrics: QFontMetricsF,
        room: FlagRoom,
    ) -> None:
        self._words = words
        self._metrics = metrics
        self._room = room
        by_rupture: dict[RuptureId, _Track] = {}
        for moment in moments:
            by_rupture.setdefault(moment.summary.rupture.id, _Track()).moments.append(moment)
        self._tracks = list(by_rupture.values())
        self._flag = metrics.height() + SPACE * 2
        for track in self._tracks:
            self._measure(track)
        self._rows = self._stack(with_names=True)
        if self._rows > MOST_ROWS:
            self._flag = 0.0
            for track in self._tracks:
                track.text, track.width, track.left = "", 0.0, room.x(track.moments[0].at)
            self._rows = self._stack(with_names=False)
        self._row = self._flag + SPACE + room.dot * 2 + SPACE * 2

    @property
    def height(self) -> float:
        """Of all rows."""
        return self._rows * self._row

    def dots(self) -> Iterator[tuple[RuptureMoment, QRectF]]:
        """Yield every moment with where its dot stands."""
        reach = self._room.dot
        for track in self._tracks:
            y = self._track_y(track)
            for moment in track.moments:
                x = self._room.x(moment.at)
                yield moment, QRectF(x - reach, y - reach, 2 * reach, 2 * reach)

    def flags(self, place_of: Callable[[RuptureMoment], int], bottom: float) -> tuple[Flag, ...]:
        """Return the flags.

        Args:
            place_of: Gives the place of a moment among the chart's items.
            bottom: Where poles end.
        """
        return tuple(
            self._made(track, place_of(track.moments[0]), bottom) for track in self._tracks
        )

    # --- inside -----------------------------------------------------------------------------

    def _measure(self, track: _Track) -> None:
        summary = track.moments[0].summary
        width, edge = self._room.width, self._room.edge
        room = width - 2 * edge - SPACE * 4
        title = self._words.title(summary)
        text = self._words.standing(title, summary)
        if self._metrics.horizontalAdvance(text) > room:
            for_title = room - self._metrics.horizontalAdvance(self._words.standing("", summary))
            elide = Qt.TextElideMode.ElideRight
            title = self._metrics.elidedText(title, elide, max(0.0, for_title))
            text = self._words.standing(title, summary)
        track.text = text
        track.width = self._metrics.horizontalAdvance(text) + SPACE * 4
        latest = width - edge - track.width
        track.left = max(edge, min(self._room.x(track.moments[0].at), latest))

    def _stack(self, with_names: bool) -> int:
        """Give each track a row; return how many there are."""
        rows: list[float] = []
        for track in self._tracks:
            end = max(track.left + track.width, self._end(track, with_names))
            began_here = track.moments[0].is_first
            start = track.left if began_here else min(self._room.left, track.left)
            fitting = (n for n, used in enumerate(rows) if used + SPACE * 2 <= start)
            track.row = next(fitting, len(rows))
            rows[track.row : track.row + 1] = [end]
        return len(rows)

    def _end(self, track: _Track, with_names: bool) -> float:
        last = track.moments[-1]
        x = self._room.x(last.at)
        if not with_names:
            return x + self._room.dot
        if len(track.moments) == 1:
            return 0.0
        return x - self._room.dot + self._metrics.horizontalAdvance(self._words.state(last.state))

    def _row_top(self, track: _Track) -> float:
        return self._room.edge + track.row * self._row

    def _track_y(self, track: _Track) -> float:
        return self._row_top(track) + self._flag + SPACE + self._room.dot

    def _made(self, track: _Track, place: int, bottom: float) -> Flag:
        area = QRectF(track.left, self._row_top(track), track.width, self._flag)
        line = baseline(self._metrics, area.center().y())
        first, last = (self._room.x(track.moments[end].at) for end in (0, -1))
        y = self._track_y(track)
        began_here = track.moments[0].is_first
        top = area.bottom() if track.text else y + self._room.dot
        return Flag(
            first=place,
            area=area,
            label=Label(track.text, QPointF(area.left() + SPACE * 2, line)),
            track=QLineF(first if began_here else self._room.left, y, last, y),
            pole=QLineF(first, top, first, bottom) if began_here else None,
            states=self._states(track, line) if track.text else (),
        )

    def _states(self, track: _Track, line: float) -> tuple[Label, ...]:
        """Name later states above their dots, the last ones first, where nothing is in the way."""
        labels: list[Label] = []
        free_from = track.left + track.width + SPACE * 2
        free_to = self._room.width - self._room.edge
        for moment in reversed(track.moments[1:]):
            text = self._words.state(moment.state)
            x = self._room.x(moment.at) - self._room.dot
            if x >= free_from and x + self._metrics.horizontalAdvance(text) <= free_to:
                labels.append(Label(text, QPointF(x, line)))
                free_to = x - SPACE * 2
        return tuple(labels)
