from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.tokens import COLUMN_WIDTH, MARGIN, NARROW_MARGIN
from repair_desktop.gui.widgets.chip import Chip
from repair_desktop.gui.widgets.choices import Choice, ChoiceGroup, ChoiceRules, Choices
from repair_desktop.gui.widgets.page import Page


def shown(qtbot: QtBot, page: Page, width: int, height: int = 600) -> Page:
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.mark.parametrize(
    ("width", "left", "column"),
    [
        (1440, (1440 - COLUMN_WIDTH) // 2, COLUMN_WIDTH),
        (900, MARGIN, 900 - 2 * MARGIN),
        (600, NARROW_MARGIN, 600 - 2 * NARROW_MARGIN),
    ],
)
def test_the_column_stands_in_the_middle(qtbot: QtBot, width: int, left: int, column: int) -> None:
    page = Page()
    part = QWidget()
    page.add_widget(part)
    shown(qtbot, page, width)
    assert part.mapTo(page, part.rect().topLeft()).x() == left
    assert part.width() == column


def test_the_column_reaches_down_to_the_edge_or_to_the_foot(qtbot: QtBot) -> None:
    page = Page()
    page.add_widget(QWidget())
    shown(qtbot, page, 600)
    assert page._scroll.height() == page.height()
    foot = QPushButton("Back")
    page.set_foot(foot)
    qtbot.waitUntil(foot.isVisible)
    assert page._scroll.height() < foot.y()
    assert foot.geometry().bottom() < page.height()


def test_an_empty_header_takes_no_room(qtbot: QtBot) -> None:
    page = Page()
    page.set_header("", "")
    shown(qtbot, page, 800)
    assert [label for label in page.findChildren(QLabel) if label.isVisible()] == []
    page.set_header("Today", "One thing at a time.")
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert texts == ["Today", "One thing at a time."]
    assert page.accessibleName() == "Today"


def test_arrow_keys_never_leave_the_focus_out_of_sight(qtbot: QtBot) -> None:
    page = Page()
    many = tuple(Choice(str(number), f"word number {number}") for number in range(80))
    choices = Choices("Feelings", [ChoiceGroup("All", many)], ChoiceRules())
    page.add_widget(choices)
    shown(qtbot, page, 600, 400)
    first, *_, last = choices.findChildren(Chip)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_End)
    assert last.hasFocus()
    qtbot.waitUntil(lambda: page.rect().contains(last.mapTo(page, last.rect().bottomRight())))


def test_what_gets_the_focus_comes_into_sight(qtbot: QtBot) -> None:
    page = Page()
    buttons = [QPushButton(f"number {number}") for number in range(40)]
    for button in buttons:
        page.add_widget(button)
    shown(qtbot, page, 800, 400)
    last = buttons[-1]

    def in_sight() -> bool:
        return page.rect().contains(last.mapTo(page, last.rect().bottomRight()))

    assert not in_sight()
    last.setFocus()
    qtbot.waitUntil(in_sight)
    page.scroll_to_top()
    assert not in_sight()


def test_a_screen_reader_that_counted_before_a_scroll_bar_went_gets_nothing(qtbot: QtBot) -> None:
    """Qt's own face reads past its list there and crashes."""
    page = Page()
    qtbot.addWidget(page)
    face = QAccessible.queryAccessibleInterface(page._scroll)
    assert face is not None
    assert face.child(0) is not None
    assert face.child(face.childCount() + 2) is None
