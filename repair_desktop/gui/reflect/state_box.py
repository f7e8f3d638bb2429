"""Sets the state of a rupture."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox

from repair_desktop.core.ruptures import RuptureState
from repair_desktop.gui.widgets.state_words import StateWords
from repair_desktop.gui.widgets.wheel import let_wheel_pass


class StateBox(QComboBox):
    """Lets the person set a state.

    Arrow keys and letters only show a state. It is chosen with Enter, from the open list, or by
    going on to something else, so that nothing is set on the way to another one.

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
        super().__init__()
        words = StateWords(self)
        self._states = [each for each in RuptureState if each in offered or each is state]
        for each in self._states:
            self.addItem(words.name(each), each)
        self.setAccessibleName(name)
        self._kept = state
        self._by_key = False
        self.show_state(state)
        self.activated.connect(self._activated)
        let_wheel_pass(self)

    def show_state(self, state: RuptureState) -> None:
        """Show a state without telling anybody."""
        self._kept = state
        self.setCurrentIndex(self._states.index(state))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show with arrows and letters, choose with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
            return
        self._by_key = True
        super().keyPressEvent(event)
        self._by_key = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Choose what is shown."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._choose()

    def _activated(self) -> None:
        if not self._by_key:
            self._choose()

    def _choose(self) -> None:
        state = self._states[self.currentIndex()]
        if state is not self._kept:
            self._kept = state
            self.chosen.emit(state)
