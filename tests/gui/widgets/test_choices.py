from __future__ import annotations

from collections.abc import Sequence

import pytest
from helpers.accessible import complaints, press_by_reader, tab_stops
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.widgets.chip import Chip
from repair_desktop.gui.widgets.choices import (
    Choice,
    ChoiceGroup,
    ChoiceRules,
    Choices,
    Chosen,
)
from repair_desktop.gui.widgets.number_box import BLANK

GROUPS = (
    ChoiceGroup("Safety", (Choice("safe", "to feel safe"), Choice("plan", "to know the plan"))),
    ChoiceGroup(
        "Being seen",
        (Choice("heard", "to be heard"), Choice("believed", "to be believed")),
        follow_up="And how did that feel inside?",
    ),
)
EVERYTHING = ChoiceRules(own_words=True, search=True, strengths=True)


class Made:
    def __init__(
        self,
        qtbot: QtBot,
        rules: ChoiceRules,
        recent: Sequence[str] = (),
        groups: Sequence[ChoiceGroup] = GROUPS,
    ) -> None:
        self.choices = Choices("Needs", groups, rules, recent)
        self.told = 0
        self.choices.changed.connect(self._count)
        qtbot.addWidget(self.choices)
        self.choices.resize(700, 500)
        with qtbot.waitExposed(self.choices):
            self.choices.show()

    def _count(self) -> None:
        self.told += 1

    def chips(self) -> list[Chip]:
        return [chip for chip in self.choices.findChildren(Chip) if chip.isVisible()]

    def chip(self, words: str) -> Chip:
        (found,) = [chip for chip in self.choices.findChildren(Chip) if chip.words == words]
        return found

    def field(self, name: str) -> QLineEdit:
        fields = self.choices.findChildren(QLineEdit)
        (found,) = [field for field in fields if field.accessibleName().startswith(name)]
        return found

    def click(self, words: str) -> None:
        QTest.mouseClick(self.chip(words), Qt.MouseButton.LeftButton)

    def chosen(self) -> list[str]:
        return [chosen.word for chosen in self.choices.chosen()]

    def strengths(self) -> list[int]:
        return [box.value() for box in self.choices.findChildren(QSpinBox) if box.isVisible()]

    def sentences(self) -> list[str]:
        return [label.text() for label in self.choices.findChildren(QLabel) if label.isVisible()]


def test_choices_are_kept_in_the_order_they_were_made(qtbot: QtBot) -> None:
    made = Made(qtbot, ChoiceRules())
    made.click("to be heard")
    made.click("to feel safe")
    assert made.chosen() == ["heard", "safe"]
    made.click("to be heard")
    assert made.chosen() == ["safe"]
    assert made.told == 3


def test_a_single_choice_takes_the_other_back(qtbot: QtBot) -> None:
    made = Made(qtbot, ChoiceRules(single=True))
    made.click("to be heard")
    made.click("to feel safe")
    assert made.chosen() == ["safe"]
    assert not made.chip("to be heard").isChecked()
    made.click("to feel safe")
    assert made.chosen() == []


def test_one_too_many_is_not_taken_and_the_limit_is_said(qtbot: QtBot) -> None:
    made = Made(qtbot, ChoiceRules(most=2))
    for words in ("to be heard", "to feel safe", "to be believed"):
        made.click(words)
    assert made.chosen() == ["heard", "safe"]
    assert not made.chip("to be believed").isChecked()
    assert made.told == 2
    assert any("Up to 2" in sentence for sentence in made.sentences())


@pytest.mark.parametrize("recent", [(), ("out",)])
def test_what_does_not_count_can_always_be_chosen(qtbot: QtBot, recent: tuple[str, ...]) -> None:
    beside = ChoiceGroup("Else", (Choice("out", "to get out"),), counts=False)
    made = Made(qtbot, ChoiceRules(most=2), recent, (*GROUPS, beside))
    made.click("to get out")
    made.click("to be heard")
    made.click("to feel safe")
    assert made.chosen() == ["out", "heard", "safe"]
    made.click("to be believed")
    assert made.chosen() == ["out", "heard", "safe"]
    made.click("to get out")
    made.click("to be believed")
    assert made.chosen() == ["heard", "safe"]
    made.click("to get out")
    assert made.chosen() == ["heard", "safe", "out"]
    assert made.chip("to get out").isChecked()
    assert not any("Up to 2" in sentence for sentence in made.sentences())


def test_showing_choices_tells_nobody_and_keeps_what_it_does_not_know(qtbot: QtBot) -> None:
    made = Made(qtbot, EVERYTHING)
    chosen = (Chosen("dropped-from-the-list"), Chosen("mine", own=True, strength=4))
    made.choices.set_chosen(chosen)
    assert made.choices.chosen() == chosen
    assert made.told == 0
    assert made.chip("mine").isChecked()


def test_a_screen_reader_chooses_and_takes_back(qtbot: QtBot) -> None:
    made = Made(qtbot, ChoiceRules())
    for words in ("to be heard", "to feel safe"):
        press_by_reader(made.chip(words))
    assert made.chosen() == ["heard", "safe"]
    assert "And how did that feel inside?" in made.sentences()
    press_by_reader(made.chip("to be heard"))
    assert made.chosen() == ["safe"]
    assert made.told == 3


def test_a_screen_reader_chooses_a_single_one(qtbot: QtBot) -> None:
    made = Made(qtbot, ChoiceRules(single=True))
    for words in ("to be heard", "to feel safe"):
        press_by_reader(made.chip(words))
    assert made.chosen() == ["safe"]
    assert [chip.words for chip in made.chips() if chip.isChecked()] == ["to feel safe"]
    press_by_reader(made.chip("to feel safe"))
    assert made.chosen() == []
    assert made.told == 3


def test_a_screen_reader_meets_the_limit_too(qtbot: QtBot) -> None:
    made = Made(qtbot, ChoiceRules(most=1))
    for words in ("to be heard", "to feel safe"):
        press_by_reader(made.chip(words))
    assert made.chosen() == ["heard"]
    assert not made.chip("to feel safe").isChecked()
    assert any("Up to 1" in sentence for sentence in made.sentences())
    press_by_reader(made.chip("to be heard"))
    press_by_reader(made.chip("to feel safe"))
    assert made.chosen() == ["safe"]


def test_each_group_is_one_stop_and_arrows_move_inside(qtbot: QtBot) -> None:
    made = Made(qtbot, ChoiceRules())
    stops = [widget for widget in tab_stops(made.choices) if isinstance(widget, Chip)]
    assert [chip.words for chip in stops] == ["to feel safe", "to be heard"]
    safe, plan = made.chip("to feel safe"), made.chip("to know the plan")
    safe.setFocus()
    QTest.keyClick(safe, Qt.Key.Key_Right)
    assert plan.hasFocus()
    QTest.keyClick(plan, Qt.Key.Key_Space)
    assert made.chosen() == ["plan"]
    QTest.keyClick(plan, Qt.Key.Key_Down)
    assert safe.hasFocus()
    QTest.keyClick(safe, Qt.Key.Key_End)
    assert plan.hasFocus()
    QTest.keyClick(plan, Qt.Key.Key_Tab)
    assert made.chip("to be heard").hasFocus()


def test_arrows_follow_the_reading_direction(qtbot: QtBot) -> None:
    made = Made(qtbot, ChoiceRules())
    made.choices.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    safe = made.chip("to feel safe")
    safe.setFocus()
    QTest.keyClick(safe, Qt.Key.Key_Left)
    assert made.chip("to know the plan").hasFocus()


def test_a_screen_reader_gets_name_state_and_group(qtbot: QtBot) -> None:
    made = Made(qtbot, EVERYTHING)
    made.click("to be heard")
    chip = made.chip("to be heard")
    interface = QAccessible.queryAccessibleInterface(chip)
    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.text(QAccessible.Text.Name) == "to be heard"
    assert interface.state().checked
    group = chip.parentWidget()
    while group is not None and not group.accessibleName():
        group = group.parentWidget()
    assert group is not None
    assert group.accessibleName() == "Needs: Being seen"


def test_every_control_has_a_name_and_room(qtbot: QtBot) -> None:
    made = Made(qtbot, EVERYTHING)
    made.choices.setStyleSheet(stylesheet(Tokens(LIGHT)))
    made.click("to be heard")
    qtbot.waitUntil(lambda: len(made.strengths()) == 1)
    assert list(complaints(made.choices)) == []


def test_the_search_leaves_what_fits(qtbot: QtBot) -> None:
    made = Made(qtbot, EVERYTHING)
    search = made.field("Search")
    QTest.keyClicks(search, "HEA")
    assert [chip.words for chip in made.chips()] == ["to be heard"]
    QTest.keyClicks(search, "zzz")
    assert made.chips() == []
    assert "No such word here. You can add it below." in made.sentences()
    search.clear()
    assert len(made.chips()) == 4


def test_own_words_are_added_once_and_chosen(qtbot: QtBot) -> None:
    made = Made(qtbot, EVERYTHING)
    own = made.field("Own words")
    for typed in ("  to rest ", "To Rest", "To be HEARD", "   "):
        own.setText(typed)
        QTest.keyClick(own, Qt.Key.Key_Return)
    assert made.choices.chosen() == (Chosen("to rest", own=True), Chosen("heard"))


def test_an_own_word_with_an_ampersand_is_shown_as_typed(qtbot: QtBot) -> None:
    made = Made(qtbot, EVERYTHING)
    own = made.field("Own words")
    own.setText("R&B")
    QTest.keyClick(own, Qt.Key.Key_Return)
    interface = QAccessible.queryAccessibleInterface(made.chip("R&B"))
    assert interface.text(QAccessible.Text.Name) == "R&B"


def test_words_used_lately_stand_on_top_and_nowhere_else(qtbot: QtBot) -> None:
    made = Made(qtbot, EVERYTHING, recent=["believed", "to rest", "gone"])
    words = [chip.words for chip in made.chips()]
    assert words[:2] == ["to be believed", "to rest"]
    assert words.count("to be believed") == 1


def test_a_strength_is_given_and_taken_back(qtbot: QtBot) -> None:
    made = Made(qtbot, EVERYTHING)
    made.click("to be heard")
    (number,) = made.choices.findChildren(QSpinBox)
    assert "to be heard" in number.accessibleName()
    number.setValue(0)
    assert made.choices.chosen() == (Chosen("heard", strength=0),)
    number.setValue(7)
    assert made.choices.chosen() == (Chosen("heard", strength=7),)
    number.setValue(number.minimum())
    assert made.choices.chosen() == (Chosen("heard"),)


def test_a_strength_is_typed_after_the_dash_of_a_blank_field(qtbot: QtBot) -> None:
    made = Made(qtbot, EVERYTHING)
    made.click("to be heard")
    (number,) = made.choices.findChildren(QSpinBox)
    number.lineEdit().end(False)
    QTest.keyClicks(number, "10")
    assert made.choices.chosen() == (Chosen("heard", strength=10),)
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert number.text() == "10"


def test_strengths_stay_with_their_words(qtbot: QtBot) -> None:
    made = Made(qtbot, EVERYTHING)
    made.choices.set_chosen((Chosen("heard", strength=3), Chosen("safe", strength=8)))
    made.click("to be heard")
    assert made.choices.chosen() == (Chosen("safe", strength=8),)
    qtbot.waitUntil(lambda: made.strengths() == [8])


def test_choices_shown_anew_bring_their_strengths(qtbot: QtBot) -> None:
    made = Made(qtbot, EVERYTHING)
    for strength in (3, 8, None):
        made.choices.set_chosen((Chosen("heard", strength=strength),))
        qtbot.waitUntil(lambda: len(made.strengths()) == 1)
        assert made.strengths() == [BLANK if strength is None else strength]
    made.choices.set_chosen(())
    assert made.strengths() == []


@pytest.mark.parametrize("words", ["to be heard", "to feel safe"])
def test_a_follow_up_appears_only_for_its_group(qtbot: QtBot, words: str) -> None:
    made = Made(qtbot, ChoiceRules())
    made.click(words)
    asked = "And how did that feel inside?" in made.sentences()
    assert asked is (words == "to be heard")


def test_a_group_of_own_words_gives_the_words_themselves(qtbot: QtBot) -> None:
    gathered = ChoiceGroup("What felt off", (Choice("Too fast", "Too fast"),), own=True)
    made = Made(qtbot, EVERYTHING, groups=(gathered, *GROUPS))
    made.chip("Too fast").click()
    assert made.choices.chosen() == (Chosen("Too fast", own=True),)
    made.choices.set_chosen([Chosen("Too fast", own=True), Chosen("gone by now", own=True)])
    QApplication.processEvents()  # a new chip is shown a moment later
    assert [chip.words for chip in made.chips() if chip.isChecked()] == ["Too fast", "gone by now"]
    assert len([chip for chip in made.chips() if chip.words == "Too fast"]) == 1
