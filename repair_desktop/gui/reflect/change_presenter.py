"""What a person can decide about ruptures and entries, wherever they are shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import EntryId, RuptureId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.reflect import ReflectService


class ChangePresenter(QObject):
    """Changes what the person decides, and shows everything anew. Others say what is shown.

    Signals:
        changed: What is shown now.
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

    def refresh(self) -> None:
        """Read everything again."""
        raise NotImplementedError

    def show_again(self) -> None:
        """Show what was read last, so that nothing looks as if it were done."""
        raise NotImplementedError

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

    def _do(self, job: Callable[[], None], then: Callable[[], None] | None = None) -> None:
        def done(_none: None) -> None:
            if then is not None:
                then()
            self.refresh()

        def failed(error: Exception) -> None:
            self._fail(error)
            self.show_again()

        self._jobs.submit(job, done, failed)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)
