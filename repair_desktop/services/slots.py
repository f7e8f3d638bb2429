"""What opens a vault now."""

from __future__ import annotations

from dataclasses import dataclass

from repair_desktop.core.errors import JournalMissing
from repair_desktop.services.vault import Vault, VaultState


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of a vault's header.

    Attributes:
        keyring: Whether the keyring opens it.
        passphrase: Whether a passphrase does. With both, the keyring has yet to prove itself.
        code: Whether a recovery code does.
    """

    keyring: bool
    passphrase: bool
    code: bool

    @property
    def by_passphrase(self) -> bool:
        """Whether nothing but the passphrase opens it from day to day."""
        return self.passphrase and not self.keyring


def slots_of(vault: Vault) -> Slots:
    """Return what opens a vault.

    Raises:
        JournalMissing: There is no vault in the folder any more.
        HeaderDamaged, JournalTooNew, FolderReadOnly, DiskFault: The header could not be read.
    """
    state = vault.state()
    if state not in (VaultState.KEYRING, VaultState.PASSPHRASE):
        raise JournalMissing()
    return Slots(
        keyring=state is VaultState.KEYRING,
        passphrase=vault.has_passphrase(),
        code=vault.has_recovery_code(),
    )
