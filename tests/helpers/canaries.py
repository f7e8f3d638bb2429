"""Words that stand nowhere else, and the forms in which they could stand somewhere."""

from __future__ import annotations

import base64
import random
import string
from collections.abc import Mapping

from repair_desktop.core.ports import JournalKey

LENGTH = 14
"""Letters of a canary: too many to come about by chance in any file."""


def canary(chance: random.Random) -> str:
    """Return a new word of ASCII letters."""
    return "".join(chance.choices(string.ascii_lowercase, k=LENGTH))


def text_forms(text: str) -> Mapping[str, bytes]:
    """Return a text as bytes, in the ways in which programs keep one; small letters stay small."""
    encoded = {name: text.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be")}
    forms = dict(encoded)
    for name in ("utf-8", "utf-16-le"):
        forms[f"hex of {name}"] = encoded[name].hex().encode()
        for before in range(3):
            forms[f"base64 of {name}, {before}"] = _base64(encoded[name], before)
    return forms


def _base64(data: bytes, before: int) -> bytes:
    """Return what is the same in base64 whatever stands around, after ``before`` other bytes."""
    coded = base64.b64encode(bytes(before) + data)
    return coded[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]


def key_forms(key: JournalKey) -> Mapping[str, bytes]:
    """Return a key as bytes: as it is, as SQLCipher is given it, as the keyring keeps it."""
    return {
        "key": key.key,
        "key in hex": key.key.hex().encode(),
        "key in HEX": key.key.hex().upper().encode(),
        "key in hex, utf-16": key.key.hex().encode("utf-16-le"),
        "key in base32": base64.b32encode(key.key + key.salt)[:48],
        "key in base64": base64.b64encode(key.key)[:42],
    }
