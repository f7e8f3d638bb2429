"""No internet, seen from outside: every call to the kernel while the program shows all it has.

On a real X server with a session bus and GNOME Keyring, which are reached through sockets too; and
once more where there is no network at all.
"""

from __future__ import annotations

import os
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


@pytest.mark.long
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


AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NO_NETWORK = ["unshare", *([] if AS_ROOT else ["--map-root-user"]), "--net"]

IN_THERE = """
import errno, pathlib, socket, subprocess, sys
from helpers.desk import ROOT, desk

lines = pathlib.Path("/proc/net/dev").read_text().splitlines()
devices = [line.split(":")[0].strip() for line in lines if ":" in line]
try:
    socket.create_connection(("127.0.0.1", 9))
except OSError as error:
    here = errno.errorcode[error.errno]
with desk() as at_desk:
    command = [sys.executable, "-m", "repair_desktop", "--tour", sys.argv[1]]
    tour = subprocess.run(command, env=at_desk.environment, cwd=ROOT, timeout=150)
print(devices, here, tour.returncode)
"""


def can_leave_the_network() -> bool:
    """Tell whether this system lets a process be without any network."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*NO_NETWORK, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not can_leave_the_network(), reason="unshare --net is not permitted")
def test_the_whole_tour_where_there_is_no_network(tmp_path: Path) -> None:
    done = subprocess.run(
        [*NO_NETWORK, sys.executable, "-c", IN_THERE, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    # The one device left leads to the computer itself, and is not even switched on.
    assert done.stdout.splitlines()[-1] == "['lo'] ENETUNREACH 0", done.stderr[-2000:]
    assert len(list(tmp_path.iterdir())) > 50
