from __future__ import annotations

from pathlib import Path

import pytest
from helpers.accessible import complaints, press_by_reader, read_aloud, tab_stops
from PySide6.QtCore import QAbstractAnimation, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.content.help import load_steadying
from repair_desktop.gui.help import steady_page
from repair_desktop.gui.help.steady_page import SteadyPage
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.chip import Chip

EXERCISES = load_steadying().exercises


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(steady_page, "announce", lambda widget, text: said.append(text))
    return said


@pytest.fixture
def page(qtbot: QtBot, spoken: list[str]) -> SteadyPage:
    page = SteadyPage(load_steadying())
    page.resize(600, 500)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def chips(page: SteadyPage) -> list[Chip]:
    return page.findChildren(Chip)


def checked(page: SteadyPage) -> list[str]:
    return [chip.words for chip in chips(page) if chip.isChecked()]


def test_each_exercise_is_offered_in_its_order_and_the_first_is_there_at_once(
    page: SteadyPage, spoken: list[str]
) -> None:
    assert [chip.words for chip in chips(page)] == [each.name for each in EXERCISES]
    assert checked(page) == ["Look around"]
    words = read_aloud(page)
    assert "Pick one. Stop any time. If it makes things worse, try another or leave." in words
    assert "Name five things you see." in words
    assert spoken == []


@pytest.mark.parametrize("number", range(len(EXERCISES)))
def test_one_exercise_at_a_time(page: SteadyPage, spoken: list[str], number: int) -> None:
    QTest.mouseClick(chips(page)[number], Qt.MouseButton.LeftButton)
    assert checked(page) in ([EXERCISES[number].name], ["Look around"])
    words = read_aloud(page)
    for other, each in enumerate(EXERCISES):
        shown = other == (number if number else 0)
        assert (each.text in words) is shown
    assert spoken in ([EXERCISES[number].text], [])


def test_one_is_always_chosen(page: SteadyPage) -> None:
    for _ in range(2):
        QTest.mouseClick(chips(page)[2], Qt.MouseButton.LeftButton)
        assert checked(page) == [EXERCISES[2].name]
        assert EXERCISES[2].text in read_aloud(page)


def test_a_screen_reader_chooses_one_and_it_stays(page: SteadyPage, spoken: list[str]) -> None:
    for _ in range(2):
        press_by_reader(chips(page)[2])
        assert checked(page) == [EXERCISES[2].name]
        assert EXERCISES[2].text in read_aloud(page)
    assert spoken == [EXERCISES[2].text]


def test_by_keyboard_it_is_one_stop_with_arrow_keys(page: SteadyPage, spoken: list[str]) -> None:
    stops = [stop for stop in tab_stops(page) if isinstance(stop, Chip)]
    assert stops == [chips(page)[0]]
    stops[0].setFocus()
    QTest.keyClick(stops[0], Qt.Key.Key_Right)
    assert chips(page)[1].hasFocus()
    assert checked(page) == ["Look around"]
    QTest.keyClick(chips(page)[1], Qt.Key.Key_Space)
    assert checked(page) == [EXERCISES[1].name]
    assert spoken == [EXERCISES[1].text]


def test_a_person_leads_to_the_people(page: SteadyPage) -> None:
    asked: list[bool] = []
    page.help_requested.connect(lambda: asked.append(True))

    def reach() -> list[QPushButton]:
        return [
            b
            for b in page.findChildren(QPushButton)
            if b.text() == "See who I can contact" and b.isVisible()
        ]

    assert reach() == []
    QTest.mouseClick(chips(page)[-1], Qt.MouseButton.LeftButton)
    [button] = reach()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [True]
    QTest.mouseClick(chips(page)[0], Qt.MouseButton.LeftButton)
    assert reach() == []


def test_back(page: SteadyPage) -> None:
    asked: list[bool] = []
    page.closed.connect(lambda: asked.append(True))
    back = next(b for b in page.findChildren(QPushButton) if b.text() == "Back")
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert asked == [True]


def test_nothing_ticks_moves_or_sounds(page: SteadyPage) -> None:
    assert [t for t in page.findChildren(QTimer) if t.isActive()] == []
    assert page.findChildren(QAbstractAnimation) == []
    source = Path(steady_page.__file__).read_text(encoding="utf-8")
    for word in ("QtMultimedia", "QSound", "beep", "QTimer", "Animation"):
        assert word not in source


@pytest.mark.parametrize("percent", [100, 200])
def test_every_control_is_named_large_enough_and_inside(
    page: SteadyPage, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    QApplication.processEvents()
    assert list(complaints(page)) == []
    assert page._column.width() <= page._scroll.viewport().width()
    for chip in chips(page):
        assert chip.heightForWidth(chip.width()) <= chip.height()
