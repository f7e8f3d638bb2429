"""No internet, seen from outside: every call to the kernel while the program shows all it has.

On a real X server with a session bus and GNOME Keyring, which are reached through sockets too.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from helpers.desk import ROOT, desk, missing_tools

MISSING = missing_tools() + ([] if shutil.which("strace") else ["strace"])
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

# A program that keeps its memory to itself hides the names of files from strace as well, unless
# strace is run by an administrator. Inside a snap it has to leave that out.
LET_STRACE_READ = {"SNAP": "for strace"}


def strace(at: Path, environment: dict[str, str], *command: str) -> tuple[int, str]:
    """Run a command; return its exit code and all its calls that open a file or use a socket."""
    calls = at / "calls"
    done = subprocess.run(
        ["strace", "-f", "-e", "trace=%network,open,openat", "-o", str(calls), *command],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        timeout=150,
        check=False,
    )
    return done.returncode, calls.read_text(errors="replace")


def families(calls: str) -> Counter[str]:
    return Counter(re.findall(r"\bsocket\((\w+)", calls))


def test_what_is_looked_for_would_be_found(tmp_path: Path) -> None:
    script = (
        "from repair_desktop.system.hardening import harden_process; harden_process();"
        "import ctypes; ctypes.CDLL(None).socket(2, 1, 0); from PySide6 import QtNetwork"
    )
    environment = {"PATH": "/usr/bin", **LET_STRACE_READ}
    _code, calls = strace(tmp_path, environment, sys.executable, "-c", script)
    assert families(calls)["AF_INET"] == 1
    assert "-1 EACCES" in calls  # tried, and refused
    assert "QtNetwork" in calls
    assert "libQt6Network" in calls


def test_the_whole_tour_opens_no_way_out(tmp_path: Path) -> None:
    with desk() as at_desk:
        environment = at_desk.environment | LET_STRACE_READ
        code, calls = strace(
            tmp_path,
            environment,
            *(sys.executable, "-m", "repair_desktop", "--tour", str(tmp_path / "pictures")),
        )
    assert code == 0
    assert len(list((tmp_path / "pictures").iterdir())) > 50
    assert "libQt6Widgets" in calls  # names are readable
    used = families(calls)
    assert used["AF_UNIX"] > 0  # screen, bus and keyring
    assert set(used) <= {"AF_UNIX", "AF_NETLINK"}
    assert "AF_INET" not in calls
    assert "QtNetwork" not in calls
    assert "Qt6Network" not in calls
