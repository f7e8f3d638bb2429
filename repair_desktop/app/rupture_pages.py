"""The page of a rupture, over the page that is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from repair_desktop.core.ids import RuptureId
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.jobs import Jobs, ScopedJobs
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.rupture_page import RupturePage
from repair_desktop.gui.reflect.rupture_presenter import RupturePresenter
from repair_desktop.gui.shell.navigator import Navigator
from repair_desktop.gui.shell.places import Place
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.services.reflect import ReflectService


class RupturePages(QObject):
    """The pages of the ruptures of one open journal.

    Args:
        reflect: The service.
        jobs: The journal's.
        pages, theme, problems: Where and how to show them.

    Signals:
        entry_requested: The ids of an entry to carry on with, and of the rupture it is about.
        unlock_requested: A locked entry, and its worksheet.
        begin_requested: The ids of a worksheet to begin, and of the rupture it is about.
        aside_requested: The ids of an entry whose answer hides steps, of the help page that says
            more, and of the rupture.
        card_requested: The id of the rupture whose card is wanted.
        delete_requested: The id of a rupture the person wants gone.
        entry_deleted: The id of an entry that was deleted, and what it is called.
        entry_restored: The id of one that is back.
        left: The page beneath is shown again; something may have changed.
    """

    entry_requested = Signal(str, str)
    unlock_requested = Signal(object, object)
    begin_requested = Signal(str, str)
    aside_requested = Signal(str, str, str)
    card_requested = Signal(str)
    delete_requested = Signal(str)
    entry_deleted = Signal(str, str)
    entry_restored = Signal(str)
    left = Signal()

    def __init__(
        self,
        reflect: ReflectService,
        jobs: Jobs,
        pages: Navigator,
        theme: ThemeController,
        problems: ProblemWords,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._reflect = reflect
        self._jobs = jobs
        self._pages = pages
        self._theme = theme
        self._problems = problems
        self._page: RupturePage | None = None

    def refresh(self) -> None:
        """Read the rupture that is shown again."""
        if self._page is not None and isValid(self._page):
            self._page.refresh()

    def show(self, rupture_id: RuptureId, name: TherapistName) -> None:
        """Show a rupture.

        Args:
            rupture_id: Which one.
            name: What the person calls their therapist.
        """
        jobs = ScopedJobs(self._jobs)
        presenter = RupturePresenter(self._reflect, rupture_id, jobs)
        jobs.end_with(presenter)
        page = RupturePage(presenter, name, self._theme, self._problems)
        presenter.setParent(page)
        page.closed.connect(lambda: self._leave(page))
        page.entry_requested.connect(lambda entry: self.entry_requested.emit(entry, rupture_id))
        page.unlock_requested.connect(self.unlock_requested)
        page.begin_worksheet_requested.connect(self.begin_requested)
        page.aside_page_requested.connect(
            lambda entry, help_page: self.aside_requested.emit(entry, help_page, rupture_id)
        )
        page.card_requested.connect(self.card_requested)
        page.delete_requested.connect(self.delete_requested)
        page.entry_deleted.connect(self.entry_deleted)
        page.entry_restored.connect(self.entry_restored)
        self._page = page
        self._pages.show_over(page, Place.REFLECT)
        page.refresh()

    def _leave(self, page: RupturePage) -> None:
        self._pages.leave(page)
        self.left.emit()
