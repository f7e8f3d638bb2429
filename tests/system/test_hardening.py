from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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
