"""The sheets that were added."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.sheets import Sheet, SheetId
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.sheets import SheetService


class SheetListPresenter(QObject):
    """Reads the sheets, and removes what the person wants gone.

    Signals:
        changed: A tuple of Sheet, the last added first.
        removed: The id of a sheet that is not offered any more; :meth:`restore` takes it back.
        restored: A sheet is back.
        failed: The KnownError that kept something from being done.
    """

    changed = Signal(object)
    removed = Signal(str)
    restored = Signal()
    failed = Signal(object)

    def __init__(self, sheets: SheetService, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets = sheets
        self._jobs = jobs

    def refresh(self) -> None:
        """Read the sheets again."""
        self._jobs.submit(self._sheets.listed, self._take, self._fail)

    def remove(self, sheet: SheetId) -> None:
        """Offer a sheet no more. What was written on it stays."""
        self._do(lambda: self._sheets.remove(sheet), lambda: self.removed.emit(sheet))

    def restore(self, sheet: SheetId) -> None:
        """Offer it again."""
        self._do(lambda: self._sheets.restore(sheet), self.restored.emit)

    def _do(self, job: Callable[[], None], then: Callable[[], object]) -> None:
        def done(_none: None) -> None:
            then()
            self.refresh()

        self._jobs.submit(job, done, self._fail)

    def _take(self, sheets: Sequence[Sheet]) -> None:
        self.changed.emit(tuple(sheets))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)
