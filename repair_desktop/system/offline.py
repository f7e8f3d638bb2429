"""No internet: two locks that hold even for code that is not ours.

On Linux the kernel refuses this process, and every one it starts, a socket that leads out of the
computer. Everywhere Python itself refuses one, which holds for pure Python code only.

Sockets that stay inside the computer are left alone: the window, the keyring and the screen
reader are reached through them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

AF_UNIX = 1
AF_INET = 2
AF_NETLINK = 16
"""Talks to the kernel alone; libraries ask it which devices there are."""

LOCAL_FAMILIES = frozenset({AF_UNIX, AF_NETLINK} if sys.platform == "linux" else {AF_UNIX})

# --- the kernel's lock ------------------------------------------------------------------------

_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_SECCOMP_RET_ALLOW = 0x7FFF0000
_SECCOMP_RET_ERRNO = 0x00050000

# Instructions of classic BPF: a class, a width or a test, and where the operand is.
_LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS: take 32 bits of what follows
_IF_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_IF_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K

# Where struct seccomp_data holds what. Both processors are little-endian: the low half is first.
_CALL_NUMBER = 0
_ARCHITECTURE = 4
_FIRST_ARGUMENT = 16

_X32_CALLS = 0x40000000
"""On x86-64 the same calls have second numbers from here on."""

_NO_CALL = 0x7FFF0000
"""The number of no call at all: a kernel does not know it, and only the filter refuses it."""


@dataclass(frozen=True, slots=True)
class _Processor:
    """How a processor numbers what the filter looks for."""

    architecture: int
    socket: int
    io_uring_setup: int


_PROCESSORS = {
    "x86_64": _Processor(architecture=0xC000003E, socket=41, io_uring_setup=425),
    "aarch64": _Processor(architecture=0xC00000B7, socket=198, io_uring_setup=425),
}


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def filter_program(machine: str) -> bytes | None:
    """Return the BPF program for a processor, or None for one that is not known.

    Args:
        machine: As :func:`platform.machine` names it.
    """
    processor = _PROCESSORS.get(machine)
    if processor is None:
        return None
    refuse, allow = 9, 10  # the numbers of the last two instructions
    program = (
        (_LOAD, None, None, _ARCHITECTURE),
        # A program for another processor (32 bit) numbers its calls in another way.
        (_IF_EQUAL, 2, refuse, processor.architecture),
        (_LOAD, None, None, _CALL_NUMBER),
        (_IF_AT_LEAST, refuse, 4, _X32_CALLS),
        # io_uring opens sockets without a call that a filter could see.
        (_IF_EQUAL, refuse, 5, processor.io_uring_setup),
        (_IF_EQUAL, 6, allow, processor.socket),
        (_LOAD, None, None, _FIRST_ARGUMENT),
        (_IF_EQUAL, allow, 8, AF_UNIX),
        (_IF_EQUAL, allow, refuse, AF_NETLINK),
        (_RETURN, None, None, _SECCOMP_RET_ERRNO | errno.EACCES),
        (_RETURN, None, None, _SECCOMP_RET_ALLOW),
    )
    assembled = b""
    for number, (code, yes, no, operand) in enumerate(program):
        # Jumps count from the next instruction.
        steps = (0 if goal is None else goal - number - 1 for goal in (yes, no))
        assembled += struct.pack("=HBBI", code, *steps, operand)
    return assembled


def _ask_kernel() -> None:
    # A 32-bit Python on a 64-bit kernel would lock itself out of everything.
    program = filter_program(platform.machine()) if sys.maxsize > 1 << 32 else None
    if program is None:
        return
    library = ctypes.CDLL(None, use_errno=True)
    # Filters stay when a program takes another's place, as at every lock, and each costs time.
    if library.syscall(ctypes.c_long(_NO_CALL)) == -1 and ctypes.get_errno() == errno.EACCES:
        return
    words = [ctypes.c_ulong(number) for number in (1, 0, 0, 0)]
    # The kernel asks for this first: else a program with more rights would inherit the filter.
    if library.prctl(_PR_SET_NO_NEW_PRIVS, *words) == 0:
        filters = _FilterProgram(len(program) // 8, program)
        library.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_SECCOMP_MODE_FILTER), ctypes.byref(filters))


def kernel_refuses_internet() -> bool:
    """Tell whether the kernel refuses an internet socket; tries to make one. Never raises."""
    if sys.platform == "win32":
        return False
    try:
        library = ctypes.CDLL(None, use_errno=True)
        made: int = library.socket(AF_INET, 1, 0)
    except (OSError, AttributeError):
        return False
    if made >= 0:
        os.close(made)
        return False
    return ctypes.get_errno() == errno.EACCES


# --- Python's lock ----------------------------------------------------------------------------

_LOOKUPS = frozenset(
    {
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.getnameinfo",
    }
)
_USES = frozenset(
    {"socket.__new__", "socket.bind", "socket.connect", "socket.sendmsg", "socket.sendto"}
)
_WATCHED = _LOOKUPS | _USES


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what leads out of the computer. Called for every event there is, so it is short."""
    if event not in _WATCHED:
        return
    if event == "socket.__new__":
        family = arguments[1]
        # Somebody else's socket, whose family is looked up later; using it is refused then.
        if family == -1:
            return
    else:
        family = None if event in _LOOKUPS else getattr(arguments[0], "family", None)
    if family not in LOCAL_FAMILIES:
        raise PermissionError(errno.EACCES, "Repair opens no connections")


def python_refuses_internet() -> bool:
    """Tell whether Python refuses to look up an address. Never raises."""
    try:
        sys.audit("socket.getaddrinfo", "", 0, AF_INET, 0, 0)
    except PermissionError:
        return True
    return False


# --- both -------------------------------------------------------------------------------------


@cache
def stay_offline() -> None:
    """Let neither this process nor any it starts reach the internet, as far as the system can.

    Call it before there are threads: the kernel locks the thread that asks and what it starts.
    It can not be undone, and nothing happens the second time. Never raises.
    """
    sys.addaudithook(_guard)
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            _ask_kernel()
