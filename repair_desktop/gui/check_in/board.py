"""The painted part of the mood grid."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from repair_desktop.core.moods import AXIS_HIGH, AXIS_LOW, quick_mood
from repair_desktop.gui.check_in.place_words import NOWHERE, Place, PlaceWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.mood_words import draw_mark, mood_colour, signed
from repair_desktop.gui.widgets.spoken import SpokenWidget

CELL = 34
"""A place's side at the usual text size, in logical pixels."""

SMALLEST_CELL = 24

_SIDE = AXIS_HIGH - AXIS_LOW + 1
_AXIS = range(AXIS_LOW, AXIS_HIGH + 1)
_STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Home: (-_SIDE, 0),
    Qt.Key.Key_End: (_SIDE, 0),
    Qt.Key.Key_PageUp: (0, _SIDE),
    Qt.Key.Key_PageDown: (0, -_SIDE),
}
_CHOOSE = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)
_TAKE_BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Board(SpokenWidget):
    """Nine by nine places: pleasantness across, energy up.

    One stop for the Tab key. Arrow keys, Home, End, Page Up and Page Down move over it, Space or
    Enter chooses, Delete takes the choice back; so does a click choose. Not mirrored: less
    pleasant stands at the left in every language, as on a number line.

    Signals:
        chosen: A :data:`Place`, both of it given.
        taken_back: The choice is to be none.
    """

    chosen = Signal(object)
    taken_back = Signal()

    def __init__(self, name: str, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(QAccessible.Role.Slider, parent)
        self._theme = theme
        self._words = PlaceWords(self)
        self._place = NOWHERE
        self._cursor = (0, 0)
        self._under_pointer: tuple[int, int] | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._follow_theme)
        self.show_place(NOWHERE)

    def show_place(self, place: Place) -> None:
        """Show a choice without telling anybody; a part of it may be missing."""
        self._place = place
        if place == NOWHERE and not self.hasFocus():
            self._cursor = (0, 0)
        across, up = self._cursor
        pleasantness, energy = place
        self._cursor = (
            across if pleasantness is None else pleasantness,
            up if energy is None else energy,
        )
        self._describe()

    def spoken_value(self) -> str:
        """Return the place the keys have reached, and what is chosen."""
        if self.hasFocus() and self._cursor != self._place:
            return self.tr("{place}, not chosen").format(place=self._words.place(self._cursor))
        return self._words.chosen(self._place)

    # --- what the person does ---------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, choose and take back."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if plain != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            across, up = _STEPS[key]
            self._move_to(_on_axis(self._cursor[0] + across), _on_axis(self._cursor[1] + up))
        elif key in _CHOOSE:
            self.chosen.emit(self._cursor)
        elif key in _TAKE_BACK:
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose."""
        place = self.place_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self.chosen.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would choose."""
        self._point_at(self.place_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Show it no more."""
        super().leaveEvent(event)
        self._point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say where the keys are."""
        super().focusInEvent(event)
        self._describe()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say what is chosen."""
        super().focusOutEvent(event)
        self._describe()

    def _move_to(self, pleasantness: int, energy: int) -> None:
        self._cursor = (pleasantness, energy)
        self._describe()
        announce(self, self.spoken_value())

    def _point_at(self, place: tuple[int, int] | None) -> None:
        if place != self._under_pointer:
            self._under_pointer = place
            self.update()

    def _describe(self) -> None:
        keys = self.tr("Arrow keys move, Space chooses, Delete takes back.")
        self.setAccessibleDescription(f"{self.spoken_value()}. {keys}")
        self.say_value()
        self.update()

    # --- where things are -------------------------------------------------------------------

    @property
    def gutter(self) -> int:
        """The room for numbers at the left, in logical pixels."""
        return self._number_size().width()

    def sizeHint(self) -> QSize:
        """Return the size at the wished cell."""
        return self._size(max(self._theme.tokens.scaled(CELL), self._smallest_cell()))

    def minimumSizeHint(self) -> QSize:
        """Return how far it can be narrowed."""
        return self._size(self._smallest_cell())

    def heightForWidth(self, width: int) -> int:
        """Return the height of a width."""
        return self._size(self._cell_in(width)).height()

    def place_at(self, point: QPoint) -> tuple[int, int] | None:
        """Return the place at a point, or None beside the board."""
        board = self._board()
        if not board.contains(point):
            return None
        offset = point - board.topLeft()
        cell = self._cell_in(self.width())
        return AXIS_LOW + offset.x() // cell, AXIS_HIGH - offset.y() // cell

    def rect_of(self, place: tuple[int, int]) -> QRect:
        """Return where a place is painted."""
        cell = self._cell_in(self.width())
        corner = QPoint((place[0] - AXIS_LOW) * cell, (AXIS_HIGH - place[1]) * cell)
        return QRect(self._board().topLeft() + corner, QSize(cell, cell))

    def _board(self) -> QRect:
        side = _SIDE * self._cell_in(self.width())
        return QRect(self.gutter, self._edge(), side, side)

    def _size(self, cell: int) -> QSize:
        side = _SIDE * cell + self._edge()
        return QSize(self.gutter + side, side + self._number_size().height())

    def _cell_in(self, width: int) -> int:
        most = (width - self.gutter - self._edge()) // _SIDE
        return max(self._smallest_cell(), min(self._theme.tokens.scaled(CELL), most))

    def _smallest_cell(self) -> int:
        return max(SMALLEST_CELL, self._number_size().width())

    def _edge(self) -> int:
        """Return the room the ring needs around the board."""
        return self._theme.tokens.border + 2

    def _number_size(self) -> QSize:
        metrics = QFontMetrics(self._number_font(bold=True))
        return QSize(metrics.horizontalAdvance(signed(AXIS_LOW)) + 8, metrics.lineSpacing() + 4)

    def _number_font(self, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._theme.tokens.small_size)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    # --- painting ---------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the board, its numbers, what is chosen, and where the keys are."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A painter takes the program's direction, and would turn −4 round.
        painter.setLayoutDirection(self.layoutDirection())
        self._draw_board(painter)
        self._draw_numbers(painter)
        self._draw_choice(painter)
        if self.hasFocus():
            self._draw_cursor(painter)
        painter.end()

    def _draw_board(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        colours = tokens.colours
        board = QRectF(self._board())
        middle = board.center()
        painter.setPen(QPen(QColor(colours.line), tokens.border))
        painter.drawLine(QPointF(board.left(), middle.y()), QPointF(board.right(), middle.y()))
        painter.drawLine(QPointF(middle.x(), board.top()), QPointF(middle.x(), board.bottom()))
        ring = tokens.border + 1 if self.hasFocus() else tokens.border
        edge = colours.focus if self.hasFocus() else colours.control
        painter.setPen(QPen(QColor(edge), ring))
        painter.drawRoundedRect(board, tokens.control_radius, tokens.control_radius)
        if self._under_pointer is not None:
            self._draw_cell(painter, self._under_pointer, colours.primary_soft, colours.control)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.control))
        dot = tokens.scaled(2.5)
        for pleasantness in _AXIS:
            for energy in _AXIS:
                centre = QRectF(self.rect_of((pleasantness, energy))).center()
                painter.drawEllipse(centre, dot, dot)

    def _draw_numbers(self, painter: QPainter) -> None:
        colours = self._theme.tokens.colours
        pleasantness, energy = self._place
        size = self._number_size()
        board = self._board()
        for value in _AXIS:
            across = self.rect_of((value, AXIS_LOW))
            below = QRect(across.left(), board.bottom() + 2, across.width(), size.height())
            up = self.rect_of((AXIS_LOW, value))
            beside = QRect(0, up.top(), self.gutter - 4, up.height())
            for where, chosen in ((below, value == pleasantness), (beside, value == energy)):
                side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                flags = side if where is beside else Qt.AlignmentFlag.AlignCenter
                painter.setFont(self._number_font(chosen))
                painter.setPen(QColor(colours.ink if chosen else colours.muted))
                painter.drawText(where, flags, signed(value))

    def _draw_choice(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        colours = tokens.colours
        pleasantness, energy = self._place
        if pleasantness is None and energy is None:
            return
        if pleasantness is None or energy is None:
            self._draw_band(painter)
            return
        self._draw_cell(painter, (pleasantness, energy), colours.primary_soft, colours.primary)
        painter.setPen(QPen(QColor(colours.muted), 1))
        painter.setBrush(mood_colour(tokens, pleasantness))
        where = QRectF(self.rect_of((pleasantness, energy)))
        draw_mark(painter, quick_mood(pleasantness), where.center(), where.width() * 0.28)

    def _draw_band(self, painter: QPainter) -> None:
        """Mark a column or a row: one of the two numbers is blank."""
        tokens = self._theme.tokens
        pleasantness, energy = self._place
        ends = [
            (end if pleasantness is None else pleasantness, end if energy is None else energy)
            for end in (AXIS_LOW, AXIS_HIGH)
        ]
        painter.setPen(QPen(QColor(tokens.colours.primary), 2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        band = QRectF(self.rect_of(ends[0]).united(self.rect_of(ends[1]))).adjusted(3, 3, -3, -3)
        painter.drawRoundedRect(band, tokens.control_radius, tokens.control_radius)

    def _draw_cell(self, painter: QPainter, place: tuple[int, int], fill: str, edge: str) -> None:
        radius = self._theme.tokens.control_radius
        painter.setPen(QPen(QColor(edge), self._theme.tokens.border + 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(self.rect_of(place)).adjusted(3, 3, -3, -3), radius, radius)

    def _draw_cursor(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.colours.focus), tokens.border + 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = tokens.control_radius
        painter.drawRoundedRect(QRectF(self.rect_of(self._cursor)), radius, radius)

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()


def _on_axis(value: int) -> int:
    return max(AXIS_LOW, min(AXIS_HIGH, value))
