"""Sessions, and what was written for each."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.ids import SessionId
from repair_desktop.core.sessions import SessionState, SessionsView
from repair_desktop.gui.changing import Changing
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.sessions import SessionService


class SessionsPresenter(Changing):
    """Reads sessions, and changes what the person decides about them.

    What is shown is a :class:`SessionsView`.

    Signals:
        kept: A session was added or moved.
    """

    kept = Signal()

    def __init__(self, sessions: SessionService, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self._sessions = sessions
        self._view: SessionsView | None = None

    def refresh(self) -> None:
        """Read everything again."""
        self._jobs.submit(self._sessions.view, self._take, self._fail)

    def show_again(self) -> None:
        """Show what was read last."""
        if self._view is not None:
            self.changed.emit(self._view)

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

    def _take(self, view: SessionsView) -> None:
        self._view = view
        self.changed.emit(view)
