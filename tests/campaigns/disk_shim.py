"""Builds ``disk_shim.c`` and talks to it from inside the process it was loaded into."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("disk_shim.c")


def missing() -> str:
    """Return why there can be no shim here, or ""."""
    if sys.platform != "linux":
        return "the disk shim is for Linux"
    return "" if shutil.which("gcc") else "needs gcc for the disk shim"


def build(folder: Path) -> str:
    """Build the library in a temporary folder; return its path, for ``LD_PRELOAD``."""
    library = folder / "disk_shim.so"
    subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
    return str(library)


class Shim:
    """The shim of this process."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.shim_calls.restype = ctypes.c_long
        self._library.shim_fail.argtypes = [
            ctypes.c_long,
            ctypes.c_long,
            ctypes.c_int,
            ctypes.c_int,
        ]

    def watch(self, folder: Path) -> None:
        """Look at files below ``folder`` from now on."""
        self._library.shim_watch(os.fsencode(folder))

    def fail(self, first: int, last: int, error: int, cut_short: bool) -> None:
        """Let calls ``first`` to ``last`` fail with ``error``, counted from now.

        With ``cut_short`` the first one, if it writes, writes half of it and says so instead.
        """
        self._library.shim_fail(first, last, error, cut_short)

    def heal(self) -> int:
        """Let nothing fail any more; return how many calls there were since :meth:`fail`."""
        calls = int(self._library.shim_calls())
        self._library.shim_fail(0, 0, 0, 0)
        return calls

    def record(self, path: Path) -> None:
        """Write changes down in a file outside the watched folder."""
        if self._library.shim_record(os.fsencode(path)) < 0:
            raise OSError("no record can be written")

    def note(self, text: str) -> None:
        """Put a remark among the changes."""
        self._library.shim_note(text.encode())
