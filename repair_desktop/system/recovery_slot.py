"""Sealing the journal's key with the recovery code.

The code is 130 random bits, which nobody guesses, so no slow function stands before it: BLAKE2b
makes a key of it, XChaCha20-Poly1305 seals with that. The vault's id and the slot's kind are sealed
along, so that a slot can neither be moved to another vault nor pass for another kind.
"""

from __future__ import annotations

import json
import secrets

from repair_desktop.core.errors import HeaderDamaged, WrongRecoveryCode
from repair_desktop.core.ports import JournalKey, RecoverySlot
from repair_desktop.core.recovery_code import RecoveryCode
from repair_desktop.system import key_item

SALT_SIZE = 16
NONCE_SIZE = 24
SEALED_SIZE = NONCE_SIZE + key_item.KEY_SIZE + key_item.SALT_SIZE + 16
"""The last 16 bytes prove the rest."""


def seal_with_code(key: JournalKey, code: RecoveryCode, vault_id: str) -> RecoverySlot:
    """Return a new slot."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

    salt, nonce = secrets.token_bytes(SALT_SIZE), secrets.token_bytes(NONCE_SIZE)
    sealed = encrypt(key.key + key.salt, _bound(vault_id, salt), nonce, _derive(code, salt))
    return RecoverySlot(salt, nonce + sealed)


def unseal_with_code(slot: RecoverySlot, code: RecoveryCode, vault_id: str) -> JournalKey:
    """Return the key.

    Raises:
        WrongRecoveryCode: The code does not open the slot.
        HeaderDamaged: The slot is cut.
    """
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
    from nacl.exceptions import CryptoError

    if len(slot.salt) != SALT_SIZE or len(slot.sealed) != SEALED_SIZE:
        raise HeaderDamaged()
    try:
        secret = decrypt(
            slot.sealed[NONCE_SIZE:],
            _bound(vault_id, slot.salt),
            slot.sealed[:NONCE_SIZE],
            _derive(code, slot.salt),
        )
    except CryptoError:
        raise WrongRecoveryCode() from None
    return JournalKey(secret[: key_item.KEY_SIZE], secret[key_item.KEY_SIZE :])


def _derive(code: RecoveryCode, salt: bytes) -> bytes:
    from nacl.bindings.crypto_generichash import generichash_blake2b_salt_personal

    return generichash_blake2b_salt_personal(
        code.characters.encode("ascii"), digest_size=32, salt=salt, person=b"repair-recovery"
    )


def _bound(vault_id: str, salt: bytes) -> bytes:
    """Return what a slot is bound to, as canonical JSON."""
    parts = {"v": 1, "vault": vault_id, "slot": "recovery", "kdf": ["blake2b", salt.hex()]}
    return json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()
