"""What can be told of a vault without any key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from repair_desktop.core.errors import KnownError
from repair_desktop.core.ports import JournalOpener, VaultFolder
from repair_desktop.services.vault import Vault, VaultState


@dataclass(frozen=True, slots=True)
class VaultFacts:
    """What lies in a vault's folder.

    Attributes:
        state: How the journal is protected, or None when that can not be read.
        problem: The error's name then, or "".
        generation: How often the key was chosen, or None without a header.
        newest_backup: When the newest copy was made by its name (aware), or None.
    """

    state: VaultState | None
    problem: str
    generation: int | None
    newest_backup: datetime | None


def inspect_vault(vault: Vault, folder: VaultFolder, opener: JournalOpener) -> VaultFacts:
    """Look at header and file names; nothing is opened. Never raises a known error."""
    state, problem, generation, newest = None, "", None, None
    try:
        header = folder.read_header()
        generation = None if header is None else header.generation
        state = vault.state()
    except KnownError as error:
        problem = type(error).__name__
    try:
        newest = opener.newest_backup(folder.path / "backups")
    except OSError as error:
        problem = problem or type(error).__name__
    return VaultFacts(state, problem, generation, newest.made_at if newest else None)
