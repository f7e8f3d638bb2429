"""The program as the system sees it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Hears which files it is to open.

    macOS starts a program once, and tells it by events what was double-clicked, at the start and
    later; elsewhere the path stands in the command. An event filter would be asked about every
    event of every widget; this is asked about the program's own.

    Signals:
        file_opened: The Path of a file that the person opened with the program.
    """

    file_opened = Signal(object)

    def event(self, event: QEvent) -> bool:
        """Take what names a file; what names another place is for nobody here."""
        if isinstance(event, QFileOpenEvent):
            if event.file():
                self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)
