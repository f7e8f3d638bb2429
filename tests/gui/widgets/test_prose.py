from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import CONTRAST_LIGHT, Theme
from repair_desktop.gui.widgets.prose import INSET, POINT, Heading, Prose
from repair_desktop.gui.widgets.words import words

TEXT = "A few words, and then some more of them, so that there are lines. " * 4


def shown(qtbot: QtBot, *widgets: QWidget, width: int = 400) -> QWidget:
    window = QWidget()
    lines = QVBoxLayout(window)
    lines.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        lines.addWidget(widget)
    lines.addStretch(1)
    window.resize(width, 1200)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def inked(image: QImage, colour: QColor) -> set[int]:
    """Return the columns in which a colour stands."""
    return {
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) == colour
    }


def test_lines_have_more_room_than_in_a_label(qtbot: QtBot, theme: ThemeController) -> None:
    prose, label = Prose(TEXT), words(TEXT)
    _window = shown(qtbot, prose, label)
    assert prose.height() > label.height() * 1.1
    assert prose.height() >= prose.heightForWidth(prose.width())


def test_narrower_is_higher_and_larger_text_is_higher(qtbot: QtBot, theme: ThemeController) -> None:
    prose = Prose(TEXT)
    _window = shown(qtbot, prose)
    assert prose.heightForWidth(200) > prose.heightForWidth(400)
    before = prose.heightForWidth(400)
    theme.apply(Theme.LIGHT, 200)
    QApplication.processEvents()
    assert prose.heightForWidth(400) > before * 2
    assert prose.height() >= prose.heightForWidth(prose.width())


def test_it_is_plain_text_whatever_it_holds(qtbot: QtBot, theme: ThemeController) -> None:
    text = "<b>one</b> &amp; two\n<img src='x'>"
    prose = Prose(text)
    _window = shown(qtbot, prose)
    assert prose._laid_out(400).toPlainText() == text
    interface = QAccessible.queryAccessibleInterface(prose)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == text
    assert interface.role() is QAccessible.Role.StaticText


def test_a_word_that_is_too_long_is_broken(qtbot: QtBot, theme: ThemeController) -> None:
    prose = Prose("m" * 300)
    _window = shown(qtbot, prose, width=200)
    assert prose.width() <= 200
    assert prose._laid_out(prose.width()).idealWidth() <= 200


def test_points_hang_and_keep_together(qtbot: QtBot, theme: ThemeController) -> None:
    prose = Prose(f"Before.\n{POINT}one\n{POINT}two\nAfter.")
    block = prose._laid_out(400).begin()
    seen = []
    while block.isValid():
        seen.append((block.blockFormat().leftMargin(), block.blockFormat().bottomMargin()))
        block = block.next()
    margins, gaps = zip(*seen, strict=True)
    assert [margin > 0 for margin in margins] == [False, True, True, False]
    assert gaps[1] < gaps[0] == gaps[2]


@pytest.mark.parametrize("look", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
def test_it_is_painted_in_the_colour_of_text(
    qtbot: QtBot, theme: ThemeController, look: Theme
) -> None:
    theme.apply(look, 200)
    prose = Prose("MMMM ████")
    _window = shown(qtbot, prose)
    columns = inked(prose.grab().toImage(), QColor(theme.tokens.colour("ink")))
    assert columns
    assert min(columns) >= INSET


def test_a_heading_is_one_to_a_screen_reader_and_says_what_follows(
    qtbot: QtBot, theme: ThemeController
) -> None:
    heading = Heading("Under it", "What stands there.", theme)
    _window = shown(qtbot, heading)
    interface = QAccessible.queryAccessibleInterface(heading)
    assert interface is not None
    assert interface.role() is QAccessible.Role.Heading
    assert interface.text(QAccessible.Text.Name) == "Under it"
    assert interface.text(QAccessible.Text.Description) == "What stands there."
    assert heading.findChildren(QLabel)[0].text() == "Under it"


def test_a_heading_shows_that_it_has_the_keys(qtbot: QtBot, theme: ThemeController) -> None:
    theme.apply(Theme.CONTRAST)
    heading, other = Heading("One", "", theme), Heading("Two", "", theme)
    window = shown(qtbot, heading, other)
    window.activateWindow()
    heading.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    ring = QColor(CONTRAST_LIGHT.focus)
    assert inked(heading.grab().toImage(), ring)
    assert not inked(other.grab().toImage(), ring)
