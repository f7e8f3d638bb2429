"""What the timeline asks for between its controls and its picture: a day, and which check-ins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.mood_filter import EVERYTHING
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.timeline.jump_card import JumpCard
from repair_desktop.gui.timeline.presenter import TimelinePresenter, TimelineView
from repair_desktop.gui.timeline.sift_card import SiftCard
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.tab_order import first_stop


class Asides(QWidget):
    """Two cards that open and close, and the line that says what a filter asks for.

    The cards are made when they are first wanted, so that nobody waits for them.

    Args:
        presenter: What is asked for goes to it.
        words: The words of the timeline.
        name: What the therapist is called.
        word_names: The words of feelings and tags, by their ids.
        jump, sift: The buttons that open the two cards; the keys go back to them.

    Signals:
        jumped: Another day was asked for, and its card is closed.
        changed: Controls came or went; the order of Tab may be another.
    """

    jumped = Signal()
    changed = Signal()

    def __init__(
        self,
        presenter: TimelinePresenter,
        words: TimelineWords,
        name: TherapistName,
        word_names: Mapping[str, str],
        jump: QPushButton,
        sift: QPushButton,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._words = words
        self._name = name
        self._word_names = word_names
        self._jump_button, self._sift_button = jump, sift
        self._view: TimelineView | None = None
        self._jump: JumpCard | None = None
        self._sift: SiftCard | None = None
        self._sifting = Notice()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP)
        self._lines.addWidget(self._sifting)
        jump.clicked.connect(self._ask_for_day)
        sift.clicked.connect(self._ask_for_sifting)
        self.hide()  # nothing in it would still take the room of a line

    def show_view(self, view: TimelineView) -> None:
        """Follow what is shown."""
        before, self._view = self._view, view
        if view.is_empty and self._sift is not None:
            self._sift.hide()
        if self._jump is not None and (view.is_empty or not view.choice.lens.spans):
            self._jump.hide()
        self._say_sifting(view)
        self._follow(before, view)
        self._fit()

    # --- a day ------------------------------------------------------------------------------

    def _ask_for_day(self) -> None:
        if self._view is None:
            return
        if self._jump is None:
            self._jump = JumpCard(self._presenter.clock)
            self._jump.chosen.connect(self._jump_to)
            self._jump.closed.connect(lambda: self._close(self._jump, self._jump_button))
            self._lines.insertWidget(0, self._jump)
        self._open(self._jump)
        self._jump.ask(self._view.day)

    def _jump_to(self, day: date) -> None:
        assert self._jump is not None
        self._jump.hide()
        self._fit()
        self._presenter.go_to(day)
        self.jumped.emit()

    # --- a filter ---------------------------------------------------------------------------

    def _ask_for_sifting(self) -> None:
        if self._view is None:
            return
        if self._sift is None:
            self._sift = SiftCard(self._name, self._word_names)
            self._sift.sifted.connect(self._presenter.sift)
            self._sift.closed.connect(lambda: self._close(self._sift, self._sift_button))
            self._lines.insertWidget(self._lines.count() - 1, self._sift)
        self._offer(self._sift, self._view)
        self._open(self._sift)
        (first_stop(self._sift) or self._sift).setFocus()

    def _offer(self, card: SiftCard, view: TimelineView) -> None:
        card.show_used(self._presenter.used(), view.timeline, view.choice.filter)

    def _follow(self, before: TimelineView | None, view: TimelineView) -> None:
        """Let the open filter offer what there is now, with what is asked for now."""
        card = self._sift
        ruptures = None if before is None else before.timeline.ruptures
        is_read_anew = view.timeline.ruptures is not ruptures
        if card is None or card.isHidden():
            return
        if is_read_anew or card.asked != view.choice.filter:
            focused = self.window().focusWidget()
            had_keys = focused is not None and card.isAncestorOf(focused)
            self._offer(card, view)
            if had_keys:
                (first_stop(card) or card).setFocus()

    def _say_sifting(self, view: TimelineView) -> None:
        said = self._words.sifted(view)
        if said and said != self._sifting.text:
            self.show()  # or nobody hears what is said in it
            self._sifting.say(said, [(self.tr("Show all"), self._show_all)])
            self.changed.emit()
        elif not said:
            self._sifting.clear()

    def _show_all(self) -> None:
        self._close(self._sift, self._sift_button)  # the button that asked is gone then
        self._presenter.sift(EVERYTHING)

    # --- opening and closing ----------------------------------------------------------------

    def _open(self, card: QWidget) -> None:
        self.show()
        card.show()
        self.changed.emit()

    def _close(self, card: QWidget | None, button: QPushButton) -> None:
        button.setFocus()
        if card is not None:
            card.hide()
        self._fit()

    def _fit(self) -> None:
        parts = (self._jump, self._sift, self._sifting)
        self.setVisible(any(part is not None and not part.isHidden() for part in parts))
