from __future__ import annotations

import pytest
from helpers.accessible import complaints, read_aloud
from helpers.fitting import SMALLEST_PAGE, cut_off
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.content.help import load_texts
from repair_desktop.gui.help.second_view_page import SecondViewPage
from repair_desktop.gui.theme.controller import ThemeController


@pytest.fixture
def page(qtbot: QtBot, theme: ThemeController) -> SecondViewPage:
    page = SecondViewPage(load_texts())
    page.resize(SMALLEST_PAGE)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_it_offers_and_tells_nobody_what_happened(page: SecondViewPage) -> None:
    said = read_aloud(page)
    for option in load_texts()["not-yours-options"]:
        assert option in said
    # Nothing was ticked here, and no step is hidden.
    assert "ticked" not in said
    assert "hidden" not in said


@pytest.mark.parametrize(("button", "signal"), [("Who can help", "help"), ("Go back", "closed")])
def test_its_ways_on(page: SecondViewPage, button: str, signal: str) -> None:
    asked: list[str] = []
    page.help_requested.connect(lambda: asked.append("help"))
    page.closed.connect(lambda: asked.append("closed"))
    (found,) = [b for b in page.findChildren(QPushButton) if b.text() == button]
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)
    assert asked == [signal]


def test_it_fits_and_is_named(page: SecondViewPage) -> None:
    assert list(complaints(page)) == []
    assert list(cut_off(page)) == []
