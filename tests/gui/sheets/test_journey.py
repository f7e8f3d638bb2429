"""A sheet from somebody else is worked through like any other worksheet."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from helpers.jobs import InlineJobs
from helpers.real_journal import WORKSHEETS, SetClock
from helpers.sheets import WORD_LISTS, a_sheet, raw_sheet
from helpers.shown import said, settle, show
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

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
from repair_desktop.core.ids import OptionId, PromptId
from repair_desktop.core.sheets import Sheet, worksheet_id
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.journey_page import JourneyPage
from repair_desktop.gui.reflect.journey_presenter import JourneyPresenter
from repair_desktop.gui.reflect.screens import ScreenKind
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.widgets.prompts.base import PromptWidget
from repair_desktop.services.reflect import OpenEntry, ReflectService
from repair_desktop.services.settings import JournalSettings
from repair_desktop.services.sheets import SheetService, WithSheets
from repair_desktop.storage.journal import SqlJournal

NAME = TherapistName.named("Xiphias")
CLOCK = SetClock()


@pytest.fixture
def reflect(journal: SqlJournal) -> ReflectService:
    return ReflectService(journal, WithSheets(WORKSHEETS, journal, WORD_LISTS), CLOCK)


class Walk:
    """The page of a journey."""

    def __init__(
        self, qtbot: QtBot, theme: ThemeController, reflect: ReflectService, opened: OpenEntry
    ) -> None:
        self.presenter = JourneyPresenter(
            reflect, opened, reflect.recent_words(), JournalSettings(), InlineJobs()
        )
        self.page = JourneyPage(self.presenter, NAME, CLOCK, theme, ProblemWords())
        self.presenter.setParent(self.page)
        show(qtbot, self.page)

    def every_screen(self) -> str:
        """Go from the first screen to the last; return all that was said."""
        words = []
        while True:
            settle()
            words.append(said(self.page))
            if self.presenter.screen.kind is ScreenKind.OVERVIEW:
                return " ".join(words)
            self.presenter.go_on()

    def answer(self, prompt: PromptId, answer: Answer) -> None:
        self.presenter.go_to_prompt(prompt)
        settle()
        self.presenter.edit(prompt, answer)

    def leave(self) -> bool:
        kept: list[bool] = []
        self.presenter.flush(kept.append)
        return kept == [True]

    def prompts(self) -> list[str]:
        found = self.page.findChildren(QWidget)
        return [w.prompt.id for w in found if isinstance(w, PromptWidget) and w.isVisible()]


def answers_to(sheet: Sheet) -> Mapping[PromptId, Answer]:
    """An answer to each question of the sheet in ``helpers.sheets``."""
    feelings = WORD_LISTS_FIRST["feelings"]
    given: list[Answer] = [
        TextAnswer("rain"),
        TextAnswer("The rain stayed."),
        ChoiceAnswer((OptionId("walk"),), ("tea",)),
        ChoiceAnswer((OptionId("b"),)),
        ScaleAnswer(7),
        FeelingsAnswer((RatedWord(feelings, strength=3), RatedWord("odd", own=True))),
        ChoiceAnswer((OptionId(WORD_LISTS_FIRST["needs"]),)),
        ChoiceAnswer((OptionId(WORD_LISTS_FIRST["body"]),)),
        SortAnswer((SortedLine("time", OptionId("mine")), SortedLine("tone", OptionId("theirs")))),
        DateAnswer(CLOCK.now().date()),
    ]
    ids = [PromptId(f"{worksheet_id(sheet.id)}:{prompt.id}") for prompt in sheet.prompts]
    return dict(zip(ids, given, strict=True))


WORD_LISTS_FIRST = {kind.value: groups[0].options[0].id for kind, groups in WORD_LISTS.items()}


def test_every_question_is_asked_answered_and_kept(
    qtbot: QtBot, theme: ThemeController, reflect: ReflectService, sheets: SheetService
) -> None:
    sheet = a_sheet()
    sheets.add(sheet)
    opened = reflect.begin(worksheet_id(sheet.id))
    walk = Walk(qtbot, theme, reflect, opened)
    for prompt, answer in answers_to(sheet).items():
        walk.answer(prompt, answer)
        assert walk.prompts() == [prompt]
    assert walk.leave()
    assert reflect.open(opened.entry.id).answers == answers_to(sheet)
    words = Walk(qtbot, theme, reflect, reflect.open(opened.entry.id)).every_screen()
    assert [asked.question for asked in sheet.prompts if asked.question not in words] == []
    assert "The rain stayed." in words


def test_tokens_are_shown_and_not_filled(
    qtbot: QtBot, theme: ThemeController, reflect: ReflectService, sheets: SheetService
) -> None:
    odd = "Ask {your_therapist}, {my_therapist}"
    raw = raw_sheet()["prompts"]
    for prompt in raw:
        prompt["question"] = prompt["helper"] = odd
    sheets.add(a_sheet(title=odd, introduction=odd, prompts=raw))
    walk = Walk(qtbot, theme, reflect, reflect.begin(worksheet_id(a_sheet().id)))
    words = walk.every_screen().replace("\u2060", "")
    assert odd in words
    assert "Xiphias" not in words


@pytest.mark.parametrize("dropped", [False, True])
def test_a_newer_version_with_other_options_opens_with_old_answers(
    qtbot: QtBot,
    theme: ThemeController,
    reflect: ReflectService,
    sheets: SheetService,
    dropped: bool,
) -> None:
    old = a_sheet()
    sheets.add(old)
    entry = reflect.begin(worksheet_id(old.id)).entry
    reflect.save(entry.id, answers_to(old), None)
    raw = raw_sheet()["prompts"]
    for prompt in raw:
        prompt["question"] = "Otherwise?"
        if "options" in prompt:
            prompt["options"] = [["new-a", "New A"], ["new-b", "New B"]]
        if "columns" in prompt:
            prompt["columns"] = [["new-c", "New C"], ["new-d", "New D"]]
        prompt.pop("own_words", None)
    sheets.add(a_sheet(version=2, prompts=raw[::2] if dropped else raw[::-1]))
    walk = Walk(qtbot, theme, reflect, reflect.open(entry.id))
    assert "Otherwise?" in walk.every_screen()
    for prompt, answer in answers_to(old).items():
        shown = {asked.id for asked in walk.presenter.worksheet.prompts()}
        if prompt in shown and isinstance(answer, TextAnswer):
            walk.answer(prompt, TextAnswer("written later"))
    assert walk.leave()
    kept = reflect.open(entry.id).answers
    assert set(kept) == set(answers_to(old))
