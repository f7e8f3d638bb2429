"""Each worksheet can be left blank, filled in to the last prompt, and cut off at any point."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from helpers.any_answer import answers
from helpers.jobs import InlineJobs
from helpers.journey import BreakableReflect, Journey
from helpers.real_journal import WORKSHEETS, SetClock, real_journal, reflect_service
from helpers.vault import KEY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, TextAnswer
from repair_desktop.core.ids import PromptId
from repair_desktop.core.worksheets import PromptKind, Worksheet
from repair_desktop.gui.reflect.journey_presenter import JourneyPresenter
from repair_desktop.gui.reflect.screens import ScreenKind
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.services.reflect import ReflectService
from repair_desktop.services.settings import JournalSettings
from repair_desktop.storage.opener import SqlCipherOpener

SHEETS = list(WORKSHEETS.values())
each_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.id)


def go_through(presenter: JourneyPresenter) -> None:
    """Go on from screen to screen to the end, and leave there."""
    for _ in range(200):
        if presenter.screen.kind is ScreenKind.OVERVIEW:
            break
        presenter.go_on()
    presenter.enough_for_today()
    if presenter.screen.kind is ScreenKind.CLOSING:
        presenter.go_on()


@st.composite
def filled_in(draw: st.DrawFn, everything: bool) -> tuple[Worksheet, dict[PromptId, Answer]]:
    """A worksheet, and answers to some of its prompts or to all."""
    sheet = draw(st.sampled_from(SHEETS))
    prompts = list(sheet.prompts())
    if not everything:
        prompts = draw(st.lists(st.sampled_from(prompts), unique_by=lambda prompt: prompt.id))
    given_answers = {prompt.id: draw(answers(prompt)) for prompt in prompts}
    return sheet, given_answers


@each_sheet
@pytest.mark.parametrize("checks", [False, True])
@pytest.mark.parametrize("whole", [False, True])
def test_it_ends_without_a_single_answer(
    qapp: QApplication, tmp_path: Path, sheet: Worksheet, checks: bool, whole: bool
) -> None:
    with real_journal(tmp_path) as journal:
        reflect = reflect_service(journal, SetClock())
        chosen = JournalSettings(ask_checks=checks, all_prompts=whole)
        presenter = JourneyPresenter(reflect, reflect.begin(sheet.id), {}, chosen, InlineJobs())
        closed: list[bool] = []
        presenter.closed.connect(lambda: closed.append(True))
        go_through(presenter)
        assert closed == [True]
        presenter.finish()
        assert not journal.entries.all()
        assert not journal.ruptures.all()


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filled_in(everything=True), st.booleans())
def test_it_keeps_an_answer_to_every_prompt(
    qapp: QApplication, filled: tuple[Worksheet, dict[PromptId, Answer]], whole: bool
) -> None:
    sheet, given_answers = filled
    with tempfile.TemporaryDirectory() as folder, real_journal(Path(folder)) as journal:
        reflect = reflect_service(journal, SetClock())
        opened = reflect.begin(sheet.id)
        chosen = JournalSettings(ask_checks=True, all_prompts=whole)
        presenter = JourneyPresenter(reflect, opened, {}, chosen, InlineJobs())
        closed: list[bool] = []
        presenter.closed.connect(lambda: closed.append(True))
        for prompt_id, answer in given_answers.items():
            presenter.edit(prompt_id, answer)
        presenter.flush(lambda saved: closed.append(not saved))
        assert closed == [False]
        go_through(presenter)
        assert closed == [False, True]
        kept = {key: answer for key, answer in given_answers.items() if not answer.is_blank}
        if not kept:
            assert not journal.entries.all()
            return
        assert reflect.open(opened.entry.id).answers == kept
        presenter.finish()
        assert reflect.open(opened.entry.id).entry.finished_at is not None
        assert bool(journal.ruptures.all()) is sheet.about_rupture


@pytest.mark.long
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filled_in(everything=False), st.data())
def test_what_was_saved_is_there_when_the_program_stops_anywhere(
    qapp: QApplication, filled: tuple[Worksheet, dict[PromptId, Answer]], data: st.DataObject
) -> None:
    """The files as a killed program leaves them, opened anew."""
    sheet, given_answers = filled
    cut = data.draw(st.integers(0, len(given_answers)))
    with tempfile.TemporaryDirectory() as folder:
        left, found = Path(folder, "left"), Path(folder, "found")
        left.mkdir()
        with real_journal(left) as journal:
            reflect = reflect_service(journal, SetClock())
            opened = reflect.begin(sheet.id)
            kept: dict[PromptId, Answer] = {}
            place = None
            for prompt_id, answer in list(given_answers.items())[:cut]:
                reflect.save(opened.entry.id, {prompt_id: answer}, prompt_id)
                kept = {key: a for key, a in {**kept, prompt_id: answer}.items() if not a.is_blank}
                place = prompt_id if kept or place else None
            shutil.copytree(left, found)
        after = SqlCipherOpener().open(found / "journal.1.db", KEY)
        try:
            again = ReflectService(after, WORKSHEETS, SetClock())
            if place is None:
                assert not after.entries.all()
                return
            back = again.open(opened.entry.id)
            assert back.answers == kept
            presenter = JourneyPresenter(again, back, {}, JournalSettings(), InlineJobs())
            assert presenter.came_back
            hidden = any(sheet.is_hidden(step.id, kept) for step in sheet.steps)
            asked = {prompt.id for prompt in presenter.screen.prompts}
            assert place in asked or hidden or place in {p.id for p in sheet.closing}
        finally:
            after.close()


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from helpers.real_journal import WORKSHEETS, SetClock, reflect_service
from helpers.vault import KEY
from repair_desktop.core.answers import TextAnswer
from repair_desktop.core.worksheets import PromptKind
from repair_desktop.storage.opener import SqlCipherOpener

journal = SqlCipherOpener().create(Path(sys.argv[1]), KEY)
reflect = reflect_service(journal, SetClock())
for sheet in WORKSHEETS.values():
    opened = reflect.begin(sheet.id)
    texts = [p for p in sheet.prompts() if p.kind in (PromptKind.TEXT, PromptKind.LONG)]
    for prompt in texts[: (len(texts) + 1) // 2]:
        reflect.save(opened.entry.id, {prompt.id: TextAnswer(f"words for {prompt.id}")}, prompt.id)
        print(opened.entry.id, prompt.id, flush=True)
print("halfway", flush=True)
sys.stdin.readline()
"""


def test_a_kill_in_the_middle_of_each_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.1.db"
    tests = Path(__file__).parents[2]
    said: dict[str, list[str]] = {}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(tests)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            if line == "halfway\n":
                break
            entry_id, prompt = line.split()
            said.setdefault(entry_id, []).append(prompt)
        writer.kill()
    with_words = [
        sheet
        for sheet in SHEETS
        if any(p.kind in (PromptKind.TEXT, PromptKind.LONG) for p in sheet.prompts())
    ]
    assert len(said) == len(with_words)
    journal = SqlCipherOpener().open(path, KEY)
    reflect = ReflectService(journal, WORKSHEETS, SetClock())
    for entry in journal.entries.all():
        opened = reflect.open(entry.id)
        assert list(opened.answers) == said[entry.id]
        assert set(opened.answers.values()) == {
            TextAnswer(f"words for {prompt}") for prompt in said[entry.id]
        }
        assert opened.entry.place == said[entry.id][-1]
    journal.close()


@each_sheet
def test_every_screen_of_it_can_be_shown(
    qtbot: QtBot,
    theme: ThemeController,
    reflect: BreakableReflect,
    clock: SetClock,
    sheet: Worksheet,
) -> None:
    journey = Journey(qtbot, theme, reflect, clock, reflect.begin(sheet.id), size=(656, 560))
    shown = set()
    for _ in journey.walk():
        shown.update(journey.asks())
        assert "{" not in journey.words()
    asked = {p.id for step in sheet.steps for p in step.prompts if p.show_when is None}
    assert shown >= asked
    assert journey.page._steps.isVisible() is (len(sheet.steps) > 1)
