"""Sets the state of a rupture."""

from __future__ import annotations

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
    """

    chosen = Signal(object)

    def __init__(self, state: RuptureState, name: str) -> None:
        super().__init__()
        words = StateWords(self)
        for each in RuptureState:
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
        self.setCurrentIndex(list(RuptureState).index(state))

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
        state = list(RuptureState)[self.currentIndex()]
        if state is not self._kept:
            self._kept = state
            self.chosen.emit(state)
