"""The card in very large type: line by line, and all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.cards import FILLED, view
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.shown import amiss, buttons, focus, press, said, settle, show
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from repair_desktop.core.cards import CardChanges, Length, LineId, Said
from repair_desktop.gui.card import practise_page
from repair_desktop.gui.card.large_page import LargePage
from repair_desktop.gui.card.large_text import LargeText
from repair_desktop.gui.card.no_card_page import NoCardPage
from repair_desktop.gui.card.practise_page import PractisePage
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.prose import LINE_HEIGHT

CARD = view(FILLED, Length.MINUTE)


def text(page: Page) -> str:
    [shown] = page.findChildren(LargeText)
    assert shown.accessibleName() == shown.text
    return shown.text


@pytest.fixture
def practise(qtbot: QtBot, theme: ThemeController) -> PractisePage:
    page = show(qtbot, PractisePage(CARD))
    page.take_keys()
    settle()
    return page


def key(key: Qt.Key) -> None:
    QTest.keyClick(focus(), key)
    settle()


def test_one_line_at_a_time_by_buttons(practise: PractisePage) -> None:
    assert "Say it out loud once if you have privacy." in said(practise)
    heard = [text(practise)]
    while len(heard) < len(CARD.spoken):
        press(practise, "Next line")
        heard.append(text(practise))
    assert heard == list(CARD.spoken)
    assert "I want to tell you what happened. You looked at the clock." in heard
    assert f"Line {len(heard)} of {len(heard)}" in said(practise)
    assert isinstance(focus(), LargeText)  # Next line can do no more
    press(practise, "Line before")
    assert text(practise) == CARD.spoken[-2]


def test_one_line_at_a_time_by_keys(practise: PractisePage) -> None:
    for on, back in ((Qt.Key.Key_Right, Qt.Key.Key_Left), (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)):
        key(on)
        assert text(practise) == CARD.spoken[1]
        key(back)
        key(back)  # nothing before the first
        assert text(practise) == CARD.spoken[0]
    for _ in range(20):
        key(Qt.Key.Key_Right)
    assert text(practise) == CARD.spoken[-1]


def test_the_arrows_go_on_wherever_the_keys_are(practise: PractisePage) -> None:
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Right)
    assert text(practise) == CARD.spoken[1]


def test_a_new_line_is_read_out(practise: PractisePage, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(practise_page, "announce", lambda _widget, words: heard.append(words))
    key(Qt.Key.Key_Right)
    assert heard == [f"{CARD.spoken[1]} Line 2 of {len(CARD.spoken)}"]


def test_nothing_is_recorded() -> None:
    folder = Path(practise_page.__file__).parents[2]
    code = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
    assert "QtMultimedia" not in code


def test_escape_and_close_close(qtbot: QtBot, theme: ThemeController) -> None:
    for page in (PractisePage(CARD), LargePage(CARD)):
        closed: list[bool] = []
        page.closed.connect(lambda closed=closed: closed.append(True))
        show(qtbot, page).take_keys()
        key(Qt.Key.Key_Escape)
        press(page, "Close")
        assert closed == [True, True]


def test_an_empty_card_says_so(qtbot: QtBot, theme: ThemeController) -> None:
    nothing = CardChanges().turned(Length.MINUTE, LineId("opener"), False)
    nothing = nothing.turned(Length.MINUTE, LineId("close"), False)
    page = show(qtbot, PractisePage(view(Said(), Length.MINUTE, nothing)))
    assert text(page) == "There is nothing on the card yet."
    assert "Line" not in said(page)


def test_all_of_it_is_shown_from_its_beginning_and_scrolls(
    qtbot: QtBot, theme: ThemeController
) -> None:
    page = show(qtbot, LargePage(CARD))
    page.take_keys()
    settle()
    assert text(page) == "\n".join(CARD.paragraphs)
    assert buttons(page) == ["Close"]  # nothing else is to be seen by whoever gets the screen
    area = page.findChild(QScrollArea)
    assert area is not None
    bar = area.verticalScrollBar()
    assert bar.value() == 0
    key(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    key(Qt.Key.Key_Home)
    assert bar.value() == 0


def test_where_there_is_no_card_nothing_asks_for_mending(
    qtbot: QtBot, theme: ThemeController
) -> None:
    page = show(qtbot, NoCardPage(is_set_aside=True))
    asked: list[str] = []
    page.help_requested.connect(lambda: asked.append("help"))
    page.closed.connect(lambda: asked.append("closed"))
    assert "You do not have to talk to them about it" in said(page)
    press(page, "Who can help")
    press(page, "Close")
    assert asked == ["help", "closed"]
    gone = show(qtbot, NoCardPage(is_set_aside=False))
    assert "not in the journal any more" in said(gone)
    assert buttons(gone) == ["Close"]


@pytest.mark.parametrize("look", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(
    qtbot: QtBot, theme: ThemeController, look: Theme, percent: int
) -> None:
    theme.apply(look, percent)
    long = CardChanges().written(LineId("ask"), "Donaudampfschifffahrtsgesellschaft" * 3)
    shown = view(FILLED, Length.MINUTE, long)
    for page in (PractisePage(shown), LargePage(shown), NoCardPage(True), NoCardPage(False)):
        show(qtbot, page).resize(SMALLEST_PAGE)
        settle()
        assert list(cut_off(page)) == []
        assert amiss(page) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_at_least_four_lines_are_seen_at_once(
    qtbot: QtBot, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    for page in (PractisePage(CARD), LargePage(CARD)):
        show(qtbot, page).resize(SMALLEST_PAGE)
        settle()
        [shown] = page.findChildren(LargeText)
        [area] = page.findChildren(QScrollArea)
        prose = shown._prose
        below = area.viewport().height() - prose.mapTo(area.viewport(), QPoint()).y()
        # Below the letters of the fourth line there has to be no room.
        assert below >= prose.fontMetrics().lineSpacing() * (3 * LINE_HEIGHT / 100 + 1)
        assert prose.fontInfo().pixelSize() >= shown.fontInfo().pixelSize()


def test_there_is_large_type_where_there_is_room(qtbot: QtBot, theme: ThemeController) -> None:
    page = show(qtbot, LargePage(CARD), (1000, 900))
    [shown] = page.findChildren(LargeText)
    assert shown._prose.fontInfo().pixelSize() == 36
    theme.apply(Theme.LIGHT, 150)
    settle()
    assert shown._prose.fontInfo().pixelSize() == 54
