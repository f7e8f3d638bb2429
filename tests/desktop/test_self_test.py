"""The self-test on a real X server, bus and keyring: all is well, and nothing of it is left."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from helpers.desk import desk, missing_tools

MISSING = missing_tools() + ([] if shutil.which("strace") else ["strace"])
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


def test_all_is_well_and_nothing_is_left(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    with desk() as at_desk:
        told = at_desk.self_test("strace", "-f", "-e", "trace=socket", "-o", str(calls))
        assert told["platform"] == "xcb"
        assert list(at_desk.home.rglob("repair-desktop")) == []
    sockets = re.findall(r"socket\((\w+).* = (.*)", calls.read_text(errors="replace"))
    assert any(family == "AF_UNIX" for family, _ in sockets)
    # One way out is tried, to see that the kernel refuses it.
    outside = [result for family, result in sockets if family.startswith("AF_INET")]
    assert all(result.startswith("-1 EACCES") for result in outside)
    assert len(outside) <= 1
