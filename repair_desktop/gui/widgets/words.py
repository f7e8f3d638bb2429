"""Labels for plain words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from repair_desktop.gui.theme.roles import set_role


def words(text: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a label that wraps and shows ``text`` as plain text, whatever it holds."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setText(text)
    if role:
        set_role(label, role)
    return label


def shortened(text: str, most: int) -> str:
    """Return a text with at most so many letters; three dots stand for the rest."""
    return text if len(text) <= most else text[: most - 1] + "…"
