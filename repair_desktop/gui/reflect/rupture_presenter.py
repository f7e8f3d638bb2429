"""One rupture, with all that was written about it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.ids import RuptureId
from repair_desktop.core.rupture_view import RuptureView
from repair_desktop.gui.jobs import Jobs
from repair_desktop.gui.reflect.change_presenter import ChangePresenter
from repair_desktop.services.reflect import ReflectService


class RupturePresenter(ChangePresenter):
    """Reads one rupture. What is shown is a :class:`RuptureView`.

    Signals:
        gone: There is no such rupture any more.
    """

    gone = Signal()

    def __init__(
        self,
        reflect: ReflectService,
        rupture_id: RuptureId,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(reflect, jobs, parent)
        self.rupture_id = rupture_id
        self._view: RuptureView | None = None

    def refresh(self) -> None:
        """Read it again."""
        self._jobs.submit(self._read, self._take, self._fail)

    def show_again(self) -> None:
        """Show what was read last."""
        if self._view is not None:
            self.changed.emit(self._view)

    def _read(self) -> RuptureView | None:
        try:
            return self._reflect.rupture(self.rupture_id)
        except KeyError:
            return None

    def _take(self, view: RuptureView | None) -> None:
        self._view = view
        if view is None:
            self.gone.emit()
        else:
            self.changed.emit(view)
