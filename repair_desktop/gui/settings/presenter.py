"""Settings that live inside the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.settings import JournalSettings, SettingsService


class SettingsPresenter(QObject):
    """Reads and keeps them; each change is kept at once.

    Signals:
        loaded: The JournalSettings, when they were read.
        kept: The JournalSettings, when a change was kept.
        failed: The KnownError that kept a change from being kept.
    """

    loaded = Signal(object)
    kept = Signal(object)
    failed = Signal(object)

    def __init__(
        self, settings: SettingsService, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._jobs = jobs

    def refresh(self) -> None:
        """Read the settings."""
        self._jobs.submit(self._settings.load, self._load, self._fail)

    def call_therapist(self, kept: str) -> None:
        """Keep what the therapist is called: "", ``COUNSELLOR`` or a name."""
        self._change(lambda now: replace(now, therapist=kept))

    def ask_checks(self, ask: bool) -> None:
        """Keep whether the opening and the closing check are asked."""
        self._change(lambda now: replace(now, ask_checks=ask))

    def all_prompts(self, all_prompts: bool) -> None:
        """Keep whether a step shows all its questions on one page."""
        self._change(lambda now: replace(now, all_prompts=all_prompts))

    def lock_after(self, minutes: int | None) -> None:
        """Keep after how many minutes without any input the journal is locked; None for never."""
        self._change(lambda now: replace(now, lock_after=minutes))

    def _change(self, change: Callable[[JournalSettings], JournalSettings]) -> None:
        def keep() -> JournalSettings:
            return self._settings.save(change(self._settings.load()))

        self._jobs.submit(keep, self._keep, self._fail)

    def _load(self, settings: JournalSettings) -> None:
        self.loaded.emit(settings)

    def _keep(self, settings: JournalSettings) -> None:
        self.kept.emit(settings)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)
