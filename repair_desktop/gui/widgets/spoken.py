"""Painted widgets that say to a screen reader what they are and what they show."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleValueChangeEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget


class SpokenWidget(QWidget):
    """A painted widget with a role and a value. Name and description are set as on any widget.

    Args:
        role: What it is.
    """

    def __init__(self, role: QAccessible.Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spoken_role = role
        if not _kept:
            QAccessible.installFactory(_make)

    def spoken_value(self) -> str:
        """Return what is shown now, in words."""
        raise NotImplementedError

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


# Qt holds these without a reference that Python counts.
_kept: dict[int, QAccessibleInterface] = {}


def _make(_class: str, target: QObject) -> QAccessibleInterface | None:
    if not isinstance(target, SpokenWidget):
        return None
    face = _Spoken(target, target.spoken_role)
    _kept[id(target)] = face
    return face
