"""What a new passphrase has to be."""

from __future__ import annotations

from enum import Enum


class PassphraseFault(Enum):
    """What is amiss with a new passphrase."""

    TOO_SHORT = "too_short"
    NOT_THE_SAME = "not_the_same"
