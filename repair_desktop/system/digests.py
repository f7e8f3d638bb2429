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
