"""Lets the keyring open a journal that a passphrase has opened so far."""

from __future__ import annotations

import logging
from collections.abc import Callable

from repair_desktop.core.errors import KnownError
from repair_desktop.core.ports import JournalKey
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.key_changes import KeyChanges


class KeyringSwitch:
    """Puts the key into the keyring, and then writes the slot for it.

    It goes on after its page is gone, so its jobs are the runners themselves: a key that the
    keyring takes after the person gave up is taken out again. Otherwise the computer login would
    open a journal of which the person believes that only the passphrase does.

    Args:
        changes: The changes of this vault's locks.
        key: The vault's key.
        keys: The keyring is asked here; it may wait for the person.
        journal_jobs: The header is written here.
    """

    def __init__(
        self, changes: KeyChanges, key: JournalKey, keys: Jobs, journal_jobs: Jobs
    ) -> None:
        self._changes = changes
        self._key = key
        self._keys = keys
        self._journal_jobs = journal_jobs
        self._attempt = 0
        self._under_way = False
        self._has_late_key = False  # of an attempt before the one that is under way

    def begin(
        self,
        kept: Callable[[], None],
        done: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Begin.

        Args:
            kept: Is told that the keyring has the key; it can not be cancelled any more.
            done: Is told that the keyring opens the journal from the next start on.
            failed: Gets the error for which the passphrase alone opens it, as before.
        """
        self._attempt += 1
        self._under_way = True
        attempt = self._attempt

        def write(account: str) -> None:
            if attempt != self._attempt:
                self._come_late()
                return
            self._has_late_key = False  # it is the one that is needed now
            kept()
            self._journal_jobs.submit(
                lambda: self._changes.open_by_keyring(self._key, account),
                lambda _none: end(done),
                not_written,
            )

        def not_written(error: Exception) -> None:
            self._forget()
            fail(error)

        def not_kept(error: Exception) -> None:
            if attempt == self._attempt and self._has_late_key:
                self._forget()
            fail(error)

        def fail(error: Exception) -> None:
            if attempt == self._attempt:
                end(lambda: failed(error))
            elif not isinstance(error, KnownError):
                raise error

        def end(tell: Callable[[], None]) -> None:
            if attempt == self._attempt:
                self._under_way = self._has_late_key = False
                tell()

        self._keys.submit(lambda: self._changes.keep_in_keyring(self._key), write, not_kept)

    def cancel(self) -> None:
        """Tell nobody any more, and take out a key that the keyring has taken or still takes."""
        self._attempt += 1
        self._under_way = False
        if self._has_late_key:
            self._forget()

    def _come_late(self) -> None:
        # The account is the same: the attempt that is under way needs it, or takes it out.
        if self._under_way:
            self._has_late_key = True
        else:
            self._forget()

    def _forget(self) -> None:
        self._has_late_key = False
        self._keys.submit(self._changes.forget_old_keys, lambda _none: None, _stays)


def _stays(error: Exception) -> None:
    if not isinstance(error, KnownError):
        raise error
    logging.getLogger("repair.keys").warning("a key stays: %s", type(error).__name__)
