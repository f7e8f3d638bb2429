from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.content.worksheets import load_worksheet
from repair_desktop.core.answers import Answer, ChoiceAnswer
from repair_desktop.core.ids import OptionId, PromptId
from repair_desktop.gui.reflect.screens import ScreenKind, find_place, screens

SHEET = load_worksheet("six-steps")
TICKED: dict[PromptId, Answer] = {PromptId("s1.safety"): ChoiceAnswer((OptionId("secret"),))}


@given(st.booleans(), st.booleans(), st.booleans())
def test_every_prompt_is_asked_once_and_in_order(
    checks: bool, all_prompts: bool, ticked: bool
) -> None:
    answers = TICKED if ticked else {}
    found = screens(SHEET, answers, checks, all_prompts)
    asked = [prompt.id for screen in found for prompt in screen.prompts]
    expected = [p.id for p in SHEET.opening] if checks else []
    for step in SHEET.steps:
        if not SHEET.is_hidden(step.id, answers):
            expected += [prompt.id for prompt in step.prompts]
    assert asked == expected
    assert found[-1].kind is ScreenKind.OVERVIEW


def test_a_step_on_one_page() -> None:
    found = screens(SHEET, {}, checks=False, all_prompts=True)
    assert [screen.step for screen in found] == [0, 1, 2, 3, 4, 5, None]


def test_companions_stand_under_their_prompt() -> None:
    found = screens(SHEET, {}, checks=False, all_prompts=False)
    assert [prompt.id for prompt in found[0].prompts] == ["s1.when", "s1.when.how"]


def test_a_hidden_step_is_one_screen_that_asks_nothing() -> None:
    found = screens(SHEET, TICKED, checks=False, all_prompts=False)
    for step in (2, 3, 4):
        hidden = [screen for screen in found if screen.step == step]
        assert [screen.prompts for screen in hidden] == [()]


def test_each_step_ends_once() -> None:
    found = screens(SHEET, {}, checks=True, all_prompts=False)
    assert [screen.step for screen in found if screen.ends_step] == [0, 1, 2, 3, 4, 5]


def test_places_are_found_again() -> None:
    found = screens(SHEET, {}, checks=True, all_prompts=False)
    for number, screen in enumerate(found):
        if screen.place is not None:
            assert find_place(found, screen.place) == number
    assert find_place(found, PromptId("gone")) == 0
    assert find_place(found, None) == 0
