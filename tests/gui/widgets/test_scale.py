from __future__ import annotations

import pytest
from helpers.accessible import complaints
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.widgets.scale import Scale


class Made:
    def __init__(self, qtbot: QtBot) -> None:
        self.scale = Scale("How big does it feel?", "a bump", "I may not go back", "so so")
        self.scale.setStyleSheet(stylesheet(Tokens(LIGHT)))
        self.told: list[int | None] = []
        self.scale.changed.connect(self.told.append)
        qtbot.addWidget(self.scale)
        self.scale.resize(700, 120)
        with qtbot.waitExposed(self.scale):
            self.scale.show()
        slider, number = self.scale.findChild(QSlider), self.scale.findChild(QSpinBox)
        clear = self.scale.findChild(QPushButton)
        assert isinstance(slider, QSlider)
        assert isinstance(number, QSpinBox)
        assert isinstance(clear, QPushButton)
        self.slider, self.number, self.clear = slider, number, clear


@pytest.fixture
def made(qtbot: QtBot) -> Made:
    return Made(qtbot)


def test_it_is_blank_until_touched(made: Made) -> None:
    assert made.scale.value is None
    assert made.told == []
    assert made.number.text() == "–"
    assert not made.clear.isEnabled()
    assert "left blank" in made.slider.accessibleDescription()


def test_a_key_moves_slider_and_number_together(made: Made) -> None:
    QTest.keyClick(made.slider, Qt.Key.Key_Right)
    assert made.scale.value == 6
    assert made.number.value() == 6
    made.number.setValue(0)
    assert made.slider.value() == 0
    assert made.told == [6, 0]
    assert made.slider.accessibleDescription().startswith("0")


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_middle_can_be_chosen_as_it_stands(made: Made, key: Qt.Key) -> None:
    QTest.keyClick(made.slider, key)
    assert made.told == [5]


def test_a_click_on_the_handle_chooses_it(made: Made) -> None:
    QTest.mouseClick(made.slider, Qt.MouseButton.LeftButton, pos=made.slider.rect().center())
    assert made.told == [5]


def test_clear_makes_it_blank_again(made: Made) -> None:
    made.scale.set_value(7)
    QTest.mouseClick(made.clear, Qt.MouseButton.LeftButton)
    assert made.scale.value is None
    assert made.told == [None]
    assert made.number.text() == "–"


def test_the_number_can_be_taken_down_to_blank(made: Made) -> None:
    made.scale.set_value(0)
    made.number.stepDown()
    assert made.told == [None]


@pytest.mark.parametrize("at_end", [True, False])
def test_what_is_typed_beside_the_dash_of_a_blank_field_counts(made: Made, at_end: bool) -> None:
    line = made.number.lineEdit()
    line.end(False) if at_end else line.home(False)
    QTest.keyClicks(made.number, "7")
    assert made.told == [7]
    assert (made.number.text(), made.slider.value()) == ("7", 7)


def test_ten_is_typed_digit_by_digit(made: Made) -> None:
    made.number.lineEdit().end(False)
    QTest.keyClicks(made.number, "10")
    assert made.told == [1, 10]
    assert made.number.text() == "10"


def test_an_emptied_number_is_blank(made: Made) -> None:
    made.scale.set_value(7)
    made.number.selectAll()
    QTest.keyClick(made.number, Qt.Key.Key_Delete)
    assert made.told == [None]
    assert made.number.text() == "–"


@pytest.mark.parametrize("typed", ["11", "99", "x"])
def test_what_is_not_on_the_scale_is_not_taken(made: Made, typed: str) -> None:
    made.number.lineEdit().end(False)
    QTest.keyClicks(made.number, typed)
    assert made.scale.value in (None, 1, 9)


def test_showing_a_value_tells_nobody(made: Made) -> None:
    made.scale.set_value(10)
    made.scale.set_value(None)
    assert made.told == []


def test_the_wheel_leaves_the_answer_alone(made: Made, qapp: QApplication) -> None:
    made.scale.set_value(4)
    for control in (made.slider, made.number):
        middle = QPointF(control.rect().center())
        event = QWheelEvent(
            middle,
            control.mapToGlobal(middle),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        qapp.sendEvent(control, event)
    assert made.scale.value == 4


def test_every_control_has_a_name_and_room(made: Made) -> None:
    made.scale.set_value(3)
    assert list(complaints(made.scale)) == []
    assert "I may not go back" in made.slider.accessibleDescription()
