"""What a person can decide about ruptures and entries, wherever they are shown."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from repair_desktop.core.ids import EntryId, RuptureId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.gui.changing import Changing
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.reflect import ReflectService


class ChangePresenter(Changing):
    """Changes ruptures and entries. Others say what is shown.

    What was deleted comes back with :meth:`restore`, or :meth:`restore_entry`.
    """

    def __init__(self, reflect: ReflectService, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self._reflect = reflect

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
