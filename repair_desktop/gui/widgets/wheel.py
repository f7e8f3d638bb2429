"""Lets the wheel scroll the page, over whatever it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


def let_wheel_pass(*controls: QWidget) -> None:
    """Keep the wheel from changing what these controls say; the page scrolls instead."""
    for control in controls:
        control.installEventFilter(_PassingBy(control))


class _PassingBy(QObject):
    """Turns the wheel away before its control sees it."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hand the wheel on to the parent; let everything else in."""
        if event.type() is not QEvent.Type.Wheel:
            return False
        event.ignore()
        return True
