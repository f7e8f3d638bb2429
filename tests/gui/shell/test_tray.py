"""The icon beside the clock. ``tests/desktop/test_tray.py`` has it on a real bus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from helpers.plain_window import plain_theme
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from repair_desktop.gui.shell.tray import Tray, tray_is_there
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeController]:
    with plain_theme(qapp) as theme:
        yield theme


@pytest.fixture
def tray(theme: ThemeController) -> Iterator[Tray]:
    tray = Tray(theme)
    yield tray
    tray.hide()


def action(tray: Tray, text: str) -> QAction:
    (found,) = [each for each in tray.menu.actions() if each.text() == text]
    return found


def test_it_is_not_there_before_it_is_wanted(tray: Tray) -> None:
    assert tray.icon is None


def test_the_menu_is_short_and_says_what_is_wanted(tray: Tray) -> None:
    tray.offer_lock(True)
    said: list[str] = []
    for signal, text in (
        (tray.check_in_requested, "Check in"),
        (tray.show_requested, "Show the window"),
        (tray.lock_requested, "Lock"),
        (tray.quit_requested, "Quit"),
    ):
        signal.connect(lambda text=text: said.append(text))
    texts = [each.text() for each in tray.menu.actions() if not each.isSeparator()]
    assert texts == ["Check in", "Show the window", "Lock", "Quit"]
    for text in texts:
        action(tray, text).trigger()
    assert said == texts


def test_there_is_nothing_to_lock_while_nothing_is_open(tray: Tray) -> None:
    assert not action(tray, "Lock").isEnabled()
    tray.offer_lock(True)
    assert action(tray, "Lock").isEnabled()
    tray.offer_lock(False)
    assert not action(tray, "Lock").isEnabled()


def test_its_name_is_that_of_the_window(tray: Tray) -> None:
    usual = QCoreApplication.applicationName()
    for neutral, name in ((False, "Repair"), (True, "Notes"), (False, "Repair")):
        tray.show(neutral)
        assert tray.icon is not None
        assert tray.icon.toolTip() == name
        assert QCoreApplication.applicationName() == name  # desktops show that one, too
    tray.hide()
    assert tray.icon is None
    assert QCoreApplication.applicationName() == usual


def test_shown_twice_it_is_one_icon(tray: Tray) -> None:
    tray.show(neutral=True)
    first = tray.icon
    tray.show(neutral=True)
    assert tray.icon is first


@pytest.mark.parametrize("reason", list(QSystemTrayIcon.ActivationReason))
def test_a_click_shows_the_window_and_the_other_button_the_menu(
    tray: Tray, reason: QSystemTrayIcon.ActivationReason
) -> None:
    shown: list[bool] = []
    tray.show_requested.connect(lambda: shown.append(True))
    tray.show(neutral=False)
    assert tray.icon is not None
    tray.icon.activated.emit(reason)
    assert bool(shown) is (reason is not QSystemTrayIcon.ActivationReason.Context)


def test_it_is_seen_on_light_and_dark_and_follows_the_theme(
    tray: Tray, theme: ThemeController
) -> None:
    tray.show(neutral=False)
    assert tray.icon is not None
    for chosen in (Theme.LIGHT, Theme.DARK, Theme.CONTRAST):
        theme.apply(chosen)
        picture = tray.icon.icon().pixmap(48, 48).toImage()
        ground = picture.pixelColor(4, 24)
        assert ground.name() == theme.tokens.colours.primary.lower()
        inside = {picture.pixelColor(x, y).name() for x in range(10, 38) for y in range(10, 38)}
        assert len(inside) > 1  # a sign on it


def test_without_a_screen_no_such_icons_are_shown() -> None:
    assert not tray_is_there()
