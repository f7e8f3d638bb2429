from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

FACTS = """
import json, os
from dataclasses import asdict
from repair_desktop.system.hardening import harden_process, present_hardening
os.umask(0o022)
before = asdict(present_hardening())
harden_process()
mask = os.umask(0)
print(json.dumps([before, asdict(present_hardening()), mask]))
"""

SCRIPT = """
import ctypes, os, resource, stat, sys
from repair_desktop.system.hardening import harden_process
harden_process()
open(sys.argv[1], "w").close()
print(oct(stat.S_IMODE(os.stat(sys.argv[1]).st_mode)))
print(resource.getrlimit(resource.RLIMIT_CORE))
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == "linux" else 0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other means")
def test_a_hardened_process_keeps_to_itself(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "file")],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.stdout.splitlines() == ["0o600", "(0, 0)", "0"]


def test_what_holds_is_asked_and_not_remembered() -> None:
    run = subprocess.run(
        [sys.executable, "-c", FACTS], check=True, capture_output=True, text=True, timeout=60
    )
    before, after, mask = json.loads(run.stdout)
    assert before["python_offline"] is False
    assert after["python_offline"] is True
    if sys.platform != "win32":
        assert before["private_files"] is False
        assert mask == 0o077
        assert after["private_files"] is False  # the mask was taken away again
        assert after["no_core_dumps"] is True
    if sys.platform == "linux":
        assert before["memory_hidden"] is False
        assert after["memory_hidden"] is True
        assert before["kernel_offline"] is False
        assert after["kernel_offline"] is (platform.machine() in ("x86_64", "aarch64"))
    else:
        assert after["kernel_offline"] is None
