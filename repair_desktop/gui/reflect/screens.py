"""Cuts a worksheet into screens. Pure: no Qt, no journal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from repair_desktop.core.ids import PromptId
from repair_desktop.core.worksheets import Answers, Prompt, Step, Worksheet


class ScreenKind(Enum):
    """What a screen is for."""

    OPENING = "opening"
    STEP = "step"
    CLOSING = "closing"
    OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class Screen:
    """What is in sight at one time.

    Attributes:
        step: The number of its step, from 0; None outside the steps.
        prompts: What is asked, companions after the prompt they stand under. Empty for the
            overview and for a step that a rule hides.
        ends_step: Whether it is the last one of its step.
    """

    kind: ScreenKind
    step: int | None = None
    prompts: tuple[Prompt, ...] = ()
    ends_step: bool = False

    @property
    def place(self) -> PromptId | None:
        """The prompt to come back to, or None."""
        return self.prompts[0].id if self.prompts else None


def screens(
    worksheet: Worksheet, answers: Answers, checks: bool, all_prompts: bool
) -> tuple[Screen, ...]:
    """Return the screens from the opening to the overview; the closing check stands apart.

    Args:
        worksheet: What is asked.
        answers: What was answered; a rule may hide steps.
        checks: Whether the opening check is asked.
        all_prompts: Whether a step is one screen.
    """
    result = []
    if checks and worksheet.opening:
        result.append(Screen(ScreenKind.OPENING, prompts=worksheet.opening))
    for number, step in enumerate(worksheet.steps):
        if worksheet.is_hidden(step.id, answers):
            result.append(Screen(ScreenKind.STEP, number, (), ends_step=True))
            continue
        parts = [step.prompts] if all_prompts else _parts(step)
        for place, prompts in enumerate(parts):
            ends = place == len(parts) - 1
            result.append(Screen(ScreenKind.STEP, number, tuple(prompts), ends))
    result.append(Screen(ScreenKind.OVERVIEW))
    return tuple(result)


def _parts(step: Step) -> list[list[Prompt]]:
    """Return each prompt with the companions that stand under it."""
    parts: list[list[Prompt]] = []
    owner: dict[PromptId, list[Prompt]] = {}
    for prompt in step.prompts:
        part = owner.get(prompt.part_of) if prompt.part_of is not None else None
        if part is None:
            part = []
            parts.append(part)
        part.append(prompt)
        owner[prompt.id] = part
    return parts


def find_place(found: tuple[Screen, ...], place: PromptId | None) -> int:
    """Return the number of the screen that asks ``place``; 0 when none does."""
    for number, screen in enumerate(found):
        if any(prompt.id == place for prompt in screen.prompts):
            return number
    return 0
