"""Mood check-ins."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import DraftId, EntryId, MoodId, RuptureId, SessionId, new_id
from repair_desktop.core.linking import Linkable
from repair_desktop.core.moods import Mood
from repair_desktop.core.ports import Journal
from repair_desktop.core.times import Clock, check_past, fixed_offset
from repair_desktop.services.drafts import Draft, read_drafts, with_draft, without_draft

K = TypeVar("K", RuptureId, EntryId, SessionId)

_DRAFTS = "check_in_drafts"
"""The setting that holds what was begun and not saved."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What a person enters for one check-in; see :class:`~repair_desktop.core.moods.Mood`."""

    at: datetime
    pleasantness: int
    energy: int | None = None
    feelings: tuple[RatedWord, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    rupture_id: RuptureId | None = None
    entry_id: EntryId | None = None
    session_id: SessionId | None = None


class MoodService:
    """Keeps check-ins: several a day, at any past moment.

    Args:
        ruptures: Returns every rupture, newest first, for :meth:`linkable`.
    """

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        ruptures: Callable[[], Sequence[RuptureSummary]] = lambda: (),
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._ruptures = ruptures

    def save(
        self, check_in: CheckIn, mood_id: MoodId | None = None, draft_id: DraftId | None = None
    ) -> Mood:
        """Keep a new check-in, or change the one with ``mood_id``.

        Args:
            check_in: What was entered.
            mood_id: The check-in that it changes.
            draft_id: The draft that it was until now; it is dropped in the same step.

        Raises:
            BadDate: Its moment lies in the future or before 1900.
            JournalError: The disk would not have it. Nothing was kept.
        """
        now = fixed_offset(self._clock.now())
        written_at = self._journal.moods.get(mood_id).written_at if mood_id else now
        mood = Mood(
            id=mood_id or MoodId(new_id()),
            at=check_past(check_in.at, now),
            written_at=written_at,
            pleasantness=check_in.pleasantness,
            energy=check_in.energy,
            feelings=check_in.feelings,
            tags=check_in.tags,
            note=check_in.note,
            rupture_id=check_in.rupture_id,
            entry_id=check_in.entry_id,
            session_id=check_in.session_id,
        )
        with self._journal.transaction():
            self._journal.moods.save(mood)
            self._journal.settings.use_words("feeling", [word.word for word in mood.feelings], now)
            self._journal.settings.use_words("tag", mood.tags, now)
            if draft_id is not None:
                self.drop_draft(draft_id)
        return mood

    def find(self, mood_id: MoodId) -> Mood | None:
        """Return a check-in, or None when there is none or it is set aside."""
        try:
            return self._journal.moods.get(mood_id)
        except KeyError:
            return None

    def all(self) -> Sequence[Mood]:
        """Return every check-in, oldest first."""
        return self._journal.moods.between()

    def between(self, start: datetime, end: datetime) -> Sequence[Mood]:
        """Return check-ins with ``start <= at < end``, oldest first."""
        return self._journal.moods.between(start, end)

    def drafts(self) -> Sequence[Draft]:
        """Return every check-in that was begun and not saved, last changed first.

        A rupture, an entry or a session that is gone by now is left out of them. What the kept
        check-in belongs to stays, even where that is set aside: it may be taken back.
        """
        stored = read_drafts(self._journal.settings.get(_DRAFTS))
        return [draft for draft in map(self._linked, stored) if draft.says_something]

    def _linked(self, draft: Draft) -> Draft:
        mood = self.find(draft.mood_id) if draft.mood_id is not None else None
        kept = (mood.rupture_id, mood.entry_id, mood.session_id) if mood is not None else ()
        journal = self._journal
        return replace(
            draft,
            rupture_id=_known(draft.rupture_id, journal.ruptures.get, kept),
            entry_id=_known(draft.entry_id, journal.entries.get, kept),
            session_id=_known(draft.session_id, journal.sessions.get, kept),
        )

    def keep_draft(self, draft: Draft) -> None:
        """Keep what was entered so far, in place of what was kept for the same draft before.

        Raises:
            JournalError: The disk would not have it. What was kept before still is.
        """
        draft = replace(draft, changed_at=fixed_offset(self._clock.now()))
        settings = self._journal.settings
        settings.set(_DRAFTS, with_draft(settings.get(_DRAFTS), draft))

    def drop_draft(self, draft_id: DraftId) -> None:
        """Forget a draft: it was saved, or cleared by the person."""
        settings = self._journal.settings
        settings.set(_DRAFTS, without_draft(settings.get(_DRAFTS), draft_id))

    def delete(self, mood_id: MoodId) -> None:
        """Set a check-in aside; gone for good when the journal closes."""
        self._journal.moods.delete(mood_id)

    def restore(self, mood_id: MoodId) -> None:
        """Take back :meth:`delete`."""
        self._journal.moods.restore(mood_id)

    def recent_words(self, kind: str) -> Sequence[str]:
        """Return words of a kind (``feeling`` or ``tag``), last used first."""
        return self._journal.settings.words(kind)

    def linkable(self) -> Linkable:
        """Return what a check-in can belong to."""
        return Linkable(self._ruptures(), self._journal.sessions.all())


def _known(key: K | None, get: Callable[[K], object], kept: Collection[object]) -> K | None:
    """Return a key if there is something that has it, or if it is one of those that are kept."""
    if key is None or key in kept:
        return key
    try:
        get(key)
    except KeyError:
        return None
    return key
