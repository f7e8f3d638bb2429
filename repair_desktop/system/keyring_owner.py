"""Which program keeps the keyring on Linux: several speak for it, and a person knows one name."""

from __future__ import annotations

from pathlib import Path

SERVICE = "org.freedesktop.secrets"
SECONDS = 2

_NAMES = {
    # As the kernel names the process: 15 characters at most.
    "gnome-keyring-d": "GNOME Keyring",
    "kwalletd5": "KWallet",
    "kwalletd6": "KWallet",
    "ksecretd": "KWallet",
    "keepassxc": "KeePassXC",
    "oo7-daemon": "oo7",
}


def keyring_owner() -> str:
    """Return its name, or "" where that can not be told. Never raises; asks the person nothing."""
    try:
        from jeepney import MessageType
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(bus="SESSION") as connection:
            question = message_bus.GetConnectionUnixProcessID(SERVICE)
            answer = connection.send_and_get_reply(question, timeout=SECONDS)
        if answer.header.message_type is not MessageType.method_return:
            return ""
        process = Path("/proc") / str(answer.body[0]) / "comm"
        return _NAMES.get(process.read_text(encoding="utf-8").strip(), "")
    except Exception:  # no bus, no such process, a sandbox: the usual name has to do
        return ""
