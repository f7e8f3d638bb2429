"""Ruptures and the state a person gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from repair_desktop.core.ids import RuptureId


class RuptureState(Enum):
    """Where a rupture stands. The person sets it; the program only suggests.

    ``LEFT`` is a full ending and has the same weight as ``SETTLED`` everywhere.
    """

    NOTED = "noted"
    EXPLORING = "exploring"
    READY = "ready"
    RAISED = "raised"
    MENDING = "mending"
    SETTLED = "settled"
    LEFT = "left"
    OUTSIDE_HELP = "outside_help"

    @property
    def is_open(self) -> bool:
        """Whether it has not ended yet."""
        return self not in (RuptureState.SETTLED, RuptureState.LEFT)


QUIET_STATES = (RuptureState.NOTED, RuptureState.LEFT, RuptureState.OUTSIDE_HELP)
"""Those that speak of no mending: all that is offered where a safety answer set a rupture aside."""


@dataclass(frozen=True, slots=True)
class StateChange:
    """A state and when the person set it (aware, fixed offset)."""

    state: RuptureState
    at: datetime


@dataclass(frozen=True, slots=True)
class Rupture:
    """A strain between a client and their therapist.

    Attributes:
        title: The person's own title, or "" while the suggested one is used.
        happened_on: The day it happened, or None when it is not known.
        noted_at: When it was first written down (aware, fixed offset).
        history: Every state it had, oldest first; never empty.
    """

    id: RuptureId
    title: str
    happened_on: date | None
    noted_at: datetime
    history: tuple[StateChange, ...]

    @property
    def state(self) -> RuptureState:
        """The present state."""
        return self.history[-1].state
