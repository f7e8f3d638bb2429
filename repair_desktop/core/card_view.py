"""The card as it stands: which lines are on it at a length, and how they are set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from repair_desktop.core.answers import ChoiceAnswer
from repair_desktop.core.card_sentences import Sentence, finished, sentence
from repair_desktop.core.cards import (
    CardChanges,
    CardTemplate,
    Length,
    Line,
    LineId,
    LineKind,
    Opener,
    OpenerId,
    Said,
)

USUAL_LENGTH = Length.MINUTE

_LINE_BREAKS = re.compile(r"\s*[\n\r\u2028\u2029]\s*")


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line as it stands.

    Attributes:
        text_id: Under which its text is kept: each way to begin has its own.
        name: What its switch says.
        text: What is on the card, or would be; "" where nothing was answered or written.
        is_on: Whether it is on the card.
        is_edited: Whether the person wrote it here.
        has_answer: Whether there is an answer that gives it words.
        is_private: Whether it says what is private.
    """

    id: LineId
    text_id: LineId
    name: str
    group: str
    text: str
    is_on: bool
    is_edited: bool
    has_answer: bool
    is_private: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class CardView:
    """The card at one length.

    Attributes:
        opener: The way to begin that is used.
        suggested: The one that fits the answers, or None.
        lines: All lines, on or off.
        has_something_to_say: Whether any line says something of the person's own.
    """

    length: Length
    opener: OpenerId
    suggested: OpenerId | None
    lines: tuple[CardLine, ...]
    has_something_to_say: bool

    @property
    def on(self) -> tuple[CardLine, ...]:
        """The lines that are on the card."""
        return tuple(line for line in self.lines if line.is_on)

    @property
    def spoken(self) -> tuple[str, ...]:
        """The card line by line; what leads into the next line comes with it."""
        return tuple(_joined(lines) for lines in _by_sentence(self.on))

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The card as it is read and printed."""
        if self.length is Length.PAGE:
            return self.spoken
        groups = [list(lines) for _, lines in groupby(self.on, key=lambda line: line.group)]
        if self.length is Length.MINUTE:
            return tuple(_joined(lines) for lines in groups)
        # A line break is heard as the end of a sentence.
        whole = _run_on(_LINE_BREAKS.split(_joined(self.on)))
        return (whole,) if whole else ()


def compose(
    card: CardTemplate,
    said: Said,
    changes: CardChanges,
    name: str = "",
    length: Length | None = None,
) -> CardView:
    """Return the card as it stands.

    Args:
        card: What it is made of.
        said: What was answered.
        changes: What the person changed on it.
        name: What the person calls the therapist.
        length: The length; None for the one that the person chose.
    """
    length = length or changes.length or USUAL_LENGTH
    suggested = suggest(card, said)
    opener = card.opener(changes.opener) or suggested or card.openers[0]
    told: list[_Told] = []
    for line in card.lines:
        given = sentence(card, line, said, opener, name)
        text_id = _text_id(line, opener)
        written = changes.texts.get(text_id)
        is_said = written is None and any(each.says_for(line, given) for each in told)
        by_itself = length in line.on and not is_said
        wanted = changes.switches.get(length, {}).get(line.id, by_itself)
        told.append(_Told(line, given, text_id, written, wanted))
    lines = tuple(
        CardLine(
            id=each.line.id,
            text_id=each.text_id,
            name=each.line.name,
            group=each.line.group,
            text=text,
            is_on=each.is_on,
            is_edited=each.written is not None,
            has_answer=bool(each.given.text),
            is_private=each.line.is_private,
        )
        for each, text in zip(told, _texts(told), strict=True)
    )
    return CardView(
        length,
        opener.id,
        suggested.id if suggested else None,
        lines,
        any(each.is_own for each in told),
    )


def suggest(card: CardTemplate, said: Said) -> Opener | None:
    """Return the way to begin that fits the answers, or None."""
    for each in card.suggestions:
        answer = said.answers.get(each.prompt)
        fitting = card.opener(each.opener)
        if isinstance(answer, ChoiceAnswer) and fitting and each.options & set(answer.chosen):
            return fitting
    return None


@dataclass(frozen=True, slots=True)
class _Told:
    """A line before it stands beside its neighbours.

    Attributes:
        given: What the answers give.
        written: What the person wrote in its place, or None.
        is_wanted: Whether it is on once it has words.
    """

    line: Line
    given: Sentence
    text_id: LineId
    written: str | None
    is_wanted: bool

    @property
    def is_on(self) -> bool:
        words = self.given.text if self.written is None else self.written
        return self.is_wanted and bool(words.strip())

    def says_for(self, other: Line, given: Sentence) -> bool:
        """Whether it names already what another line, with what its answers give, would name."""
        named = self.given.feelings if self.written is None else frozenset()
        return other.unless == self.line.id and self.is_on and bool(named & given.feelings)

    @property
    def is_own(self) -> bool:
        """Whether it says something of the person's own."""
        if self.written is not None:
            return bool(self.written.strip())
        return bool(self.given.text) and self.line.kind not in (LineKind.OPENER, LineKind.FIXED)

    @property
    def can_follow(self) -> bool:
        """Whether it can go on with the sentence of the line before."""
        if not self.is_on or self.written is None:
            return self.is_on and bool(self.given.following)
        # Written by the person: what begins small goes on, and so does what begins as ours does.
        first = self.written.split(maxsplit=1)[0]
        return first[0].islower() or first in self.given.following.split(maxsplit=1)[:1]


def _text_id(line: Line, opener: Opener) -> LineId:
    return LineId(f"{line.id}.{opener.id}") if line.kind is LineKind.OPENER else line.id


def _texts(told: Sequence[_Told]) -> Iterator[str]:
    """Yield what each line says beside its neighbours."""
    follows_comma = False
    for place, each in enumerate(told):
        given = each.given
        leads = each.is_on and place + 1 < len(told) and told[place + 1].can_follow
        if each.written is not None:
            text = each.written
        elif given.leading and leads:
            text = given.leading
        else:
            text = (given.following if follows_comma else "") or given.text
        follows_comma = each.is_on and text.rstrip().endswith(",")
        yield text


def _by_sentence(lines: Sequence[CardLine]) -> Iterator[list[CardLine]]:
    """Yield lines one by one; one that leads comes with the line it leads into."""
    together: list[CardLine] = []
    for line in lines:
        together.append(line)
        if not line.text.rstrip().endswith(","):
            yield together
            together = []
    if together:
        yield together


def _joined(lines: Sequence[CardLine]) -> str:
    """Return lines as one paragraph. A line that runs on into the next gets a full stop."""
    return _run_on([line.text for line in lines])


def _run_on(texts: Sequence[str]) -> str:
    *before, last = [text.strip() for text in texts if text.strip()] or [""]
    return " ".join([*map(finished, before), last])
