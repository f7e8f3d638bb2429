"""Sets the state of a rupture."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal

from repair_desktop.core.ruptures import RuptureState
from repair_desktop.gui.widgets.choice_box import ChoiceBox
from repair_desktop.gui.widgets.state_words import StateWords


class StateBox(ChoiceBox):
    """Lets the person set a state.

    Signals:
        chosen: The RuptureState that the person chose.

    Args:
        state: The present one.
        name: The accessible name.
        offered: Which states there are to choose from, beside the present one.
    """

    chosen = Signal(object)

    def __init__(
        self,
        state: RuptureState,
        name: str,
        offered: Collection[RuptureState] = tuple(RuptureState),
    ) -> None:
        super().__init__(name)
        words = StateWords(self)
        self._states = [each for each in RuptureState if each in offered or each is state]
        for each in self._states:
            self.addItem(words.name(each), each)
        self.show_state(state)
        self.picked.connect(lambda place: self.chosen.emit(self._states[place]))

    def show_state(self, state: RuptureState) -> None:
        """Show a state without telling anybody."""
        self.show_place(self._states.index(state))
