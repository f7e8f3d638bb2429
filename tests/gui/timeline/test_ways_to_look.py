"""The calendar, words and small lines on their page, by keys."""

from __future__ import annotations

from datetime import date

import pytest
from helpers.accessible import complaints, read_aloud
from helpers.timeline import Kept, days_ago
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStackedWidget, QTableView
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import ChoiceAnswer, RatedWord
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.core.mood_filter import Word
from repair_desktop.core.moods import Mood
from repair_desktop.core.timeline_choice import Lens
from repair_desktop.core.windows import Span
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.calendar.picture import CalendarPicture
from repair_desktop.gui.timeline.drawing.picture import Picture
from repair_desktop.gui.timeline.feelings.picture import WordsPicture
from repair_desktop.gui.timeline.items.picture import ItemsPicture
from repair_desktop.gui.timeline.page import TimelinePage

PICTURES: dict[Lens, type[Picture]] = {
    Lens.CALENDAR: CalendarPicture,
    Lens.WORDS: WordsPicture,
    Lens.ITEMS: ItemsPicture,
}
WAYS = list(PICTURES)


class Shown:
    """The page in a window, with a little of everything."""

    def __init__(self, qtbot: QtBot, kept: Kept, theme: ThemeController) -> None:
        self.kept = kept
        kept.check_in(days_ago(0), 2, None, (RatedWord("calm"),), ("work",))
        kept.check_in(days_ago(5), -2, None, (RatedWord("hurt"),))
        opened = kept.reflect.begin(WorksheetId("session-check-in"))
        near = ChoiceAnswer((OptionId("near"),))
        kept.reflect.save(opened.entry.id, {PromptId("ci.bond"): near}, None)
        self.page = TimelinePage(
            kept.presenter,
            therapist_name(""),
            theme,
            ProblemWords(),
            word_names={"work": "Work", "calm": "Calm", "hurt": "Hurt"},
        )
        self.sessions_asked: list[bool] = []
        self.page.sessions_requested.connect(lambda: self.sessions_asked.append(True))
        self.window = QStackedWidget()
        self.window.addWidget(self.page)
        self.window.resize(720, 560)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.page.refresh()

    def look(self, lens: Lens) -> Picture:
        self.kept.presenter.look_through(lens)
        picture = self.page.findChild(PICTURES[lens])
        assert isinstance(picture, Picture)
        picture.setFocus()
        return picture


@pytest.fixture
def shown(qtbot: QtBot, kept: Kept, theme: ThemeController) -> Shown:
    return Shown(qtbot, kept, theme)


@pytest.mark.parametrize("lens", WAYS)
@pytest.mark.parametrize("look", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
def test_each_way_is_a_picture_that_speaks(
    shown: Shown, theme: ThemeController, lens: Lens, look: Theme
) -> None:
    theme.apply(look, 200)
    picture = shown.look(lens)
    assert picture.isVisible()
    assert not picture.grab().isNull()
    face = QAccessible.queryAccessibleInterface(picture)
    assert face is not None
    assert face.role() is QAccessible.Role.Chart
    assert face.text(QAccessible.Text.Value) == "Nothing is chosen."
    assert "2026" in face.text(QAccessible.Text.Description)
    assert "Enter" in face.text(QAccessible.Text.Description)
    QTest.keyClick(picture, Qt.Key.Key_Home)
    said = face.text(QAccessible.Text.Value)
    assert said == picture.words_of(picture.items[0].what)
    assert said in read_aloud(shown.page)
    assert list(complaints(shown.window)) == []


@pytest.mark.parametrize("lens", WAYS)
def test_each_way_has_its_table(shown: Shown, lens: Lens) -> None:
    shown.look(lens)
    shown.kept.presenter.show_as_table(True)
    table = shown.page.findChild(QTableView)
    assert isinstance(table, QTableView)
    assert table.isVisible()
    header = table.horizontalHeader()
    for column in range(header.count()):
        assert table.columnWidth(column) >= header.sectionSizeHint(column)


def test_enter_on_a_day_shows_it_by_its_hours(shown: Shown) -> None:
    calendar = shown.look(Lens.CALENDAR)
    QTest.keyClick(calendar, Qt.Key.Key_Home)
    QTest.keyClick(calendar, Qt.Key.Key_Return)
    view = shown.kept.view
    assert (view.choice.lens, view.span) == (Lens.MOODS, Span.DAY)
    assert view.window.start == date(2026, 11, 18)
    focused = shown.page.focusWidget()
    assert isinstance(focused, Picture)
    assert isinstance(focused.what, Mood)


def test_enter_on_a_feeling_shows_its_check_ins(shown: Shown) -> None:
    words = shown.look(Lens.WORDS)
    QTest.keyClick(words, Qt.Key.Key_Home)
    QTest.keyClick(words, Qt.Key.Key_Return)
    view = shown.kept.view
    assert view.choice.lens is Lens.MOODS
    assert view.choice.filter.feelings == {Word("calm")}
    assert [mood.pleasantness for mood in view.moods] == [2]


def test_enter_on_a_tag_shows_its_check_ins(shown: Shown) -> None:
    words = shown.look(Lens.WORDS)
    QTest.keyClick(words, Qt.Key.Key_End)
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert shown.kept.view.choice.filter.tags == {"work"}
    assert shown.kept.view.choice.lens is Lens.MOODS


def test_enter_on_an_answer_goes_to_the_sessions(shown: Shown) -> None:
    lines = shown.look(Lens.ITEMS)
    QTest.keyClick(lines, Qt.Key.Key_Home)
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert shown.sessions_asked == [True]


@pytest.mark.parametrize("lens", WAYS)
def test_page_up_shows_the_days_before(shown: Shown, lens: Lens) -> None:
    shown.kept.check_in(days_ago(400))
    shown.page.refresh()
    picture = shown.look(lens)
    before = shown.kept.view.window
    QTest.keyClick(picture, Qt.Key.Key_PageUp)
    assert shown.kept.view.window.end == before.start
    assert picture.hasFocus()


def test_a_refresh_reads_new_answers(shown: Shown) -> None:
    lines = shown.look(Lens.ITEMS)
    assert len(lines.items) == 1
    opened = shown.kept.reflect.begin(WorksheetId("session-check-in"))
    apart = ChoiceAnswer((OptionId("apart"),))
    shown.kept.reflect.save(opened.entry.id, {PromptId("ci.bond"): apart}, None)
    shown.page.refresh()
    assert len(lines.items) == 2
