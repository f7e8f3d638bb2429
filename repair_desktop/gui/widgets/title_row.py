"""A title with something to do beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from repair_desktop.gui.widgets.words import words


def title_row(title: str, line: str, buttons: Sequence[QPushButton]) -> QWidget:
    """Return a title with a quiet line under it (or ""), and buttons at its side."""
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    told = QVBoxLayout()
    told.setSpacing(2)
    told.addWidget(words(title))
    if line:
        told.addWidget(words(line, "muted"))
    across.addLayout(told, 1)
    for button in buttons:
        across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return row
