"""Nothing leads out of the computer: not from Python, not past it, not from what it starts."""

from __future__ import annotations

import errno
import json
import platform
import struct
import subprocess
import sys
from typing import Any

import pytest

from repair_desktop.system import offline

PROCESSORS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
ON_LINUX = sys.platform == "linux" and platform.machine() in PROCESSORS
linux_only = pytest.mark.skipif(not ON_LINUX, reason="this system's kernel has no such filter")

ALLOWED = 0x7FFF0000
REFUSED = 0x00050000 | errno.EACCES
IO_URING_SETUP = 425


def run_filter(program: bytes, call: int, architecture: int, first: int = 0) -> int:
    """Do what the kernel does with a filter, and return its verdict."""
    data = struct.pack("<IIQ6Q", call, architecture, 0, first, *[0] * 5)
    steps = list(struct.iter_unpack("=HBBI", program))
    at, taken = 0, 0
    while True:
        code, yes, no, operand = steps[at]
        at += 1
        match code:
            case 0x20:
                (taken,) = struct.unpack_from("<I", data, operand)
            case 0x15:
                at += yes if taken == operand else no
            case 0x35:
                at += yes if taken >= operand else no
            case 0x06:
                return int(operand)
            case _:
                raise AssertionError(code)


@pytest.mark.parametrize("machine", PROCESSORS)
def test_what_the_filter_says(machine: str) -> None:
    program = offline.filter_program(machine)
    assert program is not None
    architecture, socket = PROCESSORS[machine]
    inside = {1, 16}
    for family in range(64):
        wanted = ALLOWED if family in inside else REFUSED
        assert run_filter(program, socket, architecture, family) == wanted, family
    # The kernel looks at 32 bits only, and so must the filter.
    assert run_filter(program, socket, architecture, 2 | 1 << 32) == REFUSED
    assert run_filter(program, IO_URING_SETUP, architecture) == REFUSED
    for call in set(range(500)) - {socket, IO_URING_SETUP}:
        assert run_filter(program, call, architecture, 2) == ALLOWED, call


def test_no_way_round_the_filter_by_another_numbering() -> None:
    program = offline.filter_program("x86_64")
    assert program is not None
    x32 = 0x40000000
    assert run_filter(program, x32 | 41, PROCESSORS["x86_64"][0], 2) == REFUSED
    i386, socketcall = 0x40000003, 102
    assert run_filter(program, socketcall, i386, 1) == REFUSED


@pytest.mark.parametrize("machine", ["i686", "armv7l", "riscv64", "aarch64_be", ""])
def test_no_filter_for_a_processor_it_was_not_written_for(machine: str) -> None:
    assert offline.filter_program(machine) is None


BEGIN = """
import ctypes, errno, json, socket, subprocess, sys
from repair_desktop.system.hardening import harden_process
from repair_desktop.system import offline

def locks():
    return [offline.kernel_refuses_internet(), offline.python_refuses_internet()]

def attempt(call, *arguments):
    try:
        made = call(*arguments)
    except OSError as error:
        return errno.errorcode[error.errno]
    if hasattr(made, "close"):
        made.close()
    return "done"

said = {"before": locks()}
given = socket.socket(socket.AF_INET, socket.SOCK_DGRAM).detach()  # open from before
harden_process()
said["after"] = locks()
"""


def child(script: str) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-c", f"{BEGIN}\n{script}\nprint(json.dumps(said))"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    said: dict[str, Any] = json.loads(run.stdout)
    assert said["before"] == [False, False]
    assert said["after"] == [ON_LINUX, True]
    return said


def test_python_refuses() -> None:
    said = child(
        """
said["new"] = [attempt(socket.socket, family) for family in (socket.AF_INET, socket.AF_INET6)]
said["ask"] = [
    attempt(socket.getaddrinfo, "localhost", 80),
    attempt(socket.gethostbyname, "localhost"),
    attempt(socket.gethostbyaddr, "127.0.0.1"),
    attempt(socket.create_connection, ("127.0.0.1", 9)),
]
far = socket.socket(fileno=given)
said["given"] = [
    attempt(far.bind, ("127.0.0.1", 0)),
    attempt(far.connect, ("127.0.0.1", 9)),
    attempt(far.sendto, b"", ("127.0.0.1", 9)),
]
far.close()
"""
    )
    assert said["new"] == ["EACCES"] * 2
    assert said["ask"] == ["EACCES"] * 4
    assert said["given"] == ["EACCES"] * 3


@linux_only
def test_the_kernel_refuses_what_python_does_not_see() -> None:
    said = child(
        """
library = ctypes.CDLL(None, use_errno=True)
said["kernel"] = [
    (library.socket(family, 1, 0) < 0, errno.errorcode[ctypes.get_errno()])
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_PACKET, socket.AF_VSOCK)
]
said["io_uring"] = (library.syscall(425, 1, None) < 0, errno.errorcode[ctypes.get_errno()])
"""
    )
    assert said["kernel"] == [[True, "EACCES"]] * 4
    assert said["io_uring"] == [True, "EACCES"]


@linux_only
def test_what_it_starts_is_locked_too_and_gets_no_rights() -> None:
    said = child(
        """
script = "import socket; socket.socket(socket.AF_UNIX).close(); socket.socket()"
run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
said["child"] = [run.returncode, run.stderr.splitlines()[-1]]
status = subprocess.run(["cat", "/proc/self/status"], capture_output=True, text=True).stdout
said["rights"] = "NoNewPrivs:\\t1" in status
"""
    )
    assert said["child"] == [1, "PermissionError: [Errno 13] Permission denied"]
    assert said["rights"] is True


@pytest.mark.skipif(sys.platform == "win32", reason="made for sockets with a path")
def test_sockets_inside_the_computer_work() -> None:
    said = child(
        """
left, right = socket.socketpair()
left.sendall(b"near")
said["heard"] = right.recv(4).decode()
near = socket.socket(socket.AF_UNIX)
said["near"] = [attempt(near.bind, "/no such folder/a"), attempt(near.connect, "/no such folder")]
for made in (left, right, near):
    made.close()
"""
    )
    assert said["heard"] == "near"
    assert said["near"] == ["ENOENT"] * 2


def test_locking_twice_is_locking_once() -> None:
    said = child(
        """
hooks = []
sys.addaudithook(lambda event, _: event == "sys.addaudithook" and hooks.append(event))
harden_process()
said["again"], said["hooks"] = locks(), len(hooks)
"""
    )
    assert said["again"] == [ON_LINUX, True]
    assert said["hooks"] == 0


@linux_only
def test_the_next_process_adds_no_second_filter() -> None:
    """Each lock puts a fresh process in this one's place, and filters are never taken away."""
    said = child(
        """
count = "print([line for line in open('/proc/self/status') if 'Seccomp_filters' in line])"
harden = "from repair_desktop.system.hardening import harden_process; harden_process()"
def run(script):
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout
said["counts"] = [run(count), run(f"{harden}; {count}")]
"""
    )
    assert said["counts"][0] == said["counts"][1] != ""


UNKNOWN = """
import platform
platform.machine = lambda: "abacus"
"""


@linux_only
def test_a_processor_that_is_not_known_is_left_alone() -> None:
    script = UNKNOWN + BEGIN + "print(json.dumps(said))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout)["after"] == [False, True]


@linux_only
def test_a_kernel_that_knows_no_filters_is_left_alone() -> None:
    """Here another filter, made of the same parts, answers in the old kernel's stead."""
    old = """
import errno, os
from repair_desktop.system import offline
real = offline.filter_program
number = {"x86_64": 157, "aarch64": 167}[offline.platform.machine()]  # prctl

def refuse_filters(machine):
    import struct
    steps = ((0x20, 0, 0, 0), (0x15, 0, 3, number), (0x20, 0, 0, 16), (0x15, 0, 1, 22),
             (0x06, 0, 0, 0x50000 | errno.EINVAL), (0x06, 0, 0, 0x7FFF0000))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)

offline.filter_program = refuse_filters
offline._ask_kernel()
offline.filter_program = real
"""
    script = old + BEGIN + "print(json.dumps(said))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout)["after"] == [False, True]
