"""Prompts answered with a day."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget, QWidgetAction

from repair_desktop.core.answers import Answer, DateAnswer
from repair_desktop.core.errors import BadDate
from repair_desktop.core.times import EARLIEST, Clock, check_past_day
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Prompt
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.calendar import Calendar
from repair_desktop.gui.widgets.dates import number_form, qdate
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.prompts.base import PromptWidget
from repair_desktop.gui.widgets.words import words

_YEAR = 4
"""Digits of a year."""


class DayPrompt(PromptWidget):
    """A day that is typed or chosen, and can be left blank.

    A plain field and not Qt's own for dates, which can not be blank. A day that can not be gets a
    word and is not taken; the one from before stays.
    """

    def __init__(
        self, prompt: Prompt, name: TherapistName, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(prompt, name, parent)
        self._clock = clock
        self._day: date | None = None
        self._calendar: QMenu | None = None
        row = QWidget()
        line = FlowLayout(row)
        self._field = QLineEdit()
        self._field.setAccessibleName(self.question.text())
        example = self.tr("such as {day}").format(day=self._written(self._today()))
        self._field.setPlaceholderText(example)
        self._field.setAccessibleDescription(example)
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(self._typed)
        self._field.editingFinished.connect(self._left)
        line.addWidget(self._field)
        for text, days in ((self.tr("Today"), 0), (self.tr("Yesterday"), 1)):
            button = self._button(text)
            button.clicked.connect(lambda _=False, days=days: self._choose(days))
            line.addWidget(button)
        calendar = self._button(self.tr("Calendar…"))
        calendar.clicked.connect(self._open_calendar)
        line.addWidget(calendar)
        self._below = calendar
        self.add_input(row)
        self._fault = words("", "field-error")
        self._fault.hide()
        self.add_input(self._fault)

    def answer(self) -> Answer | None:
        """Return the day, or None when there is none."""
        return None if self._day is None else DateAnswer(self._day)

    def show_answer(self, answer: Answer | None) -> None:
        """Show a day."""
        self._day = answer.day if isinstance(answer, DateAnswer) else None
        self._field.blockSignals(True)
        self._field.setText("" if self._day is None else self._written(self._day))
        self._field.blockSignals(False)
        self._say_fault("")

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
            self.tell()

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

    def _choose(self, days_ago: int) -> None:
        self._field.setText(self._written(date.fromordinal(self._today().toordinal() - days_ago)))

    def _open_calendar(self) -> None:
        """Show a month to choose from, with the day that is shown, or today."""
        menu = QMenu(self)
        calendar = Calendar()
        calendar.setAccessibleName(self.question.text())
        calendar.setDateRange(qdate(EARLIEST), qdate(self._today()))
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

    def _say_fault(self, fault: str) -> None:
        if fault == self._fault.text():
            return
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if fault:
            announce(self, fault)

    def _fault_of(self, day: date) -> str:
        try:
            check_past_day(day, self._today())
        except BadDate as error:
            if error.facts["reason"] == "future":
                return self.tr("That day is still to come. Choose today or an earlier day.")
            return self.tr("That is too long ago. Choose a day from 1900 on.")
        return ""


def _order() -> str:
    """Return in which order day, month and year are written here."""
    return "".join(sorted("dMy", key=number_form().index))
