"""Files and folders that only their owner can read, written whole or not at all."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from repair_desktop.core.errors import for_os_error

_ON_WINDOWS = os.name == "nt"

REPLACE_TRIES = 20
REPLACE_WAIT = 0.25


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn :class:`OSError` into the known error it stands for."""
    try:
        yield
    except OSError as error:
        raise for_os_error(error) from None


def make_private_folder(path: Path) -> None:
    """Make a folder (and those above it) for its owner only. Raises OSError.

    A folder that is there and holds something is left as it is: it may be anybody's.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        if path.is_dir() and not any(path.iterdir()):
            path.chmod(path.stat().st_mode & 0o700)
    else:
        with suppress(PermissionError):  # a folder above that may be written, but not read
            sync_folder(path.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step that survives a power cut. Raises OSError; the old file stays."""
    part = path.with_name(path.name + ".part")
    try:
        handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace_file(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def replace_file(source: Path, target: Path) -> None:
    """Give a file the name of another, in one step. Raises OSError."""
    for _ in range(REPLACE_TRIES):
        try:
            source.replace(target)
            return
        except PermissionError:
            if not _ON_WINDOWS:
                raise
            time.sleep(REPLACE_WAIT)  # a virus scanner holds it for a moment
    source.replace(target)


def sync_folder(path: Path) -> None:
    """Wait until a folder's names are on the disk. Windows does so by itself."""
    if _ON_WINDOWS:
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
