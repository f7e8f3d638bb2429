"""What somebody can do when talking with the therapist did not help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.words import words


class SecondViewPage(Page):
    """The same options as where a therapist did something that is not okay, without saying so.

    Nothing is hidden, nothing was ticked, and nobody is told what it means.

    Signals:
        help_requested: "Who can help".
        closed: "Go back".
    """

    help_requested = Signal()
    closed = Signal()

    def __init__(self, texts: Mapping[str, Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_header(
            self.tr("A second view"), self.tr("You do not have to sort this out alone.")
        )
        card = Card()
        for text in texts["not-yours-options-intro"]:
            card.lines.addWidget(words(text, "question"))
        for text in texts["not-yours-options"]:
            card.lines.addWidget(words(f"•  {text}"))
        foot = QWidget()
        row = FlowLayout(foot)
        for text, role, signal in (
            (self.tr("Who can help"), "primary", self.help_requested),
            (self.tr("Go back"), "secondary", self.closed),
        ):
            button = QPushButton(text)
            set_role(button, role)
            button.clicked.connect(signal)
            row.addWidget(button)
        self.add_widget(card)
        self.set_foot(foot)
