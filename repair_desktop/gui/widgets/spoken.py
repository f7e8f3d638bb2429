"""Widgets that say to a screen reader what they are and what they show."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleValueChangeEvent
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea, QWidget


class SpokenWidget(QWidget):
    """A painted widget with a role and a value. Name and description are set as on any widget.

    Args:
        role: What it is.
    """

    def __init__(self, role: QAccessible.Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spoken_role = role
        speak_for_widgets()

    @abstractmethod
    def spoken_value(self) -> str:
        """Return what is shown now, in words."""

    def say_value(self) -> None:
        """Tell a screen reader that the value is another one now."""
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, self.spoken_value()))


class _Spoken(QAccessibleWidget):
    """The face of a :class:`SpokenWidget` towards a screen reader."""

    def text(self, kind: QAccessible.Text) -> str:
        widget = self.object()
        if kind is QAccessible.Text.Value and isinstance(widget, SpokenWidget):
            return widget.spoken_value()
        return super().text(kind)


def speak_for_widgets() -> None:
    """Let widgets have the faces of this module; the first call counts."""
    global _installed
    if not _installed:
        _installed = True
        QAccessible.installFactory(_make)


_installed = False

# Qt owns these and destroys them, but PySide would too. Never let go, so that only Qt does.
_kept: list[QAccessibleInterface] = []


def _make(_class: str, target: QObject) -> QAccessibleInterface | None:
    face: QAccessibleInterface
    if isinstance(target, SpokenWidget):
        face = _Spoken(target, target.spoken_role)
    elif isinstance(target, QScrollArea):
        # Qt's own face reads past the end of its list when a scroll bar has gone since a screen
        # reader counted the children, and the program crashes (QAccessibleAbstractScrollArea).
        face = QAccessibleWidget(target, QAccessible.Role.Pane)
    else:
        return None
    _kept.append(face)
    return face
