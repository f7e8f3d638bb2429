from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from helpers.accessible import complaints
from helpers.fitting import SMALLEST_PAGE, cut_off
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets import small_line
from repair_desktop.gui.widgets.small_line import SmallLine
from repair_desktop.gui.widgets.small_line_layout import LinePoint

WORDS = ("Miles apart", "Apart", "In between", "Near", "Side by side")
QUESTION = "Today, my therapist and I were…"
START = date(2026, 3, 3)
Key = Qt.Key


def answers(*steps: int | None) -> list[LinePoint]:
    """One answer a fortnight."""
    return [
        LinePoint(START + timedelta(days=14 * n), step, "" if step is None else WORDS[step])
        for n, step in enumerate(steps)
    ]


class Made:
    """A line on screen, and what it said."""

    def __init__(
        self, qtbot: QtBot, theme: ThemeController, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.said: list[str] = []
        monkeypatch.setattr(small_line, "announce", lambda _, text: self.said.append(text))
        self.line = SmallLine(QUESTION, (WORDS[0], WORDS[-1]), theme, (0, len(WORDS) - 1))
        qtbot.addWidget(self.line)
        self.line.resize(500, 240)
        with qtbot.waitExposed(self.line):
            self.line.show()
        self.line.activateWindow()
        qtbot.waitUntil(self.line.isActiveWindow)

    def show(self, points: Sequence[LinePoint]) -> None:
        self.line.show_points(points)
        QApplication.processEvents()

    @property
    def plot(self) -> QWidget:
        (plot,) = (
            w for w in self.line.findChildren(QWidget) if w.focusPolicy() != Qt.FocusPolicy.NoFocus
        )
        return plot

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.plot, key)

    def spot(self, place: int) -> QPoint:
        return self.plot.spot(place).toPoint()  # type: ignore[attr-defined, no-any-return]

    def seen(self) -> list[str]:
        labels = self.line.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text()]

    def picture(self) -> QImage:
        return self.plot.grab().toImage()


@pytest.fixture
def made(qtbot: QtBot, theme: ThemeController, monkeypatch: pytest.MonkeyPatch) -> Made:
    return Made(qtbot, theme, monkeypatch)


# --- words -----------------------------------------------------------------------------------


def test_the_first_and_the_latest_answer_stand_below_it(made: Made) -> None:
    made.show(answers(1, 2, None, 3))
    assert made.line.summary == (
        "First: Apart, 3 March 2026. Latest: Near, 14 April 2026. 3 answers."
    )
    assert made.seen() == [QUESTION, "Side by side", "Miles apart", made.line.summary]


def test_one_answer_is_told_as_one(made: Made) -> None:
    made.show(answers(1))
    assert made.line.summary == "One answer: Apart, 3 March 2026."
    assert made.seen() == [QUESTION, made.line.summary]


@pytest.mark.parametrize("points", [[], answers(None, None)])
def test_without_an_answer_there_is_no_line(made: Made, points: list[LinePoint]) -> None:
    made.show(answers(1, 2))
    made.show(points)
    assert made.seen() == [QUESTION, "No answers yet."]


def test_words_are_plain_text(made: Made) -> None:
    made.show([LinePoint(START, 0, "<b>{day}</b>")])
    made.press(Key.Key_Home)
    assert made.said == ["3 March 2026: <b>{day}</b>"]
    formats = {label.textFormat() for label in made.line.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


# --- keys and mouse --------------------------------------------------------------------------


def test_the_keys_go_through_the_answers_and_say_each(made: Made) -> None:
    made.show(answers(1, None, 2, 3))
    made.press(Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Home)
    assert made.said == [
        "3 March 2026: Apart",
        "31 March 2026: In between",
        "14 April 2026: Near",
        "14 April 2026: Near",
        "3 March 2026: Apart",
    ]
    assert made.said[-1] in made.seen()


@pytest.mark.parametrize(
    ("key", "word"),
    [(Key.Key_Left, "Near"), (Key.Key_End, "Near"), (Key.Key_Right, "Apart")],
)
def test_the_first_key_goes_to_the_end_it_points_at(made: Made, key: Qt.Key, word: str) -> None:
    made.show(answers(1, 2, 3))
    made.press(key)
    assert made.said[-1].endswith(word)


def test_in_a_mirrored_window_picture_and_keys_run_from_right_to_left(made: Made) -> None:
    made.show(answers(1, 2, 3))
    made.line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert made.spot(0).x() > made.spot(2).x()
    made.press(Key.Key_Left, Key.Key_Left)
    assert made.said == ["3 March 2026: Apart", "17 March 2026: In between"]


def test_keys_do_nothing_where_there_is_nothing(made: Made) -> None:
    made.press(Key.Key_Right, Key.Key_Home)
    assert made.said == []


def test_resting_the_mouse_shows_an_answer_until_it_leaves(made: Made, qapp: QApplication) -> None:
    made.show(answers(1, 2, 3))
    made.press(Key.Key_End)
    QTest.mouseMove(made.plot, made.spot(0))
    assert "3 March 2026: Apart" in made.seen()
    qapp.sendEvent(made.plot, QEvent(QEvent.Type.Leave))
    assert "31 March 2026: Near" in made.seen()
    assert made.said == ["31 March 2026: Near"]


def test_a_click_chooses(made: Made) -> None:
    made.show(answers(1, 2, 3))
    QTest.mouseClick(made.plot, Qt.MouseButton.LeftButton, pos=made.spot(1))
    assert made.said == ["17 March 2026: In between"]
    made.press(Key.Key_Right)
    assert made.said[-1] == "31 March 2026: Near"


def test_other_answers_take_the_place_of_those_before(made: Made) -> None:
    made.show(answers(1, 2, 3))
    made.press(Key.Key_End)
    made.show(answers(4))
    assert not any("Near" in text for text in made.seen())
    made.press(Key.Key_Left)
    assert made.said[-1] == "3 March 2026: Side by side"


# --- for a screen reader ---------------------------------------------------------------------


def test_it_is_one_chart_with_a_name_a_summary_and_a_value(made: Made) -> None:
    made.show(answers(1, 2, 3))
    face = QAccessible.queryAccessibleInterface(made.plot)
    assert face.role() is QAccessible.Role.Chart
    assert face.text(QAccessible.Text.Name) == QUESTION
    assert face.text(QAccessible.Text.Description) == made.line.summary
    assert face.text(QAccessible.Text.Value) == "Nothing is chosen."
    made.press(Key.Key_Home)
    assert face.text(QAccessible.Text.Value) == "3 March 2026: Apart"
    assert list(complaints(made.line)) == []


# --- painting --------------------------------------------------------------------------------


@pytest.mark.parametrize("look", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
def test_it_is_painted_in_the_colours_of_the_look(
    made: Made, theme: ThemeController, look: Theme
) -> None:
    made.show(answers(1, 2, 3))
    made.plot.clearFocus()
    theme.apply(look)
    colours = theme.tokens.colours
    found = pixels(made.picture())
    assert {QColor(colours.line).rgb(), QColor(colours.primary).rgb()} <= found
    assert not {QColor(mood).rgb() for mood in colours.moods} & found
    assert QColor(colours.accent).rgb() not in found


def test_a_gap_is_left_open_and_neighbours_are_joined(made: Made, theme: ThemeController) -> None:
    made.show(answers(2, 2, None, 2))
    made.plot.clearFocus()
    painted = QColor(theme.tokens.colours.primary).rgb()
    picture = made.picture()
    between = [(made.spot(n) + made.spot(n + 1)) / 2 for n in (0, 1)]
    assert [picture.pixel(point) == painted for point in between] == [True, False]
    assert all(picture.pixel(made.spot(n)) == painted for n in range(3))


def test_focus_and_choice_can_be_seen(made: Made, theme: ThemeController) -> None:
    made.show(answers(1, 2, 3))
    focus = QColor(theme.tokens.colours.focus).rgb()
    made.plot.clearFocus()
    assert focus not in pixels(made.picture())
    made.plot.setFocus()
    assert focus in pixels(made.picture())
    made.press(Key.Key_Home)
    around = made.picture().copy(made.spot(0).x() - 12, made.spot(0).y() - 12, 24, 24)
    assert focus in pixels(around)


@pytest.mark.parametrize("percent", [100, 200])
def test_it_fits_at_every_text_size(made: Made, theme: ThemeController, percent: int) -> None:
    made.show(answers(1, 2, 3))
    low = made.plot.height()
    theme.apply(Theme.LIGHT, percent)
    made.press(Key.Key_Home)
    width = SMALLEST_PAGE.width() - 150
    made.line.resize(width, made.line.heightForWidth(width))
    assert list(cut_off(made.line)) == []
    assert made.plot.height() >= low * percent / 100
    assert made.plot.width() <= made.line.width()


def test_words_that_need_more_room_do_not_move_the_plot(made: Made, theme: ThemeController) -> None:
    theme.apply(Theme.LIGHT, 200)
    made.show(answers(1, 2, 3))
    made.line.resize(300, made.line.heightForWidth(300))
    QApplication.processEvents()
    before = made.plot.y()
    made.press(Key.Key_Home)
    made.line.resize(300, made.line.heightForWidth(300))
    QApplication.processEvents()
    assert made.plot.y() == pytest.approx(before, abs=4)  # a line of words has some 30


def test_hundreds_of_answers_cost_no_more_than_some(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    for name in ("drawEllipse", "drawLine", "drawLines", "drawPolyline", "drawPath"):
        draw: Callable[..., None] = getattr(QPainter, name)

        def counted(*given: object, name: str = name, draw: Callable[..., None] = draw) -> None:
            drawn.append(name)
            draw(*given)

        monkeypatch.setattr(QPainter, name, counted)
    made.show([LinePoint(START + timedelta(days=n), n % 5, WORDS[n % 5]) for n in range(500)])
    drawn.clear()
    made.picture()
    assert made.line.summary.endswith("500 answers.")
    # One long smooth line takes seconds to paint.
    assert drawn == ["drawLines", "drawLines"]


def pixels(picture: QImage) -> set[int]:
    return {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
