"""Which answers, and which of their lines, are on a page that is taken along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from repair_desktop.core.answers import Answer, TextAnswer
from repair_desktop.core.ids import PromptId
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Prompt, Worksheet
from repair_desktop.gui.widgets.answer_words import answer_parts, answer_words
from repair_desktop.gui.widgets.document import Part

MOST_LINES = 60
"""How many lines can be chosen one by one. A longer text is taken along whole, or not."""


@dataclass(slots=True)
class Chosen:
    """One answer, and what of it is on the page.

    Attributes:
        question: In words.
        whole: The answer, in words.
        lines: Its lines, where it can be chosen line by line; none elsewhere.
        private: Whether it is left off until somebody turns it on.
        on: Whether the answer is on the page.
        off: The numbers of lines that are not, from 0.
    """

    question: str
    whole: str
    lines: Sequence[str]
    private: bool
    on: bool
    off: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        """What of it is on the page, or ""."""
        if not self.on:
            return ""
        if not self.off:
            return self.whole
        return "\n".join(line for n, line in enumerate(self.lines) if n not in self.off)


class PageChoice:
    """A page made of answers.

    Args:
        worksheet: What was asked.
        answers: What was answered. What stands in a step that a rule hides is left out, as it is
            where the person looks back at what they wrote.
        name: What the therapist is called.
    """

    def __init__(
        self, worksheet: Worksheet, answers: Mapping[PromptId, Answer], name: TherapistName
    ) -> None:
        self._title = fill(worksheet.title, name)
        self.answers = [
            _chosen(prompt, answers[prompt.id], name)
            for step in worksheet.steps
            if not worksheet.is_hidden(step.id, answers)
            for prompt in step.prompts
            if prompt.id in answers
        ]

    @property
    def listed(self) -> Sequence[str]:
        """The questions that are on the page."""
        return [question for question, _text in self._shown()]

    def parts(self) -> Sequence[Part]:
        """Return what is on the page."""
        return answer_parts(self._title, self._shown())

    def _shown(self) -> Iterator[tuple[str, str]]:
        yield from ((each.question, each.text) for each in self.answers if each.text)


def _chosen(prompt: Prompt, answer: Answer, name: TherapistName) -> Chosen:
    whole = answer_words(prompt, answer, name).strip()
    lines = [line for line in whole.splitlines() if line.strip()]
    by_line = isinstance(answer, TextAnswer) and 1 < len(lines) <= MOST_LINES
    return Chosen(
        question=fill(prompt.question, name),
        whole=whole,
        lines=lines if by_line else (),
        private=prompt.private,
        on=not prompt.private,
    )
