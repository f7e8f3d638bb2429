"""A page alone on the screen, used by names and keys."""

from __future__ import annotations

from typing import TypeVar

from helpers.accessible import complaints, read_aloud
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.widgets.growing_text import GrowingText

W = TypeVar("W", bound=QWidget)

SMALLEST = (720, 560)


def show(qtbot: QtBot, widget: W, size: tuple[int, int] = SMALLEST) -> W:
    if not widget.styleSheet() and not app().styleSheet():
        widget.setStyleSheet(stylesheet(Tokens(LIGHT)))
    widget.resize(*size)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    settle()
    return widget


def app() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def settle() -> None:
    """Let new controls be laid out and shown."""
    for _ in range(3):
        QCoreApplication.processEvents()


def said(widget: QWidget) -> str:
    return read_aloud(widget)


def amiss(widget: QWidget) -> list[str]:
    return list(complaints(widget))


def focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def focused_button() -> str:
    """The name of the button that has the focus."""
    button = focus()
    assert isinstance(button, QPushButton)
    return spoken(button)


def buttons(widget: QWidget) -> list[str]:
    """The names of the buttons in sight, as a screen reader says them."""
    return [spoken(b) for b in widget.findChildren(QPushButton) if b.isVisible()]


def spoken(button: QPushButton) -> str:
    return button.accessibleName() or button.text()


def press(widget: QWidget, name: str) -> None:
    """Press a button by its name, with the space bar."""
    found = [b for b in widget.findChildren(QPushButton) if b.isVisible() and spoken(b) == name]
    assert len(found) == 1, (name, buttons(widget))
    assert found[0].isEnabled()
    found[0].setFocus()
    QTest.keyClick(found[0], Qt.Key.Key_Space)
    settle()


def field(widget: QWidget, name: str) -> GrowingText:
    found = [f for f in widget.findChildren(GrowingText) if f.accessibleName() == name]
    assert len(found) == 1, name
    return found[0]


def write(widget: QWidget, name: str, text: str) -> None:
    """Write into a field by its name, in the place of what stood there."""
    target = field(widget, name)
    assert target.isVisible()
    target.setFocus()
    target.selectAll()
    QTest.keyClick(target, Qt.Key.Key_Delete)
    for number, line in enumerate(text.split("\n")):
        if number:
            QTest.keyClick(target, Qt.Key.Key_Return)
        QTest.keyClicks(target, line)
