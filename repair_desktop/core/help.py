"""Help lines, steadying exercises, and blocks of text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SOFT_NOTE_AFTER = timedelta(days=365)
"""Help numbers older than this are shown with a note. A release needs them much fresher."""

PURPOSES = ("emergency", "crisis", "home", "assault", "complaint")
"""What a line is for, in the order of the help page: danger, crisis, fear at home, sexual assault,
and advice or complaints about a therapist."""


def is_exact(number: str) -> bool:
    """Tell a number or an address from words for one, such as "your local emergency number"."""
    return "." in number or any(sign.isdigit() for sign in number)


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One number to call.

    Attributes:
        country: Two letters (ISO 3166-1), or "" for everywhere.
        purpose: One of :data:`PURPOSES`.
        number: A number or an address, as plain text, or words for what to look for.
        channel: How it is reached besides calling, or "".
        source: Where the number was found.
        checked_on: When it was last checked against its source.
        checked_by: How.
    """

    id: str
    country: str
    purpose: str
    name: str
    number: str
    channel: str
    hours: str
    cost: str
    languages: str
    source: str
    checked_on: date
    checked_by: str

    @property
    def is_exact(self) -> bool:
        """Whether the number can be dialled or typed as it stands."""
        return is_exact(self.number)


@dataclass(frozen=True, slots=True)
class HelpLines:
    """All lines, and the names of the countries that have any.

    Attributes:
        countries: Country code and name, in the order of the file.
    """

    countries: tuple[tuple[str, str], ...]
    lines: tuple[HelpLine, ...]

    @property
    def oldest_check(self) -> date:
        """When the line that waited longest was checked."""
        return min(line.checked_on for line in self.lines)

    def is_old(self, today: date) -> bool:
        """Tell whether the numbers deserve a note that they may have changed."""
        return today - self.oldest_check > SOFT_NOTE_AFTER

    def of(self, country: str | None, purpose: str) -> tuple[HelpLine, ...]:
        """Return the lines for a purpose, in one country (and everywhere), or in all."""
        return tuple(
            line
            for line in self.lines
            if line.purpose == purpose and (country is None or line.country in (country, ""))
        )


@dataclass(frozen=True, slots=True)
class Exercise:
    """One way to steady oneself."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Steadying:
    """The steadying page."""

    intro: str
    exercises: tuple[Exercise, ...]
