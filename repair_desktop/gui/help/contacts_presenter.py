"""People the person can turn to; kept inside the journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.settings import Contact, JournalSettings, SettingsService

Row = tuple[str, str]
"""A contact as the page knows it: name, and how to reach them."""

Contacts = Sequence[Contact]
Removed = tuple[int, Contact]


class ContactsPresenter(QObject):
    """Keeps the list of contacts.

    Each change is made to the list as it is kept by then, so that two in quick succession both
    count.

    Signals:
        changed: The contacts as they are kept now, a tuple of :data:`Row`.
        removed: A contact was removed; :meth:`take_back` puts it back.
        failed: The KnownError that kept a change from being kept.
    """

    changed = Signal(object)
    removed = Signal()
    failed = Signal(object)

    def __init__(
        self, settings: SettingsService, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._jobs = jobs
        self._removed: Removed | None = None

    def refresh(self) -> None:
        """Read the contacts."""
        self._jobs.submit(self._settings.load, self._loaded, self._fail)

    def add(self, name: str, how: str) -> None:
        """Add a contact; white space around the words is dropped."""
        self._keep(lambda contacts: [*contacts, _contact(name, how)])

    def change(self, old: Row, name: str, how: str) -> None:
        """Change one contact; it is added when it is not there any more."""

        def changed(contacts: Contacts) -> Contacts:
            place = _place(contacts, old)
            return [*contacts[:place], _contact(name, how), *contacts[place + 1 :]]

        self._keep(changed)

    def remove(self, row: Row) -> None:
        """Remove one contact."""

        def remove() -> tuple[JournalSettings, Removed | None]:
            now = self._settings.load()
            place = _place(now.contacts, row)
            if place == len(now.contacts):
                return now, None
            left = (*now.contacts[:place], *now.contacts[place + 1 :])
            return self._settings.save(replace(now, contacts=left)), (place, now.contacts[place])

        self._jobs.submit(remove, self._take_out, self._fail)

    def take_back(self) -> None:
        """Put the contact that was removed last back to its place."""
        if self._removed is not None:
            place, contact = self._removed
            put_in = self._changing(lambda known: [*known[:place], contact, *known[place:]])
            self._jobs.submit(put_in, self._put_back, self._fail)

    def _keep(self, change: Callable[[Contacts], Contacts]) -> None:
        self._jobs.submit(self._changing(change), self._loaded, self._fail)

    def _changing(self, change: Callable[[Contacts], Contacts]) -> Callable[[], JournalSettings]:
        def keep() -> JournalSettings:
            now = self._settings.load()
            return self._settings.save(replace(now, contacts=tuple(change(now.contacts))))

        return keep

    def _put_back(self, settings: JournalSettings) -> None:
        self._removed = None
        self._loaded(settings)

    def _take_out(self, result: tuple[JournalSettings, Removed | None]) -> None:
        settings, removed = result
        self._loaded(settings)
        if removed is not None:
            self._removed = removed
            self.removed.emit()

    def _loaded(self, settings: JournalSettings) -> None:
        self.changed.emit(tuple((contact.name, contact.how) for contact in settings.contacts))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)


def _contact(name: str, how: str) -> Contact:
    return Contact(name.strip(), how.strip())


def _place(contacts: Contacts, row: Row) -> int:
    """Return where a contact stands, or the end of the list when it is not there."""
    contact = Contact(*row)
    return contacts.index(contact) if contact in contacts else len(contacts)
