"""How a person likes to look at their timeline."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from repair_desktop.core.mood_filter import EVERYTHING, MoodFilter
from repair_desktop.core.windows import Span


class Lens(Enum):
    """What is looked at."""

    MOODS = "moods"  # check-ins along the days
    CALENDAR = "calendar"  # the days of a month or a year
    SESSIONS = "sessions"  # the days around each session, lined up
    RUPTURE = "rupture"  # one rupture from noted to settled
    WORDS = "words"  # which feelings came up
    ITEMS = "items"  # the answers of the check-in about a session

    @property
    def spans(self) -> tuple[Span, ...]:
        """The stretches it can show, shortest first; a rupture brings its own days."""
        match self:
            case Lens.MOODS:
                return tuple(Span)
            case Lens.CALENDAR:
                return (Span.MONTH, Span.YEAR)
            case Lens.SESSIONS | Lens.ITEMS:
                return (Span.QUARTER, Span.YEAR, Span.ALL)
            case Lens.WORDS:
                return (Span.MONTH, Span.QUARTER, Span.YEAR, Span.ALL)
            case Lens.RUPTURE:
                return ()

    def fitting(self, span: Span) -> Span:
        """Return a stretch that it can show: the same, or the next longer one, or its longest."""
        order = list(Span)
        longer = [own for own in self.spans if order.index(own) >= order.index(span)]
        return next(iter(longer), self.spans[-1] if self.spans else span)


@dataclass(frozen=True, slots=True)
class TimelineChoice:
    """What is kept from one start to the next.

    Attributes:
        lens: What is looked at.
        span: How long a stretch.
        as_table: Whether it is shown as a table.
        filter: Which check-ins.
    """

    lens: Lens = Lens.MOODS
    span: Span = Span.MONTH
    as_table: bool = False
    filter: MoodFilter = EVERYTHING
