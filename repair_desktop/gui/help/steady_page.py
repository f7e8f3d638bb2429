"""Steady me: small exercises, eyes open, no sound, no timer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.core.help import Steadying
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.choices import Choice, ChoiceGroup, ChoiceRules, Choices, Chosen
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
        self._exercises = {exercise.id: exercise for exercise in steadying.exercises}
        self._shown = steadying.exercises[0]
        self.set_header(self.tr("Steady me"), steadying.intro)
        offered = tuple(Choice(each.id, each.name) for each in steadying.exercises)
        rules = ChoiceRules(single=True)
        self._choices = Choices(self.tr("Exercises"), [ChoiceGroup("", offered)], rules)
        self._choices.changed.connect(self._choose)
        self.add_widget(self._choices)
        card = Card()
        self._text = words("", "calm")
        card.lines.addWidget(self._text)
        reach = QPushButton(self.tr("See who I can contact"))
        set_role(reach, "secondary")
        reach.clicked.connect(self.help_requested)
        self._reach_row = QWidget()
        FlowLayout(self._reach_row).addWidget(reach)
        card.lines.addWidget(self._reach_row)
        self.add_widget(card)
        self.set_way_back(self.closed)
        self._show()

    def _choose(self) -> None:
        for chosen in self._choices.chosen():
            self._shown = self._exercises[chosen.word]
            announce(self, self._shown.text)
        self._show()

    def _show(self) -> None:
        # One is always chosen: taking it back would leave an empty page.
        self._choices.set_chosen([Chosen(self._shown.id)])
        self._text.setText(self._shown.text)
        self._reach_row.setVisible(self._shown.id == PERSON)
