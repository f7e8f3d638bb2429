"""Sessions, sizes and talks in a journal, for what the timeline shows around them."""

from __future__ import annotations

from datetime import datetime, time

from helpers.journals import NOON
from helpers.timeline import Kept, days_ago

from repair_desktop.core.answers import ChoiceAnswer, ScaleAnswer, TextAnswer
from repair_desktop.core.ids import OptionId, PromptId, RuptureId, SessionId, WorksheetId, new_id
from repair_desktop.core.sessions import Session, SessionState

HIGH_END, LOW_END = "I may not go back", "a small bump"
"""What the highest and the lowest size mean in the worksheets."""


def hold(kept: Kept, days: int, clock: time | None = time(16)) -> Session:
    """Keep a session, so many days before the tests' present."""
    day = days_ago(days).date()
    session = Session(SessionId(new_id()), day, clock, SessionState.PLANNED, NOON)
    kept.journal.sessions.save(session)
    return session


def rate(kept: Kept, rupture: RuptureId, first: int, at: datetime, again: bool = False) -> None:
    """Say how big a rupture feels; ``again`` for a later time."""
    prompt = PromptId("s6.size" if again else "s1.size")
    _answer(kept, rupture, at, {prompt: ScaleAnswer(first)})


def set_aside(kept: Kept, rupture: RuptureId) -> None:
    """Tick that something was not okay."""
    options = kept.reflect.worksheet(WorksheetId("six-steps"))
    assert options is not None
    ticked = options.prompt(PromptId("s1.safety")).options[0].id
    _answer(kept, rupture, NOON, {PromptId("s1.safety"): ChoiceAnswer((OptionId(ticked),))})


def talk(kept: Kept, rupture: RuptureId, at: datetime) -> None:
    """Note what came of raising a rupture."""
    kept.clock.moment = at
    opened = kept.reflect.begin(WorksheetId("follow-up"), rupture)
    kinds = ("text", "long")
    prompt = next(each for each in opened.worksheet.prompts() if each.kind.value in kinds)
    kept.reflect.save(opened.entry.id, {prompt.id: TextAnswer("it went on")}, None)
    kept.clock.moment = NOON


def _answer(
    kept: Kept,
    rupture: RuptureId,
    at: datetime,
    answers: dict[PromptId, ScaleAnswer | ChoiceAnswer],
) -> None:
    summary = next(each for each in kept.reflect.ruptures() if each.rupture.id == rupture)
    entry = next(e for e in summary.entries if e.worksheet_id == WorksheetId("six-steps"))
    kept.clock.moment = at
    kept.reflect.save(entry.id, dict(answers), None)
    kept.clock.moment = NOON
