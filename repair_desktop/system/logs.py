"""The log: events and counts, one line each, and nothing that a person wrote.

Write events with constant words and values that are numbers, enums or ids of ours:
``log("vault").info("opened in %d ms", taken)``.
"""

from __future__ import annotations

import logging
import os
import re
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from repair_desktop.system.crash import describe
from repair_desktop.system.files import make_private_folder

LARGEST = 256 * 1024
"""A log longer than this becomes ``repair.log.1``."""

_ROOT = "repair"
_QT_FUNCTION = re.compile(r"\AQ\w+(::~?\w+)+")
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_ErrorInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


def log(topic: str) -> logging.Logger:
    """Return the logger of a topic, such as "vault" or "journal"."""
    return logging.getLogger(f"{_ROOT}.{topic}")


class RedactingFormatter(logging.Formatter):
    """Formats an error as where it happened, never what it said."""

    def formatException(self, ei: _ErrorInfo) -> str:
        """Return types, files, lines and functions."""
        return describe(ei[1]) if ei[1] is not None else ""


class LogFile(logging.FileHandler):
    """A file for its owner only, with one older one.

    Not ``logging.handlers``: that imports ``socket``, and no network module belongs in here.

    Args:
        path: The file; its folder has to exist.

    Raises:
        OSError: It can not be written.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8")
        self.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, starting a new file when this one is long."""
        try:
            if self.stream is not None and self.stream.tell() > LARGEST:
                self.close()
                Path(self.baseFilename).replace(self.baseFilename + ".1")
                self.stream = self._open()
        except OSError:
            return
        super().emit(record)

    def close(self) -> None:
        """Close the file; what a full disk would not have is lost."""
        with suppress(OSError):
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:
        """Do nothing: a log that can not be written is no reason to stop, or to print."""

    def _open(self) -> TextIOWrapper:
        return open(
            self.baseFilename, "a", encoding="utf-8", errors="replace", opener=_open_private
        )


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def start_log(folder: Path) -> None:
    """Send every topic to ``repair.log`` in a folder, and Qt's messages with them. Never raises."""
    stop_log()
    root = logging.getLogger(_ROOT)
    root.setLevel(logging.INFO)
    root.propagate = False  # the standard handlers print errors with their messages
    try:
        make_private_folder(folder)
        root.addHandler(LogFile(folder / "repair.log"))
    except OSError:
        root.addHandler(logging.NullHandler())
    qInstallMessageHandler(_on_qt_message)


def stop_log() -> None:
    """Close the log and give Qt its own handler back."""
    qInstallMessageHandler(None)
    root = logging.getLogger(_ROOT)
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()


def _on_qt_message(level: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Keep a message's level, category and function.

    Its words are dropped: Qt quotes file names, and ``QString::arg`` the whole string it was
    called on, which may be the person's.
    """
    function = _QT_FUNCTION.match(message)
    log("qt").log(
        _QT_LEVELS.get(level, logging.WARNING),
        "%s %s",
        context.category or "default",
        function[0] if function else "(no function named)",
    )
