"""The answers about sessions over time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.sessions import Track
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.sessions import SessionService


class ItemsPresenter(QObject):
    """Reads the answers once somebody wants to look at them.

    Signals:
        changed: There are other :attr:`tracks`.
        failed: The KnownError that kept them from being read.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, service: SessionService, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._jobs = jobs
        self._tracks: Sequence[Track] | None = None
        self._was_asked = False

    @property
    def tracks(self) -> Sequence[Track] | None:
        """The answers, each question by itself, or None before they were read."""
        return self._tracks

    def ask(self) -> None:
        """Read them, where nobody did before."""
        if not self._was_asked:
            self._was_asked = True
            self._read()

    def refresh(self) -> None:
        """Read them again, where somebody wanted to look at them."""
        if self._was_asked:
            self._read()

    def _read(self) -> None:
        self._jobs.submit(self._service.tracks, self._take, self._fail)

    def _take(self, tracks: Sequence[Track]) -> None:
        self._tracks = tracks
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)
