from __future__ import annotations

import pytest
from helpers.accessible import complaints
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from repair_desktop.gui.check_in import board as board_module
from repair_desktop.gui.check_in.board import SMALLEST_CELL, Board
from repair_desktop.gui.check_in.grid import MoodGrid
from repair_desktop.gui.check_in.place_words import NOWHERE, Place
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme

EVERYWHERE = [(pleasantness, energy) for pleasantness in range(-4, 5) for energy in range(-4, 5)]


class Made:
    def __init__(self, qtbot: QtBot, theme: ThemeController, width: int = 800) -> None:
        self.grid = MoodGrid(theme)
        self.told: list[Place] = []
        self.grid.changed.connect(self.told.append)
        qtbot.addWidget(self.grid)
        self.grid.resize(width, self.grid.heightForWidth(width))
        with qtbot.waitExposed(self.grid):
            self.grid.show()
        self.grid.activateWindow()
        qtbot.waitUntil(self.grid.isActiveWindow)
        board, clear = self.grid.findChild(Board), self.grid.findChild(QPushButton)
        assert isinstance(board, Board)
        assert isinstance(clear, QPushButton)
        self.board, self.clear = board, clear
        self.pleasantness, self.energy = self.grid.findChildren(QSpinBox)
        self.energy.setFocus()

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.board, key)

    def click(self, place: tuple[int, int]) -> None:
        where = self.board.rect_of(place).center()
        QTest.mouseClick(self.board, Qt.MouseButton.LeftButton, pos=where)

    def spoken(self) -> str:
        face = QAccessible.queryAccessibleInterface(self.board)
        return face.text(QAccessible.Text.Value)

    def colour(self, where: QPoint) -> QColor:
        return QColor(self.picture().pixelColor(where))

    def picture(self) -> QImage:
        return self.board.grab().toImage()


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(board_module, "announce", lambda widget, text: said.append(text))
    return said


@pytest.fixture
def made(qtbot: QtBot, theme: ThemeController, spoken: list[str]) -> Made:
    return Made(qtbot, theme)


# --- by keys ----------------------------------------------------------------------------------


def test_it_is_blank_until_something_is_chosen(made: Made) -> None:
    assert made.grid.place == NOWHERE
    assert (made.pleasantness.text(), made.energy.text()) == ("–", "–")
    assert not made.clear.isEnabled()
    assert made.spoken() == "nothing chosen"


def test_arrows_move_and_choose_nothing(made: Made, spoken: list[str]) -> None:
    made.board.setFocus()
    assert made.spoken() == "Okay, pleasantness 0, energy 0, not chosen"
    made.key(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert made.told == []
    assert made.spoken() == "Good, pleasantness 2, energy −1, not chosen"
    assert spoken[-1] == made.spoken()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_chooses_where_the_keys_are(made: Made, key: Qt.Key) -> None:
    made.board.setFocus()
    made.key(Qt.Key.Key_Left, Qt.Key.Key_Up, key)
    assert made.told == [(-1, 1)]
    assert (made.pleasantness.text(), made.energy.text()) == ("−1", "1")
    assert made.spoken() == "Okay, pleasantness −1, energy 1, chosen"


def test_the_middle_can_be_chosen_as_it_stands(made: Made) -> None:
    made.board.setFocus()
    made.key(Qt.Key.Key_Space)
    assert made.told == [(0, 0)]
    assert made.clear.isEnabled()


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ([Qt.Key.Key_Right] * 9 + [Qt.Key.Key_Up] * 9, (4, 4)),
        ([Qt.Key.Key_Left] * 9 + [Qt.Key.Key_Down] * 9, (-4, -4)),
        ([Qt.Key.Key_Home, Qt.Key.Key_PageUp], (-4, 4)),
        ([Qt.Key.Key_End, Qt.Key.Key_PageDown], (4, -4)),
        ([Qt.Key.Key_End, Qt.Key.Key_Left], (3, 0)),
    ],
)
def test_keys_stop_at_the_edge(made: Made, keys: list[Qt.Key], place: Place) -> None:
    made.board.setFocus()
    made.key(*keys, Qt.Key.Key_Space)
    assert made.told == [place]


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_key_takes_the_choice_back_and_stays_there(made: Made, key: Qt.Key) -> None:
    made.board.setFocus()
    made.key(Qt.Key.Key_Right, Qt.Key.Key_Space, key)
    assert made.told == [(1, 0), NOWHERE]
    assert made.spoken() == "Okay, pleasantness 1, energy 0, not chosen"
    assert (made.pleasantness.text(), made.energy.text()) == ("–", "–")


def test_keys_with_a_modifier_are_for_others(made: Made) -> None:
    made.board.setFocus()
    QTest.keyClick(made.board, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(made.board, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert made.told == []
    assert made.spoken().startswith("Okay, pleasantness 0, energy 0")


def test_a_letter_that_qt_has_no_name_for_is_for_others(made: Made, qapp: QApplication) -> None:
    made.board.setFocus()
    zhe = QKeyEvent(QEvent.Type.KeyPress, 0x0416, Qt.KeyboardModifier.NoModifier, "Ж")
    qapp.sendEvent(made.board, zhe)
    assert not zhe.isAccepted()
    assert made.told == []


def test_it_is_one_stop(made: Made) -> None:
    made.board.setFocus()
    made.key(Qt.Key.Key_Tab)
    assert made.grid.focusWidget() is made.pleasantness


# --- by mouse ---------------------------------------------------------------------------------


def test_a_click_chooses_any_place(made: Made) -> None:
    for place in EVERYWHERE:
        made.click(place)
    assert made.told == EVERYWHERE


def test_less_pleasant_stands_at_the_left_in_every_language(made: Made) -> None:
    made.grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert made.board.rect_of((-4, 0)).x() < made.board.rect_of((4, 0)).x()
    made.board.setFocus()
    made.key(Qt.Key.Key_Left, Qt.Key.Key_Space)
    made.click((3, -2))
    assert made.told == [(-1, 0), (3, -2)]


def test_a_click_beside_the_board_or_with_another_button_chooses_nothing(made: Made) -> None:
    corner = made.board.rect_of((-4, -4)).bottomLeft()
    for beside in (corner + QPoint(-3, 0), corner + QPoint(0, 6)):
        QTest.mouseClick(made.board, Qt.MouseButton.LeftButton, pos=beside)
    middle = made.board.rect_of((0, 0)).center()
    QTest.mouseClick(made.board, Qt.MouseButton.RightButton, pos=middle)
    assert made.told == []


def test_the_place_under_the_pointer_is_shown(made: Made) -> None:
    where = made.board.rect_of((2, 2))
    beside_its_dot = where.center() + QPoint(8, 0)
    before = made.colour(beside_its_dot)
    QTest.mouseMove(made.board, where.center())
    assert made.colour(beside_its_dot) != before
    QTest.mouseMove(made.board, made.board.rect_of((-3, -3)).center())
    assert made.colour(beside_its_dot) == before


# --- by number --------------------------------------------------------------------------------


def test_numbers_choose_a_place(made: Made) -> None:
    for box, typed in ((made.pleasantness, "-3"), (made.energy, "4")):
        box.selectAll()
        QTest.keyClicks(box, typed)
    assert made.told[-1] == (-3, 4)
    assert made.grid.place == (-3, 4)
    assert (made.pleasantness.text(), made.energy.text()) == ("−3", "4")
    assert made.spoken() == "Low, pleasantness −3, energy 4, chosen"


def test_one_number_alone_is_half_a_place(made: Made) -> None:
    made.energy.setValue(2)
    assert made.told == [(None, 2)]
    assert made.spoken() == "energy 2, pleasantness still blank, chosen"
    made.pleasantness.setValue(-4)
    made.energy.setValue(made.energy.minimum())
    assert made.grid.place == (-4, None)
    assert made.spoken() == "Rough, chosen"


@pytest.mark.parametrize("minus", ["-", "−"])
def test_either_minus_is_read(made: Made, minus: str) -> None:
    line = made.energy.lineEdit()
    line.selectAll()
    line.insert(f"{minus}2")
    assert made.grid.place == (None, -2)


def test_what_is_typed_beside_the_dash_of_a_blank_field_counts(made: Made) -> None:
    made.energy.lineEdit().end(False)
    QTest.keyClicks(made.energy, "2")
    assert (made.grid.place, made.energy.text()) == ((None, 2), "2")


def test_an_emptied_field_is_blank(made: Made) -> None:
    made.grid.show_place((3, -1))
    made.energy.selectAll()
    QTest.keyClick(made.energy, Qt.Key.Key_Delete)
    assert made.grid.place == (3, None)
    assert made.energy.text() == "–"


@pytest.mark.parametrize("typed", ["5", "9", "-9", "x"])
def test_what_is_not_on_the_axis_is_not_taken(made: Made, typed: str) -> None:
    made.grid.show_place((3, -1))
    made.energy.selectAll()
    QTest.keyClicks(made.energy, typed)
    QTest.keyClick(made.energy, Qt.Key.Key_Tab)
    assert made.grid.place[1] in (-1, None)


def test_the_wheel_leaves_the_numbers_alone(made: Made, qapp: QApplication) -> None:
    made.grid.show_place((3, -1))
    for control in (made.pleasantness, made.energy, made.board):
        middle = QPointF(control.rect().center())
        event = QWheelEvent(
            middle,
            control.mapToGlobal(middle),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        qapp.sendEvent(control, event)
    assert made.grid.place == (3, -1)


def test_clear_clears_all_of_it(made: Made) -> None:
    made.grid.show_place((3, -1))
    QTest.mouseClick(made.clear, Qt.MouseButton.LeftButton)
    assert made.told == [NOWHERE]
    assert (made.pleasantness.text(), made.energy.text()) == ("–", "–")
    assert made.board.hasFocus()


def test_showing_a_place_tells_nobody(made: Made) -> None:
    for place in ((4, 4), (None, 2), NOWHERE):
        made.grid.show_place(place)
    assert made.told == []


# --- what is seen and heard -------------------------------------------------------------------


def test_a_screen_reader_gets_name_value_and_keys(made: Made) -> None:
    made.grid.show_place((2, -1))
    face = QAccessible.queryAccessibleInterface(made.board)
    assert face.text(QAccessible.Text.Name) == "Mood grid"
    assert face.text(QAccessible.Text.Value) == "Good, pleasantness 2, energy −1, chosen"
    description = face.text(QAccessible.Text.Description)
    assert "Good, pleasantness 2, energy −1, chosen" in description
    assert "Arrow keys move" in description
    assert bool(face.state().focusable)


def test_every_control_has_a_name_and_room(made: Made) -> None:
    made.grid.show_place((2, -1))
    assert list(complaints(made.grid)) == []
    assert made.pleasantness.accessibleName() == "Pleasantness, −4 to 4"
    assert made.energy.accessibleName() == "Energy, −4 to 4"


@pytest.mark.parametrize(("percent", "width"), [(100, 800), (100, 300), (90, 150), (200, 500)])
def test_every_place_is_large_enough(
    qtbot: QtBot, theme: ThemeController, percent: int, width: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    made = Made(qtbot, theme, width)
    sides = {made.board.rect_of(place).size().toTuple() for place in EVERYWHERE}
    ((across, up),) = sides
    assert across == up >= SMALLEST_CELL
    for place in EVERYWHERE:
        assert made.board.rect().contains(made.board.rect_of(place))


def test_places_grow_with_the_text(qtbot: QtBot, theme: ThemeController) -> None:
    sides = []
    for percent in (100, 150, 200):
        theme.apply(Theme.LIGHT, percent)
        sides.append(Made(qtbot, theme, 1200).board.rect_of((0, 0)).width())
    assert sides == [34, 51, 68]


@pytest.mark.parametrize("look", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
def test_the_choice_is_a_mark_in_a_ring_and_bold_numbers(
    made: Made, theme: ThemeController, look: Theme
) -> None:
    theme.apply(look)
    where = made.board.rect_of((4, 2))
    dot = made.colour(where.center())
    assert dot == QColor(theme.tokens.colours.control)
    made.grid.show_place((4, 2))
    assert made.colour(where.center()) == QColor(theme.tokens.colours.moods[4])
    ring = [made.colour(where.center() - QPoint(x, 0)) for x in range(where.width() // 2)]
    assert QColor(theme.tokens.colours.primary) in ring


def test_half_a_place_is_a_ring_around_its_line(made: Made, theme: ThemeController) -> None:
    blank = made.picture()
    made.grid.show_place((-2, None))
    column = made.picture()
    made.grid.show_place((None, -2))
    row = made.picture()
    assert blank != column != row
    primary = QColor(theme.tokens.colours.primary)
    for picture, ends in ((column, [(-2, 4), (-2, -4)]), (row, [(-4, -2), (4, -2)])):
        for end in ends:
            where = made.board.rect_of(end)
            pixels = [
                picture.pixelColor(x, y)
                for x in range(where.left(), where.right())
                for y in range(where.top(), where.bottom())
            ]
            assert primary in pixels


def test_the_focus_is_seen_where_the_keys_are(made: Made, theme: ThemeController) -> None:
    focus = QColor(theme.tokens.colours.focus)
    where = made.board.rect_of((0, 1))
    edge = QPoint(where.left(), where.center().y())
    made.board.setFocus()
    assert made.colour(edge) != focus
    made.key(Qt.Key.Key_Up)
    assert made.colour(edge) == focus
    made.pleasantness.setFocus()
    assert made.colour(edge) != focus


def test_the_words_of_the_axes_stand_at_the_board(qtbot: QtBot, theme: ThemeController) -> None:
    made = Made(qtbot, theme, 1200)
    labels = {label.text(): label for label in made.grid.findChildren(QLabel)}
    for percent in (100, 200):
        theme.apply(Theme.LIGHT, percent)
        QApplication.processEvents()
        board = made.board.mapTo(made.grid, made.board.rect_of((-4, 0)).topLeft()).x()
        for text in ("unpleasant", "high energy"):
            label = labels[text]
            assert abs(label.mapTo(made.grid, label.rect().topLeft()).x() - board) <= 1


def test_it_follows_the_look(made: Made, theme: ThemeController) -> None:
    light = made.picture()
    theme.apply(Theme.DARK)
    assert made.picture() != light


def test_it_looks_the_same_in_every_language(
    qtbot: QtBot, theme: ThemeController, qapp: QApplication
) -> None:
    pictures = []
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        qapp.setLayoutDirection(direction)
        made = Made(qtbot, theme)
        made.grid.show_place((-3, -2))
        pictures.append(made.picture())
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert pictures[0] == pictures[1]


def test_it_can_go_before_the_look_does(qtbot: QtBot, theme: ThemeController) -> None:
    grid = MoodGrid(theme)
    with qtbot.waitSignal(grid.destroyed):
        grid.deleteLater()
    theme.apply(Theme.DARK)
