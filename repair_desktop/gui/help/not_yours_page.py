"""This may not be yours to repair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.words import words


class NotYoursPage(Page):
    """What is said, and what can be done, when a therapist did something that is not okay.

    Signals:
        help_requested: "Who can help".
        notes_requested: "Write notes".
        mistake_requested: "I ticked that by mistake".
    """

    help_requested = Signal()
    notes_requested = Signal()
    mistake_requested = Signal()

    def __init__(self, texts: Mapping[str, Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_header(self.tr("This may not be yours to repair"), "")
        card = Card()
        for text in texts["not-yours"]:
            card.lines.addWidget(words(text))
        for text in texts["not-yours-options-intro"]:
            card.lines.addWidget(words(text, "question"))
        for text in texts["not-yours-options"]:
            card.lines.addWidget(words(f"•  {text}"))
        for text in texts["not-yours-open"]:
            card.lines.addWidget(words(text, "note"))
        foot = QWidget()
        row = FlowLayout(foot)
        for text, role, signal in (
            (self.tr("Who can help"), "primary", self.help_requested),
            (self.tr("Write notes"), "secondary", self.notes_requested),
            (self.tr("I ticked that by mistake"), "secondary", self.mistake_requested),
        ):
            button = QPushButton(text)
            set_role(button, role)
            button.clicked.connect(signal)
            row.addWidget(button)
        self.add_widget(card)
        self.set_foot(foot)
