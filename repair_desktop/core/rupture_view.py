"""A rupture with all that was written about it, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.ids import EntryId, WorksheetId
from repair_desktop.core.worksheets import Worksheet


class EntryGroup(Enum):
    """What an entry is to its rupture."""

    NOTE = "note"  # noted it, on one screen
    STEPS = "steps"  # noted it, or goes through it, step by step
    TALK = "talk"  # what came of raising it
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer on a scale.

    Attributes:
        at: When it was given (aware, fixed offset).
        value: 0 to 10.
    """

    at: datetime
    value: int


@dataclass(frozen=True, slots=True)
class OverTime:
    """How the answers to one question went.

    Attributes:
        low: What 0 means, with tokens.
        high: What 10 means, with tokens.
        given: Oldest first; empty where it was never answered.
    """

    low: str = ""
    high: str = ""
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """Why the steps that mend are hidden.

    Attributes:
        entry_id: The entry whose answer hides them.
        page: Id of the help page that says more.
    """

    entry_id: EntryId
    page: str


@dataclass(frozen=True, slots=True)
class RuptureView:
    """A rupture and its life.

    Attributes:
        what: What happened, in the person's own words, or "".
        size: How big it felt, in every entry.
        closeness: How close it felt after each talk.
        blame: How much the person blamed themself, 0 to 10, before sorting and after; each None
            where it was left blank, or where its step is hidden.
        groups: Its entries, the first begun first.
        worksheets: What each entry answers, by id; those that nobody knows any more are left out.
        fitting: The worksheets that can be begun from it.
        set_aside: Why the steps that mend are hidden, or None.
    """

    summary: RuptureSummary
    what: str
    size: OverTime
    closeness: OverTime
    blame: tuple[int | None, int | None]
    groups: Mapping[EntryGroup, Sequence[Entry]]
    worksheets: Mapping[WorksheetId, Worksheet]
    fitting: Sequence[Worksheet]
    set_aside: SetAside | None = None
