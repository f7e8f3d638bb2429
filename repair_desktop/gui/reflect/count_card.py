"""What was counted, as a card: a heading for each question, and a line for each answer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from repair_desktop.core.counts import Review
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.reflect.count_words import FEWEST, CountWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import GAP, SPACE
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.prose import INSET, Heading, Prose
from repair_desktop.gui.widgets.words import words


class CountCard(Card):
    """Counts without a verdict. Tab goes from question to question, each read with its lines.

    Args:
        review: What was counted.
        name: What the therapist is called.
        theme: For the focus ring of the headings.
    """

    def __init__(
        self,
        review: Review,
        name: TherapistName,
        theme: ThemeController,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        say = CountWords(name)
        self.lines.setSpacing(0)
        title = self.tr("What you wrote, counted")
        self.setAccessibleName(title)
        self._add(title, "question")
        self._add(say.span(review), "helper")
        if review.moments < FEWEST:
            return
        self._add(self.tr("Each moment counts once, however often you wrote about it."), "helper")
        self._add(self.tr("The second number is the moments where you answered this."), "helper")
        for tally in review.tallies:
            text = "\n".join(say.lines(tally))
            self.lines.addSpacing(GAP)
            question = fill(tally.prompt.question, name)
            if tally.pairs:
                question = self.tr("Blaming myself, before and after sorting")
            self.lines.addWidget(Heading(question, text, theme))
            self.lines.addSpacing(SPACE)
            self.lines.addWidget(Prose(text))

    def _add(self, text: str, role: str) -> None:
        """Add a line that begins where the headings do."""
        line = words(text, role)
        line.setContentsMargins(INSET, 0, 0, 0)
        self.lines.addWidget(line)
