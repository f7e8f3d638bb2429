"""What a person answered. One small frozen type for each shape of answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from repair_desktop.core.ids import OptionId


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """Free words, kept exactly as typed."""

    text: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing but white space was written."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class ChoiceAnswer:
    """One or more options of a list, and words of the person's own.

    Attributes:
        chosen: Ids of the options, in the order they were chosen.
        own: The person's own options, kept as typed.
    """

    chosen: tuple[OptionId, ...] = ()
    own: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was chosen."""
        return not self.chosen and not self.own


@dataclass(frozen=True, slots=True)
class ScaleAnswer:
    """A whole number on a scale, 0 to 10."""

    value: int

    @property
    def is_blank(self) -> bool:
        """Never: a number is always an answer."""
        return False


@dataclass(frozen=True, slots=True)
class RatedWord:
    """A feeling with an optional strength.

    Attributes:
        word: The option's id, or the person's own word when ``own`` is true.
        own: Whether the word is the person's own.
        strength: 0 to 10, or None when it was not given.
    """

    word: str
    own: bool = False
    strength: int | None = None


@dataclass(frozen=True, slots=True)
class FeelingsAnswer:
    """Feelings, in the order they were chosen."""

    words: tuple[RatedWord, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was chosen."""
        return not self.words


@dataclass(frozen=True, slots=True)
class SortedLine:
    """One line of a sort, and where it lies.

    Attributes:
        line: The starter line's id, or the person's own line when ``own`` is true.
        own: Whether the line is the person's own.
        column: The id of the column it was put in; None for a line of the person's own that is
            not sorted yet.
    """

    line: str
    column: OptionId | None
    own: bool = False


@dataclass(frozen=True, slots=True)
class SortAnswer:
    """Lines sorted into columns, and every line of the person's own.

    Starter lines that were not sorted are left out.
    """

    lines: tuple[SortedLine, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether no line was sorted or added."""
        return not self.lines


@dataclass(frozen=True, slots=True)
class DateAnswer:
    """A day."""

    day: date

    @property
    def is_blank(self) -> bool:
        """Never: a day is always an answer."""
        return False


Answer: TypeAlias = (
    TextAnswer | ChoiceAnswer | ScaleAnswer | FeelingsAnswer | SortAnswer | DateAnswer
)
