"""``repair-desktop verify``: is the journal, or a copy of it, sound? Nothing is changed."""

from __future__ import annotations

import sys
import tempfile
from getpass import getpass
from pathlib import Path

from repair_desktop.app.arguments import Arguments
from repair_desktop.app.vault import find_journal, vault_parts
from repair_desktop.core.errors import (
    HeaderDamaged,
    JournalDamaged,
    JournalInUse,
    JournalMissing,
    KnownError,
)
from repair_desktop.core.ports import Backup, JournalKey, Sealer, SecretStore
from repair_desktop.core.times import SystemClock
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.services.backups import Backups
from repair_desktop.services.vault import Vault, VaultState
from repair_desktop.services.vault_parts import VaultParts
from repair_desktop.storage.connection import Fault
from repair_desktop.storage.inspection import Inspection, inspect
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.system.backup_store import ENDING
from repair_desktop.system.keyring_store import KeyringSecretStore
from repair_desktop.system.paths import find_folders
from repair_desktop.system.sealer import NaclSealer

_ASK_PASSPHRASE = "Passphrase (it does not show): "

_FAULTS = {
    Fault.PAGES: "Some pages of the file are damaged.",
    Fault.TABLES: "Some tables can not be read as they should.",
    Fault.LINKS: "Some rows belong to others that are not there.",
}


def verify(arguments: Arguments) -> int:
    """Check a file and print what was found. Returns 0 when it is sound, else 1."""
    data = find_journal(find_folders(str(arguments.data_dir or "")))
    return check(data, arguments.path, KeyringSecretStore(), NaclSealer())


def check(data: Path, path: Path | None, secrets: SecretStore, sealer: Sealer) -> int:
    """Check the journal in a folder, or a backup or a copy of one.

    Args:
        data: The vault's folder.
        path: The backup or copy, or None for the journal.
        secrets: The keyring.
        sealer: Opens the passphrase's slot.

    Returns:
        0 when it is sound, else 1.
    """
    parts = vault_parts(data, secrets, sealer, SqlCipherOpener(), SystemClock())
    try:
        if path is None:
            found = _check_journal(parts)
        elif path.suffix == ENDING:
            found = _check_backup(parts, path)
        else:
            found = inspect(path, _key(Vault(parts)))
    except KnownError as error:
        return _say(1, _words(error))
    except (EOFError, KeyboardInterrupt):
        return _say(1, "No passphrase was given. Nothing was checked.")
    code = _tell(found)
    if path is None and not parts.folder.header_is_whole():
        return _say(
            1,
            "A copy of the header (vault.json) is damaged or missing. The journal opens all the "
            "same, and Repair writes the copy anew when it does.",
        )
    return code


def _check_journal(parts: VaultParts) -> Inspection:
    key = _key(Vault(parts))
    header = parts.proven_header(key)
    return inspect(parts.folder.database_path(header), key)


def _check_backup(parts: VaultParts, path: Path) -> Inspection:
    """Check every byte of a backup, and then the database in it, in a temporary folder."""
    backups = Backups(parts)
    backup = backups.read(path)
    _say(0, f"Made on {backup.made_at:%Y-%m-%d at %H:%M}, entries in it: {backup.facts.entries}.")
    key = _key_of_backup(parts, backup)
    with tempfile.TemporaryDirectory(prefix="repair-verify-") as folder:
        database = Path(folder) / "journal.db"
        parts.store.unpack(backup, database, key)
        return inspect(database, key)


def _key_of_backup(parts: VaultParts, backup: Backup) -> JournalKey:
    """Return the key of this computer's journal where that fits; else ask for that of then."""
    header = parts.find_header()
    if header is not None and header.key_check == backup.header.key_check:
        return _key(Vault(parts))
    backups = Backups(parts)
    if backup.header.passphrase is not None:
        return backups.key_from_passphrase(backup, getpass(_ASK_PASSPHRASE))
    return backups.key_from_recovery_code(backup, getpass("Recovery code (it does not show): "))


def _key(vault: Vault) -> JournalKey:
    """Return the key, from the keyring or by the passphrase that is asked for here."""
    match vault.state():
        case VaultState.KEYRING:
            return vault.key_from_keyring()
        case VaultState.PASSPHRASE:
            return vault.key_from_passphrase(getpass(_ASK_PASSPHRASE))
        case VaultState.HEADER_LOST:
            raise HeaderDamaged()
        case VaultState.FIRST_RUN:
            raise JournalMissing()


def _words(error: KnownError) -> str:
    match error:
        case JournalMissing():
            return "There is no journal there, or its file is empty."
        case JournalDamaged():
            return (
                "Not OK. The file can not be read with this journal's key. It is damaged, or it "
                "belongs to another journal."
            )
        case JournalInUse():
            return (
                "Not checked. Repair has the journal open, or could not close it. Start Repair, "
                "close it, and try again."
            )
        case _:
            return ProblemWords().words(error).text


def _tell(found: Inspection) -> int:
    for table, count in found.rows.items():
        _say(0, f"Rows in {table}: {count:,}.")
    if found.faults:
        return _say(1, " ".join(["Not OK.", *(_FAULTS[fault] for fault in found.faults)]))
    return _say(0, "OK. Every page, table and link was checked.")


def _say(code: int, words: str) -> int:
    sys.stdout.write(f"{words}\n")
    return code
