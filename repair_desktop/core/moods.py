"""Mood check-ins.

Pleasantness (valence) and energy (arousal) run from -4 to 4, the two axes of the circumplex of
affect (Russell 1980). Quick mode gives pleasantness only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cache

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.ids import EntryId, MoodId, RuptureId, SessionId

AXIS_LOW = -4
AXIS_HIGH = 4

ADDED_LATER_AFTER = timedelta(hours=1)
"""A check-in written down this long after its moment is shown as "added later"."""


class QuickMood(Enum):
    """The five words of quick mode, with their pleasantness."""

    ROUGH = -4
    LOW = -2
    OKAY = 0
    GOOD = 2
    GREAT = 4


@cache
def quick_mood(pleasantness: int) -> QuickMood:
    """Return the word nearest to a pleasantness of -4 to 4; halfway goes towards okay."""
    return min(QuickMood, key=lambda word: (abs(word.value - pleasantness), abs(word.value)))


@dataclass(frozen=True, slots=True)
class Mood:
    """One check-in.

    Attributes:
        at: When it was felt (aware, fixed offset: the local time is kept).
        written_at: When it was written down (aware, fixed offset).
        pleasantness: -4 to 4.
        energy: -4 to 4, or None in quick mode.
        feelings: Feelings words, as in a worksheet.
        tags: Ids of starter tags, or the person's own words, as typed.
        note: Free words.
        rupture_id: A rupture it belongs to, or None.
        entry_id: A worksheet entry it came from, or None.
        session_id: A session it belongs to, or None.
    """

    id: MoodId
    at: datetime
    written_at: datetime
    pleasantness: int
    energy: int | None = None
    feelings: tuple[RatedWord, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    rupture_id: RuptureId | None = None
    entry_id: EntryId | None = None
    session_id: SessionId | None = None

    def __post_init__(self) -> None:
        energy = 0 if self.energy is None else self.energy
        if not (AXIS_LOW <= self.pleasantness <= AXIS_HIGH and AXIS_LOW <= energy <= AXIS_HIGH):
            raise ValueError("a mood lies between -4 and 4")

    @property
    def added_later(self) -> bool:
        """Whether it was written down well after its moment."""
        return self.written_at - self.at > ADDED_LATER_AFTER
