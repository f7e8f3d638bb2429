"""What is kept about a bug: where it happened, and nothing that a person wrote.

A report names the exception's type and, for each frame, file, line and function. Never the
message (``json`` quotes the document, ``KeyError`` the key) and never a variable.
"""

from __future__ import annotations

import faulthandler
import platform
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from repair_desktop.system.files import make_private_folder

LARGEST = 256 * 1024
"""A crash file longer than this is begun again."""

MOST_REPORTS = 50
"""Reports a run may write: a bug in a paint event comes sixty times a second."""

MOST_FRAMES = 60


def describe(error: BaseException) -> str:
    """Return where an error came from: types, files, lines and functions, without any message."""
    return "\n".join(_lines(error))


def _lines(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        if seen:
            yield "after"
        seen.add(id(current))
        yield f"{type(current).__module__}.{type(current).__qualname__}"
        yield from _frames(current.__traceback__)
        current = current.__cause__ or current.__context__


def _frames(trace: TracebackType | None) -> Iterator[str]:
    lines = []
    while trace is not None:
        code = trace.tb_frame.f_code
        # The file's name only: the folders above it hold the name of the account.
        name = code.co_filename.replace("\\", "/").rpartition("/")[2]
        function = getattr(code, "co_qualname", code.co_name)
        lines.append(f"  {name}:{trace.tb_lineno} in {function}")
        trace = trace.tb_next
    if len(lines) > MOST_FRAMES:
        yield f"  ({len(lines) - MOST_FRAMES} more)"
    yield from lines[-MOST_FRAMES:]


def versions(version: str) -> str:
    """Return one line with the versions of the program (as given) and what it stands on."""
    from PySide6.QtCore import qVersion

    return (
        f"Repair {version}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()} {platform.machine()}"
    )


class CrashReporter:
    """Writes reports to ``crash.txt`` and tells the interface.

    Args:
        folder: The data folder; made when it is not there.
        version: The program's version.
        on_crash: Called with the report after it was written, on the thread that failed. Not
            called for errors while objects are destroyed: those have no one waiting for them.
    """

    def __init__(
        self, folder: Path, version: str, on_crash: Callable[[str], None] | None = None
    ) -> None:
        self.path = folder / "crash.txt"
        self._version = version
        self._on_crash = on_crash
        self._file: TextIO | None = None
        self._busy = threading.local()
        self._reports = 0

    def install(self) -> None:
        """Take over the interpreter's hooks. A folder that can not be written costs the file."""
        with suppress(OSError):
            self._open()
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable

    def uninstall(self) -> None:
        """Give the interpreter its own hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        if self._file is not None:
            faulthandler.disable()
            with suppress(OSError):
                self._file.close()
            self._file = None

    def report(self, error: BaseException, tell: bool = True) -> None:
        """Write a report; never raises, and an error while reporting is not reported.

        Args:
            error: What happened.
            tell: Whether the interface is told.
        """
        if getattr(self._busy, "reporting", False) or self._reports >= MOST_REPORTS:
            return
        self._busy.reporting = True
        self._reports += 1
        try:
            text = (
                f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}\n{versions(self._version)}\n"
            )
            text += describe(error) + "\n\n"
            self._write(text)
            if tell and self._on_crash is not None:
                self._on_crash(text)
        except Exception:
            pass  # what reports a fault may not be one: it would hide the first
        finally:
            self._busy.reporting = False

    def _write(self, text: str) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.write(text)
                self._file.flush()
        if sys.stderr is not None:  # None in a windowed program
            with suppress(OSError):
                sys.stderr.write(text)

    def _open(self) -> None:
        make_private_folder(self.path.parent)
        if self.path.exists() and self.path.stat().st_size > LARGEST:
            self.path.unlink()
        self.path.touch(0o600)
        self._file = self.path.open("a", encoding="utf-8")
        faulthandler.enable(self._file)

    def _on_exception(
        self,
        error_type: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(error_type, KeyboardInterrupt):
            sys.__excepthook__(error_type, error, trace)
        else:
            self.report(error.with_traceback(trace))

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.report(arguments.exc_value)

    def _on_unraisable(self, arguments: sys.UnraisableHookArgs) -> None:
        if arguments.exc_value is not None:
            self.report(arguments.exc_value, tell=False)
