"""The calendar of a month, and a year in days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise

import pytest
from helpers.journals import NOON
from helpers.timeline import Kept, days_ago
from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from repair_desktop.core.calendar_days import MOST_PIECES, CalendarDay
from repair_desktop.core.ids import SessionId, new_id
from repair_desktop.core.moods import QuickMood
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.sessions import Session, SessionState
from repair_desktop.core.timeline_choice import Lens
from repair_desktop.core.windows import Span
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    Colours,
    Tokens,
)
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.calendar.month_layout import MonthLayout
from repair_desktop.gui.timeline.calendar.panel import CalendarPanel
from repair_desktop.gui.timeline.calendar.picture import CalendarPicture, contrast, sign_colour
from repair_desktop.gui.timeline.calendar.rows import Cell
from repair_desktop.gui.timeline.calendar.year_layout import YearLayout
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.mood_words import LEVELS, mood_colour

WIDE, NARROW = 920, 480


class Shown:
    """The calendar, and what it asked for."""

    def __init__(self, qtbot: QtBot, kept: Kept, theme: ThemeController) -> None:
        self.kept = kept
        self.panel = CalendarPanel(TimelineWords(therapist_name(""), {}), theme)
        self.picture: CalendarPicture = self.panel.picture
        qtbot.addWidget(self.picture)
        self.picture.resize(WIDE, 400)
        kept.presenter.changed.connect(self.panel.show_view)
        self.opened: list[object] = []
        self.picture.opened.connect(self.opened.append)

    def show(self, span: Span = Span.MONTH) -> None:
        self.kept.presenter.refresh()
        self.kept.presenter.look_through(Lens.CALENDAR)
        self.kept.presenter.choose(span)

    @property
    def month(self) -> MonthLayout:
        assert isinstance(self.picture.plan, MonthLayout)
        return self.picture.plan

    @property
    def year(self) -> YearLayout:
        assert isinstance(self.picture.plan, YearLayout)
        return self.picture.plan

    def press(self, *keys: Qt.Key) -> date:
        for key in keys:
            QTest.keyClick(self.picture, key)
        held = self.picture.what
        assert isinstance(held, CalendarDay)
        return held.day


@pytest.fixture
def shown(qtbot: QtBot, kept: Kept, theme: ThemeController) -> Iterator[Shown]:
    shown = Shown(qtbot, kept, theme)
    yield shown
    kept.presenter.changed.disconnect(shown.panel.show_view)


def plan_session(kept: Kept, days: int) -> None:
    day = days_ago(days).date()
    kept.journal.sessions.save(
        Session(SessionId(new_id()), day, time(16), SessionState.PLANNED, NOON)
    )


def november(day: int) -> date:
    return date(2026, 11, day)


# --- a month --------------------------------------------------------------------------------


def test_a_month_has_its_days_under_their_weekdays(shown: Shown) -> None:
    shown.kept.check_in(days_ago(0))
    shown.show()
    assert shown.month.weekdays[0].text == "Monday"
    cells = shown.month.cells
    assert [cell.number.text for cell in cells] == [str(n) for n in range(1, 31)]
    # The first of November 2026 is a Sunday: it stands alone at the end of its row.
    assert cells[0].area.center().x() == pytest.approx(cells[7].area.center().x())
    assert cells[0].area.left() > cells[1].area.left()
    assert cells[0].area.bottom() < cells[1].area.top()
    assert [cell.number.text for cell in cells if cell.is_today] == ["23"]


@pytest.mark.parametrize(("name", "first"), [("en_US", "Sunday"), ("de_DE", "Montag")])
def test_a_week_begins_where_the_country_says(shown: Shown, name: str, first: str) -> None:
    QLocale.setDefault(QLocale(name))
    shown.kept.check_in(days_ago(0))
    shown.show()
    assert shown.month.weekdays[0].text == first


def test_a_day_with_one_check_in_has_its_mark_and_its_word(shown: Shown) -> None:
    shown.kept.check_in(days_ago(3), -2)
    shown.show()
    [cell] = [cell for cell in shown.month.cells if cell.pieces]
    assert cell.number.text == "20"
    [piece] = cell.pieces
    assert piece.level is QuickMood.LOW
    assert piece.label is not None
    assert piece.label.text == "Low"
    assert "from −4 to 4" not in shown.panel.explanation()
    assert cell.area.contains(piece.middle)


def test_the_pieces_of_a_day_stand_in_the_order_of_the_clock(shown: Shown) -> None:
    for hour, value in ((20, -4), (7, 4), (12, 1)):
        shown.kept.check_in(days_ago(3, hour), value)
    shown.show()
    [cell] = [cell for cell in shown.month.cells if cell.pieces]
    assert [piece.level.value for piece in cell.pieces] == [4, 0, -4]
    assert [piece.label.text for piece in cell.pieces if piece.label] == ["4", "1", "−4"]
    across = [piece.middle.x() for piece in cell.pieces]
    assert across == sorted(across)
    assert len(cell.between) == 2
    assert "from −4 to 4" in shown.panel.explanation()


def test_more_check_ins_than_pieces_show_the_lowest_the_highest_and_how_many(
    shown: Shown,
) -> None:
    for hour, value in enumerate((0, -3, 1, 4, 1), start=8):
        shown.kept.check_in(days_ago(3, hour), value)
    shown.show()
    [cell] = [cell for cell in shown.month.cells if cell.pieces]
    assert [piece.level.value for piece in cell.pieces] == [-2, 4]
    assert [label.text for label in cell.more] == ["5 in all", "…"]
    assert "lowest and the highest" in shown.panel.explanation()


@pytest.mark.parametrize("percent", [90, 100, 150, 200])
@pytest.mark.parametrize("width", [NARROW, 624, WIDE])
def test_nothing_of_a_day_leaves_its_cell(
    shown: Shown, theme: ThemeController, percent: int, width: int
) -> None:
    for day in range(12):
        for hour in range(day):
            shown.kept.check_in(days_ago(day, 8 + hour), hour % 9 - 4)
        plan_session(shown.kept, day)
    shown.kept.rupture(days_ago(5))
    shown.show()
    plan = shown.picture.plan_for(Tokens(LIGHT, percent), width, False)
    assert isinstance(plan, MonthLayout)
    for cell in plan.cells:
        for piece in cell.pieces:
            reach = QPointF(piece.reach, piece.reach)
            assert cell.area.contains(QRectF(piece.middle - reach, piece.middle + reach))
        for one, other in pairwise(cell.pieces):
            assert other.middle.x() - one.middle.x() >= 2 * one.reach
        labels = [*cell.more, *(piece.label for piece in cell.pieces if piece.label)]
        assert all(cell.area.contains(label.at) for label in labels)
    assert plan.height >= max(cell.area.bottom() for cell in plan.cells)


def test_sessions_and_ruptures_have_marks_of_their_own(shown: Shown) -> None:
    plan_session(shown.kept, 2)
    shown.kept.rupture(days_ago(1))
    shown.show()
    marked = {cell.number.text: (cell.session, cell.moment) for cell in shown.month.cells}
    assert marked["21"][0] is not None
    assert marked["22"][1] is not None
    assert [n for n, marks in marked.items() if any(marks)] == ["21", "22"]
    assert len(shown.picture.items) == 2


# --- a year ---------------------------------------------------------------------------------


def test_a_year_has_a_row_for_each_month_and_a_box_for_each_mood(shown: Shown) -> None:
    shown.kept.check_in(days_ago(3, 8), -4)
    shown.kept.check_in(days_ago(3, 20), 4)
    shown.kept.check_in(days_ago(10), 2)
    shown.show(Span.YEAR)
    plan = shown.year
    assert [label.text for label in plan.months][:3] == ["Jan", "Feb", "Mar"]
    assert len(plan.empty) == 363
    good, high, low = sorted(plan.boxes, key=lambda box: (box.area.left(), box.area.top()))
    assert good.level is QuickMood.GOOD
    assert (high.level, low.level) == (QuickMood.GREAT, QuickMood.ROUGH)
    assert high.area.bottom() == pytest.approx(low.area.top())
    assert plan.has_split
    assert plan.places == ((10, 12), (10, 19))
    assert plan.today is not None
    assert "A box in two" in shown.panel.explanation()


@pytest.mark.parametrize("percent", [90, 100, 200])
@pytest.mark.parametrize("width", [NARROW, 624, WIDE])
def test_each_sign_of_a_year_has_room_in_its_box(
    shown: Shown, theme: ThemeController, percent: int, width: int
) -> None:
    for day in range(60):
        shown.kept.check_in(days_ago(day, 9), day % 9 - 4)
        shown.kept.check_in(days_ago(day, 18), day % 5 - 2)
    shown.show(Span.YEAR)
    plan = shown.picture.plan_for(Tokens(LIGHT, percent), width, False)
    assert isinstance(plan, YearLayout)
    for box in plan.boxes:
        assert min(box.area.width(), box.area.height()) >= 2 * plan.mark
    areas = sorted((box.area for box in plan.boxes), key=lambda a: (a.top(), a.left()))
    assert all(not one.intersects(other) for one, other in pairwise(areas))
    assert max(area.right() for area in areas) <= width


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK])
@pytest.mark.parametrize("level", LEVELS)
def test_a_sign_is_seen_on_the_colour_of_its_mood(colours: Colours, level: QuickMood) -> None:
    tokens = Tokens(colours)
    assert contrast(sign_colour(tokens, level), mood_colour(tokens, level.value)) >= 3


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("#FFFFFF")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("span", [Span.MONTH, Span.YEAR])
def test_right_to_left_everything_stands_mirrored(shown: Shown, span: Span) -> None:
    shown.kept.check_in(days_ago(3), 1)
    plan_session(shown.kept, 4)
    shown.show(span)
    tokens = Tokens(LIGHT)
    plain = shown.picture.plan_for(tokens, WIDE, False)
    turned = shown.picture.plan_for(tokens, WIDE, True)
    assert plain is not None
    assert turned is not None
    for one, other in zip(plain.items, turned.items, strict=True):
        assert other.area.left() == pytest.approx(WIDE - one.area.right())
        assert other.area.top() == one.area.top()


# --- keys and words -------------------------------------------------------------------------


def test_the_keys_go_from_day_to_day_that_holds_something(shown: Shown) -> None:
    for days in (0, 2, 7, 8, 21):
        shown.kept.check_in(days_ago(days))
    plan_session(shown.kept, 14)
    shown.show()
    assert shown.press(Qt.Key.Key_Home) == november(2)
    assert shown.press(Qt.Key.Key_Right) == november(9)  # a session alone
    assert shown.press(Qt.Key.Key_Down) == november(16)
    assert shown.press(Qt.Key.Key_Down) == november(23)
    assert shown.press(Qt.Key.Key_Down) == november(23)
    assert shown.press(Qt.Key.Key_Up) == november(16)
    assert shown.press(Qt.Key.Key_End, Qt.Key.Key_Left) == november(21)
    assert shown.press(Qt.Key.Key_Up) == november(15)  # the nearest weekday of the week before


def test_up_and_down_pass_over_months_that_hold_nothing(shown: Shown) -> None:
    shown.kept.check_in(days_ago(0))
    shown.kept.check_in(days_ago(100))
    shown.show(Span.YEAR)
    assert shown.press(Qt.Key.Key_Up) == days_ago(100).date()
    assert shown.press(Qt.Key.Key_Down) == november(23)


def test_left_goes_to_the_day_on_the_left_in_a_mirrored_window(shown: Shown) -> None:
    shown.picture.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown.kept.check_in(days_ago(1))
    shown.kept.check_in(days_ago(2))
    shown.show()
    assert shown.press(Qt.Key.Key_Home, Qt.Key.Key_Left) == november(22)


def test_the_words_of_a_day_say_all_of_it(shown: Shown) -> None:
    shown.kept.check_in(days_ago(0, 8), -2)
    shown.kept.check_in(days_ago(0, 19), 3)
    plan_session(shown.kept, 0)
    shown.kept.rupture(days_ago(0, 10), (RuptureState.RAISED, days_ago(0, 11)), title="The clock")
    shown.show()
    shown.press(Qt.Key.Key_Home)
    assert shown.picture.spoken_value() == (
        "Today. Monday, 23 November 2026. 2 check-ins, from Low to Good. 08:00 Low, 19:00 Good. "
        "Session at 16:00. The clock: Noted. The clock: Raised."
    )


def test_of_many_check_ins_the_first_six_are_said_with_their_time(shown: Shown) -> None:
    for hour in range(8, 17):
        shown.kept.check_in(days_ago(1, hour), 0)
    shown.show()
    shown.press(Qt.Key.Key_Home)
    assert shown.picture.spoken_value() == (
        "Sunday, 22 November 2026. 9 check-ins: Okay. 08:00 Okay, 09:00 Okay, 10:00 Okay, "
        "11:00 Okay, 12:00 Okay, 13:00 Okay, and 3 more."
    )
    assert "16:00 Okay" in shown.panel.rows().spoken(0)


def test_a_day_without_a_check_in_says_so(shown: Shown) -> None:
    plan_session(shown.kept, 2)
    shown.kept.check_in(days_ago(1, 9))
    shown.show()
    shown.press(Qt.Key.Key_Home)
    assert shown.picture.spoken_value() == (
        "Saturday, 21 November 2026. No check-ins. Session at 16:00."
    )
    shown.press(Qt.Key.Key_Right)
    assert shown.picture.spoken_value() == ("Sunday, 22 November 2026. 1 check-in: Okay. At 09:00.")


def test_a_click_chooses_a_day_and_enter_opens_it(shown: Shown) -> None:
    shown.kept.check_in(days_ago(1))
    shown.show()
    shown.picture.show()
    [item] = shown.picture.items
    QTest.mouseClick(shown.picture, Qt.MouseButton.LeftButton, pos=item.area.center().toPoint())
    assert shown.picture.what == item.what
    QTest.keyClick(shown.picture, Qt.Key.Key_Return)
    assert shown.opened == [item.what]


@pytest.mark.parametrize("span", [Span.MONTH, Span.YEAR])
def test_an_empty_calendar_has_its_days_and_nothing_to_go_to(shown: Shown, span: Span) -> None:
    shown.kept.check_in(days_ago(800))
    shown.show(span)
    assert shown.picture.items == ()
    assert shown.panel.explanation() == ""
    assert len(shown.panel.rows()) == 0
    QTest.keyClick(shown.picture, Qt.Key.Key_Down)
    assert shown.picture.what is None


@pytest.mark.parametrize("span", [Span.MONTH, Span.YEAR])
def test_every_mood_is_painted_in_its_colour(
    shown: Shown, theme: ThemeController, span: Span
) -> None:
    for day, value in enumerate((-4, -2, 0, 2, 4)):
        shown.kept.check_in(days_ago(day), value)
    shown.show(span)
    drawing = shown.picture.drawing(theme.tokens, WIDE)
    assert drawing is not None
    image = QImage(drawing.size, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.tokens.colour("surface")))
    painter = QPainter(image)
    drawing.paint(painter)
    painter.end()
    for item, value in zip(shown.picture.items, (4, 2, 0, -2, -4), strict=True):
        area = item.area.toRect()
        colours = {
            image.pixelColor(x, y).name()
            for x in range(area.left(), area.right())
            for y in range(area.top(), area.bottom())
        }
        assert mood_colour(theme.tokens, value).name() in colours


# --- rows -----------------------------------------------------------------------------------


def test_rows_are_days_newest_first(shown: Shown) -> None:
    shown.kept.check_in(days_ago(2, 8), -2)
    shown.kept.check_in(days_ago(2, 19), 3)
    plan_session(shown.kept, 1)
    shown.show()
    rows = shown.panel.rows()
    cells = [[rows.cell(row, cell) for cell in Cell] for row in range(len(rows))]
    assert cells == [
        ["22/11/2026", "0", "", "", "", "Session at 16:00"],
        ["21/11/2026", "2", "Low (−2)", "Good (3)", "08:00 Low, 19:00 Good", ""],
    ]
    assert [column.title for column in rows.columns][:2] == ["Day", "Check-ins"]
    assert rows.what(1).day == november(21)


def test_pieces_and_rows_never_lose_the_lowest(shown: Shown) -> None:
    for hour in range(8, 8 + MOST_PIECES + 3):
        shown.kept.check_in(days_ago(2, hour), 4)
    shown.kept.check_in(days_ago(2, 20), -4)
    shown.show()
    [cell] = [cell for cell in shown.month.cells if cell.pieces]
    assert QuickMood.ROUGH in [piece.level for piece in cell.pieces]
    assert shown.panel.rows().cell(0, Cell.LOWEST) == "Rough (−4)"
