"""Which feelings and tags came up in a window of the timeline, counted.

A check-in counts once for each of its words. Days tagged with something are compared with the
other days of the window, and only where there is enough on both sides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from repair_desktop.core.mood_filter import EVERYTHING, MoodFilter, Word
from repair_desktop.core.timeline import Bucket, Timeline
from repair_desktop.core.windows import TimeWindow

COMPARE_NEEDS = 5
"""Check-ins that a comparison needs on each side."""

_DAILY = 31
"""Up to so many days of a window, each of them is a step of its own."""

_WEEKLY = 92
"""Up to so many, each week is; above that each month of the calendar."""

_Key = tuple[str, bool]  # a feeling, and whether it is the person's own word


@dataclass(frozen=True, slots=True)
class WordCount:
    """A feeling that came up.

    Attributes:
        word: The feeling.
        n: In how many check-ins of the window, 1 and up.
        first: The first day it was ever named.
        is_new: Whether that day lies in the window, and other feelings were named before it.
    """

    word: Word
    n: int
    first: date
    is_new: bool

    def asked(self, shown: MoodFilter = EVERYTHING) -> MoodFilter:
        """Return a filter for the check-ins that name it, beside what ``shown`` asks for else."""
        return replace(shown, feelings=frozenset([self.word]))


@dataclass(frozen=True, slots=True)
class Side:
    """The check-ins of some days.

    Attributes:
        n: How many there are.
        total: The sum of all pleasantness.
    """

    n: int = 0
    total: int = 0

    @property
    def mean(self) -> float:
        """The mean pleasantness; there has to be a check-in."""
        return self.total / self.n


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag that was used, and the days on which it was, beside all others of the window.

    Attributes:
        tag: The tag, as in :class:`~repair_desktop.core.moods.Mood`.
        n: How many check-ins of the window have it, 1 and up.
        first: The first day it was ever used.
        on: Every check-in of the days on which one has it.
        off: Every check-in of the other days.
    """

    tag: str
    n: int
    first: date
    on: Side
    off: Side

    @property
    def can_compare(self) -> bool:
        """Whether both sides have enough check-ins for an average."""
        return min(self.on.n, self.off.n) >= COMPARE_NEEDS

    def asked(self, shown: MoodFilter = EVERYTHING) -> MoodFilter:
        """Return a filter for the check-ins that have it, beside what ``shown`` asks for else."""
        return replace(shown, tags=frozenset([self.tag]))


@dataclass(frozen=True, slots=True)
class SoFar:
    """How many different feelings were named up to the end of a day.

    Attributes:
        day: The last day that is counted.
        in_window: Since the window began.
        in_all: Ever.
    """

    day: date
    in_window: int
    in_all: int


@dataclass(frozen=True, slots=True)
class WordCounts:
    """What came up in a window.

    Attributes:
        n: Check-ins of the window.
        named: How many of them name a feeling.
        before: How many different feelings were named before the window.
        words: The most frequent first, then the program's before the person's own.
        tags: The most frequent first.
        steps: How the number of different feelings grew, earliest first; the last step ends with
            the last day that has passed.
    """

    n: int = 0
    named: int = 0
    before: int = 0
    words: Sequence[WordCount] = ()
    tags: Sequence[TagCount] = ()
    steps: Sequence[SoFar] = ()

    @property
    def new(self) -> int:
        """How many feelings are new in the window."""
        return sum(count.is_new for count in self.words)


@dataclass(frozen=True, slots=True)
class FirstDays:
    """The days on which feelings and tags were named first.

    Attributes:
        words: Of each feeling.
        tags: Of each tag.
    """

    words: Mapping[_Key, date]
    tags: Mapping[str, date]

    @classmethod
    def of(cls, timeline: Timeline) -> FirstDays:
        """Look through all of a timeline once; each of its windows can be counted with that."""
        given: dict[str, date] = {}
        own: dict[str, date] = {}
        tags: dict[str, date] = {}
        # Few words are new: looking one up costs less than making its key.
        for mood in timeline.all.moods:
            for rated in mood.feelings:
                words = own if rated.own else given
                if rated.word not in words:
                    words[rated.word] = mood.at.date()
            for tag in mood.tags:
                if tag not in tags:
                    tags[tag] = mood.at.date()
        keyed = {(word, False): day for word, day in given.items()}
        return cls(keyed | {(word, True): day for word, day in own.items()}, tags)


def word_counts(
    timeline: Timeline, first_days: FirstDays, window: TimeWindow, passed: int
) -> WordCounts:
    """Count the words of a window.

    Args:
        timeline: What the filter lets through; all of it, or first days are not the first.
        first_days: Of the same timeline.
        window: The days.
        passed: How many of them lie behind, today included.
    """
    part = timeline.part(window)
    first = first_days.words
    before = {key for key, day in first.items() if day < window.start}
    counts: dict[_Key, int] = {}
    here: dict[_Key, date] = {}
    tagged: dict[str, int] = {}
    tag_days: dict[str, set[date]] = {}
    named = 0
    for mood in part.moods:
        day = mood.at.date()
        if mood.feelings:
            named += 1
            for key in {(rated.word, rated.own) for rated in mood.feelings}:
                if key not in counts:
                    counts[key], here[key] = 1, day
                else:
                    counts[key] += 1
        for tag in set(mood.tags) if mood.tags else ():
            if tag not in tagged:
                tagged[tag], tag_days[tag] = 1, {day}
            else:
                tagged[tag] += 1
                tag_days[tag].add(day)
    words = [
        WordCount(Word(*key), n, first[key], bool(before) and key not in before)
        for key, n in counts.items()
    ]
    words.sort(key=lambda count: (-count.n, count.word.own, count.word.word))
    tags = [
        TagCount(tag, n, first_days.tags[tag], *_sides(part.days, tag_days[tag]))
        for tag, n in tagged.items()
    ]
    tags.sort(key=lambda count: (-count.n, count.tag))
    steps = _steps(here, first, step_ends(window, passed))
    return WordCounts(len(part.moods), named, len(before), words, tags, steps)


def step_ends(window: TimeWindow, passed: int) -> Sequence[date]:
    """Return the last day of each step of a window, as far as its days lie behind.

    Steps are days, weeks from its first day on, or months of the calendar, so that there are few
    enough to see. The last one may be cut off.
    """
    if passed <= 0:
        return []
    until = min(window.last, window.start + timedelta(days=passed - 1))
    days = [window.start + timedelta(days=n) for n in range((until - window.start).days + 1)]
    if window.days <= _DAILY:
        return days
    if window.days <= _WEEKLY:
        ends = days[6::7]
    else:
        ends = [day for day in days if (day + timedelta(days=1)).day == 1]
    return ends if ends[-1:] == [until] else [*ends, until]


def _sides(days: Sequence[Bucket], tagged: set[date]) -> tuple[Side, Side]:
    on = [day for day in days if day.start in tagged]
    off = [day for day in days if day.start not in tagged]
    return _side(on), _side(off)


def _side(days: Sequence[Bucket]) -> Side:
    return Side(sum(day.n for day in days), sum(day.total for day in days))


def _steps(
    here: Mapping[_Key, date], ever: Mapping[_Key, date], ends: Sequence[date]
) -> Sequence[SoFar]:
    """Return the steps, from the first day of each feeling in the window, and ever."""
    inside, all_ = sorted(here.values()), sorted(ever.values())
    return [SoFar(day, bisect_right(inside, day), bisect_right(all_, day)) for day in ends]
