"""The mood timeline along the days, painted."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from repair_desktop.core.timeline import RuptureMoment
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Tokens
from repair_desktop.gui.timeline.drawing.mood_scale import paint_levels
from repair_desktop.gui.timeline.drawing.picture import Picture, pen
from repair_desktop.gui.timeline.drawing.session_marks import paint_sessions
from repair_desktop.gui.timeline.drawing.stamps import Stamps
from repair_desktop.gui.timeline.over_time.glide import Glide
from repair_desktop.gui.timeline.over_time.layout import ChartLayout, lay_out, when_of
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.timeline_words import Shown, TimelineWords

_LINE = 2.5  # the average
_HALO = 2.0  # around it, so that it stands off the bars
_CLICK = 120  # what a wheel turns with one click
_STEP = 1.25  # how much of the days a click of the wheel, or a key, shows more or fewer
_DRAG = 6.0  # pixels from which on a press is no click any more


class TimelineChart(Picture):
    """Check-ins, their average, sessions and ruptures along the days.

    The wheel with Ctrl, two fingers, and the keys + and - show fewer or more days. Dragging, the
    wheel turned sideways, and Left and Right with Shift go to days before and after. A wheel that
    is turned without Ctrl scrolls the page, as everywhere.

    Signals:
        zoomed: Show this share of the days, and the day that stays where it is.
        panned: Show days this much later; earlier where it is negative.
    """

    zoomed = Signal(float, object)
    panned = Signal(int)

    def __init__(
        self, words: TimelineWords, theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Chart of the mood timeline"), theme, parent)
        self._words = words
        self._view: TimelineView | None = None
        self._pressed: QPointF | None = None
        self._stamps = Stamps()
        self._is_dragging = False
        self._dragged, self._rolled = Glide(), Glide()  # by the hand, and by the wheel
        self._pinched = 1.0
        self._turned = 0.0  # clicks of the wheel since the last whole one

    def show_view(self, view: TimelineView) -> None:
        """Show other days. What was chosen stays chosen where it is still among them."""
        self._view = view
        self.show_anew()

    def choose_from(self, day: date) -> None:
        """Choose the first thing of a day, or of the next one that has any."""
        later = (n for n, item in enumerate(self.items) if when_of(item.what).date() >= day)
        place = next(later, None)
        if place is not None:
            self.choose_place(place)

    def words_of(self, what: Shown) -> str:
        """Return all there is to say about something on the chart."""
        return self._words.shown(what)

    def plan_for(self, tokens: Tokens, width: float, mirrored: bool) -> ChartLayout | None:
        """Return where everything stands."""
        if self._view is None:
            return None
        return lay_out(self._view, self._words, tokens, width, mirrored)

    # --- other days -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show fewer, more, earlier or later days, or go along them."""
        key = event.key()
        with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoomed.emit(1 / _STEP, self._fixed_day())
        elif key == Qt.Key.Key_Minus:
            self.zoomed.emit(_STEP, self._fixed_day())
        elif with_shift and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._pull(self._stride() if key == Qt.Key.Key_Left else -self._stride())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Show fewer or more days with Ctrl, others when turned sideways; else let it pass."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turned += turn.y() / _CLICK
            steps = int(self._turned)  # fine wheels turn by less than one
            self._turned -= steps
            if steps:
                self.zoomed.emit(_STEP**-steps, self._day_at(event.position()))
        elif abs(turn.x()) > abs(turn.y()):
            clicks = turn.x() / _CLICK * self._stride() * self._day()
            self._pull(self._rolled.drag(event.pixelDelta().x() or clicks, self._day()))
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take two fingers on a touchpad that go apart or together."""
        zoom = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is zoom:
            self._pinch(event.value(), event.position())
            return True
        return super().event(event)

    def _pinch(self, by: float, at: QPointF) -> None:
        """Show fewer days where fingers went apart (``by`` above 0), once they moved far enough."""
        self._pinched *= 1 + max(-0.9, by)
        if not 1 / _STEP < self._pinched < _STEP:
            self.zoomed.emit(1 / self._pinched, self._day_at(at))
            self._pinched = 1.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse; a drag may begin."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the days along, or say what is under the mouse."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        moved = event.position().x() - self._pressed.x()
        if self._is_dragging or abs(moved) >= _DRAG:
            self._is_dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._pressed = event.position()
            self._pull(self._dragged.drag(moved, self._day()))
            self._stop_at_the_end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the days come to rest on whole ones."""
        super().mouseReleaseEvent(event)
        self._pressed = None
        if self._is_dragging:
            self._is_dragging = False
            self.unsetCursor()
            self._pull(self._dragged.settle(self._day()))
            self._show_shift()

    def _pull(self, days: int) -> None:
        """Ask for days so that these ones go to the right, or to the left where negative."""
        if days:
            self.panned.emit(days if self.is_mirrored else -days)

    def _stop_at_the_end(self) -> None:
        """Drag nothing along where there is nothing more to come from the other side."""
        view = self._view
        if view is not None:
            earlier = (self._dragged.offset > 0) is not self.is_mirrored
            if not (view.has_earlier if earlier else view.has_later):
                self._dragged.offset = 0.0
        self._show_shift()

    def _show_shift(self) -> None:
        self.shift = QPointF(self._dragged.offset, 0)
        self.update()

    def _stride(self) -> int:
        """Return how many days a key moves: an eighth of what is shown."""
        return max(1, self._view.window.days // 8) if self._view is not None else 1

    def _day(self) -> float:
        return max(0.01, self.plan.day) if self.plan is not None else 1.0

    def _day_at(self, point: QPointF) -> date:
        """Return the day at a point, or the nearest that is shown."""
        assert self._view is not None
        window, plot = self._view.window, self.plan.plot
        across = plot.right() - point.x() if self.is_mirrored else point.x() - plot.left()
        number = int(across / self._day())
        return window.start + timedelta(days=max(0, min(window.days - 1, number)))

    def _fixed_day(self) -> date:
        """Return the day that keys zoom around: the chosen one, or the middle."""
        assert self._view is not None
        window = self._view.window
        middle = window.start + timedelta(days=window.days // 2)
        return middle if self.what is None else max(window.start, when_of(self.what).date())

    # --- painting ---------------------------------------------------------------------------

    def paint_plan(self, painter: QPainter, plan: ChartLayout, tokens: Tokens) -> None:
        """Paint from the back to the front: lines, poles, check-ins, flags."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        paint_levels(painter, plan.levels, tokens)
        painter.save()
        if self.shift.x():
            # Only the days move; the words at the side stay.
            reach = tokens.scaled(6)
            room = QRectF(plan.plot.left(), 0, plan.plot.width(), plan.height)
            painter.setClipRect(room.adjusted(-reach, 0, reach, 0))
            painter.translate(self.shift)
        self._paint_ticks(painter, plan, tokens)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_sessions(painter, plan, tokens)
        self._paint_ranges(painter, plan, tokens)
        self._paint_poles(painter, plan, tokens)
        self._paint_check_ins(painter, plan, tokens)
        self._paint_flags(painter, plan, tokens)
        painter.restore()

    def _paint_ticks(self, painter: QPainter, plan: ChartLayout, tokens: Tokens) -> None:
        painter.setPen(pen(tokens, "muted"))
        painter.drawLines(plan.tick_lines)
        for label in plan.ticks:
            painter.drawText(label.at, label.text)

    def _paint_sessions(self, painter: QPainter, plan: ChartLayout, tokens: Tokens) -> None:
        """Paint them under the plot, smaller where there are many."""
        reach = tokens.scaled(4) if plan.bar_days == 0 else tokens.scaled(2.5)
        paint_sessions(painter, plan.sessions, reach, self._stamps, tokens)

    def _paint_ranges(self, painter: QPainter, plan: ChartLayout, tokens: Tokens) -> None:
        edge = pen(tokens, "control", tokens.border)
        edge.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(edge)
        painter.setBrush(pen(tokens, "primary_soft").color())
        for area in plan.ranges:
            painter.drawRoundedRect(area, tokens.control_radius, tokens.control_radius)

    def _paint_poles(self, painter: QPainter, plan: ChartLayout, tokens: Tokens) -> None:
        dashed = pen(tokens, "accent", tokens.border)
        dashed.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(dashed)
        painter.drawLines([flag.pole for flag in plan.flags if flag.pole is not None])

    def _paint_check_ins(self, painter: QPainter, plan: ChartLayout, tokens: Tokens) -> None:
        """Paint the average over bars, which it would vanish behind, and under single marks."""
        if plan.bar_days == 0:
            self._paint_average(painter, plan, tokens)
        for marks in (plan.marks, plan.beyond) if self.shift.x() else (plan.marks,):
            marks.paint(painter, plan.levels, self._stamps, tokens)
        if plan.bar_days > 0:
            self._paint_average(painter, plan, tokens)

    def _paint_average(self, painter: QPainter, plan: ChartLayout, tokens: Tokens) -> None:
        # Short lines with square ends on purpose: one long line takes fifty times as long to paint,
        # and round ends take five times as long.
        for colour, width in (("surface", _LINE + 2 * _HALO), ("primary", _LINE)):
            line = pen(tokens, colour, width)
            line.setCapStyle(Qt.PenCapStyle.SquareCap)
            painter.setPen(line)
            painter.drawLines(plan.average)

    def _paint_flags(self, painter: QPainter, plan: ChartLayout, tokens: Tokens) -> None:
        accent, radius = pen(tokens, "accent", tokens.border + 1), tokens.control_radius
        painter.setPen(accent)
        painter.drawLines([flag.track for flag in plan.flags])
        painter.setPen(pen(tokens, "accent", tokens.border))
        painter.setBrush(pen(tokens, "accent_soft").color())
        for flag in plan.flags:
            if not flag.area.isEmpty():
                painter.drawRoundedRect(flag.area, radius, radius)
                for label in (flag.label, *flag.states):
                    painter.drawText(label.at, label.text)
        painter.setPen(accent)
        filled, hollow = accent.color(), pen(tokens, "surface").color()
        for item in plan.items:
            if isinstance(item.what, RuptureMoment):
                ended = item.what.state is not None and not item.what.state.is_open
                painter.setBrush(filled if ended else hollow)
                painter.drawEllipse(item.area)
