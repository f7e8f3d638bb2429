from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from helpers.accessible import press_by_reader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.widgets.chip import Chip
from repair_desktop.gui.widgets.pressing import on_chosen, show_checked


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())


def space(button: QAbstractButton) -> None:
    QTest.keyClick(button, Qt.Key.Key_Space)


Press = Callable[[QAbstractButton], None]
each_way = pytest.mark.parametrize("press", [click, space, press_by_reader])


class Two(QWidget):
    """Two buttons that tell when they are chosen, with the state they are in then."""

    def __init__(self, qtbot: QtBot, first: QAbstractButton, second: QAbstractButton) -> None:
        super().__init__()
        self.first, self.second = first, second
        self.told: list[tuple[str, bool]] = []
        lines = QVBoxLayout(self)
        for button in (first, second):
            button.setCheckable(True)
            on_chosen(button, partial(self._tell, button))
            lines.addWidget(button)
        qtbot.addWidget(self)
        with qtbot.waitExposed(self):
            self.show()

    def _tell(self, button: QAbstractButton) -> None:
        self.told.append((button.text(), button.isChecked()))


@pytest.fixture
def radios(qtbot: QtBot) -> Two:
    return Two(qtbot, QRadioButton("first"), QRadioButton("second"))


@each_way
def test_a_choice_is_told_once_and_what_it_takes_back_is_not(radios: Two, press: Press) -> None:
    press(radios.first)
    press(radios.second)
    press(radios.first)
    assert radios.told == [("first", True), ("second", True), ("first", True)]


@pytest.mark.parametrize("press", [click, space])
def test_the_chosen_one_can_be_chosen_once_more(radios: Two, press: Press) -> None:
    press_by_reader(radios.first)
    press(radios.first)
    press(radios.first)
    assert radios.told == [("first", True)] * 3


def test_the_chosen_one_stays_so_with_a_screen_reader(radios: Two) -> None:
    press_by_reader(radios.first)
    press_by_reader(radios.first)
    assert radios.first.isChecked()
    assert radios.told == [("first", True)]


def test_arrow_keys_choose(radios: Two) -> None:
    radios.first.setFocus()
    space(radios.first)
    QTest.keyClick(radios.first, Qt.Key.Key_Down)
    assert radios.told == [("first", True), ("second", True)]


@each_way
def test_where_several_can_be_on_each_press_is_told(qtbot: QtBot, press: Press) -> None:
    two = Two(qtbot, QPushButton("first"), QPushButton("second"))
    press(two.first)
    press(two.second)
    press(two.first)
    assert two.told == [("first", True), ("second", True), ("first", False)]


def test_what_is_shown_tells_nobody(radios: Two) -> None:
    show_checked(radios.first, True)
    show_checked(radios.second, True)
    assert (radios.first.isChecked(), radios.second.isChecked()) == (False, True)
    assert radios.told == []


@pytest.mark.parametrize("by_program", [False, True])
def test_a_chip_makes_room_however_it_is_chosen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, by_program: bool
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(Chip, "updateGeometry", lambda chip: asked.append(chip.isChecked()))
    chip = Chip("a word")
    qtbot.addWidget(chip)
    for on in (True, False):
        asked.clear()
        if by_program:
            show_checked(chip, on)
        else:
            press_by_reader(chip)
        assert asked == [on]
