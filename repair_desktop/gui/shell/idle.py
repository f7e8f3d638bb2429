"""Notices that nobody is there."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWindow

WARN_BEFORE = 30.0
"""Seconds between the warning and the lock (WCAG 2.2.1 asks for at least 20)."""

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.NativeGesture,
    }
)


class IdleWatch(QObject):
    """Measures how long the program had no input.

    It hears the windows only, not every widget, and looks at the clock when something is due.

    Args:
        clock: Seconds that never go backwards.
        parent: Owner.

    Signals:
        warned: In :data:`WARN_BEFORE` seconds it is time, unless somebody moves.
        stayed: Somebody moved after the warning.
        idle: It is time. Unless it is stopped, it measures anew.
    """

    warned = Signal()
    stayed = Signal()
    idle = Signal()

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit: float | None = None
        self._last = 0.0
        self._is_warned = False
        self._pointer = QPointF()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._listen_to)
        # Input methods, dictation and on-screen keyboards write without a key or a click.
        app.inputMethod().cursorRectangleChanged.connect(self.touch)

    def start(self, minutes: int | None) -> None:
        """Measure from now on; None never warns."""
        self.stop()
        if minutes is not None:
            self._limit = minutes * 60.0
            self._last = self._clock()
            self._wait(self._limit - WARN_BEFORE)

    def stop(self) -> None:
        """Measure no more."""
        self._timer.stop()
        self._limit = None
        self._end_warning()

    def touch(self) -> None:
        """Take note that somebody is there."""
        if self._limit is None:
            return
        self._last = self._clock()
        if self._is_warned:
            self._end_warning()
            self._wait(self._limit - WARN_BEFORE)

    def look(self) -> None:
        """Warn, or say that it is time, when it is."""
        if self._limit is None:
            return
        left = self._last + self._limit - self._clock()
        if left <= 0 and self._is_warned:
            self.touch()
            self.idle.emit()
        elif left <= WARN_BEFORE:
            self._warn()
            self._wait(max(left, 0.0))
        else:
            self._wait(left - WARN_BEFORE)

    def _warn(self) -> None:
        if self._is_warned:
            return
        self._is_warned = True
        for window in QGuiApplication.topLevelWindows():  # a menu may hang open
            self._listen_to(window)
        self.warned.emit()

    def _end_warning(self) -> None:
        if self._is_warned:
            self._is_warned = False
            self.stayed.emit()

    def _wait(self, seconds: float) -> None:
        self._timer.start(round(seconds * 1_000) + 1)

    def _listen_to(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take note of input, and let it through."""
        if event.type() in _INPUT and not self._is_echo(event):
            self.touch()
        return False

    def _is_echo(self, event: QEvent) -> bool:
        """Tell whether a movement goes nowhere: some systems send one when a window changes."""
        if event.type() is not QEvent.Type.MouseMove or not isinstance(event, QMouseEvent):
            return False
        before, self._pointer = self._pointer, event.globalPosition()
        return before == self._pointer
