"""What a check-in can hold beside one of the five words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from repair_desktop.core.answers import RatedWord
from repair_desktop.gui.check_in.belongs_field import BelongsField
from repair_desktop.gui.check_in.entered import Entered
from repair_desktop.gui.check_in.grid import MoodGrid
from repair_desktop.gui.check_in.link_words import LinkWords
from repair_desktop.gui.check_in.when_field import WhenField
from repair_desktop.gui.check_in.word_field import WordField
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import GAP, SPACE
from repair_desktop.gui.widgets.choices import ChoiceGroup, Chosen
from repair_desktop.gui.widgets.growing_text import GrowingText
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.words import words

_NOTE_LINES = 3


class Details(QWidget):
    """Time, grid, feelings, tags, note, and what it belongs to.

    Signals:
        changed: Something is another now; the grid and :attr:`when` tell it for themselves.
    """

    changed = Signal()

    def __init__(
        self,
        feelings: Sequence[ChoiceGroup],
        tags: Sequence[ChoiceGroup],
        links: LinkWords,
        theme: ThemeController,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._recent: tuple[Sequence[str], Sequence[str]] | None = None
        self._starters = {choice.id for group in tags for choice in group.choices}
        self._kept_note = ""
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP + SPACE * 2)
        self.when = WhenField(now)
        self._add(self.tr("When"), self.when)
        self.grid = MoodGrid(theme)
        self._add(self.tr("Mood grid"), self.grid)
        self._feelings = WordField(self.tr("Feelings"), feelings)
        self._add(self.tr("Feelings"), self._feelings)
        self._tags = WordField(self.tr("Tags"), tags)
        self._add(self.tr("Tags"), self._tags)
        self._note = GrowingText(_NOTE_LINES)
        self._note.setAccessibleName(self.tr("Note"))
        self._add(self.tr("Note"), self._note)
        self._belongs = BelongsField(links)
        self._lines.addWidget(self._belongs)
        self._feelings.changed.connect(self.changed)
        self._tags.changed.connect(self.changed)
        self._note.textChanged.connect(self.changed)
        self._belongs.changed.connect(self.changed)
        self.when.changed.connect(self._show_day)

    def show_entered(self, entered: Entered, kept: bool) -> None:
        """Show what a check-in holds, but for its place on the grid.

        The lists come with the next :meth:`set_recent`.
        """
        self._recent = None
        self._feelings.show_chosen([Chosen(w.word, w.own, w.strength) for w in entered.feelings])
        self._tags.show_chosen([Chosen(tag, tag not in self._starters) for tag in entered.tags])
        self._kept_note = entered.note
        self._note.blockSignals(True)
        self._note.setPlainText(entered.note)
        self._note.blockSignals(False)
        self.when.show_when(entered.when, kept)
        self._belongs.show_links(entered.rupture_id, entered.session_id)
        self._show_day()

    def add_to(self, entered: Entered) -> Entered:
        """Return ``entered`` with what stands here, but for the place on the grid."""
        # A field turns some line ends into its own; words that nobody touched stay as they were.
        touched = self._note.document().isModified()
        return replace(
            entered,
            feelings=tuple(RatedWord(c.word, c.own, c.strength) for c in self._feelings.chosen),
            tags=tuple(c.word for c in self._tags.chosen),
            note=self._note.words() if touched else self._kept_note,
            when=self.when.when,
            rupture_id=self._belongs.rupture_id,
            session_id=self._belongs.session_id,
        )

    def set_recent(self, feelings: Sequence[str], tags: Sequence[str]) -> None:
        """Take the words used lately; lists that are made from now on show them."""
        self._recent = (feelings, tags)
        self._make_lists()

    def offer_links(self) -> None:
        """Offer what was read last of what it can belong to. Nothing else changes."""
        self._belongs.offer()

    def unfold(self, unfolded: bool) -> None:
        """Show everything, or nothing."""
        self.setVisible(unfolded)
        self._make_lists()

    def _show_day(self) -> None:
        self._belongs.show_day((self.when.when or self._now()).date())

    def _make_lists(self) -> None:
        # Dozens of words, for which somebody in a hurry would have to wait.
        if self._recent is not None and not self.isHidden():
            feelings, tags = self._recent
            self._feelings.make_list(feelings)
            self._tags.make_list(tags)
            tab_in_reading_order(self)

    def _add(self, title: str, widget: QWidget) -> None:
        part = QVBoxLayout()
        part.setSpacing(SPACE * 2)
        part.addWidget(words(title, "question"))
        part.addWidget(widget)
        self._lines.addLayout(part)
