"""Goes to a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.core.sessions import check_session_day
from repair_desktop.core.times import Clock
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.day_field import DayField
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.words import words


class JumpCard(Card):
    """A day to type or to choose. It can lie ahead, as a planned session does.

    Args:
        clock: Tells what day it is.

    Signals:
        chosen: The day.
        closed: The person wants to go nowhere.
    """

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines.addWidget(words(self.tr("Which day do you want to see?"), "question"))
        near = [(self.tr("A month ago"), -30), (self.tr("A year ago"), -365)]
        self._field = DayField(self.tr("Day"), clock, check_session_day, near)
        self.lines.addWidget(self._field)
        self._go = QPushButton(self.tr("Go there"))
        self._go.clicked.connect(self._go_there)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.closed)
        row = QWidget()
        flow = FlowLayout(row)
        for button, role in ((self._go, "primary"), (close, "secondary")):
            set_role(button, role)
            flow.addWidget(button)
        self.lines.addWidget(row)
        self._field.entered.connect(self._go_there)

    def ask(self, day: date) -> None:
        """Show a day to begin with, and take the keys."""
        self._field.show_day(day)
        self._field.take_keys()

    def _go_there(self) -> None:
        if self._field.take_typed() and self._field.day is not None:
            self.chosen.emit(self._field.day)
