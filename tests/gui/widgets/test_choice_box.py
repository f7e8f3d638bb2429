from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.widgets.choice_box import ChoiceBox

Key = Qt.Key


class Shown:
    """A list of three things, with a button after it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        lines = QVBoxLayout(self.window)
        self.box = ChoiceBox("Which one")
        self.box.addItems(["First", "Second", "Third"])
        self.box.show_place(0)
        self.after = QPushButton("After")
        lines.addWidget(self.box)
        lines.addWidget(self.after)
        self.picked: list[int] = []
        self.box.picked.connect(self.picked.append)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.box.setFocus()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.box, key)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def test_nothing_is_chosen_on_the_way_to_another_one(shown: Shown) -> None:
    shown.press(Key.Key_Down, Key.Key_Down)
    assert (shown.box.currentText(), shown.picked) == ("Third", [])
    shown.press(Key.Key_Return)
    assert shown.picked == [2]


def test_going_on_to_something_else_chooses_what_is_shown_once(shown: Shown) -> None:
    shown.press(Key.Key_S)
    shown.after.setFocus()
    assert shown.picked == [1]
    shown.box.setFocus()
    shown.press(Key.Key_Return)
    shown.after.setFocus()
    assert shown.picked == [1]


def test_coming_back_to_the_same_one_chooses_nothing(shown: Shown) -> None:
    shown.press(Key.Key_Down, Key.Key_Up, Key.Key_Return)
    shown.after.setFocus()
    assert shown.picked == []


def test_from_the_open_list_one_press_is_enough(shown: Shown) -> None:
    shown.box.setCurrentIndex(2)
    shown.box.activated.emit(2)
    assert shown.picked == [2]


def test_the_program_shows_another_one_without_telling_anybody(shown: Shown) -> None:
    shown.box.show_place(2)
    shown.press(Key.Key_Return)
    assert (shown.box.currentText(), shown.picked) == ("Third", [])


def test_the_wheel_passes(shown: Shown) -> None:
    at = QPointF(shown.box.rect().center())
    turn = QWheelEvent(
        at,
        shown.box.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(shown.box, turn)
    assert shown.box.currentIndex() == 0
