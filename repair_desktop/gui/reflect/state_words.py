"""The states of a rupture in words."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox

from repair_desktop.core.ruptures import RuptureState


class StateWords(QObject):
    """Names every state. Settled and left as it is are both endings, and look the same."""

    def name(self, state: RuptureState) -> str:
        """Return a state's name."""
        match state:
            case RuptureState.NOTED:
                return self.tr("Noted")
            case RuptureState.EXPLORING:
                return self.tr("Exploring")
            case RuptureState.READY:
                return self.tr("Ready to raise")
            case RuptureState.RAISED:
                return self.tr("Raised")
            case RuptureState.MENDING:
                return self.tr("Mending")
            case RuptureState.SETTLED:
                return self.tr("Settled")
            case RuptureState.LEFT:
                return self.tr("Left as it is")
            case RuptureState.OUTSIDE_HELP:
                return self.tr("Needs outside help")


class StateBox(QComboBox):
    """Lets the person set a state."""

    def __init__(self, state: RuptureState, name: str) -> None:
        super().__init__()
        words = StateWords(self)
        for each in RuptureState:
            self.addItem(words.name(each), each)
        self.setAccessibleName(name)
        self.show_state(state)

    def show_state(self, state: RuptureState) -> None:
        """Show a state without telling anybody."""
        self.blockSignals(True)
        self.setCurrentIndex(list(RuptureState).index(state))
        self.blockSignals(False)

    def state(self) -> RuptureState:
        """Return the state that is shown."""
        return list(RuptureState)[self.currentIndex()]
