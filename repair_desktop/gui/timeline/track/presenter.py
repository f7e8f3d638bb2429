"""Reads what was written about the rupture that the timeline shows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import RuptureId
from repair_desktop.core.rupture_view import RuptureView
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.timeline import TimelineService


class TrackPresenter(QObject):
    """Reads one rupture at a time; only the one that was asked for last is told of.

    Signals:
        read: A :class:`RuptureView`, or None where there is no such rupture any more.
        failed: The KnownError that kept it from being read.
    """

    read = Signal(object)
    failed = Signal(object)

    def __init__(self, service: TimelineService, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._jobs = jobs
        self._asked: RuptureId | None = None

    def show(self, rupture_id: RuptureId) -> None:
        """Read a rupture."""
        self._asked = rupture_id

        def take(view: RuptureView | None) -> None:
            if self._asked == rupture_id:
                self.read.emit(view)

        self._jobs.submit(lambda: self._service.rupture(rupture_id), take, self._fail)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)
