"""The keys of quick hide, where no shortcut reaches."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

HIDE_KEYS = (QKeySequence("F9"), QKeySequence("Ctrl+Shift+H"))


class HideKeys(QObject):
    """Hears them in dialogs, menus and lists that hang open: those take every key for themselves.

    Args:
        is_hidden: Whether all is hidden already; the keys are like any other then.

    Signals:
        pressed: One of them was pressed.
    """

    pressed = Signal()

    def __init__(self, is_hidden: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_hidden = is_hidden
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self.listen_to)
        app.focusChanged.connect(self._follow_focus)

    def listen_to(self, source: QObject | None) -> None:
        """Hear the keys that a window or a menu gets."""
        if source is not None:
            source.installEventFilter(self)

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new.window().windowType() is Qt.WindowType.Popup:
            self.listen_to(new)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys out of what the window gets."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self._is_hidden() or QKeySequence(event.keyCombination()) not in HIDE_KEYS:
            return False
        self.pressed.emit()
        return True
