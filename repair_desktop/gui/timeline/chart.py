"""The mood timeline, painted."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from repair_desktop.core.moods import Mood, quick_mood
from repair_desktop.core.timeline import Bucket, RuptureMoment
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.timeline.chart_layout import ChartLayout, Item, Key, key_of, lay_out
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.timeline_words import Shown, TimelineWords
from repair_desktop.gui.widgets.mood_words import LEVELS, draw_mark, mood_colour
from repair_desktop.gui.widgets.spoken import SpokenWidget

_LINE = 2.5  # the average
_HALO = 2.0  # around it, so that it stands off the bars
_FIRST_WIDTH = 400  # until a layout gives another


class TimelineChart(SpokenWidget):
    """Check-ins, their average and ruptures along the days.

    One stop for the Tab key. Left and Right go from one thing to the next, Home and End to the
    first and the last, Enter and Space open, Page Up and Page Down ask for other days.

    Signals:
        looked_at: The words of what is chosen or under the mouse; "" where that is nothing.
        chosen: Something else is chosen, or nothing is.
        laid_out: There is another :attr:`plan`.
        opened: A Mood, Bucket or RuptureMoment the person wants to look at.
        moved: -1 or +1: the person wants to see the days before or after.
    """

    looked_at = Signal(str)
    chosen = Signal()
    laid_out = Signal()
    opened = Signal(object)
    moved = Signal(int)

    def __init__(
        self, words: TimelineWords, theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(QAccessible.Role.Chart, parent)
        self._words = words
        self._theme = theme
        self._view: TimelineView | None = None
        self._layout: ChartLayout | None = None
        self._chosen: Key | None = None
        self._hovered: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._lay_out)

    # --- what is shown ----------------------------------------------------------------------

    def show_view(self, view: TimelineView) -> None:
        """Show other days. What was chosen stays chosen where it is still among them."""
        self._view = view
        self._lay_out()
        self._hovered = None
        self._tell()

    @property
    def plan(self) -> ChartLayout | None:
        """Where everything stands, or None before there is anything to show."""
        return self._layout

    @property
    def what(self) -> Shown | None:
        """What is chosen."""
        place = self._place()
        return None if place is None else self._items()[place].what

    @property
    def chosen_area(self) -> QRectF:
        """Where what is chosen stands; nothing when nothing is."""
        place = self._place()
        return QRectF() if place is None else self._items()[place].area

    def choose_from(self, day: date) -> None:
        """Choose the first thing of a day, or of the next one that has any."""
        later = (n for n, item in enumerate(self._items()) if item.when.date() >= day)
        place = next(later, None)
        if place is not None:
            self._choose(place)

    def spoken_value(self) -> str:
        """Return the words of what is chosen."""
        what = self.what
        return self.tr("Nothing is chosen.") if what is None else self._words.shown(what)

    def _items(self) -> tuple[Item, ...]:
        return self._layout.items if self._layout is not None else ()

    def _place(self) -> int | None:
        """Return the place of what is chosen."""
        if self._chosen is None:
            return None
        found = (n for n, item in enumerate(self._items()) if key_of(item.what) == self._chosen)
        return next(found, None)

    def _lay_out(self) -> None:
        if self._view is not None:
            metrics = QFontMetricsF(self._label_font())
            tokens = self._theme.tokens
            self._layout = lay_out(self._view, self._words, tokens, metrics, self.width())
            self.setFixedHeight(round(self._layout.height))
            self.laid_out.emit()
        self.update()

    def _label_font(self) -> QFont:
        font = QFont(self._theme.tokens.text_family)
        font.setPixelSize(self._theme.tokens.small_size)
        return font

    def sizeHint(self) -> QSize:
        """Ask for any width; the height follows from what is shown."""
        return QSize(_FIRST_WIDTH, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make use of the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    # --- what the person does ---------------------------------------------------------------

    def _choose(self, place: int) -> None:
        self._chosen = key_of(self._items()[place].what)
        self._hovered = None
        self._tell()
        self.say_value()
        self.update()

    def _tell(self) -> None:
        self.chosen.emit()
        self._tell_words()

    def _tell_words(self) -> None:
        place = self._place() if self._hovered is None else self._hovered
        what = None if place is None else self._items()[place].what
        self.looked_at.emit("" if what is None else self._words.shown(what))

    def _open(self) -> None:
        what = self.what
        if what is not None:
            self.opened.emit(what)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the time, open, or ask for other days."""
        # Left is earlier in every language: time is not mirrored.
        last, now = len(self._items()) - 1, self._place()
        target: int | None = None
        match event.key():
            case Qt.Key.Key_Left:
                target = last if now is None else now - 1
            case Qt.Key.Key_Right:
                target = 0 if now is None else now + 1
            case Qt.Key.Key_Home:
                target = 0
            case Qt.Key.Key_End:
                target = last
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._open()
                return
            case Qt.Key.Key_PageUp:
                self.moved.emit(-1)
                return
            case Qt.Key.Key_PageDown:
                self.moved.emit(1)
                return
            case _:
                super().keyPressEvent(event)
                return
        if last >= 0:
            self._choose(max(0, min(last, target)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the mouse."""
        self._hover(self._under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Say again what is chosen."""
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse."""
        place = self._under(event.position())
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self._choose(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the mouse."""
        if (
            event.button() is Qt.MouseButton.LeftButton
            and self._under(event.position()) is not None
        ):
            self._open()

    def _under(self, point: QPointF) -> int | None:
        return None if self._layout is None else self._layout.nearest(point)

    def _hover(self, place: int | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.setCursor(
                Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor
            )
            self._tell_words()
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is gone."""
        super().focusOutEvent(event)
        self.update()

    # --- painting ---------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint from the back to the front: lines, poles, check-ins, flags, rings."""
        if self._layout is None:
            return
        painter = QPainter(self)
        painter.setFont(self._label_font())
        self._paint_axes(painter, self._layout)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_poles(painter, self._layout)
        self._paint_check_ins(painter, self._layout)
        self._paint_flags(painter, self._layout)
        self._paint_rings(painter)
        painter.end()

    def _colour(self, name: str) -> QColor:
        return QColor(self._theme.tokens.colour(name))

    def _pen(self, name: str, width: float = 1.0) -> QPen:
        pen = QPen(self._colour(name), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def _paint_axes(self, painter: QPainter, plan: ChartLayout) -> None:
        painter.setPen(self._pen("line"))
        for level in plan.levels:
            painter.drawLine(
                QPointF(plan.plot.left(), level.y), QPointF(plan.plot.right(), level.y)
            )
        painter.setPen(self._pen("muted"))
        painter.drawLines(plan.tick_lines)
        for label in (*(level.label for level in plan.levels), *plan.ticks):
            painter.drawText(label.at, label.text)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for level in plan.levels:
            painter.setBrush(mood_colour(self._theme.tokens, level.mood.value))
            draw_mark(painter, level.mood, level.mark, self._theme.tokens.scaled(5))
        painter.restore()

    def _paint_poles(self, painter: QPainter, plan: ChartLayout) -> None:
        pen = self._pen("accent", self._theme.tokens.border)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLines([flag.pole for flag in plan.flags if flag.pole is not None])

    def _paint_check_ins(self, painter: QPainter, plan: ChartLayout) -> None:
        """Paint the average over bars, which it would vanish behind, and under single marks."""
        if plan.bar_days == 0:
            self._paint_average(painter, plan)
        self._paint_items(painter, plan)
        if plan.bar_days > 0:
            self._paint_average(painter, plan)

    def _paint_items(self, painter: QPainter, plan: ChartLayout) -> None:
        tokens = self._theme.tokens
        painter.setPen(self._pen("muted", tokens.border))
        colours = {level: mood_colour(tokens, level.value) for level in LEVELS}
        shades = QLinearGradient(0, plan.plot.bottom(), 0, plan.plot.top())
        for place, level in enumerate(LEVELS):
            shades.setColorAt(place / (len(LEVELS) - 1), colours[level])
        for item in plan.items:
            what, area = item.what, item.area
            if isinstance(what, Bucket) and what.low != what.high:
                painter.setBrush(shades)
                painter.drawRoundedRect(area, area.width() / 2, area.width() / 2)
            elif isinstance(what, Mood | Bucket):
                value = what.low if isinstance(what, Bucket) else what.pleasantness
                level = quick_mood(value)
                painter.setBrush(colours[level])
                draw_mark(painter, level, area.center(), area.width() / 2)

    def _paint_average(self, painter: QPainter, plan: ChartLayout) -> None:
        # Short lines on purpose: one long smooth line takes far longer to paint.
        for colour, width in (("surface", _LINE + 2 * _HALO), ("primary", _LINE)):
            painter.setPen(self._pen(colour, width))
            painter.drawLines(plan.average)

    def _paint_flags(self, painter: QPainter, plan: ChartLayout) -> None:
        tokens = self._theme.tokens
        accent = self._pen("accent", tokens.border + 1)
        for flag in plan.flags:
            painter.setPen(accent)
            painter.drawLine(flag.track)
            painter.setPen(self._pen("accent", tokens.border))
            painter.setBrush(self._colour("accent_soft"))
            painter.drawRoundedRect(flag.area, tokens.control_radius, tokens.control_radius)
            for label in (flag.label, *flag.states):
                painter.drawText(label.at, label.text)
        painter.setPen(accent)
        for item in plan.items:
            if isinstance(item.what, RuptureMoment):
                ended = item.what.state is not None and not item.what.state.is_open
                painter.setBrush(self._colour("accent" if ended else "surface"))
                painter.drawEllipse(item.area)

    def _paint_rings(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        thick = tokens.border + 1
        painter.setBrush(Qt.BrushStyle.NoBrush)
        colour = "focus" if self.hasFocus() else "ink"
        painter.setPen(self._pen(colour, thick))
        for place in {self._place(), self._hovered} - {None}:
            assert place is not None
            area = self._items()[place].area.adjusted(-SPACE, -SPACE, SPACE, SPACE)
            painter.drawRoundedRect(area, area.width() / 2, area.width() / 2)
        if self.hasFocus():
            half = thick / 2
            frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
            painter.drawRoundedRect(frame, tokens.control_radius, tokens.control_radius)
