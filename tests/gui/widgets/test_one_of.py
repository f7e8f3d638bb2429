from __future__ import annotations

from collections.abc import Iterator

import pytest
from helpers.accessible import complaints
from helpers.plain_window import plain_theme
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.widgets.one_of import OneOf

WORDS = ["Over time", "Calendar", "Around sessions", "Words"]
Key = Qt.Key


class Shown:
    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        lines = QVBoxLayout(self.window)
        self.one = OneOf("What to look at", WORDS)
        lines.addWidget(self.one)
        self.chosen: list[int] = []
        self.one.chosen.connect(self.chosen.append)
        qtbot.addWidget(self.window)
        self.resize(900)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        found = self.one.findChild(QComboBox)
        assert isinstance(found, QComboBox)
        self.list = found

    def resize(self, width: int) -> None:
        self.window.resize(width, 200)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            focused = self.window.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, key)


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Iterator[Shown]:
    with plain_theme(qapp):
        yield Shown(qtbot)


def test_words_stand_side_by_side_where_there_is_room_and_in_a_list_elsewhere(
    shown: Shown,
) -> None:
    assert not shown.list.isVisible()
    shown.resize(220)
    assert shown.list.isVisible()
    assert not any(button.isVisible() for button in shown.one.findChildren(QPushButton))
    assert list(complaints(shown.window)) == []
    shown.resize(900)
    assert not shown.list.isVisible()
    assert list(complaints(shown.window)) == []


def test_both_forms_show_and_tell_the_same_choice(shown: Shown) -> None:
    shown.one.show_place(1)
    assert shown.chosen == []
    shown.one.setFocus()
    shown.press(Key.Key_Right)
    assert (shown.one.place, shown.chosen) == (2, [2])
    shown.resize(220)
    assert shown.list.currentText() == "Around sessions"
    shown.press(Key.Key_Down)
    assert (shown.one.place, shown.chosen) == (3, [2, 3])
    shown.one.show_place(None)
    assert shown.list.currentIndex() == -1
    assert shown.one.place is None


def test_the_keys_go_along_when_the_form_changes(shown: Shown) -> None:
    shown.one.show_place(1)
    shown.one.setFocus()
    shown.resize(220)
    assert shown.list.hasFocus()
    shown.resize(900)
    focused = shown.window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.isChecked()


def test_keys_that_are_elsewhere_stay_there(shown: Shown, qtbot: QtBot) -> None:
    other = QPushButton("Other")
    qtbot.addWidget(other)
    shown.window.layout().addWidget(other)  # type: ignore[union-attr]
    other.show()
    other.setFocus()
    shown.resize(220)
    assert other.hasFocus()


def test_an_open_list_gives_its_keys_to_the_words_side_by_side(shown: Shown) -> None:
    shown.resize(220)
    shown.list.setFocus()
    shown.list.showPopup()
    QApplication.processEvents()
    shown.resize(900)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.isVisible()
    assert shown.one.isAncestorOf(focused)
