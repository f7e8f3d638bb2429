"""When a check-in was: now, or a date and a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QDateEdit, QTimeEdit, QVBoxLayout, QWidget

from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.calendar import Calendar
from repair_desktop.gui.widgets.dates import number_form, qdate
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.segments import Segments
from repair_desktop.gui.widgets.wheel import let_wheel_pass
from repair_desktop.gui.widgets.words import words

_NOW, _ANOTHER = 0, 1


class WhenField(QWidget):
    """Now, or another time with two fields. A kept check-in has the fields only.

    Args:
        now: Says what the clock on the wall says.

    Signals:
        changed: It is another moment now.
    """

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        self._choice = Segments(self.tr("When"), [self.tr("Now"), self.tr("Another time")])
        self._choice.chosen.connect(self._chose)
        lines.addWidget(self._choice)
        self._fields = QWidget()
        row = FlowLayout(self._fields)
        self._day, self._time = QDateEdit(), QTimeEdit()
        self._day.setCalendarPopup(True)
        self._day.setCalendarWidget(Calendar())
        self._day.setDisplayFormat(number_form())
        let_wheel_pass(self._day, self._time)
        self._day.setAccessibleName(self.tr("Date"))
        self._time.setAccessibleName(self.tr("Time"))
        for field in (self._day, self._time):
            field.setKeyboardTracking(False)  # half a year is no year
            row.addWidget(field)
        self._day.dateChanged.connect(lambda _: self.changed.emit())
        self._time.timeChanged.connect(lambda _: self.changed.emit())
        lines.addWidget(self._fields)
        self._fault = words("", "field-error")
        self._later = words(self.tr("Shown as “added later”."), "helper")
        lines.addWidget(self._fault)
        lines.addWidget(self._later)
        self.say("")

    @property
    def when(self) -> datetime | None:
        """What the clock on the wall said, to the minute; None for now."""
        if self._choice.place == _NOW:
            return None
        for field in (self._day, self._time):
            field.interpretText()
        day, time = self._day.date(), self._time.time()
        return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute())

    def show_when(self, when: datetime | None, kept: bool) -> None:
        """Show a moment without telling anybody."""
        self._choice.setVisible(not kept)
        self._choice.show_place(_NOW if when is None else _ANOTHER)
        self._set_fields(when or self._now())
        self._fields.setVisible(when is not None)
        self.say("")

    def say(self, fault: str, later: bool = False) -> None:
        """Say what is to be known about the moment.

        Args:
            fault: What is wrong with it, or "".
            later: Whether the check-in is shown as "added later".
        """
        if fault and fault != self._fault.text():
            announce(self._fault, fault, assertive=True)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self._later.setVisible(later)
        for field in (self._day, self._time):
            field.setAccessibleDescription(fault)

    def focus_fields(self) -> None:
        """Go to where the moment is entered."""
        self._day.setFocus()

    def _chose(self, place: int) -> None:
        another = place == _ANOTHER
        if another == self._fields.isHidden():
            self._set_fields(self._now())
            self._fields.setVisible(another)
            self.changed.emit()

    def _set_fields(self, when: datetime) -> None:
        for field in (self._day, self._time):
            field.blockSignals(True)
        self._day.setDate(qdate(when.date()))
        self._time.setTime(QTime(when.hour, when.minute))
        for field in (self._day, self._time):
            field.blockSignals(False)
