"""Steady me: small exercises, eyes open, no sound, no timer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.core.help import Exercise, Steadying
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.words import words

PERSON = "person"
"""The exercise that is a person; it leads to the help page."""


class SteadyPage(Page):
    """One exercise at a time, chosen by the person.

    Signals:
        help_requested: The person wants to reach somebody.
        closed: Back to where the person was.
    """

    help_requested = Signal()
    closed = Signal()

    def __init__(self, steadying: Steadying, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_header(self.tr("Steady me"), steadying.intro)
        choices = QWidget()
        row = FlowLayout(choices)
        self._buttons: dict[str, QPushButton] = {}
        for exercise in steadying.exercises:
            button = QPushButton(exercise.name)
            button.setCheckable(True)
            set_role(button, "segment")
            button.clicked.connect(lambda _=False, exercise=exercise: self._show(exercise))
            self._buttons[exercise.id] = button
            row.addWidget(button)
        self.add_widget(choices)
        card = Card()
        self._text = words("", "calm")
        self._reach = QPushButton(self.tr("See who I can contact"))
        set_role(self._reach, "secondary")
        self._reach.clicked.connect(self.help_requested)
        card.lines.addWidget(self._text)
        reach = QWidget()
        FlowLayout(reach).addWidget(self._reach)
        card.lines.addWidget(reach)
        self.add_widget(card)
        foot = QWidget()
        back = QPushButton(self.tr("Back"))
        set_role(back, "primary")
        back.clicked.connect(self.closed)
        FlowLayout(foot).addWidget(back)
        self.add_widget(foot)
        first = steadying.exercises[0]
        self._show(first, aloud=False)
        self.setFocusProxy(self._buttons[first.id])

    def _show(self, exercise: Exercise, aloud: bool = True) -> None:
        for key, button in self._buttons.items():
            button.setChecked(key == exercise.id)
        self._text.setText(exercise.text)
        self._reach.setVisible(exercise.id == PERSON)
        if aloud:
            announce(self, exercise.text)
