from __future__ import annotations

from collections.abc import Sequence

import pytest
from helpers.accessible import complaints, read_aloud
from helpers.real_journal import WORKSHEETS, SetClock
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, ChoiceAnswer, FeelingsAnswer, RatedWord
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.widgets.chip import Chip
from repair_desktop.gui.widgets.number_box import NumberBox
from repair_desktop.gui.widgets.prompts.base import PromptWidget
from repair_desktop.gui.widgets.prompts.make import prompt_widget

SHEET = WORKSHEETS[WorksheetId("six-steps")]


class Made:
    def __init__(self, qtbot: QtBot, prompt: str, recent: Sequence[str] = ()) -> None:
        name = TherapistName("your therapist", "my therapist")
        described = SHEET.prompt(PromptId(prompt))
        self.widget: PromptWidget = prompt_widget(described, name, SetClock(), recent=recent)
        self.widget.setStyleSheet(stylesheet(Tokens(LIGHT)))
        self.told: list[Answer | None] = []
        self.widget.changed.connect(self.told.append)
        self.pages: list[str] = []
        self.widget.page_requested.connect(self.pages.append)
        qtbot.addWidget(self.widget)
        self.widget.resize(900, 1000)
        with qtbot.waitExposed(self.widget):
            self.widget.show()
        self.widget.activateWindow()

    def chips(self) -> list[str]:
        return [chip.words for chip in self.widget.findChildren(Chip) if chip.isVisible()]

    def tick(self, *texts: str) -> None:
        for text in texts:
            (chip,) = [chip for chip in self.widget.findChildren(Chip) if chip.words == text]
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton)

    def field(self, name: str) -> QLineEdit:
        fields = self.widget.findChildren(QLineEdit)
        return next(field for field in fields if field.accessibleName().startswith(name))

    def words(self) -> str:
        return read_aloud(self.widget)


def chosen(*options: str, own: tuple[str, ...] = ()) -> ChoiceAnswer:
    return ChoiceAnswer(tuple(map(OptionId, options)), own)


def test_three_kinds_at_most_and_a_word_about_the_fourth(qtbot: QtBot) -> None:
    made = Made(qtbot, "s1.kind")
    made.tick("I felt judged", "Money", "We drifted", "Too fast")
    assert made.widget.answer() == chosen("judged", "money", "drifted")
    assert "Up to 3. Take one back to choose another." in made.words()
    made.tick("Money", "Too fast")
    assert made.widget.answer() == chosen("judged", "drifted", "too-fast")


def test_what_needs_care_can_be_picked_beside_three_others(qtbot: QtBot) -> None:
    made = Made(qtbot, "s1.kind")
    made.tick("I felt judged", "Money", "We drifted")
    made.tick("Something that may not be okay for a therapist to do")
    assert made.widget.answer() == chosen("judged", "money", "drifted", "not-okay")
    assert "Up to 3" not in made.words()


def test_a_pick_is_one_and_can_be_taken_back(qtbot: QtBot) -> None:
    made = Made(qtbot, "s1.known")
    made.tick("No", "I said it")
    assert made.widget.answer() == chosen("said-it")
    made.tick("I said it")
    assert made.widget.answer() is None
    assert made.told == [chosen("no"), chosen("said-it"), None]


def test_both_ways_to_stay_safe_are_named_after_any_pick(qtbot: QtBot) -> None:
    made = Made(qtbot, "s1.did")
    line = "Going quiet and pushing back are both ways to stay safe."
    assert line not in made.words()
    made.tick("I pushed back")
    assert line in made.words()
    made.tick("I pushed back")
    assert line not in made.words()


@pytest.mark.parametrize("prompt", ["s1.kind", "s2.feel", "s3.need"])
def test_long_lists_have_a_search(qtbot: QtBot, prompt: str) -> None:
    made = Made(qtbot, prompt)
    made.field("Search").setText("SAFE")
    assert made.chips()
    assert all("safe" in chip.lower() for chip in made.chips())


@pytest.mark.parametrize("prompt", ["s1.did", "s2.body", "s3.mix", "s5.want"])
def test_short_lists_have_none(qtbot: QtBot, prompt: str) -> None:
    made = Made(qtbot, prompt)
    assert not [f for f in made.widget.findChildren(QLineEdit) if "Search" in f.accessibleName()]


@pytest.mark.parametrize("leave", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_own_words_are_taken_also_when_the_field_is_just_left(qtbot: QtBot, leave: Qt.Key) -> None:
    made = Made(qtbot, "s3.need")
    own = made.field("Own words")
    own.setFocus()
    QTest.keyClicks(own, "a door & a key")
    QTest.keyClick(own, leave)
    assert made.widget.answer() == chosen(own=("a door & a key",))
    assert made.told == [made.widget.answer()]


def test_own_words_stay_in_the_list_after_many_others(qtbot: QtBot) -> None:
    lately = ["sad", "hurt", "lonely", "tired", "numb", "empty", "flat", "grey inside", "torn"]
    made = Made(qtbot, "s2.feel", recent=lately)
    assert made.chips()[:6] == ["sad", "hurt", "lonely", "tired", "numb", "empty"]
    assert made.chips()[-1] == "grey inside"
    assert made.chips().count("flat") == 1


def test_feelings_have_a_strength_or_none(qtbot: QtBot) -> None:
    made = Made(qtbot, "s2.feel")
    made.tick("hurt", "angry")
    QCoreApplication.processEvents()
    boxes = [box for box in made.widget.findChildren(NumberBox) if box.isVisible()]
    first = next(box for box in boxes if box.accessibleName().endswith("hurt"))
    first.setValue(7)
    assert made.widget.answer() == FeelingsAnswer(
        (RatedWord("hurt", strength=7), RatedWord("angry"))
    )


@pytest.mark.parametrize("recent", [(), ("ignored",)])
def test_what_another_seemed_to_do_leads_back_to_a_feeling(
    qtbot: QtBot, recent: tuple[str, ...]
) -> None:
    made = Made(qtbot, "s2.feel", recent)
    assert "And how did that feel inside?" not in made.words()
    made.tick("ignored")
    assert "And how did that feel inside?" in made.words()
    made.tick("ignored", "hurt")
    assert "And how did that feel inside?" not in made.words()


def test_the_body_can_be_left_alone(qtbot: QtBot) -> None:
    made = Made(qtbot, "s2.body")
    assert "This one can stir things. You can skip it." in made.words()
    made.tick("I do not want to check my body")
    assert made.widget.answer() == chosen("i-do-not-want-to-check-my-body")


def test_a_group_whose_words_all_stand_on_top_shows_no_empty_heading(qtbot: QtBot) -> None:
    made = Made(qtbot, "s2.body", recent=["i-do-not-want-to-check-my-body"])
    assert made.words().split().count("Or") == 0
    assert made.chips()[0] == "I do not want to check my body"


def test_unknown_choices_of_an_older_worksheet_are_kept(qtbot: QtBot) -> None:
    made = Made(qtbot, "s3.need")
    made.widget.set_answer(chosen("dropped-need", own=("rest",)))
    made.tick("warmth")
    assert made.widget.answer() == chosen("dropped-need", "warmth", own=("rest",))


def test_a_note_offers_its_page(qtbot: QtBot) -> None:
    made = Made(qtbot, "s1.kind")
    made.tick("Often late or cancels")
    QCoreApplication.processEvents()
    (button,) = [b for b in made.widget.findChildren(QPushButton) if b.text() == "Who can help"]
    button.click()
    assert made.pages == ["help"]


@pytest.mark.parametrize("prompt", [p.id for p in SHEET.prompts()])
def test_every_prompt_is_named_and_large_enough_and_starts_blank(qtbot: QtBot, prompt: str) -> None:
    made = Made(qtbot, prompt)
    assert list(complaints(made.widget)) == []
    assert made.widget.accessibleName() == made.widget.question.text()
    assert made.widget.answer() is None
    first = made.widget.first_field()
    assert first is not None
    assert made.widget.isAncestorOf(first)
