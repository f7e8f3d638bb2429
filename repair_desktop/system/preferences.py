"""Keeps how the program looks."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import msgspec

from repair_desktop.core.preferences import TEXT_HIGH, TEXT_LOW, Preferences
from repair_desktop.system.files import disk_errors, make_private_folder, write_whole


class PreferencesStore:
    """Keeps :class:`Preferences` in ``preferences.json``.

    Args:
        folder: Where the file lies; made when something is saved.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "preferences.json"

    def load(self, set_aside: bool = True) -> Preferences:
        """Return what was chosen; the defaults when there is no file. Never raises.

        Args:
            set_aside: Whether a file that can not be used is renamed to
                ``preferences.damaged.json``.
        """
        try:
            data = self._path.read_bytes()
        except OSError:
            return Preferences()
        try:
            return _checked(data)
        except (ValueError, RecursionError):
            if set_aside:
                self._set_aside()
            return Preferences()

    def save(self, preferences: Preferences) -> None:
        """Keep all preferences.

        Raises:
            ValueError: One is out of its range. The file is untouched.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. The file is untouched.
        """
        data = msgspec.json.encode(preferences)
        _checked(data)
        with disk_errors():
            make_private_folder(self._path.parent)
            write_whole(self._path, msgspec.json.format(data) + b"\n")

    def _set_aside(self) -> None:
        with suppress(OSError):  # else it is written over by the next save
            self._path.replace(self._path.with_name("preferences.damaged.json"))


def _checked(data: bytes) -> Preferences:
    """Return the preferences in ``data``.

    Raises:
        ValueError: It holds something else, or one that is out of range.
    """
    read = msgspec.json.decode(data, type=Preferences)
    if not TEXT_LOW <= read.text_percent <= TEXT_HIGH:
        raise ValueError("text_percent is out of range")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,32}", read.language):
        raise ValueError("language is no language tag")
    return read
