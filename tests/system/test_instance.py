from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.disks import disk_to_lock, read_only
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import FolderReadOnly
from repair_desktop.system.instance import InstanceLock

OTHER = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from repair_desktop.system.instance import InstanceLock
app = QCoreApplication([])
lock = InstanceLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
if sys.argv[2] == "ask":
    lock.ask_to_raise()
else:
    sys.stdin.read()
"""


def other(folder: Path, what: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder), what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def lock(qtbot: QtBot, tmp_path: Path) -> Iterator[InstanceLock]:
    lock = InstanceLock(tmp_path / "data")
    yield lock
    lock.release()


def test_a_second_start_brings_the_first_forward(
    lock: InstanceLock, qtbot: QtBot, tmp_path: Path
) -> None:
    assert lock.acquire()
    for _ in range(2):
        with qtbot.waitSignal(lock.raise_requested), other(tmp_path / "data", "ask") as second:
            said, _err = second.communicate()
        assert said == "False\n"
    if os.name != "nt":
        for file in (tmp_path / "data").iterdir():
            assert not stat.S_IMODE(file.stat().st_mode) & 0o022, file


def test_a_killed_program_does_not_hold_the_folder(lock: InstanceLock, tmp_path: Path) -> None:
    with other(tmp_path / "data", "hold") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "True\n"
        assert not lock.acquire()
        lock.release()  # what is not held is not given free
        assert not lock.acquire()
        first.kill()
        first.wait()
        assert lock.acquire()


def test_a_folder_given_free_can_be_taken(lock: InstanceLock, tmp_path: Path) -> None:
    assert lock.acquire()
    lock.release()
    assert list((tmp_path / "data").iterdir()) == []
    assert lock.acquire()


def test_the_bell_is_hung_again(lock: InstanceLock, qtbot: QtBot, tmp_path: Path) -> None:
    assert lock.acquire()
    bell = tmp_path / "data/raise"
    bell.unlink()
    qtbot.waitUntil(bell.exists)
    with qtbot.waitSignal(lock.raise_requested):
        InstanceLock(tmp_path / "data").ask_to_raise()


def test_asking_nobody(tmp_path: Path) -> None:
    InstanceLock(tmp_path / "nowhere").ask_to_raise()
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_folder(qtbot: QtBot, tmp_path: Path) -> None:
    with disk_to_lock(tmp_path / "disk") as disk, read_only(disk), pytest.raises(FolderReadOnly):
        InstanceLock(disk).acquire()
