"""An installed package, on a desktop of an ordinary user. ``packaging/test linux`` runs this.

REPAIR_PROGRAM names the program; nothing of the checkout is imported but the helpers.
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
from helpers.by_ear import make_a_journal
from helpers.desk import DEBIAN_PYTHON, desk, missing_tools, program, reader

INSTALLED = "REPAIR_PROGRAM" in os.environ
MISSING = missing_tools() if INSTALLED else ["a package"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]


def test_its_own_test_passes() -> None:
    with desk() as at_desk:
        told = at_desk.self_test()
        assert told["packaged"] is True
        assert told["platform"] == "xcb"


def test_the_tour_opens_no_way_out(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    with desk() as at_desk:
        done = subprocess.run(
            [
                *("strace", "-f", "-e", "trace=%network", "-o", str(calls)),
                *(*program(), "--tour", str(tmp_path / "pictures")),
            ],
            env=at_desk.environment,
            capture_output=True,
            timeout=400,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(list((tmp_path / "pictures").iterdir())) > 50
    text = calls.read_text(errors="replace")
    used = Counter(re.findall(r"\bsocket\((\w+)", text))
    sys.stdout.write(f"sockets in the tour: {dict(used)}\n")
    assert used["AF_UNIX"] > 0
    assert set(used) <= {"AF_UNIX", "AF_NETLINK"}
    assert "AF_INET" not in text


def test_a_locked_window_is_another_process_with_the_same_locks() -> None:
    with desk() as at_desk, reader(at_desk) as hears:
        at_desk.start()
        make_a_journal(at_desk, hears)
        assert at_desk.program is not None
        before = words_of(at_desk.program.pid)
        assert not any(word.startswith("--locked=") for word in before)
        for _ in range(2):
            at_desk.key("ctrl+l")
            hears.wait_for("Open my journal")
            assert at_desk.program.poll() is None
            after = words_of(at_desk.program.pid)
            assert Path(after[0]).resolve() == Path(before[0]).resolve()
            assert sum(word.startswith("--locked=") for word in after) == 1
            # The kernel's filter is there, and is there once.
            told = Path(f"/proc/{at_desk.program.pid}/status").read_text()
            assert re.search(r"^Seccomp_filters:\s*1$", told, re.M) or filters_below(told)
            hears.press("Open my journal")
            hears.wait_for("Today")
        at_desk.key("ctrl+q")
        assert at_desk.wait_for_end() == 0


def words_of(process: int) -> list[str]:
    return Path(f"/proc/{process}/cmdline").read_text().rstrip("\0").split("\0")


def filters_below(told: str) -> bool:
    """Whether there is one filter more than the machine that the test runs on has itself."""
    own = Path("/proc/self/status").read_text()
    count = re.compile(r"^Seccomp_filters:\s*(\d+)$", re.M)
    theirs, ours = count.search(told), count.search(own)
    return theirs is not None and ours is not None and int(theirs[1]) == int(ours[1]) + 1


ASK_THE_DESKTOP = """
import sys
from gi.repository import Gio
kind, _unsure = Gio.content_type_guess(sys.argv[1], None)
app = Gio.AppInfo.get_default_for_type(kind, False)
print(kind, app.get_id() if app else "", app.get_commandline() if app else "")
"""


@pytest.mark.skipif(
    shutil.which("update-mime-database") is None or shutil.which("dpkg") is None,
    reason="no desktop that knows kinds of files",
)
def test_a_sheet_opens_with_a_double_click() -> None:
    with desk() as at_desk:
        asked = at_desk.run(DEBIAN_PYTHON, "-c", ASK_THE_DESKTOP, "For you.repairsheet")
    assert asked.split() == [
        "application/vnd.repairdesktop.sheet+json",
        "org.repairdesktop.Repair.desktop",
        "repair-desktop",
        "%f",
    ]


def test_somebody_who_never_ran_it_leaves_nothing_by_looking() -> None:
    with desk() as at_desk:
        assert at_desk.run(*program(), "--version").startswith("Repair ")
        assert "There is no journal here yet." in at_desk.run(*program(), "doctor")
        assert list(at_desk.home.rglob("*repair*")) == []
