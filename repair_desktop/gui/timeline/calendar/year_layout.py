"""Where everything stands in a year of days. Works out places only.

A month is a row, a day of the month a column. All lengths are logical pixels. Places are worked out
from left to right and mirrored at the end where the reader's language runs the other way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from repair_desktop.core.calendar_days import CalendarDay
from repair_desktop.core.moods import QuickMood, quick_mood
from repair_desktop.gui.theme.tokens import SPACE, Tokens
from repair_desktop.gui.timeline.drawing.legend import LegendEntry, legend
from repair_desktop.gui.timeline.drawing.mirror import Mirror
from repair_desktop.gui.timeline.drawing.picture import Item, Label, baseline, label_metrics
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.calendar_words import month_name
from repair_desktop.gui.timeline.wording.numbers import digits
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.mood_words import mark_shape

_EDGE = SPACE * 3  # keeps everything off the focus frame
_DAYS = 31
_BOX = 26.0  # how high a day is; grows with the text
_MARK = 6.0
_SIGN = 3.0
_STEPS = (1, 2, 5, 10, 15)  # which days have their number over the column
_GAP = SPACE / 2


@dataclass(frozen=True, slots=True)
class Box:
    """A day's mood, or the upper or lower half of it.

    Attributes:
        area: What is filled.
    """

    level: QuickMood
    area: QRectF


@dataclass(frozen=True, slots=True)
class YearLayout:
    """The days of a year.

    Attributes:
        height: Of all of it.
        items: Days that hold something, earliest first.
        places: Row and column of each item.
        boxes: Moods. A day with different ones has two boxes, the highest above the lowest.
        fills: The areas of boxes, those of one word together: painted at once, they take less time.
        signs: The marks in boxes, those of one word together.
        empty: Days without a check-in.
        today: The present day, or None where it lies in another year.
        sessions: The upper ends of the marks of sessions, each under its day.
        moments: Where the marks of what happened to ruptures stand, each under its day.
        months: The names of rows.
        days: The numbers of columns.
        legend: The five words.
        mark: How far the mark in a box reaches.
        sign: How far the mark of a session reaches.
        has_split: Whether a day has two boxes.
    """

    height: float
    items: tuple[Item, ...]
    places: tuple[tuple[int, int], ...]
    boxes: tuple[Box, ...]
    fills: Mapping[QuickMood, list[QRectF]]
    signs: Mapping[QuickMood, list[QPolygonF]]
    empty: list[QRectF]
    today: QRectF | None
    sessions: tuple[QPointF, ...]
    moments: tuple[QRectF, ...]
    months: tuple[Label, ...]
    days: tuple[Label, ...]
    legend: tuple[LegendEntry, ...]
    mark: float
    sign: float
    has_split: bool

    def nearest(self, point: QPointF) -> int | None:
        """Return the place of the day at a point, or None where there is none."""
        reach = _GAP / 2
        areas = (item.area.adjusted(-reach, -reach, reach, 3 * self.sign) for item in self.items)
        return next((n for n, area in enumerate(areas) if area.contains(point)), None)


def lay_out_year(
    view: TimelineView,
    days: Sequence[CalendarDay],
    words: TimelineWords,
    tokens: Tokens,
    width: float,
    mirrored: bool = False,
) -> YearLayout:
    """Return the days of the year that a view shows.

    Args:
        view: What is shown; its window begins with a month.
        days: Its days that hold something.
        words: The words of the timeline.
        tokens: The look; sizes follow its text size.
        width: Of the picture.
        mirrored: Whether days run from right to left.
    """
    plan = _Builder(view, days, words, tokens, width).build()
    if mirrored:
        plan = _mirrored(plan, Mirror(width, label_metrics(tokens)))
    shapes = {level: mark_shape(level, plan.mark) for level in QuickMood}
    fills: dict[QuickMood, list[QRectF]] = {}
    signs: dict[QuickMood, list[QPolygonF]] = {}
    for box in plan.boxes:
        fills.setdefault(box.level, []).append(box.area)
        signs.setdefault(box.level, []).append(shapes[box.level].translated(box.area.center()))
    return replace(plan, fills=fills, signs=signs)


def _mirrored(plan: YearLayout, mirror: Mirror) -> YearLayout:
    return replace(
        plan,
        items=tuple(map(mirror.item, plan.items)),
        boxes=tuple(replace(box, area=mirror.rect(box.area)) for box in plan.boxes),
        empty=list(map(mirror.rect, plan.empty)),
        today=None if plan.today is None else mirror.rect(plan.today),
        sessions=tuple(map(mirror.point, plan.sessions)),
        moments=tuple(map(mirror.rect, plan.moments)),
        months=tuple(map(mirror.label, plan.months)),
        days=tuple(map(mirror.label, plan.days)),
        legend=tuple(entry.mirrored(mirror) for entry in plan.legend),
    )


class _Builder:
    """Works out one year."""

    def __init__(
        self,
        view: TimelineView,
        days: Sequence[CalendarDay],
        words: TimelineWords,
        tokens: Tokens,
        width: float,
    ) -> None:
        self._view = view
        self._held = days
        self._words = words
        self._metrics = label_metrics(tokens)
        self._line = self._metrics.height()
        self._width = width
        self._first = view.window.start
        scale = tokens.text_percent / 100
        self._rows = 1 + self._place(view.window.last)[0]
        names = [month_name(self._month(row)) for row in range(self._rows)]
        self._left = _EDGE + max(map(self._metrics.horizontalAdvance, names)) + SPACE * 2
        self._day = max(1.0, width - _EDGE - self._left) / _DAYS
        self._box = QRectF(0, 0, self._day - _GAP, max(_BOX * scale, self._line))
        self._mark = max(2.0, min(_MARK * scale, self._box.width() / 2 - 2.5))
        # Half a box is lower than a whole one: its mark fits into both.
        self._mark = min(self._mark, self._box.height() / 4 - 1)
        self._sign = max(1.5, min(_SIGN * scale, self._box.width() / 4 - 0.5))
        self._row = self._box.height() + 2 * self._sign + SPACE * 1.5
        self._top = _EDGE + self._line + SPACE
        self._names = names

    def build(self) -> YearLayout:
        window = self._view.window
        filled = {held.day for held in self._held if held.bucket is not None}
        days = [window.start + timedelta(days=n) for n in range(window.days)]
        boxes = [box for held in self._held for box in self._boxes(held)]
        bottom = self._top + self._rows * self._row
        reach = self._mark + SPACE / 2
        entries, end = legend(
            self._words,
            self._metrics,
            _EDGE,
            self._width - _EDGE,
            bottom + SPACE * 2,
            reach,
        )
        return YearLayout(
            height=end + _EDGE,
            items=tuple(Item(held, held.day, self._area(held.day)) for held in self._held),
            places=tuple(self._place(held.day) for held in self._held),
            boxes=tuple(boxes),
            fills={},
            signs={},
            empty=[self._area(day) for day in days if day not in filled],
            today=self._area(self._view.today) if self._view.holds_today else None,
            sessions=tuple(self._under(h.day, 0.25, -1) for h in self._held if h.sessions),
            moments=tuple(self._dot(held.day) for held in self._held if held.moments),
            months=tuple(map(self._month_label, range(self._rows))),
            days=self._day_labels(),
            legend=tuple(entries),
            mark=self._mark,
            sign=self._sign,
            has_split=len(boxes) > len(filled),
        )

    # --- places -----------------------------------------------------------------------------

    def _place(self, day: date) -> tuple[int, int]:
        months = (day.year - self._first.year) * 12 + day.month - self._first.month
        return months, day.day - 1

    def _month(self, row: int) -> date:
        month = self._first.year * 12 + self._first.month - 1 + row
        return date(month // 12, month % 12 + 1, 1)

    def _area(self, day: date) -> QRectF:
        row, column = self._place(day)
        return self._box.translated(self._left + column * self._day, self._top + row * self._row)

    def _under(self, day: date, share: float, up: float) -> QPointF:
        """Return a point in the strip under a day, ``up`` signs below its middle."""
        area = self._area(day)
        middle = area.bottom() + SPACE / 2 + self._sign
        return QPointF(area.left() + share * area.width(), middle + up * self._sign)

    def _dot(self, day: date) -> QRectF:
        middle, reach = self._under(day, 0.75, 0), self._sign
        return QRectF(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach)

    # --- what stands there ------------------------------------------------------------------

    def _boxes(self, held: CalendarDay) -> list[Box]:
        """Return a box, or two where the lowest and the highest have different words."""
        if held.bucket is None:
            return []
        area = self._area(held.day)
        low, high = quick_mood(held.bucket.low), quick_mood(held.bucket.high)
        if low is high:
            return [Box(low, area)]
        upper = QRectF(area.topLeft(), QPointF(area.right(), area.center().y()))
        return [Box(high, upper), Box(low, upper.translated(0, upper.height()))]

    def _month_label(self, row: int) -> Label:
        middle = self._top + row * self._row + self._box.height() / 2
        return Label(self._names[row], QPointF(_EDGE, baseline(self._metrics, middle)))

    def _day_labels(self) -> tuple[Label, ...]:
        """Number as many columns as there is room for, evenly."""
        down = _EDGE + self._metrics.ascent()
        widest = self._metrics.horizontalAdvance(digits(_DAYS)) + SPACE
        step = next((each for each in _STEPS if each * self._day >= widest), _DAYS)
        numbers = [1, *range(step, _DAYS + 1, step)] if step > 2 else range(1, _DAYS + 1, step)
        found: list[Label] = []
        for number in numbers:
            text = digits(number)
            middle = self._left + (number - 1) * self._day + self._box.width() / 2
            left = middle - self._metrics.horizontalAdvance(text) / 2
            end = found[-1].at.x() + self._metrics.horizontalAdvance(found[-1].text) if found else 0
            if left >= end + SPACE / 2:
                found.append(Label(text, QPointF(left, down)))
        return tuple(found)
