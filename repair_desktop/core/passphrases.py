"""What a new passphrase has to be."""

from __future__ import annotations

import unicodedata
from enum import Enum

SHORTEST_PASSPHRASE = 12
"""Characters. Shorter ones are guessed too quickly by somebody who has the files."""


class PassphraseFault(Enum):
    """What is amiss with a new passphrase."""

    TOO_SHORT = "too_short"
    NOT_THE_SAME = "not_the_same"


def long_enough(passphrase: str) -> bool:
    """Tell whether a new passphrase has :data:`SHORTEST_PASSPHRASE` characters or more."""
    return len(as_typed_anywhere(passphrase)) >= SHORTEST_PASSPHRASE


def passphrase_fault(passphrase: str, again: str) -> PassphraseFault | None:
    """Tell what is amiss with a new passphrase that was typed twice, or None."""
    if not long_enough(passphrase):
        return PassphraseFault.TOO_SHORT
    return None if passphrase == again else PassphraseFault.NOT_THE_SAME


def as_typed_anywhere(passphrase: str) -> str:
    """Return the passphrase in one Unicode form (NFC, as RFC 8265 asks).

    Keyboards differ in how they write an accented letter, one code point or two; the same
    passphrase has to open the journal from each of them.
    """
    return unicodedata.normalize("NFC", passphrase)
