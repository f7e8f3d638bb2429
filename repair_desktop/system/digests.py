"""Keyed and plain checksums (BLAKE2b, from libsodium)."""

from __future__ import annotations

SIZE = 16
"""Bytes of a checksum."""


def digest(purpose: str, data: bytes, key: bytes = b"") -> bytes:
    """Return 16 bytes that stand for ``data``.

    Args:
        purpose: Up to 16 ASCII characters that keep checksums of different use apart.
        data: What is summed up.
        key: Up to 64 bytes; without the key nobody can make the same checksum.
    """
    # Imported where it is used: PyNaCl takes about 50 ms, which a first window need not wait for.
    from nacl.bindings.crypto_generichash import generichash_blake2b_salt_personal

    return generichash_blake2b_salt_personal(
        data, digest_size=SIZE, key=key, person=purpose.encode("ascii")
    )


class RunningDigest:
    """The same for data that comes in parts: 32 bytes, and a key is needed.

    Args:
        purpose: As for :func:`digest`.
        key: Up to 64 bytes.
    """

    SIZE = 32

    def __init__(self, purpose: str, key: bytes) -> None:
        from nacl.bindings import crypto_generichash as blake

        self._blake = blake
        self._state = blake.generichash_blake2b_init(
            key=key, person=purpose.encode("ascii"), digest_size=self.SIZE
        )

    def update(self, part: bytes) -> None:
        """Take in the next part."""
        self._blake.generichash_blake2b_update(self._state, part)

    def final(self) -> bytes:
        """Return the checksum over all parts; to be called once."""
        return self._blake.generichash_blake2b_final(self._state)
