"""Where there is no card."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.words import words


class NoCardPage(Page):
    """Says why, without a word that asks for mending.

    Args:
        is_set_aside: Whether an answer hides the steps that mend; else the moment is gone.

    Signals:
        closed: Back to where the person was.
        help_requested: The help page.
    """

    closed = Signal()
    help_requested = Signal()

    def __init__(self, is_set_aside: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_header(self.tr("No card for this one"), "")
        text = (
            self.tr(
                "What you ticked was not yours to carry. You do not have to talk to them about it, "
                "so there is no card here. Your notes stay where they are."
            )
            if is_set_aside
            else self.tr("What this was about is not in the journal any more.")
        )
        card = Card()
        card.lines.addWidget(words(text))
        self.add_widget(card)
        foot = QWidget()
        row = FlowLayout(foot)
        acts = [(self.tr("Close"), self.closed)]
        if is_set_aside:
            acts.append((self.tr("Who can help"), self.help_requested))
        for name, signal in acts:
            button = QPushButton(name)
            set_role(button, "secondary")
            button.clicked.connect(signal)
            row.addWidget(button)
        self.set_foot(foot)
