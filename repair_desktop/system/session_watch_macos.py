"""Sleep, a locked screen and another user on macOS: from the system's own C interfaces."""

from __future__ import annotations

import ctypes
from ctypes import c_char_p, c_int32, c_long, c_uint32, c_void_p

from PySide6.QtCore import QObject

from repair_desktop.system.session_watch import SessionWatch

_FRAMEWORKS = "/System/Library/Frameworks/{name}.framework/{name}"
_UTF_8 = 0x08000100
_DELIVER_IMMEDIATELY = 4
_CAN_SLEEP = 0xE0000270
_WILL_SLEEP = 0xE0000280

# Switching to another user locks the screen first.
_SCREEN_IS_LOCKED = b"com.apple.screenIsLocked"

_Heard = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_Power = ctypes.CFUNCTYPE(None, c_void_p, c_uint32, c_uint32, c_void_p)


class MacSessionWatch(SessionWatch):
    """Holds sleep up for as long as it takes to lock.

    Both interfaces call back on the window's thread, whose run loop Qt runs.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Python would forget them, and the system call into nowhere.
        self._heard = _Heard(lambda *_: self.lock_wanted.emit())
        self._power = _Power(self._take_power)
        self._root = c_uint32()
        self._sleep: int | None = None
        self._kit: ctypes.CDLL | None = None

    def start(self, window_id: int) -> None:  # noqa: ARG002
        """Hear the screen's lock and the computer's sleep."""
        core = ctypes.CDLL(_FRAMEWORKS.format(name="CoreFoundation"))
        self._hear_screen(core)
        self._hear_power(core)

    def let_sleep(self) -> None:
        """Answer the system, which waits for that."""
        sleep, self._sleep = self._sleep, None
        if sleep is not None:
            self._allow(sleep)

    def _hear_screen(self, core: ctypes.CDLL) -> None:
        core.CFNotificationCenterGetDistributedCenter.restype = c_void_p
        core.CFStringCreateWithCString.restype = c_void_p
        core.CFStringCreateWithCString.argtypes = [c_void_p, c_char_p, c_uint32]
        core.CFNotificationCenterAddObserver.restype = None
        core.CFNotificationCenterAddObserver.argtypes = [
            c_void_p, c_void_p, _Heard, c_void_p, c_void_p, c_long,
        ]  # fmt: skip
        core.CFNotificationCenterAddObserver(
            core.CFNotificationCenterGetDistributedCenter(),
            None,
            self._heard,
            core.CFStringCreateWithCString(None, _SCREEN_IS_LOCKED, _UTF_8),
            None,
            _DELIVER_IMMEDIATELY,
        )

    def _hear_power(self, core: ctypes.CDLL) -> None:
        kit = self._kit = ctypes.CDLL(_FRAMEWORKS.format(name="IOKit"))
        kit.IORegisterForSystemPower.restype = c_uint32
        kit.IORegisterForSystemPower.argtypes = [c_void_p, c_void_p, _Power, c_void_p]
        kit.IONotificationPortGetRunLoopSource.restype = c_void_p
        kit.IONotificationPortGetRunLoopSource.argtypes = [c_void_p]
        kit.IOAllowPowerChange.restype = c_int32
        kit.IOAllowPowerChange.argtypes = [c_uint32, c_long]
        core.CFRunLoopGetMain.restype = c_void_p
        core.CFRunLoopAddSource.restype = None
        core.CFRunLoopAddSource.argtypes = [c_void_p, c_void_p, c_void_p]
        port, notifier = c_void_p(), c_uint32()
        self._root.value = kit.IORegisterForSystemPower(
            None, ctypes.byref(port), self._power, ctypes.byref(notifier)
        )
        if self._root.value:
            core.CFRunLoopAddSource(
                core.CFRunLoopGetMain(),
                kit.IONotificationPortGetRunLoopSource(port),
                c_void_p.in_dll(core, "kCFRunLoopCommonModes"),
            )

    def _take_power(
        self, _own: int | None, _service: int, message: int, change: int | None
    ) -> None:
        if message == _CAN_SLEEP:
            self._allow(change or 0)
        elif message == _WILL_SLEEP:
            self._sleep = change or 0
            self.lock_wanted.emit()

    def _allow(self, change: int) -> None:
        if self._kit is not None:
            self._kit.IOAllowPowerChange(self._root.value, change)
