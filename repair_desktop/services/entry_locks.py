"""Locking an entry away by itself, behind a passphrase of its own."""

from __future__ import annotations

from collections.abc import Mapping

from repair_desktop.core.answers import Answer
from repair_desktop.core.errors import EntryLocked
from repair_desktop.core.ids import EntryId, PromptId
from repair_desktop.core.ports import EntrySealer, Journal
from repair_desktop.core.times import Clock, fixed_offset


class EntryLocks:
    """Locks entries, reads locked ones, and takes the lock off.

    Each takes about half a second, on purpose, and belongs on the database's thread, where nothing
    else can change the entry meanwhile.
    """

    def __init__(self, journal: Journal, sealer: EntrySealer, clock: Clock) -> None:
        self._journal = journal
        self._sealer = sealer
        self._clock = clock

    def lock(self, entry_id: EntryId, passphrase: str) -> None:
        """Seal an entry's answers, and take them out of the journal.

        Raises:
            KeyError: There is no such entry.
            EntryLocked: It is locked already.
            JournalError: The disk would not have it. Nothing was changed.
        """
        if self._journal.entries.get(entry_id).is_locked:
            raise EntryLocked()
        packed = self._journal.locks.pack(entry_id)
        slot = self._sealer.seal_entry(packed, passphrase, entry_id)
        self._journal.locks.lock(entry_id, slot, fixed_offset(self._clock.now()))

    def read(self, entry_id: EntryId, passphrase: str) -> Mapping[PromptId, Answer]:
        """Return the answers of a locked entry. The journal stays as it is.

        Raises:
            KeyError: It is not locked.
            WrongEntryPassphrase: The passphrase does not open it.
            LockDamaged: It can not be read, whatever the passphrase.
        """
        return self._journal.locks.unpack(self._unseal(entry_id, passphrase))

    def unlock(self, entry_id: EntryId, passphrase: str) -> None:
        """Put the answers of a locked entry back into the journal.

        Raises:
            KeyError: It is not locked.
            WrongEntryPassphrase: The passphrase does not open it. Nothing was changed.
            LockDamaged: It can not be read, whatever the passphrase. Nothing was changed.
            JournalError: The disk would not have it. Nothing was changed.
        """
        self._journal.locks.unlock(entry_id, self._unseal(entry_id, passphrase))

    def _unseal(self, entry_id: EntryId, passphrase: str) -> bytes:
        slot = self._journal.locks.get(entry_id)
        return self._sealer.unseal_entry(slot, passphrase, entry_id)
