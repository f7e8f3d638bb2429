"""The made-up journal's words, from ``resources/demo/journal.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from repair_desktop.content.reading import decode_bytes
from repair_desktop.content.schema import DemoFile, PageFile, StoryFile
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
from repair_desktop.core.demo import DemoPage, DemoStory, DemoText
from repair_desktop.core.errors import BadAnswer, BadContent
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.worksheets import Prompt, PromptKind, Worksheet, check_answer
from repair_desktop.system.resources import read_bytes

_FILE = "demo/journal.toml"


def load_demo(worksheets: Mapping[WorksheetId, Worksheet]) -> DemoText:
    """Return the made-up words, with answers that fit the worksheets.

    Raises:
        BadContent: The file is not as it should be, or answers something nobody asked.
    """
    read = decode_bytes(read_bytes(_FILE), DemoFile, _FILE)
    stories = [
        _story(story, f"story {number}", worksheets) for number, story in enumerate(read.stories)
    ]
    return DemoText(
        therapist=read.therapist,
        stories=tuple(stories),
        low_notes=read.low_notes,
        middle_notes=read.middle_notes,
        high_notes=read.high_notes,
        low_feelings=tuple(map(OptionId, read.low_feelings)),
        high_feelings=tuple(map(OptionId, read.high_feelings)),
        tags=tuple(map(OptionId, read.tags)),
        pages=tuple(
            DemoPage(*_filled_in(page, f"page {number}", worksheets), page.days_ago)
            for number, page in enumerate(read.pages)
        ),
    )


def _story(story: StoryFile, place: str, worksheets: Mapping[WorksheetId, Worksheet]) -> DemoStory:
    try:
        path = tuple(RuptureState(state) for state in story.path)
    except ValueError:
        raise BadContent(file=_FILE, place=place, problem="there is no such state") from None
    return DemoStory(*_filled_in(story, place, worksheets), path, story.depth)


def _filled_in(
    filled: StoryFile | PageFile, place: str, worksheets: Mapping[WorksheetId, Worksheet]
) -> tuple[WorksheetId, Mapping[PromptId, Answer]]:
    """Return a worksheet's id, and answers that fit it."""
    worksheet = worksheets.get(WorksheetId(filled.worksheet))
    if worksheet is None:
        raise BadContent(file=_FILE, place=place, problem="there is no such worksheet")
    prompts = {prompt.id: prompt for prompt in worksheet.prompts()}
    answers = {}
    for key, value in filled.answers.items():
        prompt = prompts.get(PromptId(key))
        answer = None if prompt is None else _answer(prompt, value)
        if answer is None:
            problem = "nobody asks for this"
            raise BadContent(file=_FILE, place=f"{place}, {key}", problem=problem)
        answers[PromptId(key)] = answer
    return worksheet.id, answers


def _answer(prompt: Prompt, value: str | int | list[str] | dict[str, str]) -> Answer | None:
    """Return the answer, or None when it does not fit the prompt."""
    try:
        answer = _shaped(prompt, value)
        if answer is not None:
            check_answer(prompt, answer, date.max)
    except (ValueError, BadAnswer):
        return None
    return answer


def _shaped(prompt: Prompt, value: str | int | list[str] | dict[str, str]) -> Answer | None:
    """Return the answer; ValueError for a strength that is no number."""
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
        case list() if prompt.gathers:
            return ChoiceAnswer(own=tuple(value))
        case list() if options.issuperset(value):
            return ChoiceAnswer(tuple(map(OptionId, value)))
        case dict() if prompt.kind is PromptKind.SORT and options.issuperset(value):
            return SortAnswer(
                tuple(SortedLine(line, OptionId(column)) for line, column in value.items())
            )
        case _:
            return None
