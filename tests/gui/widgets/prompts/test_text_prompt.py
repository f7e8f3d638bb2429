from __future__ import annotations

import pytest
from helpers.accessible import complaints
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, TextAnswer
from repair_desktop.core.ids import PromptId
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Prompt, PromptKind
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import LIGHT, Theme, Tokens
from repair_desktop.gui.widgets.prompts.starter import Starter
from repair_desktop.gui.widgets.prompts.text import TextPrompt

STARTERS = ("It was {your_therapist}'s job to…", "I could be wrong about…, but I am sure about…")


class Made:
    def __init__(self, qtbot: QtBot, width: int = 700, percent: int = 100) -> None:
        prompt = Prompt(PromptId("what"), PromptKind.LONG, "What happened?", starters=True)
        self.widget = TextPrompt(prompt, TherapistName.named("R&B"), STARTERS)
        self.widget.setStyleSheet(stylesheet(Tokens(LIGHT, text_percent=percent)))
        self.told: list[Answer | None] = []
        self.widget.changed.connect(self.told.append)
        qtbot.addWidget(self.widget)
        self.widget.resize(width, 500)
        with qtbot.waitExposed(self.widget):
            self.widget.show()
        self.widget.activateWindow()
        field = self.widget.findChild(QPlainTextEdit)
        assert isinstance(field, QPlainTextEdit)
        self.field = field

    def starters(self) -> list[Starter]:
        return self.widget.findChildren(Starter)


@pytest.fixture
def made(qtbot: QtBot) -> Made:
    return Made(qtbot)


def test_what_is_typed_is_told_as_typed(made: Made) -> None:
    QTest.keyClicks(made.field, "ab ")
    assert made.told == [TextAnswer("a"), TextAnswer("ab"), TextAnswer("ab ")]
    made.field.clear()
    assert made.told[-1] is None


def test_showing_words_tells_nobody_and_leaves_the_caret_at_their_end(made: Made) -> None:
    made.widget.set_answer(TextAnswer("Of course I"))
    assert made.told == []
    QTest.keyClicks(made.field, " went")
    assert made.told[-1] == TextAnswer("Of course I went")


def test_a_starter_begins_a_line_and_is_taken_back_in_one(made: Made) -> None:
    first, second = made.starters()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert made.field.hasFocus()
    assert made.told == [TextAnswer("It was R&B's job to ")]
    QTest.keyClicks(made.field, "ask.")
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    text = "It was R&B's job to ask.\nI could be wrong about…, but I am sure about "
    assert made.widget.answer() == TextAnswer(text)
    made.field.undo()
    assert made.widget.answer() == TextAnswer("It was R&B's job to ask.")


def test_a_starter_is_spoken_as_what_it_does(made: Made) -> None:
    interface = QAccessible.queryAccessibleInterface(made.starters()[0])
    assert interface.role() == QAccessible.Role.Button
    assert interface.text(QAccessible.Text.Name) == "Begin with: It was R&B's job to…"
    assert list(complaints(made.widget)) == []


@pytest.mark.parametrize(("width", "lines"), [(1400, 1), (500, 2)])
def test_a_long_starter_wraps_and_is_never_cut(qtbot: QtBot, width: int, lines: int) -> None:
    made = Made(qtbot, width, percent=200)
    QCoreApplication.processEvents()
    long = made.starters()[1]
    assert made.widget.minimumSizeHint().width() <= width
    assert long.width() <= width
    assert long.height() >= long.heightForWidth(long.width())
    one_line = long.fontMetrics().lineSpacing()
    assert round((long.height() - one_line) / one_line) >= lines - 1
    assert (long.heightForWidth(long.width()) > long.sizeHint().height()) is (lines > 1)


def test_a_starter_draws_its_words(made: Made) -> None:
    def inks(widget: QWidget) -> int:
        picture = widget.grab().toImage()
        places = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
        return len({picture.pixel(x, y) for x, y in places})

    made.field.setFocus()
    assert inks(made.starters()[0]) > 5


def test_the_field_follows_the_size_of_the_text(qtbot: QtBot, theme: ThemeController) -> None:
    made = Made(qtbot)
    made.widget.setStyleSheet("")
    heights = []
    for percent in (100, 200, 100):
        theme.apply(Theme.LIGHT, percent)
        QCoreApplication.processEvents()
        heights.append(made.field.height())
    assert heights[0] == heights[2] < heights[1]
