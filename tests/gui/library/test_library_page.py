from __future__ import annotations

import pytest
from helpers.accessible import complaints, read_aloud, tab_stops
from helpers.fitting import SMALLEST_PAGE, cut_off
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.content.library import load_library
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.library.list_page import LibraryPage
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme

LIBRARY = load_library()


@pytest.fixture
def page(qtbot: QtBot, theme: ThemeController) -> LibraryPage:
    page = LibraryPage(LIBRARY, TherapistName.named("M."))
    page.resize(SMALLEST_PAGE)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


def buttons(page: LibraryPage) -> list[QPushButton]:
    return [stop for stop in tab_stops(page) if isinstance(stop, QPushButton)]


def test_every_reading_is_offered_with_what_it_is_about(page: LibraryPage) -> None:
    said = read_aloud(page)
    for reading in LIBRARY.readings:
        assert f"{reading.title} {reading.aim} About {reading.minutes} minutes" in said
    assert "A page for M." in said
    assert LIBRARY.for_therapists.title not in said


def test_each_button_says_what_it_opens(page: LibraryPage) -> None:
    names = [button.accessibleName() or button.text() for button in buttons(page)]
    assert names == [
        *(f"Read: {reading.title}" for reading in LIBRARY.readings),
        "Open: A page for M.",
        "Back",
    ]


def test_each_opens_its_own(page: LibraryPage) -> None:
    asked: list[str] = []
    page.reading_requested.connect(asked.append)
    page.therapist_page_requested.connect(lambda: asked.append("therapist"))
    page.closed.connect(lambda: asked.append("closed"))
    for button in buttons(page):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [*(reading.id for reading in LIBRARY.readings), "therapist", "closed"]


def test_nothing_tells_what_was_read(page: LibraryPage) -> None:
    before = read_aloud(page)
    for button in buttons(page):
        button.click()
    assert read_aloud(page) == before


@pytest.mark.parametrize("percent", [100, 200])
def test_everything_fits_and_is_named(
    page: LibraryPage, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    assert list(cut_off(page)) == []
    assert list(complaints(page)) == []
