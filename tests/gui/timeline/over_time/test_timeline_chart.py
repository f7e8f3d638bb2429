from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from helpers.timeline import Kept, days_ago
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.timeline import Bucket, RuptureMoment
from repair_desktop.core.windows import Span, TimeWindow
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.over_time.chart import TimelineChart
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords

Key = Qt.Key
NOWHERE = QPoint(300, 150)
NOTHING = QPoint()
MIDDLE = QPointF(450, 150)


class Shown:
    """A chart on screen, and what it told."""

    def __init__(self, qtbot: QtBot, kept: Kept, theme: ThemeController) -> None:
        self.kept = kept
        self.words = TimelineWords(therapist_name(""), {})
        self.chart = TimelineChart(self.words, theme)
        kept.presenter.changed.connect(self.chart.show_view)
        self.said: list[str] = []
        self.opened: list[object] = []
        self.moved: list[int] = []
        self.chart.looked_at.connect(self.said.append)
        self.chart.opened.connect(self.opened.append)
        self.chart.moved.connect(self.moved.append)
        qtbot.addWidget(self.chart)
        self.chart.resize(900, 300)
        with qtbot.waitExposed(self.chart):
            self.chart.show()
        self.chart.activateWindow()
        qtbot.waitUntil(self.chart.isActiveWindow)

    def read(self, span: Span = Span.MONTH) -> None:
        self.kept.presenter.refresh()
        self.kept.presenter.choose(span)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.chart, key)

    def day(self) -> int | None:
        """Return the day of the month of what is chosen."""
        what = self.chart.what
        return what.at.day if isinstance(what, Mood | RuptureMoment) else None

    def middle(self, place: int) -> QPoint:
        assert self.chart.plan is not None
        return self.chart.items[place].area.center().toPoint()

    def double_click(self, place: QPoint) -> None:
        QTest.mouseDClick(self.chart, Qt.MouseButton.LeftButton, pos=place)
        # Qt would go on believing that the button is pressed, in later tests too.
        QTest.mouseRelease(self.chart, Qt.MouseButton.LeftButton, pos=place)

    def picture(self) -> QImage:
        return self.chart.grab().toImage()


@pytest.fixture
def shown(qtbot: QtBot, kept: Kept, theme: ThemeController) -> Shown:
    return Shown(qtbot, kept, theme)


def four_things(kept: Kept) -> None:
    kept.check_in(days_ago(9), 4)
    kept.rupture(days_ago(7), (RuptureState.MENDING, days_ago(2)))
    kept.check_in(days_ago(5), -4)


# --- by keyboard -----------------------------------------------------------------------------


def test_the_keys_go_along_the_time_and_stop_at_its_ends(shown: Shown) -> None:
    four_things(shown.kept)
    shown.read()
    seen = []
    for key in (Key.Key_Right, *[Key.Key_Right] * 4, Key.Key_Left, Key.Key_Home, Key.Key_End):
        shown.press(key)
        seen.append(shown.day())
    assert seen == [14, 16, 18, 21, 21, 18, 14, 21]


@pytest.mark.parametrize(
    ("key", "day"),
    [(Key.Key_Right, 14), (Key.Key_Home, 14), (Key.Key_Left, 21), (Key.Key_End, 21)],
)
def test_the_first_key_goes_to_the_end_it_points_at(shown: Shown, key: Qt.Key, day: int) -> None:
    four_things(shown.kept)
    shown.read()
    assert shown.day() is None
    shown.press(key)
    assert shown.day() == day


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_a_key_opens_what_is_chosen(shown: Shown, key: Qt.Key) -> None:
    four_things(shown.kept)
    shown.read()
    shown.press(key)
    assert shown.opened == []
    shown.press(Key.Key_Home, key, Key.Key_Right, key)
    assert [type(what) for what in shown.opened] == [Mood, RuptureMoment]


def test_pages_are_other_days_and_up_and_down_are_left_to_the_page(shown: Shown) -> None:
    four_things(shown.kept)
    shown.read()
    shown.press(Key.Key_PageUp, Key.Key_PageDown, Key.Key_Up, Key.Key_Down)
    assert shown.moved == [-1, 1]
    assert shown.chart.what is None


def test_keys_do_nothing_where_there_is_nothing(shown: Shown) -> None:
    shown.press(Key.Key_Right, Key.Key_End, Key.Key_Return)
    shown.read()
    shown.press(Key.Key_Right, Key.Key_End, Key.Key_Return)
    assert (shown.chart.what, shown.opened) == (None, [])


def test_time_runs_from_the_right_where_reading_does(shown: Shown) -> None:
    four_things(shown.kept)
    shown.chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown.read()
    assert shown.middle(0).x() > shown.middle(3).x()
    assert shown.chart.plan.levels[0].mark.x() > shown.chart.plan.plot.right()
    shown.press(Key.Key_Left)
    assert shown.day() == 14
    shown.press(Key.Key_Left)
    assert isinstance(shown.chart.what, RuptureMoment)
    shown.press(Key.Key_Right)
    assert shown.day() == 14
    assert not shown.picture().isNull()


# --- other days ------------------------------------------------------------------------------


class Moved:
    """A chart that its presenter moves, over half a year of check-ins."""

    def __init__(self, shown: Shown) -> None:
        self.shown, self.chart, self.presenter = shown, shown.chart, shown.kept.presenter
        with shown.kept.journal.transaction():
            for day in range(180):
                shown.kept.check_in(days_ago(day), day % 9 - 4)
        self.chart.zoomed.connect(self.presenter.zoom)
        self.chart.panned.connect(self.presenter.pan)
        shown.read()

    @property
    def window(self) -> TimeWindow:
        return self.shown.kept.view.window

    @property
    def day(self) -> float:
        assert self.chart.plan is not None
        width = self.chart.plan.day
        assert isinstance(width, float)
        return width

    def x(self, day: date) -> float:
        """Return the middle of a day."""
        offset = (day - self.window.start).days + 0.5
        left = self.chart.plan.plot.left() if self.chart.plan is not None else 0
        return float(left + offset * self.day)

    def wheel(
        self,
        turn: QPoint,
        at: QPointF = MIDDLE,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        pixels: QPoint = NOTHING,
    ) -> bool:
        """Turn the wheel; tell whether the chart kept it to itself."""
        event = QWheelEvent(
            at, self.chart.mapToGlobal(at), pixels, turn, Qt.MouseButton.NoButton, held,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.chart, event)
        return event.isAccepted()

    def drag(self, *to_the_right: int, let_go: bool = True) -> None:
        at = MIDDLE.toPoint()
        QTest.mousePress(self.chart, Qt.MouseButton.LeftButton, pos=at)
        for by in to_the_right:
            at += QPoint(by, 0)
            event = QMouseEvent(
                QEvent.Type.MouseMove, QPointF(at), self.chart.mapToGlobal(QPointF(at)),
                Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            QApplication.sendEvent(self.chart, event)
        if let_go:
            QTest.mouseRelease(self.chart, Qt.MouseButton.LeftButton, pos=at)


@pytest.fixture
def moved(shown: Shown) -> Moved:
    return Moved(shown)


def test_the_wheel_with_ctrl_shows_fewer_days_around_the_mouse(moved: Moved) -> None:
    day = date(2026, 11, 8)
    at = QPointF(moved.x(day), 150)
    ctrl = Qt.KeyboardModifier.ControlModifier
    days = moved.window.days
    for _ in range(6):
        assert moved.wheel(QPoint(0, 120), at, ctrl)
        assert moved.window.days < days
        assert abs(moved.x(day) - at.x()) <= moved.day
        days = moved.window.days
    assert days <= 9
    assert moved.shown.kept.view.span is None
    moved.wheel(QPoint(0, -120), at, ctrl)
    assert moved.window.days > days


def test_a_fine_wheel_needs_a_whole_click(moved: Moved) -> None:
    before = moved.window
    for _ in range(3):
        moved.wheel(QPoint(0, 30), held=Qt.KeyboardModifier.ControlModifier)
    assert moved.window == before
    moved.wheel(QPoint(0, 30), held=Qt.KeyboardModifier.ControlModifier)
    assert moved.window.days < before.days


def test_a_wheel_without_ctrl_scrolls_the_page(moved: Moved) -> None:
    before = moved.window
    assert not moved.wheel(QPoint(0, -120))
    assert moved.window == before


def test_the_wheel_sideways_goes_to_other_days(moved: Moved) -> None:
    before = moved.window
    moved.wheel(QPoint(120, 0))
    assert moved.window == before.pan(-3)
    moved.wheel(QPoint(-120, 0))
    assert moved.window == before
    moved.wheel(QPoint(8, 0), pixels=QPoint(round(moved.day * 2) + 1, 0))
    assert moved.window == before.pan(-2)
    assert moved.chart.shift == QPointF()


def test_two_fingers_show_fewer_or_more(moved: Moved) -> None:
    before = moved.window
    for value in (0.1, 0.1, 0.1):
        event = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
            MIDDLE, MIDDLE, moved.chart.mapToGlobal(MIDDLE), value, QPointF(),
        )  # fmt: skip
        QApplication.sendEvent(moved.chart, event)
    assert moved.window.days < before.days


def test_days_follow_the_hand_and_rest_on_whole_ones(moved: Moved) -> None:
    before, day = moved.window, round(moved.day)
    moved.drag(day * 4 + 2, let_go=False)
    assert moved.window == before.pan(-4)
    assert 0 < moved.chart.shift.x() < moved.day
    QTest.mouseRelease(moved.chart, Qt.MouseButton.LeftButton)
    assert moved.chart.shift == QPointF()
    assert moved.window == before.pan(-4)
    assert moved.chart.cursor().shape() is Qt.CursorShape.ArrowCursor
    moved.drag(day - 3)
    assert moved.window == before.pan(-5)


def test_a_small_move_is_a_click(moved: Moved) -> None:
    before = moved.window
    moved.drag(3, -2)
    assert moved.window == before


def test_nothing_is_dragged_to_where_nothing_is(moved: Moved) -> None:
    before = moved.window
    assert not moved.shown.kept.view.has_later
    moved.drag(-300, let_go=False)
    assert (moved.window, moved.chart.shift) == (before, QPointF())
    QTest.mouseRelease(moved.chart, Qt.MouseButton.LeftButton)
    for _ in range(40):
        moved.drag(600)
    assert moved.window.start == moved.shown.kept.view.timeline.first


def test_keys_show_fewer_more_earlier_and_later_days(moved: Moved) -> None:
    before = moved.window
    shift = Qt.KeyboardModifier.ShiftModifier
    moved.shown.press(Key.Key_Plus)
    assert moved.window.days == 24
    assert moved.window.start > before.start
    moved.shown.press(Key.Key_Minus)
    assert moved.window.days == 30
    window = moved.window
    QTest.keyClick(moved.chart, Key.Key_Left, shift)
    assert moved.window == window.pan(-3)
    QTest.keyClick(moved.chart, Key.Key_Right, shift)
    assert moved.window == window
    assert moved.chart.what is None


def test_keys_show_fewer_days_around_what_is_chosen(moved: Moved) -> None:
    moved.shown.press(Key.Key_Home)
    mood = moved.chart.what
    for _ in range(8):
        moved.shown.press(Key.Key_Plus)
    assert moved.window.holds(mood.at.date())
    assert moved.chart.what == mood


def test_marks_of_the_days_beside_come_in_while_they_are_dragged(moved: Moved) -> None:
    moved.presenter.show_day(date(2026, 11, 11), Span.WEEK)
    plot = moved.chart.plan.plot
    beyond = sorted(
        (point for points in moved.chart.plan.beyond.single.values() for point in points),
        key=QPointF.x,
    )
    assert beyond[0].x() < plot.left() < plot.right() < beyond[1].x()
    still = moved.shown.picture()
    moved.drag(90, let_go=False)
    assert moved.chart.shift == QPointF(90, 0)
    pixel = (beyond[0] + moved.chart.shift).toPoint()
    assert moved.shown.picture().pixel(pixel) != still.pixel(pixel)
    QTest.mouseRelease(moved.chart, Qt.MouseButton.LeftButton)


# --- by mouse --------------------------------------------------------------------------------


def test_hovering_reads_and_leaving_reads_what_is_chosen_again(
    shown: Shown, qapp: QApplication
) -> None:
    four_things(shown.kept)
    shown.read()
    shown.press(Key.Key_End)
    chosen = shown.said[-1]
    QTest.mouseMove(shown.chart, shown.middle(0))
    assert shown.said[-1].startswith("Saturday, 14 November 2026")
    QTest.mouseMove(shown.chart, NOWHERE)
    assert shown.said[-1] == chosen
    QTest.mouseMove(shown.chart, shown.middle(0))
    qapp.sendEvent(shown.chart, QEvent(QEvent.Type.Leave))
    assert shown.said[-1] == chosen
    assert shown.chart.what is not None


def test_in_another_width_nothing_is_pointed_at_that_is_not_there(shown: Shown) -> None:
    shown.kept.check_in(days_ago(40))
    for days in range(30):
        shown.kept.check_in(days_ago(days), days % 9 - 4)
    said: list[str] = []
    shown.read(Span.YEAR)
    shown.chart.looked_at.connect(said.append)
    shown.chart.resize(1600, shown.chart.height())
    many = len(shown.chart.items)
    QTest.mouseMove(shown.chart, shown.middle(many - 1))
    assert said[-1]
    shown.chart.resize(300, shown.chart.height())
    assert len(shown.chart.items) < many
    assert shown.chart._hovered is None
    assert said[-1] == ""
    shown.picture()


def test_in_another_width_it_is_told_that_what_was_chosen_is_gone(shown: Shown) -> None:
    for days in range(40):
        shown.kept.check_in(days_ago(days), days % 9 - 4)
    shown.read(Span.YEAR)
    shown.chart.resize(1600, shown.chart.height())
    told: list[object] = []
    shown.chart.chosen.connect(lambda: told.append(shown.chart.what))
    shown.chart.choose_place(1)
    shown.chart.resize(300, shown.chart.height())
    assert told[-1] == shown.chart.what is None


def test_a_click_chooses_and_a_second_one_opens(shown: Shown) -> None:
    four_things(shown.kept)
    shown.read()
    QTest.mouseClick(shown.chart, Qt.MouseButton.LeftButton, pos=shown.middle(2))
    mood = shown.chart.what
    assert isinstance(mood, Mood)
    assert mood.pleasantness == -4
    assert shown.opened == []
    shown.double_click(shown.middle(2))
    assert shown.opened == [mood]
    shown.double_click(NOWHERE)
    assert shown.opened == [mood]


def test_a_click_on_a_flag_chooses_its_rupture(shown: Shown) -> None:
    four_things(shown.kept)
    shown.read()
    assert shown.chart.plan is not None
    flag = shown.chart.plan.flags[0].area.center().toPoint()
    QTest.mouseClick(shown.chart, Qt.MouseButton.LeftButton, pos=flag)
    assert isinstance(shown.chart.what, RuptureMoment)
    assert shown.chart.what.is_first


# --- what stays chosen -----------------------------------------------------------------------


def test_what_is_chosen_stays_so_when_it_is_read_again(shown: Shown) -> None:
    mood = shown.kept.check_in(days_ago(4), 1)
    shown.read()
    shown.press(Key.Key_Home)
    shown.kept.check_in(days_ago(8), 1)
    shown.read()
    assert shown.day() == 19
    shown.kept.mood.delete(mood.id)
    shown.read()
    assert shown.day() is None
    assert shown.said[-1] == ""


def test_the_first_thing_of_a_day_or_after_it_can_be_chosen(shown: Shown) -> None:
    four_things(shown.kept)
    shown.read()
    shown.chart.choose_from(date(2026, 11, 17))
    assert shown.day() == 18
    shown.chart.choose_from(date(2026, 11, 22))
    assert shown.day() == 18


# --- for a screen reader ---------------------------------------------------------------------


def test_it_is_a_chart_that_says_what_is_chosen(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.kept.check_in(days_ago(4), 2)
    shown.read()
    face = QAccessible.queryAccessibleInterface(shown.chart)
    assert face.role() is QAccessible.Role.Chart
    assert face.text(QAccessible.Text.Value) == "Nothing is chosen."
    told: list[str] = []
    monkeypatch.setattr(shown.chart, "say_value", lambda: told.append(shown.chart.spoken_value()))
    shown.press(Key.Key_Right)
    words = "Thursday, 19 November 2026, 12:00. Good."
    assert told == [words]
    assert face.text(QAccessible.Text.Value) == words
    assert shown.said[-1] == words


# --- painting --------------------------------------------------------------------------------


class Counter:
    """Counts what is painted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: dict[str, int] = {}
        for name in (
            "drawPolygon",
            "drawEllipse",
            "drawRoundedRect",
            "drawPolyline",
            "drawPath",
            "drawPixmap",
        ):
            self._count(monkeypatch, name)

    def _count(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        draw: Callable[..., None] = getattr(QPainter, name)

        def counted(*arguments: object) -> None:
            self.calls[name] = self.calls.get(name, 0) + 1
            draw(*arguments)

        monkeypatch.setattr(QPainter, name, counted)


def test_a_mark_for_each_check_in_a_shape_for_each_level(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, value in enumerate((-4, -3, -2, 0, 1, 2, 4, 4)):
        shown.kept.check_in(days_ago(day), value)
    shown.read()
    shown.chart.clearFocus()
    counter = Counter(monkeypatch)
    shown.picture()
    # Beside the five words stand their marks too; only "great" is a disc. Each shape of a check-in
    # is drawn once and then copied.
    assert counter.calls == {"drawPolygon": 4 + 4, "drawEllipse": 1 + 1, "drawPixmap": 8}
    counter.calls.clear()
    shown.picture()
    assert counter.calls == {"drawPolygon": 4, "drawEllipse": 1, "drawPixmap": 8}


def test_many_check_ins_cost_no_more_than_some(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shown.kept.journal.transaction():
        for number in range(2000):
            shown.kept.check_in(days_ago(1) - timedelta(hours=3 * number), number % 9 - 4)
    shown.read(Span.YEAR)
    counter = Counter(monkeypatch)
    shown.picture()
    assert len(shown.kept.view.moods) == 2000
    assert sum(counter.calls.values()) < 200
    # One long smooth line takes seconds to paint.
    assert not {"drawPolyline", "drawPath"} & counter.calls.keys()


def test_focus_and_choice_can_be_seen(shown: Shown, theme: ThemeController) -> None:
    shown.kept.check_in(days_ago(11), 0)
    shown.kept.check_in(days_ago(5), 2)
    shown.read()
    focus = QColor(theme.tokens.colours.focus)
    shown.chart.clearFocus()
    assert focus.rgb() not in pixels(shown.picture())
    shown.chart.setFocus()
    picture = shown.picture()
    assert picture.pixelColor(picture.width() // 2, 1) == focus
    assert picture.pixelColor(picture.width() // 2, picture.height() - 2) == focus
    shown.press(Key.Key_Right)
    middle = shown.middle(0)
    around = shown.picture().copy(middle.x() - 14, middle.y() - 14, 28, 28)
    assert focus.rgb() in pixels(around)


@pytest.mark.parametrize("state", RuptureState)
def test_both_endings_are_filled_marks_and_nothing_else_is(
    shown: Shown, theme: ThemeController, state: RuptureState
) -> None:
    shown.kept.rupture(days_ago(9), (state, days_ago(2)))
    shown.read()
    shown.chart.clearFocus()
    inside = shown.picture().pixelColor(shown.middle(1))
    ends = state in (RuptureState.SETTLED, RuptureState.LEFT)
    colours = theme.tokens.colours
    assert inside == QColor(colours.accent if ends else colours.surface)


@pytest.mark.parametrize("look", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
def test_each_look_paints_its_own_colours(
    shown: Shown, theme: ThemeController, look: Theme
) -> None:
    four_things(shown.kept)
    shown.read()
    theme.apply(look)
    colours = theme.tokens.colours
    found = pixels(shown.picture())
    for name in (colours.line, colours.accent, colours.accent_soft, *colours.moods):
        assert QColor(name).rgb() in found


def test_larger_text_makes_a_higher_chart(shown: Shown, theme: ThemeController) -> None:
    four_things(shown.kept)
    shown.read()
    before = shown.chart.height()
    theme.apply(Theme.LIGHT, 200)
    assert shown.chart.height() > before
    assert shown.chart.plan is not None
    assert shown.chart.plan.height == pytest.approx(shown.chart.height(), abs=1)


def test_a_bar_is_one_thing_of_several_days(shown: Shown) -> None:
    for hour in (9, 12, 15):
        shown.kept.check_in(days_ago(100, hour=hour), hour // 3 - 4)
    shown.read(Span.YEAR)
    shown.press(Key.Key_Home, Key.Key_Return)
    (what,) = shown.opened
    assert isinstance(what, Bucket)
    assert what.n == 3
    assert "3 check-ins" in shown.said[-1]


def pixels(picture: QImage) -> set[int]:
    return {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
