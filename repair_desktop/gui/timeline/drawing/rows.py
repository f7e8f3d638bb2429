"""A picture's twin in words: rows of cells, for the table, for paper, and for a screen reader."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Holds(Enum):
    """What of a person's own stands in a column, so that it can be left off paper."""

    WORDS = "words"  # feelings and tags
    NOTE = "note"  # free words; off paper until it is turned on


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        title: Its words.
        width: In logical pixels at the usual text size, where words fill lines; None for as wide as
            its widest cell.
        holds: What of a person's own stands in it, or None. Names of ruptures can stand in any;
            those that ``TimelineWords.title`` gives are left off by themselves.
    """

    title: str
    width: int | None = None
    holds: Holds | None = None


class Rows(ABC):
    """What a table shows. Cells are made when they are asked for: there can be thousands of rows.

    The last column takes the room that is left.
    """

    @property
    @abstractmethod
    def columns(self) -> Sequence[Column]:
        """The columns, in their order."""

    @abstractmethod
    def __len__(self) -> int:
        """Return how many rows there are."""

    @abstractmethod
    def what(self, row: int) -> object | None:
        """Return what a row stands for and can be opened, or None."""

    @abstractmethod
    def cell(self, row: int, column: int) -> str:
        """Return the words of a cell, as plain text."""

    @abstractmethod
    def spoken(self, row: int) -> str:
        """Return all of a row, as a screen reader says it."""

    def is_whole(self, row: int) -> bool:  # noqa: ARG002
        """Tell whether the words of the second cell stand across all that follow."""
        return False
