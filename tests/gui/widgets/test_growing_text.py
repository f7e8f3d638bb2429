from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.widgets.growing_text import GrowingText

SECONDS_FOR_A_MEGABYTE = 5
"""Far above what it takes (under half a second), far below what a slow way would."""


class Page(QWidget):
    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self.text = GrowingText(lines=3, most_lines=8)
        self.next = QLineEdit()
        lines = QVBoxLayout(self)
        lines.addWidget(self.text)
        lines.addWidget(self.next)
        qtbot.addWidget(self)
        self.resize(400, 600)
        with qtbot.waitExposed(self):
            self.show()
        self.text.setFocus()
        qtbot.waitUntil(self.text.hasFocus)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return Page(qtbot)


def test_it_grows_with_its_words_up_to_a_limit(page: Page) -> None:
    heights = []
    for lines in (0, 3, 5, 8, 40):
        page.text.setPlainText("\n".join(["word"] * lines))
        heights.append(page.text.height())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


def test_it_shrinks_again(page: Page) -> None:
    before = page.text.height()
    page.text.setPlainText("word\n" * 6)
    page.text.clear()
    assert page.text.height() == before


def test_tab_leaves_it_and_that_is_told(page: Page, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.text.left):
        QTest.keyClick(page.text, Qt.Key.Key_Tab)
    assert page.next.hasFocus()
    assert page.text.toPlainText() == ""


def test_only_plain_words_are_pasted(page: Page) -> None:
    source = QMimeData()
    source.setHtml("<h1>big</h1><img src='file:///etc/hostname'>")
    source.setText("<b>as it is</b>")
    page.text.insertFromMimeData(source)
    assert page.text.toPlainText() == "<b>as it is</b>"
    picture = QMimeData()
    picture.setData("image/png", b"not words")
    assert not page.text.canInsertFromMimeData(picture)


def test_the_input_method_is_asked_not_to_learn(page: Page) -> None:
    assert page.text.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


@pytest.mark.parametrize("line_end", [" ", "\n"])
def test_a_megabyte_is_kept_and_the_window_answers(
    page: Page, qapp: QApplication, line_end: str
) -> None:
    words = ("words of mine, said again and again." + line_end) * 28_000
    source = QMimeData()
    source.setText(words)
    start = time.perf_counter()
    page.text.insertFromMimeData(source)
    qapp.processEvents()
    assert time.perf_counter() - start < SECONDS_FOR_A_MEGABYTE
    assert page.text.words() == words
