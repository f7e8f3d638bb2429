"""Sessions, and what was written for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import SessionId
from repair_desktop.core.sessions import SessionState, SessionsView
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.sessions import SessionService


class SessionsPresenter(QObject):
    """Reads sessions, and changes what the person decides about them.

    Signals:
        changed: A new :class:`SessionsView`.
        kept: A session was added or moved.
        deleted: The id of a session that was set aside; :meth:`restore` takes it back.
        restored: The id of one that is back.
        failed: The KnownError that kept something from being done.
    """

    changed = Signal(object)
    kept = Signal()
    deleted = Signal(str)
    restored = Signal(str)
    failed = Signal(object)

    def __init__(self, sessions: SessionService, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sessions = sessions
        self._jobs = jobs
        self._view: SessionsView | None = None

    def refresh(self) -> None:
        """Read everything again."""
        self._jobs.submit(self._sessions.view, self._take, self._fail)

    def add(self, day: date, clock: time | None) -> None:
        """Keep a new session."""
        self._do(lambda: self._sessions.add(day, clock), self.kept.emit)

    def move(self, session_id: SessionId, day: date, clock: time | None) -> None:
        """Give a session another day or time."""
        self._do(lambda: self._sessions.move(session_id, day, clock), self.kept.emit)

    def set_state(self, session_id: SessionId, state: SessionState) -> None:
        """Say whether a session takes place."""
        self._do(lambda: self._sessions.set_state(session_id, state))

    def delete(self, session_id: SessionId) -> None:
        """Set a session aside."""
        self._do(lambda: self._sessions.delete(session_id), lambda: self.deleted.emit(session_id))

    def restore(self, session_id: SessionId) -> None:
        """Take a deletion back."""
        self._do(lambda: self._sessions.restore(session_id), lambda: self.restored.emit(session_id))

    def _do(self, job: Callable[[], object], then: Callable[[], object] | None = None) -> None:
        def done(_kept: object) -> None:
            if then is not None:
                then()
            self.refresh()

        def failed(error: Exception) -> None:
            self._fail(error)
            if self._view is not None:
                self.changed.emit(self._view)  # so that nothing looks as if it were done

        self._jobs.submit(job, done, failed)

    def _take(self, view: SessionsView) -> None:
        self._view = view
        self.changed.emit(view)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)
