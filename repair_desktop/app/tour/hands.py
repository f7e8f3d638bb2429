"""Hands and eyes of somebody who uses the program: real clicks and keys, found by spoken names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

W = TypeVar("W", bound=QWidget)


class Lost(Exception):
    """Something that should be on the screen is not. Names only what the program itself says."""


class Hands:
    """Uses one window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def sees(self, name: str, kind: type[QWidget] = QWidget) -> bool:
        """Tell whether a control of that name can be used now."""
        return any(spoken_name(widget) == name for widget in self.all(kind))

    def all(self, kind: type[W]) -> Iterator[W]:
        """Yield every control of a kind that can be used now."""
        for widget in self._window.findChildren(kind):
            if widget.isVisible() and widget.isEnabled():
                yield widget

    def find(self, name: str, kind: type[W]) -> W:
        """Return a control by its name.

        Raises:
            Lost: There is none.
        """
        for widget in self.all(kind):
            if spoken_name(widget) == name:
                return widget
        raise Lost(name)

    def click(self, widget: QWidget) -> None:
        """Scroll a control into sight and click on it."""
        self._come_to_front()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press(self, name: str) -> None:
        """Click on a control by its name."""
        self.click(self.find(name, QWidget))

    def type(self, text: str, into: QWidget | None = None) -> None:
        """Type words, after a click on the field that they are for."""
        if into is not None:
            self.click(into)
        QTest.keyClicks(self._focus(), text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key, for whatever has the focus."""
        QTest.keyClick(self._focus(), key, modifier or Qt.KeyboardModifier.NoModifier)

    def _come_to_front(self) -> None:
        if not self._window.isActiveWindow():
            self._window.activateWindow()
            QApplication.processEvents()

    def _focus(self) -> QWidget:
        self._come_to_front()
        return QApplication.focusWidget() or self._window


def spoken_name(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    if widget.accessibleName():
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""
