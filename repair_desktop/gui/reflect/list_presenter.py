"""The list of ruptures, and of what was written beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import EntryId, RuptureId, WorksheetId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.worksheets import Place, Worksheet
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.reflect import ReflectService


@dataclass(frozen=True, slots=True)
class ReflectView:
    """What Reflect shows.

    Attributes:
        ruptures: Newest first.
        fitting: The worksheets that can be begun from each rupture.
        entries: Entries that belong to no rupture, last changed first.
        offered: The worksheets that can be begun at any time.
        worksheets: What each entry answers, by id; those are left out that nobody knows any more.
    """

    ruptures: Sequence[RuptureSummary] = ()
    fitting: Mapping[RuptureId, Sequence[Worksheet]] = field(default_factory=dict)
    entries: Sequence[Entry] = ()
    offered: Sequence[Worksheet] = ()
    worksheets: Mapping[WorksheetId, Worksheet] = field(default_factory=dict)


class RuptureListPresenter(QObject):
    """Reads the ruptures and other entries, and changes what the person decides about them.

    Signals:
        changed: A new :class:`ReflectView`.
        deleted: The id of a rupture or an entry that was set aside; :meth:`restore` or
            :meth:`restore_entry` takes it back.
        restored: The id of one that is back.
        failed: The KnownError that kept something from being done.
    """

    changed = Signal(object)
    deleted = Signal(str)
    restored = Signal(str)
    failed = Signal(object)

    def __init__(self, reflect: ReflectService, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reflect = reflect
        self._jobs = jobs
        self._view = ReflectView()

    def refresh(self) -> None:
        """Read everything again."""
        self._jobs.submit(self._read, self._take, self._fail)

    def set_state(self, rupture_id: RuptureId, state: RuptureState) -> None:
        """Give a rupture a state."""
        self._do(lambda: self._reflect.set_state(rupture_id, state))

    def describe(self, rupture_id: RuptureId, title: str, happened_on: date | None) -> None:
        """Change a rupture's title and day."""
        self._do(lambda: self._reflect.describe(rupture_id, title, happened_on))

    def delete(self, rupture_id: RuptureId) -> None:
        """Set a rupture aside, with everything written about it."""
        self._do(
            lambda: self._reflect.delete_rupture(rupture_id),
            lambda: self.deleted.emit(rupture_id),
        )

    def restore(self, rupture_id: RuptureId) -> None:
        """Take a deletion back."""
        self._do(
            lambda: self._reflect.restore_rupture(rupture_id),
            lambda: self.restored.emit(rupture_id),
        )

    def delete_entry(self, entry_id: EntryId) -> None:
        """Set an entry aside."""
        self._do(
            lambda: self._reflect.delete_entry(entry_id),
            lambda: self.deleted.emit(entry_id),
        )

    def restore_entry(self, entry_id: EntryId) -> None:
        """Take the deletion of an entry back."""
        self._do(
            lambda: self._reflect.restore_entry(entry_id),
            lambda: self.restored.emit(entry_id),
        )

    def _read(self) -> ReflectView:
        ruptures = self._reflect.ruptures()
        fitting = {each.rupture.id: self._reflect.fitting(each) for each in ruptures}
        entries = self._reflect.entries()
        offered = [sheet for sheet in self._reflect.worksheets() if Place.LIST in sheet.offered]
        written = [entry for each in ruptures for entry in each.entries]
        ids = {entry.worksheet_id for entry in (*written, *entries)}
        known = {key: sheet for key in ids if (sheet := self._reflect.worksheet(key)) is not None}
        return ReflectView(ruptures, fitting, entries, offered, known)

    def _do(self, job: Callable[[], None], then: Callable[[], None] | None = None) -> None:
        def done(_none: None) -> None:
            if then is not None:
                then()
            self.refresh()

        def failed(error: Exception) -> None:
            self._fail(error)
            self.changed.emit(self._view)  # so that nothing looks as if it were done

        self._jobs.submit(job, done, failed)

    def _take(self, view: ReflectView) -> None:
        self._view = view
        self.changed.emit(view)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)
