"""Tells when the computer turns away from the person: sleep, a locked screen, another user."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class SessionWatch(QObject):
    """Hears the system. This one hears nothing; :func:`watch_session` gives one that does.

    Signals:
        lock_wanted: Lock now. Answer with :meth:`let_sleep` when it is done, or can not be done.
    """

    lock_wanted = Signal()

    def start(self, window_id: int) -> None:
        """Hear the system from now on. Never raises: where it can not be heard, nothing comes.

        Args:
            window_id: The system's number of the window.
        """

    def let_sleep(self) -> None:
        """Let the computer sleep, if that is what it waits for."""

    def stop(self) -> None:
        """Hear no more."""


def watch_session() -> SessionWatch:
    """Return the watch for this system, not started."""
    if sys.platform == "win32":
        from repair_desktop.system.session_watch_windows import WindowsSessionWatch

        return WindowsSessionWatch()
    if sys.platform == "darwin":
        from repair_desktop.system.session_watch_macos import MacSessionWatch

        return MacSessionWatch()
    from repair_desktop.system.session_watch_linux import LinuxSessionWatch

    return LinuxSessionWatch()
