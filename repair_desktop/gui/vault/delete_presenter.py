"""Asks twice before everything is deleted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.ports import JournalKey
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.slots import Slots, slots_of
from repair_desktop.services.vault import Vault


@dataclass(frozen=True, slots=True)
class DeleteView:
    """What the page shows.

    Attributes:
        slots: What opens the journal; None until it is known.
        is_busy: Whether that, or the passphrase, is being looked at.
        error: What went wrong, or None.
    """

    slots: Slots | None = None
    is_busy: bool = False
    error: KnownError | None = None


class DeletePresenter(QObject):
    """Lets everything be deleted once :attr:`phrase` was typed, and the passphrase if there is one.

    Where the header can not be read, the phrase is enough: nobody may be kept from deleting.

    Args:
        vault: What is to be deleted.
        changes: Checks the passphrase.
        key: The vault's key.
        journal_jobs: Runs what touches the disk.

    Signals:
        changed: A new :class:`DeleteView`.
        save_requested: The person wants to save a copy elsewhere first.
        delete_requested: Everything is to be deleted.
    """

    changed = Signal(object)
    save_requested = Signal()
    delete_requested = Signal()

    def __init__(
        self,
        vault: Vault,
        changes: KeyChanges,
        key: JournalKey,
        journal_jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._vault = vault
        self._changes = changes
        self._key = key
        self._jobs = journal_jobs
        self._slots: Slots | None = None
        self._view = DeleteView(is_busy=True)

    @property
    def view(self) -> DeleteView:
        """What the page shows now."""
        return self._view

    @property
    def keyring_name(self) -> str:
        """What the person knows the keyring as."""
        return self._vault.keyring_name

    @property
    def phrase(self) -> str:
        """What has to be typed before anything is deleted."""
        return self.tr("delete everything")

    def start(self) -> None:
        """Look at what opens the journal."""
        self._jobs.submit(lambda: slots_of(self._vault), self._found, self._fail)

    def save_first(self) -> None:
        """Ask for a copy to be saved elsewhere."""
        if not self._view.is_busy:
            self.save_requested.emit()

    def delete(self, typed: str, present: str) -> bool:
        """Delete everything, if what was typed is right.

        Args:
            typed: Is compared with :attr:`phrase`; capitals and spaces make no difference.
            present: The passphrase of now, where only that opens the journal.

        Returns:
            False when :attr:`phrase` was not typed. A wrong passphrase is told by ``changed``.
        """
        if " ".join(typed.split()).casefold() != self.phrase.casefold():
            return False
        if self._view.is_busy:
            return True
        if self._slots is None or not self._slots.by_passphrase:
            self.delete_requested.emit()
            return True
        self._show(DeleteView(self._slots, is_busy=True))
        self._jobs.submit(
            lambda: self._changes.check_passphrase(self._key, present),
            lambda _none: self._checked(),
            self._fail,
        )
        return True

    # --- inside -----------------------------------------------------------------------------

    def _found(self, slots: Slots) -> None:
        self._slots = slots
        self._show(DeleteView(slots))

    def _checked(self) -> None:
        self._show(DeleteView(self._slots))
        self.delete_requested.emit()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._show(DeleteView(self._slots))
            raise error
        self._show(DeleteView(self._slots, error=error))

    def _show(self, view: DeleteView) -> None:
        self._view = view
        self.changed.emit(view)
