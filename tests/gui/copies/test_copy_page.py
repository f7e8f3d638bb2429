from __future__ import annotations

from pathlib import Path

import pytest
from helpers.accessible import complaints, press_by_reader, read_aloud, tab_stops
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.journey import NAME, settle
from helpers.real_journal import WORKSHEETS
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.app.tour.hands import spoken_name
from repair_desktop.core.answers import TextAnswer
from repair_desktop.core.ids import PromptId, WorksheetId
from repair_desktop.gui.copies.choice import PageChoice
from repair_desktop.gui.copies.page import LINE_LETTERS, CopyPage
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import MARGIN, Theme
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.side_by_side import BESIDE

NEW = WORKSHEETS[WorksheetId("new-therapist")]
ANSWERS = {
    PromptId("nt.helps"): TextAnswer("One <b>line</b>.\nA second one."),
    PromptId("nt.not"): TextAnswer("Being hurried."),
    PromptId("nt.before"): TextAnswer("It ended badly.\nI was blamed."),
}


@pytest.fixture
def page(qtbot: QtBot, theme: ThemeController) -> CopyPage:
    return show(qtbot, theme, PageChoice(NEW, ANSWERS, NAME))


def show(qtbot: QtBot, theme: ThemeController, choice: PageChoice) -> CopyPage:
    page = CopyPage(choice, theme)
    page.resize(SMALLEST_PAGE)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    settle()
    return page


def switches(page: CopyPage) -> dict[str, QCheckBox]:
    boxes = page.findChildren(QCheckBox)
    return {box.accessibleName(): box for box in boxes if box.isVisible()}


def turn(page: CopyPage, name: str) -> None:
    press_by_reader(switches(page)[name])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    settle()


def press(page: CopyPage, text: str) -> None:
    found = page.findChildren(QPushButton)
    [button] = [b for b in found if b.isVisible() and b.text() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    settle()


def on_the_page(page: CopyPage) -> str:
    """The words of the page that would leave."""
    return read_aloud(page).partition("The page ")[2]


def test_each_answer_and_each_line_has_its_switch_and_what_is_private_is_off(
    page: CopyPage,
) -> None:
    assert {name: box.isChecked() for name, box in switches(page).items()} == {
        "What helps?": True,
        "One <b>line</b>.": True,
        "A second one.": True,
        "What does not help?": True,
        "What happened in therapy before?": False,
    }
    assert on_the_page(page) == (
        "For a new therapist What helps? One <b>line</b>. A second one."
        " What does not help? Being hurried."
    )
    private = switches(page)["What happened in therapy before?"]
    assert private.accessibleDescription() == "Private, so it is off at first."


def test_the_page_follows_every_switch(page: CopyPage) -> None:
    turn(page, "A second one.")
    assert "One <b>line</b>. What does not help?" in on_the_page(page)
    turn(page, "What does not help?")
    assert on_the_page(page) == "For a new therapist What helps? One <b>line</b>."
    turn(page, "What happened in therapy before?")
    assert "It ended badly. I was blamed." in on_the_page(page)
    turn(page, "I was blamed.")
    assert on_the_page(page).endswith("It ended badly.")
    turn(page, "What happened in therapy before?")
    assert "badly" not in on_the_page(page)
    assert "It ended badly." not in switches(page)
    turn(page, "What helps?")
    assert on_the_page(page) == "Nothing is on it yet."


def test_what_leaves_is_what_the_page_shows(page: CopyPage, tmp_path: Path) -> None:
    turn(page, "A second one.")
    press(page, "Save as text…")
    said = read_aloud(page)
    assert "This copy is not locked. Anyone who finds it can read it." in said
    assert "On it: What helps? · What does not help?" in said
    turn(page, "What does not help?")
    assert "This copy is not locked." not in read_aloud(page)  # it spoke of another page
    press(page, "Save as text…")
    press(page, "Choose where…")
    [dialog] = page.findChildren(QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Page.txt"]
    dialog.setDirectory(str(tmp_path))
    dialog.accept()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert (tmp_path / "Page.txt").read_text(encoding="utf-8") == (
        "For a new therapist\n\nWhat helps?\n\nOne <b>line</b>.\n"
    )


def test_a_long_text_is_shown_shortened(qtbot: QtBot, theme: ThemeController) -> None:
    text = "w" * 1_000_000
    answers = {PromptId("nt.helps"): TextAnswer(f"{text}\nshort")}
    page = show(qtbot, theme, PageChoice(NEW, answers, NAME))
    assert max(map(len, switches(page))) == LINE_LETTERS
    assert list(cut_off(page)) == []
    assert page._choice.parts()[-1].text == f"{text}\nshort"


def test_back(qtbot: QtBot, page: CopyPage) -> None:
    with qtbot.waitSignal(page.closed):
        press(page, "Back")


def test_the_page_stands_beside_its_switches_where_there_is_room(
    page: CopyPage, theme: ThemeController
) -> None:
    parts = page.findChildren(Card)[:2]
    assert parts[0].geometry().bottom() < parts[1].geometry().top()
    page.resize(BESIDE + 2 * MARGIN + 40, 700)  # with its scroll bar
    settle()
    assert parts[0].geometry().right() < parts[1].geometry().left()
    assert list(cut_off(page)) == []
    theme.apply(Theme.LIGHT, 200)
    settle()
    assert parts[0].geometry().bottom() < parts[1].geometry().top()
    assert list(cut_off(page)) == []


def test_tab_goes_the_way_a_person_reads(page: CopyPage) -> None:
    names = [spoken_name(stop) for stop in tab_stops(page)]
    start = names.index("What helps?")
    assert names[start:] + names[:start] == [
        *switches(page),
        "Print…",
        "Save as PDF…",
        "Save as text…",
        "Back",
    ]


@pytest.mark.parametrize("percent", [100, 200])
def test_everything_fits_and_is_named(page: CopyPage, theme: ThemeController, percent: int) -> None:
    theme.apply(Theme.DARK, percent)
    press(page, "Print…")
    assert list(cut_off(page)) == []
    assert list(complaints(page)) == []
