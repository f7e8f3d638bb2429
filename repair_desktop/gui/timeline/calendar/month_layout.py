"""Where everything stands in the calendar of a month. Works out places only.

All lengths are logical pixels. Places are worked out from left to right and mirrored at the end
where the reader's language runs the other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import QLineF, QLocale, QPointF, QRectF

from repair_desktop.core.calendar_days import MOST_PIECES, CalendarDay, place_in_weeks
from repair_desktop.core.moods import QuickMood, quick_mood
from repair_desktop.gui.theme.tokens import SPACE, Tokens
from repair_desktop.gui.timeline.calendar.words import CalendarDayWords
from repair_desktop.gui.timeline.drawing.legend import LegendEntry, legend
from repair_desktop.gui.timeline.drawing.mirror import Mirror
from repair_desktop.gui.timeline.drawing.picture import Item, Label, baseline, label_metrics
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.numbers import digits
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.mood_words import signed

_EDGE = SPACE * 3  # keeps everything off the focus frame
_GAP = SPACE / 2  # around each day, so that a ring touches no other one
_PAD = SPACE * 1.5
_MARK = 7.0
_SIGN = 4.0
_WEEKDAYS = 7


@dataclass(frozen=True, slots=True)
class Piece:
    """One check-in of a day, or its lowest or highest.

    Attributes:
        middle: Of its mark.
        reach: How far its mark goes from there to each side.
        label: Its word or its number, or None where there is no room.
    """

    level: QuickMood
    middle: QPointF
    reach: float
    label: Label | None


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One day.

    Attributes:
        area: Its frame.
        number: Its number.
        pieces: Its check-ins.
        between: Lines between pieces.
        more: What stands between the lowest and the highest, and how many there are.
        session: The upper end of the mark of its sessions, or None.
        moment: Where the mark of what happened to ruptures stands, or None.
    """

    area: QRectF
    number: Label
    is_today: bool
    pieces: tuple[Piece, ...] = ()
    between: tuple[QLineF, ...] = ()
    more: tuple[Label, ...] = ()
    session: QPointF | None = None
    moment: QRectF | None = None

    def mirrored(self, mirror: Mirror) -> MonthCell:
        """Return it from right to left."""
        return replace(
            self,
            area=mirror.rect(self.area),
            number=mirror.label(self.number),
            pieces=tuple(
                replace(
                    piece,
                    middle=mirror.point(piece.middle),
                    label=None if piece.label is None else mirror.label(piece.label),
                )
                for piece in self.pieces
            ),
            between=tuple(map(mirror.line, self.between)),
            more=tuple(map(mirror.label, self.more)),
            session=None if self.session is None else mirror.point(self.session),
            moment=None if self.moment is None else mirror.rect(self.moment),
        )


@dataclass(frozen=True, slots=True)
class MonthLayout:
    """The calendar of a month.

    Attributes:
        height: Of all of it.
        items: Days that hold something, earliest first.
        places: Row and column of each item.
        cells: Every day of the month.
        weekdays: Their names, over the columns.
        legend: The five words.
        mark: How far a mark of the legend reaches.
        sign: How far the mark of a session reaches.
        has_crowd: Whether a day has more check-ins than pieces.
        has_numbers: Whether a piece has its number instead of its word.
    """

    height: float
    items: tuple[Item, ...]
    places: tuple[tuple[int, int], ...]
    cells: tuple[MonthCell, ...]
    weekdays: tuple[Label, ...]
    legend: tuple[LegendEntry, ...]
    mark: float
    sign: float
    has_crowd: bool
    has_numbers: bool

    def nearest(self, point: QPointF) -> int | None:
        """Return the place of the day at a point, or None where there is none."""
        return next((n for n, item in enumerate(self.items) if item.area.contains(point)), None)


def lay_out_month(
    view: TimelineView,
    days: Sequence[CalendarDay],
    words: TimelineWords,
    tokens: Tokens,
    width: float,
    mirrored: bool = False,
) -> MonthLayout:
    """Return the calendar of the month that a view shows.

    Args:
        view: What is shown.
        days: Its days that hold something.
        words: The words of the timeline.
        tokens: The look; sizes follow its text size.
        width: Of the picture.
        mirrored: Whether a week runs from right to left.
    """
    plan = _Builder(view, days, words, tokens, width).build()
    if not mirrored:
        return plan
    mirror = Mirror(width, label_metrics(tokens))
    return replace(
        plan,
        items=tuple(map(mirror.item, plan.items)),
        cells=tuple(cell.mirrored(mirror) for cell in plan.cells),
        weekdays=tuple(map(mirror.label, plan.weekdays)),
        legend=tuple(entry.mirrored(mirror) for entry in plan.legend),
    )


class _Builder:
    """Works out one month."""

    def __init__(
        self,
        view: TimelineView,
        days: Sequence[CalendarDay],
        words: TimelineWords,
        tokens: Tokens,
        width: float,
    ) -> None:
        self._view = view
        self._held = {held.day: held for held in days}
        self._words = words
        self._day_words = CalendarDayWords(words)
        self._metrics = label_metrics(tokens)
        self._line = self._metrics.height()
        self._width = width
        self._week_start = QLocale().firstDayOfWeek().value
        self._cell_width = max(1.0, width - 2 * _EDGE) / _WEEKDAYS
        self._mark = _MARK * tokens.text_percent / 100
        self._sign = _SIGN * tokens.text_percent / 100
        self._has_crowd = any(len(held.moods) > MOST_PIECES for held in days)
        self._has_numbers = False
        lines = 3 if self._has_crowd else 2
        self._cell_height = 2 * _PAD + 2 * self._mark + lines * self._line + SPACE * 2
        self._top = _EDGE + self._line + SPACE * 2

    def build(self) -> MonthLayout:
        window = self._view.window
        days = [window.start + timedelta(days=n) for n in range(window.days)]
        cells = {day: self._cell(day) for day in days}
        held = [each for each in self._held.values() if each.day in cells]
        bottom = self._area(days[-1]).bottom()
        entries, end = legend(
            self._words,
            self._metrics,
            _EDGE,
            self._width - _EDGE,
            bottom + SPACE * 3,
            self._mark,
        )
        return MonthLayout(
            height=end + _EDGE,
            items=tuple(Item(each, each.day, cells[each.day].area) for each in held),
            places=tuple(self._place(each.day) for each in held),
            cells=tuple(cells.values()),
            weekdays=tuple(map(self._weekday, range(_WEEKDAYS))),
            legend=tuple(entries),
            mark=self._mark,
            sign=self._sign,
            has_crowd=self._has_crowd,
            has_numbers=self._has_numbers,
        )

    def _place(self, day: date) -> tuple[int, int]:
        return place_in_weeks(day, self._view.window.start, self._week_start)

    def _area(self, day: date) -> QRectF:
        row, column = self._place(day)
        left = _EDGE + column * self._cell_width
        return QRectF(
            left, self._top + row * self._cell_height, self._cell_width, self._cell_height
        ).adjusted(_GAP, _GAP, -_GAP, -_GAP)

    def _weekday(self, column: int) -> Label:
        number = (self._week_start - 1 + column) % _WEEKDAYS + 1
        room = self._cell_width - SPACE
        forms = (
            QLocale.FormatType.LongFormat,
            QLocale.FormatType.ShortFormat,
            QLocale.FormatType.NarrowFormat,
        )
        names = [QLocale().standaloneDayName(number, form) for form in forms]
        # One length for all: the longest name decides.
        text = names[-1]
        for form, name in zip(forms, names, strict=True):
            every = [QLocale().standaloneDayName(n, form) for n in range(1, _WEEKDAYS + 1)]
            if max(map(self._metrics.horizontalAdvance, every)) <= room:
                text = name
                break
        middle = _EDGE + (column + 0.5) * self._cell_width
        return self._centred(text, middle, _EDGE + self._metrics.ascent())

    def _cell(self, day: date) -> MonthCell:
        area = self._area(day)
        at = QPointF(area.left() + _PAD, area.top() + _PAD + self._metrics.ascent())
        number = Label(digits(day.day), at)
        cell = MonthCell(area, number, day == self._view.today)
        held = self._held.get(day)
        if held is None:
            return cell
        pieces, between, more = self._pieces(held, area)
        middle = area.top() + _PAD + self._line / 2
        x = area.right() - _PAD - self._sign
        session = moment = None
        if held.sessions:
            session = QPointF(x, middle - self._sign)
            x -= 2 * self._sign + SPACE
        if held.moments:
            reach = self._sign
            moment = QRectF(x - reach, middle - reach, 2 * reach, 2 * reach)
        return replace(
            cell, pieces=pieces, between=between, more=more, session=session, moment=moment
        )

    def _pieces(
        self, held: CalendarDay, area: QRectF
    ) -> tuple[tuple[Piece, ...], tuple[QLineF, ...], tuple[Label, ...]]:
        """Share the width of a day's cell evenly among its pieces."""
        values = held.pieces
        if not values:
            return (), (), ()
        inner = area.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        each = inner.width() / len(values)
        middles = [inner.left() + (n + 0.5) * each for n in range(len(values))]
        y = inner.top() + self._line + SPACE + self._mark
        below = y + self._mark + SPACE + self._metrics.ascent()
        texts = self._texts(values, each)
        reach = max(2.0, min(self._mark, each / 2 - 1.5))
        pieces = tuple(
            Piece(
                quick_mood(value),
                QPointF(x, y),
                reach,
                self._centred(text, x, below) if text else None,
            )
            for value, x, text in zip(values, middles, texts, strict=True)
        )
        if len(held.moods) > MOST_PIECES:
            middle = inner.center().x()
            count = self._day_words.in_all(len(held.moods))
            if self._metrics.horizontalAdvance(count) > inner.width():
                count = f"({digits(len(held.moods))})"
            at = below + self._line if any(texts) else below
            more = [self._centred(count, middle, at)]
            if self._metrics.horizontalAdvance("…") + SPACE <= each - 2 * reach:
                more.append(self._centred("…", middle, baseline(self._metrics, y)))
            return pieces, (), tuple(more)
        bottom = below + self._metrics.descent() if any(texts) else y + self._mark
        between = tuple(
            QLineF(x, y - self._mark, x, bottom)
            for x in (inner.left() + n * each for n in range(1, len(values)))
        )
        return pieces, between, ()

    def _texts(self, values: Sequence[int], room: float) -> Sequence[str]:
        """Return the words of pieces, or their numbers, or nothing, as there is room for all."""
        levels = [self._words.level(quick_mood(value)) for value in values]
        numbers = list(map(signed, values))
        for texts in (levels, numbers):
            widest = max(map(self._metrics.horizontalAdvance, texts))
            if widest <= room - (SPACE / 2 if len(values) > 1 else 0):
                self._has_numbers |= texts is numbers
                return texts
        return [""] * len(values)

    def _centred(self, text: str, middle: float, down: float) -> Label:
        return Label(text, QPointF(middle - self._metrics.horizontalAdvance(text) / 2, down))
