"""The card that a person brings to a session about one rupture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum

from repair_desktop.core.answers import Answer, ChoiceAnswer
from repair_desktop.core.card_view import compose
from repair_desktop.core.cards import CardChanges, CardTemplate, Length, Said
from repair_desktop.core.errors import CardTooNew
from repair_desktop.core.ids import OptionId, PromptId, RuptureId, WorksheetId
from repair_desktop.core.ports import Journal
from repair_desktop.core.ruptures import Rupture
from repair_desktop.core.times import Clock, fixed_offset
from repair_desktop.core.worksheets import PromptKind, Roles, Worksheet


class NoCard(Enum):
    """Why there is no card."""

    SET_ASIDE = "set_aside"  # an answer hides the steps that mend
    GONE = "gone"  # the rupture was deleted, or is not kept yet


@dataclass(frozen=True, slots=True)
class OpenCard:
    """A card with all that is needed to work on it.

    Attributes:
        rupture: What it is about.
        template: What it is made of.
        said: What was answered about the rupture.
        changes: What the person changed on the card.
        how: How they want to bring it up, with tokens, or "".
        waits: Whether they chose to wait: then the card is a draft.
    """

    rupture: Rupture
    template: CardTemplate
    said: Said
    changes: CardChanges
    how: str = ""
    waits: bool = False


class CardService:
    """Opens, keeps and lists cards.

    Args:
        journal: Holds the answers and what was changed.
        worksheets: What the entries answer.
        template: What a card is made of.
        clock: Tells when something was changed.
    """

    def __init__(
        self,
        journal: Journal,
        worksheets: Mapping[WorksheetId, Worksheet],
        template: CardTemplate,
        clock: Clock,
    ) -> None:
        self._journal = journal
        self._worksheets = worksheets
        self._template = template
        self._clock = clock

    def open(self, rupture_id: RuptureId) -> OpenCard | NoCard:
        """Return the card of a rupture, or why there is none.

        Raises:
            CardTooNew: A later version changed it in a way that this one can not read.
        """
        try:
            rupture = self._journal.ruptures.get(rupture_id)
        except KeyError:
            return NoCard.GONE
        entries = list(self._entries_on(rupture_id))
        if any(sheet.hiding_rule(answers) is not None for sheet, answers in entries):
            return NoCard.SET_ASIDE
        said = _said(entries)
        changes = self._journal.cards.get(rupture_id) or CardChanges()
        how = said.answers.get(self._template.how)
        chosen = how.chosen if isinstance(how, ChoiceAnswer) else ()
        return OpenCard(
            rupture,
            self._template,
            said,
            changes,
            self._how(entries, chosen),
            self._template.waits in chosen,
        )

    def save(self, rupture_id: RuptureId, changes: CardChanges) -> None:
        """Keep what was changed on a card.

        Raises:
            JournalError: The disk would not have it. Nothing was kept.
        """
        kept = None if changes == CardChanges() else changes
        self._journal.cards.save(rupture_id, kept, fixed_offset(self._clock.now()))

    def to_bring(self, rupture_id: RuptureId) -> OpenCard | None:
        """Return the card of a rupture where it has something to say, or None.

        One that this version can not read is none to bring either.
        """
        try:
            card = self.open(rupture_id)
        except CardTooNew:
            return None
        if not isinstance(card, OpenCard):
            return None
        view = compose(card.template, card.said, card.changes)
        return card if view.has_something_to_say else None

    def one_line(self, rupture_id: RuptureId) -> str:
        """Return what a card says in one line.

        "" where there is none, where the person waits, and where they never touched it: then it
        says nothing that is not written elsewhere.
        """
        card = self.to_bring(rupture_id)
        if card is None or card.waits or card.changes == CardChanges():
            return ""
        view = compose(card.template, card.said, card.changes, length=Length.ONE)
        return " ".join(view.paragraphs)

    def _entries_on(
        self, rupture_id: RuptureId
    ) -> Iterator[tuple[Worksheet, Mapping[PromptId, Answer]]]:
        """Yield the entries on a rupture with what they answer, last changed first."""
        for entry in self._journal.entries.all():
            worksheet = self._worksheets.get(entry.worksheet_id)
            if worksheet is not None and entry.rupture_id == rupture_id:
                yield worksheet, self._journal.entries.answers(entry.id)

    def _how(
        self,
        entries: Sequence[tuple[Worksheet, Mapping[PromptId, Answer]]],
        chosen: Sequence[OptionId],
    ) -> str:
        """Return the words of the first choice of how to bring it up, or ""."""
        texts = {
            option.id: option.text
            for worksheet, _given in entries
            for prompt in worksheet.prompts()
            if prompt.id == self._template.how
            for option in prompt.options
        }
        return next((texts[option] for option in chosen if option in texts), "")


def _said(entries: Sequence[tuple[Worksheet, Mapping[PromptId, Answer]]]) -> Said:
    answers: dict[PromptId, Answer] = {}
    roles: dict[str, Answer] = {}
    feelings: dict[str, str] = {}
    for worksheet, given in entries:
        answers = {**given, **answers}
        for role in fields(Roles):
            answer = given.get(getattr(worksheet.roles, role.name))
            if answer is not None:
                roles.setdefault(role.name, answer)
        for prompt in worksheet.prompts():
            if prompt.kind is PromptKind.FEELINGS:
                feelings |= {option.id: option.text for option in prompt.options}
    return Said(answers, roles, feelings)
