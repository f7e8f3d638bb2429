"""The parts of other authors that a packaged program holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """One of them.

    Attributes:
        name: What it is called.
        version: Which one.
        licence: The terms, by their usual short name.
        source: Where its source is; "" for the program itself.
        read: Gives the full texts of the terms.
    """

    name: str
    version: str
    licence: str
    source: str
    read: Callable[[], str]

    @property
    def title(self) -> str:
        """Its name and version, as in "SQLCipher 4.19.0, inside sqlcipher3"."""
        known, comma, where = self.name.partition(",")
        return f"{known} {self.version}{comma}{where}"


@dataclass(frozen=True, slots=True)
class About:
    """What the page says about this copy.

    Attributes:
        version: The program's.
        parts: What it holds; none where it runs from its source.
        qt_folder: Where Qt's libraries lie.
        sign_again: What a person types after they replaced one, or "" where nothing is signed.
    """

    version: str
    parts: Sequence[Part]
    qt_folder: Path
    sign_again: str = ""
