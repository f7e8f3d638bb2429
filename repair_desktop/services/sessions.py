"""Therapy sessions: planning them, and what was written for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from repair_desktop.core.answers import Answer, ChoiceAnswer, ScaleAnswer
from repair_desktop.core.entries import Entry
from repair_desktop.core.ids import RuptureId, SessionId, WorksheetId, new_id
from repair_desktop.core.ports import Journal
from repair_desktop.core.sessions import (
    Coming,
    OpenRupture,
    Session,
    SessionState,
    SessionSummary,
    SessionsView,
    Track,
    TrackPoint,
    check_session_day,
    next_session,
    since_last,
    suggested,
)
from repair_desktop.core.times import Clock, fixed_offset
from repair_desktop.core.worksheets import Place, Prompt, PromptKind, Source, Worksheet
from repair_desktop.services.cards import OpenCard
from repair_desktop.services.gathering import Gathering
from repair_desktop.services.reflect import ReflectService

CardOf = Callable[[RuptureId], OpenCard | None]
"""Returns the card of a rupture where it has something to say, or None."""

MOST_OPEN = 4
"""How many open ruptures stand with the sessions, the newest first; each has its own page too."""


class SessionService:
    """Keeps sessions."""

    def __init__(
        self,
        journal: Journal,
        worksheets: Mapping[WorksheetId, Worksheet],
        reflect: ReflectService,
        clock: Clock,
        card_of: CardOf = lambda _rupture: None,
    ) -> None:
        self._journal = journal
        self._reflect = reflect
        self._card_of = card_of
        self._worksheets = worksheets
        self._clock = clock

    def add(self, day: date, clock: time | None) -> Session:
        """Keep a new session.

        Raises:
            BadDate: The day lies before 1900, or too far ahead.
            JournalError: The disk would not have it. Nothing was kept.
        """
        now = fixed_offset(self._clock.now())
        check_session_day(day, now.date())
        session = Session(SessionId(new_id()), day, clock, SessionState.PLANNED, now)
        self._journal.sessions.save(session)
        return session

    def move(self, session_id: SessionId, day: date, clock: time | None) -> None:
        """Give a session another day or time. Raises as :meth:`add`."""
        check_session_day(day, self._clock.now().date())
        session = self._journal.sessions.get(session_id)
        self._journal.sessions.save(replace(session, day=day, clock=clock))

    def set_state(self, session_id: SessionId, state: SessionState) -> None:
        """Say whether a session takes place."""
        session = self._journal.sessions.get(session_id)
        self._journal.sessions.save(replace(session, state=state))

    def delete(self, session_id: SessionId) -> None:
        """Set a session aside; what was written for it stays."""
        self._journal.sessions.delete(session_id)

    def restore(self, session_id: SessionId) -> None:
        """Take back :meth:`delete`."""
        self._journal.sessions.restore(session_id)

    def next(self) -> Session | None:
        """Return the next session that takes place, or None."""
        return next_session(self._journal.sessions.all(), self._clock.now())

    def coming(self) -> Coming:
        """Return what there is to remember before the next session."""
        now = self._clock.now()
        sessions = self._journal.sessions.all()
        session = next_session(sessions, now)
        summary = self._summaries([session], now)[0] if session is not None else None
        look = Gathering(self._journal, self._worksheets, (), lambda _rupture: "", now)
        first = since_last(sessions, now)
        agreed = [each for each in look.of(Source.AGREED) if each.day and each.day >= first]
        return Coming(
            session,
            self._picked(summary, self._offered(Place.BEFORE_SESSION)),
            agreed[0].text if agreed else "",
        )

    def all(self) -> Sequence[Session]:
        """Return every session, the earliest first."""
        return self._journal.sessions.all()

    def view(self) -> SessionsView:
        """Return what there is about sessions."""
        now = self._clock.now()
        sessions = self._journal.sessions.all()
        coming = next_session(sessions, now)
        summaries = self._summaries(sessions, now)
        first = next((each for each in summaries if each.session is coming), None)
        ahead = [each for each in summaries if not each.is_past and each is not first]
        before = self._offered(Place.BEFORE_SESSION)
        return SessionsView(
            today=now.date(),
            next=first,
            later=ahead,
            past=[each for each in reversed(summaries) if each.is_past],
            suggestion=suggested(sessions, now.date()),
            before=before,
            after=self._offered(Place.AFTER_SESSION),
            tracks=self._tracks(sessions),
            picked=self._picked(first, before),
            ruptures=self._open_ruptures(),
            talks=next(
                (each for each in self._offered(Place.REPAIR) if each.roles.agreed is not None),
                None,
            ),
        )

    def _summaries(self, sessions: Sequence[Session], now: datetime) -> list[SessionSummary]:
        """Return sessions with what was written for each."""
        links = self._journal.sessions.links()
        written: dict[SessionId, list[Entry]] = {}
        for entry in self._journal.entries.all() if links else ():
            if entry.id in links:
                written.setdefault(links[entry.id], []).append(entry)
        return [
            SessionSummary(
                each, tuple(written.get(each.id, ())), each.is_past(now), each.may_be_over(now)
            )
            for each in sessions
        ]

    def _open_ruptures(self) -> Sequence[OpenRupture]:
        """Return the newest ruptures that can be raised, with what is known of their cards."""
        found = []
        for each in [one for one in self._reflect.ruptures() if one.can_be_raised][:MOST_OPEN]:
            card = self._card_of(each.rupture.id)
            found.append(OpenRupture(each, card is not None, card is not None and card.waits))
        return found

    def _offered(self, place: Place) -> Sequence[Worksheet]:
        return [each for each in self._worksheets.values() if place in each.offered]

    def _picked(self, summary: SessionSummary | None, before: Sequence[Worksheet]) -> Sequence[str]:
        """Return what was chosen of what was gathered for a session."""
        for worksheet in before:
            entry = summary.entry(worksheet.id) if summary else None
            answers = self._journal.entries.answers(entry.id) if entry else {}
            for prompt in worksheet.prompts():
                answer = answers.get(prompt.id)
                if prompt.gathers and isinstance(answer, ChoiceAnswer):
                    return answer.own
        return ()

    def _tracks(self, sessions: Sequence[Session]) -> Sequence[Track]:
        links = self._journal.sessions.links()
        days = {session.id: session.day for session in sessions}
        asked = {
            worksheet.id: [prompt for prompt in worksheet.prompts() if prompt.over_time]
            for worksheet in self._worksheets.values()
        }
        points: dict[str, list[TrackPoint]] = {}
        for entry in self._journal.entries.all():
            if not asked.get(entry.worksheet_id):
                continue
            answers = self._journal.entries.answers(entry.id)
            linked = links.get(entry.id)
            day = days[linked] if linked in days else entry.begun_at.date()
            for prompt in asked[entry.worksheet_id]:
                place = place_of(prompt, answers.get(prompt.id))
                if place is not None:
                    points.setdefault(prompt.id, []).append(TrackPoint(day, place))
        return [
            Track(prompt, sorted(points[prompt.id], key=lambda point: point.day))
            for prompts in asked.values()
            for prompt in prompts
            if prompt.id in points
        ]


def place_of(prompt: Prompt, answer: Answer | None) -> int | None:
    """Return where an answer lies on its prompt's line, from 0; None for one that is not on it."""
    match answer:
        case ScaleAnswer(value):
            return value
        case ChoiceAnswer(chosen, _own) if prompt.kind is PromptKind.PICK and chosen:
            ids = [option.id for option in prompt.options]
            return ids.index(chosen[0]) if chosen[0] in ids else None
        case _:
            return None
