"""Sheets that are dragged onto the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from repair_desktop.core.sheets import SUFFIX


class SheetDrops(QObject):
    """Takes one file whose name is that of a sheet; anything else is not taken.

    Args:
        window: Where it can be dropped.

    Signals:
        dropped: The Path of the file.
    """

    dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take part in dragging; let everything else in."""
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds or not isinstance(event, QDropEvent):
            return False
        path = sheet_path(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self.dropped.emit(path)
        return True


def sheet_path(data: QMimeData) -> Path | None:
    """Return the one local file that is dragged, if its name is that of a sheet."""
    files = [url.toLocalFile() for url in data.urls()]
    if len(files) != 1 or not files[0].lower().endswith(SUFFIX):
        return None
    return Path(files[0])
