"""Every answer that a person could give."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    DateAnswer,
    FeelingsAnswer,
    RatedWord,
    ScaleAnswer,
    SortAnswer,
    SortedLine,
    TextAnswer,
)
from repair_desktop.core.ids import OptionId
from repair_desktop.core.worksheets import Prompt, PromptKind

# Lone halves of surrogate pairs and control characters too.
WORDS = st.text(st.characters(), max_size=40)


def answers(prompt: Prompt) -> st.SearchStrategy[Answer]:
    """Every answer that fits a prompt."""
    most = prompt.most or 8
    options = [option.id for option in prompt.options]
    match prompt.kind:
        case PromptKind.TEXT | PromptKind.LONG:
            return WORDS.map(TextAnswer)
        case PromptKind.SLIDER:
            return st.integers(0, 10).map(ScaleAnswer)
        case PromptKind.DATE:
            return st.dates(date(1900, 1, 1), date(2026, 11, 23)).map(DateAnswer)
        case PromptKind.PICK:
            return st.sampled_from(options).map(lambda one: ChoiceAnswer((one,)))
        case PromptKind.FEELINGS:
            strength = st.none() | st.integers(0, 10)
            word = st.builds(RatedWord, st.sampled_from(options), st.just(False), strength)
            own_word = st.builds(RatedWord, WORDS, st.just(True), strength)
            return st.lists(word | own_word, max_size=most, unique_by=lambda word: word.word).map(
                lambda words: FeelingsAnswer(tuple(words))
            )
        case PromptKind.SORT:
            column = st.sampled_from([column.id for column in prompt.columns])
            line = st.builds(SortedLine, st.sampled_from(options), column, st.just(False))
            own_line = st.builds(SortedLine, WORDS, st.none() | column, st.just(True))
            return st.lists(line | own_line, max_size=9, unique_by=lambda line: line.line).map(
                lambda lines: SortAnswer(tuple(lines))
            )
        case _:
            own = st.lists(WORDS, max_size=1 if prompt.own_words else 0)
            chosen: st.SearchStrategy[list[OptionId]] = st.just([])
            if options:
                chosen = st.lists(st.sampled_from(options), max_size=most - 1, unique=True)
            return st.builds(lambda c, o: ChoiceAnswer(tuple(c), tuple(o)), chosen, own)
