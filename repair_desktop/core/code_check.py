"""A new recovery code, and whether it was typed back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from repair_desktop.core.recovery_code import GROUPS, RecoveryCode, clean, new_code


@dataclass(frozen=True, slots=True, repr=False)
class CodeCheck:
    """A code that the person is to write down. It opens the journal, so it has no ``repr``.

    Attributes:
        code: The code.
        asked: The numbers (from 1) of the two groups that are to be typed back, the lower first.
    """

    code: RecoveryCode
    asked: tuple[int, int]

    @classmethod
    def begin(cls) -> CodeCheck:
        """Return a code that nobody has seen, and two groups at random."""
        one, other = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
        return cls(new_code(), (one, other))

    def wrong(self, typed: Mapping[int, str]) -> frozenset[int]:
        """Return the numbers of the asked groups that are not right in ``typed``."""
        return frozenset(
            number
            for number in self.asked
            if clean(typed.get(number, "")) != self.code.groups[number - 1]
        )
