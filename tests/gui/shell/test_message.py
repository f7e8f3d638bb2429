from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from repair_desktop.gui.shell.message import show_message


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[QMessageBox]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    box = show_message(window, "Something", "Nothing is lost. <b>Go on</b>")
    qtbot.waitExposed(box)
    yield box
    if isValid(box):
        box.reject()
    window.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_A])
def test_what_was_meant_for_something_else_closes_nothing(box: QMessageBox, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or box, key)
    assert box.isVisible()


def test_escape_closes_it(box: QMessageBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.destroyed):
        QTest.keyClick(QApplication.focusWidget() or box, Qt.Key.Key_Escape)


def test_tab_and_space_close_it(box: QMessageBox, qtbot: QtBot) -> None:
    QTest.keyClick(QApplication.focusWidget() or box, Qt.Key.Key_Tab)
    button = QApplication.focusWidget()
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(box.destroyed):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_words_are_plain(box: QMessageBox) -> None:
    assert box.textFormat() is Qt.TextFormat.PlainText
