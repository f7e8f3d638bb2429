"""A field for a day that is typed or chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from repair_desktop.core.errors import BadDate
from repair_desktop.core.sessions import FURTHEST
from repair_desktop.core.times import EARLIEST, Clock
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.calendar import Calendar
from repair_desktop.gui.widgets.dates import number_form, qdate
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.words import words

CheckDay = Callable[[date, date], date]
"""Returns a day that can be, given today, or raises BadDate."""

_YEAR = 4
"""Digits of a year."""


class DayField(QWidget):
    """A day, or none.

    A plain field and not Qt's own for dates, which can not be blank. A day that can not be gets a
    word and is not taken; the one from before stays.

    Args:
        name: What it is for, for a screen reader.
        clock: Tells what day it is.
        check: Tells which days can be.
        near: Buttons: what each says, and how many days after today it stands for.

    Signals:
        changed: It is another day now, or none.
        entered: Enter was pressed in the field.
    """

    changed = Signal()
    entered = Signal()

    def __init__(
        self,
        name: str,
        clock: Clock,
        check: CheckDay,
        near: Sequence[tuple[str, int]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._clock = clock
        self._check = check
        self._day: date | None = None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        row = QWidget()
        line = FlowLayout(row)
        self._field = QLineEdit()
        self._field.setAccessibleName(name)
        example = self.tr("such as {day}").format(day=self._written(self._today()))
        self._field.setPlaceholderText(example)
        self._field.setAccessibleDescription(example)
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(self._typed)
        self._field.editingFinished.connect(self._left)
        self._field.returnPressed.connect(self.entered)
        line.addWidget(self._field)
        for text, days in near:
            button = self._button(text)
            button.clicked.connect(lambda _=False, days=days: self._choose(days))
            line.addWidget(button)
        calendar = self._button(self.tr("Calendar…"))
        calendar.clicked.connect(self._open_calendar)
        line.addWidget(calendar)
        self._below = calendar
        lines.addWidget(row)
        self._fault = words("", "field-error")
        self._fault.hide()
        lines.addWidget(self._fault)

    @property
    def day(self) -> date | None:
        """The day, or None where none is given."""
        return self._day

    @property
    def fault(self) -> str:
        """What is wrong with what stands there, or ""."""
        return self._fault.text()

    def show_day(self, day: date | None) -> None:
        """Show a day without telling anybody."""
        self._day = day
        self._field.blockSignals(True)
        self._field.setText("" if day is None else self._written(day))
        self._field.blockSignals(False)
        self._say_fault("")

    def take_typed(self) -> bool:
        """Look at what was typed, and say what is wrong with it; return whether it can be taken."""
        self._left()
        return not self.fault

    def take_keys(self) -> None:
        """Give the keys to the field."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()

    # --- typing -----------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        day = self._read(text)
        if day is not None:
            fault = self._fault_of(day)
            self._say_fault(fault)
            if not fault:
                self._take(day)
        elif not text.strip():
            self._say_fault("")
            self._take(None)
        else:
            self._say_fault("")  # perhaps half of a day; that is said when the field is left

    def _left(self) -> None:
        text = self._field.text()
        if text.strip() and self._read(text) is None:
            example = self._written(self._today())
            self._say_fault(
                self.tr("There is no such day. Write it like this: {day}").format(day=example)
            )

    def _take(self, day: date | None) -> None:
        if day != self._day:
            self._day = day
            self.changed.emit()

    def _read(self, text: str) -> date | None:
        """Return the day that is written there in full, with any signs between, or None."""
        numbers = re.findall(r"\d+", text)
        order = "yMd" if numbers and len(numbers[0]) == _YEAR else _order()
        if len(numbers) != len(order):
            return None
        found = dict(zip(order, numbers, strict=True))
        if len(found["y"]) != _YEAR:
            return None
        try:
            return date(int(found["y"]), int(found["M"]), int(found["d"]))
        except ValueError:
            return None

    def _written(self, day: date) -> str:
        return QLocale().toString(qdate(day), number_form())

    # --- choosing ---------------------------------------------------------------------------

    def _choose(self, days: int) -> None:
        self._field.setText(self._written(self._today() + timedelta(days=days)))

    def _open_calendar(self) -> None:
        """Show a month to choose from, with the day that is shown, or today."""
        menu = QMenu(self)
        calendar = Calendar()
        calendar.setAccessibleName(self._name)
        calendar.setDateRange(qdate(EARLIEST), qdate(self._last_day()))
        calendar.setSelectedDate(qdate(self._day or self._today()))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def take(chosen: QDate) -> None:
            menu.close()
            self._field.setText(self._written(date(chosen.year(), chosen.month(), chosen.day())))

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._below.mapToGlobal(self._below.rect().bottomLeft()))
        calendar.setFocus()

    # --- small things -----------------------------------------------------------------------

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        set_role(button, "secondary")
        return button

    def _today(self) -> date:
        return self._clock.now().date()

    def _last_day(self) -> date:
        """Return today, or the last day ahead that can be."""
        today = self._today()
        return today if self._fault_of(today + timedelta(days=1)) else today + FURTHEST

    def _say_fault(self, fault: str) -> None:
        if fault == self._fault.text():
            return
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if fault:
            announce(self, fault)

    def _fault_of(self, day: date) -> str:
        try:
            self._check(day, self._today())
        except BadDate as error:
            match error.facts["reason"]:
                case "future":
                    return self.tr("That day is still to come. Choose today or an earlier day.")
                case "too_far":
                    return self.tr("That is more than two years away. Look at the year.")
                case _:
                    return self.tr("That is too long ago. Choose a day from 1900 on.")
        return ""


def _order() -> str:
    """Return in which order day, month and year are written here."""
    return "".join(sorted("dMy", key=number_form().index))
