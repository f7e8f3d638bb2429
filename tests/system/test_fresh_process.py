from __future__ import annotations

import subprocess
import sys

import pytest

from repair_desktop.system.fresh_process import fresh_command

PROGRAM = """
import os, sys
from repair_desktop.system.fresh_process import replace_process
print(os.getpid(), sys.argv[1:], flush=True)
if not any(word.startswith("--locked=") for word in sys.argv):
    pipe = os.pipe()
    os.set_inheritable(pipe[0], True)
    print(len(os.listdir("/dev/fd")) >= 5, flush=True)
    replace_process("ab,,,")
print(len(os.listdir("/dev/fd")), flush=True)
"""


def test_it_starts_as_it_was_started() -> None:
    words = ["python", "-X", "utf8", "-m", "repair_desktop", "--data-dir", "/a b"]
    command = fresh_command("ff,veiled,,", words)
    assert command == [sys.executable, *words[1:], "--locked=ff,veiled,,"]
    assert fresh_command("00,,,", command) == [sys.executable, *words[1:], "--locked=00,,,"]


@pytest.mark.skipif(sys.platform == "win32", reason="another process there")
def test_the_process_stays_and_its_files_do_not() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "one two"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    before, had, after, has = done.stdout.splitlines()
    assert before.split()[0] == after.split()[0]
    assert after.endswith("['one two', '--locked=ab,,,']")
    assert had == "True"
    assert has == "4"  # the three of everybody, and the folder that is read
