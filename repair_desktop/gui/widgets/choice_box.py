"""A list to choose one thing from, safe to go along by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from repair_desktop.gui.widgets.wheel import let_wheel_pass


class ChoiceBox(QComboBox):
    """Lets the person choose one of its items.

    Arrow keys and letters only show an item. It is chosen with Enter, from the open list, or by
    going on to something else, so that nothing is chosen on the way to another one. The wheel
    scrolls the page.

    Signals:
        picked: The place of the item that the person chose.

    Args:
        name: The accessible name. On Linux a label has to be its buddy as well.
    """

    picked = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._kept = -1
        self._by_key = False
        self.activated.connect(self._activated)
        let_wheel_pass(self)

    def show_place(self, place: int) -> None:
        """Show an item without telling anybody; -1 shows none."""
        self._kept = place
        self.setCurrentIndex(place)

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
        place = self.currentIndex()
        if place != self._kept:
            self._kept = place
            self.picked.emit(place)
