"""Prompts that sort lines into columns, without any dragging."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from repair_desktop.core.answers import Answer, SortAnswer, SortedLine
from repair_desktop.core.ids import OptionId
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Option, Prompt
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.pressing import on_chosen, show_checked
from repair_desktop.gui.widgets.prompts.base import PromptWidget
from repair_desktop.gui.widgets.words import words

_NARROW = 14
"""Letters of a column below which columns stand under each other."""

_OUT = OptionId("")
"""Stands for the place of a line that was taken out; no column has this id."""


class SortPrompt(PromptWidget):
    """Each line has a named choice for every column; below, the columns as they are now."""

    def __init__(self, prompt: Prompt, name: TherapistName, parent: QWidget | None = None) -> None:
        super().__init__(prompt, name, parent)
        self._rows: dict[tuple[str, bool], _Row] = {}
        self._column_names = [(column.id, self.say(column.text)) for column in prompt.columns]
        area = QWidget()
        self._rows_area = QVBoxLayout(area)
        self._rows_area.setContentsMargins(0, 0, 0, 0)
        self.add_input(area)
        for option in prompt.options:
            self._add_row(option.id, self.say(option.text), own=False)
        self._own: _OwnLine | None = None
        if prompt.own_words:
            self._own = _OwnLine(self._column_names)
            self._own.typed.connect(self.tell)
            self._own.placed.connect(self._place_own)
            self.add_input(self._own)
        self._columns = {column.id: self._column(column) for column in prompt.columns}
        self.add_input(_Columns(list(self._columns.values())))
        self._summarise()

    def answer(self) -> Answer | None:
        """Return where each line lies, or None when none was moved or added."""
        lines = [
            SortedLine(line, row.column, own)
            for (line, own), row in self._rows.items()
            if row.column is not None or (own and not row.is_out)
        ]
        typed = self._own.text if self._own is not None else ""
        if typed and not any(line.own and line.line == typed for line in lines):
            lines.append(SortedLine(typed, None, own=True))
        return SortAnswer(tuple(lines)) if lines else None

    def show_answer(self, answer: Answer | None) -> None:
        """Show where lines lie."""
        lines = answer.lines if isinstance(answer, SortAnswer) else ()
        if self._own is not None:
            self._own.clear()
        for (_line, own), row in self._rows.items():
            row.choose(_OUT if own else None)
        for line in lines:
            # A starter line that this worksheet does not have any more is shown by its id.
            if (line.line, line.own) not in self._rows:
                self._add_row(line.line, line.line, line.own)
            self._rows[(line.line, line.own)].choose(line.column)
        self._summarise()

    def _column(self, column: Option) -> _Column:
        empty = dict(self.prompt.empty_column_note).get(column.id, self.tr("Nothing here."))
        return _Column(self.say(column.text), self.say(empty))

    def _add_row(self, line: str, text: str, own: bool) -> None:
        places = [*self._column_names, (None, self.tr("not sorted"))]
        if own:
            places.append((_OUT, self.tr("take it out")))
        row = _Row(text, places)
        row.moved.connect(self._moved)
        self._rows[(line, own)] = row
        self._rows_area.addWidget(row)

    def _place_own(self, text: str, column: OptionId | None) -> None:
        if (text, True) not in self._rows:
            self._add_row(text, text, own=True)
        self._rows[(text, True)].choose(column)
        self._moved()

    def _moved(self) -> None:
        self._summarise()
        self.tell()

    def _summarise(self) -> None:
        for column_id, column in self._columns.items():
            column.show_lines([row.text for row in self._rows.values() if row.column == column_id])


class _Row(QFrame):
    """A line and its choices.

    Signals:
        moved: The person put it somewhere.
    """

    moved = Signal()

    def __init__(self, text: str, places: Sequence[tuple[OptionId | None, str]]) -> None:
        super().__init__()
        self.text = text
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 4)
        lines.setSpacing(2)
        lines.addWidget(words(text))
        choices = QWidget()
        flow = FlowLayout(choices, spacing=4)
        lines.addWidget(choices)
        self._group = QButtonGroup(self)
        self._buttons: dict[OptionId | None, QRadioButton] = {}
        for place, label in places:
            button = QRadioButton(label.replace("&", "&&"))
            button.setAccessibleName(f"{text}: {label}")
            self._group.addButton(button)
            self._buttons[place] = button
            on_chosen(button, self.moved.emit)
            flow.addWidget(button)
        self.choose(None)

    @property
    def column(self) -> OptionId | None:
        """The column's id, or None."""
        return None if self.is_out else self._place

    @property
    def is_out(self) -> bool:
        """Whether the person took it out; until the row is gone it can be put back."""
        return self._place == _OUT

    def choose(self, place: OptionId | None) -> None:
        show_checked(self._buttons.get(place, self._buttons[None]), True)

    @property
    def _place(self) -> OptionId | None:
        return next(key for key, button in self._buttons.items() if button.isChecked())


class _OwnLine(QWidget):
    """A line of the person's own.

    Signals:
        typed: :attr:`text` is another now.
        placed: The line, and the id of the column it was put in, or None to decide later.
    """

    typed = Signal()
    placed = Signal(str, object)

    def __init__(self, columns: Sequence[tuple[OptionId, str]]) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("A line of your own"))
        self._field.setAccessibleName(self.tr("A line of your own"))
        self._field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self._field.textChanged.connect(self._typed)
        lines.addWidget(self._field)
        self._row = QWidget()
        flow = FlowLayout(self._row)
        flow.addWidget(words(self.tr("Put it in:"), "beside-buttons"))
        places = []
        for column, label in columns:
            button = QPushButton(label.replace("&", "&&"))
            button.setAccessibleName(self.tr("Put your line in: {column}").format(column=label))
            set_role(button, "secondary")
            button.clicked.connect(lambda _=False, column=column: self._place(column))
            flow.addWidget(button)
            places.append(button)
        later = QPushButton(self.tr("Decide later"))
        later.setAccessibleName(self.tr("Decide later where your line goes"))
        set_role(later, "quiet")
        later.clicked.connect(lambda: self._place(None))
        flow.addWidget(later)
        self._row.hide()
        lines.addWidget(self._row)
        self._field.returnPressed.connect(places[0].setFocus)
        self._text = ""

    @property
    def text(self) -> str:
        """The line that is typed and not put anywhere yet, without white space around it, or ""."""
        return self._text

    def clear(self) -> None:
        """Forget what is typed without telling anybody."""
        with QSignalBlocker(self._field):
            self._field.clear()
        self._text = ""
        self._row.hide()

    def _typed(self, typed: str) -> None:
        text = typed.strip()
        if text != self._text:
            self._text = text
            self._row.setVisible(bool(text))
            self.typed.emit()

    def _place(self, column: OptionId | None) -> None:
        text = self._text
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        if text:
            self.placed.emit(text, column)
        self.clear()


class _Columns(QWidget):
    """The columns side by side, or under each other where they would be narrow."""

    def __init__(self, columns: Sequence[QWidget]) -> None:
        super().__init__()
        self._count = max(1, len(columns))
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        for column in columns:
            self._layout.addWidget(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where there is too little room."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        narrow = self.width() / self._count < _NARROW * letter
        self._layout.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )


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
