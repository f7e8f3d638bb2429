"""What a sheet says and asks, to be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from repair_desktop.core.sheets import Sheet, SheetPrompt, shown
from repair_desktop.core.worksheets import PromptKind
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.words import words


class KindWords(QObject):
    """Plain words for how a question is answered."""

    def name(self, kind: PromptKind) -> str:
        """Return what the answer to a question of this kind is."""
        return {
            PromptKind.TEXT: self.tr("A few words"),
            PromptKind.LONG: self.tr("A longer text"),
            PromptKind.CHIPS: self.tr("Any number of choices"),
            PromptKind.PICK: self.tr("One choice"),
            PromptKind.SLIDER: self.tr("A number from 0 to 10"),
            PromptKind.FEELINGS: self.tr("Feelings from a list"),
            PromptKind.NEEDS: self.tr("Needs from a list"),
            PromptKind.BODY: self.tr("Places in the body from a list"),
            PromptKind.SORT: self.tr("Lines to sort"),
            PromptKind.DATE: self.tr("A day"),
        }[kind]


class SheetView(Card):
    """A sheet's words as plain text, whatever they hold, and without any field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = KindWords(self)

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show a sheet; None shows nothing."""
        while (item := self.lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(sheet is not None)
        if sheet is None:
            return
        self.setAccessibleName(sheet.title)
        sender = self.tr("It says it is from: {sender}").format(sender=sheet.sender)
        self._add_part([(sheet.title, "calm"), (sender, "")])
        for text, role in ((sheet.introduction, ""), (sheet.due, "note")):
            if text:
                self._add_part([(text, role)])
        count = len(sheet.prompts)
        for number, prompt in enumerate(sheet.prompts, start=1):
            place = self.tr("Question {number} of {count}").format(number=number, count=count)
            self._add_part(
                [
                    (place, "small"),
                    (prompt.question, "question"),
                    (prompt.helper, "helper"),
                    (self._answer(prompt), ""),
                ]
            )

    def _add_part(self, texts: Sequence[tuple[str, str]]) -> None:
        """Add texts with their roles, close to each other; those that are blank take no room."""
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        for text, role in texts:
            if text:
                lines.addWidget(words(shown(text), role))
        self.lines.addWidget(part)

    def _answer(self, prompt: SheetPrompt) -> str:
        """Return how a question is answered, and what there is to choose."""
        parts = [self._kinds.name(prompt.kind)]
        if prompt.kind is PromptKind.SLIDER:
            ends = [(0, prompt.low_label), (5, prompt.mid_label), (10, prompt.high_label)]
            parts += [f"{number}: {label}" for number, label in ends if label]
        parts += [f"– {option.text}" for option in prompt.options]
        if prompt.columns:
            parts.append(self.tr("To be sorted into:"))
            parts += [f"– {column.text}" for column in prompt.columns]
        if prompt.own_words:
            parts.append(self.tr("Words of your own can be added."))
        return "\n".join(parts)
