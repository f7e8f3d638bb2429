from __future__ import annotations

import pytest
from helpers.accessible import complaints, press_by_reader, read_aloud, tab_stops
from helpers.real_journal import WORKSHEETS
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, SortAnswer, SortedLine
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.widgets.prompts.sort import SortPrompt
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order

PROMPT = WORKSHEETS[WorksheetId("six-steps")].prompt(PromptId("s4.sort"))
THEIRS, NOBODYS, MINE = OptionId("theirs"), OptionId("nobodys"), OptionId("mine")
EMPTY = "Nothing here is mine, and that is okay."


class Made:
    def __init__(self, qtbot: QtBot, width: int = 800, percent: int = 100) -> None:
        self.widget = SortPrompt(PROMPT, TherapistName("your therapist", "my therapist"))
        self.widget.setStyleSheet(stylesheet(Tokens(LIGHT, text_percent=percent)))
        self.told: list[Answer | None] = []
        self.widget.changed.connect(self.told.append)
        qtbot.addWidget(self.widget)
        self.widget.resize(width, 900)
        with qtbot.waitExposed(self.widget):
            self.widget.show()
        self.widget.activateWindow()

    def radio(self, name: str) -> QRadioButton:
        found = self.widget.findChildren(QRadioButton)
        return next(radio for radio in found if radio.accessibleName() == name)

    def own(self) -> QLineEdit:
        field = self.widget.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        return field

    def button(self, name: str) -> QPushButton:
        found = self.widget.findChildren(QPushButton)
        return next(b for b in found if b.accessibleName() == name and b.isVisible())

    def words(self) -> str:
        return read_aloud(self.widget)


@pytest.fixture
def made(qtbot: QtBot) -> Made:
    return Made(qtbot)


def test_theirs_stands_first_and_mine_may_stay_empty(made: Made) -> None:
    assert [column.id for column in PROMPT.columns] == [THEIRS, NOBODYS, MINE]
    assert EMPTY in made.words()
    made.radio("The timing: Theirs to own").click()
    assert EMPTY in made.words()
    assert made.widget.answer() == SortAnswer((SortedLine("timing", THEIRS),))
    made.radio("The timing: Mine, if any").click()
    assert EMPTY not in made.words()


def test_lines_are_sorted_with_keys_alone(made: Made) -> None:
    start = made.radio("The timing: not sorted")
    start.setFocus()
    QTest.keyClick(start, Qt.Key.Key_Left)
    assert made.told == [SortAnswer((SortedLine("timing", MINE),))]
    focused = QApplication.focusWidget()
    assert focused is made.radio("The timing: Mine, if any")
    QTest.keyClick(focused, Qt.Key.Key_Left)
    assert made.told[-1] == SortAnswer((SortedLine("timing", NOBODYS),))
    made.radio("The timing: not sorted").setFocus()
    QTest.keyClick(made.radio("The timing: not sorted"), Qt.Key.Key_Space)
    assert made.told[-1] is None


def test_lines_are_sorted_with_a_screen_reader(made: Made) -> None:
    for place, column in (("Theirs to own", THEIRS), ("Mine, if any", MINE)):
        press_by_reader(made.radio(f"The timing: {place}"))
        assert made.told[-1] == SortAnswer((SortedLine("timing", column),))
    assert "• The timing" in made.words()
    press_by_reader(made.radio("The timing: Mine, if any"))
    assert made.radio("The timing: Mine, if any").isChecked()
    press_by_reader(made.radio("The timing: not sorted"))
    assert made.told[-1] is None
    assert len(made.told) == 3


def test_each_line_is_one_stop_and_says_line_and_place(made: Made) -> None:
    radio = made.radio("The pace: Nobody's fault")
    interface = QAccessible.queryAccessibleInterface(radio)
    assert interface.role() == QAccessible.Role.RadioButton
    assert interface.text(QAccessible.Text.Name) == "The pace: Nobody's fault"
    made.radio("What was said: not sorted").setFocus()
    QTest.keyClick(made.radio("What was said: not sorted"), Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QRadioButton)
    assert focused.accessibleName().startswith("How it was said: ")


def test_a_line_of_ones_own_is_kept_while_it_is_typed(made: Made) -> None:
    own = made.own()
    own.setFocus()
    for typed in ("  T", "h", "e", "  "):
        QTest.keyClicks(own, typed)
    lines = [SortAnswer((SortedLine(text, None, own=True),)) for text in ("T", "Th", "The")]
    assert made.told == lines
    QTest.keyClick(own, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(own, Qt.Key.Key_Delete)
    assert made.told[-1] is None


def test_a_line_of_ones_own_is_put_somewhere(made: Made) -> None:
    own = made.own()
    own.setFocus()
    QTest.keyClicks(own, "  The chair  ")
    made.told.clear()
    QTest.keyClick(own, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is made.button("Put your line in: Theirs to own")
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert made.told == [SortAnswer((SortedLine("The chair", THEIRS, own=True),))]
    assert own.text() == ""
    assert own.hasFocus()
    assert "• The chair" in made.words()
    assert made.radio("The chair: Theirs to own").isChecked()
    made.radio("The chair: take it out").click()
    assert made.told[-1] is None
    made.radio("The chair: not sorted").click()
    assert made.told[-1] == SortAnswer((SortedLine("The chair", None, own=True),))


def test_where_a_line_of_ones_own_goes_can_be_decided_later(made: Made) -> None:
    for text in ("The chair", "The lamp"):
        made.own().setText(text)
        made.button("Decide later where your line goes").click()
        assert made.own().text() == ""
        assert made.own().hasFocus()
        assert made.radio(f"{text}: not sorted").isChecked()
    kept = SortAnswer(
        (SortedLine("The chair", None, own=True), SortedLine("The lamp", None, own=True))
    )
    assert made.widget.answer() == kept
    assert "• The chair" not in made.words()
    made.radio("The lamp: Mine, if any").click()
    assert made.widget.answer() == SortAnswer(
        (SortedLine("The chair", None, own=True), SortedLine("The lamp", MINE, own=True))
    )


def test_a_line_that_is_typed_once_more_is_there_once(made: Made) -> None:
    made.own().setText("The chair")
    made.button("Put your line in: Theirs to own").click()
    made.own().setText("The chair ")
    assert made.widget.answer() == SortAnswer((SortedLine("The chair", THEIRS, own=True),))
    made.radio("The chair: take it out").click()
    assert made.widget.answer() == SortAnswer((SortedLine("The chair", None, own=True),))


def test_the_same_line_twice_moves_it(made: Made) -> None:
    for column in ("Theirs to own", "Nobody's fault"):
        made.own().setText("The chair")
        made.button(f"Put your line in: {column}").click()
    assert made.widget.answer() == SortAnswer((SortedLine("The chair", NOBODYS, own=True),))


def test_an_own_line_that_reads_like_an_id_is_another_one(made: Made) -> None:
    made.own().setText("timing")
    made.button("Put your line in: Mine, if any").click()
    made.radio("The timing: Theirs to own").click()
    assert made.widget.answer() == SortAnswer(
        (SortedLine("timing", THEIRS), SortedLine("timing", MINE, own=True))
    )


def test_the_places_show_only_while_there_is_a_line(made: Made) -> None:
    assert "Put it in:" not in made.words()
    made.own().setText("x")
    assert "Put it in:" in made.words()
    made.own().setText("   ")
    assert "Put it in:" not in made.words()


def test_an_answer_is_shown_as_it_was_also_with_lines_of_an_older_worksheet(made: Made) -> None:
    answer = SortAnswer(
        (
            SortedLine("pace", NOBODYS),
            SortedLine("dropped-line", THEIRS),
            SortedLine("<b>own</b> & more", MINE, own=True),
            SortedLine("timing", None, own=True),
        )
    )
    made.own().setText("half typed")
    made.told.clear()
    made.widget.set_answer(answer)
    assert made.widget.answer() == answer
    assert made.told == []
    assert "• <b>own</b> & more" in made.words()
    made.widget.set_answer(None)
    assert made.widget.answer() is None


@pytest.mark.parametrize("width", [520, 900])
def test_every_control_has_a_name_and_room(qtbot: QtBot, width: int) -> None:
    made = Made(qtbot, width)
    made.own().setText("x")
    QCoreApplication.processEvents()
    assert list(complaints(made.widget)) == []


def test_tab_goes_through_lines_old_and_new_and_then_to_the_field(made: Made) -> None:
    made.own().setText("The chair")
    made.button("Put your line in: Mine, if any").click()
    QCoreApplication.processEvents()
    tab_in_reading_order(made.widget)
    stops = tab_stops(made.widget)
    radios = [n for n, stop in enumerate(stops) if isinstance(stop, QRadioButton)]
    assert stops.index(made.own()) == max(radios) + 1
    assert stops[radios[-1]].accessibleName().startswith("The chair: ")


@pytest.mark.parametrize(("width", "percent", "beside"), [(800, 100, True), (520, 200, False)])
def test_columns_stand_under_each_other_where_they_would_be_narrow(
    qtbot: QtBot, width: int, percent: int, beside: bool
) -> None:
    made = Made(qtbot, width, percent)
    QCoreApplication.processEvents()
    columns: list[QWidget] = list(made.widget._columns.values())
    tops = {column.mapTo(made.widget, column.rect().topLeft()).y() for column in columns}
    assert (len(tops) == 1) is beside
    assert made.widget.minimumSizeHint().width() <= width
