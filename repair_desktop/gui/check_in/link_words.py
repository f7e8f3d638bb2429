"""What a check-in can belong to, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import RuptureId, SessionId
from repair_desktop.core.linking import Linkable
from repair_desktop.core.sessions import Session
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.widgets.rupture_words import RuptureWords
from repair_desktop.gui.widgets.session_words import SessionWords


class LinkWords(QObject):
    """Names ruptures and sessions, once they were read.

    Args:
        name: What the therapist is called.
        now: Says what the clock on the wall says.

    Attributes:
        known: What was read last, or None.
    """

    def __init__(
        self,
        name: TherapistName,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._ruptures = RuptureWords(name, self)
        self._sessions = SessionWords(self)
        self.known: Linkable | None = None

    def rupture(self, summary: RuptureSummary) -> str:
        """Return what a rupture is called, with its day."""
        return self._ruptures.title_and_day(summary)

    def session(self, session: Session) -> str:
        """Return when a session is, and whether it was cancelled."""
        when = self._sessions.when(session, self._now().date())
        return when if session.takes_place else self.tr("{when} · cancelled").format(when=when)

    def of_rupture(self, rupture_id: RuptureId) -> str:
        """Return that a check-in belongs to a rupture; to which one where that is known."""
        for each in self.known.ruptures if self.known is not None else ():
            if each.rupture.id == rupture_id:
                text = self.tr("belongs to: {what}")
                return text.replace("{what}", self.rupture(each))  # a title may hold braces
        return self.tr("belongs to something that felt off")

    def of_session(self, session_id: SessionId) -> str:
        """Return that a check-in belongs to a session; to which one where that is known."""
        for each in self.known.sessions if self.known is not None else ():
            if each.id == session_id:
                return self.tr("session: {when}").format(when=self._sessions.short(each))
        return self.tr("belongs to a session")
