from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.wheel import let_wheel_pass


def a_combo() -> QComboBox:
    box = QComboBox()
    box.addItems(["one", "two"])
    return box


def value(control: QWidget) -> int:
    if isinstance(control, QComboBox):
        return control.currentIndex()
    assert isinstance(control, QSpinBox | QSlider)
    return control.value()


@pytest.mark.parametrize("passes", [True, False])
@pytest.mark.parametrize("kind", ["combo", "number", "slider"])
def test_the_wheel_passes_by(qtbot: QtBot, kind: str, passes: bool) -> None:
    controls = {"combo": a_combo(), "number": QSpinBox(), "slider": QSlider()}
    control = controls[kind]
    page = Page()
    page.add_widget(control)
    page.add_widget(QLabel("\n" * 60))
    if passes:
        let_wheel_pass(control)
    qtbot.addWidget(page)
    page.resize(600, 300)
    with qtbot.waitExposed(page):
        page.show()
    control.setFocus()
    where = QPointF(control.mapTo(page, control.rect().center()))
    turn = QPoint(0, -120 if kind == "combo" else 120)
    page._scroll.verticalScrollBar().setValue(5)
    before = value(control)
    QTest.wheelEvent(page.windowHandle(), where - QPointF(0, 5), turn)
    assert (value(control) == before) is passes
    assert (page._scroll.verticalScrollBar().value() != 5) is passes


def test_everything_else_still_reaches_it(qtbot: QtBot) -> None:
    number = QSpinBox()
    let_wheel_pass(number)
    qtbot.addWidget(number)
    with qtbot.waitExposed(number):
        number.show()
    QTest.keyClick(number, Qt.Key.Key_Up)
    assert number.value() == 1
