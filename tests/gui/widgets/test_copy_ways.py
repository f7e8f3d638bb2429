from __future__ import annotations

from pathlib import Path

import pytest
from helpers.accessible import complaints
from helpers.fitting import SMALLEST_PAGE, cut_off
from pypdf import PdfReader
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.copy_ways import Copy, CopyWays
from repair_desktop.gui.widgets.document import Part, PartKind

WORDS = "The joke about my job"


class Shown:
    """The ways on a screen, with something that can be turned off."""

    def __init__(self, qtbot: QtBot) -> None:
        self.listed = ["What happened", "My question"]
        self.ways = CopyWays("Card", self.copy)
        self.ways.resize(SMALLEST_PAGE)
        qtbot.addWidget(self.ways)
        with qtbot.waitExposed(self.ways):
            self.ways.show()

    def copy(self) -> Copy:
        parts = [Part(PartKind.TEXT, WORDS)] if self.listed else []
        return Copy(parts, self.listed)

    def press(self, text: str) -> None:
        [button] = [b for b in self.ways.findChildren(QPushButton) if self.sees(b, text)]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def sees(self, button: QPushButton, text: str) -> bool:
        return button.text() == text and button.isVisible()

    def choose(self, path: Path) -> None:
        [dialog] = self.ways.window().findChildren(QFileDialog)
        dialog.selectFile(str(path))
        dialog.accept()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    @property
    def said(self) -> str:
        return self.ways._notice.text


@pytest.fixture
def shown(qtbot: QtBot, theme: ThemeController) -> Shown:
    return Shown(qtbot)


@pytest.mark.parametrize("way", ["Print…", "Save as PDF…", "Save as text…"])
def test_each_way_says_first_that_a_copy_is_not_locked_and_what_is_on_it(
    shown: Shown, qtbot: QtBot, way: str
) -> None:
    with qtbot.waitSignal(shown.ways.changed):
        shown.press(way)
    assert shown.said == (
        "This copy is not locked. Anyone who finds it can read it.\n"
        "On it: What happened · My question"
    )
    assert shown.ways.findChildren(QDialog) == []
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() in ("Go on to print…", "Choose where…")
    shown.press("Not now")
    assert shown.said == ""
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == way


def test_a_pdf_is_saved_where_the_person_says(shown: Shown, tmp_path: Path) -> None:
    shown.press("Save as PDF…")
    shown.press("Choose where…")
    shown.choose(tmp_path / "card.pdf")
    reader = PdfReader(tmp_path / "card.pdf")
    assert WORDS in " ".join(reader.pages[0].extract_text().split())
    assert reader.metadata is not None
    assert reader.metadata.title == "Card"
    assert shown.said == "A copy is saved. It is not locked."


def test_text_is_saved_where_the_person_says(shown: Shown, tmp_path: Path) -> None:
    shown.press("Save as text…")
    shown.press("Choose where…")
    shown.choose(tmp_path / "card.txt")
    assert (tmp_path / "card.txt").read_text(encoding="utf-8") == WORDS + "\n"


def test_printing_asks_for_a_printer(shown: Shown) -> None:
    shown.press("Print…")
    shown.press("Go on to print…")
    [dialog] = shown.ways.window().findChildren(QDialog)
    assert dialog.windowTitle() == "Print"
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_where_it_can_not_be_saved_the_person_hears_so(shown: Shown, tmp_path: Path) -> None:
    shown.ways._output.write(str(tmp_path / "missing" / "card.pdf"), [b"x"])
    assert shown.said.startswith("It could not be saved there. Nothing else changed.")
    assert shown.ways._notice.property("role") == "problem"


def test_nothing_leaves_where_nothing_is_turned_on(shown: Shown) -> None:
    shown.listed = []
    shown.press("Save as PDF…")
    assert shown.said == "There is nothing on it yet. Turn on a line first."
    shown.ways.clear()
    assert shown.said == ""


@pytest.mark.parametrize("percent", [100, 200])
def test_everything_fits_and_is_named(shown: Shown, theme: ThemeController, percent: int) -> None:
    theme.apply(Theme.DARK, percent)
    shown.press("Save as PDF…")
    assert list(cut_off(shown.ways)) == []
    assert list(complaints(shown.ways)) == []
