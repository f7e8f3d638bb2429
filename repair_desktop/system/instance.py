"""One program for one folder; a second start brings the first to the front.

No local socket: that needs QtNetwork, which the program does not ship. The second program appends
a line to a file that the first one watches; the line names a file that was to be opened, if any.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

from repair_desktop.core.errors import DiskFault, FolderReadOnly
from repair_desktop.system.files import disk_errors, make_private_folder


class InstanceLock(QObject):
    """Holds the folder for this program.

    Args:
        folder: The data folder; made when it is not there.
        parent: Owner.

    Signals:
        raise_requested: Another start of the program asks this one to come to the front.
        file_handed_over: The Path of a file that it was started with.
    """

    raise_requested = Signal()
    file_handed_over = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._bell = folder / "raise"
        self._lock = QLockFile(str(folder / "app.lock"))
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, never by age
        self._watcher: QFileSystemWatcher | None = None
        self._heard = 0  # bytes

    def acquire(self) -> bool:
        """Take the folder. False when another program has it. Works after a crash of the last.

        Raises:
            FolderReadOnly, DiskFull, DiskFault: The folder can not be written.
        """
        with disk_errors():
            make_private_folder(self._folder)
        if not self._lock.tryLock(0):
            match self._lock.error():
                case QLockFile.LockError.LockFailedError:
                    return False
                case QLockFile.LockError.PermissionError:
                    raise FolderReadOnly()
                case _:
                    raise DiskFault()
        with disk_errors():
            self._bell.write_bytes(b"")
            self._bell.chmod(0o600)
        self._heard = 0
        self._watcher = QFileSystemWatcher([str(self._bell)], self)
        self._watcher.fileChanged.connect(self._on_rung)
        return True

    def ask_to_raise(self, file: Path | None = None) -> None:
        """Ask the program that has the folder to come to the front. Never raises.

        Args:
            file: A file that it is to open, or None.
        """
        line = b"" if file is None else os.fsencode(file.absolute())
        with suppress(OSError), self._bell.open("ab") as bell:
            bell.write(line + b"\n")

    def release(self) -> None:
        """Give the folder free. Nothing happens when it is not held."""
        if self._watcher is None:
            return
        self._watcher.deleteLater()
        self._watcher = None
        with suppress(OSError):
            self._bell.unlink()
        self._lock.unlock()

    def _on_rung(self, path: str) -> None:
        if self._watcher is None:
            return
        if not self._bell.exists():  # somebody tidied up: hang it again
            with suppress(OSError):
                self._bell.write_bytes(b"")
            self._heard = 0
            self._watcher.addPath(path)
            return
        self.raise_requested.emit()
        for file in self._listen():
            self.file_handed_over.emit(file)

    def _listen(self) -> Iterator[Path]:
        """Yield the files that were named since the last time, in whole lines."""
        with suppress(OSError):
            said = self._bell.read_bytes()[self._heard :]
            whole, newline, _rest = said.rpartition(b"\n")
            self._heard += len(whole) + len(newline)
            yield from (Path(os.fsdecode(line)) for line in whole.split(b"\n") if line)
