"""What a process can do so that its memory and files stay with their owner."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from dataclasses import dataclass

from repair_desktop.system.offline import (
    kernel_refuses_internet,
    python_refuses_internet,
    stay_offline,
)

_PR_GET_DUMPABLE = 3
_PR_SET_DUMPABLE = 4


def harden_process() -> None:
    """Make new files private, write no core dumps, show no other program the memory, stay offline.

    Call it first: files and threads made before are not changed. Never raises.
    """
    os.umask(0o077)
    stay_offline()
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Inside a snap, the desktop portals look at the process and would refuse it.
    if sys.platform == "linux" and "SNAP" not in os.environ:
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Hardening:
    """What holds in this process; None where the system has no such thing.

    Attributes:
        private_files: New files can be read by their owner only.
        no_core_dumps: A crash writes no picture of the memory.
        memory_hidden: Other programs of the account can not read the memory.
        kernel_offline: The kernel refuses internet sockets.
        python_offline: Python refuses internet sockets.
    """

    private_files: bool | None
    no_core_dumps: bool | None
    memory_hidden: bool | None
    kernel_offline: bool | None
    python_offline: bool


def present_hardening() -> Hardening:
    """Ask the system what holds now. Never raises."""
    private_files = no_core_dumps = memory_hidden = kernel_offline = None
    if sys.platform != "win32":
        import resource

        mask = os.umask(0o077)
        os.umask(mask)
        private_files = mask & 0o077 == 0o077
        no_core_dumps = resource.getrlimit(resource.RLIMIT_CORE)[1] == 0
    if sys.platform == "linux":
        kernel_offline = kernel_refuses_internet()
        with suppress(OSError, AttributeError):
            memory_hidden = ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == 0
    return Hardening(
        private_files, no_core_dumps, memory_hidden, kernel_offline, python_refuses_internet()
    )
