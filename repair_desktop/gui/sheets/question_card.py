"""One question of a sheet that is being written."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.ids import OptionId, new_id
from repair_desktop.core.sheets import SheetPrompt
from repair_desktop.core.worksheets import Option, PromptKind
from repair_desktop.gui.sheets.sheet_view import KindWords
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.growing_text import GrowingText
from repair_desktop.gui.widgets.wheel import let_wheel_pass
from repair_desktop.gui.widgets.words import words
from repair_desktop.gui.widgets.wrapping_box import WrappingBox

_WITH_OPTIONS = frozenset({PromptKind.CHIPS, PromptKind.PICK, PromptKind.SORT})
_WITH_OWN_WORDS = _WITH_OPTIONS | {PromptKind.FEELINGS, PromptKind.NEEDS, PromptKind.BODY}


def short_id() -> str:
    """Return a fresh id for a question or an option; none is ever used again."""
    return new_id()[:12]


class Field(QWidget):
    """A label above a field for words.

    Signals:
        changed: Something else stands in it.
    """

    changed = Signal()

    def __init__(self, label: str, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self._label = words(label)
        self._text = GrowingText(lines)
        self._label.setBuddy(self._text)
        column.addWidget(self._label)
        column.addWidget(self._text)
        self.name_after("")
        self.setFocusProxy(self._text)
        self._text.textChanged.connect(self.changed)

    @property
    def input(self) -> GrowingText:
        """What the person types in."""
        return self._text

    def name_after(self, where: str) -> None:
        """Tell a screen reader where the field stands, such as "Question 2"."""
        self._text.setAccessibleName(": ".join(filter(None, (where, self._label.text()))))

    def words(self) -> str:
        """Return the words exactly as typed."""
        return self._text.words()

    def show_words(self, text: str) -> None:
        """Show words without telling anybody."""
        self._text.blockSignals(True)
        self._text.setPlainText(text)
        self._text.blockSignals(False)


class QuestionCard(Card):
    """Fields for a question; which ones depends on its kind.

    Args:
        prompt: What is shown at first.

    Signals:
        changed: Something else stands in a field.
        moved: It is to go up (-1) or down (1).
        removed: It is to go.
    """

    changed = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, prompt: SheetPrompt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = prompt.id
        self._kind = prompt.kind
        self._title = words("", "question")
        self.lines.setSpacing(3 * SPACE)
        self.lines.addWidget(self._title)
        self._kinds = self._kind_box()
        self._question = self._field(self.tr("What do you ask?"), 2)
        self._helper = self._field(self.tr("A sentence under it, if you like"))
        self._options = self._field(self.tr("What can be chosen, one on each line"), 3)
        self._columns = self._field(self.tr("Where lines can be sorted to, one on each line"), 2)
        self._low = self._field(self.tr("What 0 means"))
        self._middle = self._field(self.tr("What 5 means, if you like"))
        self._high = self._field(self.tr("What 10 means"))
        self._own = WrappingBox(self.tr("They can add words of their own"))
        self._own.toggled.connect(self.changed)
        self.lines.addWidget(self._own)
        self.up = self._button(self.tr("Up"))
        self.down = self._button(self.tr("Down"))
        self._remove = self._button(self.tr("Remove"))
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self._remove.clicked.connect(self.removed)
        row = QWidget()
        flow = FlowLayout(row)
        for button in (self.up, self.down, self._remove):
            flow.addWidget(button)
        self.lines.addWidget(row)
        self._option_ids = _ids(prompt.options)
        self._column_ids = _ids(prompt.columns)
        self._show(prompt)

    # --- what stands in it ------------------------------------------------------------------

    def prompt(self) -> SheetPrompt:
        """Return the question as typed. What its kind has no use for is left out."""
        kind = self._kind
        slider = kind is PromptKind.SLIDER
        return SheetPrompt(
            id=self._id,
            kind=kind,
            question=self._question.words(),
            helper=self._helper.words(),
            options=_options(self._options, self._option_ids) if kind in _WITH_OPTIONS else (),
            columns=_options(self._columns, self._column_ids) if kind is PromptKind.SORT else (),
            own_words=kind in _WITH_OWN_WORDS and self._own.isChecked(),
            low_label=self._low.words() if slider else "",
            mid_label=self._middle.words() if slider else "",
            high_label=self._high.words() if slider else "",
        )

    def show_place(self, number: int, count: int) -> None:
        """Show which question it is, from 1, and whether it can be moved."""
        name = self.tr("Question {number} of {count}").format(number=number, count=count)
        self._title.setText(name)
        self.setAccessibleName(name)
        self._kinds.setAccessibleName(f"{name}: {self._kind_label.text()}")
        for field in self.fields().values():
            field.name_after(name)
        self._own.setAccessibleName(f"{name}: {self.tr('They can add words of their own')}")
        for button in (self.up, self.down, self._remove):
            button.setAccessibleName(f"{button.text()}: {name}")
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)

    def fields(self) -> Mapping[str, Field]:
        """Return each field by the name it has in a file."""
        return {
            "question": self._question,
            "helper": self._helper,
            "options": self._options,
            "columns": self._columns,
            "low": self._low,
            "middle": self._middle,
            "high": self._high,
        }

    # --- inside -----------------------------------------------------------------------------

    def _kind_box(self) -> QComboBox:
        self._kind_label = words(self.tr("How is it answered?"))
        box = QComboBox()
        self._kind_label.setBuddy(box)  # its own name is what it shows, on Linux
        names = KindWords(self)
        for kind in PromptKind:
            box.addItem(names.name(kind), kind)
        box.setCurrentIndex(box.findData(self._kind))
        box.currentIndexChanged.connect(self._change_kind)
        let_wheel_pass(box)
        self.lines.addWidget(self._kind_label)
        self.lines.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _field(self, label: str, lines: int = 1) -> Field:
        field = Field(label, lines)
        field.changed.connect(self.changed)
        self.lines.addWidget(field)
        return field

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)
        set_role(button, "quiet")
        return button

    def _show(self, prompt: SheetPrompt) -> None:
        self._question.show_words(prompt.question)
        self._helper.show_words(prompt.helper)
        self._options.show_words("\n".join(option.text for option in prompt.options))
        self._columns.show_words("\n".join(column.text for column in prompt.columns))
        self._low.show_words(prompt.low_label)
        self._middle.show_words(prompt.mid_label)
        self._high.show_words(prompt.high_label)
        self._own.blockSignals(True)
        self._own.setChecked(prompt.own_words)
        self._own.blockSignals(False)
        self._fit_kind()

    def _change_kind(self, index: int) -> None:
        self._kind = PromptKind(self._kinds.itemData(index))
        self._id = short_id()  # answers that were given under the old one have another form
        self._fit_kind()
        self.changed.emit()

    def _fit_kind(self) -> None:
        kind = self._kind
        self._options.setVisible(kind in _WITH_OPTIONS)
        self._columns.setVisible(kind is PromptKind.SORT)
        for field in (self._low, self._middle, self._high):
            field.setVisible(kind is PromptKind.SLIDER)
        self._own.setVisible(kind in _WITH_OWN_WORDS)


def _ids(options: tuple[Option, ...]) -> dict[str, OptionId]:
    return {option.text: option.id for option in options}


def _options(field: Field, ids: dict[str, OptionId]) -> tuple[Option, ...]:
    """Return each line that is not blank as an option; a text that was there keeps its id."""
    texts = dict.fromkeys(line.strip() for line in field.words().split("\n") if line.strip())
    return tuple(Option(ids.setdefault(text, OptionId(short_id())), text) for text in texts)
