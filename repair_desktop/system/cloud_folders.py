"""Folders that a cloud service copies elsewhere. A journal kept there would leave the computer.

A cheap look, not a proof: the services' own settings, and the names they give their folders.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_LONGEST_FILE = 1 << 20

_HOME_NAMES: tuple[tuple[str, str], ...] = (
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("iclouddrive", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pclouddrive", "pCloud"),
    ("mega", "MEGA"),
)


def service_copying(path: Path, environment: Mapping[str, str] | None = None) -> str | None:
    """Return the name of the service that copies this folder, or None. Never raises.

    Args:
        path: A folder; it need not exist.
        environment: Environment variables, the process's own when left out.
    """
    environment = os.environ if environment is None else environment
    try:
        home = Path.home().resolve()
        path = path.expanduser().resolve()
        for service, root in _roots(home, environment):
            if path.is_relative_to(root.resolve()):
                return service
        return _by_name(path, home)
    except (OSError, RuntimeError, ValueError):
        return None


def _roots(home: Path, environment: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        if environment.get(name):
            yield "OneDrive", Path(environment[name])
    yield "iCloud", home / "Library/Mobile Documents"
    settings = [home / ".config", home / "Library/Preferences"]
    for name in ("APPDATA", "LOCALAPPDATA"):
        if environment.get(name):
            settings.append(Path(environment[name]))
    for folder in (home / ".dropbox", *(folder / "Dropbox" for folder in settings)):
        for root in _dropbox(folder / "info.json"):
            yield "Dropbox", root
    for folder in settings:
        for root in re.findall(
            r"(?m)^.*localPath=(.+)$", _text(folder / "Nextcloud/nextcloud.cfg")
        ):
            yield "Nextcloud", Path(root.strip())


def _dropbox(info: Path) -> list[Path]:
    try:
        accounts = json.loads(_text(info) or "{}")
        return [Path(account["path"]) for account in accounts.values()]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_LONGEST_FILE)
    except OSError:
        return ""


def _by_name(path: Path, home: Path) -> str | None:
    """Look at the folder's name below home, or below macOS's own place for such services."""
    for place in (home / "Library/CloudStorage", home):
        if path.is_relative_to(place) and path != place:
            name = path.relative_to(place).parts[0].casefold()
            for start, service in _HOME_NAMES:
                # "OneDrive - Work", "Dropbox (Personal)", "GoogleDrive-name@example.org"
                if re.match(re.escape(start) + r"(?![a-z])", name):
                    return service
    return None
