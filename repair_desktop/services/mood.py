"""Mood check-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.ids import EntryId, MoodId, RuptureId, new_id
from repair_desktop.core.moods import Mood
from repair_desktop.core.ports import Journal
from repair_desktop.core.times import Clock, check_past, fixed_offset


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


class MoodService:
    """Keeps check-ins: several a day, at any past moment."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock

    def save(self, check_in: CheckIn, mood_id: MoodId | None = None) -> Mood:
        """Keep a new check-in, or change the one with ``mood_id``.

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
        )
        with self._journal.transaction():
            self._journal.moods.save(mood)
            self._journal.settings.use_words("feeling", [word.word for word in mood.feelings], now)
            self._journal.settings.use_words("tag", mood.tags, now)
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

    def delete(self, mood_id: MoodId) -> None:
        """Set a check-in aside; gone for good when the journal closes."""
        self._journal.moods.delete(mood_id)

    def restore(self, mood_id: MoodId) -> None:
        """Take back :meth:`delete`."""
        self._journal.moods.restore(mood_id)

    def recent_words(self, kind: str) -> Sequence[str]:
        """Return words of a kind (``feeling`` or ``tag``), last used first."""
        return self._journal.settings.words(kind)
