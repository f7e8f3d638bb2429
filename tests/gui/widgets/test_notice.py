from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.gui.widgets import notice as module
from repair_desktop.gui.widgets.notice import Notice


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    heard: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        module, "announce", lambda widget, text, assertive: heard.append((text, assertive))
    )
    return heard


@pytest.fixture
def notice(qtbot: QtBot, spoken: list[tuple[str, bool]]) -> Notice:
    notice = Notice()
    qtbot.addWidget(notice)
    return notice


def buttons(notice: Notice) -> list[QPushButton]:
    return [button for button in notice.findChildren(QPushButton) if button.isVisibleTo(notice)]


def test_it_is_out_of_sight_until_something_is_said(notice: Notice) -> None:
    assert notice.isHidden()
    assert notice.text == ""


def test_what_is_said_is_shown_and_spoken(
    notice: Notice, qtbot: QtBot, spoken: list[tuple[str, bool]]
) -> None:
    with qtbot.waitExposed(notice):
        notice.say("Deleted.")
    notice.say("Not saved yet.", problem=True)
    assert notice.text == "Not saved yet."
    assert spoken == [("Deleted.", False), ("Not saved yet.", True)]


def test_a_button_does_its_own_thing(notice: Notice, qtbot: QtBot) -> None:
    done: list[str] = []
    with qtbot.waitExposed(notice):
        notice.say(
            "Not saved yet.",
            [("Try again", lambda: done.append("again")), ("Close", lambda: done.append("close"))],
        )
    again, close = buttons(notice)
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert done == ["close", "again"]


def test_the_next_sentence_takes_the_buttons_away(notice: Notice, qtbot: QtBot) -> None:
    with qtbot.waitExposed(notice):
        notice.say("Deleted.", [("Undo", lambda: None)])
    notice.say("Saved.")
    assert buttons(notice) == []


def test_words_that_look_like_markup_stay_words(notice: Notice, qtbot: QtBot) -> None:
    with qtbot.waitExposed(notice):
        notice.say("<b>bold</b>")
    labels = notice.findChildren(QLabel)
    assert labels
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
