"""The questions about sessions, and what each place on their lines is called."""

from __future__ import annotations

from collections.abc import Sequence

from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import SCALE_HIGH, SCALE_LOW, Prompt, PromptKind


class TrackWords:
    """Puts the lines of questions into words.

    Args:
        name: What the therapist is called.
    """

    def __init__(self, name: TherapistName) -> None:
        self._name = name

    def title(self, prompt: Prompt) -> str:
        """Return what was asked."""
        return fill(prompt.question, self._name)

    def ends(self, prompt: Prompt) -> tuple[str, str]:
        """Return what the lowest and the highest place mean."""
        if prompt.kind is PromptKind.SLIDER:
            return fill(prompt.low_label, self._name), fill(prompt.high_label, self._name)
        answers = self.answers(prompt)
        return answers[0], answers[-1]

    def values(self, prompt: Prompt) -> tuple[int, int]:
        """Return the lowest and the highest place."""
        if prompt.kind is PromptKind.SLIDER:
            return SCALE_LOW, SCALE_HIGH
        return 0, len(prompt.options) - 1

    def answers(self, prompt: Prompt) -> Sequence[str]:
        """Return what each place is called, the lowest first."""
        if prompt.kind is PromptKind.SLIDER:
            return [str(value) for value in range(SCALE_LOW, SCALE_HIGH + 1)]
        return [fill(option.text, self._name) for option in prompt.options]
