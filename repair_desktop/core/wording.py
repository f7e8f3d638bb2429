"""How content speaks of the therapist.

Content files hold two tokens: ``{your_therapist}`` where the program speaks to the person and
``{my_therapist}`` where the person speaks. Both become the name or the word the person chose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

COUNSELLOR = "counsellor"
"""How the choice "my counsellor" is kept; anything else that is not empty is a name."""

_TOKEN = re.compile(r"\{(your_therapist|my_therapist)\}")
_SENTENCE_START = re.compile(r"(?:^|[.?!:]\s+|[“‘(]\s*)$")


@dataclass(frozen=True, slots=True)
class TherapistName:
    """What the person calls the therapist.

    Attributes:
        yours: Where the program speaks, such as "your therapist" or "M.".
        mine: Where the person speaks, such as "my therapist" or "M.".
    """

    yours: str
    mine: str

    @classmethod
    def named(cls, name: str) -> TherapistName:
        """A name or initials, the same in both voices."""
        return cls(name, name)


def fill(text: str, name: TherapistName) -> str:
    """Return ``text`` with its tokens filled in, with a capital at the start of a sentence.

    Initials such as "M." do not end a sentence with two full stops.
    """

    def replacement(match: re.Match[str]) -> str:
        word = name.yours if match[1] == "your_therapist" else name.mine
        if _SENTENCE_START.search(text[: match.start()]):
            word = word[:1].upper() + word[1:]
        if word.endswith(".") and text.startswith(".", match.end()):
            word = word[:-1]
        return word

    return _TOKEN.sub(replacement, text)
