"""A check-in's form on a screen, worked by a person."""

from __future__ import annotations

from helpers.accessible import read_aloud
from helpers.check_in import BreakableMoods, berlin
from helpers.jobs import InlineJobs
from helpers.real_journal import SetClock
from PySide6.QtCore import QDate, QMimeData, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDateEdit,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from repair_desktop.content.worksheets import load_words
from repair_desktop.core.moods import Mood
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.check_in.board import Board
from repair_desktop.gui.check_in.grid import MoodGrid
from repair_desktop.gui.check_in.page import CheckInForm
from repair_desktop.gui.check_in.presenter import CheckInPresenter
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.widgets.chip import Chip
from repair_desktop.gui.widgets.growing_text import GrowingText

WORDS = ["Rough", "Low", "Okay", "Good", "Great"]
FEELINGS, TAGS = load_words("feelings"), load_words("tags")


class Sheet:
    """The form, worked by a person with a keyboard and a mouse."""

    def __init__(
        self,
        qtbot: QtBot,
        moods: BreakableMoods,
        jobs: InlineJobs,
        clock: SetClock,
        theme: ThemeController,
        with_close: bool = False,
    ) -> None:
        self.moods, self.jobs, self.clock, self.qtbot = moods, jobs, clock, qtbot
        self.presenter = CheckInPresenter(moods, jobs, clock, berlin)
        self.form = CheckInForm(
            self.presenter,
            FEELINGS,
            TAGS,
            TherapistName.named("M."),
            theme,
            ProblemWords(),
            with_close,
        )
        self.presenter.setParent(self.form)
        self.done = 0
        self.form.done.connect(self._count)
        self.window = QWidget()
        self.elsewhere, self.below = QLineEdit(), QLineEdit()
        self.elsewhere.setAccessibleName("elsewhere")
        self.below.setAccessibleName("below")
        lines = QVBoxLayout(self.window)
        lines.addWidget(self.elsewhere)
        lines.addWidget(self.form)
        lines.addWidget(self.below)
        lines.addStretch()
        qtbot.addWidget(self.window)
        self.window.resize(900, 2700)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.form.setFocus()

    def _count(self) -> None:
        self.done += 1

    # --- what is there ----------------------------------------------------------------------

    def seen(self) -> CheckInForm:
        """Return the form once everything that was added to it is in sight."""
        QApplication.processEvents()
        return self.form

    def kept(self) -> Mood:
        (mood,) = self.moods.all()
        return mood

    def words(self) -> str:
        return read_aloud(self.seen())

    def buttons(self) -> list[str]:
        return [b.text() for b in self.seen().findChildren(QPushButton) if b.isVisible()]

    def button(self, text: str) -> QPushButton:
        (found,) = [
            b for b in self.seen().findChildren(QPushButton) if b.isVisible() and b.text() == text
        ]
        return found

    def focus(self) -> str:
        widget = self.form.focusWidget()
        assert widget is not None
        return widget.accessibleName() or getattr(widget, "text", str)()

    def chosen(self) -> list[str]:
        return [word for word in WORDS if self.button(word).isChecked()]

    def shown_chips(self) -> list[Chip]:
        return [chip for chip in self.seen().findChildren(Chip) if chip.isVisible()]

    def ticked(self) -> list[str]:
        return [chip.words for chip in self.shown_chips() if chip.isChecked()]

    def note(self) -> GrowingText:
        found = self.form.findChild(GrowingText)
        assert isinstance(found, GrowingText)
        return found

    def board(self) -> Board:
        found = self.form.findChild(Board)
        assert isinstance(found, Board)
        return found

    def boxes(self) -> list[QSpinBox]:
        grid = self.form.findChild(MoodGrid)
        assert isinstance(grid, MoodGrid)
        return grid.findChildren(QSpinBox)

    def numbers(self) -> list[str]:
        return [box.text() for box in self.boxes()]

    def day(self) -> QDateEdit:
        found = self.form.findChild(QDateEdit)
        assert isinstance(found, QDateEdit)
        return found

    def time(self) -> QTimeEdit:
        (found,) = [t for t in self.form.findChildren(QTimeEdit) if t.accessibleName() == "Time"]
        return found

    # --- what is done -----------------------------------------------------------------------

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            widget = self.form.focusWidget()
            assert widget is not None
            QTest.keyClick(widget, key)

    def press(self, text: str) -> None:
        button = self.button(text)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    def click(self, *words: str) -> None:
        for word in words:
            (chip,) = [chip for chip in self.shown_chips() if chip.words == word]
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton)

    def own_word(self, field: str, text: str) -> None:
        fields = self.form.findChildren(QLineEdit)
        (found,) = [f for f in fields if f.accessibleName() == f"Own words: {field}"]
        found.setText(text)
        QTest.keyClick(found, Qt.Key.Key_Return)

    def paste(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        self.note().insertFromMimeData(data)

    def set_when(self, day: QDate, hour: int = 9, minute: int = 30) -> None:
        self.day().setDate(day)
        self.time().setTime(QTime(hour, minute))

    def go_back_in_time(self, day: QDate, hour: int = 9, minute: int = 30) -> None:
        self.press("Another time")
        self.set_when(day, hour, minute)

    def leave(self) -> bool:
        """Do as locking does."""
        told: list[bool] = []
        self.form.leave(told.append)
        (kept,) = told
        return kept
