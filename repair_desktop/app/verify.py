"""``repair-desktop verify``: is the journal, or a copy of it, sound? Nothing is changed."""

from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path

from repair_desktop.app.arguments import Arguments
from repair_desktop.core.errors import (
    HeaderDamaged,
    JournalDamaged,
    JournalInUse,
    JournalMissing,
    KnownError,
)
from repair_desktop.core.ports import JournalKey, Sealer, SecretStore
from repair_desktop.core.times import SystemClock
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.services.vault import Vault, VaultState
from repair_desktop.storage.connection import Fault
from repair_desktop.storage.inspection import Inspection, inspect
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.system.keyring_store import KeyringSecretStore
from repair_desktop.system.paths import find_folders
from repair_desktop.system.sealer import NaclSealer
from repair_desktop.system.vault_folder import DiskVaultFolder

_FAULTS = {
    Fault.PAGES: "Some pages of the file are damaged.",
    Fault.TABLES: "Some tables can not be read as they should.",
    Fault.LINKS: "Some rows belong to others that are not there.",
}


def verify(arguments: Arguments) -> int:
    """Check a file and print what was found. Returns 0 when it is sound, else 1."""
    data = find_folders(str(arguments.data_dir or "")).data
    return check(data, arguments.path, KeyringSecretStore(), NaclSealer())


def check(data: Path, path: Path | None, secrets: SecretStore, sealer: Sealer) -> int:
    """Check the journal in a folder, or a copy that opens with the same key.

    Args:
        data: The vault's folder.
        path: The copy, or None for the journal.
        secrets: The keyring.
        sealer: Opens the passphrase's slot.

    Returns:
        0 when it is sound, else 1.
    """
    folder = DiskVaultFolder(data)
    vault = Vault(folder, secrets, sealer, SqlCipherOpener(), SystemClock())
    try:
        key = _key(vault)
        if path is None:
            folder.verify_header(key)
            header = folder.read_header()
            if header is None:
                raise JournalMissing()
            path = folder.database_path(header)
        found = inspect(path, key)
    except KnownError as error:
        return _say(1, _words(error))
    except (EOFError, KeyboardInterrupt):
        return _say(1, "No passphrase was given. Nothing was checked.")
    return _tell(found)


def _key(vault: Vault) -> JournalKey:
    """Return the key, from the keyring or by the passphrase that is asked for here."""
    match vault.state():
        case VaultState.KEYRING:
            return vault.key_from_keyring()
        case VaultState.PASSPHRASE:
            return vault.key_from_passphrase(getpass("Passphrase (it does not show): "))
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
