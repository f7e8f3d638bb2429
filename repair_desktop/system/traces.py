"""What Repair leaves beside the vault: how it looks, the log, the crash file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from repair_desktop.system.logs import stop_log

_NAMES = ("repair.log*", "crash.txt*", "preferences*.json", "preferences*.part")


def delete_traces(*folders: Path) -> None:
    """Delete them; the log goes on in a new file at the next start. Never raises."""
    stop_log()
    for folder in folders:
        for name in _NAMES:
            for path in folder.glob(name):
                with suppress(OSError):
                    path.unlink()
