"""A number of a scale that can be left blank."""

from __future__ import annotations

from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from repair_desktop.core.worksheets import SCALE_HIGH, SCALE_LOW

BLANK = SCALE_LOW - 1
"""The value of a box from 0 to 10 that was left blank; it shows a dash."""


class NumberBox(QSpinBox):
    """A number field of a scale, blank at first. Emptied, it is blank again.

    Its minimum, one below ``low``, is the value of a blank one.
    """

    def __init__(
        self,
        name: str,
        low: int = SCALE_LOW,
        high: int = SCALE_HIGH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setRange(low - 1, high)
        self.setValue(low - 1)
        self.setSpecialValueText("–")
        self.setAccessibleName(name)

    def valueFromText(self, text: str) -> int:
        """Return the number that is shown or typed."""
        typed = self._typed(text)
        return int(typed) if typed else self.minimum()

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Take either minus, and nothing at all."""
        typed = self._typed(text)
        if not typed:
            return QValidator.State.Acceptable, text, place
        return super().validate(typed, place)[0], text, place

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the answer."""
        event.ignore()

    def _typed(self, text: str) -> str:
        # A click leaves the dash of a blank field standing; what is typed comes after it.
        return text.replace(self.specialValueText(), "").replace("−", "-").strip()
