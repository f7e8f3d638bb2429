"""Deleting everything: the keys first, for without them the rest can not be read by anybody."""

from __future__ import annotations

from contextlib import suppress

from repair_desktop.core.errors import JournalError, KeyringError
from repair_desktop.services.vault_parts import VaultParts


class Removal:
    """The end of one vault. The journal has to be closed."""

    def __init__(self, parts: VaultParts) -> None:
        self._parts = parts

    def forget_keys(self) -> bool:
        """Delete every key of this vault from the keyring. May wait for the person.

        Returns:
            Whether none is left there. Where the journal has a passphrase there was none.
        """
        try:
            header = self._parts.find_header()
        except JournalError:
            return False
        if header is None:
            return True
        try:
            for generation in range(1, header.generation + 1):
                self._parts.secrets.delete(f"{header.vault_id}:{generation}")
        except KeyringError:
            return header.keyring_account is None and header.generation == 1
        return True

    def remove(self) -> None:
        """Delete all files of the vault. Cut short, it is finished at the next start.

        Raises:
            FolderReadOnly, DiskFault: Something could not be deleted; it can be tried again.
        """
        with suppress(JournalError):  # a full disk: then it is deleted all the same, without
            self._parts.folder.begin_removal()
        self._parts.folder.remove_everything()
