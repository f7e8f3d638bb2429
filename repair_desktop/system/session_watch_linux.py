"""Sleep, a locked screen and another user on Linux: from logind and the screen savers."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

from repair_desktop.system.session_watch import SessionWatch

_LOGIN = "org.freedesktop.login1"
_MANAGER_PATH = "/org/freedesktop/login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"

_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)

_AWAY = {"Active": False, "LockedHint": True}
"""What logind says of a session that nobody looks at."""


class LinuxSessionWatch(SessionWatch):
    """Holds sleep up for as long as it takes to lock.

    Args:
        system_bus: Address of the bus that logind is on; the system's own when left out.
        session_bus: Address of the bus that the screen savers are on.
        parent: Owner.
    """

    def __init__(
        self, system_bus: str = "", session_bus: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._addresses = (system_bus or _system_bus(), session_bus or _session_bus())
        self._names = [f"repair-{number}-{id(self)}" for number in (0, 1)]
        self._system: QDBusConnection | None = None
        self._inhibitor: QDBusUnixFileDescriptor | None = None
        self._path = ""
        self._seen: dict[str, bool] = {}

    def start(self, window_id: int) -> None:  # noqa: ARG002
        """Ask logind and the screen savers to tell."""
        system, session = (
            QDBusConnection.connectToBus(address, name)
            for address, name in zip(self._addresses, self._names, strict=True)
        )
        for saver in _SCREEN_SAVERS:
            self._hear(session, "", saver, "ActiveChanged", SLOT("_take_saver(bool)"))
        self._hear(
            system, _MANAGER_PATH, _MANAGER, "PrepareForSleep", SLOT("_take_sleep(bool)"), _LOGIN
        )
        self._system = system
        if not system.isConnected():
            return
        self._hold_sleep_up()
        # A program that the desktop started is no part of a session; "auto" is the person's then.
        name = os.environ.get("XDG_SESSION_ID") or "auto"
        self._ask(_MANAGER_PATH, _MANAGER, "GetSession", [name], self._watch_own_session)

    def let_sleep(self) -> None:
        """Release what holds sleep up."""
        self._inhibitor = None  # its last owner closes it

    def stop(self) -> None:
        """Leave both buses."""
        self._inhibitor = self._system = None
        for name in self._names:
            QDBusConnection.disconnectFromBus(name)

    # --- what comes in ----------------------------------------------------------------------

    @Slot(bool)
    def _take_sleep(self, begins: bool) -> None:
        if begins:
            self.lock_wanted.emit()
        else:
            self._hold_sleep_up()

    @Slot(bool)
    def _take_saver(self, is_active: bool) -> None:
        if is_active:
            self.lock_wanted.emit()

    @Slot()
    def _take_lock(self) -> None:
        self.lock_wanted.emit()

    @Slot()
    def _look_at_session(self) -> None:
        for name in _AWAY:
            compare = partial(self._compare, name)
            self._ask(self._path, _PROPERTIES, "Get", [_SESSION, name], compare)

    def _compare(self, name: str, found: Any) -> None:
        value = found.variant()
        before, self._seen[name] = self._seen.get(name), value
        # Only a change: some sessions are never active, such as remote ones.
        if before is not None and before is not value and value is _AWAY[name]:
            self.lock_wanted.emit()

    # --- asking -----------------------------------------------------------------------------

    def _hold_sleep_up(self) -> None:
        def hold(inhibitor: QDBusUnixFileDescriptor) -> None:
            self._inhibitor = inhibitor

        self._ask(_MANAGER_PATH, _MANAGER, "Inhibit", ["sleep", "Repair", "Saving", "delay"], hold)

    def _watch_own_session(self, path: Any) -> None:
        system = self._system
        if system is None:
            return
        self._path = path.path()
        self._hear(system, self._path, _SESSION, "Lock", SLOT("_take_lock()"), _LOGIN)
        self._hear(
            system, self._path, _PROPERTIES, "PropertiesChanged", SLOT("_look_at_session()"), _LOGIN
        )
        self._look_at_session()

    def _hear(
        self,
        bus: QDBusConnection,
        path: str,
        interface: str,
        signal: str,
        slot: Any,
        service: str = "",
    ) -> None:
        bus.connect(service, path, interface, signal, self, slot)

    def _ask(
        self,
        path: str,
        interface: str,
        method: str,
        arguments: list[str],
        then: Callable[[Any], None],
    ) -> None:
        if self._system is None:
            return
        message = QDBusMessage.createMethodCall(_LOGIN, path, interface, method)
        message.setArguments(arguments)
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(message), self)

        def take() -> None:
            reply = watcher.reply()
            watcher.deleteLater()
            if reply.type() is QDBusMessage.MessageType.ReplyMessage:
                then(reply.arguments()[0])

        watcher.finished.connect(take)


def _system_bus() -> str:
    usual = "unix:path=/run/dbus/system_bus_socket"
    return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or usual


def _session_bus() -> str:
    usual = f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '/nowhere')}/bus"
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS") or usual
