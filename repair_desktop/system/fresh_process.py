"""A fresh process in place of this one: its memory holds no word.

Python and Qt keep copies of what was typed long after it was destroyed, and can not wipe them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

MARK = "--locked="
"""The argument a fresh process is started with; the window's looks follow it."""


def fresh_command(looks: str, words: Sequence[str] | None = None) -> list[str]:
    """Return the command that starts this program again, as it was started, but locked.

    Args:
        looks: What the window looks like now.
        words: The command of this process, found by itself when left out.
    """
    words = sys.orig_argv if words is None else words
    kept = [word for word in words[1:] if not word.startswith(MARK)]
    return [sys.executable, *kept, f"{MARK}{looks}"]


def replace_process(looks: str) -> None:
    """Start the program again, in this process where the system can do that.

    It comes back on Windows only, where another process was started and this one has to end.

    Raises:
        OSError: It can not be started. Nothing has changed.
    """
    command = fresh_command(looks)
    if sys.platform == "win32":
        subprocess.Popen(command, creationflags=subprocess.DETACHED_PROCESS)
        return
    _keep_files_from_it()
    os.execv(command[0], command)


def _keep_files_from_it() -> None:
    """Let no library hand its files over: a window's connection would keep the window there."""
    with suppress(OSError):
        for name in os.listdir("/dev/fd"):  # noqa: PTH208 - closed before the files are looked at
            if int(name) > 2:
                with suppress(OSError):
                    os.set_inheritable(int(name), False)
