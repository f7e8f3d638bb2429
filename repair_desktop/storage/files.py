"""Files that are private from their first moment, and that are on the disk when we say so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from repair_desktop.core.errors import for_os_error


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn :class:`OSError` into the known error it stands for."""
    try:
        yield
    except OSError as error:
        raise for_os_error(error) from None


def create_private(path: Path) -> None:
    """Make an empty file that only its owner can read. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def discard(path: Path) -> None:
    """Delete a database that came to nothing, and its logs. A disk that refuses keeps them."""
    for log in ("", "-wal", "-journal"):
        with suppress(OSError):
            path.with_name(f"{path.name}{log}").unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Wait until a file is on the disk.

    Never for an open database: closing any handle of a file drops SQLite's lock on it (POSIX).
    """
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Wait until a folder's names are on the disk. Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
