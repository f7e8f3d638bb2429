"""The days of a month or of a year, painted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from repair_desktop.core.calendar_days import CalendarDay, calendar_days
from repair_desktop.core.moods import QuickMood
from repair_desktop.core.windows import Span
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import SPACE, Tokens
from repair_desktop.gui.timeline.calendar.month_layout import MonthCell, MonthLayout, lay_out_month
from repair_desktop.gui.timeline.calendar.words import CalendarDayWords
from repair_desktop.gui.timeline.calendar.year_layout import YearLayout, lay_out_year
from repair_desktop.gui.timeline.drawing.picture import Item, Picture, pen
from repair_desktop.gui.timeline.drawing.session_marks import paint_sessions
from repair_desktop.gui.timeline.drawing.stamps import Stamps
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.mood_words import draw_mark, mood_colour

_CORNER = 6.0


class CalendarPicture(Picture):
    """The calendar of a month, or a year in days.

    Left and Right go to the day before or after that holds something, Up and Down to the nearest
    one in the row above or below.
    """

    def __init__(
        self, words: TimelineWords, theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Calendar of moods"), theme, parent)
        self._stamps = Stamps()
        self._words = words
        self._day_words = CalendarDayWords(words)
        self._view: TimelineView | None = None
        self._days: Sequence[CalendarDay] = ()

    def show_view(self, view: TimelineView) -> None:
        """Show another month or year. A day that was chosen stays so where it is still there."""
        self._view = view
        self._days = calendar_days(view.part)
        self.show_anew()

    @property
    def days(self) -> Sequence[CalendarDay]:
        """The days that hold something, earliest first."""
        return self._days

    def words_of(self, what: CalendarDay) -> str:
        """Return all there is to say about a day."""
        assert self._view is not None
        return self._day_words.day(what, self._view.today)

    def plan_for(
        self, tokens: Tokens, width: float, mirrored: bool
    ) -> MonthLayout | YearLayout | None:
        """Return where everything stands."""
        view = self._view
        if view is None:
            return None
        lay_out = lay_out_year if view.choice.span is Span.YEAR else lay_out_month
        return lay_out(view, self._days, self._words, tokens, width, mirrored)

    def ring_of(self, item: Item, tokens: Tokens) -> tuple[QRectF, float]:
        """Return a frame around a day, with nothing between the two."""
        away = (tokens.border + 1) / 2 + 1
        return item.area.adjusted(-away, -away, away, away), _CORNER

    def target(self, key: int, now: int | None) -> int | None:
        """Return the place a key goes to; Up and Down stay under the same column."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.plan is not None:
            if now is None:
                return super().target(Qt.Key.Key_Right, None)
            return self._in_other_row(now, -1 if key == Qt.Key.Key_Up else 1)
        return super().target(key, now)

    def _in_other_row(self, now: int, step: int) -> int:
        """Return the nearest day of the next row that holds any, or the same day."""
        row, column = self.plan.places[now]
        rows = [other for other, _ in self.plan.places if (other - row) * step > 0]
        if not rows:
            return now
        next_row = min(rows, key=lambda other: abs(other - row))
        inside = [n for n, (other, _) in enumerate(self.plan.places) if other == next_row]
        return min(inside, key=lambda n: abs(self.plan.places[n][1] - column))

    # --- painting ---------------------------------------------------------------------------

    def paint_plan(self, painter: QPainter, plan: MonthLayout | YearLayout, tokens: Tokens) -> None:
        """Paint from the back to the front: frames, moods, signs, words."""
        if isinstance(plan, MonthLayout):
            _paint_month(painter, plan, self._stamps, tokens)
        else:
            _paint_year(painter, plan, self._stamps, tokens)


def sign_colour(tokens: Tokens, level: QuickMood) -> QColor:
    """Return the colour of a sign that stands on the colour of a mood: the one seen better."""
    on = mood_colour(tokens, level.value)
    colours = [QColor(tokens.colour(name)) for name in ("ink", "surface")]
    return max(colours, key=lambda colour: contrast(colour, on))


def contrast(one: QColor, other: QColor) -> float:
    """Return how much two colours differ, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- a month --------------------------------------------------------------------------------


def _paint_month(painter: QPainter, plan: MonthLayout, stamps: Stamps, tokens: Tokens) -> None:
    painter.setPen(pen(tokens, "muted"))
    for label in plan.weekdays:
        painter.drawText(label.at, label.text)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(tokens, "line"))
    for cell in plan.cells:
        if not cell.is_today:
            painter.drawRoundedRect(cell.area, _CORNER, _CORNER)
    painter.drawLines([line for cell in plan.cells for line in cell.between])
    for cell in plan.cells:
        _paint_cell_words(painter, cell, tokens)
    painter.setPen(pen(tokens, "muted", tokens.border))
    for cell in plan.cells:
        for piece in cell.pieces:
            painter.setBrush(mood_colour(tokens, piece.level.value))
            draw_mark(painter, piece.level, piece.middle, piece.reach)
    sessions = [cell.session for cell in plan.cells if cell.session is not None]
    paint_sessions(painter, sessions, plan.sign, stamps, tokens)
    _paint_moments(painter, [c.moment for c in plan.cells if c.moment], tokens)
    painter.setPen(pen(tokens, "muted", tokens.border))
    for entry in plan.legend:
        painter.setBrush(mood_colour(tokens, entry.level.value))
        draw_mark(painter, entry.level, entry.mark, plan.mark)
    for entry in plan.legend:
        painter.drawText(entry.label.at, entry.label.text)


def _paint_cell_words(painter: QPainter, cell: MonthCell, tokens: Tokens) -> None:
    if cell.is_today:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(tokens, "primary", tokens.border + 1))
        painter.drawRoundedRect(cell.area, _CORNER, _CORNER)
    painter.setPen(pen(tokens, "muted"))
    painter.drawText(cell.number.at, cell.number.text)
    painter.setPen(pen(tokens, "ink"))
    for piece in cell.pieces:
        if piece.label is not None:
            painter.drawText(piece.label.at, piece.label.text)
    for label in cell.more:
        painter.drawText(label.at, label.text)


# --- a year ---------------------------------------------------------------------------------


def _paint_year(painter: QPainter, plan: YearLayout, stamps: Stamps, tokens: Tokens) -> None:
    painter.setPen(pen(tokens, "muted"))
    for label in (*plan.months, *plan.days):
        painter.drawText(label.at, label.text)
    # Straight edges are sharper, and faster, without smoothing.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(tokens, "line"))
    painter.drawRects(plan.empty)
    painter.setPen(pen(tokens, "muted", tokens.border))
    reach = plan.mark + SPACE / 2
    for level, areas in plan.fills.items():
        painter.setBrush(mood_colour(tokens, level.value))
        painter.drawRects(areas)
    for entry in plan.legend:
        painter.setBrush(mood_colour(tokens, entry.level.value))
        painter.drawRect(_around(entry.mark, reach))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for level, marks in plan.signs.items():
        painter.setBrush(sign_colour(tokens, level))
        for mark in marks:
            painter.drawPolygon(mark)
    for entry in plan.legend:
        painter.setBrush(sign_colour(tokens, entry.level))
        draw_mark(painter, entry.level, entry.mark, plan.mark)
    if plan.today is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(tokens, "primary", tokens.border + 1))
        painter.drawRect(plan.today)
    paint_sessions(painter, plan.sessions, plan.sign, stamps, tokens)
    _paint_moments(painter, plan.moments, tokens)
    painter.setPen(pen(tokens, "muted"))
    for entry in plan.legend:
        painter.drawText(entry.label.at, entry.label.text)


# --- what both have -------------------------------------------------------------------------


def _paint_moments(painter: QPainter, areas: Iterable[QRectF], tokens: Tokens) -> None:
    painter.setPen(pen(tokens, "accent", tokens.border))
    painter.setBrush(QColor(tokens.colour("accent")))
    for area in areas:
        painter.drawEllipse(area)


def _around(middle: QPointF, reach: float) -> QRectF:
    return QRectF(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach)
