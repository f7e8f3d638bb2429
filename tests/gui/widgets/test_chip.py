from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.palette import palette
from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.widgets.chip import Chip

LONG_WORD = "Verantwortungsübernahmebereitschaftserklärung"


def made(qtbot: QtBot, words: str, width: int, percent: int = 100) -> Chip:
    chip = Chip(words)
    tokens = Tokens(LIGHT, text_percent=percent)
    chip.setPalette(palette(tokens))
    chip.setStyleSheet(stylesheet(tokens))
    chip.ensurePolished()
    qtbot.addWidget(chip)
    chip.resize(width, chip.heightForWidth(width))
    with qtbot.waitExposed(chip):
        chip.show()
    return chip


def inked_rows(chip: Chip, left: int, right: int) -> int:
    """Count the rows between two columns that hold something dark, the frame left out."""
    picture = chip.grab().toImage()
    rows = range(6, picture.height() - 6)
    return sum(
        any(picture.pixelColor(x, y).lightness() < 120 for x in range(left, right)) for y in rows
    )


def test_many_words_take_more_lines(qtbot: QtBot) -> None:
    chip = Chip("Leaned on me for their own support in a way that was too long for one line")
    qtbot.addWidget(chip)
    assert chip.heightForWidth(200) > chip.heightForWidth(2000) == chip.sizeHint().height()


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("percent", [100, 200])
def test_a_word_wider_than_the_line_is_broken_not_cut(
    qtbot: QtBot, percent: int, checked: bool
) -> None:
    chip = made(qtbot, LONG_WORD, 240, percent)
    chip.setChecked(checked)
    assert chip.height() > chip.sizeHint().height()
    picture = chip.grab().toImage()
    # Nothing is drawn into the padding at either end, where cut letters would stand.
    for x in (*range(4, 10), *range(chip.width() - 10, chip.width() - 4)):
        for y in range(18, chip.height() - 18):
            assert picture.pixelColor(x, y).lightness() > 120, (x, y)


def test_a_choice_shows_without_colour(qtbot: QtBot) -> None:
    chip = made(qtbot, "heard", 200)
    assert inked_rows(chip, 12, 28) == 0
    chip.setChecked(True)
    assert inked_rows(chip, 12, 28) > 5  # the tick


def test_the_tick_stands_where_reading_begins(qtbot: QtBot) -> None:
    chip = made(qtbot, "heard", 200)
    chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chip.setChecked(True)
    assert inked_rows(chip, 12, 28) == 0
    assert inked_rows(chip, 172, 188) > 5


def test_choosing_does_not_change_the_size(qtbot: QtBot) -> None:
    chip = Chip("to be heard")
    qtbot.addWidget(chip)
    before = chip.sizeHint()
    chip.setChecked(True)
    assert chip.sizeHint() == before


def test_the_whole_frame_can_be_clicked(qtbot: QtBot) -> None:
    chip = made(qtbot, "heard", 300)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(295, chip.height() // 2))
    assert chip.isChecked()


def test_the_focus_can_be_seen(qtbot: QtBot) -> None:
    chip = made(qtbot, "heard", 200)
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(chip.hasFocus)
    assert chip.grab().toImage().pixelColor(100, 1) == QColor(LIGHT.focus)
