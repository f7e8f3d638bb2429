from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.jobs import InlineJobs
from helpers.sheets import FILES, a_sheet, as_bytes, raw_sheet
from helpers.shown import amiss, buttons, focus, focused_button, press, said, settle, show
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFull
from repair_desktop.core.sheets import Sheet, worksheet_id
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.sheets.preview_page import PreviewPage
from repair_desktop.gui.sheets.preview_presenter import PreviewPresenter
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.services.sheets import SheetService
from repair_desktop.storage.journal import SqlJournal

ADD, NOT, CLOSE, BEGIN = "Add it to Reflect", "Do not add", "Close", "Begin it"


class Preview:
    def __init__(self, qtbot: QtBot, sheets: SheetService, path: Path) -> None:
        self.jobs = InlineJobs()
        self.presenter = PreviewPresenter(sheets, self.jobs)
        self.page = PreviewPage(self.presenter, ProblemWords())
        self.presenter.setParent(self.page)
        self.heard: list[object] = []
        self.page.closed.connect(lambda: self.heard.append("closed"))
        self.page.begin_requested.connect(self.heard.append)
        self.presenter.open(path)
        show(qtbot, self.page)
        self.page.take_keys()
        settle()

    def buttons(self) -> list[str]:
        return buttons(self.page)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.repairsheet"


def opened(qtbot: QtBot, sheets: SheetService, path: Path, sheet: Sheet) -> Preview:
    FILES.write(sheet, path)
    return Preview(qtbot, sheets, path)


def test_all_of_it_is_seen_before_anything_is_added(
    qtbot: QtBot, sheets: SheetService, path: Path
) -> None:
    sheet = a_sheet()
    preview = opened(qtbot, sheets, path, sheet)
    words = said(preview.page)
    expected = [sheet.title, sheet.sender, "Take what fits. Leave the rest blank.", sheet.due]
    for prompt in sheet.prompts:
        expected += [prompt.question, prompt.helper, prompt.low_label, prompt.mid_label]
        expected += [prompt.high_label]
        expected += [option.text for option in (*prompt.options, *prompt.columns)]
    assert [text for text in expected if text not in words] == []
    assert "says it is from" in words
    assert "can not check who wrote it" in words
    assert preview.buttons() == [ADD, NOT]
    assert focused_button() == NOT
    assert sheets.listed() == []
    assert amiss(preview.page) == []


def test_it_is_added_when_the_person_says_so_and_can_be_begun(
    qtbot: QtBot, sheets: SheetService, path: Path
) -> None:
    preview = opened(qtbot, sheets, path, a_sheet())
    press(preview.page, ADD)
    assert sheets.listed() == [a_sheet()]
    assert preview.buttons() == [BEGIN, CLOSE]
    assert focused_button() == BEGIN
    assert "It is in Reflect now." in said(preview.page)
    press(preview.page, BEGIN)
    assert preview.heard == [worksheet_id(a_sheet().id)]


def test_it_is_not_added_when_the_person_does_not_want_it(
    qtbot: QtBot, sheets: SheetService, path: Path
) -> None:
    preview = opened(qtbot, sheets, path, a_sheet())
    press(preview.page, NOT)
    QTest.keyClick(preview.page, Qt.Key.Key_Escape)
    assert preview.heard == ["closed", "closed"]
    assert sheets.listed() == []


@pytest.mark.parametrize(
    ("changes", "shown", "words"),
    [
        ({}, [CLOSE], "already"),
        ({"version": 3}, [ADD, NOT], "newer version of a sheet you have"),
        ({"version": 1}, [CLOSE], "You have a newer version"),
        ({"title": "Another"}, [CLOSE], "can not take its place"),
    ],
)
def test_a_sheet_that_is_here_in_some_version(
    qtbot: QtBot,
    sheets: SheetService,
    path: Path,
    changes: dict[str, object],
    shown: list[str],
    words: str,
) -> None:
    sheets.add(a_sheet(version=2))
    preview = opened(qtbot, sheets, path, a_sheet(**{"version": 2} | changes))
    assert preview.buttons() == shown
    assert words in said(preview.page)


def test_a_removed_sheet_can_come_back(qtbot: QtBot, sheets: SheetService, path: Path) -> None:
    sheets.add(a_sheet())
    sheets.remove(a_sheet().id)
    preview = opened(qtbot, sheets, path, a_sheet())
    assert "removed it" in said(preview.page)
    press(preview.page, ADD)
    assert sheets.listed() == [a_sheet()]


def test_a_bad_file_is_told_with_its_place(qtbot: QtBot, sheets: SheetService, path: Path) -> None:
    raw = raw_sheet()
    raw["prompts"][4]["low"] = ""
    path.write_bytes(as_bytes(raw))
    preview = Preview(qtbot, sheets, path)
    assert "In question 5, “low”" in said(preview.page)
    assert "Nothing was added" in said(preview.page)
    assert preview.buttons() == [CLOSE]
    assert raw["title"] not in said(preview.page)
    assert amiss(preview.page) == []


def test_a_disk_that_fails_while_adding_leaves_the_choice(
    qtbot: QtBot,
    sheets: SheetService,
    journal: SqlJournal,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_sheet: Sheet) -> None:
        raise DiskFull()

    preview = opened(qtbot, sheets, path, a_sheet())
    with monkeypatch.context() as patch:
        patch.setattr(journal.sheets, "save", full)
        press(preview.page, ADD)
    assert "The disk is full" in said(preview.page)
    assert preview.buttons() == [ADD, NOT]
    press(preview.page, ADD)
    assert preview.buttons() == [BEGIN, CLOSE]


def test_adding_twice_adds_once(qtbot: QtBot, sheets: SheetService, path: Path) -> None:
    preview = opened(qtbot, sheets, path, a_sheet())
    preview.jobs.hold = True
    preview.presenter.add()
    preview.presenter.add()
    preview.jobs.hold = False
    preview.jobs.run_held()
    preview.presenter.add()
    assert len(sheets.listed()) == 1


def test_words_of_a_sheet_are_plain_text(qtbot: QtBot, sheets: SheetService, path: Path) -> None:
    odd = "<b>bold</b> <a href='https://x.test'>link</a> <img src='file:///x'> {my_therapist}"
    prompts = [{"id": "a", "kind": "chips", "question": odd, "options": [["a", odd]]}]
    sheet = a_sheet(**{"title": odd, "from": odd, "introduction": odd, "due": odd}, prompts=prompts)
    preview = opened(qtbot, sheets, path, sheet)
    assert said(preview.page).count(odd) == 6
    for label in preview.page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert not label.openExternalLinks()


def test_keys_scroll_what_has_nothing_to_go_to(
    qtbot: QtBot, sheets: SheetService, path: Path
) -> None:
    preview = opened(qtbot, sheets, path, a_sheet())
    bar = preview.page._scroll.verticalScrollBar()
    QTest.keyClick(focus(), Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(focus(), Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(focus(), Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    QTest.keyClick(focus(), Qt.Key.Key_Home)
    assert bar.value() == 0


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off_however_long_the_words_are(
    qtbot: QtBot, sheets: SheetService, path: Path, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    word = "Donaudampfschifffahrtsgesellschaft " * 5
    prompts = tuple(replace(prompt, question=word * 5) for prompt in a_sheet().prompts)
    long = replace(a_sheet(), title=word.strip(), sender=word.strip(), prompts=prompts)
    FILES.write(long, path)
    preview = Preview(qtbot, sheets, path)
    preview.page.resize(SMALLEST_PAGE)
    settle()
    assert list(cut_off(preview.page)) == []
