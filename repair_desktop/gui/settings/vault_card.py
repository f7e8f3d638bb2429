"""The card from which a person takes care of the journal."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.words import words


class VaultCard(Card):
    """Leads to the pages for what opens the journal, for backups, moving and deleting.

    Signals:
        lock_requested: What opens it.
        code_requested: A new recovery code.
        backups_requested: Backups.
        move_requested: Another folder.
        delete_requested: Deleting everything.
    """

    lock_requested = Signal()
    code_requested = Signal()
    backups_requested = Signal()
    move_requested = Signal()
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines.addWidget(words(self.tr("Your journal"), "question"))
        self.lines.addWidget(
            words(self.tr("Each of these opens a page. Nothing changes before you say so there."))
        )
        row = QWidget()
        flow = FlowLayout(row)
        for text, signal in (
            (self.tr("What opens it…"), self.lock_requested),
            (self.tr("New recovery code…"), self.code_requested),
            (self.tr("Backups…"), self.backups_requested),
            (self.tr("Move it…"), self.move_requested),
            (self.tr("Delete everything…"), self.delete_requested),
        ):
            button = QPushButton(text)
            button.setAutoDefault(True)
            set_role(button, "secondary")
            button.clicked.connect(signal)
            flow.addWidget(button)
        self.lines.addWidget(row)
