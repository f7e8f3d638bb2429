"""Login sessions of an account with GNOME Keyring, each on a message bus of its own.

On Debian: gnome-keyring, dbus-daemon and libsecret-tools.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from helpers.remote import PATIENCE, ROOT, Account

TOOLS = ("dbus-daemon", "gnome-keyring-daemon", "secret-tool")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]

NAME = "org.freedesktop.secrets"
"""What the keyring is called on the bus."""

NOTHING_STARTS_BY_ITSELF = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/>
<allow own="*"/></policy></busconfig>
"""


@dataclass(frozen=True)
class Item:
    """One item of the keyring; ``changed`` is when it was last written, as the keyring says."""

    account: str
    secret: str
    changed: str


@contextmanager
def login(home: Account, password: str = "", *, bare: bool = False) -> Iterator[Account]:
    """Log in: a message bus, and the keyring unlocked where there is a password.

    Without one the keyring starts when it is asked for, and stays locked: there is no screen on
    which it could ask.

    Args:
        home: Whose keyring; it stays from login to login.
        password: What unlocks the keyring; the first one makes it.
        bare: Whether there is no keyring at all on the bus.
    """
    which = "--session"
    if bare:
        config = home.root / "bus.conf"
        config.write_text(NOTHING_STARTS_BY_ITSELF)
        which = f"--config-file={config}"
    with subprocess.Popen(
        ["dbus-daemon", which, "--nofork", "--print-address"],
        env=home.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as bus:
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        inside = Account(home.root, {**home.environment, "DBUS_SESSION_BUS_ADDRESS": address})
        try:
            if password:
                with unlocked(inside, password):
                    yield inside
            else:
                yield inside
        finally:
            bus.terminate()


@contextmanager
def unlocked(inside: Account, password: str) -> Iterator[None]:
    """Run the keyring's daemon as a login does."""
    with subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
        env=inside.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as daemon:
        assert daemon.stdin is not None
        daemon.stdin.write(password)
        daemon.stdin.close()
        # It can be asked as soon as it has its name on the bus.
        _wait_for_name(inside)
        try:
            yield
        finally:
            daemon.terminate()


def _wait_for_name(inside: Account) -> None:
    from jeepney.bus_messages import message_bus  # there is none on other systems

    give_up = time.monotonic() + PATIENCE
    with _on_bus(inside) as bus:
        while bus.send_and_get_reply(message_bus.NameHasOwner(NAME)).body != (True,):
            if time.monotonic() > give_up:
                raise TimeoutError(NAME)


@contextmanager
def silent(inside: Account) -> Iterator[None]:
    """Let something stand for the keyring that never answers, as one whose prompt is left open."""
    from jeepney.bus_messages import message_bus

    with _on_bus(inside) as bus:
        bus.send_and_get_reply(message_bus.RequestName(NAME))
        yield


def _on_bus(inside: Account) -> Any:
    from jeepney.io.blocking import open_dbus_connection

    return open_dbus_connection(inside.environment["DBUS_SESSION_BUS_ADDRESS"])


def items(inside: Account) -> list[Item]:
    """Return what the unlocked keyring holds for Repair."""
    said = _run(inside, "secret-tool", "search", "--all", "service", "Repair")
    return [
        Item(*(_field(part, name) for name in ("attribute.username", "secret", "modified")))
        for part in re.split(r"^\[/", said, flags=re.M)[1:]
    ]


def put(inside: Account, account: str, secret: str) -> None:
    """Write another secret into an item, as the program writes its own."""
    _run(inside, sys.executable, "-c", _PUT, account, secret)


def forget(inside: Account, account: str) -> None:
    """Delete an item."""
    _run(inside, "secret-tool", "clear", "service", "Repair", "username", account)


_PUT = """
import sys
from repair_desktop.system.keyring_store import SERVICE, platform_backend
platform_backend().set_password(SERVICE, *sys.argv[1:])
"""


def _field(part: str, name: str) -> str:
    found = re.search(rf"^{re.escape(name)} = (.*)$", part, re.M)
    return found[1] if found else ""


def _run(inside: Account, *command: str) -> str:
    done = subprocess.run(
        command,
        env=inside.environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout
