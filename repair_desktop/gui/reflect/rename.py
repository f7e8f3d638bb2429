"""Asks for another title."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QWidget


class RenameDialog(QInputDialog):
    """Asks what a rupture is called; ``textValueSelected`` tells, with "" for the usual title.

    Args:
        title: The person's own title so far, or "".
    """

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.setWindowTitle(self.tr("Rename"))
        self.setLabelText(self.tr("What do you call it? Leave it empty for the usual title."))
        self.setTextValue(title)
        self.setOkButtonText(self.tr("Rename"))
        self.setCancelButtonText(self.tr("Cancel"))
