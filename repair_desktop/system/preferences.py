"""How the program looks: needed before unlocking, and so kept outside the journal.

Nothing in here says anything about the person's words or therapy.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from repair_desktop.system.files import disk_errors, make_private_folder, write_whole

Theme = Literal["system", "light", "dark", "contrast"]

TEXT_LOW = 90
TEXT_HIGH = 200


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the person chose.

    Attributes:
        theme: "system", "light", "dark" or "contrast".
        text_percent: Size of text, 90 to 200 percent.
        system_font: Whether the system's font is used instead of the program's own.
        language: A language tag such as "de", or "" for the system's.
        neutral_title: Whether window titles do not name the program.
        reduced_motion: Whether nothing moves by itself.
    """

    theme: Theme = "system"
    text_percent: Annotated[int, msgspec.Meta(ge=TEXT_LOW, le=TEXT_HIGH)] = 100
    system_font: bool = False
    language: Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9_-]{0,32}\Z")] = ""
    neutral_title: bool = False
    reduced_motion: bool = False


class PreferencesStore:
    """Keeps :class:`Preferences` in ``preferences.json``.

    Args:
        folder: Where the file lies; made when something is saved.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "preferences.json"

    def load(self) -> Preferences:
        """Return what was chosen; the defaults when there is no file.

        A file that can not be used is renamed to ``preferences.damaged.json``. Never raises.
        """
        try:
            data = self._path.read_bytes()
        except OSError:
            return Preferences()
        try:
            return msgspec.json.decode(data, type=Preferences)
        except (ValueError, RecursionError):
            self._set_aside()
            return Preferences()

    def save(self, preferences: Preferences) -> None:
        """Keep all preferences.

        Raises:
            ValueError: One is out of its range. The file is untouched.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. The file is untouched.
        """
        data = msgspec.json.encode(preferences)
        msgspec.json.decode(data, type=Preferences)
        with disk_errors():
            make_private_folder(self._path.parent)
            write_whole(self._path, msgspec.json.format(data) + b"\n")

    def _set_aside(self) -> None:
        with suppress(OSError):  # else it is written over by the next save
            self._path.replace(self._path.with_name("preferences.damaged.json"))
