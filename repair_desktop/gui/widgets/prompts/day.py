"""Prompts answered with a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QDateEdit, QPushButton, QWidget

from repair_desktop.core.answers import Answer, DateAnswer
from repair_desktop.core.errors import BadDate
from repair_desktop.core.times import Clock, check_past_day
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Prompt
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.dates import qdate
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.prompts.base import PromptWidget
from repair_desktop.gui.widgets.words import words

# Qt shows its special text for the smallest day; no person can choose it.
_BLANK = QDate(1752, 9, 14)


class DayPrompt(PromptWidget):
    """A day that can be left blank. A day that can not be gets a word, and is not kept."""

    def __init__(
        self, prompt: Prompt, name: TherapistName, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(prompt, name, parent)
        self._clock = clock
        row = QWidget()
        line = FlowLayout(row)
        self._field = QDateEdit()
        self._field.setCalendarPopup(True)
        self._field.setDisplayFormat(
            QLocale()
            .dateFormat(QLocale.FormatType.ShortFormat)
            .replace("yyyy", "yy")
            .replace("yy", "yyyy")
        )
        self._field.setMinimumDate(_BLANK)
        self._field.setSpecialValueText(self.tr("no day chosen"))
        self._field.setAccessibleName(self.question.text())
        self._field.setDate(_BLANK)
        self._field.dateChanged.connect(self._changed)
        line.addWidget(self._field)
        for text, days in ((self.tr("Today"), 0), (self.tr("Yesterday"), 1)):
            button = QPushButton(text)
            set_role(button, "secondary")
            button.clicked.connect(lambda _=False, days=days: self._choose(days))
            line.addWidget(button)
        self._clear = QPushButton(self.tr("Clear"))
        self._clear.setAccessibleName(self.tr("Clear the day"))
        set_role(self._clear, "quiet")
        self._clear.clicked.connect(lambda: self._field.setDate(_BLANK))
        line.addWidget(self._clear)
        self.add_input(row)
        self._fault = words("", "field-error")
        self._fault.hide()
        self.add_input(self._fault)

    def answer(self) -> Answer | None:
        """Return the day, or None when none or an impossible one is shown."""
        day = self._day()
        if day is None or self._fault_of(day):
            return None
        return DateAnswer(day)

    def show_answer(self, answer: Answer | None) -> None:
        """Show a day."""
        day = qdate(answer.day) if isinstance(answer, DateAnswer) else _BLANK
        self._field.blockSignals(True)
        self._field.setDate(day)
        self._field.blockSignals(False)
        self._fault.hide()

    def _choose(self, days_ago: int) -> None:
        today = self._clock.now().date()
        self._field.setDate(qdate(today).addDays(-days_ago))

    def _day(self) -> date | None:
        shown = self._field.date()
        return None if shown == _BLANK else date(shown.year(), shown.month(), shown.day())

    def _changed(self) -> None:
        day = self._day()
        fault = "" if day is None else self._fault_of(day)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if fault:
            announce(self, fault)
        self.tell()

    def _fault_of(self, day: date) -> str:
        try:
            check_past_day(day, self._clock.now().date())
        except BadDate as error:
            if error.facts["reason"] == "future":
                return self.tr("That day is still to come. Choose today or an earlier day.")
            return self.tr("That is too long ago. Choose a day from 1900 on.")
        return ""
