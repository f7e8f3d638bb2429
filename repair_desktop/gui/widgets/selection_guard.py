"""Keeps marked words out of the X11 selection."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard


class SelectionGuard(QObject):
    """Empties the X11 "primary" selection whenever this program has filled it.

    Under X11, marking a word is enough for every other program to read it. Emptying happens
    before the event loop can answer anybody. Copying with Ctrl+C is left alone, and so is what
    another program has marked. Where a desktop has no such selection this does nothing.
    """

    def __init__(self, clipboard: QClipboard, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        clipboard.selectionChanged.connect(self._empty)

    def _empty(self) -> None:
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)
