from __future__ import annotations

import sys
from pathlib import Path

import pytest
from helpers.accessible import complaints
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.core.recovery_code import code_of
from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.widgets.code_field import CodeField
from repair_desktop.gui.widgets.code_view import CodeView
from repair_desktop.gui.widgets.print_code import CodePrinter

GROUPS = code_of([(11 * place + 4) % 32 for place in range(26)]).groups


def test_the_view_is_one_stop_that_spells_every_group(qtbot: QtBot) -> None:
    view = CodeView()
    qtbot.addWidget(view)
    view.show_groups(GROUPS)
    stops = [
        w for w in (view, *view.findChildren(QWidget)) if w.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == [view]
    assert view.accessibleName().endswith(f"Group 7: {' '.join(GROUPS[6])}")
    view.clear()
    assert view.groups == ()
    assert view.accessibleName() == "Recovery code"


def test_a_field_keeps_enter_for_itself_and_tells_of_it(qtbot: QtBot) -> None:
    field = CodeField()
    qtbot.addWidget(field)
    field.setStyleSheet(stylesheet(Tokens(LIGHT)))
    field.set_label("Group 2")
    with qtbot.waitExposed(field):
        field.show()
    edit = field.findChild(QLineEdit)
    assert isinstance(edit, QLineEdit)
    assert list(complaints(field)) == []
    assert edit.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    with qtbot.waitSignal(field.submitted):
        QTest.keyClick(edit, Qt.Key.Key_Return)
    field.set_error("Not this one.")
    assert edit.accessibleDescription() == "Not this one."
    QTest.keyClicks(edit, "A")
    assert edit.accessibleDescription() == ""
    field.take_focus()
    assert edit.selectedText() == ""


def test_the_printed_page_has_every_group_with_its_number(qtbot: QtBot) -> None:
    words = CodePrinter().page(GROUPS).toPlainText().split()
    for number, group in enumerate(GROUPS, start=1):
        assert words[words.index(group) - 1] == str(number)


def test_printing_works_without_a_printer_and_is_loaded_only_then(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrinter

    made: list[QPrinter] = []

    class Printer(QPrinter):
        def __init__(self, mode: QPrinter.PrinterMode) -> None:
            super().__init__(mode)
            made.append(self)

    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinter", Printer)
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    CodePrinter(window).print(GROUPS, window)
    [dialog] = window.findChildren(QDialog)
    assert dialog.isVisible()
    titles = [dialog.windowTitle(), made[0].docName()]
    assert not any(group in title for group in GROUPS for title in titles)
    paper = tmp_path / "paper.pdf"
    made[0].setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made[0].setOutputFileName(str(paper))
    dialog.done(QDialog.DialogCode.Accepted.value)
    assert paper.read_bytes().startswith(b"%PDF")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not window.findChildren(QDialog)


def test_nothing_of_printing_is_loaded_at_first() -> None:
    import subprocess

    program = (
        "import sys, repair_desktop.gui.welcome.page; "
        "sys.exit('PySide6.QtPrintSupport' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
