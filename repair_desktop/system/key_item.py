"""The journal's key as the one line of text that a keyring holds.

``rd1:<vault>:<generation>:<key and salt, base32>:<checksum>``, about 140 characters: Windows
keeps 1,280 at most.
"""

from __future__ import annotations

import base64
import binascii
from hmac import compare_digest

from repair_desktop.core.errors import KeyMissing
from repair_desktop.core.ports import JournalKey
from repair_desktop.system.digests import digest

KEY_SIZE = 32
SALT_SIZE = 16


def encode_item(key: JournalKey, vault_id: str, generation: int) -> str:
    """Return the line for a keyring."""
    secret = base64.b32encode(key.key + key.salt).decode("ascii").rstrip("=").lower()
    body = f"rd1:{vault_id}:{generation}:{secret}"
    return f"{body}:{digest('repair-item', body.encode()).hex()[:8]}"


def decode_item(item: str, vault_id: str, generation: int) -> JournalKey:
    """Return the key in a line.

    Raises:
        KeyMissing: The line is damaged, or belongs to another vault or generation.
    """
    parts = item.strip().split(":")
    secret = parts[3].upper() if len(parts) == 5 else ""
    try:
        raw = base64.b32decode(secret + "=" * (-len(secret) % 8))
    except (binascii.Error, ValueError):
        raise KeyMissing() from None
    if len(raw) != KEY_SIZE + SALT_SIZE:
        raise KeyMissing()
    key = JournalKey(raw[:KEY_SIZE], raw[KEY_SIZE:])
    # Writing it again checks every part at once: version, vault, generation and checksum.
    expected = encode_item(key, vault_id, generation)
    if not compare_digest(item.strip().encode(errors="replace"), expected.encode()):
        raise KeyMissing()
    return key
