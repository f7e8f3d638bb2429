"""The card for the session: what it is made of, and what the person changed on it.

The card of a rupture is made anew from the answers each time. Only what the person changed on it
is kept, so that a new answer shows up there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NewType

from repair_desktop.core.answers import Answer
from repair_desktop.core.ids import OptionId, PromptId

LineId = NewType("LineId", str)
"""A line's stable id, such as ``what``. Ids stand in journals."""

OpenerId = NewType("OpenerId", str)
"""A way to begin, such as ``soft``. Ids stand in journals."""


class Length(Enum):
    """How much there is on a card. The values stand in journals."""

    ONE = "one"  # a sentence or two
    MINUTE = "minute"  # short paragraphs
    PAGE = "page"  # each line by itself


class LineKind(Enum):
    """How a line comes by its words."""

    OPENER = "opener"  # the way to begin that was chosen
    FIXED = "fixed"  # the same for everybody
    WORDS = "words"  # what the person wrote, in a form that fits it
    PHRASES = "phrases"  # a phrase for each option that was chosen
    UNDER = "under"  # what was done in anger, and the feelings under it
    FELT = "felt"  # the two strongest feelings
    MARKS = "marks"  # a number, or two


@dataclass(frozen=True, slots=True)
class Form:
    """A sentence around the person's own words.

    Attributes:
        text: Holds ``{words}``, which is what they wrote, or ``{clause}``: their one sentence
            without its full stop and with its first word as it stands within a sentence. One that
            ends in a comma goes on in the next line, and is used only where it can.
        begins: It fits one sentence that begins with one of these words, as they stand within a
            sentence; empty means any text.
        without: Words that may not stand in it.
        is_question: It fits what ends in a question mark, and one sentence without an end that
            begins with one of ``begins``: that one gets its mark.
    """

    text: str
    begins: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    is_question: bool = False

    @property
    def leads(self) -> bool:
        """Whether the sentence goes on in the next line."""
        return self.text.endswith(",")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the card.

    Attributes:
        name: What its switch says.
        group: Lines of one group are one paragraph where there is a minute.
        on: The lengths at which it is on unless the person turns it off.
        sources: The prompts whose answers it says.
        role: A role (see ``core.worksheets.Roles``) whose answer stands in for them, or "".
        forms: For WORDS, tried in this order.
        text: For FIXED; around ``{phrases}`` for PHRASES and UNDER.
        phrases: What is said for an option.
        join: Stands between phrases.
        own: Around the person's own options, which come first; holds ``{words}``.
        most: How many choices are said.
        unless: A line; while that one is on as the answers give it and names a feeling that this
            one names too, this one is off unless the person turns it on.
        is_private: Whether it says a prompt that is private.
    """

    id: LineId
    name: str
    kind: LineKind
    group: str
    on: frozenset[Length] = frozenset()
    sources: tuple[PromptId, ...] = ()
    role: str = ""
    forms: tuple[Form, ...] = ()
    text: str = ""
    phrases: Mapping[OptionId, str] = field(default_factory=dict)
    join: str = ""
    own: str = ""
    most: int = 1
    unless: LineId | None = None
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Opener:
    """A way to begin."""

    id: OpenerId
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An opener that fits whoever chose one of these options."""

    prompt: PromptId
    options: frozenset[OptionId]
    opener: OpenerId


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """The card as read from its file.

    Attributes:
        openers: At least one; the first is used until another is suggested or chosen.
        suggestions: The first that fits counts.
        lines: In their order on the card.
        sentences: What the program puts together, by name.
        how: The prompt that asks how the person wants to bring it up.
        waits: Their choice not to do so yet.
        left_out: Feelings that can not be said in a sentence.
        anger: Feelings of anger.
        as_if: What another person seemed to do, as it is said after "It felt as if I was".
    """

    openers: tuple[Opener, ...]
    suggestions: tuple[Suggestion, ...]
    lines: tuple[Line, ...]
    sentences: Mapping[str, str]
    how: PromptId
    waits: OptionId
    left_out: frozenset[str] = frozenset()
    anger: frozenset[str] = frozenset()
    as_if: Mapping[str, str] = field(default_factory=dict)

    def opener(self, opener_id: OpenerId | None) -> Opener | None:
        """Return a way to begin, or None where there is none of that name."""
        return next((opener for opener in self.openers if opener.id == opener_id), None)


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered about one rupture, in all its entries.

    Attributes:
        answers: By prompt; of two entries that answer the same one, the last changed.
        roles: The same by role.
        feelings: The words of feelings by their ids.
    """

    answers: Mapping[PromptId, Answer] = field(default_factory=dict)
    roles: Mapping[str, Answer] = field(default_factory=dict)
    feelings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CardChanges:
    """What the person changed on the card of a rupture.

    Attributes:
        opener: The way to begin; None for the one that is suggested.
        length: The length that is shown; None for the usual one.
        switches: Lines that were turned on or off, for each length by itself.
        texts: What was written in the place of a line; it holds for all lengths.
    """

    opener: OpenerId | None = None
    length: Length | None = None
    switches: Mapping[Length, Mapping[LineId, bool]] = field(default_factory=dict)
    texts: Mapping[LineId, str] = field(default_factory=dict)

    def turned(self, length: Length, line: LineId, on: bool) -> CardChanges:
        """Return the same with a line turned on or off at one length."""
        switches = {**self.switches.get(length, {}), line: on}
        return replace(self, switches={**self.switches, length: switches})

    def written(self, line: LineId, text: str | None) -> CardChanges:
        """Return the same with another text in a line; None for what the answers give."""
        texts = {key: kept for key, kept in self.texts.items() if key != line}
        return replace(self, texts=texts if text is None else {**texts, line: text})
