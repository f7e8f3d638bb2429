"""A check-in while it can be changed: five words at once, everything else under "More"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.moods import quick_mood
from repair_desktop.gui.check_in.detail_words import DetailWords
from repair_desktop.gui.check_in.details import Details
from repair_desktop.gui.check_in.entered import Entered
from repair_desktop.gui.check_in.link_words import LinkWords
from repair_desktop.gui.check_in.place_words import NOWHERE, Place, PlaceWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.choices import ChoiceGroup
from repair_desktop.gui.widgets.mood_words import LEVELS, MoodWords, mood_icon
from repair_desktop.gui.widgets.segments import Segments
from repair_desktop.gui.widgets.words import words


class OpenView(QWidget):
    """The words, and what is folded away under them.

    Args:
        now: Says what the clock on the wall says.

    Signals:
        changed: Something is another now.
        moment_changed: The time is; :meth:`say_moment` answers.
        links_wanted: What it can belong to is to be read; :meth:`offer_links` answers.
    """

    changed = Signal()
    moment_changed = Signal()
    links_wanted = Signal()

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
        self._theme = theme
        self._place = NOWHERE
        self._kept = False
        self._unfolded_by_hand = False
        self._places = PlaceWords(self)
        self._parts = DetailWords([*feelings, *tags], links, self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE * 3)
        self._question = words("", "question")
        moods = MoodWords(self)
        self._words = Segments(self.tr("Mood"), [moods.level(level) for level in LEVELS], big=True)
        self._chosen = words("", "helper")
        self._fault = words("", "field-error")
        for part in (self._question, self._words, self._chosen, self._fault):
            lines.addWidget(part)
        row = QHBoxLayout()
        self._more = QPushButton()
        set_role(self._more, "quiet")
        self._folded = words("", "small")
        row.addWidget(self._more)
        row.addWidget(self._folded, 1)
        row.addStretch()
        lines.addLayout(row)
        self._details = Details(feelings, tags, links, theme, now)
        lines.addWidget(self._details)
        self.setFocusProxy(self._words)
        self._words.chosen.connect(self._choose_word)
        self._more.clicked.connect(self._fold_by_hand)
        self._details.grid.changed.connect(self._choose_place)
        self._details.changed.connect(self.changed)
        self._details.when.changed.connect(self._change_moment)
        theme.changed.connect(self._draw_marks)
        self._draw_marks()

    def entered(self) -> Entered:
        """Return what stands here."""
        pleasantness, energy = self._place
        return self._details.add_to(Entered(pleasantness, energy))

    def show_entered(self, entered: Entered, kept: bool, unfold: bool = False) -> None:
        """Show a check-in without telling anybody, folded where that hides nothing.

        Args:
            entered: What it holds.
            kept: Whether it is in the journal, so that "now" is no choice.
            unfold: Whether to show everything all the same.
        """
        self._kept = kept
        self._details.show_entered(entered, kept)
        self._show_place((entered.pleasantness, entered.energy))
        earlier = not kept and entered.when is not None
        self._unfold(unfold or self._unfolded_by_hand or earlier or entered.has_details)
        self._ask()

    def set_recent(self, feelings: Sequence[str], tags: Sequence[str]) -> None:
        """Take the words used lately."""
        self._details.set_recent(feelings, tags)

    def offer_links(self) -> None:
        """Offer what was read last of what it can belong to."""
        self._details.offer_links()
        self._say_folded()

    def ask_for_mood(self) -> None:
        """Say that a word or a place is missing, and go there."""
        text = self.tr("Choose a word or a place on the grid first.")
        self._say_fault(text)
        announce(self._fault, text, assertive=True)
        self._words.setFocus()

    def ask_for_moment(self, fault: str) -> None:
        """Say what is wrong with the time, and go there."""
        self._unfold(True)
        self.say_moment(fault)
        self._details.when.focus_fields()

    def say_moment(self, fault: str, later: bool = False) -> None:
        """Say what is to be known about the time.

        Args:
            fault: What is wrong with it, or "".
            later: Whether the check-in is shown as "added later".
        """
        self._details.when.say(fault, later)

    # --- what the person does ---------------------------------------------------------------

    def _choose_word(self, number: int) -> None:
        on_the_grid = self._place[1] is not None
        self._show_place((LEVELS[number].value, None))
        if on_the_grid:
            word = self._places.place(self._place)
            announce(
                self._words, self.tr("{word}, chosen. Energy is blank again.").format(word=word)
            )
        self.changed.emit()

    def _choose_place(self, place: Place) -> None:
        self._show_place(place)
        announce(self._details.grid, self._places.chosen(place))
        self.changed.emit()

    def _change_moment(self) -> None:
        self._ask()
        self.moment_changed.emit()
        self.changed.emit()

    def _fold_by_hand(self) -> None:
        self._unfolded_by_hand = self._details.isHidden()
        self._unfold(self._unfolded_by_hand)

    # --- showing ----------------------------------------------------------------------------

    def _show_place(self, place: Place) -> None:
        self._place = place
        pleasantness, _energy = place
        level = None if pleasantness is None else quick_mood(pleasantness)
        self._words.show_place(None if level is None else LEVELS.index(level))
        self._details.grid.show_place(place)
        by_word = place == NOWHERE or (level is not None and place == (level.value, None))
        self._chosen.setText("" if by_word else self._places.place(place))
        self._chosen.setVisible(not by_word)
        self._say_fault("")

    def _say_fault(self, text: str) -> None:
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def _ask(self) -> None:
        if self._kept:
            text = self.tr("Change this check-in")
        elif self._details.when.when is None:
            text = self.tr("How is it right now?")
        else:
            text = self.tr("How was it then?")
        self._question.setText(text)

    def _unfold(self, unfolded: bool) -> None:
        self._details.unfold(unfolded)
        if unfolded:
            # Not before: somebody in a hurry would have to wait for it.
            self.links_wanted.emit()
        self._say_folded()

    def _say_folded(self) -> None:
        unfolded = not self._details.isHidden()
        inside = self._parts.all(self.entered())
        self._folded.setText(inside or self.tr("Time, mood grid, feelings, tags, note"))
        self._folded.setVisible(not unfolded)
        self._more.setText(self.tr("Less") if unfolded else self.tr("More"))
        self._more.setAccessibleName(
            self._more.text() if unfolded else f"{self._more.text()}: {self._folded.text()}"
        )

    def _draw_marks(self) -> None:
        tokens = self._theme.tokens
        self._words.set_icons([mood_icon(tokens, level) for level in LEVELS], tokens.icon_size)
