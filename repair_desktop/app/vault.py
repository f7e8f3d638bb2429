"""The real parts of a vault in a folder."""

from __future__ import annotations

from pathlib import Path

from repair_desktop.core.ports import JournalOpener, Sealer, SecretStore
from repair_desktop.core.times import Clock
from repair_desktop.services.vault_parts import VaultParts
from repair_desktop.system.backup_store import DiskBackupStore
from repair_desktop.system.paths import Folders, journal_folder
from repair_desktop.system.preferences import PreferencesStore
from repair_desktop.system.vault_folder import DiskVaultFolder


def vault_parts(
    folder: Path, secrets: SecretStore, sealer: Sealer, opener: JournalOpener, clock: Clock
) -> VaultParts:
    """Return the parts of the vault in ``folder``, which need not exist yet."""
    return VaultParts(DiskVaultFolder(folder), secrets, sealer, opener, DiskBackupStore(), clock)


def find_journal(folders: Folders) -> Path:
    """Return the folder that the journal lies in, for a command that changes nothing."""
    chosen = PreferencesStore(folders.config).load(set_aside=False).journal_folder
    return journal_folder(folders, chosen)
