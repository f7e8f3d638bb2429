"""What the worksheet must not do to somebody who is hurt."""

from __future__ import annotations

import pytest

from repair_desktop.content.worksheets import load_worksheet
from repair_desktop.core.ids import OptionId, PromptId
from repair_desktop.core.worksheets import PromptKind, Worksheet


@pytest.fixture(scope="module")
def six_steps() -> Worksheet:
    return load_worksheet("six-steps")


@pytest.mark.parametrize("prompt", ["s2.body", "s3.echo"])
def test_a_question_that_can_stir_things_says_so_first(six_steps: Worksheet, prompt: str) -> None:
    asked = six_steps.prompt(PromptId(prompt))
    assert asked.warning == "This one can stir things. You can skip it."


def test_nobody_has_to_look_at_their_body(six_steps: Worksheet) -> None:
    asked = six_steps.prompt(PromptId("s2.body"))
    assert asked.kind is PromptKind.BODY
    texts = [option.text for option in asked.options]
    assert {"I do not want to check my body", "nowhere"} <= set(texts)


def test_hurts_about_who_one_is_are_choices_and_nobody_has_to_teach(six_steps: Worksheet) -> None:
    kinds = six_steps.prompt(PromptId("s1.kind"))
    [group] = [group for group in kinds.groups if group.title == "Who I am"]
    assert [option.text for option in group.options] == [
        "My race or culture",
        "My faith",
        "My gender or sexuality",
        "My body or health",
        "My age, class or money",
        "My family or how I live",
    ]
    [note] = [
        note
        for note in six_steps.prompt(PromptId("s3.mix")).notes
        if OptionId("who-i-am") in note.when
    ]
    assert note.text == (
        "You may be asked to explain or teach. You do not have to. It is fair to want "
        "{your_therapist} to do that work."
    )


def test_the_therapists_part_comes_first_and_ones_own_last(six_steps: Worksheet) -> None:
    sort = six_steps.prompt(PromptId("s4.sort"))
    assert [column.text for column in sort.columns] == [
        "Theirs to own",
        "Nobody's fault",
        "Mine, if any",
    ]
