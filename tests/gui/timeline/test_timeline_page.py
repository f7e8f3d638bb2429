from __future__ import annotations

from datetime import date

import pytest
from helpers.accessible import complaints, press_by_reader, read_aloud, tab_stops
from helpers.around import set_aside
from helpers.journals import NOON
from helpers.timeline import Kept, days_ago
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QTableView, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFault
from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.timeline_choice import Lens
from repair_desktop.core.windows import Span, TimeWindow
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline import page as page_module
from repair_desktop.gui.timeline.jump_card import JumpCard
from repair_desktop.gui.timeline.over_time.chart import TimelineChart
from repair_desktop.gui.timeline.page import TimelinePage

HINT = "Point at something, or use the left and right arrow keys, to read it here."


class Shown:
    """The page in a window, and what it asked for."""

    def __init__(self, qtbot: QtBot, kept: Kept, theme: ThemeController) -> None:
        self.kept = kept
        self.page = TimelinePage(
            kept.presenter,
            therapist_name(""),
            theme,
            ProblemWords(),
            word_names={"work": "Work"},
        )
        self.moods: list[Mood] = []
        self.ruptures: list[str] = []
        self.days: list[date] = []
        self.page.mood_requested.connect(self.moods.append)
        self.page.rupture_requested.connect(self.ruptures.append)
        self.page.check_in_requested.connect(self.days.append)
        # In the program too, a page is one of several in a window.
        self.window = QStackedWidget()
        self.window.addWidget(self.page)
        self.window.resize(720, 560)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        chart = self.page.findChild(TimelineChart)
        table = self.page.findChild(QTableView)
        assert isinstance(chart, TimelineChart)
        assert isinstance(table, QTableView)
        self.chart, self.table = chart, table

    def button(self, name: str) -> QPushButton:
        buttons = [b for b in self.page.findChildren(QPushButton) if b.isVisible()]
        return next(b for b in buttons if name in (b.text(), b.accessibleName()))

    def press(self, name: str) -> None:
        self.button(name).setFocus()
        QTest.keyClick(self.button(name), Qt.Key.Key_Space)

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            focused = self.page.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, key)

    def words(self) -> str:
        return read_aloud(self.page)

    def names(self) -> list[str]:
        return [_name(stop) for stop in tab_stops(self.page)]


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(page_module, "announce", lambda widget, text, **_: said.append(text))
    return said


@pytest.fixture
def shown(qtbot: QtBot, kept: Kept, theme: ThemeController, spoken: list[str]) -> Shown:
    return Shown(qtbot, kept, theme)


# --- nothing to show -------------------------------------------------------------------------


def test_an_empty_journal_offers_a_check_in_and_nothing_else(shown: Shown) -> None:
    shown.page.take_keys()
    shown.page.refresh()
    assert "Nothing is here yet." in shown.words()
    assert shown.names() == ["Check in"]
    assert shown.page.focusWidget() is shown.button("Check in")
    shown.key(Qt.Key.Key_Space)
    assert shown.days == [NOON.date()]
    shown.kept.check_in(days_ago(1), 2)
    shown.page.refresh()
    assert "Nothing is here yet." not in shown.words()
    assert shown.chart.hasFocus()
    shown.press("Table")
    shown.table.setFocus()
    shown.kept.mood.delete(shown.kept.view.moods[0].id)
    shown.page.refresh()
    assert shown.button("Check in").hasFocus()


def test_days_without_anything_say_so_in_both_forms(shown: Shown) -> None:
    shown.kept.check_in(days_ago(60))
    shown.page.refresh()
    assert "1 November to 30 November 2026. No check-ins in this time." in shown.words()
    assert "There is nothing to read for these days." in shown.words()
    assert "Each mark" not in shown.words()
    shown.press("Table")
    assert not shown.table.isVisible()
    assert "There is nothing to list for these days." in shown.words()
    assert list(complaints(shown.page)) == []


# --- the window ------------------------------------------------------------------------------


def test_the_header_sums_the_days_up_and_so_does_the_chart(shown: Shown) -> None:
    shown.kept.check_in(days_ago(1))
    shown.page.refresh()
    summary = "1 November to 30 November 2026, up to today. Check-ins on 1 of 23 days, 1 in all."
    assert summary in shown.words()
    assert shown.chart.accessibleName() == "Chart of the mood timeline"
    assert summary in shown.chart.accessibleDescription()


def test_one_of_the_spans_is_chosen_by_arrow_key(shown: Shown) -> None:
    shown.kept.check_in(days_ago(1))
    shown.page.refresh()
    shown.button("Month").setFocus()
    shown.key(Qt.Key.Key_Right)
    shown.key(Qt.Key.Key_Right)
    assert [view.span for view in shown.kept.views[-3:]] == [Span.MONTH, Span.QUARTER, Span.YEAR]
    checked = [n for n in ("Month", "Quarter", "Year") if shown.button(n).isChecked()]
    assert checked == ["Year"]
    assert shown.names().count("Month") + shown.names().count("Quarter") == 0


def test_a_screen_reader_chooses_span_and_form(shown: Shown) -> None:
    shown.kept.check_in(days_ago(3))
    shown.page.refresh()
    for name, span in (("Year", Span.YEAR), ("Quarter", Span.QUARTER), ("Quarter", Span.QUARTER)):
        press_by_reader(shown.button(name))
        assert shown.kept.view.span is span
        checked = [n for n in ("Month", "Quarter", "Year") if shown.button(n).isChecked()]
        assert checked == [name]
    for name, is_table in (("Table", True), ("Table", True), ("Picture", False)):
        press_by_reader(shown.button(name))
        assert (shown.table.isVisible(), shown.chart.isVisible()) == (is_table, not is_table)
        assert [n for n in ("Picture", "Table") if shown.button(n).isChecked()] == [name]


def test_a_screen_reader_meets_radio_buttons_in_named_groups(shown: Shown) -> None:
    shown.kept.check_in(days_ago(3))
    shown.page.refresh()
    groups = {"Month": "How many days", "Year": "How many days", "Table": "Shown as"}
    for name, group in groups.items():
        button = shown.button(name)
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface.role() is QAccessible.Role.RadioButton
        around = button.parentWidget()
        assert around is not None
        assert around.accessibleName() == group


def test_back_forward_and_today(shown: Shown, spoken: list[str]) -> None:
    shown.kept.check_in(days_ago(40))
    shown.page.refresh()
    assert spoken == []
    assert not shown.button("Forward").isEnabled()
    assert not shown.button("Today").isEnabled()
    assert shown.button("Back").accessibleName() == "Back by a month"
    shown.press("Back")
    assert "1 October to 31 October 2026. Check-ins on 1 of 31 days" in spoken[-1]
    assert not shown.button("Back").isEnabled()
    assert shown.page.focusWidget() is shown.button("Forward")
    shown.key(Qt.Key.Key_Space)
    assert shown.page.focusWidget() is shown.button("Back")
    shown.press("Quarter")
    assert not shown.button("Back by a quarter").isEnabled()
    shown.press("Month")
    shown.press("Back")
    shown.press("Go to today")
    assert shown.kept.view.holds_today
    said = len(spoken)
    shown.page.refresh()
    assert len(spoken) == said


def test_the_last_day_back_is_no_trap_for_the_focus(shown: Shown) -> None:
    shown.kept.check_in(days_ago(40))
    shown.page.refresh()
    shown.press("Back")
    shown.press("Go to today")
    focused = shown.page.focusWidget()
    assert focused is not None
    assert focused.isVisible()
    assert focused.isEnabled()


def test_a_day_is_typed_and_gone_to(shown: Shown) -> None:
    shown.kept.check_in(days_ago(400))
    shown.page.refresh()
    shown.press("Go to a day")
    field = shown.page.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "23/11/2026"
    assert list(complaints(shown.page)) == []
    QTest.keyClicks(field, "9.8.2025")
    shown.key(Qt.Key.Key_Return)
    assert shown.kept.view.window == TimeWindow(date(2025, 8, 1), date(2025, 9, 1))
    assert shown.chart.hasFocus()
    assert not field.isVisible()


def test_no_day_is_no_way_and_closing_leads_back(shown: Shown) -> None:
    shown.kept.check_in(days_ago(400))
    shown.page.refresh()
    window = shown.kept.view.window
    shown.press("Go to a day")
    field = shown.page.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "31.2.2026")
    shown.key(Qt.Key.Key_Return)
    assert "There is no such day." in shown.words()
    assert (field.isVisible(), shown.kept.view.window) == (True, window)
    shown.press("Close")
    assert shown.page.focusWidget() is shown.button("Go to a day")
    assert not field.isVisible()


def test_page_keys_on_the_chart_show_other_days(shown: Shown) -> None:
    shown.kept.check_in(days_ago(40))
    shown.page.refresh()
    shown.chart.setFocus()
    shown.key(Qt.Key.Key_PageUp)
    assert shown.kept.view.window.start == date(2026, 10, 1)
    shown.key(Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    assert shown.kept.view.holds_today
    assert shown.page.focusWidget() is shown.chart


def test_a_check_in_is_added_for_the_days_that_are_shown(shown: Shown) -> None:
    shown.kept.check_in(days_ago(40))
    shown.page.refresh()
    shown.press("Add a check-in")
    shown.press("Back")
    shown.press("Add a check-in")
    assert shown.days == [NOON.date(), date(2026, 10, 31)]


# --- the chart -------------------------------------------------------------------------------


def test_what_is_chosen_is_read_under_the_chart_and_opened(shown: Shown) -> None:
    mood = shown.kept.check_in(days_ago(3), 2, tags=("work",), note="<u>plain</u>")
    rupture = shown.kept.rupture(days_ago(1))
    shown.page.refresh()
    assert HINT in shown.words()
    shown.chart.setFocus()
    shown.key(Qt.Key.Key_Right)
    line = "Friday, 20 November 2026, 12:00. Good. Tags: Work. Note: <u>plain</u>"
    assert line in shown.words()
    assert HINT not in shown.words()
    assert shown.button("Open").accessibleName() == f"Open: {line}"
    shown.key(Qt.Key.Key_Return)
    shown.press("Open")
    assert shown.moods == [mood, mood]
    shown.chart.setFocus()
    shown.key(Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert shown.ruptures == [rupture]


def test_a_bar_opens_as_its_month_with_its_first_check_in_chosen(shown: Shown) -> None:
    for hour in (9, 20):
        shown.kept.check_in(days_ago(100, hour=hour), 1)
    shown.page.refresh()
    shown.press("Year")
    assert "Each bar is" in shown.words()
    shown.chart.setFocus()
    shown.key(Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert shown.kept.view.window.start == date(2026, 8, 1)
    assert shown.button("Month").isChecked()
    assert shown.chart.what == shown.kept.view.moods[0]
    assert "Each mark is one check-in." in shown.words()
    assert shown.moods == []


def test_a_chosen_thing_is_scrolled_into_sight(
    qtbot: QtBot, shown: Shown, theme: ThemeController
) -> None:
    theme.apply(Theme.LIGHT, 200)
    for day in range(1, 20, 2):
        shown.kept.rupture(days_ago(day), title="What was said about the holidays")
    shown.kept.check_in(days_ago(22), -4)
    shown.page.refresh()
    shown.chart.setFocus()

    def in_sight() -> bool:
        middle = shown.chart.chosen_area.center().toPoint()
        return shown.page.rect().contains(shown.chart.mapTo(shown.page, middle))

    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Home):
        shown.key(key)
        qtbot.waitUntil(in_sight)


# --- the table -------------------------------------------------------------------------------


def test_the_table_stands_in_for_the_chart_and_opens_rows(shown: Shown) -> None:
    shown.kept.check_in(days_ago(40))
    mood = shown.kept.check_in(days_ago(3), 2)
    rupture = shown.kept.rupture(days_ago(5), (RuptureState.LEFT, days_ago(1)))
    shown.page.refresh()
    shown.press("Table")
    assert (shown.chart.isVisible(), shown.table.isVisible()) == (False, True)
    assert shown.table.model().rowCount() == 3
    shown.page.take_keys()
    assert shown.table.hasFocus()
    shown.key(Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert (shown.ruptures, shown.moods) == ([rupture], [mood])
    shown.press("Back")
    assert shown.table.model().rowCount() == 1
    shown.press("Picture")
    assert shown.chart.isVisible()


def test_the_table_follows_a_refresh(shown: Shown) -> None:
    shown.kept.check_in(days_ago(3))
    shown.page.refresh()
    shown.press("Table")
    shown.kept.check_in(days_ago(2))
    shown.page.refresh()
    assert shown.table.isVisible()
    assert shown.table.model().rowCount() == 2


# --- for everyone ----------------------------------------------------------------------------


def test_every_control_is_named_large_enough_and_in_order(shown: Shown) -> None:
    shown.kept.check_in(days_ago(40))
    shown.kept.check_in(days_ago(3))
    shown.page.refresh()
    shown.chart.setFocus()
    shown.key(Qt.Key.Key_Right)
    assert list(complaints(shown.page)) == []
    names = shown.names()
    start = names.index("Month")
    assert [name.partition(":")[0] for name in (*names[start:], *names[:start])] == [
        "Month",
        "Show fewer days",
        "Show more days",
        "Back by a month",
        "Go to a day",
        "Picture",
        "Add a check-in",
        "Filter…",
        "Chart of the mood timeline",
        "Open",
        "Print or save…",
        "For my session…",
        "What to look at",
    ]
    shown.press("Table")
    assert list(complaints(shown.page)) == []


@pytest.mark.parametrize("percent", [90, 100, 200])
def test_nothing_is_wider_than_the_smallest_window(
    shown: Shown, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    shown.window.resize(576, 560)
    shown.kept.check_in(days_ago(3), 2, note="word " * 60)
    shown.kept.rupture(days_ago(1), title="What was said about the holidays " * 4)
    shown.page.refresh()
    shown.chart.setFocus()
    shown.key(Qt.Key.Key_Right)
    for button in shown.page.findChildren(QPushButton):
        if button.isVisible():
            right = button.mapTo(shown.page, button.rect().bottomRight()).x()
            assert right < shown.page.width()
            assert button.width() >= button.sizeHint().width()
    assert shown.chart.mapTo(shown.page, shown.chart.rect().bottomRight()).x() < shown.page.width()


def test_a_failure_is_said_calmly_and_what_is_shown_stays(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.kept.check_in(days_ago(3))
    shown.page.refresh()

    def fail() -> None:
        raise DiskFault

    with monkeypatch.context() as broken:
        broken.setattr(shown.kept.timeline, "all", fail)
        shown.page.refresh()
    problem = ProblemWords().words(DiskFault())
    assert f"{problem.happened} {problem.safe} {problem.to_do}" in shown.words()
    assert shown.chart.isVisible()
    shown.page.refresh()
    assert problem.happened not in shown.words()


def test_nothing_is_said_before_anything_was_read(shown: Shown, spoken: list[str]) -> None:
    assert spoken == []
    assert shown.names() == ["Chart of the mood timeline"]
    assert not shown.page.grab().isNull()


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QPushButton) else ""
    return widget.accessibleName() or text


@pytest.mark.parametrize("lens", list(Lens))
def test_after_a_safety_answer_no_way_to_look_speaks_of_mending(shown: Shown, lens: Lens) -> None:
    kept = shown.kept
    kept.check_in(days_ago(5), 1)
    states = [RuptureState.RAISED, RuptureState.MENDING, RuptureState.SETTLED]
    moments = [(state, days_ago(5 - n)) for n, state in enumerate(states)]
    set_aside(kept, kept.rupture(days_ago(6), *moments, title="The clock"))
    shown.page.refresh()
    kept.presenter.look_through(lens)
    panel = shown.page._card(lens).panel
    rows, picture = panel.rows(), panel.picture
    said = [panel.summary(), panel.explanation()]
    said += [picture.words_of(item.what) for item in picture.items]
    for row in range(len(rows)):
        said += [rows.spoken(row), *(rows.cell(row, n) for n in range(len(rows.columns)))]
    if lens is Lens.MOODS:
        flags = picture.plan.flags
        said += [label.text for flag in flags for label in (flag.label, *flag.states)]
        assert "The clock" in said
    assert not [text for text in said for word in ("Raise", "Mend", "Settled") if word in text]


def test_where_no_days_are_chosen_nobody_is_asked_for_one(shown: Shown) -> None:
    shown.kept.check_in(days_ago(1))
    shown.page.refresh()
    shown.page._controls.jump.click()
    card = shown.page.findChild(JumpCard)
    assert isinstance(card, JumpCard)
    assert card.isVisible()
    shown.kept.presenter.look_through(Lens.RUPTURE)
    assert card.isHidden()
