"""Settles, after the journal has opened, what a change of keys had to leave for that."""

from __future__ import annotations

import logging

from repair_desktop.core.errors import KnownError
from repair_desktop.core.ports import JournalKey
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.key_changes import KeyChanges


class KeySettler:
    """Drops a passphrase that the keyring has made needless, and deletes earlier keys.

    It goes on after the door is gone, so its jobs are the runners themselves. Nobody waits for it,
    and nobody is told when it fails: what is left is tried again after the next opening.

    Args:
        changes: The changes of this vault's locks.
        keys: The keyring is asked here; it may wait for the person.
        journal_jobs: The header is written here.

    Attributes:
        settle: Does what can be done now that the journal is open. Takes the JournalKey that
            opened it, and whether the keyring gave it.
    """

    def __init__(self, changes: KeyChanges, keys: Jobs, journal_jobs: Jobs) -> None:
        self._changes = changes
        self._keys = keys
        self._journal_jobs = journal_jobs

        def settle(key: JournalKey, by_keyring: bool) -> None:
            self._journal_jobs.submit(
                lambda: self._look(key, by_keyring),
                lambda is_finished: None if is_finished else self._forget(key),
                _put_off,
            )

        # A signal holds on to a function, but not to the object of a method that it is connected
        # to: that would be gone before the journal opens, and never do a thing.
        self.settle = settle

    def _look(self, key: JournalKey, by_keyring: bool) -> bool:
        if by_keyring:
            try:
                self._changes.keyring_has_proven(key)
            except KnownError as error:
                _put_off(error)
        return self._changes.is_finished()

    def _forget(self, key: JournalKey) -> None:
        self._keys.submit(self._changes.forget_old_keys, lambda _none: self._finish(key), _put_off)

    def _finish(self, key: JournalKey) -> None:
        self._journal_jobs.submit(lambda: self._changes.finish(key), lambda _none: None, _put_off)


def _put_off(error: Exception) -> None:
    if not isinstance(error, KnownError):
        raise error
    logging.getLogger("repair.keys").warning("left for the next start: %s", type(error).__name__)
