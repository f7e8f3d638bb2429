"""A sheet that somebody gave, before it is added."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.sheets import Offer, worksheet_id
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.sheets import SheetService


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What the page shows.

    Attributes:
        offer: What was read, or None: not yet, or not at all.
        is_added: Whether the person added it here.
        is_busy: Whether something is being done.
        error: Why it came to nothing, or None.
    """

    offer: Offer | None = None
    is_added: bool = False
    is_busy: bool = False
    error: KnownError | None = None


class PreviewPresenter(QObject):
    """Reads a file, and adds what is in it once the person says so.

    Signals:
        changed: A new :class:`PreviewView`.
        added: The worksheet's id of the sheet that was added.
    """

    changed = Signal(object)
    added = Signal(str)

    def __init__(self, sheets: SheetService, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets = sheets
        self._jobs = jobs
        self._view = PreviewView()

    @property
    def view(self) -> PreviewView:
        """What the page shows now."""
        return self._view

    def open(self, path: Path) -> None:
        """Read a file. Nothing is added."""
        self._show(PreviewView(is_busy=True))
        self._jobs.submit(
            lambda: self._sheets.read(path),
            lambda offer: self._show(PreviewView(offer)),
            lambda error: self._fail(error, None),
        )

    def add(self) -> None:
        """Add the sheet that is shown."""
        offer = self._view.offer
        if offer is None or self._view.is_busy or self._view.is_added:
            return

        def done(_none: None) -> None:
            self._show(PreviewView(offer, is_added=True))
            self.added.emit(worksheet_id(offer.sheet.id))

        self._show(PreviewView(offer, is_busy=True))
        self._jobs.submit(
            lambda: self._sheets.add(offer.sheet), done, lambda error: self._fail(error, offer)
        )

    def _show(self, view: PreviewView) -> None:
        self._view = view
        self.changed.emit(view)

    def _fail(self, error: Exception, offer: Offer | None) -> None:
        if not isinstance(error, KnownError):
            self._show(PreviewView(offer))
            raise error
        self._show(PreviewView(offer, error=error))
