"""Repair never reads what a person writes: whatever it is, the same is asked, said and offered.

Reading along would break the promise that nobody does, miss much and alarm many. Help is offered
for what a person sets on purpose: a number, a tick, a button.
"""

from __future__ import annotations

from helpers.journey import SHEET, BreakableReflect, Journey, settle
from helpers.real_journal import SetClock
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import TextAnswer
from repair_desktop.core.worksheets import PromptKind
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.services.settings import JournalSettings

HARMLESS = "We talked about the weather and the garden all the time"
ALARMING = "I want to die and he said that he would kill me tonight"


def everything_shown(journey: Journey, text: str) -> list[tuple[list[str], list[str], str]]:
    """Answer every question with ``text``; return what each screen asks, offers and says."""
    for prompt in SHEET.prompts():
        if prompt.kind in (PromptKind.TEXT, PromptKind.LONG):
            journey.presenter.edit(prompt.id, TextAnswer(text))
    journey.presenter.flush()
    settle()
    return [
        (journey.asks(), journey.buttons(), journey.words().replace(text, "…"))
        for _ in journey.walk()
    ]


def test_whatever_is_written_the_same_is_asked_said_and_offered(
    qtbot: QtBot, theme: ThemeController, reflect: BreakableReflect, clock: SetClock
) -> None:
    assert len(HARMLESS) == len(ALARMING)
    settings = JournalSettings(ask_checks=True)
    shown = []
    for text in (HARMLESS, ALARMING):
        journey = Journey(qtbot, theme, reflect, clock, settings=settings)
        shown.append(everything_shown(journey, text))
        assert text in " ".join(str(answer) for answer in journey.kept().values())
        assert journey.asked == []
    assert len(shown[0]) > 30
    assert any("…" in words for _asks, _buttons, words in shown[0])
    assert shown[0] == shown[1]
