"""An installed package on Wayland. ``packaging/test linux`` runs this.

weston speaks the protocol that GNOME and KDE speak. It draws into a window of the desk's X server,
and has its keyboard; the program knows of no X server. What a real compositor adds (title bars, the
icon in the dock, more than one screen) has to be looked at by a person.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from helpers.desk import Desk, desk, missing_tools, program, wait_until

INSTALLED = "REPAIR_PROGRAM" in os.environ
MISSING = missing_tools() if INSTALLED else ["a package"]
MISSING += [] if shutil.which("weston") else ["weston"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

SOCKET = "wayland-repair"


@contextmanager
def wayland(at_desk: Desk) -> Iterator[Mapping[str, str]]:
    """Start a compositor, and yield what a program finds in its environment then."""
    environment = {
        name: value
        for name, value in at_desk.environment.items()
        if name not in ("DISPLAY", "QT_QPA_PLATFORM")
    }
    environment |= {"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": SOCKET}
    compositor = subprocess.Popen(
        [
            *("weston", "--backend=x11-backend.so", f"--socket={SOCKET}", "--idle-time=0"),
            *("--width=1440", "--height=900", "--no-config"),
        ],
        env=at_desk.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        place = Path(environment["XDG_RUNTIME_DIR"]) / SOCKET
        wait_until(lambda: place.exists() or compositor.poll() is not None, "a compositor")
        assert compositor.poll() is None
        yield environment
    finally:
        compositor.terminate()
        compositor.wait()


def test_its_own_test_passes() -> None:
    with desk() as at_desk, wayland(at_desk) as environment:
        assert at_desk.self_test(environment=environment)["platform"] == "wayland"


def test_every_screen_can_be_shown(tmp_path: Path) -> None:
    with desk() as at_desk, wayland(at_desk) as environment:
        done = subprocess.run(
            [*program(), "--tour", str(tmp_path / "pictures")],
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(list((tmp_path / "pictures").iterdir())) > 50
