"""Sessions in words."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QLocale, QObject, QTime

from repair_desktop.core.sessions import Session
from repair_desktop.gui.widgets.dates import day_words


class SessionWords(QObject):
    """Says when a session is."""

    def when(self, session: Session, today: date) -> str:
        """Return its day and time, with "today" and "tomorrow" where that is so."""
        written = self._plain(session.day, session.clock)
        match (session.day - today).days:
            case 0:
                return self.tr("Today, {day}").format(day=written)
            case 1:
                return self.tr("Tomorrow, {day}").format(day=written)
            case _:
                return written

    def short(self, session: Session) -> str:
        """Return its day and time in numbers."""
        return self._plain(session.day, session.clock, short=True)

    def _plain(self, day: date, clock: time | None, short: bool = False) -> str:
        written = day_words(day, short)
        if clock is None:
            return written
        at = QLocale().toString(QTime(clock.hour, clock.minute), QLocale.FormatType.ShortFormat)
        return self.tr("{day} at {time}").format(day=written, time=at)
