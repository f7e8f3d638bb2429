"""A timeline over a real journal, filled through its services."""

from __future__ import annotations

from datetime import datetime, timedelta

from helpers.jobs import InlineJobs
from helpers.journals import NOON
from helpers.real_journal import WORKSHEETS, SetClock, reflect_service

from repair_desktop.core.answers import Answer, ChoiceAnswer, DateAnswer, RatedWord, TextAnswer
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import OptionId, PromptId, RuptureId, SessionId, WorksheetId, new_id
from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.sessions import Session, SessionState
from repair_desktop.gui.timeline.presenter import TimelinePresenter, TimelineView
from repair_desktop.services.mood import CheckIn, MoodService
from repair_desktop.services.sessions import SessionService
from repair_desktop.services.timeline import TimelineService
from repair_desktop.storage.journal import SqlJournal


def days_ago(days: float, hour: int = 12) -> datetime:
    """Return a moment before the tests' present, which is noon on Monday, 23 November 2026."""
    return (NOON - timedelta(days=days)).replace(hour=hour)


class Kept:
    """A journal, what was written into it, and a presenter that shows it."""

    def __init__(self, journal: SqlJournal) -> None:
        self.journal = journal
        self.clock = SetClock()
        self.jobs = InlineJobs()
        self.mood = MoodService(journal, self.clock)
        self.reflect = reflect_service(journal, self.clock)
        self.timeline = TimelineService(journal, self.reflect, self.clock)
        self.sessions = SessionService(journal, WORKSHEETS, self.reflect, self.clock)
        self.presenter = TimelinePresenter(self.timeline, self.sessions, self.jobs, self.clock)
        self.views: list[TimelineView] = []
        self.errors: list[KnownError] = []
        self.presenter.changed.connect(self.views.append)
        self.presenter.failed.connect(self.errors.append)

    @property
    def view(self) -> TimelineView:
        return self.views[-1]

    def check_in(
        self,
        at: datetime,
        pleasantness: int = 0,
        energy: int | None = None,
        feelings: tuple[RatedWord, ...] = (),
        tags: tuple[str, ...] = (),
        note: str = "",
        later: timedelta = timedelta(),
    ) -> Mood:
        """Keep a check-in, written down ``later`` than it was felt."""
        self.clock.moment = at + later
        kept = self.mood.save(CheckIn(at, pleasantness, energy, feelings, tags, note))
        self.clock.moment = NOON
        return kept

    def session(self, at: datetime) -> Session:
        """Keep a session at a moment."""
        session = Session(
            SessionId(new_id()), at.date(), at.time(), SessionState.PLANNED, self.clock.now()
        )
        self.journal.sessions.save(session)
        return session

    def rupture(
        self,
        at: datetime,
        *states: tuple[RuptureState, datetime],
        happened: datetime | None = None,
        kind: str = "",
        title: str = "",
    ) -> RuptureId:
        """Note a rupture and give it states."""
        self.clock.moment = at
        opened = self.reflect.begin(WorksheetId("six-steps"))
        answers: dict[PromptId, Answer | None] = {PromptId("s1.what"): TextAnswer("the clock")}
        if happened is not None:
            answers[PromptId("s1.when")] = DateAnswer(happened.date())
        if kind:
            answers[PromptId("s1.kind")] = ChoiceAnswer((OptionId(kind),))
        self.reflect.save(opened.entry.id, answers, None)
        assert opened.rupture is not None
        for state, moment in states:
            self.clock.moment = moment
            self.reflect.set_state(opened.rupture.id, state)
        self.clock.moment = NOON
        if title:
            day = happened.date() if happened is not None else None
            self.reflect.describe(opened.rupture.id, title, day)
        return opened.rupture.id
