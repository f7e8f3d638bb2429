"""A calm line with something to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.words import words

Action = tuple[str, Callable[[], object]]


class Notice(QFrame):
    """Shows a sentence and buttons, and reads the sentence out. Hidden until something is said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 12, 16, 12)
        self._text = words("")
        lines.addWidget(self._text)
        self._row = QWidget()
        self._buttons = FlowLayout(self._row)
        lines.addWidget(self._row)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now, or ""."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, actions: Sequence[Action] = (), problem: bool = False) -> None:
        """Show a sentence.

        Args:
            text: Plain words.
            actions: Buttons: what they say, and what they do.
            problem: Whether something went wrong.
        """
        set_role(self, "problem" if problem else "notice")
        self._text.setText(text)
        self._clear_buttons()
        for label, act in actions:
            button = QPushButton(label)
            set_role(button, "secondary")
            button.clicked.connect(lambda _=False, act=act: act())
            self._buttons.addWidget(button)
        self._row.setVisible(bool(actions))
        self.show()
        announce(self, text, assertive=problem)

    def clear(self) -> None:
        """Say nothing."""
        self._clear_buttons()
        self._text.clear()
        self.hide()

    def _clear_buttons(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()
