"""A message over the window, which somebody who is typing does not close by accident."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def show_message(parent: QWidget, text: str, more: str) -> QMessageBox:
    """Show a message with one button, and return at once.

    The button is reached by Tab, by the mouse and by Escape. Space and Enter may be meant for what
    was being written, and close nothing.

    Args:
        parent: The window.
        text: What happened, in a few words.
        more: What is safe, and what to do.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    button = box.addButton(QMessageBox.StandardButton.Close)  # no accepting one: Enter presses that
    button.setAutoDefault(False)
    button.setDefault(False)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.open()
    box.setFocus()
    return box
