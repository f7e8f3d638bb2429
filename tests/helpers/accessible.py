"""What a screen reader, a keyboard and a finger need of a page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

SMALLEST_TARGET = 24
"""Pixels (WCAG 2.2, 2.5.8)."""


def tab_stops(window: QWidget) -> list[QWidget]:
    """Return every control that the Tab key reaches, in its order."""
    stops = []
    widget: QWidget | None = window
    while (widget := widget.nextInFocusChain()) is not None and widget is not window:
        policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if policy and widget.isVisibleTo(window) and widget.isEnabled() and not widget.focusProxy():
            stops.append(widget)
    return stops


def complaints(window: QWidget) -> Iterator[str]:
    """Yield what is amiss with the controls of a shown window."""
    for widget in tab_stops(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface else ""
        if not name:
            yield f"{type(widget).__name__} {widget.objectName()} has no name"
        if min(widget.width(), widget.height()) < SMALLEST_TARGET:
            yield f"{name} is {widget.width()} × {widget.height()}"


def read_aloud(window: QWidget) -> str:
    """Return all the words in sight, in one line."""
    labels = [w.text() for w in window.findChildren(QLabel) if w.isVisibleTo(window)]
    return " ".join(" ".join(labels).replace("\u200b", "").split())
