"""Sleep, a locked screen and another user on Windows: from the messages the window gets."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject

from repair_desktop.system.session_watch import SessionWatch

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray

_WM_POWERBROADCAST = 0x0218
_PBT_APMSUSPEND = 4
_WM_WTSSESSION_CHANGE = 0x02B1
_WTS_LEAVES = frozenset({2, 4, 6, 7})
"""Console or remote session disconnected (another user), logged off, locked."""

_NOTIFY_FOR_THIS_SESSION = 0


def means_away(message: int, parameter: int) -> bool:
    """Tell whether a message says that nobody looks at the screen now."""
    if message == _WM_POWERBROADCAST:
        return parameter == _PBT_APMSUSPEND
    return message == _WM_WTSSESSION_CHANGE and parameter in _WTS_LEAVES


class WindowsSessionWatch(SessionWatch):
    """Asks for the messages of the session; those of sleep come by themselves.

    Windows waits about two seconds for a program before it sleeps, and can not be asked for more.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = _Messages(self)

    def start(self, window_id: int) -> None:
        """Hear the window's messages."""
        app = QCoreApplication.instance()
        assert app is not None
        app.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
                wintypes.HWND(window_id), _NOTIFY_FOR_THIS_SESSION
            )

    def stop(self) -> None:
        """Hear no more. Windows forgets the window by itself."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self._filter)


class _Messages(QAbstractNativeEventFilter):
    """Reads each message and lets all of them through."""

    def __init__(self, watch: SessionWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(
        self,
        _kind: QByteArray | bytes | bytearray | memoryview,
        message: int,
    ) -> object:
        """Want a lock when the message says so."""
        found = wintypes.MSG.from_address(int(message))
        if means_away(found.message, found.wParam):
            self._watch.lock_wanted.emit()
        return False, 0
