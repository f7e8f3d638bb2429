"""Homework sheets: the list in Reflect, and the pages for reading and writing one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.gui.jobs import Jobs, ScopedJobs
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.sheets.editor_page import EditorPage
from repair_desktop.gui.sheets.editor_presenter import EditorPresenter
from repair_desktop.gui.sheets.list_presenter import SheetListPresenter
from repair_desktop.gui.sheets.preview_page import PreviewPage
from repair_desktop.gui.sheets.preview_presenter import PreviewPresenter
from repair_desktop.gui.sheets.sheet_list import SheetList
from repair_desktop.gui.shell.navigator import Navigator
from repair_desktop.gui.shell.places import Place
from repair_desktop.services.sheets import SheetService


class SheetPages(QObject):
    """The homework sheets of one open journal.

    Args:
        sheets: The service.
        jobs: The journal's.
        pages, problems: Where and how to show things.

    Signals:
        begin_requested: The worksheet's id of a sheet to begin.
        added: A sheet was added.
        failed: A KnownError that no page shows by itself, and what it kept from being done, or "".
    """

    begin_requested = Signal(str)
    added = Signal()
    failed = Signal(object, str)

    def __init__(
        self,
        sheets: SheetService,
        jobs: Jobs,
        pages: Navigator,
        problems: ProblemWords,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._sheets = sheets
        self._jobs = jobs
        self._pages = pages
        self._problems = problems
        self._writing: EditorPresenter | None = None

    def make_list(self) -> SheetList:
        """Return the sheets as a part of a page."""
        jobs = ScopedJobs(self._jobs)
        presenter = SheetListPresenter(self._sheets, jobs)
        jobs.end_with(presenter)
        part = SheetList(presenter, self._problems)
        presenter.setParent(part)
        part.begin_requested.connect(self.begin_requested)
        part.file_chosen.connect(self.preview)
        part.editor_requested.connect(self.write)
        return part

    def preview(self, path: Path) -> None:
        """Show what is in a file, before anything is added."""
        jobs = ScopedJobs(self._jobs)
        presenter = PreviewPresenter(self._sheets, jobs)
        jobs.end_with(presenter)
        page = PreviewPage(presenter, self._problems)
        presenter.setParent(page)
        presenter.added.connect(lambda _id: self.added.emit())
        page.closed.connect(lambda: self._pages.leave(page))
        page.begin_requested.connect(self.begin_requested)
        self._pages.show_over(page, Place.REFLECT)
        presenter.open(path)

    def write(self) -> None:
        """Write a sheet for somebody."""
        jobs = ScopedJobs(self._jobs)
        presenter = EditorPresenter(self._sheets, jobs)
        jobs.end_with(presenter)
        page = EditorPage(presenter, self._problems)
        presenter.setParent(page)
        presenter.destroyed.connect(lambda: self._forget(presenter))
        presenter.failed.connect(lambda error: self._tell_unseen(page, error))
        page.closed.connect(lambda: self._pages.leave(page))
        self._writing = presenter
        self._pages.show_over(page, Place.REFLECT)

    def flush(self, then: Callable[[bool], None]) -> None:
        """Keep the sheet that is being written; ``then`` learns whether it is kept."""
        if self._writing is None:
            then(True)
        else:
            self._writing.flush(then)

    def leave(self, then: Callable[[], None]) -> None:
        """Keep it and go on with ``then``. What can not be kept stays shown."""
        self.flush(lambda kept: then() if kept else None)

    def _forget(self, presenter: EditorPresenter) -> None:
        if self._writing is presenter:
            self._writing = None

    def _tell_unseen(self, page: EditorPage, error: KnownError) -> None:
        """Say that the sheet is not kept where its own page can not."""
        if not self._pages.is_shown(page):
            self.failed.emit(error, self.tr("The sheet that you write is not kept yet."))
