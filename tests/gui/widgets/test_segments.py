from __future__ import annotations

import pytest
from helpers.accessible import complaints, press_by_reader, tab_stops
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.segments import Segments
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order

WORDS = ("Rough", "Low", "Okay", "Good", "Great")


class Made(QWidget):
    """Segments between two other stops."""

    def __init__(self, qtbot: QtBot, width: int = 900) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        self.before, self.after = QLineEdit(), QLineEdit()
        for field in (self.before, self.after):
            field.setAccessibleName("another field")
        self.segments = Segments("Mood", WORDS, big=True)
        for part in (self.before, self.segments, self.after):
            lines.addWidget(part)
        lines.addStretch()
        self.told: list[int] = []
        self.segments.chosen.connect(self.told.append)
        qtbot.addWidget(self)
        self.resize(width, 900)
        with qtbot.waitExposed(self):
            self.show()
        self.activateWindow()
        qtbot.waitUntil(self.isActiveWindow)

    def button(self, word: str) -> QPushButton:
        (found,) = [b for b in self.findChildren(QPushButton) if b.text() == word]
        return found

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            widget = self.focusWidget()
            assert widget is not None
            QTest.keyClick(widget, key)

    def focus(self) -> str:
        widget = self.focusWidget()
        return widget.accessibleName() if widget is not None else ""


@pytest.fixture
def made(qtbot: QtBot, theme: ThemeController) -> Made:
    return Made(qtbot)


def test_nothing_is_chosen_at_first_and_tab_chooses_nothing(made: Made) -> None:
    made.before.setFocus()
    made.key(Qt.Key.Key_Tab)
    assert made.focus() == "Rough"
    assert made.segments.place is None
    assert made.told == []


def test_it_is_one_stop_wherever_the_choice_is(made: Made) -> None:
    for number, word in enumerate(WORDS):
        made.segments.show_place(number)
        assert [w.accessibleName() for w in tab_stops(made)] == [
            "another field",
            word,
            "another field",
        ]
        made.before.setFocus()
        made.key(Qt.Key.Key_Tab)
        assert made.focus() == word
        made.key(Qt.Key.Key_Tab)
        assert made.after.hasFocus()
        QTest.keyClick(made.after, Qt.Key.Key_Backtab)
        assert made.focus() == word


def test_it_stays_one_stop_when_the_page_orders_its_stops(made: Made) -> None:
    made.segments.show_place(4)
    tab_in_reading_order(made)
    made.segments.show_place(0)
    made.segments.setFocus()
    made.key(Qt.Key.Key_Tab)
    assert made.after.hasFocus()
    QTest.keyClick(made.after, Qt.Key.Key_Backtab)
    assert made.focus() == "Rough"
    QTest.keyClick(made.button("Rough"), Qt.Key.Key_Backtab)
    assert made.before.hasFocus()


def test_arrows_choose_the_next_word_round_and_round(made: Made) -> None:
    made.segments.setFocus()
    made.key(Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left)
    assert made.told == [0, 1, 2, 1]
    assert made.segments.place == 1
    made.key(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Right)
    assert made.told[-3:] == [0, 4, 0]
    assert made.focus() == "Rough"


def test_arrows_follow_the_reading_direction(made: Made, qtbot: QtBot) -> None:
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: made.button("Rough").x() > made.button("Low").x())
    made.segments.setFocus()
    made.key(Qt.Key.Key_Left)
    assert made.told == [1]


def test_numbers_choose_by_place(made: Made) -> None:
    made.segments.setFocus()
    made.key(Qt.Key.Key_5, Qt.Key.Key_1, Qt.Key.Key_3)
    widget = made.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, Qt.Key.Key_4, Qt.KeyboardModifier.KeypadModifier)
    assert made.told == [4, 0, 2, 3]
    assert made.focus() == "Good"


def test_digits_with_shift_choose_too(made: Made) -> None:
    """A French keyboard has them there. Elsewhere Shift and a digit are another key."""
    made.segments.setFocus()
    widget = made.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, Qt.Key.Key_2, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(widget, Qt.Key.Key_Exclam, Qt.KeyboardModifier.ShiftModifier)
    assert made.told == [1]


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_6, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_0, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_other_keys_choose_nothing(made: Made, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    made.segments.setFocus()
    QTest.keyClick(made.button("Rough"), key, modifier)
    assert made.told == []
    assert made.segments.place is None


def test_the_chosen_word_can_be_chosen_once_more(made: Made) -> None:
    made.segments.show_place(2)
    QTest.mouseClick(made.button("Okay"), Qt.MouseButton.LeftButton)
    assert made.told == [2]
    assert made.segments.place == 2


def test_a_screen_reader_chooses_and_the_chosen_word_stays(made: Made) -> None:
    for word in ("Low", "Great", "Great"):
        press_by_reader(made.button(word))
        assert [w for w in WORDS if made.button(w).isChecked()] == [word]
    assert made.told == [1, 4, 4]
    assert [w.accessibleName() for w in tab_stops(made)][1] == "Great"


def test_only_one_is_ever_chosen(made: Made) -> None:
    for place in (0, 3):
        QTest.mouseClick(made.button(WORDS[place]), Qt.MouseButton.LeftButton)
        assert [made.button(w).isChecked() for w in WORDS].count(True) == 1
    assert made.told == [0, 3]


def test_showing_tells_nobody_and_can_be_taken_back(made: Made) -> None:
    made.segments.show_place(3)
    places = [made.segments.place]
    made.segments.show_place(None)
    assert [*places, made.segments.place] == [3, None]
    assert made.told == []
    made.segments.setFocus()
    assert made.focus() == "Rough"


def test_a_screen_reader_meets_radio_buttons(made: Made) -> None:
    made.segments.show_place(1)
    for word in WORDS:
        face = QAccessible.queryAccessibleInterface(made.button(word))
        assert face.role() is QAccessible.Role.RadioButton
        assert face.text(QAccessible.Text.Name) == word
        assert bool(face.state().checked) is (word == "Low")
    assert made.segments.accessibleName() == "Mood"


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [900, 560, 300])
def test_words_share_the_lines_evenly_and_are_never_cut(
    qtbot: QtBot, theme: ThemeController, width: int, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    made = Made(qtbot, width)
    buttons = [made.button(word) for word in WORDS]
    assert len({button.width() for button in buttons}) == 1
    tops = sorted({button.y() for button in buttons})
    lines = [sum(button.y() == top for button in buttons) for top in tops]
    assert all(line == lines[0] for line in lines[:-1])
    assert lines[-1] <= lines[0]
    for button in buttons:
        made.segments.show_place(buttons.index(button))
        assert button.width() >= button.sizeHint().width()
        assert made.segments.rect().contains(button.geometry())
    assert list(complaints(made)) == []


def test_a_word_has_the_same_room_chosen_or_not(made: Made) -> None:
    word = made.button("Great")
    alone = word.sizeHint()
    made.segments.show_place(4)
    word.setFocus()
    assert word.sizeHint() == alone
    made.segments.show_place(None)
    made.before.setFocus()
    bold = QFont(word.font())
    bold.setWeight(QFont.Weight.DemiBold)
    wider = QFontMetrics(bold).horizontalAdvance("Great")
    wider -= word.fontMetrics().horizontalAdvance("Great")
    assert wider > 0
    assert alone.width() >= QPushButton.sizeHint(word).width() + wider


def test_small_ones_ask_for_one_line_and_take_more_where_there_is_less_room(
    qtbot: QtBot, theme: ThemeController
) -> None:
    segments = Segments("Mood", WORDS)
    qtbot.addWidget(segments)
    hints = [button.sizeHint() for button in segments.findChildren(QPushButton)]
    assert segments.sizeHint().width() >= sum(hint.width() for hint in hints)
    assert segments.sizeHint().height() == hints[0].height()
    assert segments.minimumSizeHint().width() == max(hint.width() for hint in hints)
    assert segments.heightForWidth(segments.sizeHint().width()) == hints[0].height()
    assert segments.heightForWidth(hints[0].width() * 2) > 2 * hints[0].height()


def test_where_there_is_room_they_stand_in_one_line(made: Made) -> None:
    assert len({made.button(word).y() for word in WORDS}) == 1
    last = made.button("Great").geometry()
    assert last.right() >= made.segments.width() - 5  # no more than what does not divide by five
