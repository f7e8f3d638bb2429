"""What a check-in can belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import SessionId
from repair_desktop.core.sessions import Session

NEAR = timedelta(days=30)
"""How far from a check-in's day a session may be to be offered for it."""


@dataclass(frozen=True, slots=True)
class Linkable:
    """All ruptures and sessions that are not set aside.

    Attributes:
        ruptures: The newest first.
        sessions: The earliest first.
    """

    ruptures: Sequence[RuptureSummary] = ()
    sessions: Sequence[Session] = ()

    def sessions_near(self, day: date, chosen: SessionId | None = None) -> Sequence[Session]:
        """Return the sessions within :data:`NEAR` of a day, and the chosen one; the latest first.

        The day is what the clock on the wall said, as that of a session is.
        """
        return [
            each
            for each in reversed(self.sessions)
            if abs(each.day - day) <= NEAR or each.id == chosen
        ]
