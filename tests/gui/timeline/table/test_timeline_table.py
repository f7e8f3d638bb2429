from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from helpers.accessible import complaints
from helpers.timeline import Kept, days_ago
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.drawing.rows import Rows
from repair_desktop.gui.timeline.over_time.rows import Cell, MoodRows
from repair_desktop.gui.timeline.table.model import TimelineTable
from repair_desktop.gui.timeline.table.view import TimelineTableView
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords

NAMES = {"calm": "quiet inside", "work": "Work"}


@pytest.fixture
def model(qapp: object) -> TimelineTable:
    return TimelineTable()


def show(model: TimelineTable, kept: Kept) -> None:
    kept.presenter.refresh()
    model.show_rows(MoodRows(kept.view, TimelineWords(therapist_name(""), NAMES)))


def cells(model: TimelineTable, row: int, role: int = Qt.ItemDataRole.DisplayRole) -> list[str]:
    return [model.data(model.index(row, column), role) for column in Cell]


def rows_of(model: TimelineTable) -> Rows:
    assert model.rows is not None
    return model.rows


def fill(kept: Kept) -> None:
    kept.check_in(days_ago(9, hour=9), 4)
    kept.check_in(
        days_ago(3, hour=9),
        -3,
        energy=0,
        feelings=(RatedWord("calm"), RatedWord("unheard", own=True)),
        tags=("work", "bus"),
        note="<b>Two</b>\nlines",
        later=timedelta(days=2),
    )
    kept.rupture(days_ago(5), (RuptureState.SETTLED, days_ago(2)), happened=days_ago(7))


def test_it_is_a_sound_model(model: TimelineTable, kept: Kept, qtmodeltester: ModelTester) -> None:
    check: Callable[[object], None] = qtmodeltester.check
    check(model)
    fill(kept)
    show(model, kept)
    check(model)


def test_every_column_has_its_name(model: TimelineTable, kept: Kept) -> None:
    show(model, kept)
    names = [model.headerData(column, Qt.Orientation.Horizontal) for column in Cell]
    assert names == [
        "Day and time",
        "Mood",
        "Pleasantness",
        "Energy",
        "Feelings",
        "Tags",
        "Note",
    ]


def test_everything_is_there_newest_first(model: TimelineTable, kept: Kept) -> None:
    fill(kept)
    show(model, kept)
    assert [cells(model, row) for row in range(model.rowCount())] == [
        ["21/11/2026 12:00", "Something felt off: Settled", "", "", "", "", ""],
        [
            "20/11/2026 09:00\nadded later",
            "Low",
            "−3",
            "0",
            "quiet inside, unheard",
            "Work, bus",
            "<b>Two</b>\nlines",
        ],
        ["18/11/2026 12:00", "Something felt off: Noted", "", "", "", "", ""],
        ["16/11/2026", "Something felt off: It happened", "", "", "", "", ""],
        ["14/11/2026 09:00", "Great", "4", "", "", "", ""],
    ]


def test_a_screen_reader_hears_the_row_first_and_blanks_too(
    model: TimelineTable, kept: Kept
) -> None:
    fill(kept)
    show(model, kept)
    spoken = cells(model, 4, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == [
        "Saturday, 14 November 2026, 09:00. Great.",
        "Mood: Great",
        "Pleasantness: 4",
        "Energy: blank",
        "Feelings: blank",
        "Tags: blank",
        "Note: blank",
    ]
    assert cells(model, 0, Qt.ItemDataRole.AccessibleTextRole)[0] == (
        "Saturday, 21 November 2026, 12:00. Something felt off: Settled."
    )


def test_it_shows_only_the_days_of_the_view(model: TimelineTable, kept: Kept) -> None:
    kept.check_in(days_ago(50))
    kept.check_in(days_ago(1))
    show(model, kept)
    assert model.rowCount() == 1
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


# --- on screen -------------------------------------------------------------------------------


class Shown:
    def __init__(self, qtbot: QtBot, model: TimelineTable, theme: ThemeController) -> None:
        self.view = TimelineTableView(model, theme)
        self.opened: list[object] = []
        self.view.opened.connect(self.opened.append)
        qtbot.addWidget(self.view)
        self.view.resize(900, 400)
        with qtbot.waitExposed(self.view):
            self.view.show()
        self.view.activateWindow()
        qtbot.waitUntil(self.view.isActiveWindow)


@pytest.fixture
def shown(qtbot: QtBot, model: TimelineTable, kept: Kept, theme: ThemeController) -> Shown:
    fill(kept)
    show(model, kept)
    return Shown(qtbot, model, theme)


def test_the_keys_choose_whole_rows_and_enter_opens_one(shown: Shown, model: TimelineTable) -> None:
    shown.view.setFocus()
    chosen = shown.view.selectionModel().selectedRows()
    assert [index.row() for index in chosen] == [0]
    QTest.keyClick(shown.view, Qt.Key.Key_Down)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    QTest.keyClick(shown.view, Qt.Key.Key_Up)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert shown.opened == [rows_of(model).what(1), rows_of(model).what(0)]


def test_tab_leaves_it_and_it_has_a_name(shown: Shown) -> None:
    assert not shown.view.tabKeyNavigation()
    assert list(complaints(shown.view)) == []
    face = QAccessible.queryAccessibleInterface(shown.view)
    assert face.text(QAccessible.Text.Name) == "Mood timeline as a table"


def test_what_happened_to_a_rupture_has_the_whole_row(shown: Shown) -> None:
    assert [shown.view.columnSpan(row, Cell.MOOD) for row in range(5)] == [6, 1, 6, 6, 1]


@pytest.mark.parametrize("width", [300, 900, 1400])
@pytest.mark.parametrize("percent", [100, 200])
def test_no_word_is_cut(
    shown: Shown, model: TimelineTable, theme: ThemeController, percent: int, width: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    shown.view.resize(width, 400)
    header = shown.view.horizontalHeader()
    assert header.length() >= shown.view.viewport().width()
    for column in Cell:
        assert shown.view.columnWidth(column) >= header.sectionSizeFromContents(column).width()
    for row in range(model.rowCount()):
        assert shown.view.rowHeight(row) >= shown.view.sizeHintForRow(row)


def test_rows_have_room_for_their_words_once_they_are_in_sight(
    shown: Shown, model: TimelineTable, kept: Kept
) -> None:
    with kept.journal.transaction():
        for number in range(300):
            kept.check_in(days_ago(1) - timedelta(minutes=number), note="word " * (number % 60))
    show(model, kept)
    shown.view.setFocus()
    plain, ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    for key, held, row in (
        (Qt.Key.Key_Down, plain, 1),
        (Qt.Key.Key_End, ctrl, model.rowCount() - 1),
        (Qt.Key.Key_Up, plain, model.rowCount() - 2),
        (Qt.Key.Key_Home, ctrl, 0),
    ):
        QTest.keyClick(shown.view, key, held)
        assert shown.view.currentIndex().row() == row
        current = shown.view.visualRect(shown.view.currentIndex())
        assert shown.view.viewport().rect().contains(current)
        assert_fitted(shown)
    bar = shown.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    assert_fitted(shown)


def assert_fitted(shown: Shown) -> None:
    first, last = shown.view.rowAt(0), shown.view.rowAt(shown.view.viewport().height() - 1)
    assert 0 <= first < last
    for row in range(first, last + 1):
        assert shown.view.rowHeight(row) >= shown.view.sizeHintForRow(row)


def test_long_titles_stand_across_and_make_no_column_wider(
    shown: Shown, model: TimelineTable, kept: Kept
) -> None:
    before = shown.view.columnWidth(Cell.MOOD), shown.view.rowHeight(0)
    kept.rupture(days_ago(0, hour=10), title="What was said about the holidays")
    show(model, kept)
    assert (shown.view.columnWidth(Cell.MOOD), shown.view.rowHeight(0)) == before
    assert before[0] < 100
    kept.rupture(days_ago(0), title="What was said about the holidays " * 12)
    show(model, kept)
    assert shown.view.columnWidth(Cell.MOOD) == before[0]
    assert before[1] < shown.view.rowHeight(0) < before[1] * 6


def test_nothing_can_be_written_into_it(shown: Shown, model: TimelineTable) -> None:
    assert not any(
        model.flags(model.index(0, column)) & Qt.ItemFlag.ItemIsEditable for column in Cell
    )
