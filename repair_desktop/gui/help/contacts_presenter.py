"""People the person can turn to; kept inside the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.settings import Contact, JournalSettings, SettingsService


class ContactsPresenter(QObject):
    """Keeps the list of contacts.

    Signals:
        changed: The contacts as they are kept now, a tuple of (name, how to reach them).
        failed: The KnownError that kept a change from being kept.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self, settings: SettingsService, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._jobs = jobs
        self._contacts: tuple[Contact, ...] = ()

    def refresh(self) -> None:
        """Read the contacts."""
        self._jobs.submit(self._settings.load, self._loaded, self._fail)

    def add(self, name: str, how: str) -> None:
        """Add a contact; white space around the words is dropped."""
        self._keep((*self._contacts, Contact(name.strip(), how.strip())))

    def change(self, number: int, name: str, how: str) -> None:
        """Change one contact."""
        changed = list(self._contacts)
        changed[number] = Contact(name.strip(), how.strip())
        self._keep(tuple(changed))

    def remove(self, number: int) -> Callable[[], None]:
        """Remove one contact; call what is returned to take it back."""
        before = self._contacts
        self._keep(tuple(c for place, c in enumerate(before) if place != number))
        return lambda: self._keep(before)

    def _keep(self, contacts: tuple[Contact, ...]) -> None:
        def keep() -> JournalSettings:
            return self._settings.save(replace(self._settings.load(), contacts=contacts))

        self._jobs.submit(keep, self._loaded, self._fail)

    def _loaded(self, settings: JournalSettings) -> None:
        self._contacts = settings.contacts
        self.changed.emit(tuple((contact.name, contact.how) for contact in settings.contacts))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)
