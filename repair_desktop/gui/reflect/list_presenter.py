"""The list of ruptures, and of what was written beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject

from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.ids import WorksheetId
from repair_desktop.core.worksheets import Place, Worksheet
from repair_desktop.gui.jobs import Jobs
from repair_desktop.gui.reflect.change_presenter import ChangePresenter
from repair_desktop.services.reflect import ReflectService


@dataclass(frozen=True, slots=True)
class ReflectView:
    """What Reflect shows.

    Attributes:
        ruptures: Newest first.
        entries: Entries that belong to no rupture, last changed first.
        offered: The worksheets that can be begun at any time.
        worksheets: What each entry answers, by id; those are left out that nobody knows any more.
    """

    ruptures: Sequence[RuptureSummary] = ()
    entries: Sequence[Entry] = ()
    offered: Sequence[Worksheet] = ()
    worksheets: Mapping[WorksheetId, Worksheet] = field(default_factory=dict)


class RuptureListPresenter(ChangePresenter):
    """Reads the ruptures and other entries. What is shown is a :class:`ReflectView`."""

    def __init__(self, reflect: ReflectService, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(reflect, jobs, parent)
        self._view = ReflectView()

    def refresh(self) -> None:
        """Read everything again."""
        self._jobs.submit(self._read, self._take, self._fail)

    def show_again(self) -> None:
        """Show what was read last."""
        self.changed.emit(self._view)

    def _read(self) -> ReflectView:
        ruptures = self._reflect.ruptures()
        entries = self._reflect.entries()
        offered = [sheet for sheet in self._reflect.worksheets() if Place.LIST in sheet.offered]
        written = [entry for each in ruptures for entry in each.entries]
        ids = {entry.worksheet_id for entry in (*written, *entries)}
        known = {key: sheet for key in ids if (sheet := self._reflect.worksheet(key)) is not None}
        return ReflectView(ruptures, entries, offered, known)

    def _take(self, view: ReflectView) -> None:
        self._view = view
        self.changed.emit(view)
