"""Buttons side by side, on more lines where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.gui.widgets.flow_layout import FlowLayout


def row_of_buttons(container: QWidget) -> None:
    """Lay out the buttons that a form has put into ``container``, in the form's order."""
    row = FlowLayout(container)
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for button in container.findChildren(QPushButton, options=direct):
        row.addWidget(button)
