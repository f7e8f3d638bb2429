"""A text on its way out of the program: on paper, as a PDF, or as plain text.

A page says what it has as :class:`Part`; nothing in it is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QWidget

from repair_desktop.gui.widgets.output import Output

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

TEXT_POINTS = 10.5
"""The size of the text on paper, in points."""

MARGIN = 18.0
"""Around the text on paper, in millimetres."""

LINE_HEIGHT = 110
"""Percent of a single-spaced line."""


class PartKind(Enum):
    """What a part of a text is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    POINT = "point"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph. A line break in its text stays one, inside the paragraph."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a part looks: sizes are shares of the text's, space is in its points."""

    size: float
    bold: bool
    above: float
    below: float
    indent: float = 0


LOOKS = {
    PartKind.TITLE: Look(1.8, True, 0, 6),
    PartKind.HEADING: Look(1.15, True, 9, 3),
    PartKind.TEXT: Look(1, False, 0, 5),
    PartKind.POINT: Look(1, False, 0, 3, 12),
    PartKind.SMALL: Look(0.86, False, 0, 3),
}


def plain_text(parts: Iterable[Part]) -> str:
    """Return the text alone, with a blank line before what is not one of a list."""
    lines: list[str] = []
    before: PartKind | None = None
    for part in parts:
        if before is not None and not part.kind is before is PartKind.POINT:
            lines.append("")
        lines.append(f"- {part.text}" if part.kind is PartKind.POINT else part.text)
        before = part.kind
    return "\n".join((*lines, ""))


def copied_whole(font: QFont) -> QFont:
    """Return a font whose letters can all be copied out of a PDF.

    There, Qt finds the letters of a glyph by the font's own table. Local forms (the bundled face
    has them for "A" and the space) and ligatures are not in it.
    """
    plain = QFont(font)
    for feature in ("locl", "liga"):
        plain.setFeature(QFont.Tag(feature), 0)
    return plain


def text_document(parts: Iterable[Part], points: float = TEXT_POINTS) -> QTextDocument:
    """Return the text as a document, in the program's own face.

    Args:
        parts: The paragraphs.
        points: The size of the text.
    """
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    font = QFont(QGuiApplication.font().family())
    font.setPointSizeF(points)
    document.setDefaultFont(copied_whole(font))
    cursor = QTextCursor(document)
    for number, part in enumerate(parts):
        look = LOOKS[part.kind]
        letters = QTextCharFormat()
        letters.setFontPointSize(points * look.size)
        letters.setFontWeight(QFont.Weight.DemiBold if look.bold else QFont.Weight.Normal)
        block = QTextBlockFormat()
        block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setTopMargin(look.above if number else 0)
        block.setBottomMargin(look.below)
        block.setLeftMargin(look.indent)
        block.setTextIndent(-look.indent)
        if part.kind in (PartKind.TITLE, PartKind.HEADING):
            block.setHeadingLevel(1 if part.kind is PartKind.TITLE else 2)
        if number:
            cursor.insertBlock()
        cursor.setBlockFormat(block)
        cursor.setBlockCharFormat(letters)
        text = f"•\u00a0{part.text}" if part.kind is PartKind.POINT else part.text
        cursor.insertText(text.replace("\n", "\u2028"), letters)
    return document


def usual_paper() -> QPageSize:
    """Return Letter where people measure in inches, and A4 elsewhere."""
    inches = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize(QPageSize.PageSizeId.Letter if inches else QPageSize.PageSizeId.A4)


def fit_to(document: QTextDocument, device: QPagedPaintDevice) -> int:
    """Lay a document out on the pages of a device, and return how many it takes."""
    device.setPageMargins(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN), QPageLayout.Unit.Millimeter)
    document.documentLayout().setPaintDevice(device)
    # A page size of its own: without one Qt takes other margins and prints page numbers.
    document.setPageSize(QSizeF(device.width(), device.height()))
    _keep_headings(document)
    return document.pageCount()


def _keep_headings(document: QTextDocument) -> None:
    """Put a heading on the page on which its text begins."""

    def page(block: QTextBlock) -> int:
        top = document.documentLayout().blockBoundingRect(block).top()
        return int((top + block.layout().lineAt(0).y()) // document.pageSize().height())

    block = document.begin()
    while (following := block.next()).isValid():
        if block.blockFormat().headingLevel() and page(block) != page(following):
            break_before = QTextBlockFormat()
            break_before.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).mergeBlockFormat(break_before)
        block = following


def pdf(parts: Iterable[Part], title: str, paper: QPageSize | None = None) -> bytes:
    """Return the text as a PDF whose words can be selected.

    Args:
        parts: The paragraphs.
        title: Stands in the file for everyone to see: never a person's words.
        paper: None for the usual one.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Repair")
    writer.setPageSize(paper or usual_paper())
    document = text_document(parts)
    fit_to(document, writer)
    _draw(document, writer)
    return bytes(buffer.data().data())


def _draw(document: QTextDocument, writer: QPdfWriter) -> None:
    """Draw page by page. Qt's own way puts the first line of a page, unseen, on the one before."""
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    page = document.pageSize()
    painter = QPainter(writer)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        top = number * page.height()
        context.clip = QRectF(0, top, page.width(), page.height() - 1)
        painter.save()
        painter.translate(0, -top)
        document.documentLayout().draw(painter, context)
        painter.restore()
    painter.end()


class TextOutput(Output):
    """Brings a text to a printer or into a file."""

    def print(self, parts: Sequence[Part], name: str, parent: QWidget) -> None:
        """Ask for a printer, and print. ``name`` is what the queue shows."""

        def draw(printer: QPrinter) -> None:
            document = text_document(parts)
            fit_to(document, printer)
            document.print_(printer)

        self.ask_to_print(draw, name, parent)

    def save_pdf(self, parts: Sequence[Part], name: str, parent: QWidget) -> None:
        """Ask for a file, and save a PDF there. ``name`` is what the file is called at first."""
        self.ask_to_save(name, "pdf", parent, lambda: [pdf(parts, name)])

    def save_text(self, parts: Sequence[Part], name: str, parent: QWidget) -> None:
        """Ask for a file, and save plain text (UTF-8) there; half an emoji becomes "?"."""
        self.ask_to_save(name, "txt", parent, lambda: [plain_text(parts).encode(errors="replace")])
