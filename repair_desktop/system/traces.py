"""What Repair leaves beside the vault: how it looks, the log, the crash file."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSettings

from repair_desktop.system.logs import stop_log

_NAMES = ("repair.log*", "crash.txt*", "preferences*.json", "preferences*.part")


def keep_no_history() -> None:
    """Let Qt write down nothing: its own file dialog remembers folders outside of ours.

    To be called before the first dialog.
    """
    if sys.platform == "linux":  # elsewhere the system's dialogs are used
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def delete_traces(*folders: Path) -> None:
    """Delete them; the log goes on in a new file at the next start. Never raises."""
    stop_log()
    for folder in folders:
        for name in _NAMES:
            for path in folder.glob(name):
                with suppress(OSError):
                    path.unlink()
