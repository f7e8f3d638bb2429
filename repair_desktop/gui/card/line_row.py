"""One line of a card: its switch, and its words while it is on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.card_view import CardLine
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.growing_text import GrowingText
from repair_desktop.gui.widgets.pressing import show_checked
from repair_desktop.gui.widgets.words import words
from repair_desktop.gui.widgets.wrapping_box import WrappingBox

MOST_LINES = 8
INDENT = 38
"""Of what belongs to a switch, in pixels."""


class LineRow(QWidget):
    """A switch with the name of a line, and below it the words, which can be changed there.

    Signals:
        switched: On or off.
        written: What stands in the field now.
        answers_wanted: The line is to say again what the answers give.
        arranged: Something came or went.
    """

    switched = Signal(bool)
    written = Signal(str)
    answers_wanted = Signal()
    arranged = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_hand = False
        self._line: CardLine | None = None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        self.box = WrappingBox(name)
        self.box.toggled.connect(self._switch)
        self.field = GrowingText(1, MOST_LINES)
        # Not the name of the box above it: who hears them one after the other could not tell.
        self.field.setAccessibleName(self.tr("Words: {line}").replace("{line}", name))
        self.field.textChanged.connect(self._tell)
        self._write = self._button(self.tr("Write this line"), name)
        self._write.clicked.connect(self._begin)
        self._empty = QWidget()
        row = FlowLayout(self._empty)
        row.addWidget(words(self.tr("Left blank."), "beside-buttons"))
        row.addWidget(self._write)
        self._back = self._button(self.tr("Back to my own answers"), name)
        self._back.clicked.connect(self._take_answers)
        lines.addWidget(self.box)
        under = QVBoxLayout()
        under.setContentsMargins(INDENT, 0, 0, 0)
        under.setSpacing(SPACE)
        for part in (self._empty, self.field):
            under.addWidget(part)
        self._hint = words("", "helper")
        under.addWidget(self._hint)
        under.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addLayout(under)

    def take_keys(self) -> None:
        """Give the keys to the way to write it, or to its switch."""
        first = self._write if self._empty.isVisible() else self.box
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_line(self, line: CardLine, hint: str = "") -> None:
        """Show a line as it stands, and a hint for its words."""
        self._line = line
        self._hint.setText(hint)
        show_checked(self.box, line.is_on)
        if line.text != self.field.words():
            self.field.blockSignals(True)
            self.field.setPlainText(line.text)
            self.field.moveCursor(QTextCursor.MoveOperation.End)
            self.field.blockSignals(False)
        self._arrange()

    def _arrange(self) -> None:
        """Show the words of what is on or being written, and a way to write what is empty."""
        line = self._line
        if line is None:
            return
        writing = line.is_on or self._by_hand
        nothing = line.is_empty and not self._by_hand
        before = [part.isHidden() for part in self._parts()]
        self.box.setEnabled(not line.is_empty)
        self._empty.setVisible(nothing)
        self.field.setVisible(writing)
        self._hint.setVisible(writing and bool(self._hint.text()))
        self._back.setVisible(writing and line.is_edited and line.has_answer)
        if before != [part.isHidden() for part in self._parts()]:
            self.arranged.emit()

    def _parts(self) -> tuple[QWidget, ...]:
        return self._empty, self.field, self._back

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(f"{text}: {name}")
        set_role(button, "quiet")
        return button

    def _switch(self, on: bool) -> None:
        self._by_hand = False
        self.switched.emit(on)

    def _begin(self) -> None:
        self._by_hand = True
        self._arrange()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self._by_hand = True  # the field stays while it is being emptied and written anew
        self.written.emit(self.field.words())

    def _take_answers(self) -> None:
        self._by_hand = False
        self.answers_wanted.emit()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
