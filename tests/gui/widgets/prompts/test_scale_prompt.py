from __future__ import annotations

import pytest
from helpers.accessible import read_aloud
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, ScaleAnswer
from repair_desktop.core.ids import PromptId
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Band, Compare, Prompt, PromptKind
from repair_desktop.gui.widgets.number_box import NumberBox
from repair_desktop.gui.widgets.prompts import base
from repair_desktop.gui.widgets.prompts.scale import ScalePrompt

EARLIER = PromptId("before")
COMPARE = Compare(EARLIER, "It was {value}.", "Lower.", "Same.", "Higher.")
BANDS = (Band(7, 8, "A lot."), Band(9, 10, "For {your_therapist}.", ("help", "steady")))


class Made:
    def __init__(self, qtbot: QtBot) -> None:
        prompt = Prompt(
            PromptId("now"),
            PromptKind.SLIDER,
            "How much?",
            low_label="none",
            high_label="all",
            bands=BANDS,
            compare=COMPARE,
        )
        self.widget = ScalePrompt(prompt, TherapistName.named("M."))
        self.told: list[Answer | None] = []
        self.widget.changed.connect(self.told.append)
        self.asked: list[str] = []
        self.widget.action_requested.connect(self.asked.append)
        qtbot.addWidget(self.widget)
        with qtbot.waitExposed(self.widget):
            self.widget.show()
        number = self.widget.findChild(NumberBox)
        assert isinstance(number, NumberBox)
        self.number = number

    def words(self) -> str:
        return read_aloud(self.widget)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(base, "announce", lambda _widget, text: said.append(text))
    return said


@pytest.fixture
def made(qtbot: QtBot, spoken: list[str]) -> Made:
    return Made(qtbot)


@pytest.mark.parametrize(
    ("before", "value", "words"),
    [
        (5, 4, "Lower."),
        (5, 5, "Same."),
        (5, 6, "Higher."),
        (5, 9, "Higher.\nFor M."),
        (None, 8, "A lot."),
    ],
)
def test_a_number_is_answered_with_a_sentence_said_once(
    made: Made, spoken: list[str], before: int | None, value: int, words: str
) -> None:
    made.widget.set_context({} if before is None else {EARLIER: ScaleAnswer(before)})
    assert spoken == []
    made.number.setValue(value)
    assert made.told == [ScaleAnswer(value)]
    assert spoken == [words]
    assert words.replace("\n", " ") in made.words()
    assert (f"It was {before}." in made.words()) is (before is not None)


def test_an_earlier_mark_that_is_taken_back_is_forgotten(made: Made) -> None:
    made.widget.set_context({EARLIER: ScaleAnswer(2)})
    made.number.setValue(6)
    assert "Higher." in made.words()
    made.widget.set_context({})
    assert "Higher." not in made.words()
    assert "It was" not in made.words()
    made.widget.set_context({EARLIER: ScaleAnswer(6)})
    assert "Same." in made.words()


def test_what_is_offered_is_asked_for_by_name(made: Made) -> None:
    made.number.setValue(10)
    for button in made.widget.findChildren(QPushButton):
        if button.text() in ("See who I can contact", "Steady me first"):
            button.click()
    assert made.asked == ["help", "steady"]


def test_showing_an_answer_says_nothing_aloud(made: Made, spoken: list[str]) -> None:
    made.widget.set_answer(ScaleAnswer(9))
    assert "For M." in made.words()
    assert spoken == []
    assert made.told == []
