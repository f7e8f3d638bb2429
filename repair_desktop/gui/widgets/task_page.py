"""A page over another one, on which one thing is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.words import words


class TaskPage(Page):
    """A notice on top; at the foot two buttons, and a few words for what is being done.

    Signals:
        closed: Back to where the person was.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = Notice()
        self._status = words("", "beside-buttons")
        self._status.setWordWrap(False)  # a few words, in one line beside the buttons
        self._status.hide()
        self._main = plain_button("", "primary")
        self._main.hide()
        self._back = plain_button(self.tr("Back"))
        self._main.clicked.connect(self._go_on)
        self._back.clicked.connect(self._go_back)
        self.add_widget(self._notice)
        foot = QWidget()
        row = FlowLayout(foot)
        for part in (self._main, self._back, self._status):
            row.addWidget(part)
        self.set_foot(foot)

    # --- for the pages ----------------------------------------------------------------------

    def _go_on(self) -> None:
        """Do what the main button says."""

    def _go_back(self) -> None:
        """Do what the other button says."""
        self.closed.emit()

    def _show_main(self, text: str, enabled: bool = True) -> None:
        """Show the main button; "" hides it."""
        self._main.setText(text)
        self._main.setEnabled(enabled)
        self._main.setVisible(bool(text))

    def _say(self, text: str, problem: bool = False) -> None:
        """Say something on top; "" takes it away."""
        if not text:
            self._notice.clear()
            return
        self._notice.say(text, problem=problem)
        self._reveal(self._notice)

    def _work(self, text: str) -> None:
        """Say what is being done; "" for nothing."""
        self._status.setText(text)
        self._status.setVisible(bool(text))
        if text:
            announce(self, text)

    def _begin_step(self, title: str, aim: str, first: QWidget) -> None:
        """Show another part of the page, from its top, with the keys where they belong."""
        self.set_header(title, aim)
        announce(self, f"{title}. {aim}".strip())
        self.scroll_to_top()
        self.start_at(first)
        self.take_keys()

    def _reveal(self, widget: QWidget) -> None:
        # Once the layout knows how high everything is.
        QTimer.singleShot(0, self, lambda: self.show_widget(widget))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on from wherever it means nothing else."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._main.isVisible() and self._main.isEnabled():
            self._go_on()
        else:
            super().keyPressEvent(event)


def plain_button(text: str, role: str = "secondary") -> QPushButton:
    """Return a button that Enter presses, too."""
    button = QPushButton(text)
    button.setAutoDefault(True)
    set_role(button, role)
    return button


def buttons(*shown: QPushButton) -> QWidget:
    """Return buttons side by side, on more lines where there is little room."""
    row = QWidget()
    flow = FlowLayout(row)
    for button in shown:
        flow.addWidget(button)
    return row


def card_of(title: str, texts: Sequence[str] = ()) -> Card:
    """Return a card with a title, and a paragraph for each text that is not empty."""
    card = Card()
    card.lines.setSpacing(3 * SPACE)
    card.lines.addWidget(words(title, "question"))
    for text in texts:
        if text:
            card.lines.addWidget(words(text))
    return card


def path_field(name: str) -> QLineEdit:
    """Return a line that shows a path, which can be read and copied and not changed."""
    field = QLineEdit()
    field.setReadOnly(True)
    field.setAccessibleName(name)
    return field
