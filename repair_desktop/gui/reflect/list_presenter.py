"""The list of ruptures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import RuptureId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.reflect import ReflectService


class RuptureListPresenter(QObject):
    """Reads the ruptures, and changes what the person decides about them.

    Signals:
        changed: A tuple of RuptureSummary, newest first.
        deleted: The id of a rupture that was set aside; :meth:`restore` takes it back.
        restored: The id of a rupture that is back.
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
        self._ruptures: tuple[RuptureSummary, ...] = ()

    def refresh(self) -> None:
        """Read the ruptures again."""
        self._jobs.submit(self._reflect.ruptures, self._take, self._fail)

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

    def _do(self, job: Callable[[], None], then: Callable[[], None] | None = None) -> None:
        def done(_none: None) -> None:
            if then is not None:
                then()
            self.refresh()

        def failed(error: Exception) -> None:
            self._fail(error)
            self.changed.emit(self._ruptures)  # so that nothing looks as if it were done

        self._jobs.submit(job, done, failed)

    def _take(self, ruptures: Sequence[RuptureSummary]) -> None:
        self._ruptures = tuple(ruptures)
        self.changed.emit(self._ruptures)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)
