"""Prompts answered in free words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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

RECALLED_LETTERS = 240
"""How much of an earlier answer is shown; all of it is taken in."""


class TextPrompt(PromptWidget):
    """Free words, with sentence starters for when none come, and what was written elsewhere."""

    def __init__(
        self,
        prompt: Prompt,
        name: TherapistName,
        starters: Sequence[str] = (),
        recalled: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(prompt, name, parent)
        self._text = GrowingText(_LINES[prompt.kind])
        self._text.setAccessibleName(self.question.text())
        self._text.textChanged.connect(self.tell)
        self._text.left.connect(self.left)
        self.add_input(self._text)
        if recalled:
            texts = [(_one_line(text), text) for text in recalled]
            self._add_row(self.tr("You wrote earlier:"), texts, self._take_in)
        if starters:
            texts = [(text, text) for text in map(self.say, starters)]
            self._add_row(self.tr("Stuck? Try:"), texts, self._begin_with)

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

    def _add_row(
        self, label: str, texts: Sequence[tuple[str, str]], act: Callable[[str], None]
    ) -> None:
        """Add buttons: what each shows, and what ``act`` gets when it is pressed."""
        row = QWidget()
        flow = FlowLayout(row, spacing=4)
        flow.addWidget(words(label, "beside-buttons"))
        for shown, text in texts:
            button = Starter(shown)
            button.clicked.connect(lambda _=False, text=text: act(text))
            flow.addWidget(button)
        self.add_input(row)

    def _begin_with(self, starter: str) -> None:
        self._take_in(starter.rstrip("…") + " ")

    def _take_in(self, text: str) -> None:
        """Write a text at the end, on a line of its own."""
        cursor = self._text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        before = self._text.words()
        gap = "" if not before or before[-1].isspace() else "\n"
        cursor.insertText(gap + text)
        self._text.setTextCursor(cursor)
        self._text.setFocus()


def _one_line(text: str) -> str:
    """Return an earlier answer as a button shows it."""
    line = " ".join(text[: 4 * RECALLED_LETTERS].split())
    return line if len(line) <= RECALLED_LETTERS else line[: RECALLED_LETTERS - 1] + "…"
