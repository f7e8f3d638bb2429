"""A real desktop without a screen: X server, window manager, bus, keyring and a screen reader.

On Debian: xvfb openbox xdotool dbus-daemon at-spi2-core gir1.2-atspi-2.0 python3-gi gnome-keyring
libsecret-tools.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
READER = Path(__file__).with_name("screen_reader.py")
PATIENCE = 40.0
"""Seconds until something that should happen on the desktop counts as not happening."""

DEBIAN_PYTHON = "/usr/bin/python3"
AT_SPI = Path("/usr/libexec/at-spi-bus-launcher")
TOOLS = ("Xvfb", "openbox", "xdotool", "dbus-daemon", "gnome-keyring-daemon", "secret-tool")


def missing_tools() -> list[str]:
    """Return what this machine lacks for a desk."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not AT_SPI.exists():
        missing.append("at-spi2-core")
    found = (
        subprocess.run(
            [DEBIAN_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"],
            capture_output=True,
            check=False,
        )
        if Path(DEBIAN_PYTHON).exists()
        else None
    )
    if found is None or found.returncode:
        missing.append("gir1.2-atspi-2.0")
    return missing


def program() -> list[str]:
    """Return how the program is started: REPAIR_PROGRAM, one that is installed, or the checkout."""
    installed = os.environ.get("REPAIR_PROGRAM")
    return [installed] if installed else [sys.executable, "-m", "repair_desktop"]


class Desk:
    """A made-up account at a made-up computer."""

    def __init__(self, root: Path, environment: Mapping[str, str]) -> None:
        self.root = root
        self.home = root / "home"
        self.environment = dict(environment)
        self.program: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> None:
        """Start Repair in a window."""
        self.program = subprocess.Popen(
            [*program(), *arguments],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        """Kill it, without a chance to save."""
        assert self.program is not None
        self.program.send_signal(signal.SIGKILL)
        self.program.wait(PATIENCE)

    def wait_for_end(self) -> int:
        """Wait until it ends by itself; return its exit code."""
        assert self.program is not None
        return self.program.wait(PATIENCE)

    def run(self, *command: str) -> str:
        """Run a command of the desktop and return what it prints."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=60
        )
        return done.stdout + done.stderr

    def self_test(
        self, *before: str, environment: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """Let the program test itself, which has to go well, and return what it says.

        Args:
            before: What it is started by, such as strace.
            environment: Another one than the desk's.
        """
        done = subprocess.run(
            [*before, *program(), "--self-test"],
            env=dict(environment or self.environment),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        told: dict[str, Any] = json.loads(done.stdout)
        assert [check for check in told["checks"] if not check["ok"]] == []
        assert told["ok"] is True
        assert done.returncode == 0
        assert self.run("secret-tool", "search", "--all", "service", "Repair").strip() == ""
        assert [path for path in (self.root / "tmp").iterdir() if "repair" in path.name] == []
        return told

    def key(self, *keys: str) -> None:
        """Press keys, such as ``"ctrl+n"``."""
        self.run("xdotool", "key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type words into whatever has the focus."""
        self.run("xdotool", "type", "--clearmodifiers", "--delay", "4", text)

    def written_files(self) -> Iterator[Path]:
        """Yield every file of the account, temporary ones too."""
        for path in self.root.rglob("*"):
            if path.is_file():
                yield path


class Reader:
    """What somebody hears who can not see the screen."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [DEBIAN_PYTHON, str(READER)],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, command: str, *arguments: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([command, *arguments]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(PATIENCE)

    def focus(self) -> str:
        """The name of what has the focus."""
        return str(self.ask("focus"))

    def names(self, role: str = "") -> list[str]:
        """The names of everything that is shown."""
        return list(self.ask("names", role))

    def sees(self, name: str) -> bool:
        """Whether something of that name, or with that text, is shown."""
        return name in self.names()

    def texts(self) -> str:
        """Every name and every text that is shown, in one string."""
        return "\n".join(self.ask("texts"))

    def roles(self, name: str) -> list[str]:
        """The roles of what is shown, usable and of that name."""
        return list(self.ask("roles", name))

    def press(self, name: str) -> None:
        """Do what a control of that name does."""
        wait_until(lambda: bool(self.roles(name)), f"{name} to press")
        assert self.ask("press", name), f"{name} could not be pressed"

    def wait_for(self, name: str) -> None:
        wait_until(lambda: self.sees(name), f"{name}; heard: {self.names()[:80]}")


def wait_until(true: Callable[[], bool], what: str) -> None:
    """Look again and again until something is true; fail when it takes too long."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            pytest.fail(f"waited in vain for {what}")
        select_nothing()


def select_nothing() -> None:
    """Let the other programs work for a moment."""
    import select

    select.select([], [], [], 0.05)


@contextmanager
def desk(kept: Path | None = None) -> Iterator[Desk]:
    """Set a desk up, and clear it away.

    Args:
        kept: Where it is; what somebody keeps there outlives the desk. A temporary folder when left
            out.
    """
    with ExitStack() as stack:
        # Not tmp_path: sockets have short names.
        root = kept or Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="rd", ignore_cleanup_errors=True)
            )
        )
        for folder in ("home", "tmp"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        (root / "run").mkdir(mode=0o700, exist_ok=True)
        keep = ("PATH", "LANG", "LD_LIBRARY_PATH")
        environment = {key: os.environ[key] for key in keep if key in os.environ}
        environment |= {
            "HOME": str(root / "home"),
            "TMPDIR": str(root / "tmp"),
            "XDG_RUNTIME_DIR": str(root / "run"),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_QPA_PLATFORM": "xcb",
            "NO_AT_BRIDGE": "0",
        }

        def serve(*command: str, **more: Any) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(
                command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True, **more
            )
            stack.callback(_end, process)
            return process

        read, write = os.pipe()
        serve(
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            "1440x900x24",
            "-r",
            # Else it begins anew when the first client leaves, and the window manager is gone.
            "-noreset",
            "-nolisten",
            "tcp",
            pass_fds=[write],
            stdout=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as display:
            environment["DISPLAY"] = f":{display.readline().strip()}"
        bus = serve(
            "dbus-daemon", "--session", "--nofork", "--print-address", stdout=subprocess.PIPE
        )
        assert bus.stdout is not None
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        bus.stdout.close()
        serve(str(AT_SPI), "--launch-immediately", stdout=subprocess.DEVNULL)
        serve("openbox", stdout=subprocess.DEVNULL)
        keyring = serve(
            "gnome-keyring-daemon",
            "--foreground",
            "--unlock",
            "--components=secrets",
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        assert keyring.stdin is not None
        keyring.stdin.write(b"pw")
        keyring.stdin.close()
        made = Desk(root, environment)
        stack.callback(
            lambda: made.kill() if made.program and made.program.poll() is None else None
        )
        yield made


@contextmanager
def reader(desk: Desk) -> Iterator[Reader]:
    """Listen to the program that runs on a desk."""
    made = Reader(desk.environment)
    try:
        yield made
    finally:
        made.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(5)
