"""What Today shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import EntryId
from repair_desktop.core.moods import Mood
from repair_desktop.core.sessions import Coming
from repair_desktop.core.times import Clock
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.mood import MoodService
from repair_desktop.services.reflect import ReflectService
from repair_desktop.services.sessions import SessionService

MOST_UNFINISHED = 3
"""How many entries left half done are shown; the rest are in Reflect."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An entry left half done.

    Attributes:
        title: The person's own title of its rupture, or "".
        kind: What kind of moment it was, with tokens, or "".
        changed_at: When it was last worked on.
    """

    entry_id: EntryId
    title: str
    kind: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything Today shows.

    Attributes:
        day: Today.
        unfinished: Entries left half done, last changed first.
        moods: Today's check-ins, oldest first.
        coming: The next session, and what there is to remember for it.
    """

    day: date
    unfinished: tuple[Unfinished, ...]
    moods: tuple[Mood, ...]
    coming: Coming


class TodayPresenter(QObject):
    """Gathers what Today shows.

    Signals:
        changed: A new :class:`TodayView`.
        failed: The KnownError that kept the journal from being read.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        reflect: ReflectService,
        mood: MoodService,
        sessions: SessionService,
        jobs: Jobs,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reflect = reflect
        self._mood = mood
        self._sessions = sessions
        self._jobs = jobs
        self._clock = clock

    def refresh(self) -> None:
        """Read again what Today shows."""
        self._jobs.submit(self._gather, self._show, self._fail)

    def _show(self, view: TodayView) -> None:
        self.changed.emit(view)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)

    def _gather(self) -> TodayView:
        now = self._clock.now()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        summaries = {
            entry.id: summary for summary in self._reflect.ruptures() for entry in summary.entries
        }
        unfinished: list[Unfinished] = []
        for entry in self._reflect.unfinished():
            worksheet = self._reflect.worksheet(entry.worksheet_id)
            if worksheet is None or len(unfinished) == MOST_UNFINISHED:
                continue
            # A letter or a follow-up is named for itself, not for the rupture it is about.
            summary = summaries.get(entry.id) if worksheet.about_rupture else None
            unfinished.append(
                Unfinished(
                    entry_id=entry.id,
                    title=summary.rupture.title if summary else "",
                    kind=summary.kind if summary else worksheet.title,
                    changed_at=entry.changed_at,
                )
            )
        moods = self._mood.between(midnight, midnight + timedelta(days=1))
        return TodayView(now.date(), tuple(unfinished), tuple(moods), self._sessions.coming())
