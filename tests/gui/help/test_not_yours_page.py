from __future__ import annotations

import pytest
from helpers.accessible import complaints, read_aloud, tab_stops
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.content.help import load_texts
from repair_desktop.gui.help.not_yours_page import NotYoursPage
from repair_desktop.gui.theme.controller import ThemeController

WORDS = (
    "This may not be yours to repair "
    "Thank you for naming this. What you ticked is more than a bump. It is the therapist's job to "
    "keep therapy safe, every time. "
    "You did not cause it. You do not have to fix it, or talk to them about it alone. "
    "Some things you can do, in any order, or not at all: "
    "• Tell one person you trust. "
    "• Ask for a second view: an advice line, another therapist, or your doctor. "
    "• Take a break, or stop. You do not need a reason, and you do not owe a last session. "
    "• Keep notes of what happened and when. "
    "• Check if they are registered, and with whom. "
    "• Report it, now or later. There can be a time limit, so an advice line can help you plan. "
    "• If you are in danger, call your local emergency number. "
    "Your notes, feelings and timeline stay open. We have hidden the repair steps for this one, so "
    "this app does not nudge you to make peace."
)


@pytest.fixture
def page(qtbot: QtBot, theme: ThemeController) -> NotYoursPage:
    page = NotYoursPage(load_texts())
    page.resize(720, 560)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_everything_is_said_and_nothing_more(page: NotYoursPage) -> None:
    assert read_aloud(page) == WORDS


def test_the_ways_on_are_in_sight_from_the_beginning(page: NotYoursPage) -> None:
    page.resize(640, 420)
    QApplication.processEvents()
    assert page._scroll.verticalScrollBar().maximum() > 0
    for button in page.findChildren(QPushButton):
        assert page.rect().contains(button.mapTo(page, button.rect().bottomRight()))


def test_three_ways_on(page: NotYoursPage) -> None:
    asked: list[str] = []
    page.help_requested.connect(lambda: asked.append("help"))
    page.notes_requested.connect(lambda: asked.append("notes"))
    page.mistake_requested.connect(lambda: asked.append("mistake"))
    buttons = page.findChildren(QPushButton)
    assert [b.text() for b in buttons] == [
        "Who can help",
        "Write notes",
        "I ticked that by mistake",
    ]
    for button in buttons:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == ["help", "notes", "mistake"]


def test_every_control_is_named_and_large_enough(page: NotYoursPage) -> None:
    assert list(complaints(page)) == []
    assert len(tab_stops(page)) == 3
