"""What can be told of a vault without any key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from repair_desktop.core.errors import KnownError
from repair_desktop.services.backups import Backups
from repair_desktop.services.vault import Vault, VaultState
from repair_desktop.services.vault_parts import VaultParts


@dataclass(frozen=True, slots=True)
class VaultFacts:
    """What lies in a vault's folder.

    Attributes:
        state: How the journal is protected, or None when that can not be read.
        problem: The error's name then, or "".
        generation: How often the key was chosen, or None without a header.
        has_passphrase: Whether a passphrase opens it, or None without a header.
        has_code: Whether a recovery code opens it, or None without a header.
        newest_backup: When the newest backup says that it was made and verified (aware), or None.
    """

    state: VaultState | None
    problem: str
    generation: int | None
    has_passphrase: bool | None
    has_code: bool | None
    newest_backup: datetime | None


def inspect_vault(parts: VaultParts) -> VaultFacts:
    """Look at header and file names; nothing is opened. Never raises a known error."""
    state, problem = None, ""
    generation = has_code = has_passphrase = newest = None
    try:
        header = parts.find_header()
        if header is not None:
            generation = header.generation
            has_code = header.recovery is not None
            has_passphrase = header.passphrase is not None
        state = Vault(parts).state()
    except KnownError as error:
        problem = type(error).__name__
    try:
        listed = Backups(parts).listed()
        newest = listed[0].made_at if listed else None
    except KnownError as error:
        problem = problem or type(error).__name__
    return VaultFacts(state, problem, generation, has_passphrase, has_code, newest)
