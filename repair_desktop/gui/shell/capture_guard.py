"""Keeps every window of the program out of captures of the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QPlatformSurfaceEvent, QWindow


class CaptureGuard(QObject):
    """Asks for each window before it is first shown: dialogs, menus and hints as well.

    Args:
        keep_out: Asks the system for one window, given its number; says whether it did so.
        parent: Owner.
    """

    def __init__(self, keep_out: Callable[[int, bool], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._keep_out = keep_out
        self._on = False
        self._refused = False
        app = QGuiApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    @property
    def was_refused(self) -> bool:
        """Whether the system did not do it for some window."""
        return self._refused

    def keep(self, out: bool) -> None:
        """Keep all windows out from now on, or let them in again."""
        if out is self._on:
            return
        self._on = out
        self._refused = False
        for window in QGuiApplication.topLevelWindows():
            self._ask(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for a window that has just come to be, and let the event through."""
        if (
            self._on
            and event.type() is QEvent.Type.PlatformSurface
            and isinstance(event, QPlatformSurfaceEvent)
            and event.surfaceEventType() is QPlatformSurfaceEvent.SurfaceEventType.SurfaceCreated
            and isinstance(watched, QWindow)
            and watched.isTopLevel()
        ):
            self._ask(watched)
        return False

    def _ask(self, window: QWindow) -> None:
        if not self._keep_out(int(window.winId()), self._on):
            self._refused = self._on
