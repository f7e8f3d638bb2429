"""A card while it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.card_view import CardLine, CardView, compose
from repair_desktop.core.cards import CardChanges, Length, LineId, Opener, OpenerId
from repair_desktop.gui.jobs import Jobs
from repair_desktop.gui.saving import Saver, SaveState
from repair_desktop.services.cards import CardService, OpenCard


class CardPresenter(QObject):
    """Knows what is on a card, and keeps what the person changes on it.

    Args:
        cards: The service.
        card: The card of one rupture.
        name: What the person calls the therapist, where they speak.
        jobs: The journal's.

    Signals:
        changed: A new CardView.
        save_changed: A SaveState, and the error when it is FAILED.
        stayed: Somebody waited for everything to be saved, and it is not.
        closed: The person leaves; everything is saved.
    """

    changed = Signal(object)
    save_changed = Signal(object, object)
    stayed = Signal()
    closed = Signal()

    def __init__(
        self,
        cards: CardService,
        card: OpenCard,
        name: str,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._card = card
        self._name = name
        self._changes = card.changes
        self._view = self._compose()
        rupture_id = card.rupture.id

        def save(changes: dict[str, CardChanges], _place: str | None) -> None:
            for each in changes.values():
                cards.save(rupture_id, each)

        self._saver: Saver[str, CardChanges] = Saver(save, jobs, self)
        self._saver.changed.connect(self.save_changed)

    # --- what is shown ----------------------------------------------------------------------

    @property
    def view(self) -> CardView:
        """The card as it stands."""
        return self._view

    @property
    def openers(self) -> Sequence[Opener]:
        """The ways to begin."""
        return self._card.template.openers

    @property
    def how(self) -> str:
        """How the person wants to bring it up, with tokens, or ""."""
        return self._card.how

    @property
    def waits(self) -> bool:
        """Whether they chose to wait."""
        return self._card.waits

    @property
    def save_state(self) -> SaveState:
        """Where what was changed is."""
        return self._saver.state

    # --- what the person does ---------------------------------------------------------------

    def choose_length(self, length: Length) -> None:
        """Show the card at another length."""
        self._take(replace(self._changes, length=length))

    def choose_opener(self, opener: OpenerId) -> None:
        """Begin in another way."""
        self._take(replace(self._changes, opener=opener))

    def switch(self, line: LineId, on: bool) -> None:
        """Turn a line on or off at the length that is shown."""
        self._take(self._changes.turned(self._view.length, line, on))

    def write(self, line: LineId, text: str) -> None:
        """Put other words into a line, at all lengths.

        A line that said nothing is turned on by that. What the answers give is no change.
        """
        before = self._line(line)
        changes = self._changes.written(before.text_id, None)
        if text != self._line(line, self._compose(changes)).text:
            changes = changes.written(before.text_id, text)
        if before.is_empty and text.strip():
            changes = changes.turned(self._view.length, line, True)
        self._take(changes)

    def take_answers(self, line: LineId) -> None:
        """Let a line say again what the answers give."""
        self._take(self._changes.written(self._line(line).text_id, None))

    def close(self) -> None:
        """Leave. Words that could not be saved keep the person here, with the reason in sight."""
        self.flush(lambda saved: self.closed.emit() if saved else None)

    def pause_typing(self) -> None:
        """Save what there is: the person went on to something else."""
        self._saver.flush()

    def try_again(self) -> None:
        """Save once more what could not be saved."""
        self.flush(lambda _saved: None)

    def flush(self, then: Callable[[bool], None]) -> None:
        """Save everything now; ``then`` learns whether it is saved."""

        def told(saved: bool) -> None:
            then(saved)
            if not saved:
                self.stayed.emit()

        self._saver.flush(told)

    # --- inside -----------------------------------------------------------------------------

    def _compose(self, changes: CardChanges | None = None) -> CardView:
        card = self._card
        return compose(card.template, card.said, changes or self._changes, self._name)

    def _line(self, line: LineId, view: CardView | None = None) -> CardLine:
        return next(each for each in (view or self._view).lines if each.id == line)

    def _take(self, changes: CardChanges) -> None:
        if changes == self._changes:
            return
        self._changes = changes
        self._view = self._compose()
        self._saver.edit("card", changes)
        self.changed.emit(self._view)
