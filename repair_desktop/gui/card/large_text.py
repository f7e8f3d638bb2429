"""Words in very large type."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.widgets.prose import Prose


class LargeText(QFrame):
    """Words to read from a little way off. They take the keys, so that they are read out."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "code")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP, GAP, GAP, GAP)
        self._prose = Prose("", "spoken")
        lines.addWidget(self._prose)
        self.show_text(text)

    @property
    def text(self) -> str:
        """The words."""
        return self._prose.text()

    def show_text(self, text: str) -> None:
        """Show other words."""
        self._prose.setText(text)
        self.setAccessibleName(text)
