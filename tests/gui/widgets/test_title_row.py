from __future__ import annotations

import pytest
from helpers.fitting import SMALLEST_PAGE, cut_off
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.title_row import TitleRow, named_button

LONG = "Rindfleischetikettierungsüberwachung"


class Shown:
    """A row on a page of the smallest size."""

    def __init__(self, qtbot: QtBot, title: str, line: str, *buttons: str) -> None:
        self.page = Page()
        self.row = TitleRow(title, line)
        for text in buttons:
            self.row.add(named_button(text, title))
        self.page.add_widget(self.row)
        qtbot.addWidget(self.page)
        self.page.resize(SMALLEST_PAGE)
        with qtbot.waitExposed(self.page):
            self.page.show()

    @property
    def label(self) -> QLabel:
        return self.row.findChildren(QLabel)[0]

    def tops(self) -> list[int]:
        """Where each button begins, below the title's top."""
        origin = self.row.mapToGlobal(self.row.rect().topLeft()).y()
        found = self.row.findChildren(QPushButton)
        return [b.mapToGlobal(b.rect().topLeft()).y() - origin for b in found]

    def lefts(self) -> list[int]:
        origin = self.row.mapToGlobal(self.row.rect().topLeft()).x()
        found = self.row.findChildren(QPushButton)
        return [b.mapToGlobal(b.rect().topLeft()).x() - origin for b in found]


def test_buttons_stand_beside_the_words_where_there_is_room(
    qtbot: QtBot, theme: ThemeController
) -> None:
    shown = Shown(qtbot, "A letter", "yesterday", "Carry on", "Delete")
    assert shown.tops() == [0, 0]
    last = shown.row.findChildren(QPushButton)[-1]
    assert shown.lefts()[-1] + last.width() == shown.row.width()


@pytest.mark.parametrize("words", [LONG, f"{LONG} {LONG}", "several short words " * 12])
@pytest.mark.parametrize("percent", [100, 200])
def test_long_words_and_large_text_fit(
    qtbot: QtBot, theme: ThemeController, words: str, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    shown = Shown(qtbot, words, words, "Carry on", "Look again", "Delete")
    assert list(cut_off(shown.page)) == []
    assert shown.row.rect().contains(shown.row.childrenRect())
    if percent == 200:
        assert min(shown.tops()) >= shown.label.height()


def test_a_row_without_buttons_is_all_words(qtbot: QtBot, theme: ThemeController) -> None:
    shown = Shown(qtbot, "A letter", "")
    assert shown.label.width() == shown.row.width()


def test_from_right_to_left_the_buttons_are_at_the_left(
    qtbot: QtBot, theme: ThemeController
) -> None:
    shown = Shown(qtbot, "A letter", "", "Delete")
    shown.page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    assert shown.lefts() == [0]
