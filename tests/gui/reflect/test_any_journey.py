"""Whatever is answered or left blank, in whatever order: it is kept, and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from helpers.any_answer import answers
from helpers.jobs import InlineJobs
from helpers.journey import SHEET, SIX
from helpers.real_journal import SetClock, real_journal, reflect_service
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from repair_desktop.core.answers import Answer
from repair_desktop.core.ids import PromptId, StepId
from repair_desktop.core.worksheets import Prompt
from repair_desktop.gui.reflect.journey_presenter import JourneyPresenter
from repair_desktop.gui.reflect.screens import ScreenKind
from repair_desktop.services.settings import JournalSettings

PROMPTS = tuple(SHEET.prompts())


Act = Callable[[JourneyPresenter, dict[PromptId, Answer]], None]


def _answer(prompt: Prompt) -> st.SearchStrategy[Act]:
    def make(answer: Answer | None) -> Act:
        def act(presenter: JourneyPresenter, given: dict[PromptId, Answer]) -> None:
            if not presenter.worksheet.is_hidden(_step_of(prompt), presenter.answers):
                presenter.go_to_prompt(prompt.id)
            presenter.edit(prompt.id, answer)
            given.pop(prompt.id, None)
            if answer is not None and not answer.is_blank:
                given[prompt.id] = answer

        return act

    return (st.none() | answers(prompt)).map(make)


def _step_of(prompt: Prompt) -> StepId:
    return next((step.id for step in SHEET.steps if prompt in step.prompts), StepId(""))


def _just(act: Callable[[JourneyPresenter], object]) -> st.SearchStrategy[Act]:
    def do(presenter: JourneyPresenter, _given: dict[PromptId, Answer]) -> None:
        act(presenter)

    return st.just(do)


ACTS: st.SearchStrategy[Act] = st.one_of(
    st.sampled_from(PROMPTS).flatmap(_answer),
    st.integers(0, 5).flatmap(lambda n: _just(lambda presenter: presenter.go_to_step(n))),
    _just(lambda presenter: presenter.go_on()),
    _just(lambda presenter: presenter.go_back()),
    _just(lambda presenter: presenter.look_back()),
    _just(lambda presenter: presenter.flush()),
    st.booleans().flatmap(lambda on: _just(lambda presenter: presenter.show_all_prompts(on))),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ACTS, max_size=30), st.booleans(), st.booleans())
def test_what_was_answered_is_kept_exactly(
    qapp: QApplication, acts: list[Act], checks: bool, whole: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, real_journal(Path(folder)) as journal:
        reflect = reflect_service(journal, SetClock())
        opened = reflect.begin(SIX)
        chosen = JournalSettings(ask_checks=checks, all_prompts=whole)
        presenter = JourneyPresenter(reflect, opened, {}, chosen, InlineJobs())
        closed: list[bool] = []
        presenter.closed.connect(lambda: closed.append(True))
        given_answers: dict[PromptId, Answer] = {}
        for act in acts:
            act(presenter, given_answers)
        for _ in range(200):
            if presenter.screen.kind is ScreenKind.OVERVIEW:
                break
            presenter.go_on()
        presenter.look_back()
        presenter.enough_for_today()
        if presenter.screen.kind is ScreenKind.CLOSING:
            presenter.go_on()
        assert closed == [True]
        if not journal.entries.all():
            assert given_answers == {}
            return
        again = reflect.open(opened.entry.id)
        assert again.answers == given_answers
        back = JourneyPresenter(reflect, again, {}, chosen, InlineJobs())
        last = back.screen
        if presenter.place is not None and presenter.place in {p.id for p in last.prompts}:
            assert back.place == presenter.place
        assert back.came_back is (again.entry.place is not None)
