"""Faults for the vault. Each is one that a campaign has to notice, so that it can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from repair_desktop.core.errors import JournalDamaged, JournalError
from repair_desktop.core.ports import Backup, Header, JournalKey
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.vault_parts import VaultParts
from repair_desktop.storage import copies, rescue
from repair_desktop.storage.connection import Database, Row
from repair_desktop.system import backup_store, files, vault_folder
from repair_desktop.system.backup_store import DiskBackupStore
from repair_desktop.system.vault_folder import DiskVaultFolder

Place = tuple[object, str, object]
"""Where something else is put, its name, and what."""


@contextmanager
def worse(fault: str) -> Iterator[None]:
    """Put a fault into this process for a while; "" puts none."""
    with ExitStack() as stack:
        for place, name, value in FAULTS[fault]() if fault else ():
            stack.enter_context(patch.object(place, name, value))
        yield


def _nothing(*_arguments: object, **_more: object) -> None:
    """Take the place of what is left out."""


def _header_first() -> list[Place]:
    """The header may name a journal that is not on the disk yet."""
    usual = DiskBackupStore.unpack

    def unpack(store: DiskBackupStore, backup: Backup, target: Path, key: JournalKey) -> None:
        with (
            patch.object(backup_store, "_flush", lambda file: file.flush()),
            patch.object(backup_store, "sync_folder", _nothing),
        ):
            usual(store, backup, target, key)

    unsynced: list[Place] = [
        (place, name, _nothing)
        for place in (copies, rescue)
        for name in ("sync_file", "sync_folder")
    ]
    return [*unsynced, (DiskBackupStore, "unpack", unpack)]


def _early() -> list[Place]:
    """A change is acknowledged before its folder is on the disk."""
    return [(place, "sync_folder", _nothing) for place in (files, vault_folder)]


def _swaps_first() -> list[Place]:
    """The old backups go before the header has the new key."""
    usual = KeyChanges._recode_backups

    def recode(changes: KeyChanges, *arguments: Any) -> None:
        usual(changes, *arguments)
        changes._parts.folder.swap_backups()

    return [(KeyChanges, "_recode_backups", recode)]


def _keeps_slots() -> list[Place]:
    """What opened the backups before goes on opening them."""
    return [(VaultParts, "renew_backups", _nothing)]


def _keeps_damaged() -> list[Place]:
    """Backups that can not be written anew stay, with the key of before."""
    return [(DiskVaultFolder, "begin_next_backups", DiskVaultFolder.drop_next_backups)]


def _keyring_at_once() -> list[Place]:
    """The passphrase goes before the keyring has proven anything."""

    def open_by_keyring(changes: KeyChanges, key: JournalKey, account: str) -> None:
        header = changes._parts.proven_header(key)
        changes._write(replace(header, keyring_account=account, passphrase=None), key)

    return [(KeyChanges, "open_by_keyring", open_by_keyring)]


def _no_mark() -> list[Place]:
    """Nobody knows at the next start that everything was to be deleted."""
    return [(DiskVaultFolder, "begin_removal", _nothing)]


def _says_nothing() -> list[Place]:
    """A header that could not be written is no error."""
    usual = DiskVaultFolder.write_header

    def write(folder: DiskVaultFolder, header: Header, key: JournalKey) -> None:
        with suppress(JournalError):
            usual(folder, header, key)

    return [(DiskVaultFolder, "write_header", write)]


def _no_words() -> list[Place]:
    """What the disk says comes through as it is."""
    return [(files, "for_os_error", lambda error: error)]


def _skips_damage() -> list[Place]:
    """Rows that can not be read count as none."""
    usual = Database.execute

    def execute(database: Database, sql: str, values: Sequence[object] = ()) -> list[Row]:
        try:
            return usual(database, sql, values)
        except JournalDamaged:
            if sql.startswith("SELECT") and "sqlite_schema" not in sql:
                return []
            raise

    return [(Database, "execute", execute)]


def _other_worksheet() -> list[Place]:
    """Answers without their entry come back under another worksheet."""
    return [(rescue, "_worksheet", lambda *_: rescue.UNKNOWN_WORKSHEET)]


def _any_database() -> list[Place]:
    """Which key a database was made with is not looked at."""
    usual = DiskVaultFolder.newest_database
    return [(DiskVaultFolder, "newest_database", lambda self, _salt=b"": usual(self))]


def _no_stand_in() -> list[Place]:
    """Where the header is lost, no backup is looked for."""
    return [(DiskBackupStore, "listed", lambda *_: [])]


FAULTS: dict[str, Callable[[], list[Place]]] = {
    "header first": _header_first,
    "early": _early,
    "swaps first": _swaps_first,
    "keeps slots": _keeps_slots,
    "keeps damaged": _keeps_damaged,
    "keyring at once": _keyring_at_once,
    "no mark": _no_mark,
    "says nothing": _says_nothing,
    "no words": _no_words,
    "skips damage": _skips_damage,
    "other worksheet": _other_worksheet,
    "any database": _any_database,
    "no stand-in": _no_stand_in,
}
