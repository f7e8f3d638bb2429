"""The whole program, run to its end: what lets a program reach the internet was never loaded."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

# The made-up journal is opened, every place of the window is made, and the program leaves.
SCRIPT = """
import json, sys
from PySide6.QtCore import QTimer
from repair_desktop.app.program import Program
from repair_desktop.gui.shell.places import Place

begin, seen = Program.begin_demo, []

def begin_and_leave(program, *years):
    begin(program, *years)
    timer = QTimer(program, interval=20)

    def look():
        if program.window.current_page() is not None and not program.is_busy:
            places = [place for place in Place if place not in seen]
            if program._session is None or not places:
                if places:
                    return
                timer.stop()
                program.leave()
                return
            seen.append(places[0])
            program._session.show(places[0])

    timer.timeout.connect(look)
    timer.start()

Program.begin_demo = begin_and_leave
sys.argv[1:] = ["--demo", "--years", "1"]
from repair_desktop.__main__ import main
code = main()
from repair_desktop.system import offline
try:
    mapped = open("/proc/self/maps").read()
except OSError:
    mapped = ""
print(json.dumps({
    "code": code,
    "seen": [place.name for place in seen],
    "locked": [offline.kernel_refuses_internet(), offline.python_refuses_internet()],
    "modules": [name for name in sys.modules if "QtNetwork" in name or "QtWeb" in name],
    "widgets": "libQt6Widgets" in mapped,
    "network": [part for part in ("Qt6Network", "QtNetwork", "libcurl") if part in mapped],
}))
"""


def test_no_network_library_in_a_whole_run(private_home: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=80,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout.splitlines()[-1])
    assert said["code"] == 0
    assert "TIMELINE" in said["seen"]
    assert "SETTINGS" in said["seen"]
    has_filter = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")
    assert said["locked"] == [has_filter, True]
    assert said["widgets"] is (sys.platform == "linux")
    assert said["modules"] == []
    assert said["network"] == []
