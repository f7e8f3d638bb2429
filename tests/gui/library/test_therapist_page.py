from __future__ import annotations

import io
from pathlib import Path

import pytest
from helpers.accessible import complaints, read_aloud
from helpers.fitting import SMALLEST_PAGE, cut_off
from pypdf import PdfReader
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.content.library import load_library
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.library.reading_words import parts
from repair_desktop.gui.library.therapist_page import TherapistPage
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.document import pdf

NOTE = load_library().for_therapists
NAME = TherapistName.named("Dr. Secret")


@pytest.fixture
def page(qtbot: QtBot, theme: ThemeController) -> TherapistPage:
    page = TherapistPage(NOTE, NAME, theme)
    page.resize(SMALLEST_PAGE)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


def press(page: TherapistPage, text: str) -> None:
    [button] = [b for b in page.findChildren(QPushButton) if b.text() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def close_dialog(page: TherapistPage) -> None:
    for dialog in page.findChildren(QDialog):
        dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("paper", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter])
def test_it_is_one_page_on_every_paper_and_names_nobody(
    theme: ThemeController, paper: QPageSize.PageSizeId
) -> None:
    [only] = PdfReader(io.BytesIO(pdf(parts(NOTE, NAME), NOTE.title, QPageSize(paper)))).pages
    said = " ".join(only.extract_text().replace("•", " ").split())
    for text in NOTE.texts():
        assert " ".join(text.split()) in said
    for source in NOTE.sources:
        assert source.work in said
    assert "Secret" not in said


def test_the_page_shows_what_will_be_on_paper(page: TherapistPage) -> None:
    said = read_aloud(page)
    assert said.startswith("A page for Dr. Secret")
    for section in NOTE.sections:
        for paragraph in section.paragraphs:
            assert paragraph.text in said


def test_it_is_saved_where_the_person_says(page: TherapistPage, tmp_path: Path) -> None:
    press(page, "Save as PDF…")
    [dialog] = page.findChildren(QFileDialog)
    dialog.selectFile(str(tmp_path / "note.pdf"))
    dialog.accept()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(PdfReader(tmp_path / "note.pdf").pages) == 1
    assert page._notice.text == "Saved. The page holds nothing of what you wrote."
    # What was said goes when something else is done.
    press(page, "Save as PDF…")
    assert page._notice.text == ""
    close_dialog(page)


def test_where_it_can_not_be_saved_the_page_says_so(page: TherapistPage, tmp_path: Path) -> None:
    page._output.write(str(tmp_path / "missing" / "note.pdf"), [b"x"])
    assert page._notice.text.startswith("It could not be saved there. Nothing else changed.")
    assert page._notice.property("role") == "problem"
    assert page._scroll.verticalScrollBar().value() == 0


def test_printing_asks_first(page: TherapistPage) -> None:
    press(page, "Print…")
    [dialog] = page.findChildren(QDialog)
    assert dialog.isVisible()
    assert dialog.windowTitle() == "Print"
    close_dialog(page)


def test_back(qtbot: QtBot, page: TherapistPage) -> None:
    with qtbot.waitSignal(page.closed):
        press(page, "Back")


@pytest.mark.parametrize("percent", [100, 200])
def test_everything_fits_and_is_named(
    page: TherapistPage, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.DARK, percent)
    assert list(cut_off(page)) == []
    assert list(complaints(page)) == []
