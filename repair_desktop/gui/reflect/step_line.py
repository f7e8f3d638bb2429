"""The line of steps on top of a journey."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from repair_desktop.gui.reflect.journey_presenter import StepState
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.widgets.words import words

_RING = 26
_GAP = 6
_PAD = 5
_SCROLL_BAR = 14
_NAME_FLAGS = (
    Qt.AlignmentFlag.AlignHCenter.value
    | Qt.AlignmentFlag.AlignTop.value
    | Qt.TextFlag.TextWordWrap.value
)


class StepLine(QWidget):
    """Every step as a button that can be pressed in any order.

    Where the names do not fit, only the present step is named.

    Signals:
        chosen: The number of a step, from 0.
    """

    chosen = Signal(int)

    def __init__(
        self, names: Sequence[str], theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: list[_StepButton] = []
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(_GAP)
        row = QHBoxLayout()
        row.setSpacing(0)
        lines.addLayout(row)
        self._named = True
        self._present = words("", "small")
        lines.addWidget(self._present)
        for number, name in enumerate(names):
            button = _StepButton(number, name, theme)
            button.clicked.connect(lambda _=False, number=number: self.chosen.emit(number))
            self._buttons.append(button)
            row.addWidget(button, 1)
        self.setAccessibleName(self.tr("Steps"))
        theme.changed.connect(self._fit)

    def show_states(self, current: int | None, states: Sequence[StepState]) -> None:
        """Show where the person is, and which steps were begun."""
        count = len(self._buttons)
        state_words = {
            StepState.BLANK: self.tr("left blank"),
            StepState.BEGUN: self.tr("begun"),
            StepState.HIDDEN: self.tr("set aside"),
        }
        for number, (button, state) in enumerate(zip(self._buttons, states, strict=True)):
            here = number == current
            name = self.tr("Step {number} of {count}, {name}, {state}").format(
                number=number + 1, count=count, name=button.name, state=state_words[state]
            )
            button.setAccessibleName(f"{name}, {self.tr('you are here')}" if here else name)
            button.setToolTip(button.name)
            button.show_state(state, here)
        self._present.setText(
            ""
            if current is None
            else self.tr("Step {number} of {count}: {name}").format(
                number=current + 1, count=count, name=self._buttons[current].name
            )
        )
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show names only where all of them fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        count = max(1, len(self._buttons))
        room = self.width() // count - 2 * _PAD
        # Names make the page longer, and a scroll bar makes it narrower: once hidden, they come
        # back only where they fit beside one, or they would come and go without end.
        room -= 0 if self._named else _SCROLL_BAR // count + 1
        fits = self._named = all(button.fits(room) for button in self._buttons)
        for button in self._buttons:
            button.show_name(fits)
        self._present.setVisible(bool(self._present.text()) and not fits)


class _StepButton(QPushButton):
    """A ring with a number or a tick, and the step's name below where there is room."""

    def __init__(self, number: int, name: str, theme: ThemeController) -> None:
        super().__init__()
        self.name = name
        self._number = number
        self._theme = theme
        self._state = StepState.BLANK
        self._here = False
        self._shows_name = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: StepState, here: bool) -> None:
        self._state = state
        self._here = here
        self.update()

    def show_name(self, shown: bool) -> None:
        self._shows_name = shown
        self.updateGeometry()
        self.update()

    def fits(self, room: int) -> bool:
        """Tell whether the name fits into two lines of ``room`` pixels."""
        font = self.font()
        font.setPixelSize(self._theme.tokens.small_size)
        font.setBold(True)
        bounds = QFontMetrics(font).boundingRect(QRect(0, 0, room, 1000), _NAME_FLAGS, self.name)
        return bounds.width() <= room and bounds.height() <= self._name_height()

    def _name_height(self) -> int:
        return round(self._theme.tokens.small_size * 2.7)

    def sizeHint(self) -> QSize:
        """Return room for ring and name."""
        height = self._ring() + 2 * _PAD
        if self._shows_name:
            height += _GAP + self._name_height()
        return QSize(self._ring() + 2 * _PAD, height)

    def minimumSizeHint(self) -> QSize:
        """Return the same: it can be no smaller."""
        return self.sizeHint()

    def _ring(self) -> int:
        return self._theme.tokens.scaled(_RING)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the line, the ring, what is in it, the name, and the focus."""
        tokens = self._theme.tokens
        colours = tokens.colours
        ring = self._ring()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF((self.width() - ring) / 2, _PAD, ring, ring)
        middle = circle.center()
        painter.setPen(QPen(QColor(colours.control), 2))
        first, last = self._number == 0, self._is_last()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            first, last = last, first
        if not first:
            painter.drawLine(QPointF(0, middle.y()), QPointF(circle.left(), middle.y()))
        if not last:
            painter.drawLine(QPointF(circle.right(), middle.y()), QPointF(self.width(), middle.y()))

        begun = self._state is StepState.BEGUN
        fill = colours.primary if begun else colours.primary_soft if self._here else colours.surface
        edge = colours.primary if begun or self._here else colours.control
        painter.setBrush(QColor(fill))
        painter.setPen(QPen(QColor(edge), 3 if self._here else 2))
        painter.drawEllipse(circle)
        painter.setPen(QColor(colours.on_primary if begun else colours.ink))
        font = self.font()
        font.setPixelSize(tokens.small_size)
        font.setBold(True)
        painter.setFont(font)
        if begun:
            self._draw_tick(painter, circle, colours.on_primary)
        else:
            sign = "–" if self._state is StepState.HIDDEN else str(self._number + 1)
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, sign)
        if self._shows_name:
            font.setBold(self._here)
            painter.setFont(font)
            painter.setPen(QColor(colours.ink if self._here else colours.muted))
            below = QRectF(
                _PAD, circle.bottom() + _GAP, self.width() - 2 * _PAD, self._name_height()
            )
            painter.drawText(below, _NAME_FLAGS, self.name)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 1, -2, -1), 8, 8)
        painter.end()

    def _is_last(self) -> bool:
        parent = self.parentWidget()
        return parent is not None and parent.findChildren(_StepButton)[-1] is self

    def _draw_tick(self, painter: QPainter, circle: QRectF, colour: str) -> None:
        pen = QPen(QColor(colour), circle.width() / 11, Qt.PenStyle.SolidLine)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        unit = circle.width() / 12
        middle = circle.center()
        painter.drawLine(
            QPointF(middle.x() - 2.6 * unit, middle.y()),
            QPointF(middle.x() - 0.7 * unit, middle.y() + 2 * unit),
        )
        painter.drawLine(
            QPointF(middle.x() - 0.7 * unit, middle.y() + 2 * unit),
            QPointF(middle.x() + 2.8 * unit, middle.y() - 2 * unit),
        )
