from __future__ import annotations

from pathlib import Path

import pytest
from helpers.jobs import InlineJobs
from helpers.sheets import a_sheet
from helpers.shown import amiss, buttons, focused_button, press, said, settle, show
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFault
from repair_desktop.core.sheets import SheetId, worksheet_id
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.sheets.drops import SheetDrops
from repair_desktop.gui.sheets.list_presenter import SheetListPresenter
from repair_desktop.gui.sheets.sheet_list import SheetList
from repair_desktop.services.sheets import SheetService
from repair_desktop.storage.journal import SqlJournal

TITLE = a_sheet().title
OTHER = a_sheet(id="f" * 32, title="Another one")


@pytest.fixture
def shown(qtbot: QtBot, sheets: SheetService) -> SheetList:
    presenter = SheetListPresenter(sheets, InlineJobs())
    listed = SheetList(presenter, ProblemWords())
    presenter.setParent(listed)
    listed.refresh()
    return show(qtbot, listed)


def test_without_a_sheet_it_says_what_one_is(shown: SheetList) -> None:
    assert "give it to you as a file" in said(shown)
    assert buttons(shown) == ["Open a sheet…", "Write a sheet for somebody"]
    assert amiss(shown) == []


def test_each_sheet_can_be_begun(shown: SheetList, sheets: SheetService) -> None:
    heard: list[object] = []
    shown.begin_requested.connect(heard.append)
    shown.editor_requested.connect(lambda: heard.append("editor"))
    sheets.add(a_sheet())
    sheets.add(OTHER)
    shown.refresh()
    settle()
    words = said(shown)
    assert words.index(OTHER.title) < words.index(TITLE)
    assert "says it is from: M. K., Tuesday group" in words
    press(shown, f"Begin: {OTHER.title}")
    press(shown, "Write a sheet for somebody")
    assert heard == [worksheet_id(OTHER.id), "editor"]
    assert amiss(shown) == []


def test_a_sheet_is_removed_and_comes_back(shown: SheetList, sheets: SheetService) -> None:
    sheets.add(a_sheet())
    shown.refresh()
    settle()
    press(shown, f"Remove: {TITLE}")
    assert TITLE not in said(shown)
    assert focused_button() == "Undo"
    press(shown, "Undo")
    assert TITLE in said(shown)
    assert "Undo" not in buttons(shown)
    assert focused_button() == "Open a sheet…"


def test_what_can_not_be_done_is_told(
    shown: SheetList, sheets: SheetService, journal: SqlJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_sheet: SheetId, _offered: bool) -> None:
        raise DiskFault()

    sheets.add(a_sheet())
    shown.refresh()
    settle()
    monkeypatch.setattr(journal.sheets, "offer", broken)
    press(shown, f"Remove: {TITLE}")
    assert "could not be read or written" in said(shown)
    assert TITLE in said(shown)


def test_a_file_is_chosen(qtbot: QtBot, shown: SheetList, tmp_path: Path) -> None:
    chosen: list[object] = []
    shown.file_chosen.connect(chosen.append)
    press(shown, "Open a sheet…")
    (dialog,) = shown.findChildren(QFileDialog)
    assert any("repairsheet" in name for name in dialog.nameFilters())
    dialog.fileSelected.emit(str(tmp_path / "a.repairsheet"))
    dialog.close()
    assert chosen == [tmp_path / "a.repairsheet"]


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (["a.repairsheet"], True),
        (["A.RepairSheet"], True),
        (["a.pdf"], False),
        (["a.repairsheet", "b.repairsheet"], False),
        ([], False),
    ],
)
def test_one_sheet_can_be_dragged_onto_the_window(
    qtbot: QtBot, tmp_path: Path, names: list[str], taken: bool
) -> None:
    window = show(qtbot, QWidget())
    drops = SheetDrops(window)
    dropped: list[object] = []
    drops.dropped.connect(dropped.append)
    data = QMimeData()
    data.setText("words")
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(9, 9), action, data, button, keys)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted() is taken
    drop = QDropEvent(QPoint(9, 9), action, data, button, keys)
    QApplication.sendEvent(window, drop)
    assert dropped == ([tmp_path / names[0]] if taken else [])


def test_what_lies_on_another_computer_is_not_taken(qtbot: QtBot) -> None:
    window = show(qtbot, QWidget())
    drops = SheetDrops(window)
    dropped: list[object] = []
    drops.dropped.connect(dropped.append)
    data = QMimeData()
    data.setUrls([QUrl("https://x.test/a.repairsheet")])
    drop = QDropEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, drop)
    assert dropped == []
