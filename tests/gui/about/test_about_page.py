from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from helpers.accessible import complaints, read_aloud, tab_stops
from helpers.fitting import SMALLEST_PAGE, cut_off
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.gui.about.licence_page import LicencePage
from repair_desktop.gui.about.page import AboutPage
from repair_desktop.gui.about.parts import About, Part
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme

QT = Part("Qt", "6.11.3", "LGPL-3.0-only", "https://example.org/qt", lambda: "GNU LESSER\n" * 300)
LONG = Part("Qt for Python (PySide and Shiboken)", "6", "GPL-2.0-or-later with " * 6, "", str)
FOLDER = Path("/usr/lib/repair-desktop/lib/PySide6/Qt/lib")


def shown(qtbot: QtBot, parts: Sequence[Part] = (QT, LONG), sign_again: str = "") -> AboutPage:
    page = AboutPage(About("1.2.3", parts, FOLDER, sign_again))
    page.resize(SMALLEST_PAGE)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, theme: ThemeController) -> AboutPage:
    return shown(qtbot)


def test_version_parts_and_how_to_replace_qt(page: AboutPage) -> None:
    said = read_aloud(page).replace("\u200b", "")
    for part in ("1.2.3", "Qt 6.11.3 LGPL-3.0-only", "You may use a changed Qt", str(FOLDER)):
        assert part in said


def test_the_version_stands_behind_the_name_that_it_belongs_to(
    qtbot: QtBot, theme: ThemeController
) -> None:
    inner = Part("PCRE2, inside Qt", "10.49", "BSD-3-Clause", "", str)
    assert "PCRE2 10.49, inside Qt BSD" in read_aloud(shown(qtbot, [inner]))


def test_on_a_mac_it_says_how_to_sign_it_again(qtbot: QtBot, theme: ThemeController) -> None:
    command = "codesign --force --deep --sign - /Applications/Repair.app"
    page = shown(qtbot, sign_again=command)
    assert command in read_aloud(page)
    assert list(cut_off(page)) == []


def test_elsewhere_nothing_is_signed(page: AboutPage) -> None:
    assert "Terminal" not in read_aloud(page)


def test_each_button_says_which_licence_it_opens(page: AboutPage, qtbot: QtBot) -> None:
    buttons = [stop for stop in tab_stops(page) if isinstance(stop, QPushButton)]
    names = [button.accessibleName() or button.text() for button in buttons]
    assert names == [f"Read the licence: {QT.name}", f"Read the licence: {LONG.name}", "Back"]
    with qtbot.waitSignal(page.licence_requested) as asked:
        QTest.keyClick(buttons[0], Qt.Key.Key_Space)
    assert asked.args == [QT]
    with qtbot.waitSignal(page.closed):
        buttons[-1].click()


def test_a_copy_that_runs_from_its_source_says_so(qtbot: QtBot, theme: ThemeController) -> None:
    assert "This copy runs from its source." in read_aloud(shown(qtbot, ()))


@pytest.mark.parametrize("percent", [100, 200])
def test_everything_can_be_seen_and_has_a_name(
    qtbot: QtBot, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    page = shown(qtbot)
    assert list(cut_off(page)) == []
    assert list(complaints(page)) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_a_licence_is_read_by_keys_and_can_not_be_changed(
    qtbot: QtBot, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    page = LicencePage(QT)
    page.resize(SMALLEST_PAGE)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert list(cut_off(page)) == []
    assert list(complaints(page)) == []
    text = page.start
    assert isinstance(text, QPlainTextEdit)
    assert text.accessibleName() == "Licence: Qt"
    before = text.toPlainText()
    assert before.startswith("Source: https://example.org/qt\n\nGNU LESSER")
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_PageDown)
    assert text.verticalScrollBar().value() > 0
    QTest.keyClicks(text, "x")
    assert text.toPlainText() == before
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert not text.hasFocus()
