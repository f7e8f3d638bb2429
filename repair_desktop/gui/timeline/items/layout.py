"""Where the small lines of answers about sessions stand. Works out places only.

All lengths are logical pixels. Places are worked out from left to right and mirrored at the end
where the reader's language runs the other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from repair_desktop.core.session_answers import answered_days
from repair_desktop.core.sessions import Track
from repair_desktop.core.windows import TimeWindow
from repair_desktop.gui.theme.tokens import SPACE, Tokens
from repair_desktop.gui.timeline.drawing.mirror import Mirror
from repair_desktop.gui.timeline.drawing.picture import (
    Item,
    Label,
    heading_font,
    heading_metrics,
    label_font,
    label_metrics,
)
from repair_desktop.gui.timeline.drawing.ticks import Tick, placed_ticks
from repair_desktop.gui.timeline.drawing.wrapped import wrapped
from repair_desktop.gui.timeline.items.words import GivenAnswer, ItemWords
from repair_desktop.gui.widgets.small_line_layout import LinePoint, lay_out

_EDGE = SPACE * 3  # keeps everything off the focus frame
_PLOT = 64
_MARK = 9
_MOST_LEVELS = 5  # up to here each value has a line of its own
_REACH = 14.0


@dataclass(frozen=True, slots=True)
class ItemsLayout:
    """The whole picture.

    Attributes:
        height: Of all of it.
        items: Answers, line by line, each line in the order of time.
        rows: The line of each item, counted from 0.
        titles: What was asked, in bold.
        labels: The ends of lines, how many answers they have, dates; or the only sentence.
        levels: One for each value, or for the ends and the middle.
        joins: Pieces of lines.
        marks: Where answers with a mark of their own stand.
        ticks: What marks dates.
        mark: How wide a mark is.
        reach: How near to an answer a click has to be.
        has_gap: Whether a line has one.
        is_crowded: Whether some answers have no room for a mark.
    """

    height: float
    items: tuple[Item, ...]
    rows: tuple[int, ...]
    titles: tuple[Label, ...]
    labels: tuple[Label, ...]
    levels: list[QLineF]
    joins: list[QLineF]
    marks: tuple[QPointF, ...]
    ticks: list[QLineF]
    mark: float
    reach: float
    has_gap: bool
    is_crowded: bool

    def nearest(self, point: QPointF) -> int | None:
        """Return the place of the answer at a point, or None where none is near."""
        found, least = None, self.reach
        for place, item in enumerate(self.items):
            away = item.area.center() - point
            distance = (away.x() ** 2 + away.y() ** 2) ** 0.5
            if distance < least:
                found, least = place, distance
        return found


def lay_out_items(
    tracks: Sequence[Track],
    sentence: str,
    window: TimeWindow,
    words: ItemWords,
    tokens: Tokens,
    width: float,
    mirrored: bool = False,
) -> ItemsLayout:
    """Return the small lines of some days.

    Args:
        tracks: The answers, all of them in the window.
        sentence: What is said where there are none.
        window: The days.
        words: Their words.
        tokens: The look; sizes follow its text size.
        width: Of the picture.
        mirrored: Whether time runs from right to left.
    """
    plan = _Builder(tracks, sentence, window, words, tokens, width).build()
    if not mirrored:
        return plan
    mirror = Mirror(width, label_metrics(tokens))
    titles = Mirror(width, heading_metrics(tokens))
    return replace(
        plan,
        items=tuple(map(mirror.item, plan.items)),
        titles=tuple(map(titles.label, plan.titles)),
        labels=tuple(map(mirror.label, plan.labels)),
        levels=list(map(mirror.line, plan.levels)),
        joins=list(map(mirror.line, plan.joins)),
        marks=tuple(map(mirror.point, plan.marks)),
        ticks=list(map(mirror.line, plan.ticks)),
    )


class _Builder:
    """Works out one picture, from its top to its bottom."""

    def __init__(
        self,
        tracks: Sequence[Track],
        sentence: str,
        window: TimeWindow,
        words: ItemWords,
        tokens: Tokens,
        width: float,
    ) -> None:
        self._tracks = tracks
        self._sentence = sentence
        self._window = window
        self._words = words
        self._tokens = tokens
        self._metrics = label_metrics(tokens)
        self._line = self._metrics.height()
        self._mark = float(tokens.scaled(_MARK))
        self._left, self._right = float(_EDGE), max(_EDGE + 1.0, width - _EDGE)
        # A ring around an answer stays within the levels.
        self._inset = self._mark / 2 + SPACE
        self._across = max(1.0, self._right - self._left - 2 * self._inset)
        self._y = float(_EDGE)
        self._days = answered_days(tracks)
        self._items: list[Item] = []
        self._rows: list[int] = []
        self._titles: list[Label] = []
        self._labels: list[Label] = []
        self._levels: list[QLineF] = []
        self._joins: list[QLineF] = []
        self._marks: list[QPointF] = []
        self._ticks: list[QLineF] = []

    def build(self) -> ItemsLayout:
        for number, track in enumerate(self._tracks):
            self._add_track(number, track)
        if self._tracks:
            self._add_dates()
        else:
            for line in wrapped(self._sentence, label_font(self._tokens), self._right - self._left):
                self._add_label(line, self._left)
                self._y += self._line
        blank = any(not places for day in self._days for places in day.places)
        return ItemsLayout(
            height=self._y + _EDGE,
            items=tuple(self._items),
            rows=tuple(self._rows),
            titles=tuple(self._titles),
            labels=tuple(self._labels),
            levels=self._levels,
            joins=self._joins,
            marks=tuple(self._marks),
            ticks=self._ticks,
            mark=self._mark,
            reach=_REACH * self._tokens.text_percent / 100,
            has_gap=blank,
            is_crowded=len(self._marks) < len(self._items),
        )

    def _add_label(self, text: str, left: float) -> None:
        self._labels.append(Label(text, QPointF(left, self._y + self._metrics.ascent())))

    # --- one line ---------------------------------------------------------------------------

    def _add_track(self, number: int, track: Track) -> None:
        """Add a question with its line; the words of its ends stand above and below, at the side.

        A day on which others were answered and this one was not is a gap.
        """
        self._y += SPACE * 5 if number else 0
        title = self._words.title(track.prompt)
        for line in wrapped(title, heading_font(self._tokens), self._right - self._left):
            at = QPointF(self._left, self._y + self._metrics.ascent())
            self._titles.append(Label(line, at))
            self._y += self._line
        low, high = self._words.ends(track.prompt)
        self._add_label(self._fitting(high, self._right - self._left), self._left)
        self._y += self._line + SPACE
        self._add_line(number, track)
        how_many = self._words.how_many(len(track.points))
        width = self._metrics.horizontalAdvance(how_many)
        self._add_label(
            self._fitting(low, self._right - self._left - width - SPACE * 4), self._left
        )
        self._add_label(how_many, self._right - width)
        self._y += self._line

    def _fitting(self, text: str, room: float) -> str:
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))

    def _add_line(self, number: int, track: Track) -> None:
        values = self._words.values(track.prompt)
        height = float(self._tokens.scaled(_PLOT))
        inside = QRectF(self._left + self._inset, self._y + self._inset, self._across, height)
        for share in _shares(values):
            down = round(inside.top() + share * inside.height())
            self._levels.append(QLineF(self._left, down, self._right, down))
        points: list[LinePoint] = []
        for day in self._days:
            given = day.places[number] or (None,)
            points += [LinePoint(day.day, place) for place in given]
        size = (inside.width(), inside.height())
        between = (self._window.start, self._window.last)
        plan = lay_out(points, values, size, self._mark, between=between)
        spots = [inside.topLeft() + QPointF(*spot) for spot in plan.spots]
        self._joins += [QLineF(spots[one], spots[other]) for one, other in plan.joins]
        self._marks += [spots[place] for place in plan.marked]
        before: date | None = None
        of_day = 0
        for place, (point, spot) in enumerate(zip(plan.points, spots, strict=True)):
            of_day = of_day + 1 if point.day == before else 0
            before = point.day
            assert point.value is not None
            given_answer = GivenAnswer(
                track.prompt, point.day, point.value, place + 1, len(plan.points)
            )
            half = self._mark / 2
            area = QRectF(spot.x() - half, spot.y() - half, self._mark, self._mark)
            self._items.append(Item(given_answer, (track.prompt.id, point.day, of_day), area))
            self._rows.append(number)
        self._y = inside.bottom() + self._inset + SPACE

    # --- dates ------------------------------------------------------------------------------

    def _add_dates(self) -> None:
        """Add the dates that all lines share."""
        self._y += SPACE * 3

        def x_of(tick: Tick) -> float:
            # An answer stands in the middle of its day.
            days = (tick.day - self._window.start) / timedelta(days=1) + tick.share - 0.5
            share = days / max(1, self._window.days - 1)
            return self._left + self._inset + min(1.0, max(0.0, share)) * self._across

        placed = placed_ticks(
            self._window,
            x_of,
            self._metrics.horizontalAdvance,
            (self._left, self._right),
            SPACE * 2,
        )
        for tick in placed:
            self._ticks.append(QLineF(tick.x, self._y, tick.x, self._y + SPACE))
        self._y += SPACE * 2
        for tick in placed:
            self._add_label(tick.text, tick.left)
        self._y += self._line


def _shares(values: tuple[int, int]) -> Sequence[float]:
    """Return how far down each level stands, of the height of the line."""
    steps = values[1] - values[0]
    return [n / steps for n in range(steps + 1)] if steps < _MOST_LEVELS else [0.0, 0.5, 1.0]
