"""The last weeks on one page: reads them, and how far back they go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.last_weeks import LONGEST_REACH, LastWeeks, Reach, last_weeks, reaches
from repair_desktop.core.timeline import Timeline
from repair_desktop.core.times import Clock
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.timeline import TimelineService


class WeeksPresenter(QObject):
    """Reads the last weeks.

    Signals:
        changed: There are other weeks.
        failed: The KnownError that kept them from being read.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, service: TimelineService, jobs: Jobs, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._jobs = jobs
        self._clock = clock
        self._timeline: Timeline | None = None
        self._weeks: LastWeeks | None = None
        self._reaches: Sequence[Reach] = ()
        self._reach = Reach.TWO

    @property
    def reaches(self) -> Sequence[Reach]:
        """The reaches there are; none before everything is read."""
        return self._reaches

    @property
    def reach(self) -> Reach:
        """How far back."""
        return self._reach

    @property
    def weeks(self) -> LastWeeks:
        """What there was."""
        assert self._weeks is not None
        return self._weeks

    @property
    def timeline(self) -> Timeline:
        """What was read."""
        assert self._timeline is not None
        return self._timeline

    def refresh(self) -> None:
        """Read everything."""
        self._jobs.submit(lambda: self._service.lately(LONGEST_REACH), self._take, self._fail)

    def choose(self, reach: Reach) -> None:
        """Go back so far."""
        self._reach = reach
        self._show()

    def _take(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._reaches = reaches(timeline, self._clock.now())
        self._reach = self._reaches[0]
        self._show()

    def _show(self) -> None:
        self._weeks = last_weeks(self.timeline, self._reach, self._clock.now())
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)
