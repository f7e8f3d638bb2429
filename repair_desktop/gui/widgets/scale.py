"""A scale from 0 to 10, by slider or as a number, that can be left blank."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from repair_desktop.core.worksheets import SCALE_HIGH, SCALE_LOW
from repair_desktop.gui.theme.roles import set_role, set_state
from repair_desktop.gui.widgets.number_box import BLANK, NumberBox
from repair_desktop.gui.widgets.words import words

_MIDDLE = (SCALE_LOW + SCALE_HIGH) // 2


class Scale(QWidget):
    """A slider and a number field for the same value; None until the person touches one.

    Signals:
        changed: The new value, or None.
    """

    changed = Signal(object)

    def __init__(
        self, name: str, low: str, high: str, middle: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value: int | None = None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self._slider = _Slider(Qt.Orientation.Horizontal)
        self._slider.setRange(SCALE_LOW, SCALE_HIGH)
        self._slider.setPageStep(1)
        self._slider.setAccessibleName(name)
        self._slider.touched.connect(lambda: self._choose(self._slider.value()))
        self._slider.valueChanged.connect(self._choose)
        self._number = NumberBox(self.tr("{name}, as a number").format(name=name))
        self._number.valueChanged.connect(
            lambda value: self._choose(None if value == BLANK else value)
        )
        self._clear = QPushButton(self.tr("Clear"))
        self._clear.setAccessibleName(self.tr("Clear: {name}").format(name=name))
        set_role(self._clear, "quiet")
        self._clear.clicked.connect(lambda: self._choose(None))
        row.addWidget(self._slider, 1)
        row.addWidget(self._number)
        row.addWidget(self._clear)
        lines.addLayout(row)
        labels = QHBoxLayout()
        self._low = words(self._label(SCALE_LOW, low), "small")
        self._high = words(self._label(SCALE_HIGH, high), "small")
        self._high.setAlignment(Qt.AlignmentFlag.AlignRight)
        labels.addWidget(self._low, 1)
        if middle:
            self._middle = words(self._label(_MIDDLE, middle), "small")
            self._middle.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            labels.addWidget(self._middle, 1)
        labels.addWidget(self._high, 1)
        lines.addLayout(labels)
        anchors = [self._low.text(), *([self._middle.text()] if middle else []), self._high.text()]
        self._anchors = ", ".join(anchors)
        self._show()

    @property
    def value(self) -> int | None:
        """0 to 10, or None while it is blank."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show a value without telling anybody."""
        self._value = value
        self._show()

    def _choose(self, value: int | None) -> None:
        if value != self._value:
            self._value = value
            self._show()
            self.changed.emit(value)

    def _show(self) -> None:
        blank = self._value is None
        for control in (self._slider, self._number):
            control.blockSignals(True)
        self._slider.setValue(_MIDDLE if self._value is None else self._value)
        self._number.setValue(BLANK if self._value is None else self._value)
        for control in (self._slider, self._number):
            control.blockSignals(False)
        set_state(self._slider, "blank", blank)
        self._clear.setEnabled(not blank)
        state = self.tr("left blank") if blank else str(self._value)
        self._slider.setAccessibleDescription(f"{state}. {self._anchors}")

    @staticmethod
    def _label(value: int, text: str) -> str:
        return f"{value}  {text}" if text else str(value)


class _Slider(QSlider):
    """A slider that also tells when it is touched without moving, and leaves the wheel alone.

    Signals:
        touched: A key or the mouse chose the present value.
    """

    touched = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space and Enter as "this one"; everything else moves."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.touched.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the handle chooses its place."""
        super().mouseReleaseEvent(event)
        self.touched.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the answer."""
        event.ignore()
