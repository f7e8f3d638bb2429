"""What a screen reader, a keyboard and a finger need of a page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget

SMALLEST_TARGET = 24
"""Pixels (WCAG 2.2, 2.5.8)."""


def tab_stops(window: QWidget) -> list[QWidget]:
    """Return every control that the Tab key reaches, in its order.

    For pages that stand alone: PySide lets each widget belong to the one before it, so that in a
    window they would take each other along when they are destroyed.
    """
    stops = []
    widget: QWidget = window
    while (following := widget.nextInFocusChain()) is not None and following is not window:
        widget = following
        if is_stop(widget, window):
            stops.append(widget)
    return stops


def is_stop(widget: QWidget, window: QWidget) -> bool:
    """Tell whether the Tab key should come to a widget."""
    tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    shown = widget.isVisibleTo(window) and widget.isEnabled()
    return tabbed and shown and widget.focusProxy() is None


def complaints(window: QWidget) -> Iterator[str]:
    """Yield what is amiss with the controls of a shown window."""
    labelled = {id(label.buddy()) for label in window.findChildren(QLabel) if label.buddy()}
    for widget in window.findChildren(QWidget):
        if not is_stop(widget, window):
            continue
        if isinstance(widget, QComboBox) and id(widget) not in labelled:
            # On Linux its name is what it says now; only a label tells what it is for.
            yield f"{type(widget).__name__} {widget.currentText()} has no label"
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface else ""
        if not name:
            yield f"{type(widget).__name__} {widget.objectName()} has no name"
        if min(widget.width(), widget.height()) < SMALLEST_TARGET:
            yield f"{name} is {widget.width()} × {widget.height()}"


def press_by_reader(button: QAbstractButton) -> None:
    """Press a button as a screen reader does: by its first action, which is no click."""
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface is not None
    actions = interface.actionInterface()
    assert actions is not None
    first = actions.actionNames()[0]
    assert (first == actions.toggleAction()) is button.isCheckable()
    actions.doAction(first)


def read_aloud(window: QWidget) -> str:
    """Return all the words in sight, in one line."""
    labels = [w.text() for w in window.findChildren(QLabel) if w.isVisibleTo(window)]
    return " ".join(" ".join(labels).replace("\u200b", "").split())
