"""Answers as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    DateAnswer,
    FeelingsAnswer,
    ScaleAnswer,
    SortAnswer,
    TextAnswer,
)
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Prompt
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.document import Part, PartKind


def answer_words(prompt: Prompt, answer: Answer, name: TherapistName) -> str:
    """Return an answer in plain words, as the person's own text where it is theirs."""
    options = {str(option.id): fill(option.text, name) for option in prompt.options}
    match answer:
        case TextAnswer(text):
            return text
        case ScaleAnswer(value):
            return str(value)
        case DateAnswer(day):
            return day_words(day)
        case ChoiceAnswer(chosen, own):
            return _listed([*(options.get(option, option) for option in chosen), *own])
        case FeelingsAnswer(rated):
            return _listed(
                f"{_words(word.word, word.own, options)} {_strength(word.strength)}".strip()
                for word in rated
            )
        case SortAnswer(lines):
            columns = [(column.id, fill(column.text, name)) for column in prompt.columns]
            sorted_into = [
                (title, [_words(x.line, x.own, options) for x in lines if x.column == key])
                for key, title in columns
            ]
            left = [x.line for x in lines if x.own and x.column not in dict(columns)]
            sorted_into.append((QCoreApplication.translate("AnswerWords", "Not sorted"), left))
            rows = [f"{title}: {_listed(inside)}" for title, inside in sorted_into if inside]
            return "\n".join(rows)


def answer_parts(title: str, answered: Iterable[tuple[str, str]]) -> list[Part]:
    """Return answers as a text that can leave the program.

    Args:
        title: Stands on top.
        answered: Questions and their answers, in words.
    """
    parts = [Part(PartKind.TITLE, title)]
    for question, answer in answered:
        parts += [Part(PartKind.HEADING, question), Part(PartKind.TEXT, answer)]
    return parts


def _words(word: str, own: bool, options: Mapping[str, str]) -> str:
    """Return what a kept word says: itself, or the option that it names."""
    return word if own else options.get(word, word)


def _strength(strength: int | None) -> str:
    return "" if strength is None else f"({strength})"


def _listed(parts: Iterable[str]) -> str:
    return " · ".join(parts)
