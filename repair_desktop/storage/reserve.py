"""Space that is kept back on the disk, so that the last words find room on a full one."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from repair_desktop.core.errors import DiskFull, for_os_error
from repair_desktop.core.ports import Space
from repair_desktop.storage.files import create_private

NAME = "reserve.bin"

SIZE = 8 * 1024 * 1024
"""Bytes that are kept back: years of writing by hand."""


class Reserve:
    """A file of random bytes, which is deleted when its space is needed. Nothing here raises.

    A disk that other programs fill at the same moment, or one whose snapshots keep deleted files,
    may not give the space back.

    Args:
        folder: Where it lies: on the journal's disk.

    Attributes:
        space: How much there is, as far as the reserve tells.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self.space = Space.ENOUGH

    def make(self, size: int = SIZE) -> None:
        """Make the file of ``size`` bytes, unless it is there or takes more than half of the room.

        The room is what is free on the disk.
        """
        with suppress(OSError):
            if self._path.is_file() and self._path.stat().st_size == size:
                return
        try:
            self._path.unlink(missing_ok=True)  # one that was cut short
            if shutil.disk_usage(self._path.parent).free < 2 * size:
                self.space = Space.SHORT
                return
            create_private(self._path)
            with self._path.open("r+b", buffering=0) as file:
                # Random: a disk that packs its files would keep no space for zeros.
                left = memoryview(os.urandom(size))
                while left:
                    left = left[file.write(left) :]
                os.fsync(file.fileno())
        except OSError as error:
            self.release()
            full = isinstance(for_os_error(error), DiskFull)
            self.space = Space.SHORT if full else Space.ENOUGH

    def release(self) -> bool:
        """Delete the file. False when there was none, or the disk would not have it."""
        try:
            self._path.unlink()
        except OSError:
            return False
        self.space = Space.USED
        return True
