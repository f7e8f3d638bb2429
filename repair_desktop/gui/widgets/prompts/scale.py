"""Prompts answered with a number from 0 to 10."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from repair_desktop.core.answers import Answer, ScaleAnswer
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Prompt
from repair_desktop.gui.widgets.prompts.base import PromptWidget
from repair_desktop.gui.widgets.scale import Scale


class ScalePrompt(PromptWidget):
    """A scale that can be left blank."""

    def __init__(self, prompt: Prompt, name: TherapistName, parent: QWidget | None = None) -> None:
        super().__init__(prompt, name, parent)
        low, middle, high = map(self.say, (prompt.low_label, prompt.mid_label, prompt.high_label))
        self._scale = Scale(self.question.text(), low, high, middle)
        self._scale.changed.connect(self.tell)
        self.add_input(self._scale)

    def answer(self) -> Answer | None:
        """Return the number, or None while it is blank."""
        value = self._scale.value
        return None if value is None else ScaleAnswer(value)

    def show_answer(self, answer: Answer | None) -> None:
        """Show a number."""
        self._scale.set_value(answer.value if isinstance(answer, ScaleAnswer) else None)
