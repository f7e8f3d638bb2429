"""What was answered over many ruptures, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from repair_desktop.core.answers import Answer
from repair_desktop.core.ids import PromptId
from repair_desktop.core.worksheets import Prompt


@dataclass(frozen=True, slots=True)
class Moment:
    """One rupture, and what was answered about it.

    Attributes:
        day: When it happened, or was noted.
        answers: The answers of each of its entries, last changed first.
    """

    day: date
    answers: Sequence[Mapping[PromptId, Answer]]


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something was chosen.

    Attributes:
        what: The option's id, or the person's own words when ``own`` is true.
        times: In how many ruptures, 1 and up.
    """

    what: str
    own: bool
    times: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A number before and after, 0 to 10 each, about the rupture of a day."""

    day: date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What was answered to one prompt.

    Attributes:
        moments: How many ruptures answered it, 1 and up.
        counted: For a prompt in which something is chosen: the most frequent first, then in the
            order of its options, own words last.
        pairs: For a scale that refers to an earlier one: oldest first.
    """

    prompt: Prompt
    moments: int
    counted: tuple[Counted, ...] = ()
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What was answered to some prompts.

    Attributes:
        moments: How many ruptures answered any of them.
        first: The day of the first of these, or None.
        last: The day of the last of these, or None.
        tallies: For each prompt that was answered, in the order that was asked for.
    """

    moments: int = 0
    first: date | None = None
    last: date | None = None
    tallies: tuple[Tally, ...] = ()
