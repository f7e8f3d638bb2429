"""A number from 0 to 10 that can be left blank."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from repair_desktop.core.worksheets import SCALE_HIGH, SCALE_LOW

BLANK = SCALE_LOW - 1
"""The value of a box that was left blank; it shows a dash."""


class NumberBox(QSpinBox):
    """A number field of a scale, blank at first."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(BLANK, SCALE_HIGH)
        self.setSpecialValueText("–")
        self.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the answer."""
        event.ignore()
