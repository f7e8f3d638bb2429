"""Makes the widget for a prompt."""

from __future__ import annotations

from collections.abc import Sequence

from repair_desktop.core.times import Clock
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Prompt, PromptKind
from repair_desktop.gui.widgets.choices import ChoiceGroup
from repair_desktop.gui.widgets.prompts.base import PromptWidget
from repair_desktop.gui.widgets.prompts.choice import ChoicePrompt
from repair_desktop.gui.widgets.prompts.day import DayPrompt
from repair_desktop.gui.widgets.prompts.scale import ScalePrompt
from repair_desktop.gui.widgets.prompts.sort import SortPrompt
from repair_desktop.gui.widgets.prompts.text import TextPrompt


def prompt_widget(
    prompt: Prompt,
    name: TherapistName,
    clock: Clock,
    starters: Sequence[str] = (),
    recent: Sequence[str] = (),
    recalled: Sequence[str] = (),
    gathered: Sequence[ChoiceGroup] = (),
) -> PromptWidget:
    """Return a widget for ``prompt``.

    Args:
        prompt: What is asked.
        name: What the therapist is called.
        clock: Tells which days are still to come.
        starters: Sentence starters of the step, for a prompt that offers them.
        recent: Words used lately, for a prompt with a word list.
        recalled: What was written elsewhere and belongs here, for a prompt in free words.
        gathered: What a list gathers from all over the journal, besides its own options.
    """
    match prompt.kind:
        case PromptKind.TEXT | PromptKind.LONG:
            return TextPrompt(prompt, name, starters if prompt.starters else (), recalled)
        case PromptKind.SLIDER:
            return ScalePrompt(prompt, name)
        case PromptKind.SORT:
            return SortPrompt(prompt, name)
        case PromptKind.DATE:
            return DayPrompt(prompt, name, clock)
        case _:
            return ChoicePrompt(prompt, name, recent, gathered)
