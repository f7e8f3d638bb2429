"""Small and read-only disks. Root passes every permission check, so root gets real ones."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size: str = "1m") -> Iterator[Path]:
    """A real disk of that size, mounted at ``folder``. Needs root; skips without."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.name == "nt" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """Make a folder read-only for a while, also for root (then it has to be a small disk)."""
    if os.geteuid() == 0:
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield folder
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
    else:
        folder.chmod(0o500)
        yield folder
        folder.chmod(0o700)


@contextmanager
def disk_to_lock(folder: Path) -> Iterator[Path]:
    """A folder that :func:`read_only` can lock for whoever runs the tests."""
    if os.geteuid() == 0:
        with small_disk(folder, "4m"):
            yield folder
    else:
        folder.mkdir(exist_ok=True)
        yield folder


def fill(folder: Path, name: str = "filling") -> Path:
    """Fill a small disk to the last byte; delete the returned file to make space."""
    path = folder / name
    with path.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return path
