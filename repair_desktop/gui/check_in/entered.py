"""What stands in a check-in's form, and what it begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.ids import EntryId, RuptureId, SessionId
from repair_desktop.core.moods import Mood


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in the form; see :class:`~repair_desktop.core.moods.Mood`.

    Attributes:
        pleasantness: -4 to 4, or None while it is blank.
        energy: -4 to 4, or None while it is blank, as in quick mode.
        when: What the clock on the wall said, to the minute. None is now, or the moment of a kept
            check-in, left alone.
    """

    pleasantness: int | None = None
    energy: int | None = None
    feelings: tuple[RatedWord, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    when: datetime | None = None
    rupture_id: RuptureId | None = None
    session_id: SessionId | None = None

    @classmethod
    def of(cls, mood: Mood) -> Entered:
        """Return what a kept check-in shows."""
        return cls(
            pleasantness=mood.pleasantness,
            energy=mood.energy,
            feelings=mood.feelings,
            tags=mood.tags,
            note=mood.note,
            when=on_the_wall(mood.at),
            rupture_id=mood.rupture_id,
            session_id=mood.session_id,
        )

    @property
    def has_details(self) -> bool:
        """Whether there is more than one of the five words and a time."""
        words = self.feelings or self.tags or self.note
        return bool(words or self.rupture_id or self.session_id) or self.energy is not None

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing. A time alone says nothing."""
        return self.pleasantness is None and not replace(self, note=self.note.strip()).has_details

    def differs_from(self, mood: Mood) -> bool:
        """Tell whether it is something else than what is saved. A time left alone is no other."""
        kept = Entered.of(mood)
        return replace(self, when=self.when or kept.when) != kept


@dataclass(frozen=True, slots=True)
class Prefill:
    """What a new check-in begins with.

    Attributes:
        feelings: Feelings named elsewhere, such as in a worksheet.
        day: An earlier day it is about, or None for now.
        entry_id: The worksheet entry it comes from, or None.
        rupture_id: The rupture it belongs to, or None.
        session_id: The session it belongs to, or None.
    """

    feelings: tuple[RatedWord, ...] = ()
    day: date | None = None
    entry_id: EntryId | None = None
    rupture_id: RuptureId | None = None
    session_id: SessionId | None = None

    @property
    def entered(self) -> Entered:
        """What stands in the form because of it, but for a time."""
        return Entered(
            feelings=self.feelings, rupture_id=self.rupture_id, session_id=self.session_id
        )


def on_the_wall(moment: datetime) -> datetime:
    """Return what the clock on the wall said, to the minute."""
    return moment.replace(second=0, microsecond=0, tzinfo=None)
