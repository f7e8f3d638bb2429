"""Sessions, and what was written for each."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.ids import EntryId, SessionId
from repair_desktop.core.sessions import SessionState, SessionsView
from repair_desktop.gui.changing import Changing
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.sessions import SessionService


class SessionsPresenter(Changing):
    """Reads sessions, and changes what the person decides about them.

    What is shown is a :class:`SessionsView`.

    Signals:
        kept: A session was added or changed.
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
        self._do(lambda: self._sessions.set_state(session_id, state), self.kept.emit)

    def delete(self, session_id: SessionId) -> None:
        """Set a session aside."""
        self._do(lambda: self._sessions.delete(session_id), lambda: self.deleted.emit(session_id))

    def delete_entry(self, entry_id: EntryId) -> None:
        """Set aside what was written for a session."""
        self._do(lambda: self._sessions.delete_entry(entry_id), lambda: self.deleted.emit(entry_id))

    def take_back(self, gone: str, is_entry: bool) -> None:
        """Take a deletion back: that of an entry, or of a session."""

        def restore() -> None:
            if is_entry:
                self._sessions.restore_entry(EntryId(gone))
            else:
                self._sessions.restore(SessionId(gone))

        self._do(restore, lambda: self.restored.emit(gone))

    def _take(self, view: SessionsView) -> None:
        self._view = view
        self.changed.emit(view)
