"""Changes what a person decides, and shows everything anew."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.gui.jobs import Jobs


class Changing(QObject):
    """A presenter whose page is read again after each change.

    Signals:
        changed: What is shown now.
        deleted: The id of something that was set aside, and can be taken back.
        restored: The id of something that is back.
        failed: The KnownError that kept something from being done.
    """

    changed = Signal(object)
    deleted = Signal(str)
    restored = Signal(str)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs

    @abstractmethod
    def refresh(self) -> None:
        """Read everything again."""

    @abstractmethod
    def show_again(self) -> None:
        """Show what was read last, so that nothing looks as if it were done."""

    def _do(self, job: Callable[[], object], then: Callable[[], object] | None = None) -> None:
        def done(_result: object) -> None:
            if then is not None:
                then()
            self.refresh()

        def failed(error: Exception) -> None:
            self._fail(error)
            self.show_again()

        self._jobs.submit(job, done, failed)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)
