"""What every prompt shows around its input: question, helper, notes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QRadioButton, QVBoxLayout, QWidget

from repair_desktop.core.answers import Answer, ScaleAnswer
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Answers, Prompt
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.words import words


class PromptWidget(QWidget):
    """A question and its input.

    Signals:
        changed: The new answer, or None when it says nothing.
        left: The focus left the input; a good moment to save.
        action_requested: The name of something a band offers, such as ``"steady"``.
        page_requested: The id of a help page a note offers.
        worksheet_requested: The id of a worksheet a note offers.
    """

    changed = Signal(object)
    left = Signal()
    action_requested = Signal(str)
    page_requested = Signal(str)
    worksheet_requested = Signal(str)

    def __init__(self, prompt: Prompt, name: TherapistName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prompt = prompt
        self._name = name
        self._earlier: int | None = None
        self._in_other_entries: Sequence[Answer] = ()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.question = words(self.say(prompt.question), "question", self)
        self._lines.addWidget(self.question)
        if prompt.warning:
            self._lines.addWidget(words(self.say(prompt.warning), "warning"))
        if prompt.helper:
            self._lines.addWidget(words(self.say(prompt.helper), "helper"))
        if prompt.example:
            example = self.tr("Example: {example}").format(example=prompt.example)
            self._lines.addWidget(words(self.say(example), "helper"))
        self._recall = words("", "note")
        self._recall.hide()
        self._lines.addWidget(self._recall)
        self._input = QVBoxLayout()
        self._lines.addLayout(self._input)
        self._said = _Said(self)
        self._lines.addWidget(self._said)
        self.setAccessibleName(self.question.text())

    # --- what kinds give --------------------------------------------------------------------

    @abstractmethod
    def answer(self) -> Answer | None:
        """Return the answer, or None when there is none."""

    @abstractmethod
    def show_answer(self, answer: Answer | None) -> None:
        """Show an answer without telling anybody."""

    def take_typed(self) -> None:
        """Make what stands half entered in the input a part of the answer, where that is clear."""

    # --- for kinds --------------------------------------------------------------------------

    def say(self, text: str) -> str:
        """Return ``text`` with the therapist's name in it."""
        return fill(text, self._name)

    def add_input(self, widget: QWidget) -> None:
        """Put the input in its place."""
        self._input.addWidget(widget)

    def tell(self) -> None:
        """Tell that the answer changed, and show what depends on it."""
        answer = self.answer()
        self._comment(answer)
        self.changed.emit(answer)

    # --- for pages --------------------------------------------------------------------------

    def first_field(self) -> QWidget | None:
        """Return the control in which the answer begins, or None while nothing is asked."""
        if self.isHidden():
            return None
        inputs = [self._input.itemAt(place) for place in range(self._input.count())]
        widgets = [item.widget() for item in inputs if item is not None]
        fields = [
            field
            for widget in widgets
            if widget is not None
            for field in (widget, *widget.findChildren(QWidget))
        ]
        for field in fields:
            takes = field.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes and field.isEnabled() and field.isVisibleTo(self):
                group = field.group() if isinstance(field, QRadioButton) else None
                return group.checkedButton() if group is not None else field
        return None

    def set_earlier(self, answers: Sequence[Answer]) -> None:
        """Take in what was answered here in other entries on the same rupture."""
        self._in_other_entries = answers

    def set_answer(self, answer: Answer | None) -> None:
        """Show an answer, and what depends on it, without telling anybody."""
        self.show_answer(answer)
        self._comment(answer, aloud=False)

    def set_context(self, answers: Answers) -> None:
        """Show what depends on other answers: the earlier mark of a scale."""
        compare = self.prompt.compare
        earlier = answers.get(compare.with_prompt) if compare else None
        if compare is None:
            return
        self._earlier = earlier.value if isinstance(earlier, ScaleAnswer) else None
        recall = self.say(compare.recall).replace("{value}", str(self._earlier))
        self._recall.setText(recall)
        self._recall.setVisible(bool(recall) and self._earlier is not None)
        self._comment(self.answer(), aloud=False)

    def _comment(self, answer: Answer | None, aloud: bool = True) -> None:
        """Say what the worksheet says about an answer like this."""
        said: list[str] = []
        actions: list[tuple[str, str]] = []
        if isinstance(answer, ScaleAnswer):
            said += [text for text in (self._comparison(answer.value),) if text]
            for band in self.prompt.bands:
                if band.low <= answer.value <= band.high:
                    said.append(self.say(band.text))
                    actions += [(action, "") for action in band.actions]
        for note in self.prompt.notes_for(answer, self._in_other_entries):
            said.append(self.say(note.text))
            actions += [(action, "") for action in note.actions]
            if note.begin is not None:
                actions.append(("begin", note.begin))
            if note.page:
                actions.append(("page", note.page))
        new = "\n".join(said)
        if new != self._said.text:
            self._said.show_words(new, self._buttons(actions))
            if new and aloud:
                announce(self, new)

    def _comparison(self, value: int) -> str:
        compare = self.prompt.compare
        if compare is None or self._earlier is None:
            return ""
        if value == self._earlier:
            return compare.same
        return compare.lower if value < self._earlier else compare.higher

    def _buttons(self, actions: list[tuple[str, str]]) -> list[QPushButton]:
        labels = {
            "help": self.tr("See who I can contact"),
            "steady": self.tr("Steady me first"),
            "go_on": self.tr("Keep going"),
            "later": self.tr("Come back later"),
            "card": self.tr("Card for the session"),
            "lock": self.tr("Choose its passphrase…"),
            "page": self.tr("Who can help"),
            "begin": self.tr("Begin"),
        }
        signals = {"page": self.page_requested, "begin": self.worksheet_requested}
        buttons = []
        for action, target in actions:
            signal, told = (signals[action], target) if target else (self.action_requested, action)
            button = QPushButton(labels[action])
            set_role(button, "secondary")
            button.clicked.connect(lambda _=False, signal=signal, told=told: signal.emit(told))
            buttons.append(button)
        return buttons


class _Said(QWidget):
    """A sentence under the input, and what it offers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = ""
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        self._words = words("", "note")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        lines.addWidget(self._words)
        self._row = QWidget()
        self._flow = FlowLayout(self._row)
        lines.addWidget(self._row)
        self.hide()

    def show_words(self, text: str, buttons: list[QPushButton]) -> None:
        self.text = text
        self._words.setText(text)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for button in buttons:
            self._flow.addWidget(button)
        self._row.setVisible(bool(buttons))
        self.setVisible(bool(text))
