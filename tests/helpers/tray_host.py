"""What shows icons beside the clock: the two roles of a panel, on a real message bus."""

from __future__ import annotations

import os
import select
import threading
from contextlib import suppress
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, new_method_call, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

WATCHER, ITEM = "org.kde.StatusNotifierWatcher", "org.kde.StatusNotifierItem"


class TrayHost:
    """Hears of icons, reads them, and chooses from their menus.

    Attributes:
        icons: The connections that said that they have an icon, the last one at the end.
    """

    def __init__(self, address: str) -> None:
        self.icons: list[str] = []
        self._end, self._ended = os.pipe()
        self._client = open_dbus_connection(address)
        self._bus: DBusConnection = open_dbus_connection(address)
        self._bus.send_and_get_reply(message_bus.RequestName(WATCHER))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        os.close(self._ended)
        self._thread.join()
        self._bus.close()
        self._client.close()
        os.close(self._end)

    def is_there(self) -> bool:
        """Whether the last icon is still on the bus."""
        if not self.icons:
            return False
        reply = self._client.send_and_get_reply(message_bus.NameHasOwner(self.icons[-1]))
        return bool(reply.body[0])

    def said(self) -> dict[str, Any]:
        """Return all that the last icon tells of itself."""
        address = self._address("/StatusNotifierItem", "org.freedesktop.DBus.Properties")
        call = new_method_call(address, "GetAll", "s", (ITEM,))
        [properties] = self._client.send_and_get_reply(call).body
        return {name: value for name, (_type, value) in properties.items()}

    def menu(self) -> dict[str, tuple[int, bool]]:
        """Return the lines of the menu, each with its number and whether it can be chosen."""
        call = new_method_call(self._menu(), "GetLayout", "iias", (0, -1, []))
        _revision, (_root, _properties, lines) = self._client.send_and_get_reply(call).body
        found = {}
        for _kind, (number, properties, _below) in lines:
            told = {name: value for name, (_type, value) in properties.items()}
            if told.get("type") != "separator":
                found[told["label"].replace("_", "")] = (number, told.get("enabled", True))
        return found

    def choose(self, line: str) -> None:
        """Choose a line of the menu."""
        number, _enabled = self.menu()[line]
        body = (number, "clicked", ("s", ""), 0)
        self._client.send(new_method_call(self._menu(), "Event", "isvu", body))

    def _menu(self) -> DBusAddress:
        return self._address("/MenuBar", "com.canonical.dbusmenu")

    def _address(self, path: str, interface: str) -> DBusAddress:
        return DBusAddress(path, bus_name=self.icons[-1], interface=interface)

    def _serve(self) -> None:
        while self._end not in select.select([self._end, self._bus.sock], [], [])[0]:
            with suppress(TimeoutError):
                while True:  # several may have come at once
                    message = self._bus.receive(timeout=0)
                    if message.header.message_type.name == "method_call":
                        self._answer(message)

    def _answer(self, message: Message) -> None:
        match message.header.fields[HeaderFields.member]:
            case "Get":
                value = ("i", 0) if message.body[1] == "ProtocolVersion" else ("b", True)
                self._bus.send(new_method_return(message, "v", (value,)))
            case "RegisterStatusNotifierItem":
                self.icons.append(str(message.body[0]))
                self._bus.send(new_method_return(message))
            case _:
                self._bus.send(new_method_return(message))
