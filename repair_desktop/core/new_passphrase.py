"""A passphrase for somebody who is too tired to think of one."""

from __future__ import annotations

import secrets

COUNT = 4
"""Words. Four of 7,776 are 51 bits: with the slow function in front, out of reach."""


def new_passphrase() -> str:
    """Return random words with a space between each: a passphrase that nobody has seen."""
    from repair_desktop.core.passphrase_words import WORDS  # most starts never need them

    words = WORDS.split()
    return " ".join(secrets.choice(words) for _ in range(COUNT))
