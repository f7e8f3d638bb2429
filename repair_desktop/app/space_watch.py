"""Says when the disk has no space left for the journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from repair_desktop.core.errors import DiskNearlyFull
from repair_desktop.core.ports import Journal, Space
from repair_desktop.gui.jobs import Jobs

T = TypeVar("T")


class SpaceWatch:
    """Runs jobs, and looks after each how much space there is. Implements ``Jobs``.

    Args:
        jobs: Runs them.
        journal: Tells how much space there is.
        tell: Gets a DiskNearlyFull, once for each kind.
    """

    def __init__(self, jobs: Jobs, journal: Journal, tell: Callable[[DiskNearlyFull], None]):
        self._jobs = jobs
        self._journal = journal
        self._tell = tell
        self._told = Space.ENOUGH
        self._ended = False

    def end(self) -> None:
        """Tell nothing any more."""
        self._ended = True

    def submit(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Run ``job`` after the jobs before it, then one of the handlers."""

        def finished(result: T) -> None:
            done(result)  # first what the person waits for
            self._look()

        self._jobs.submit(job, finished, failed)

    def _look(self) -> None:
        space = self._journal.space
        if not self._ended and space is not self._told:
            self._told = space
            self._tell(DiskNearlyFull(reserve_used=space is Space.USED))
