"""Therapy sessions: planning them, and what was written for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from repair_desktop.core.answers import Answer, ChoiceAnswer, ScaleAnswer
from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.errors import Gone
from repair_desktop.core.ids import EntryId, RuptureId, SessionId, WorksheetId, new_id
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
        """Give a session another day or time. Raises as :meth:`add`, and Gone."""
        check_session_day(day, self._clock.now().date())
        session = self._found(session_id)
        self._journal.sessions.save(replace(session, day=day, clock=clock))

    def set_state(self, session_id: SessionId, state: SessionState) -> None:
        """Say whether a session takes place. Raises Gone."""
        session = self._found(session_id)
        self._journal.sessions.save(replace(session, state=state))

    def delete_entry(self, entry_id: EntryId) -> None:
        """Set aside what was written for a session."""
        self._reflect.delete_entry(entry_id)

    def restore_entry(self, entry_id: EntryId) -> None:
        """Take back :meth:`delete_entry`."""
        self._reflect.restore_entry(entry_id)

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
        ruptures = self._reflect.ruptures()
        look = Gathering(self._journal, self._worksheets, ruptures, lambda _rupture: "", now)
        first = since_last(sessions, now)
        agreed = [each for each in look.of(Source.AGREED) if each.day and each.day >= first]
        return Coming(
            session,
            self._picked(summary, ruptures),
            agreed[0].text if agreed else "",
        )

    def all(self) -> Sequence[Session]:
        """Return every session, the earliest first."""
        return self._journal.sessions.all()

    def tracks(self) -> Sequence[Track]:
        """Return the answers about sessions over time, each question by itself."""
        return self._tracks(self._journal.sessions.all())

    def view(self) -> SessionsView:
        """Return what there is about sessions."""
        now = self._clock.now()
        sessions = self._journal.sessions.all()
        coming = next_session(sessions, now)
        summaries = self._summaries(sessions, now)
        first = next((each for each in summaries if each.session is coming), None)
        ruptures = self._reflect.ruptures()
        ahead = [each for each in summaries if not each.is_past and each is not first]
        return SessionsView(
            today=now.date(),
            next=first,
            later=ahead,
            past=[each for each in reversed(summaries) if each.is_past],
            suggestion=suggested(sessions, now.date()),
            before=self._offered(Place.BEFORE_SESSION),
            after=self._offered(Place.AFTER_SESSION),
            tracks=self._tracks(sessions),
            picked=self._picked(first, ruptures),
            ruptures=self._open_ruptures(ruptures),
            worksheets={
                entry.worksheet_id: self._worksheets[entry.worksheet_id]
                for each in summaries
                for entry in each.entries
                if entry.worksheet_id in self._worksheets
            },
            talks=next(
                (each for each in self._offered(Place.REPAIR) if each.roles.agreed is not None),
                None,
            ),
        )

    def _found(self, session_id: SessionId) -> Session:
        """Return a session. Raises Gone."""
        try:
            return self._journal.sessions.get(session_id)
        except KeyError:
            raise Gone() from None

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

    def _open_ruptures(self, ruptures: Sequence[RuptureSummary]) -> Sequence[OpenRupture]:
        """Return the newest ruptures that can be raised, with what is known of their cards."""
        found = []
        for each in [one for one in ruptures if one.can_be_raised][:MOST_OPEN]:
            card = self._card_of(each.rupture.id)
            what = self._reflect.rupture(each.rupture.id).what
            found.append(OpenRupture(each, what, card is not None, bool(card and card.waits)))
        return found

    def _offered(self, place: Place) -> Sequence[Worksheet]:
        return [each for each in self._worksheets.values() if place in each.offered]

    def _picked(
        self, summary: SessionSummary | None, ruptures: Sequence[RuptureSummary]
    ) -> Sequence[str]:
        """Return what was chosen of what was gathered for a session.

        Nothing once a rupture was set aside after that: what was chosen are plain words, which may
        be about the very one. The plan itself still has them.
        """
        for entry in summary.entries if summary is not None else ():
            worksheet = self._worksheets.get(entry.worksheet_id)
            asking = [p for p in worksheet.prompts() if p.gathers] if worksheet else []
            answers = self._journal.entries.answers(entry.id) if asking else {}
            for answer in (answers.get(prompt.id) for prompt in asking):
                if isinstance(answer, ChoiceAnswer):
                    later = [each for each in ruptures if each.changed_at >= entry.changed_at]
                    return () if any(each.is_set_aside for each in later) else answer.own
        return ()

    def _tracks(self, sessions: Sequence[Session]) -> Sequence[Track]:
        links = self._journal.sessions.links()
        days = {session.id: session.day for session in sessions}
        asked = {
            worksheet.id: [prompt for prompt in worksheet.prompts() if prompt.over_time]
            for worksheet in self._worksheets.values()
        }
        points: dict[str, list[tuple[datetime, TrackPoint]]] = {}
        for entry in self._journal.entries.all():
            if not asked.get(entry.worksheet_id):
                continue
            answers = self._journal.entries.answers(entry.id)
            linked = links.get(entry.id)
            day = days[linked] if linked in days else entry.begun_at.date()
            for prompt in asked[entry.worksheet_id]:
                place = place_of(prompt, answers.get(prompt.id))
                if place is not None:
                    points.setdefault(prompt.id, []).append(
                        (entry.begun_at, TrackPoint(day, place))
                    )
        return [
            Track(prompt, _in_time(points[prompt.id]))
            for prompts in asked.values()
            for prompt in prompts
            if prompt.id in points
        ]


def _in_time(written: Sequence[tuple[datetime, TrackPoint]]) -> list[TrackPoint]:
    """Return points by their days; on one day the first written comes first."""
    return [point for _at, point in sorted(written, key=lambda each: (each[1].day, each[0]))]


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
