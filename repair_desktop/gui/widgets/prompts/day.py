"""Prompts answered with a day."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from repair_desktop.core.answers import Answer, DateAnswer
from repair_desktop.core.times import Clock, check_past_day
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Prompt
from repair_desktop.gui.widgets.day_field import DayField
from repair_desktop.gui.widgets.prompts.base import PromptWidget


class DayPrompt(PromptWidget):
    """A day that is typed or chosen, and can be left blank."""

    def __init__(
        self, prompt: Prompt, name: TherapistName, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(prompt, name, parent)
        near = ((self.tr("Today"), 0), (self.tr("Yesterday"), -1))
        self._field = DayField(self.question.text(), clock, check_past_day, near)
        self._field.changed.connect(self.tell)
        self.add_input(self._field)

    def answer(self) -> Answer | None:
        """Return the day, or None when there is none."""
        day = self._field.day
        return None if day is None else DateAnswer(day)

    def show_answer(self, answer: Answer | None) -> None:
        """Show a day."""
        self._field.show_day(answer.day if isinstance(answer, DateAnswer) else None)
