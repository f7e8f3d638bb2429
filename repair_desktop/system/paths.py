"""Where things lie."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths

VARIABLE = "REPAIR_DATA_DIR"


@dataclass(frozen=True, slots=True)
class Folders:
    """The two folders of the program.

    Attributes:
        data: The vault, its backups, the log and the crash file.
        config: What is needed before unlocking, such as the theme; nothing private.
    """

    data: Path
    config: Path


def find_folders(data_dir: str = "", environment: Mapping[str, str] | None = None) -> Folders:
    """Return the folders, absolute; nothing is made.

    A folder that was asked for holds everything, so that two of them never meet.

    Args:
        data_dir: What was asked for by ``--data-dir``, or "".
        environment: Environment variables, the process's own when left out.
    """
    environment = os.environ if environment is None else environment
    chosen = data_dir or environment.get(VARIABLE, "")
    if chosen:
        folder = Path(chosen).expanduser().absolute()
        return Folders(folder, folder)
    # The generic places with a name of our own: Qt's application ones hold organisation and name.
    data = _place(QStandardPaths.StandardLocation.GenericDataLocation) / _name()
    if sys.platform in ("win32", "darwin"):
        return Folders(data, data)
    return Folders(data, _place(QStandardPaths.StandardLocation.GenericConfigLocation) / _name())


def journal_folder(folders: Folders, chosen: str) -> Path:
    """Return where the journal lies, or is to lie.

    Args:
        folders: The program's.
        chosen: The folder that the person chose for it, or "".
    """
    return Path(chosen) if chosen else folders.data


def _place(location: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(location))


def _name() -> str:
    """Return the folder's name as is usual on the platform."""
    names = {"win32": "Repair Desktop", "darwin": "Repair"}
    return names.get(sys.platform, "repair-desktop")
