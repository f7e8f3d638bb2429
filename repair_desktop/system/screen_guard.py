"""Keeps windows out of screenshots, recordings and shared screens, where the system can do that."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Any

_WDA_NONE = 0x00
_WDA_MONITOR = 0x01
_WDA_EXCLUDEFROMCAPTURE = 0x11


class ScreenGuard:
    """Sets what Windows calls the display affinity of a window.

    It is a request to the system, not a lock: a camera sees the screen all the same, and so does
    a program that reaches into this one. What a screen reader reads is not touched.

    Args:
        user32: The library.
    """

    def __init__(self, user32: Any) -> None:
        self._set = user32.SetWindowDisplayAffinity
        self._set.argtypes = [wintypes.HWND, wintypes.DWORD]
        self._set.restype = wintypes.BOOL

    def keep_out(self, window_id: int, out: bool) -> bool:
        """Keep a window out of captures, or let it in again.

        Args:
            window_id: The system's number of a window that lies in no other.
            out: Whether it is kept out.

        Returns:
            Whether Windows did so.
        """
        # Before May 2020, Windows 10 could only make the window a black box.
        wanted = (_WDA_EXCLUDEFROMCAPTURE, _WDA_MONITOR) if out else (_WDA_NONE,)
        return any(self._set(window_id, affinity) for affinity in wanted)


def present_screen_guard() -> ScreenGuard | None:
    """Return the guard for this system. macOS and Linux have nothing that would hold."""
    if sys.platform == "win32":
        return ScreenGuard(ctypes.WinDLL("user32"))
    return None
