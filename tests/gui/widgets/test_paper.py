"""Pages: what goes in comes out again, rows stay whole, and a picture stays a drawing."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter
from PySide6.QtWidgets import QApplication

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.timeline.drawing.picture import label_font
from repair_desktop.gui.widgets.document import Part, PartKind
from repair_desktop.gui.widgets.paper import Element, Figure, Pages, inside, paper_pdf
from repair_desktop.gui.widgets.paper_output import png
from repair_desktop.gui.widgets.paper_table import Table, TableColumn

COLUMNS = (TableColumn("When"), TableColumn("Mood"), TableColumn("Note", 200))
A4, LETTER = QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter


@dataclass(frozen=True)
class Square:
    """A picture with one word."""

    size: QSize = field(default_factory=lambda: QSize(400, 200))

    def paint(self, painter: QPainter) -> None:
        painter.setFont(label_font(Tokens(LIGHT, text_family=QGuiApplication.font().family())))
        painter.drawRect(QRectF(0, 0, self.size.width(), self.size.height()))
        painter.drawText(QPointF(20, 40), "A day in May")


def table(rows: Sequence[Sequence[str]]) -> Table:
    return Table(COLUMNS, rows)


def pages_of(data: bytes) -> list[str]:
    return [" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(data)).pages]


def read(*elements: Element, paper: QPageSize | None = None) -> list[str]:
    return pages_of(paper_pdf(lambda _size: elements, "A name", paper))


def close(page: str) -> str:
    """Without spaces: the reader of these tests puts some into words where there are none."""
    return page.replace(" ", "")


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_words_a_picture_and_a_table_can_be_read_back(theme: ThemeController) -> None:
    assert read(
        Part(PartKind.TITLE, "A title"),
        Figure(Square()),
        Part(PartKind.POINT, "A point,\nwith Ärger & <b>bold</b>"),
        table([("1 May", "Good", "Řiháček said A"), ("2 May", "A session that stands across all")]),
    ) == [
        "A title A day in May • A point, with Ärger & <b>bold</b> When Mood Note "
        "1 May Good Řiháček said A 2 May A session that stands across all"
    ]


def test_a_picture_stays_a_drawing(theme: ThemeController) -> None:
    reader = PdfReader(io.BytesIO(paper_pdf(lambda _size: [Figure(Square())], "")))
    assert list(reader.pages[0].images) == []


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_each_page_has_the_header_and_its_number_and_no_row_is_cut(
    theme: ThemeController, paper: QPageSize.PageSizeId
) -> None:
    rows = [(f"row<{n}>", "Good", " ".join([f"[{n}]"] * (n % 60))) for n in range(200)]
    pages = read(Part(PartKind.TEXT, "Above"), table(rows), paper=QPageSize(paper))
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert "When Mood Note row" in page
        assert page.endswith(f"{number} / {len(pages)}")
    for n in range(200):
        [page] = [page for page in map(close, pages) if f"row<{n}>" in page]
        assert page.count(f"[{n}]") == n % 60


def test_a_row_higher_than_a_page_is_cut_and_loses_nothing(theme: ThemeController) -> None:
    note = " ".join(f"<{n}>" for n in range(4000))
    pages = read(table([("a", "Good", "short"), ("b", "Low", note), ("c", "Good", "")]))
    assert len(pages) > 2
    found = re.findall(r"<(\d+)>", close(" ".join(pages)))
    assert found == [str(n) for n in range(4000)]
    assert "c Good" in pages[-1]


def test_a_heading_stands_with_its_text(theme: ThemeController) -> None:
    for lines in range(36, 50):
        parts = [Part(PartKind.TEXT, f"Paragraph {n}.") for n in range(lines)]
        pages = read(*parts, Part(PartKind.HEADING, "Heading"), Part(PartKind.TEXT, "Text."))
        [page] = [page for page in pages if "Heading" in page]
        assert "Heading Text." in page


def test_one_page_has_no_number(theme: ThemeController) -> None:
    assert read(Part(PartKind.TEXT, "Alone")) == ["Alone"]


def test_a_high_picture_is_made_to_fit(theme: ThemeController) -> None:
    high = Square(QSize(400, 4000))
    assert read(Part(PartKind.TITLE, "A title"), Figure(high, 0.6)) == ["A title A day in May"]
    assert len(read(Figure(high))) == 1


def test_half_an_emoji_and_odd_line_ends_do_no_harm(theme: ThemeController) -> None:
    assert read(table([("a \ud83d b", "x\r\ny", "\u2028z\x00")]))[0].startswith(
        "When Mood Note a ?"
    )


def test_a_mirrored_page_begins_at_the_right(theme: ThemeController, mirrored: None) -> None:
    reader = PdfReader(io.BytesIO(paper_pdf(lambda _size: [table([("a", "b", "c")])], "")))
    found: dict[str, float] = {}

    def note(text: str, _cm: object, tm: Sequence[float], *_rest: object) -> None:
        if text.strip() in ("When", "Note"):
            found[text.strip()] = tm[4]

    reader.pages[0].extract_text(visitor_text=note)
    assert found["When"] > found["Note"]


def test_an_empty_table_and_nothing_at_all(theme: ThemeController) -> None:
    assert read(table([])) == ["When Mood Note"]
    assert read() == [""]


def test_columns_fill_the_page(theme: ThemeController) -> None:
    size = inside()
    many = Table([TableColumn("A very long title of a column") for _ in range(12)], [["x"] * 12])
    for one in (many, table([]), Table([TableColumn("Alone", 100)], [])):
        [*pieces] = one.pieces(size)
        assert pieces
    from repair_desktop.gui.widgets.paper_table import _Layout

    for one in (many, table([("a" * 400, "b", "c")])):
        widths = _Layout(one, size)._widths
        assert sum(widths) == pytest.approx(size.width())
        assert min(widths) > 0


def test_ten_years_are_counted_at_once(theme: ThemeController) -> None:
    rows = [
        (f"{n % 28 + 1:02}/11/2026 {n % 24:02}:{n % 60:02}", "Good", "A long day. " * (n % 9))
        for n in range(18_000)
    ]
    begun = time.perf_counter()
    pages = Pages([table(rows)], inside())
    assert time.perf_counter() - begun < 5
    assert pages.count > 300


def test_a_picture_file_holds_everything_and_no_more(theme: ThemeController) -> None:
    data = png(lambda _size: [Part(PartKind.TITLE, "A title"), Figure(Square(QSize(800, 400)))])
    assert set(chunks(data)) <= {b"IHDR", b"pHYs", b"IDAT", b"IEND"}
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    assert width > 1500
    assert width > height > width / 3


def test_a_very_high_picture_file_can_still_be_opened(theme: ThemeController) -> None:
    data = png(lambda _size: [Figure(Square(QSize(400, 40_000)))])
    assert int.from_bytes(data[20:24], "big") <= 16_000


def chunks(data: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(data):
        yield data[at + 4 : at + 8]
        at += 12 + int.from_bytes(data[at : at + 4], "big")


def test_no_room_at_all_ends(theme: ThemeController) -> None:
    assert Pages([table([("a", "b", "c")])], QSizeF(4000, 400)).count == 1
