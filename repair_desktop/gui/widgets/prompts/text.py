"""Prompts answered in free words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from repair_desktop.core.answers import Answer, TextAnswer
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Prompt, PromptKind
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.growing_text import GrowingText
from repair_desktop.gui.widgets.prompts.base import PromptWidget
from repair_desktop.gui.widgets.prompts.starter import Starter
from repair_desktop.gui.widgets.words import words

_LINES = {PromptKind.TEXT: 2, PromptKind.LONG: 5}


class TextPrompt(PromptWidget):
    """Free words, with sentence starters for when none come."""

    def __init__(
        self,
        prompt: Prompt,
        name: TherapistName,
        starters: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(prompt, name, parent)
        self._text = GrowingText(_LINES[prompt.kind])
        self._text.setAccessibleName(self.question.text())
        self._text.textChanged.connect(self.tell)
        self._text.left.connect(self.left)
        self.add_input(self._text)
        if starters:
            self._add_starters(starters)

    def answer(self) -> Answer | None:
        """Return the words, or None when there are none."""
        text = self._text.words()
        return TextAnswer(text) if text else None

    def show_answer(self, answer: Answer | None) -> None:
        """Show words."""
        text = answer.text if isinstance(answer, TextAnswer) else ""
        if text != self._text.words():
            self._text.blockSignals(True)
            self._text.setPlainText(text)
            self._text.moveCursor(QTextCursor.MoveOperation.End)  # to carry on there
            self._text.blockSignals(False)

    def _add_starters(self, starters: Sequence[str]) -> None:
        row = QWidget()
        flow = FlowLayout(row, spacing=4)
        flow.addWidget(words(self.tr("Stuck? Try:"), "beside-buttons"))
        for starter in map(self.say, starters):
            button = Starter(starter)
            button.clicked.connect(lambda _=False, starter=starter: self._begin_with(starter))
            flow.addWidget(button)
        self.add_input(row)

    def _begin_with(self, starter: str) -> None:
        cursor = self._text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        before = self._text.words()
        gap = "" if not before or before[-1].isspace() else "\n"
        cursor.insertText(gap + starter.rstrip("…") + " ")
        self._text.setTextCursor(cursor)
        self._text.setFocus()
