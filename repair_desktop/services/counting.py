"""Counts what was answered over many ruptures. Nothing is weighed, added up or explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from repair_desktop.core.answers import Answer, ChoiceAnswer, FeelingsAnswer, ScaleAnswer
from repair_desktop.core.counts import Counted, Moment, Pair, Review, Tally
from repair_desktop.core.worksheets import Prompt


def count(prompts: Iterable[Prompt], moments: Sequence[Moment]) -> Review:
    """Count answers. Whatever was answered about a rupture in several entries counts once.

    Own words are the same when they differ in capitals and white space alone.
    """
    tallies: list[Tally] = []
    days: dict[int, date] = {}
    for prompt in prompts:
        found = {n: each for n, each in enumerate(moments) if _has_answer(prompt, each)}
        if found:
            tallies.append(_tally(prompt, list(found.values())))
            days.update({number: each.day for number, each in found.items()})
    return Review(
        moments=len(days),
        first=min(days.values(), default=None),
        last=max(days.values(), default=None),
        tallies=tuple(tallies),
    )


def _has_answer(prompt: Prompt, moment: Moment) -> bool:
    return _pair(prompt, moment) is not None or bool(_chosen(prompt, moment))


def _tally(prompt: Prompt, moments: Sequence[Moment]) -> Tally:
    pairs = [pair for each in moments if (pair := _pair(prompt, each)) is not None]
    shown: dict[tuple[str, bool], str] = {}
    times: Counter[tuple[str, bool]] = Counter()
    for moment in moments:
        chosen = _chosen(prompt, moment)
        times.update(chosen.keys())
        for key, text in chosen.items():
            shown.setdefault(key, text)
    order: dict[str, int] = {option.id: place for place, option in enumerate(prompt.options)}
    keys = sorted(
        times, key=lambda key: (-times[key], key[1], order.get(key[0], len(order)), key[0])
    )
    return Tally(
        prompt,
        len(moments),
        tuple(Counted(shown[key], key[1], times[key]) for key in keys),
        tuple(sorted(pairs, key=lambda pair: pair.day)),
    )


def _chosen(prompt: Prompt, moment: Moment) -> dict[tuple[str, bool], str]:
    """Return what was chosen about a rupture, by what makes it the same, and whether it is own."""
    chosen: dict[tuple[str, bool], str] = {}
    for answers in moment.answers:
        for what, own in _words(answers.get(prompt.id)):
            text = " ".join(what.split()) if own else what
            if text:
                chosen.setdefault((text.casefold() if own else text, own), text)
    return chosen


def _words(answer: Answer | None) -> Iterator[tuple[str, bool]]:
    match answer:
        case ChoiceAnswer(chosen, own):
            yield from ((option, False) for option in chosen)
            yield from ((text, True) for text in own)
        case FeelingsAnswer(rated):
            yield from ((word.word, word.own) for word in rated)


def _pair(prompt: Prompt, moment: Moment) -> Pair | None:
    """Return both numbers of the entry that was changed last and has both, or None."""
    if prompt.compare is None:
        return None
    for answers in moment.answers:
        before, after = answers.get(prompt.compare.with_prompt), answers.get(prompt.id)
        if isinstance(before, ScaleAnswer) and isinstance(after, ScaleAnswer):
            return Pair(moment.day, before.value, after.value)
    return None
