from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication

from repair_desktop.core.ids import PromptId
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Gathered, Prompt, PromptKind, Source
from repair_desktop.gui.reflect.gathered_words import LETTERS, gathered_groups
from repair_desktop.gui.widgets.dates import day_words

NAME = TherapistName.named("M.")
DAY = date(2026, 11, 2)
ON = day_words(DAY, short=True)
ASKED = Prompt(
    PromptId("bp.pick"),
    PromptKind.CHIPS,
    "?",
    own_words=True,
    gathers=(
        (Source.AGREED, "What you and {your_therapist} agreed"),
        (Source.RUPTURES, "What felt off"),
        (Source.QUESTIONS, "Questions"),
        (Source.LOW_DAYS, "Low days"),
    ),
)


def groups(found: dict[Source, list[Gathered]]) -> dict[str, list[str]]:
    made = gathered_groups(ASKED, found, NAME)
    assert all(group.own for group in made)
    assert all(choice.id == choice.text for group in made for choice in group.choices)
    return {group.title: [choice.text for choice in group.choices] for group in made}


def test_what_was_found_stands_under_its_heading(qapp: QApplication) -> None:
    found = {
        Source.LOW_DAYS: [Gathered("", DAY)],
        Source.RUPTURES: [Gathered("{my_therapist} was late", DAY), Gathered("", DAY)],
        Source.AGREED: [Gathered("Five minutes at the end", DAY)],
        Source.QUESTIONS: [],
    }
    assert groups(found) == {
        "What you and M. agreed": ["Five minutes at the end"],
        "What felt off": [f"M. was late, {ON}", f"Something felt off, {ON}"],
        "Low days": [f"A low day, {ON}"],
    }


def test_nothing_stands_there_twice(qapp: QApplication) -> None:
    twice = [Gathered("Slower"), Gathered(" Slower ")]
    found = {Source.AGREED: twice, Source.QUESTIONS: twice}
    assert groups(found) == {"What you and M. agreed": ["Slower"]}


def test_long_words_are_shortened_and_stay_on_one_line(qapp: QApplication) -> None:
    [[line]] = groups({Source.QUESTIONS: [Gathered("many\nwords " * 100_000)]}).values()
    assert len(line) == LETTERS
    assert line.startswith("many words many")
    assert line.endswith("…")
