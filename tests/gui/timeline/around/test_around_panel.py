"""The days around sessions on the page: by keys, as a table, and to a screen reader."""

from __future__ import annotations

from datetime import time

import pytest
from helpers.around import hold
from helpers.timeline import Kept, days_ago
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.core.around import AroundDay
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.timeline_choice import Lens
from repair_desktop.core.windows import Span
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.around.chart import AroundChart
from repair_desktop.gui.timeline.page import TimelinePage
from repair_desktop.gui.timeline.table.view import TimelineTableView

Key = Qt.Key


class Shown:
    """The page with sessions looked at, and what it asked for."""

    def __init__(self, qtbot: QtBot, kept: Kept, theme: ThemeController) -> None:
        self.kept = kept
        self.page = TimelinePage(kept.presenter, therapist_name(""), theme, ProblemWords())
        self.asked = 0
        self.page.sessions_requested.connect(self._count)
        self.page.resize(980, 900)
        qtbot.addWidget(self.page)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    @property
    def chart(self) -> AroundChart:
        (chart,) = self.page.findChildren(AroundChart)
        return chart

    def _count(self) -> None:
        self.asked += 1

    def read(self, span: Span = Span.QUARTER) -> None:
        self.kept.presenter.refresh()
        self.kept.presenter.look_through(Lens.SESSIONS)
        self.kept.presenter.choose(span)
        self.chart.setFocus()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            focused = self.page.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, key)

    @property
    def chosen(self) -> tuple[bool, int] | None:
        what = self.chart.what
        return (what.group.has_open, what.offset) if isinstance(what, AroundDay) else None


@pytest.fixture
def shown(qtbot: QtBot, kept: Kept, theme: ThemeController) -> Shown:
    return Shown(qtbot, kept, theme)


def two_groups(kept: Kept) -> None:
    """A session 20 days ago, and one 6 days ago while a rupture is open."""
    hold(kept, 20)
    hold(kept, 6)
    kept.rupture(days_ago(10))
    for day, value in ((21, -2), (21, 2), (19, 1), (7, 0)):
        kept.check_in(days_ago(day), value)


def test_keys_go_along_the_days_and_from_one_plot_to_the_other(shown: Shown) -> None:
    two_groups(shown.kept)
    shown.read()
    shown.press(Key.Key_Right)
    assert shown.chosen == (False, -3)
    shown.press(Key.Key_Right, Key.Key_Right)
    assert shown.chosen == (False, -1)
    shown.press(Key.Key_Down)
    assert shown.chosen == (True, -1)
    shown.press(Key.Key_Down)
    assert shown.chosen == (True, -1)
    shown.press(Key.Key_Up, Key.Key_Up)
    assert shown.chosen == (False, -1)
    shown.press(Key.Key_End)
    assert shown.chosen == (True, 3)


def test_with_one_plot_up_and_down_scroll_the_page(shown: Shown) -> None:
    hold(shown.kept, 6)
    shown.kept.check_in(days_ago(6))
    shown.read()
    shown.press(Key.Key_Down)
    assert shown.chosen is None


def test_a_screen_reader_hears_summary_keys_and_the_day(shown: Shown) -> None:
    two_groups(shown.kept)
    shown.read()
    face = QAccessible.queryAccessibleInterface(shown.chart)
    assert face is not None
    assert face.role() is QAccessible.Role.Chart
    said = face.text(QAccessible.Text.Description)
    assert "1 session without an open rupture, 1 session with an open rupture." in said
    assert "4 check-ins on the days around." in said
    assert "Up and Down" in said
    shown.press(Key.Key_Right, Key.Key_Right, Key.Key_Right)
    assert face.text(QAccessible.Text.Value) == (
        "The day before a session (1 session without an open rupture): "
        "2 check-ins, from Low to Good."
    )


def test_enter_shows_the_table_and_gives_it_the_keys(shown: Shown) -> None:
    two_groups(shown.kept)
    shown.read()
    shown.press(Key.Key_Right, Key.Key_Return)
    (table,) = shown.page.findChildren(TimelineTableView)
    assert table.isVisible()
    assert table.hasFocus()
    assert table.model().rowCount() == 4
    shown.press(Key.Key_Return)
    assert shown.asked == 0  # all sessions of a group are nothing to open
    shown.press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert shown.asked == 1


def test_the_button_that_opens_shows_the_table_too(shown: Shown) -> None:
    two_groups(shown.kept)
    shown.read()
    shown.press(Key.Key_Right)
    buttons = [b for b in shown.page.findChildren(QPushButton) if b.isVisible()]
    button = next(b for b in buttons if b.text() == "Open")
    button.setFocus()
    QTest.keyClick(button, Key.Key_Space)
    (table,) = shown.page.findChildren(TimelineTableView)
    assert table.hasFocus()


def test_without_a_session_it_says_what_would_be_here(shown: Shown) -> None:
    shown.kept.check_in(days_ago(1))
    shown.read()
    assert "Sessions that are over show up here" in shown.chart.accessibleDescription()
    assert shown.chart.height() > 20
    shown.press(Key.Key_Right, Key.Key_Return)
    assert shown.chosen is None


def test_a_session_of_this_morning_is_one_and_one_of_this_evening_is_none(shown: Shown) -> None:
    hold(shown.kept, 0, time(9))
    hold(shown.kept, 0, time(20))
    shown.kept.check_in(days_ago(0, hour=8))
    shown.read()
    (group,) = {item.what.group for item in shown.chart.items}
    assert group.sessions == 1


def test_what_is_chosen_stays_chosen_when_it_is_read_again(shown: Shown) -> None:
    two_groups(shown.kept)
    shown.read()
    shown.press(Key.Key_Right, Key.Key_Down)
    shown.kept.check_in(days_ago(9), 4)
    shown.kept.presenter.refresh()
    assert shown.chosen == (True, -3)
    assert "1 check-in, Great" in shown.chart.spoken_value()


def test_a_settled_rupture_is_open_no_more(shown: Shown) -> None:
    hold(shown.kept, 6)
    shown.kept.rupture(days_ago(20), (RuptureState.LEFT, days_ago(8)))
    shown.read()
    assert {item.what.group.has_open for item in shown.chart.items} == {False}
