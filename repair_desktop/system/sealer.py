"""Sealing the journal's key with a passphrase or the recovery code, and an entry's answers.

Argon2id makes a key of the passphrase, XChaCha20-Poly1305 seals with it (both from libsodium
through PyNaCl). The id of the vault, or of the entry, and the cost are sealed along, so that a slot
can neither be moved to another one nor made cheaper.
"""

from __future__ import annotations

import json
import secrets
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from repair_desktop.core.errors import (
    HeaderDamaged,
    LockDamaged,
    WrongEntryPassphrase,
    WrongPassphrase,
)
from repair_desktop.core.ids import EntryId
from repair_desktop.core.ports import JournalKey, PassphraseSlot, RecoverySlot
from repair_desktop.core.recovery_code import RecoveryCode
from repair_desktop.system import key_item, recovery_slot
from repair_desktop.system.digests import digest

MIB = 1024 * 1024

FLOOR = 64 * MIB
"""Argon2id memory that is never gone below when sealing."""

CEILING = 512 * MIB
"""Argon2id memory that is never gone above when sealing."""

MOST_MEMORY = 1024 * MIB
MOST_PASSES = 10
"""A slot that asks for more was not written by Repair, and would stall the machine."""

PASSES = 3
WANTED_SECONDS = 0.7
SALT_SIZE = 16
NONCE_SIZE = 24
PROOF_SIZE = 16
"""The last bytes of what is sealed prove the rest."""

SEALED_SIZE = NONCE_SIZE + key_item.KEY_SIZE + key_item.SALT_SIZE + PROOF_SIZE


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess costs.

    Attributes:
        opslimit: Argon2id passes.
        memlimit: Argon2id memory in bytes.
    """

    opslimit: int
    memlimit: int


def calibrate() -> Cost:
    """Return the cost that takes this machine about 0.7 s, between 64 and 512 MiB."""
    started = time.perf_counter()
    _derive("", bytes(SALT_SIZE), Cost(PASSES, FLOOR))
    taken = max(time.perf_counter() - started, 0.001)
    steps = int(WANTED_SECONDS / taken)  # time grows in step with memory
    return Cost(PASSES, min(max(FLOOR * steps, FLOOR), CEILING))


class NaclSealer:
    """Implements :class:`~repair_desktop.core.ports.Sealer`.

    Args:
        cost: The cost of new slots; measured at the first sealing when left out.
    """

    def __init__(self, cost: Cost | None = None) -> None:
        self._cost = cost

    def seal(self, key: JournalKey, passphrase: str, vault_id: str) -> PassphraseSlot:
        """Return a new slot. Takes about half a second, on purpose."""
        return self._seal(key.key + key.salt, passphrase, _of_vault(vault_id))

    def unseal(self, slot: PassphraseSlot, passphrase: str, vault_id: str) -> JournalKey:
        """Return the key.

        Raises:
            WrongPassphrase: The passphrase does not open the slot.
            HeaderDamaged: The slot asks for more than any real one would, or is cut.
        """
        if not _is_possible(slot) or len(slot.sealed) != SEALED_SIZE:
            raise HeaderDamaged()
        secret = _unseal(slot, passphrase, _of_vault(vault_id))
        if secret is None:
            raise WrongPassphrase()
        return JournalKey(secret[: key_item.KEY_SIZE], secret[key_item.KEY_SIZE :])

    def seal_entry(self, secret: bytes, passphrase: str, entry_id: EntryId) -> PassphraseSlot:
        """Return a new slot. Takes about half a second, on purpose."""
        return self._seal(secret, passphrase, _of_entry(entry_id))

    def unseal_entry(self, slot: PassphraseSlot, passphrase: str, entry_id: EntryId) -> bytes:
        """Return what was sealed for this entry.

        Raises:
            WrongEntryPassphrase: The passphrase does not open the slot, or it is another entry's.
            LockDamaged: The slot asks for more than any real one would, or is cut.
        """
        if not _is_possible(slot):
            raise LockDamaged()
        secret = _unseal(slot, passphrase, _of_entry(entry_id))
        if secret is None:
            raise WrongEntryPassphrase()
        return secret

    def seal_with_code(self, key: JournalKey, code: RecoveryCode, vault_id: str) -> RecoverySlot:
        """Return a new slot that the recovery code opens."""
        return recovery_slot.seal_with_code(key, code, vault_id)

    def unseal_with_code(self, slot: RecoverySlot, code: RecoveryCode, vault_id: str) -> JournalKey:
        """Return the key.

        Raises:
            WrongRecoveryCode: The code does not open the slot.
            HeaderDamaged: The slot is cut.
        """
        return recovery_slot.unseal_with_code(slot, code, vault_id)

    def key_check(self, key: JournalKey, vault_id: str, generation: int) -> bytes:
        """Return 16 bytes that tell this key from any other."""
        return digest("repair-key", key.salt + f"{vault_id}:{generation}".encode(), key.key)

    def to_item(self, key: JournalKey, vault_id: str, generation: int) -> str:
        """Return the key as the one line of text that a keyring holds."""
        return key_item.encode_item(key, vault_id, generation)

    def from_item(self, item: str, vault_id: str, generation: int) -> JournalKey:
        """Return the key of a keyring's item.

        Raises:
            KeyMissing: The text is not the key of this vault and generation.
        """
        return key_item.decode_item(item, vault_id, generation)

    def _seal(self, secret: bytes, passphrase: str, owner: Mapping[str, str]) -> PassphraseSlot:
        from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

        if self._cost is None:
            self._cost = calibrate()
        salt, nonce = secrets.token_bytes(SALT_SIZE), secrets.token_bytes(NONCE_SIZE)
        sealed = encrypt(
            secret,
            _bound(owner, salt, self._cost),
            nonce,
            _derive(passphrase, salt, self._cost),
        )
        return PassphraseSlot(salt, self._cost.opslimit, self._cost.memlimit, nonce + sealed)


def _is_possible(slot: PassphraseSlot) -> bool:
    """Tell whether Repair can have written a slot. Nothing is computed before."""
    return (
        1 <= slot.opslimit <= MOST_PASSES
        and 8192 <= slot.memlimit <= MOST_MEMORY
        and len(slot.salt) == SALT_SIZE
        and len(slot.sealed) >= NONCE_SIZE + PROOF_SIZE
    )


def _unseal(slot: PassphraseSlot, passphrase: str, owner: Mapping[str, str]) -> bytes | None:
    """Return what was sealed; None for another passphrase, another owner or a changed slot."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
    from nacl.exceptions import CryptoError

    cost = Cost(slot.opslimit, slot.memlimit)
    try:
        return bytes(
            decrypt(
                slot.sealed[NONCE_SIZE:],
                _bound(owner, slot.salt, cost),
                slot.sealed[:NONCE_SIZE],
                _derive(passphrase, slot.salt, cost),
            )
        )
    except CryptoError:
        return None


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return 32 bytes from a passphrase.

    It is normalised (NFKC), because keyboards and systems write the same letters in different
    ways, and the person can not see which.
    """
    from nacl.pwhash import argon2id

    typed = unicodedata.normalize("NFKC", passphrase).encode(errors="surrogatepass")
    return bytes(argon2id.kdf(key_item.KEY_SIZE, typed, salt, cost.opslimit, cost.memlimit))


def _of_vault(vault_id: str) -> dict[str, str]:
    return {"vault": vault_id, "slot": "passphrase"}


def _of_entry(entry_id: EntryId) -> dict[str, str]:
    return {"entry": entry_id, "slot": "entry"}


def _bound(owner: Mapping[str, str], salt: bytes, cost: Cost) -> bytes:
    """Return what a slot is bound to, as canonical JSON."""
    parts = {
        "v": 1,
        **owner,
        "kdf": ["argon2id13", salt.hex(), cost.opslimit, cost.memlimit],
    }
    return json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()
