"""The made-up journal's words, from ``resources/demo/journal.toml``."""

from __future__ import annotations

from collections.abc import Mapping

from repair_desktop.content.reading import decode_bytes
from repair_desktop.content.schema import DemoFile
from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    FeelingsAnswer,
    RatedWord,
    ScaleAnswer,
    SortAnswer,
    SortedLine,
    TextAnswer,
)
from repair_desktop.core.demo import DemoStory, DemoText
from repair_desktop.core.errors import BadContent
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.worksheets import Prompt, PromptKind, Worksheet
from repair_desktop.system.resources import read_bytes

_FILE = "demo/journal.toml"


def load_demo(worksheets: Mapping[WorksheetId, Worksheet]) -> DemoText:
    """Return the made-up words, with answers that fit the worksheets.

    Raises:
        BadContent: The file is not as it should be, or answers something nobody asked.
    """
    read = decode_bytes(read_bytes(_FILE), DemoFile, _FILE)
    stories = []
    for number, story in enumerate(read.stories):
        worksheet = worksheets[WorksheetId(story.worksheet)]
        prompts = {prompt.id: prompt for prompt in worksheet.prompts()}
        answers = {}
        for key, value in story.answers.items():
            prompt = prompts.get(PromptId(key))
            answer = None if prompt is None else _answer(prompt, value)
            if answer is None:
                place = f"story {number}, {key}"
                raise BadContent(file=_FILE, place=place, problem="nobody asks for this")
            answers[PromptId(key)] = answer
        path = tuple(RuptureState(state) for state in story.path)
        stories.append(DemoStory(worksheet.id, answers, path, story.depth))
    return DemoText(
        therapist=read.therapist,
        stories=tuple(stories),
        low_notes=read.low_notes,
        middle_notes=read.middle_notes,
        high_notes=read.high_notes,
        low_feelings=tuple(map(OptionId, read.low_feelings)),
        high_feelings=tuple(map(OptionId, read.high_feelings)),
        tags=tuple(map(OptionId, read.tags)),
    )


def _answer(prompt: Prompt, value: str | int | list[str] | dict[str, str]) -> Answer | None:
    """Return the answer, or None when it does not fit the prompt."""
    options = {option.id for option in prompt.options}
    match value:
        case str() if prompt.kind in (PromptKind.TEXT, PromptKind.LONG):
            return TextAnswer(value)
        case int() if prompt.kind is PromptKind.SLIDER:
            return ScaleAnswer(value)
        case list() if prompt.kind is PromptKind.FEELINGS:
            rated = [word.partition(":") for word in value]
            if not options.issuperset(word for word, _, _ in rated):
                return None
            return FeelingsAnswer(
                tuple(
                    RatedWord(word, strength=int(strength) if strength else None)
                    for word, _, strength in rated
                )
            )
        case list() if options.issuperset(value):
            return ChoiceAnswer(tuple(map(OptionId, value)))
        case dict() if prompt.kind is PromptKind.SORT and options.issuperset(value):
            return SortAnswer(
                tuple(SortedLine(line, OptionId(column)) for line, column in value.items())
            )
        case _:
            return None
