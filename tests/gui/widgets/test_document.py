"""Texts on their way out: the words that go in come out again, and no others."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtGui import QFontDatabase, QPageSize
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.widgets.document import (
    Part,
    PartKind,
    TextOutput,
    pdf,
    plain_text,
    text_document,
    usual_paper,
)

PARTS = (
    Part(PartKind.TITLE, "A title"),
    Part(PartKind.TEXT, "A first paragraph.\nIts second line."),
    Part(PartKind.HEADING, "A heading"),
    Part(PartKind.POINT, "one"),
    Part(PartKind.POINT, "two"),
    Part(PartKind.TEXT, "After & <b>that</b>."),
    Part(PartKind.SMALL, "Řiháček, T. (2024)"),
)
A4, LETTER = QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter


def read(data: bytes) -> list[str]:
    """Return the words of each page, as somebody gets them who copies them."""
    pages = PdfReader(io.BytesIO(data)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_plain_text() -> None:
    assert plain_text(PARTS) == (
        "A title\n\nA first paragraph.\nIts second line.\n\nA heading\n\n- one\n- two\n\n"
        "After & <b>that</b>.\n\nŘiháček, T. (2024)\n"
    )


def test_a_document_has_a_block_for_each_part_and_headings(theme: ThemeController) -> None:
    document = text_document(PARTS)
    levels = []
    block = document.begin()
    while block.isValid():
        levels.append(block.blockFormat().headingLevel())
        block = block.next()
    assert levels == [1, 0, 2, 0, 0, 0, 0]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40))
def test_nothing_is_ever_markup(theme: ThemeController, text: str) -> None:
    hostile = f"<h1>&lt;{text}</h1><img src='file:///etc/passwd'>"
    document = text_document([Part(PartKind.TEXT, hostile), Part(PartKind.POINT, hostile)])
    assert document.toRawText() == f"{hostile}\u2029•\u00a0{hostile}"


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_the_words_of_a_pdf_can_be_selected(
    theme: ThemeController, paper: QPageSize.PageSizeId
) -> None:
    data = pdf(PARTS, "A title", QPageSize(paper))
    assert read(data) == [
        "A title A first paragraph. Its second line. A heading • one • two "
        "After & <b>that</b>. Řiháček, T. (2024)"
    ]
    page = PdfReader(io.BytesIO(data)).pages[0]
    size = QPageSize(paper).sizePoints()
    assert (page.mediabox.width, page.mediabox.height) == (size.width(), size.height())


def test_every_letter_that_is_bundled_comes_out_of_a_pdf(theme: ThemeController) -> None:
    """Qt finds the letters of glyphs by the font's table, and local forms are not in it."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789 ÄÖÜß éèñç “”‘’–…"
    data = pdf([Part(kind, letters) for kind in (PartKind.TEXT, PartKind.TITLE)], "")
    assert read(data) == [f"{letters} {letters}"]
    fonts = PdfReader(io.BytesIO(data)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    names = {font.get_object()["/BaseFont"] for font in fonts.values()}
    assert all("AtkinsonHyperlegibleNext" in name for name in names), names


def test_a_long_text_takes_more_pages_and_loses_nothing(theme: ThemeController) -> None:
    parts = [Part(PartKind.TEXT, f"Paragraph {number}.") for number in range(120)]
    pages = read(pdf(parts, ""))
    assert len(pages) > 1
    assert " ".join(pages) == " ".join(part.text for part in parts)


@pytest.mark.parametrize("lines", range(30, 45))
def test_a_heading_stands_on_the_page_of_its_text(theme: ThemeController, lines: int) -> None:
    """At some of these lengths the page ends right after the heading."""
    parts = [Part(PartKind.TEXT, f"Paragraph {number}.") for number in range(lines)]
    pages = read(pdf([*parts, Part(PartKind.HEADING, "Heading"), Part(PartKind.TEXT, "Text.")], ""))
    assert [("Heading" in page, "Text." in page) for page in pages if "Heading" in page] == [
        (True, True)
    ]


def test_a_long_title_takes_more_lines(theme: ThemeController) -> None:
    title = " ".join(["Title"] * 60)
    document = text_document([Part(PartKind.TITLE, title)])
    document.setTextWidth(400)
    assert document.idealWidth() <= 400
    assert read(pdf([Part(PartKind.TITLE, title)], "")) == [title]


def test_who_finds_a_pdf_learns_the_title_and_no_more(theme: ThemeController) -> None:
    facts = PdfReader(io.BytesIO(pdf(PARTS, "A name"))).metadata
    assert facts is not None
    known = {str(value) for key, value in facts.items() if not key.endswith("Date")}
    known = {value for value in known if not value.startswith("Qt ")}
    assert known <= {"A name", "Repair", "", "/False"}
    assert facts.title == "A name"


@pytest.mark.parametrize(
    ("locale", "paper"), [("en_US", LETTER), ("de_DE", A4), ("en_GB", A4), ("en_NZ", A4)]
)
def test_the_usual_paper(locale: str, paper: QPageSize.PageSizeId) -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale(locale))
        assert usual_paper().id() is paper
    finally:
        QLocale.setDefault(before)


# --- where it goes ---------------------------------------------------------------------------


def choose(window: QWidget, path: Path) -> None:
    """Choose a file in the dialog that is open."""
    [dialog] = window.findChildren(QFileDialog)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.selectFile(str(path))
    dialog.accept()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not window.findChildren(QDialog)


def test_a_pdf_is_saved_where_the_person_says(
    qtbot: QtBot, window: QWidget, theme: ThemeController, tmp_path: Path
) -> None:
    output = TextOutput(window)
    output.save_pdf(PARTS, "A name", window)
    [dialog] = window.findChildren(QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["A name.pdf"]
    with qtbot.waitSignal(output.saved) as saved:
        choose(window, tmp_path / "here")
    assert saved.args == [str(tmp_path / "here.pdf")]
    assert "A first paragraph." in read((tmp_path / "here.pdf").read_bytes())[0]
    assert [path.name for path in tmp_path.iterdir()] == ["here.pdf"]


def test_plain_text_is_saved_as_it_is(
    qtbot: QtBot, window: QWidget, theme: ThemeController, tmp_path: Path
) -> None:
    output = TextOutput(window)
    output.save_text(PARTS, "A name", window)
    with qtbot.waitSignal(output.saved):
        choose(window, tmp_path / "here.txt")
    assert (tmp_path / "here.txt").read_bytes() == plain_text(PARTS).encode()


def test_half_an_emoji_does_not_keep_the_rest_from_being_saved(
    qtbot: QtBot, window: QWidget, theme: ThemeController, tmp_path: Path
) -> None:
    output = TextOutput(window)
    words = [Part(PartKind.TEXT, "a \ud83d b")]
    output.save_text(words, "A name", window)
    with qtbot.waitSignal(output.saved):
        choose(window, tmp_path / "here.txt")
    assert (tmp_path / "here.txt").read_text(encoding="utf-8") == "a ? b\n"
    output.save_pdf(words, "A name", window)
    with qtbot.waitSignal(output.saved):
        choose(window, tmp_path / "here.pdf")
    assert read((tmp_path / "here.pdf").read_bytes())[0].startswith("a")


def test_nothing_is_written_when_the_person_thinks_better_of_it(
    qtbot: QtBot, window: QWidget, theme: ThemeController, tmp_path: Path
) -> None:
    output = TextOutput(window)
    said: list[object] = []
    output.saved.connect(said.append)
    output.failed.connect(lambda: said.append("failed"))
    output.save_pdf(PARTS, "A name", window)
    [dialog] = window.findChildren(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.reject()
    assert said == []
    assert list(tmp_path.iterdir()) == []


def test_where_it_can_not_be_saved_nothing_changes(
    qtbot: QtBot, window: QWidget, theme: ThemeController, tmp_path: Path
) -> None:
    output = TextOutput(window)
    for place in (tmp_path / "missing" / "here.txt", tmp_path):
        with qtbot.waitSignal(output.failed):
            output.write(str(place), [b"words"])
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_is_replaced_as_a_whole(
    qtbot: QtBot, window: QWidget, theme: ThemeController, tmp_path: Path
) -> None:
    place = tmp_path / "here.txt"
    place.write_text("something longer that stood here before", encoding="utf-8")
    output = TextOutput(window)
    with qtbot.waitSignal(output.saved):
        output.write(str(place), [b"words"])
    assert place.read_bytes() == b"words"
    assert [path.name for path in tmp_path.iterdir()] == ["here.txt"]


def test_printing(
    qtbot: QtBot,
    window: QWidget,
    theme: ThemeController,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from PySide6.QtPrintSupport import QPrinter

    made: list[QPrinter] = []

    class Printer(QPrinter):
        def __init__(self, mode: QPrinter.PrinterMode) -> None:
            super().__init__(mode)
            made.append(self)

    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinter", Printer)
    TextOutput(window).print(PARTS, "A name", window)
    [dialog] = window.findChildren(QDialog)
    assert made[0].docName() == "A name"
    paper = tmp_path / "paper.pdf"
    made[0].setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made[0].setOutputFileName(str(paper))
    dialog.done(QDialog.DialogCode.Accepted.value)
    assert "A first paragraph. Its second line." in read(paper.read_bytes())[0]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not window.findChildren(QDialog)


def test_nothing_of_printing_is_loaded_at_first() -> None:
    program = (
        "import sys, repair_desktop.gui.library.therapist_page; "
        "sys.exit('PySide6.QtPrintSupport' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_document_takes_the_face_of_the_program(qtbot: QtBot) -> None:
    general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    before = QApplication.font()
    try:
        QApplication.setFont(general)
        assert text_document(PARTS).defaultFont().family() == general.family()
    finally:
        QApplication.setFont(before)
