"""The mood grid: pleasantness and energy, by place or as numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.moods import AXIS_HIGH, AXIS_LOW
from repair_desktop.gui.check_in.board import Board
from repair_desktop.gui.check_in.place_words import NOWHERE, Place
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP, SPACE
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.mood_words import signed
from repair_desktop.gui.widgets.number_box import NumberBox
from repair_desktop.gui.widgets.words import words

_BLANK = AXIS_LOW - 1


class MoodGrid(QWidget):
    """A board with two axes and two number fields for the same place; both can stay blank.

    Signals:
        changed: The new :data:`Place`; also when the person chose the present one again.
    """

    changed = Signal(object)

    def __init__(self, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = NOWHERE
        self.setAccessibleName(self.tr("Mood grid"))
        row = FlowLayout(self, spacing=GAP * 2)
        self._board = Board(self.tr("Mood grid"), theme)
        self._board.chosen.connect(self._choose)
        self._board.taken_back.connect(self._clear_all)
        row.addWidget(self._with_axes())
        numbers = QWidget()
        lines = QVBoxLayout(numbers)
        lines.setContentsMargins(0, 0, 0, 0)
        self._pleasantness = self._number(self.tr("Pleasantness"), lines)
        self._energy = self._number(self.tr("Energy"), lines)
        self._clear = QPushButton(self.tr("Clear"))
        self._clear.setAccessibleName(self.tr("Clear the mood"))
        set_role(self._clear, "quiet")
        self._clear.clicked.connect(self._begin_again)
        lines.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        row.addWidget(numbers)
        self.show_place(NOWHERE)

    @property
    def place(self) -> Place:
        """Pleasantness and energy."""
        return self._place

    def show_place(self, place: Place) -> None:
        """Show a place without telling anybody."""
        self._place = place
        self._board.show_place(place)
        for box, value in zip((self._pleasantness, self._energy), place, strict=True):
            box.blockSignals(True)
            box.setValue(_BLANK if value is None else value)
            box.blockSignals(False)
        self._clear.setEnabled(place != NOWHERE)

    # --- building ---------------------------------------------------------------------------

    def _with_axes(self) -> QWidget:
        area = QWidget()
        area.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        lines = QVBoxLayout(area)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        above, below = QHBoxLayout(), QHBoxLayout()
        self._axes = above, below
        above.addWidget(_axis_word(self.tr("high energy"), Qt.AlignmentFlag.AlignHCenter))
        lines.addLayout(above)
        lines.addWidget(self._board)
        for text, side in (
            (self.tr("unpleasant"), Qt.AlignmentFlag.AlignLeft),
            (self.tr("low energy"), Qt.AlignmentFlag.AlignHCenter),
            (self.tr("pleasant"), Qt.AlignmentFlag.AlignRight),
        ):
            below.addWidget(_axis_word(text, side), 1)
        lines.addLayout(below)
        self._theme.changed.connect(self._align_axes)
        self._align_axes()
        return area

    def _align_axes(self) -> None:
        """Put the words of the axes over and under the board, not its numbers."""
        for axis in self._axes:
            axis.setContentsMargins(self._board.gutter, 0, 0, 0)

    def _number(self, name: str, lines: QVBoxLayout) -> NumberBox:
        text = self.tr("{name}, {low} to {high}").format(
            name=name, low=signed(AXIS_LOW), high=signed(AXIS_HIGH)
        )
        box = _AxisBox(text)
        box.valueChanged.connect(lambda _: self._take_numbers())
        lines.addWidget(words(text, "small"))
        lines.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    # --- what the person does ---------------------------------------------------------------

    def _take_numbers(self) -> None:
        pleasantness, energy = (
            None if box.value() == _BLANK else box.value()
            for box in (self._pleasantness, self._energy)
        )
        self._choose((pleasantness, energy))

    def _begin_again(self) -> None:
        self._board.setFocus()  # the button is of no use now
        self._clear_all()

    def _clear_all(self) -> None:
        self._choose(NOWHERE)

    def _choose(self, place: Place) -> None:
        self.show_place(place)
        self.changed.emit(place)


class _AxisBox(NumberBox):
    """A number field of an axis, with a true minus sign."""

    def __init__(self, name: str) -> None:
        super().__init__(name, AXIS_LOW, AXIS_HIGH)

    def textFromValue(self, value: int) -> str:
        """Return a number as it is shown."""
        return signed(value)


def _axis_word(text: str, side: Qt.AlignmentFlag) -> QLabel:
    label = words(text, "small")
    label.setAlignment(side | Qt.AlignmentFlag.AlignTop)
    return label
