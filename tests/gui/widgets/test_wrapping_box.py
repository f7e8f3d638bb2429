from __future__ import annotations

import pytest
from helpers.accessible import complaints
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.wrapping_box import WrappingBox

LONG = "A sentence that is a good deal longer than the window that it stands in is wide"


def shown(qtbot: QtBot, text: str, width: int) -> tuple[QWidget, WrappingBox]:
    window = QWidget()
    lines = QVBoxLayout(window)
    box = WrappingBox(text)
    lines.addWidget(box)
    lines.addStretch()
    qtbot.addWidget(window)
    window.resize(width, 300)
    with qtbot.waitExposed(window):
        window.show()
    return window, box


@pytest.mark.parametrize("percent", [100, 200])
def test_its_words_wrap_and_stand_beside_the_mark(
    qtbot: QtBot, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    window, box = shown(qtbot, LONG, 300)
    assert window.width() == 300
    [label] = box.findChildren(QLabel)
    assert label.height() > 2 * label.fontMetrics().height()
    assert box.rect().contains(label.geometry())
    assert label.x() >= theme.tokens.scaled(20)
    theme.apply(Theme.LIGHT, 150)
    QApplication.processEvents()
    assert label.x() >= theme.tokens.scaled(20)


def test_the_mark_and_the_words_can_be_clicked(qtbot: QtBot, theme: ThemeController) -> None:
    _window, box = shown(qtbot, LONG, 300)
    [label] = box.findChildren(QLabel)
    heard: list[bool] = []
    box.toggled.connect(heard.append)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=label.geometry().bottomRight())
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert heard == [True, False, True]


def test_it_is_a_check_box_with_a_name(qtbot: QtBot, theme: ThemeController) -> None:
    window, box = shown(qtbot, "<b>Show</b> all", 300)
    interface = QAccessible.queryAccessibleInterface(box)
    assert interface.role() is QAccessible.Role.CheckBox
    assert interface.text(QAccessible.Text.Name) == "<b>Show</b> all"
    [label] = box.findChildren(QLabel)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert list(complaints(window)) == []
