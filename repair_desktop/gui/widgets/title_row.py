"""A title with something to do beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.words import words


class TitleRow(QWidget):
    """A title with a quiet line under it, and room for buttons at its side.

    Args:
        title: The title.
        line: The quiet line, or "".
    """

    def __init__(self, title: str, line: str = "") -> None:
        super().__init__()
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(words(title))
        if line:
            told.addWidget(words(line, "muted"))
        self._across.addLayout(told, 1)

    def add(self, button: QPushButton) -> None:
        """Put a button at the end."""
        self._across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


def named_button(text: str, title: str, role: str = "secondary") -> QPushButton:
    """Return a button whose accessible name says what it is about, too."""
    button = QPushButton(text)
    button.setAccessibleName(f"{text}: {title}")
    set_role(button, role)
    return button
