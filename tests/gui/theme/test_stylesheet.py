"""What the token table alone can not show: colours as they meet on real controls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.palette import palette
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    Colours,
    Tokens,
)

LOOKS = {
    "light": Tokens(LIGHT),
    "dark": Tokens(DARK),
    "contrast light": Tokens(CONTRAST_LIGHT, high_contrast=True),
    "contrast dark": Tokens(CONTRAST_DARK, high_contrast=True),
}
each_look = pytest.mark.parametrize("tokens", LOOKS.values(), ids=LOOKS)


class Window(QWidget):
    """Holds controls on a card's colour; something else has the focus at first."""

    def __init__(self, qtbot: QtBot, tokens: Tokens, *controls: QWidget) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self._qtbot = qtbot
        surface = palette(tokens)
        surface.setColor(QPalette.ColorRole.Window, QColor(tokens.colours.surface))
        self.setPalette(surface)
        self.setStyleSheet(stylesheet(tokens))
        lines = QVBoxLayout(self)
        self._elsewhere = QPushButton("elsewhere")
        for control in (self._elsewhere, *controls):
            lines.addWidget(control)
        with qtbot.waitExposed(self):
            self.show()
        self._elsewhere.setFocus()

    def picture(self, control: QWidget) -> QImage:
        return self.grab(control.geometry()).toImage()

    def focus(self, control: QWidget) -> None:
        control.setFocus(Qt.FocusReason.TabFocusReason)
        self._qtbot.waitUntil(control.hasFocus)


def colours_inwards(picture: QImage) -> list[str]:
    """Return the plain colours met from the upper edge inwards, in the middle of a control."""
    met: list[str] = []
    for y in range(picture.height() // 3):
        colour = picture.pixelColor(picture.width() // 2, y).name().upper()
        if not met or met[-1] != colour:
            met.append(colour)
    return met


@each_look
def test_the_main_buttons_ring_stands_off_its_fill(qtbot: QtBot, tokens: Tokens) -> None:
    button = QPushButton("")
    set_role(button, "primary")
    window = Window(qtbot, tokens, button)
    colours: Colours = tokens.colours
    assert colours_inwards(window.picture(button)) == [colours.primary]
    size = button.sizeHint()
    window.focus(button)
    met = colours_inwards(window.picture(button))
    places = [met.index(c) for c in (colours.focus, colours.surface, colours.primary)]
    assert places == sorted(places)
    assert button.sizeHint() == size


@each_look
@pytest.mark.parametrize("role", ["", "secondary", "danger", "quiet", "nav", "segment", "step"])
def test_every_button_shows_its_focus(qtbot: QtBot, tokens: Tokens, role: str) -> None:
    button = QPushButton("Go on")
    set_role(button, role)
    window = Window(qtbot, tokens, button)
    assert tokens.colours.focus not in colours_inwards(window.picture(button))
    window.focus(button)
    assert tokens.colours.focus in colours_inwards(window.picture(button))


@each_look
@pytest.mark.parametrize("role", ["nav", "segment"])
def test_what_is_checked_shows_its_focus_too(qtbot: QtBot, tokens: Tokens, role: str) -> None:
    button = QPushButton("Go on")
    button.setCheckable(True)
    button.setChecked(True)
    set_role(button, role)
    window = Window(qtbot, tokens, button)
    assert tokens.colours.focus not in colours_inwards(window.picture(button))
    window.focus(button)
    assert tokens.colours.focus in colours_inwards(window.picture(button))


@each_look
def test_a_placeholder_is_as_dark_as_helper_text(qtbot: QtBot, tokens: Tokens) -> None:
    field = QLineEdit()
    field.setPlaceholderText("HHHHHHHH")
    picture = Window(qtbot, tokens, field).picture(field)
    rows, columns = range(10, picture.height() - 10), range(10, 100)
    met = {picture.pixelColor(x, y).name().upper() for x in columns for y in rows}
    assert tokens.colours.muted in met


@each_look
@pytest.mark.parametrize("role", ["primary", "secondary", "danger", "quiet"])
def test_a_button_that_is_off_looks_off(qtbot: QtBot, tokens: Tokens, role: str) -> None:
    on, off = QPushButton("HHHH"), QPushButton("HHHH")
    for button in (on, off):
        set_role(button, role)
    off.setEnabled(False)
    window = Window(qtbot, tokens, on, off)
    assert window.picture(on) != window.picture(off)
    # Primary and quiet buttons would otherwise keep the colours of something to press.
    off_picture = window.picture(off)
    pixels = {
        off_picture.pixelColor(x, y).name().upper()
        for x in range(off_picture.width())
        for y in range(off_picture.height())
    }
    assert tokens.colours.primary not in pixels
    assert tokens.colours.accent not in pixels


@each_look
def test_a_tables_ring_is_covered_by_nothing(qtbot: QtBot, tokens: Tokens) -> None:
    table = QTableWidget(8, 2)
    table.setAlternatingRowColors(True)
    table.verticalHeader().hide()
    window = Window(qtbot, tokens, table)
    window.focus(table)
    picture = window.picture(table)
    radius = tokens.control_radius
    for x in range(max(2, tokens.border + 1)):
        met = {
            picture.pixelColor(x, y).name().upper()
            for y in range(radius, picture.height() - radius)
        }
        assert met == {tokens.colours.focus}


@pytest.mark.parametrize("percent", [90, 100, 200])
def test_a_number_keeps_off_its_frame(qtbot: QtBot, percent: int) -> None:
    box = QSpinBox()
    box.setValue(8)
    picture = Window(qtbot, Tokens(LIGHT, text_percent=percent), box).picture(box)
    surface = QColor(LIGHT.surface)
    for x in range(3, 12):
        assert picture.pixelColor(x, picture.height() // 2) == surface
