"""What lies in the data folder, by names that Repair gives and by sizes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_OURS = re.compile(
    r"vault\.json(\.prev|\.part)?|vault\.json\.prev\.part"
    r"|journal\.(\d{1,9}(\.before-\d{1,9})?|copy|recoded)\.db(-wal|-shm|\.part)?"
    r"|reserve\.bin|backups(\.new)?|delete-everything|old-\d{8}-\d{6}(-\d{1,9})?"
    r"|preferences(\.damaged)?\.json|repair\.log(\.\d)?|crash\.txt|app\.lock|raise"
)


@dataclass(frozen=True, slots=True)
class Inventory:
    """What was found.

    Attributes:
        sizes: Bytes of each file and folder that Repair makes, by name.
        others: How many other files and folders there are. Their names may be somebody's words.
        readable: Whether the folder could be looked into; True when it is not there.
        free: Free bytes on the disk for this account, or None when that can not be told.
    """

    sizes: Mapping[str, int]
    others: int
    readable: bool
    free: int | None


def take_inventory(folder: Path) -> Inventory:
    """Look into a folder, which need not exist. Nothing is opened. Never raises."""
    sizes: dict[str, int] = {}
    others, readable = 0, True
    try:
        for path in sorted(folder.iterdir()):
            if _OURS.fullmatch(path.name):
                sizes[path.name] = _size(path)
            else:
                others += 1
    except FileNotFoundError:
        pass
    except OSError:
        readable = False
    return Inventory(sizes, others, readable, _free(folder))


def _size(path: Path) -> int:
    """Return the bytes of a file, or of all files in a folder; what has gone meanwhile has none."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            return sum(map(_size, path.iterdir()))
        return path.lstat().st_size
    return 0


def _free(folder: Path) -> int | None:
    for place in (folder, *folder.parents):
        with suppress(OSError):
            return shutil.disk_usage(place).free
    return None


def without_home(path: Path) -> str:
    """Return a path as text; the home folder, which holds the account's name, is ``~``."""
    with suppress(RuntimeError, ValueError):
        return str(Path("~") / path.relative_to(Path.home()))
    return str(path)
