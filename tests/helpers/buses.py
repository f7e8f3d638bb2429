"""A private message bus with a made-up logind and a made-up screen saver on it."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

needs_bus = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="not installed: dbus-daemon"
)

LOGIN = "org.freedesktop.login1"
SESSION_PATH = "/org/freedesktop/login1/session/_37"


class Desktop:
    """What logind and the screen saver say, and what was asked of logind."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.properties = {"Active": True, "LockedHint": False}
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self._holds: list[int] = []
        self._end, self._ended = os.pipe()
        self._bus: DBusConnection = open_dbus_connection(address, enable_fds=True)
        self._bus.send_and_get_reply(message_bus.RequestName(LOGIN))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        os.close(self._ended)
        self._thread.join()
        self._bus.close()
        for pipe in (self._end, *self._holds):
            os.close(pipe)

    @property
    def holds(self) -> int:
        """How many inhibitors are held: their pipes have another end."""
        gone = select.select(self._holds, [], [], 0)[0]
        return len(self._holds) - len(gone)

    def say(self, path: str, interface: str, name: str, *values: bool) -> None:
        address = DBusAddress(path, interface=interface)
        self._bus.send(new_signal(address, name, "b" * len(values), values))

    def sleep(self, begins: bool) -> None:
        self.say("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", begins)

    def change(self, **properties: bool) -> None:
        """Change what the session is."""
        self.properties |= properties
        address = DBusAddress(SESSION_PATH, interface="org.freedesktop.DBus.Properties")
        changed = {name: ("b", value) for name, value in properties.items()}
        body: tuple[Any, ...] = (f"{LOGIN}.Session", changed, [])
        self._bus.send(new_signal(address, "PropertiesChanged", "sa{sv}as", body))

    def _serve(self) -> None:
        while self._end not in select.select([self._end, self._bus.sock], [], [])[0]:
            with suppress(TimeoutError):
                while True:  # several may have come at once
                    message = self._bus.receive(timeout=0)
                    if message.header.message_type.name == "method_call":
                        self._answer(message)

    def _answer(self, message: Message) -> None:
        name = message.header.fields[HeaderFields.member]
        match name:
            case "Inhibit":
                ours, theirs = os.pipe()
                self._holds.append(ours)
                self._bus.send(new_method_return(message, "h", (theirs,)))
                os.close(theirs)
            case "GetSession":
                self._bus.send(new_method_return(message, "o", (SESSION_PATH,)))
            case "Get":
                value = ("b", self.properties[message.body[1]])
                self._bus.send(new_method_return(message, "v", (value,)))
            case _:
                self._bus.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
        self.asked.append((name, message.body))


@contextmanager
def private_bus() -> Iterator[str]:
    """Run a bus, and yield its address."""
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@contextmanager
def made_up_desktop() -> Iterator[Desktop]:
    """Run a bus with both on it."""
    with private_bus() as address:
        desktop = Desktop(address)
        try:
            yield desktop
        finally:
            desktop.close()
