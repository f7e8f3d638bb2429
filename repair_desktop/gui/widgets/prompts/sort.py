"""Prompts that sort lines into columns, without any dragging."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from repair_desktop.core.answers import Answer, SortAnswer, SortedLine
from repair_desktop.core.ids import OptionId
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Prompt
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.prompts.base import PromptWidget
from repair_desktop.gui.widgets.words import words


class SortPrompt(PromptWidget):
    """Each line has a named choice for every column; below, the columns as they are now."""

    def __init__(self, prompt: Prompt, name: TherapistName, parent: QWidget | None = None) -> None:
        super().__init__(prompt, name, parent)
        self._rows: dict[tuple[str, bool], _Row] = {}
        self._lines_area = QVBoxLayout()
        area = QWidget()
        area.setLayout(self._lines_area)
        self._lines_area.setContentsMargins(0, 0, 0, 0)
        self.add_input(area)
        for option in prompt.options:
            self._add_row(option.id, self.say(option.text), own=False)
        if prompt.own_words:
            self._add_own_field()
        self._summary = QHBoxLayout()
        summary = QWidget()
        summary.setLayout(self._summary)
        self._summary.setContentsMargins(0, 0, 0, 0)
        self.add_input(summary)
        self._columns = {}
        for column in prompt.columns:
            card = _Column(self.say(column.text), self.say(self._empty_note(column.id)))
            self._columns[column.id] = card
            self._summary.addWidget(card, 1)
        self._summarise()

    def answer(self) -> Answer | None:
        """Return where each line lies, or None when none was moved."""
        lines = [
            SortedLine(line, OptionId(row.column), own)
            for (line, own), row in self._rows.items()
            if row.column is not None
        ]
        return SortAnswer(tuple(lines)) if lines else None

    def show_answer(self, answer: Answer | None) -> None:
        """Show where lines lie."""
        lines = answer.lines if isinstance(answer, SortAnswer) else ()
        for row in self._rows.values():
            row.choose(None)
        for line in lines:
            if (line.line, line.own) not in self._rows:
                self._add_row(line.line, line.line, own=True)
            self._rows[(line.line, line.own)].choose(line.column)
        self._summarise()

    def _empty_note(self, column: OptionId) -> str:
        return dict(self.prompt.empty_column_note).get(column, self.tr("Nothing here."))

    def _add_row(self, line: str, text: str, own: bool) -> None:
        columns = [(column.id, self.say(column.text)) for column in self.prompt.columns]
        row = _Row(text, columns, self.tr("not sorted"))
        row.moved = self._moved
        self._rows[(line, own)] = row
        self._lines_area.addWidget(row)

    def _add_own_field(self) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        self._own = QLineEdit()
        self._own.setPlaceholderText(self.tr("A line of your own"))
        self._own.setAccessibleName(self.tr("A line of your own"))
        self._own.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self._own.returnPressed.connect(self._add_own)
        add = QPushButton(self.tr("Add the line"))
        set_role(add, "secondary")
        add.clicked.connect(self._add_own)
        line.addWidget(self._own, 1)
        line.addWidget(add)
        self.add_input(row)

    def _add_own(self) -> None:
        text = self._own.text().strip()
        if text and (text, True) not in self._rows:
            self._add_row(text, text, own=True)
            self._rows[(text, True)].focus()
        self._own.clear()

    def _moved(self) -> None:
        self._summarise()
        self.tell()

    def _summarise(self) -> None:
        for column_id, column in self._columns.items():
            column.show_lines([row.text for row in self._rows.values() if row.column == column_id])


def _nobody() -> None:
    """Tell nobody."""


class _Row(QFrame):
    """A line and its choices."""

    def __init__(self, text: str, columns: list[tuple[OptionId, str]], nowhere: str) -> None:
        super().__init__()
        self.text = text
        self.moved: Callable[[], None] = _nobody
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 4)
        lines.setSpacing(2)
        lines.addWidget(words(text))
        choices = QWidget()
        flow = FlowLayout(choices, spacing=4)
        lines.addWidget(choices)
        self._group = QButtonGroup(self)
        self._buttons: dict[str | None, QRadioButton] = {}
        for column, label in [*columns, (None, nowhere)]:
            button = QRadioButton(label)
            button.setAccessibleName(f"{text}: {label}")
            self._group.addButton(button)
            self._buttons[column] = button
            flow.addWidget(button)
        self._buttons[None].setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.moved())

    @property
    def column(self) -> str | None:
        """The column's id, or None."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, column: str | None) -> None:
        self._buttons.get(column, self._buttons[None]).setChecked(True)

    def focus(self) -> None:
        next(iter(self._buttons.values())).setFocus()


class _Column(QFrame):
    """A column as it is now."""

    def __init__(self, title: str, empty: str) -> None:
        super().__init__()
        set_role(self, "notice")
        self._empty = empty
        lines = QVBoxLayout(self)
        lines.addWidget(words(title, "question"))
        self._words = words("")
        lines.addWidget(self._words)
        lines.addStretch(1)

    def show_lines(self, texts: list[str]) -> None:
        self._words.setText("\n".join(f"• {text}" for text in texts) if texts else self._empty)
        set_role(self._words, "" if texts else "helper")
