"""Worksheets: steps, prompts and the rules between them. The files are in ``resources/worksheets``.

Nothing about a particular prompt is written in code. What a worksheet needs beyond its prompts
(which answer is the title, which one hides steps) is said by its :class:`Roles` and
:class:`HideRule`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    DateAnswer,
    FeelingsAnswer,
    ScaleAnswer,
    SortAnswer,
    TextAnswer,
)
from repair_desktop.core.errors import BadAnswer
from repair_desktop.core.ids import OptionId, PromptId, StepId, WorksheetId
from repair_desktop.core.times import check_past_day

Answers = Mapping[PromptId, Answer]

SCALE_LOW = 0
SCALE_HIGH = 10


class PromptKind(Enum):
    """How a prompt is answered."""

    TEXT = "text"  # one line or two
    LONG = "long"  # a page
    CHIPS = "chips"  # any number of options, up to `most`
    PICK = "pick"  # one option
    SLIDER = "slider"  # 0 to 10, by slider or as a number
    FEELINGS = "feelings"  # the feelings list, each with an optional strength
    NEEDS = "needs"  # the needs list
    BODY = "body"  # places in the body, and sensations
    SORT = "sort"  # lines into columns
    DATE = "date"  # a day, today at the latest


ANSWER_TYPES: dict[PromptKind, type[Answer]] = {
    PromptKind.TEXT: TextAnswer,
    PromptKind.LONG: TextAnswer,
    PromptKind.CHIPS: ChoiceAnswer,
    PromptKind.PICK: ChoiceAnswer,
    PromptKind.SLIDER: ScaleAnswer,
    PromptKind.FEELINGS: FeelingsAnswer,
    PromptKind.NEEDS: ChoiceAnswer,
    PromptKind.BODY: ChoiceAnswer,
    PromptKind.SORT: SortAnswer,
    PromptKind.DATE: DateAnswer,
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen. ``text`` may hold name tokens, see ``core.wording``."""

    id: OptionId
    text: str


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options under a heading. ``title`` is empty where a list has no groups.

    Attributes:
        follow_up: A sentence shown once something of this group is chosen, or "".
        note: A quiet sentence under the heading, or "".
        counts: Whether its choices count towards the prompt's ``most``. What does not count can
            always be chosen.
    """

    title: str
    options: tuple[Option, ...]
    follow_up: str = ""
    note: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that appears beside a prompt once it is answered in a certain way.

    Attributes:
        when: Options that bring it up; empty means any answer does.
        page: Id of a help page to offer beside it, or "".
        actions: What is offered beside it, as with :class:`Band`; or ``lock``, to lock the entry
            away by itself.
        begin: A worksheet to offer beside it, or None.
        times: How many entries on one rupture have to be answered so, this one among them; 1 and
            up.
    """

    text: str
    when: frozenset[OptionId] = frozenset()
    page: str = ""
    actions: tuple[str, ...] = ()
    begin: WorksheetId | None = None
    times: int = 1

    def fits(self, answer: Answer | None) -> bool:
        """Tell whether an answer is one of those that bring it up."""
        if answer is None or answer.is_blank:
            return False
        chosen = set(answer.chosen) if isinstance(answer, ChoiceAnswer) else set()
        return not self.when or bool(chosen & self.when)


@dataclass(frozen=True, slots=True)
class Band:
    """What is said for a stretch of a scale.

    Attributes:
        low: First value, 0 to 10.
        high: Last value, included.
        text: The sentence.
        actions: What is offered, by name: ``help``, ``steady``, ``go_on``, ``later``.
    """

    low: int
    high: int
    text: str
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compare:
    """How a scale refers to an earlier one.

    Attributes:
        with_prompt: The earlier scale.
        recall: Shown with it, ``{value}`` being the earlier number, or "".
        lower: Said when the new value is lower, or "".
        same: Said when it is the same, or "".
        higher: Said when it is higher, or "".
    """

    with_prompt: PromptId
    recall: str = ""
    lower: str = ""
    same: str = ""
    higher: str = ""


@dataclass(frozen=True, slots=True)
class ShowWhen:
    """A prompt is shown only when another one holds one of these options."""

    prompt: PromptId
    options: frozenset[OptionId]


class Source(Enum):
    """Where what a prompt gathers comes from."""

    AGREED = "agreed"  # what was agreed after the last talks
    RUPTURES = "ruptures"  # those that are open
    CARDS = "cards"  # what their cards say in one line
    QUESTIONS = "questions"  # what the person would like to ask about one
    LOW_DAYS = "low-days"  # days with a low check-in since the last session


@dataclass(frozen=True, slots=True)
class Gathered:
    """One thing that could be brought.

    Attributes:
        text: The person's own words, or what kind of moment it was (with tokens), or "".
        day: The day it belongs to, or None.
    """

    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question.

    Attributes:
        id: Stable key for storage, tests and translation.
        kind: How it is answered.
        question: The question itself.
        helper: A sentence under it, or "".
        example: An example answer, or "".
        warning: Said before a prompt that can stir things, or "".
        groups: Options (chips, pick, sort lines, word lists), in groups.
        columns: Where lines can be sorted to; only for ``SORT``.
        empty_column_note: Column id to a sentence for that column left empty; only for ``SORT``.
        most: The largest number of choices that count, or None.
        own_words: Whether the person may add options (or lines) of their own.
        low_label: What 0 means on a scale.
        high_label: What 10 means on a scale.
        mid_label: What 5 means on a scale, or "".
        starters: Sentence starters of this prompt's step are offered where this is true.
        private: Left off every card unless the person adds it.
        part_of: The prompt this one stands under, on the same screen, or None.
        show_when: Condition for being shown, or None.
        notes: Sentences that depend on the answer.
        bands: Sentences that depend on the number.
        compare: An earlier scale to show beside this one, or None.
        recalls: Prompts, of any worksheet, whose latest words are offered here again.
        gathers: What else is there to choose from, with its heading. What is chosen of it is kept
            as words of the person's own.
        over_time: Whether its answers are shown as a line over time, by themselves.
    """

    id: PromptId
    kind: PromptKind
    question: str
    helper: str = ""
    example: str = ""
    warning: str = ""
    groups: tuple[OptionGroup, ...] = ()
    columns: tuple[Option, ...] = ()
    empty_column_note: tuple[tuple[OptionId, str], ...] = ()
    most: int | None = None
    own_words: bool = False
    low_label: str = ""
    high_label: str = ""
    mid_label: str = ""
    starters: bool = False
    private: bool = False
    part_of: PromptId | None = None
    show_when: ShowWhen | None = None
    notes: tuple[Note, ...] = ()
    bands: tuple[Band, ...] = ()
    compare: Compare | None = None
    recalls: tuple[PromptId, ...] = ()
    gathers: tuple[tuple[Source, str], ...] = ()
    over_time: bool = False

    @property
    def options(self) -> tuple[Option, ...]:
        """All options, whatever their group."""
        return tuple(option for group in self.groups for option in group.options)

    def counted(self, options: Iterable[str]) -> int:
        """Return how many of these count towards ``most``; one that is gone by now does."""
        free = {option.id for group in self.groups if not group.counts for option in group.options}
        return sum(option not in free for option in options)

    def notes_for(self, answer: Answer | None, earlier: Sequence[Answer] = ()) -> tuple[Note, ...]:
        """Return the notes that an answer brings up.

        Args:
            answer: The answer.
            earlier: Answers to this prompt in other entries on the same rupture.
        """
        return tuple(
            note
            for note in self.notes
            if note.fits(answer) and 1 + sum(map(note.fits, earlier)) >= note.times
        )

    def is_shown(self, answers: Answers) -> bool:
        """Tell whether this prompt is asked, given the answers so far."""
        if self.show_when is None:
            return True
        return bool(_chosen(answers, self.show_when.prompt) & self.show_when.options)


@dataclass(frozen=True, slots=True)
class LookUp:
    """What the person wrote elsewhere, shown beside a step once they ask for it.

    Attributes:
        text: What it is called.
        prompts: Prompts, of any worksheet, whose latest words are shown.
    """

    text: str
    prompts: tuple[PromptId, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a worksheet.

    Attributes:
        name: The field's term, for the step line: "Acknowledgment".
        title: The heading: "Something happened".
        aim: One sentence under the heading.
        why: "Why this helps".
        starters: Sentence starters, offered under "Stuck?".
        instead: Shown in place of the prompts when a rule hides this step, or "".
        looks_up: What can be looked up from here, or None.
        counts: Prompts, of any worksheet, whose answers are counted over all ruptures and shown
            here.
    """

    id: StepId
    name: str
    title: str
    aim: str
    prompts: tuple[Prompt, ...]
    why: str = ""
    starters: tuple[str, ...] = ()
    instead: str = ""
    looks_up: LookUp | None = None
    counts: tuple[PromptId, ...] = ()


@dataclass(frozen=True, slots=True)
class HideRule:
    """A choice in ``prompt`` hides ``steps`` and opens a help page.

    Attributes:
        page: The page's id.
        when: Options that hide; empty means any choice does.
        opens: Whether the page opens by itself; it can be asked for in any case.
    """

    prompt: PromptId
    steps: frozenset[StepId]
    page: str
    when: frozenset[OptionId] = frozenset()
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Roles:
    """Which prompt plays which part. None where a worksheet has no such part.

    Attributes:
        title: Its first choice names the rupture.
        when: The day it happened.
        strip: Its words are repeated on top of every later screen.
        size: How big the rupture feels, first asked.
        size_again: The same, asked later.
        closeness: How close the person feels to the therapist after a talk.
        blame: How much the person blames themself, before they sort who holds what.
        blame_again: The same, afterwards.
        feelings: Offered for the mood timeline.
        question: What the person would like to ask the therapist.
        agreed: What was agreed after a talk.
    """

    title: PromptId | None = None
    when: PromptId | None = None
    strip: PromptId | None = None
    size: PromptId | None = None
    size_again: PromptId | None = None
    closeness: PromptId | None = None
    blame: PromptId | None = None
    blame_again: PromptId | None = None
    feelings: PromptId | None = None
    question: PromptId | None = None
    agreed: PromptId | None = None


class Place(Enum):
    """Where a worksheet is offered."""

    LIST = "list"  # among the worksheets that can be begun at any time
    RUPTURE = "rupture"  # from a rupture, and linked to it
    REPAIR = "repair"  # the same, but not where an answer hides the steps that mend
    BEFORE_SESSION = "before-session"  # for a session that is to come
    AFTER_SESSION = "after-session"  # for one that is past


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet as read from its file.

    Attributes:
        version: Raised when prompts change; stored with each entry. 1 and up.
        purpose: What it is good for, in one sentence, or "".
        offered: Where it can be begun.
        about_rupture: Whether starting it notes a rupture, unless it is begun from one.
        opening: Asked before the first step (the opening check); may be empty.
        closing: Asked at "Enough for today" (the closing check); may be empty.
    """

    id: WorksheetId
    version: int
    title: str
    intro: str
    steps: tuple[Step, ...]
    purpose: str = ""
    offered: frozenset[Place] = frozenset({Place.LIST})
    about_rupture: bool = False
    opening: tuple[Prompt, ...] = ()
    closing: tuple[Prompt, ...] = ()
    roles: Roles = Roles()
    hide_rules: tuple[HideRule, ...] = ()

    def prompts(self) -> Iterator[Prompt]:
        """Yield every prompt: opening, steps in order, closing."""
        yield from self.opening
        for step in self.steps:
            yield from step.prompts
        yield from self.closing

    def prompt(self, prompt_id: PromptId) -> Prompt:
        """Return one prompt.

        Raises:
            KeyError: There is none with this id.
        """
        for prompt in self.prompts():
            if prompt.id == prompt_id:
                return prompt
        raise KeyError(prompt_id)

    def hiding_rule(self, answers: Answers) -> HideRule | None:
        """Return the rule that hides steps under these answers, or None."""
        for rule in self.hide_rules:
            chosen = _chosen(answers, rule.prompt)
            if chosen and (not rule.when or chosen & rule.when):
                return rule
        return None

    def is_hidden(self, step_id: StepId, answers: Answers) -> bool:
        """Tell whether a rule hides this step under these answers."""
        rule = self.hiding_rule(answers)
        return rule is not None and step_id in rule.steps


def _chosen(answers: Answers, prompt_id: PromptId) -> frozenset[str]:
    """Return what was chosen in a list prompt, own words included; empty when nothing was."""
    answer = answers.get(prompt_id)
    if isinstance(answer, ChoiceAnswer):
        return frozenset(answer.chosen) | frozenset(answer.own)
    return frozenset()


def check_answer(prompt: Prompt, answer: Answer, today: date) -> None:
    """Check that an answer fits its prompt.

    Unknown option ids are let through: a newer worksheet may have dropped an option that an old
    entry still holds, and nothing a person chose is thrown away.

    Raises:
        BadAnswer: The answer is of another shape, too long a list, or off the scale.
        BadDate: A day in the future or before 1900.
    """
    if type(answer) is not ANSWER_TYPES[prompt.kind]:
        raise BadAnswer(prompt=prompt.id)
    match answer:
        case ScaleAnswer(value) if not SCALE_LOW <= value <= SCALE_HIGH:
            raise BadAnswer(prompt=prompt.id)
        case ChoiceAnswer(chosen, own) if prompt.kind is PromptKind.PICK and (
            len(chosen) + len(own) > 1
        ):
            raise BadAnswer(prompt=prompt.id)
        case ChoiceAnswer(chosen, own) if prompt.most is not None and (
            prompt.counted(chosen) + len(own) > prompt.most
        ):
            raise BadAnswer(prompt=prompt.id)
        case FeelingsAnswer(words):
            listed = [word.word for word in words if not word.own]
            own_words = len(words) - len(listed)
            if prompt.most is not None and prompt.counted(listed) + own_words > prompt.most:
                raise BadAnswer(prompt=prompt.id)
            if any(
                word.strength is not None and not SCALE_LOW <= word.strength <= SCALE_HIGH
                for word in words
            ):
                raise BadAnswer(prompt=prompt.id)
        case SortAnswer(lines):
            columns = {column.id for column in prompt.columns}
            if any(
                line.column not in columns and not (line.own and line.column is None)
                for line in lines
            ):
                raise BadAnswer(prompt=prompt.id)
        case DateAnswer(day):
            check_past_day(day, today)
        case _:
            pass
