from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from repair_desktop.gui.timeline.drawing.wrapped import wrapped


@pytest.mark.parametrize(
    "text", ["a few words that need more than one line", "w" * 200, "a 😀 b 😀😀 c " * 9]
)
def test_lines_fit_and_lose_nothing(qapp: QApplication, text: str) -> None:
    font = QFont()
    font.setPixelSize(14)
    lines = wrapped(text, font, 120)
    assert len(lines) > 1
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(QFontMetricsF(font).horizontalAdvance(line) <= 121 for line in lines)


def test_no_words_are_no_lines_to_read(qapp: QApplication) -> None:
    assert "".join(wrapped("", QFont(), 100)) == ""
