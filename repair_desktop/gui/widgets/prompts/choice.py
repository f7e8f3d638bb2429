"""Prompts answered by choosing: chips, one of a list, feelings, needs, places in the body."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from repair_desktop.core.answers import Answer, ChoiceAnswer, FeelingsAnswer, RatedWord
from repair_desktop.core.ids import OptionId
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import OptionGroup, Prompt, PromptKind
from repair_desktop.gui.widgets.choices import Choice, ChoiceGroup, ChoiceRules, Choices, Chosen
from repair_desktop.gui.widgets.prompts.base import PromptWidget

SEARCH_FROM = 30
"""Lists with this many choices get a search field."""


def choice_groups(groups: Sequence[OptionGroup], name: TherapistName) -> tuple[ChoiceGroup, ...]:
    """Return groups of options as they are shown, with their name tokens filled in."""
    return tuple(
        ChoiceGroup(
            title=fill(group.title, name),
            choices=tuple(Choice(o.id, fill(o.text, name)) for o in group.options),
            note=fill(group.note, name),
            follow_up=fill(group.follow_up, name),
            counts=group.counts,
        )
        for group in groups
    )


class ChoicePrompt(PromptWidget):
    """Chips in groups."""

    def __init__(
        self,
        prompt: Prompt,
        name: TherapistName,
        recent: Sequence[str] = (),
        gathered: Sequence[ChoiceGroup] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(prompt, name, parent)
        rules = ChoiceRules(
            single=prompt.kind is PromptKind.PICK,
            most=prompt.most,
            own_words=prompt.own_words,
            search=len(prompt.options) >= SEARCH_FROM,
            strengths=prompt.kind is PromptKind.FEELINGS,
        )
        groups = (*gathered, *choice_groups(prompt.groups, name))
        self._choices = Choices(self.question.text(), groups, rules, recent)
        self._choices.changed.connect(self.tell)
        self.add_input(self._choices)

    def answer(self) -> Answer | None:
        """Return what was chosen, or None when nothing was."""
        chosen = self._choices.chosen()
        if not chosen:
            return None
        if self.prompt.kind is PromptKind.FEELINGS:
            return FeelingsAnswer(tuple(RatedWord(c.word, c.own, c.strength) for c in chosen))
        return ChoiceAnswer(
            chosen=tuple(OptionId(c.word) for c in chosen if not c.own),
            own=tuple(c.word for c in chosen if c.own),
        )

    def take_typed(self) -> None:
        """Take own words that were typed and not added."""
        self._choices.take_typed()

    def show_answer(self, answer: Answer | None) -> None:
        """Show choices."""
        match answer:
            case FeelingsAnswer(rated):
                chosen = [Chosen(word.word, word.own, word.strength) for word in rated]
            case ChoiceAnswer(options, own):
                chosen = [Chosen(option) for option in options] + [Chosen(w, True) for w in own]
            case _:
                chosen = []
        self._choices.set_chosen(chosen)
