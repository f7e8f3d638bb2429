"""The recovery code: 130 random bits that a person can write on paper and type again.

26 characters of Crockford's base32 and two check characters, in seven groups of four. Small
letters, spaces and dashes make no difference; O is read as 0, I and L as 1.

The 28 characters are a word of a Reed-Solomon code over the 32 symbols: two sums over all of them
are zero, one plain and one in which each place has its own weight. So any two wrong characters,
and therefore any two that changed places, are noticed; and of a single one the sums tell where.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from repair_desktop.core.errors import MistypedCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O and U."""

RANDOM = 26
LENGTH = 28
GROUPS = 7
GROUP = 4

_READ_AS = {"O": "0", "I": "1", "L": "1"}
_LONGEST = 1_000
"""Characters of typed text that are looked at; a pasted book is not a code."""


def _powers() -> tuple[int, ...]:
    """Return the weights of the places: powers of x in GF(32), by x⁵ + x² + 1."""
    powers = [1]
    for _ in range(30):
        double = powers[-1] << 1
        powers.append(double ^ 0b100101 if double & 32 else double)
    return tuple(powers)


_POWER = _powers()
_LOG = {power: place for place, power in enumerate(_POWER)}


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryCode:
    """A whole code. It opens the journal, so it has no ``repr``.

    Attributes:
        characters: All 28 of them, large letters, without anything between.
    """

    characters: str

    @property
    def groups(self) -> tuple[str, ...]:
        """The seven groups of four."""
        return tuple(self.characters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def new_code() -> RecoveryCode:
    """Return a code that nobody has seen."""
    return code_of([secrets.randbelow(32) for _ in range(RANDOM)])


def code_of(symbols: Sequence[int]) -> RecoveryCode:
    """Return the code of 26 symbols, with its two check characters."""
    plain, weighted = _sums(symbols)
    last = _divide(weighted ^ _times(plain, _POWER[26]), _POWER[26] ^ _POWER[27])
    whole = (*symbols, plain ^ last, last)
    return RecoveryCode("".join(ALPHABET[symbol] for symbol in whole))


def parse_code(text: str) -> RecoveryCode:
    """Return the code that was typed.

    Raises:
        MistypedCode: It can not be a code. ``facts["count"]`` says how many characters there are
            when it is not 28; ``facts["group"]`` which group looks wrong (1 to 7), if that can be
            told.
    """
    if len(text) > _LONGEST:
        raise MistypedCode(count=len(text), group=None)
    characters = clean(text)
    for place, character in enumerate(characters):
        if character not in ALPHABET:
            raise MistypedCode(count=LENGTH, group=min(place // GROUP + 1, GROUPS))
    if len(characters) != LENGTH:
        raise MistypedCode(count=len(characters), group=_odd_group(text))
    symbols = [ALPHABET.index(character) for character in characters]
    plain, weighted = _sums(symbols)
    if plain or weighted:
        raise MistypedCode(count=LENGTH, group=_wrong_group(symbols, plain, weighted))
    return RecoveryCode(characters)


def clean(text: str) -> str:
    """Return typed characters in the form that a code has; what is no part of one stays."""
    kept = []
    for character in unicodedata.normalize("NFKC", text):
        if character.isspace() or unicodedata.category(character) in ("Pd", "Cf", "Cc"):
            continue
        large = character.upper() if character.isascii() else character
        kept.append(_READ_AS.get(large, large))
    return "".join(kept)


# --- inside -------------------------------------------------------------------------------------


def _odd_group(text: str) -> int | None:
    """Return the one group that is too short or too long, when the groups were typed apart."""
    parts = "".join(
        " " if unicodedata.category(character) == "Pd" else character
        for character in unicodedata.normalize("NFKC", text)
    ).split()
    odd = [number for number, part in enumerate(parts, start=1) if len(clean(part)) != GROUP]
    return odd[0] if len(parts) == GROUPS and len(odd) == 1 else None


def _wrong_group(symbols: Sequence[int], plain: int, weighted: int) -> int | None:
    """Return the group with the mistake, if one mistake explains both sums."""
    if plain and weighted:  # one wrong character, at the place that has this weight
        place = _LOG[_divide(weighted, plain)]
        return place // GROUP + 1 if place < LENGTH else None
    if plain:
        return None
    # Two neighbours that changed places leave the plain sum as it is.
    groups = {
        (first // GROUP + 1, (first + 1) // GROUP + 1)
        for first in range(LENGTH - 1)
        if _times(symbols[first] ^ symbols[first + 1], _POWER[first] ^ _POWER[first + 1])
        == weighted
    }
    if len(groups) != 1:
        return None
    one, other = groups.pop()
    return one if one == other else None


def _sums(symbols: Sequence[int]) -> tuple[int, int]:
    plain = weighted = 0
    for symbol, weight in zip(symbols, _POWER, strict=False):
        plain ^= symbol
        weighted ^= _times(symbol, weight)
    return plain, weighted


def _times(a: int, b: int) -> int:
    return _POWER[(_LOG[a] + _LOG[b]) % 31] if a and b else 0


def _divide(a: int, b: int) -> int:
    return _POWER[(_LOG[a] - _LOG[b]) % 31] if a else 0
