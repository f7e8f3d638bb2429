"""What a made-up journal is made of. The file is ``resources/demo/journal.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from repair_desktop.core.answers import Answer
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.core.ruptures import RuptureState


@dataclass(frozen=True, slots=True)
class DemoStory:
    """One made-up rupture.

    Attributes:
        worksheet_id: The worksheet it was worked through with.
        answers: The answers, without the day.
        path: The states it goes through after it was noted.
        depth: How far mood sinks with it, in steps of pleasantness, 0 to 4.
    """

    worksheet_id: WorksheetId
    answers: Mapping[PromptId, Answer]
    path: tuple[RuptureState, ...]
    depth: float


@dataclass(frozen=True, slots=True)
class DemoPage:
    """One made-up worksheet that is about no rupture.

    Attributes:
        worksheet_id: What was filled in.
        answers: The answers.
        days_ago: How many days before now; 1 to 365.
    """

    worksheet_id: WorksheetId
    answers: Mapping[PromptId, Answer]
    days_ago: int


@dataclass(frozen=True, slots=True)
class DemoText:
    """Everything made up, in one language.

    Attributes:
        therapist: What the made-up person calls the therapist.
        stories: Ruptures, in the order they happen; begun again when they run out.
        low_notes: Notes for check-ins on the unpleasant side.
        middle_notes: Notes for check-ins in between.
        high_notes: Notes for check-ins on the pleasant side.
        low_feelings: Feelings for the unpleasant side.
        high_feelings: Feelings for the pleasant side.
        tags: Tags to choose from.
        pages: Worksheets beside the ruptures.
    """

    therapist: str
    stories: tuple[DemoStory, ...]
    low_notes: tuple[str, ...]
    middle_notes: tuple[str, ...]
    high_notes: tuple[str, ...]
    low_feelings: tuple[OptionId, ...]
    high_feelings: tuple[OptionId, ...]
    tags: tuple[OptionId, ...]
    pages: tuple[DemoPage, ...] = ()
