"""The self-test on a real X server, bus and keyring: all is well, and nothing of it is left."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.desk import ROOT, desk, missing_tools

MISSING = missing_tools() + ([] if shutil.which("strace") else ["strace"])
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


def test_all_is_well_and_nothing_is_left(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    with desk() as at_desk:
        done = subprocess.run(
            [
                *("strace", "-f", "-e", "trace=socket", "-o", str(calls)),
                *(sys.executable, "-m", "repair_desktop", "--self-test"),
            ],
            env=at_desk.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        told = json.loads(done.stdout)
        assert [check for check in told["checks"] if not check["ok"]] == []
        assert done.returncode == 0
        assert told["ok"] is True
        assert told["platform"] == "xcb"
        assert at_desk.run("secret-tool", "search", "--all", "service", "Repair").strip() == ""
        assert list((at_desk.root / "tmp").glob("repair-*")) == []
        assert list(at_desk.home.rglob("repair-desktop")) == []
    sockets = re.findall(r"socket\((\w+).* = (.*)", calls.read_text(errors="replace"))
    assert any(family == "AF_UNIX" for family, _ in sockets)
    # One way out is tried, to see that the kernel refuses it.
    outside = [result for family, result in sockets if family.startswith("AF_INET")]
    assert all(result.startswith("-1 EACCES") for result in outside)
    assert len(outside) <= 1
