"""Cards for the session: making one, showing it, saying it out loud."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.card_view import CardView, compose
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import RuptureId
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.card.large_page import LargePage
from repair_desktop.gui.card.no_card_page import NoCardPage
from repair_desktop.gui.card.page import CardPage
from repair_desktop.gui.card.practise_page import PractisePage
from repair_desktop.gui.card.presenter import CardPresenter
from repair_desktop.gui.jobs import Jobs, ScopedJobs
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.saving import SaveState
from repair_desktop.gui.shell.navigator import Navigator
from repair_desktop.gui.shell.places import Place
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.services.cards import CardService, NoCard, OpenCard


class CardPages(QObject):
    """The cards of one open journal, over the page that is shown.

    Args:
        cards: The service.
        name: Gives what the person calls the therapist.
        jobs: The journal's.
        pages, theme, problems: Where and how to show things.

    Signals:
        help_requested: The help page.
        left: The person goes back from a card; everything is saved.
        failed: A KnownError that no page shows by itself, and what it kept from being done, or "".
    """

    help_requested = Signal()
    left = Signal()
    failed = Signal(object, str)

    def __init__(
        self,
        cards: CardService,
        name: Callable[[], TherapistName],
        jobs: Jobs,
        pages: Navigator,
        theme: ThemeController,
        problems: ProblemWords,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._cards = cards
        self._name = name
        self._jobs = jobs
        self._own_jobs = ScopedJobs(jobs)
        self._own_jobs.end_with(self)
        self._pages = pages
        self._theme = theme
        self._problems = problems
        self._making: tuple[CardPresenter, CardPage] | None = None
        self._place = Place.REFLECT
        self._asked = 0

    # --- going somewhere --------------------------------------------------------------------

    def show(self, rupture_id: str, place: Place = Place.REFLECT) -> None:
        """Show the card of a rupture, to change it and to take it along.

        Args:
            rupture_id: Which one.
            place: Where the person came from.
        """

        def make(card: OpenCard) -> None:
            self._place = place
            self._make(card)

        self._open(rupture_id, make, self._close_making)

    def practise(self, rupture_id: str, place: Place = Place.REFLECT) -> None:
        """Show the card of a rupture line by line, to say it out loud."""

        def go(card: OpenCard) -> None:
            self._place = place
            self._practise(compose(card.template, card.said, card.changes, self._name().mine))

        self._open(rupture_id, go, lambda: None)

    # --- leaving ----------------------------------------------------------------------------

    def flush(self, then: Callable[[bool], None]) -> None:
        """Save what was changed; ``then`` learns whether it is saved."""
        if self._making is None:
            then(True)
        else:
            self._making[0].flush(then)

    def leave(self, then: Callable[[], None]) -> None:
        """Save and go on with ``then``. Words that are not saved stay shown."""
        self.flush(lambda saved: then() if saved else None)

    # --- pages ------------------------------------------------------------------------------

    def _open(
        self, rupture_id: str, go: Callable[[OpenCard], None], saved: Callable[[], None]
    ) -> None:
        """Save, call ``saved``, open a card and ``go`` on with it.

        Opening takes a while: of two that were asked for meanwhile, only the last one is shown.
        """
        self._asked += 1
        asked = self._asked

        def opened(card: OpenCard | NoCard) -> None:
            if asked != self._asked:
                return
            if isinstance(card, OpenCard):
                go(card)
            else:
                self._refuse(card)

        def open_it() -> None:
            saved()
            self._own_jobs.submit(
                lambda: self._cards.open(RuptureId(rupture_id)), opened, self._fail
            )

        self.leave(open_it)

    def _make(self, card: OpenCard) -> None:
        self._close_making()
        jobs = ScopedJobs(self._jobs)
        name = self._name()
        presenter = CardPresenter(self._cards, card, name.mine, jobs)
        jobs.end_with(presenter)
        page = CardPage(presenter, name, self._theme, self._problems)
        presenter.setParent(page)
        making = self._making = (presenter, page)
        presenter.destroyed.connect(lambda: self._forget(making))
        presenter.save_changed.connect(lambda state, error: self._tell_unseen(page, state, error))
        presenter.closed.connect(lambda: self._leave(page))
        page.practise_requested.connect(self._practise)
        page.large_requested.connect(self._show_large)
        self._pages.show_over(page, self._place)

    def _practise(self, view: CardView) -> None:
        page = PractisePage(view)
        page.closed.connect(lambda: self._pages.leave(page))
        self._pages.show_over(page, self._place)

    def _show_large(self, view: CardView) -> None:
        page = LargePage(view)
        page.closed.connect(lambda: self._pages.leave(page))
        self._pages.show_over(page, self._place)

    def _refuse(self, reason: NoCard) -> None:
        page = NoCardPage(reason is NoCard.SET_ASIDE)
        page.help_requested.connect(self.help_requested)
        page.closed.connect(lambda: self._pages.leave(page))
        self._pages.show_over(page, self._place)

    # --- small things -----------------------------------------------------------------------

    def _leave(self, page: CardPage) -> None:
        self._pages.leave(page)
        self.left.emit()

    def _close_making(self) -> None:
        """Take away the card that is being made: two of them would write over each other."""
        if self._making is not None:
            self._pages.leave(self._making[1])

    def _forget(self, making: tuple[CardPresenter, CardPage]) -> None:
        if self._making is making:
            self._making = None

    def _tell_unseen(self, page: CardPage, state: SaveState, error: KnownError | None) -> None:
        """Say that the card is not saved where its own page can not."""
        if state is SaveState.FAILED and not self._pages.is_shown(page):
            self.failed.emit(error, self.tr("What you changed on the card is not saved yet."))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error, "")
