from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.icons import icon
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    Colours,
    Theme,
    Tokens,
)
from repair_desktop.system.resources import resource_path


class Desktop:
    def __init__(self, dark: bool = False, contrast: bool = False) -> None:
        self.dark = dark
        self.contrast = contrast

    def is_dark(self) -> bool:
        return self.dark

    def wants_contrast(self) -> bool:
        return self.contrast


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    # A window that is still to be destroyed makes Qt crash at the next style sheet.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


@pytest.mark.parametrize(
    ("theme", "dark", "contrast", "colours"),
    [
        (Theme.SYSTEM, False, False, LIGHT),
        (Theme.SYSTEM, True, False, DARK),
        (Theme.SYSTEM, False, True, CONTRAST_LIGHT),
        (Theme.SYSTEM, True, True, CONTRAST_DARK),
        (Theme.LIGHT, True, True, LIGHT),
        (Theme.DARK, False, False, DARK),
        (Theme.CONTRAST, False, False, CONTRAST_LIGHT),
        (Theme.CONTRAST, True, False, CONTRAST_DARK),
    ],
)
def test_the_look_that_is_chosen(
    app: QApplication, theme: Theme, dark: bool, contrast: bool, colours: Colours
) -> None:
    controller = ThemeController(app, Desktop(dark, contrast))
    controller.apply(theme)
    assert controller.tokens.colours is colours


def test_palette_style_sheet_and_font_change_together(app: QApplication) -> None:
    controller = ThemeController(app, Desktop())
    controller.apply(Theme.LIGHT)
    light = app.styleSheet()
    controller.apply(Theme.DARK, text_percent=150)
    assert app.styleSheet() != light
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(DARK.bg)
    assert app.font().pixelSize() == 24


def test_a_shown_widget_follows(app: QApplication, qtbot: QtBot) -> None:
    controller = ThemeController(app, Desktop())
    controller.apply(Theme.LIGHT)
    window = QWidget()
    qtbot.addWidget(window)
    card = QLabel("words", window)
    set_role(card, "strip")
    card.resize(100, 40)
    with qtbot.waitExposed(window):
        window.show()
    controller.apply(Theme.DARK)
    picture = card.grab().toImage()
    assert picture.pixelColor(50, 3) == QColor(DARK.primary_soft)
    window.close()


def test_a_change_is_told_once(app: QApplication, qtbot: QtBot) -> None:
    controller = ThemeController(app, Desktop())
    with qtbot.waitSignal(controller.changed):
        controller.apply(Theme.DARK)


def test_a_new_role_restyles(app: QApplication, qtbot: QtBot) -> None:
    controller = ThemeController(app, Desktop())
    controller.apply(Theme.LIGHT)
    button = QPushButton("Go on")
    qtbot.addWidget(button)
    button.resize(120, 44)
    set_role(button, "primary")
    assert button.grab().toImage().pixelColor(60, 6) == QColor(LIGHT.primary)


def test_the_style_sheet_has_no_mistake(app: QApplication) -> None:
    """Qt warns about a sheet it can not parse, and a warning fails the test."""
    controller = ThemeController(app, Desktop())
    for theme in Theme:
        for percent in (90, 100, 200):
            controller.apply(theme, percent)
            QPushButton().ensurePolished()


def test_every_icon_can_be_drawn(app: QApplication) -> None:
    names = [path.stem for path in resource_path("icons").glob("*.svg")]
    assert len(names) > 20
    for name in names:
        assert not icon(Tokens(LIGHT), name).pixmap(20, 20).isNull()


def test_the_fonts_hold_what_a_european_types(app: QApplication) -> None:
    from PySide6.QtGui import QFont, QFontMetrics

    controller = ThemeController(app, Desktop())
    for family in (controller.tokens.text_family, controller.tokens.heading_family):
        metrics = QFontMetrics(QFont(family))
        assert all(metrics.inFontUcs4(ord(sign)) for sign in "äöüßéèçœłżąőğñåøĳ“”‘’–—…")
