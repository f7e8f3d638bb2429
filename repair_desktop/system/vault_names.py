"""Which files in a folder are the vault's. Everything else is somebody's own, and stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

BACKUPS = ("backups", "backups.new")

_HEADER = re.compile(r"vault\.json(\.prev)?(\.part)?")
_DATABASE = re.compile(r"journal\.(\d{1,9}(\.before-\d{1,9})?|copy|recoded)\.db(\.part)*(-[a-z]+)*")
_BACKUP = re.compile(r".+\.rdbackup(\.part)?")
_SET_ASIDE = re.compile(r"old-\d{8}-\d{6}(-\d{1,9})?")


def headers(folder: Path) -> list[Path]:
    """Return the header, its copy, and what was left half written of them. Raises OSError."""
    return list(_matching(folder, _HEADER))


def databases(folder: Path) -> list[Path]:
    """Return every journal database with its logs and copies. Raises OSError."""
    return list(_matching(folder, _DATABASE))


def backups(folder: Path) -> list[Path]:
    """Return the backup files in a folder of backups, half written ones too. Raises OSError."""
    return list(_matching(folder, _BACKUP))


def set_aside(folder: Path) -> list[Path]:
    """Return the folders with vaults that were set aside. Raises OSError."""
    return [path for path in _matching(folder, _SET_ASIDE) if _is_folder(path)]


def number_of(name: str) -> int | None:
    """Return the number in a database's name; None for a copy that is only passing through."""
    match = re.match(r"journal\.(\d{1,9})\.", name)
    return int(match[1]) if match else None


def remove_backups(folder: Path) -> None:
    """Delete the backups in a folder, and the folder if it is empty then. Raises OSError."""
    if _is_folder(folder):
        for path in backups(folder):
            path.unlink()
        remove_if_empty(folder)


def remove_vault(folder: Path) -> None:
    """Delete what is the vault's in a folder, but the headers. Raises OSError."""
    for path in [*databases(folder), folder / "reserve.bin"]:
        path.unlink(missing_ok=True)
    for name in BACKUPS:
        remove_backups(folder / name)


def remove_if_empty(folder: Path) -> None:
    """Delete a folder, unless something is left in it. Raises OSError."""
    if not any(folder.iterdir()):
        folder.rmdir()


def _matching(folder: Path, names: re.Pattern[str]) -> Iterator[Path]:
    with suppress(FileNotFoundError):
        for path in sorted(folder.iterdir()):
            if names.fullmatch(path.name):
                yield path


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
