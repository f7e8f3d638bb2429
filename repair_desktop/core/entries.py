"""Entries: filled-in worksheets, finished or not, and what lists show of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from repair_desktop.core.ids import EntryId, PromptId, RuptureId, WorksheetId
from repair_desktop.core.ruptures import QUIET_STATES, Rupture, RuptureState


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled-in worksheet, without its answers.

    Attributes:
        worksheet_version: The version of the worksheet it was begun with.
        begun_at: When it was begun (aware, fixed offset).
        changed_at: When an answer last changed (aware, fixed offset).
        place: The prompt the person was at last, or None at the very start.
        rupture_id: The rupture it is about, or None.
        finished_at: When the person closed it as done, or None.
        is_locked: Whether its answers are locked away behind a passphrase of their own.
    """

    id: EntryId
    worksheet_id: WorksheetId
    worksheet_version: int
    begun_at: datetime
    changed_at: datetime
    place: PromptId | None = None
    rupture_id: RuptureId | None = None
    finished_at: datetime | None = None
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class RuptureSummary:
    """A rupture as a list shows it.

    Attributes:
        kind: What was picked first for what kind of moment it was, with tokens, or "".
        entries: Its entries, last changed first.
        first_size: How big it felt at first, 0 to 10, or None.
        last_size: How big it felt when asked last, or None.
        is_set_aside: Whether an answer hides the steps that mend.
    """

    rupture: Rupture
    kind: str
    entries: tuple[Entry, ...]
    first_size: int | None
    last_size: int | None
    is_set_aside: bool = False

    @property
    def changed_at(self) -> datetime:
        """When something was last written about it."""
        return max((entry.changed_at for entry in self.entries), default=self.rupture.noted_at)

    @property
    def rests(self) -> bool:
        """Whether nothing about it asks for mending.

        So it is after a safety answer, and when the person says that it needs outside help.
        """
        return self.is_set_aside or self.rupture.state is RuptureState.OUTSIDE_HELP

    @property
    def said_state(self) -> RuptureState | None:
        """Where it stands, or None where it is set aside and that would speak of mending."""
        state = self.rupture.state
        return None if self.is_set_aside and state not in QUIET_STATES else state

    @property
    def can_be_raised(self) -> bool:
        """Whether it is open, and the client's to raise."""
        return self.rupture.state.is_open and not self.rests

    @property
    def day(self) -> date:
        """The day it happened, or the one on which it was noted."""
        return self.rupture.happened_on or self.rupture.noted_at.date()
