"""Takes deletions back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.gui.widgets.notice import Notice

UNDO = "undo"
"""The object name of the button."""


class UndoNotice(Notice):
    """Offers to take back what was deleted: the last first, then those before it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deleted: dict[str, tuple[str, Callable[[], object]]] = {}

    def note(self, gone: str, said: str, take_back: Callable[[], object]) -> None:
        """Offer to take back one deletion.

        Args:
            gone: The id of what was deleted.
            said: What was done.
            take_back: Asks for it; :meth:`note_return` tells that it is back.
        """
        self._deleted[gone] = (said, take_back)
        self._offer()

    def note_return(self, back: str) -> bool:
        """Offer it no more. Tell whether there is another one to take back."""
        self._deleted.pop(back, None)
        self.clear()
        if self._deleted:
            self._offer()
        return bool(self._deleted)

    def _offer(self) -> None:
        said, take_back = list(self._deleted.values())[-1]
        self.say(said, [(self.tr("Undo"), take_back)])
        self.findChildren(QPushButton)[-1].setObjectName(UNDO)
