from __future__ import annotations

import pytest
from helpers.accessible import complaints, read_aloud
from helpers.journey import settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.gui.reflect.journey_presenter import StepState
from repair_desktop.gui.reflect.step_line import StepLine
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme

NAMES = ("Acknowledgment", "Taking Responsibility", "Collaborative Problem-Solving")
STATES = (StepState.BEGUN, StepState.BLANK, StepState.HIDDEN)


class Line:
    def __init__(self, qtbot: QtBot, theme: ThemeController, width: int) -> None:
        self.line = StepLine(NAMES, theme)
        self.chosen: list[int] = []
        self.line.chosen.connect(self.chosen.append)
        qtbot.addWidget(self.line)
        self.line.resize(width, 120)
        with qtbot.waitExposed(self.line):
            self.line.show()
        self.line.show_states(1, STATES)

    def buttons(self) -> list[QPushButton]:
        return self.line.findChildren(QPushButton)

    def names_shown(self) -> bool:
        return self.buttons()[0].sizeHint().height() > 60


def test_a_step_says_number_name_state_and_where_the_person_is(
    qtbot: QtBot, theme: ThemeController
) -> None:
    made = Line(qtbot, theme, 600)
    spoken = [
        QAccessible.queryAccessibleInterface(b).text(QAccessible.Text.Name) for b in made.buttons()
    ]
    assert spoken == [
        "Step 1 of 3, Acknowledgment, begun",
        "Step 2 of 3, Taking Responsibility, left blank, you are here",
        "Step 3 of 3, Collaborative Problem-Solving, set aside",
    ]
    assert list(complaints(made.line)) == []


def test_steps_are_chosen_by_keyboard_in_any_order(qtbot: QtBot, theme: ThemeController) -> None:
    made = Line(qtbot, theme, 600)
    for number in (2, 0, 1):
        QTest.keyClick(made.buttons()[number], Qt.Key.Key_Space)
    assert made.chosen == [2, 0, 1]


def test_where_names_do_not_fit_the_present_step_is_named(
    qtbot: QtBot, theme: ThemeController
) -> None:
    made = Line(qtbot, theme, 240)
    assert read_aloud(made.line) == "Step 2 of 3: Taking Responsibility"
    made.line.show_states(None, STATES)
    assert read_aloud(made.line) == ""
    made.line.show_states(0, STATES)
    made.line.resize(700, 120)
    assert read_aloud(made.line) == ""


def test_names_come_and_go_with_the_size_of_the_text(qtbot: QtBot, theme: ThemeController) -> None:
    made = Line(qtbot, theme, 520)
    shown = [made.names_shown()]
    for percent in (200, 100):
        theme.apply(Theme.LIGHT, percent)
        shown.append(not read_aloud(made.line))
    assert shown == [True, False, True]


def test_a_scroll_bar_makes_names_come_and_go_once_at_most(
    qtbot: QtBot, theme: ThemeController
) -> None:
    made = Line(qtbot, theme, 700)
    width = 700
    while not read_aloud(made.line):
        width -= 1
        made.line.resize(width, 120)
    made.line.resize(width + 14, 120)  # the bar goes, for the page is lower without names
    assert read_aloud(made.line)
    made.line.resize(700, 120)
    assert not read_aloud(made.line)


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_no_line_leads_beyond_the_first_and_the_last_step(
    qtbot: QtBot, theme: ThemeController, direction: Qt.LayoutDirection
) -> None:
    made = Line(qtbot, theme, 600)
    made.line.setLayoutDirection(direction)
    made.buttons()[1].setFocus()
    settle()
    picture = made.line.grab().toImage()
    middle = made.buttons()[0].mapTo(made.line, made.buttons()[0].rect().topLeft()).y() + 5 + 13
    background = picture.pixelColor(0, 0)
    assert picture.pixelColor(2, middle) == background
    assert picture.pixelColor(picture.width() - 3, middle) == background
    assert picture.pixelColor(picture.width() // 2 + 60, middle) != background
