"""One small line: how the answers to one question went over time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from repair_desktop.core.worksheets import SCALE_HIGH, SCALE_LOW
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.dates import day_month_year
from repair_desktop.gui.widgets.small_line_layout import LineLayout, LinePoint, lay_out
from repair_desktop.gui.widgets.spoken import SpokenWidget
from repair_desktop.gui.widgets.words import words

_HEIGHT = 96
_MARK = 9
_LINE = 2.5
_CROWDED_LINE = 1.5
_NARROWEST = 120
_MOST_LEVELS = 5  # up to here each value has a line of its own


class SmallLine(QWidget):
    """The answers to one question over time, with the words of its two ends and a summary.

    One answer is no line yet: then the summary stands alone.

    It shows what was answered and judges nothing: no colour, no total, no average. Answers that
    follow each other are joined; where one was left blank there is a gap.

    The line itself is one stop for Tab. Left and Right go from answer to answer, Home and End to
    the first and the latest; each is said. Resting the mouse shows one too.

    Args:
        title: What was asked. It is the line's accessible name.
        ends: What the lowest and the highest value mean, such as ("Miles apart", "Side by side").
        theme: Its look.
        values: The lowest and the highest value.
    """

    def __init__(
        self,
        title: str,
        ends: tuple[str, str],
        theme: ThemeController,
        values: tuple[int, int] = (SCALE_LOW, SCALE_HIGH),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        low, high = ends
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        lines.addWidget(words(title, "question"))
        self._high = words(high, "small")
        lines.addWidget(self._high)
        self._plot = _Plot(title, values, theme)
        lines.addWidget(self._plot)
        # Below the plot: where these words need a second line, the plot stays under the mouse.
        below = QHBoxLayout()
        self._low = words(low, "small")
        self._shown = words("", "small")
        self._shown.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._plot.looked_at.connect(self._shown.setText)
        below.addWidget(self._low, 1)
        below.addWidget(self._shown, 1)
        lines.addLayout(below)
        self._summary = words("", "helper")
        lines.addWidget(self._summary)
        self.show_points(())

    def show_points(self, points: Sequence[LinePoint]) -> None:
        """Show other answers; a point without a value is a gap."""
        self._plot.show_points(points)
        summary = self._words(self._plot.points)
        self._summary.setText(summary)
        self._plot.setAccessibleDescription(summary)
        for part in (self._plot, self._high, self._shown, self._low):
            part.setVisible(len(self._plot.points) > 1)

    @property
    def summary(self) -> str:
        """The words that stand for the whole line."""
        return self._summary.text()

    def _words(self, points: Sequence[LinePoint]) -> str:
        if not points:
            return self.tr("No answers yet.")
        first, latest = points[0], points[-1]
        if len(points) == 1:
            return self.tr("One answer: {word}, {day}.").format(
                word=first.word, day=day_month_year(first.day)
            )
        return self.tr("First: {first}, {day}. Latest: {latest}, {later}. {count} answers.").format(
            first=first.word,
            day=day_month_year(first.day),
            latest=latest.word,
            later=day_month_year(latest.day),
            count=len(points),
        )


class _Plot(SpokenWidget):
    """The painted part.

    Signals:
        looked_at: The words of the answer that is chosen or under the mouse, or "".
    """

    looked_at = Signal(str)

    def __init__(self, name: str, values: tuple[int, int], theme: ThemeController) -> None:
        super().__init__(QAccessible.Role.Chart)
        self._values = values
        self._theme = theme
        self._points: Sequence[LinePoint] = ()
        self._plan = LineLayout()
        self._chosen: int | None = None
        self._hovered: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._follow_theme)

    def show_points(self, points: Sequence[LinePoint]) -> None:
        """Show other answers; none of them is chosen."""
        self._points = points
        self._chosen = self._hovered = None
        self._lay_out()
        self.looked_at.emit("")

    @property
    def points(self) -> Sequence[LinePoint]:
        """The answers that are shown, in the order of time."""
        return self._plan.points

    def spot(self, place: int) -> QPointF:
        """Return where an answer stands."""
        across, down = self._plan.spots[place]
        return QPointF(self._edge() + across, self._edge() + down)

    def spoken_value(self) -> str:
        """Return the words of what is chosen."""
        if self._chosen is None:
            return self.tr("Nothing is chosen.")
        return self._words(self._chosen)

    def _words(self, place: int) -> str:
        point = self._plan.points[place]
        day = day_month_year(point.day)
        return self.tr("{day}: {word}").format(day=day, word=point.word)

    # --- where things are -------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Ask for any width."""
        return QSize(_NARROWEST, self._theme.tokens.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return how far it can be narrowed."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make use of the width."""
        super().resizeEvent(event)
        self._lay_out()

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self._lay_out()

    def _mark(self) -> float:
        return self._theme.tokens.scaled(_MARK)

    def _edge(self) -> float:
        """Return what keeps a ring around a mark off the frame."""
        return self._mark() / 2 + SPACE * 3

    def _inside(self) -> QRectF:
        edge = self._edge()
        return QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _lay_out(self) -> None:
        inside = self._inside()
        size = (max(1.0, inside.width()), max(1.0, inside.height()))
        self._plan = lay_out(self._points, self._values, size, self._mark(), self._is_mirrored())
        self.update()

    # --- what the person does ---------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the answers, as they stand on the screen."""
        last, now = len(self._plan.points) - 1, self._chosen
        earlier, later = Qt.Key.Key_Left, Qt.Key.Key_Right
        if self._is_mirrored():
            earlier, later = later, earlier
        if event.key() == earlier:
            target = last if now is None else now - 1
        elif event.key() == later:
            target = 0 if now is None else now + 1
        elif event.key() == Qt.Key.Key_Home:
            target = 0
        elif event.key() == Qt.Key.Key_End:
            target = last
        else:
            super().keyPressEvent(event)
            return
        if last >= 0:
            self._choose(max(0, min(last, target)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is nearest."""
        place = self._under(event)
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self._choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is nearest."""
        self._hover(self._under(event))

    def leaveEvent(self, event: QEvent) -> None:
        """Show again what is chosen."""
        super().leaveEvent(event)
        self._hover(None)

    def changeEvent(self, event: QEvent) -> None:
        """Let time run the other way in a mirrored window."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is gone."""
        super().focusOutEvent(event)
        self.update()

    def _under(self, event: QMouseEvent) -> int | None:
        at = event.position() - QPointF(self._edge(), self._edge())
        return self._plan.nearest(at.x(), at.y())

    def _choose(self, place: int) -> None:
        self._chosen = place
        self._hovered = None
        self._tell()
        self.say_value()
        announce(self, self.spoken_value())

    def _hover(self, place: int | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self._tell()

    def _tell(self) -> None:
        place = self._chosen if self._hovered is None else self._hovered
        self.looked_at.emit("" if place is None else self._words(place))
        self.update()

    # --- painting ---------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint from the back to the front: levels, line, marks, rings."""
        painter = QPainter(self)
        levels = self._pen("line")
        levels.setStyle(Qt.PenStyle.DotLine)  # in high contrast a line of answers has its colour
        painter.setPen(levels)
        painter.drawLines(self._levels())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_marks = len(self._plan.marked) == len(self._plan.points)
        painter.setPen(self._pen("primary", _LINE if has_marks else _CROWDED_LINE))
        # Short pieces on purpose: one long smooth line takes far longer to paint.
        painter.drawLines(
            [QLineF(self.spot(first), self.spot(then)) for first, then in self._plan.joins]
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour("primary"))
        looked_at = {self._chosen, self._hovered} - {None}
        for place in {*self._plan.marked, *looked_at}:
            assert place is not None
            painter.drawEllipse(self.spot(place), self._mark() / 2, self._mark() / 2)
        self._paint_rings(painter)
        painter.end()

    def _levels(self) -> list[QLineF]:
        low, high = self._values
        each = high - low < _MOST_LEVELS
        shares = [n / (high - low) for n in range(high - low + 1)] if each else [0, 0.5, 1]
        inside = self._inside()
        downs = [round(inside.top() + share * inside.height()) for share in shares]
        edge = self._edge() / 2
        return [QLineF(edge, down, self.width() - edge, down) for down in downs]

    def _paint_rings(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        thick = tokens.border + 1
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._pen("focus" if self.hasFocus() else "ink", thick))
        reach = self._mark() / 2 + SPACE
        for place in {self._chosen, self._hovered} - {None}:
            assert place is not None
            painter.drawEllipse(self.spot(place), reach, reach)
        if self.hasFocus():
            half = thick / 2
            frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
            painter.drawRoundedRect(frame, tokens.control_radius, tokens.control_radius)

    def _colour(self, name: str) -> QColor:
        return QColor(self._theme.tokens.colour(name))

    def _pen(self, name: str, width: float = 1.0) -> QPen:
        pen = QPen(self._colour(name), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen
