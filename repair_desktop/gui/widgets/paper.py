"""Pages of words, pictures and tables: on paper, as a PDF, and as one picture.

What is on them is laid out once, in units of a page and of no device, so that a preview, a printer
and a file show the same. Everything stays words and lines; nothing becomes a picture of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextLayout,
    QTextOption,
)

from repair_desktop.gui.widgets.document import (
    LINE_HEIGHT,
    LOOKS,
    MARGIN,
    TEXT_POINTS,
    Part,
    PartKind,
    copied_whole,
    usual_paper,
)

UNIT = 10
"""Units of a page in a point."""

_MM = 72 / 25.4  # points
_FOOT = 14.0  # points under the text, for the number of the page
_FOOT_TEXT = 8.5
_PICTURE_TEXT = 9 / 14  # points on paper for a logical pixel: a picture's words have 14
_AROUND_PICTURE = 4.0  # points


class Painted(Protocol):
    """A picture without its window."""

    @property
    def size(self) -> QSize:
        """In logical pixels."""
        ...

    @property
    def paint(self) -> Callable[[QPainter], None]:
        """Paints it with its upper left corner at the painter's origin."""
        ...


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture over the width of the page.

    Attributes:
        picture: What is painted.
        most: The largest share of a page's height it may take; it is painted smaller then.
    """

    picture: Painted
    most: float = 1.0


class Block(Protocol):
    """Something that brings its own pieces, such as a table."""

    def pieces(self, size: QSizeF) -> Iterator[Piece]:
        """Yield what stands under each other on pages of a size, in units."""
        ...


Element: TypeAlias = Part | Figure | Block


@dataclass(frozen=True, slots=True)
class Piece:
    """What is never cut in two.

    Attributes:
        height: In units.
        paint: Paints it with its upper left corner at a place of the page.
        above: Room above it, but not at the top of a page.
        keeps: Whether the next piece has to stand on the same page.
        header: Stands again at the top of each further page, before a piece with the same one.
    """

    height: float
    paint: Callable[[QPainter, QPointF], None]
    above: float = 0.0
    keeps: bool = False
    header: Piece | None = None


class Pages:
    """Elements on pages of one size.

    Args:
        elements: What stands under each other.
        size: Of the room inside the margins, in units. Where the height is infinite, all of it is
            one page.
    """

    def __init__(self, elements: Sequence[Element], size: QSizeF) -> None:
        self.size = size
        self._room = size.height() - _FOOT * UNIT
        self._pages: list[list[tuple[float, Piece]]] = [[]]
        self._y = 0.0
        waiting: list[Piece] = []
        for element in elements:
            for piece in _pieces(element, QSizeF(size.width(), self._room)):
                waiting.append(piece)
                if not piece.keeps:
                    self._place(waiting)
                    waiting = []
        self._place(waiting)

    @property
    def count(self) -> int:
        """How many pages there are, at least one."""
        return len(self._pages)

    @property
    def height(self) -> float:
        """How much of the last page is used, in units."""
        return self._y

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint one page.

        Args:
            painter: Its origin is the upper left corner inside the margins, its unit one of ours.
            number: Of the page, from 0.
        """
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for y, piece in self._pages[number]:
            piece.paint(painter, QPointF(0, y))
        if self.count > 1:
            self._paint_foot(painter, number)

    def draw_on(self, device: QPagedPaintDevice) -> None:
        """Draw every page on a printer or into a PDF, which has their size."""
        painter = QPainter(device)
        scale = device.logicalDpiX() / (72 * UNIT)
        for number in range(self.count):
            if number:
                device.newPage()
            painter.save()
            painter.scale(scale, scale)
            self.paint(painter, number)
            painter.restore()
        painter.end()

    def _place(self, pieces: Sequence[Piece]) -> None:
        """Put pieces under each other; those that keep together go to the next page together."""
        if not pieces:
            return
        whole = sum(piece.height + piece.above for piece in pieces)
        if self._pages[-1] and self._y + whole > self._room:
            self._pages.append([])
            self._y = 0.0
            header = pieces[0].header
            if header is not None:
                self._put(header)
        for piece in pieces:
            self._put(piece)

    def _put(self, piece: Piece) -> None:
        if self._pages[-1]:
            self._y += piece.above
        self._pages[-1].append((self._y, piece))
        self._y += piece.height

    def _paint_foot(self, painter: QPainter, number: int) -> None:
        painter.setFont(paper_font(_FOOT_TEXT))
        painter.setPen(QColor(Qt.GlobalColor.black))
        foot = QRectF(0, self._room, self.size.width(), self.size.height() - self._room)
        where = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(foot, where, f"{number + 1} / {self.count}")


def inside(paper: QPageSize | None = None) -> QSizeF:
    """Return the room inside the margins of a paper (None for the usual one), in units."""
    size = (paper or usual_paper()).sizePoints()
    margins = 2 * MARGIN * _MM
    return QSizeF((size.width() - margins) * UNIT, (size.height() - margins) * UNIT)


def fit_on(device: QPagedPaintDevice) -> QSizeF:
    """Give a printer or a PDF its margins, and return the room inside them, in units."""
    device.setPageMargins(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN), QPageLayout.Unit.Millimeter)
    return device.pageLayout().paintRect(QPageLayout.Unit.Point).size() * UNIT


def paper_pdf(
    elements: Callable[[QSizeF], Sequence[Element]], title: str, paper: QPageSize | None = None
) -> bytes:
    """Return a PDF whose words can be selected.

    Args:
        elements: Gives what is on it, for the room inside its margins.
        title: Stands in the file for everyone to see: never a person's words.
        paper: None for the usual one.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Repair")
    writer.setPageSize(paper or usual_paper())
    size = fit_on(writer)
    Pages(elements(size), size).draw_on(writer)
    return bytes(buffer.data().data())


def paper_font(points: float, bold: bool = False) -> QFont:
    """Return the font of words on a page, in units."""
    font = copied_whole(QFont(QGuiApplication.font().family()))
    font.setPixelSize(round(points * UNIT))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def laid_out(text: str, font: QFont, width: float) -> QTextLayout:
    """Return words in as many lines as they need, from the reader's side; ``width`` in units."""
    layout = QTextLayout(plain(text), font)
    mirrored = QGuiApplication.isRightToLeft()
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line_height(line.height())
    layout.endLayout()
    return layout


def line_height(height: float) -> float:
    """Return how far a line stands from the next."""
    return height * LINE_HEIGHT / 100


def plain(text: str) -> str:
    """Return words with line breaks as Qt knows them; half an emoji becomes "?"."""
    if not text.isascii():
        text = text.encode(errors="replace").decode()
    return "\u2028".join(text.splitlines())


def _pieces(element: Element, size: QSizeF) -> Iterator[Piece]:
    match element:
        case Part():
            yield from _words(element, size)
        case Figure():
            yield _figure(element, size)
        case _:
            yield from element.pieces(size)


def _words(part: Part, size: QSizeF) -> Iterator[Piece]:
    """Yield a piece for each line."""
    look = LOOKS[part.kind]
    indent = look.indent * UNIT
    mirrored = QGuiApplication.isRightToLeft()
    font = paper_font(TEXT_POINTS * look.size, look.bold)
    layout = laid_out(part.text, font, size.width() - indent)
    is_point = part.kind is PartKind.POINT
    is_heading = part.kind in (PartKind.TITLE, PartKind.HEADING)
    last = layout.lineCount() - 1

    def paint(painter: QPainter, at: QPointF, number: int) -> None:
        painter.setPen(QColor(Qt.GlobalColor.black))
        line = layout.lineAt(number)
        if is_point and number == 0:
            painter.setFont(font)
            x = size.width() - indent / 2 if mirrored else 0.0
            painter.drawText(at + QPointF(x, line.ascent()), "•")
        shift = 0.0 if mirrored else indent
        line.draw(painter, at + QPointF(shift, -line.y()))

    for number in range(last + 1):
        height = line_height(layout.lineAt(number).height())
        yield Piece(
            height=height + (look.below * UNIT if number == last else 0.0),
            paint=lambda painter, at, number=number: paint(painter, at, number),  # type: ignore[misc]
            above=look.above * UNIT if number == 0 else 0.0,
            keeps=is_heading,
        )


def _figure(figure: Figure, size: QSizeF) -> Piece:
    """Return a picture as wide as the page, or smaller where it would be too high."""
    picture = figure.picture
    around = _AROUND_PICTURE * UNIT
    scale = size.width() / picture.size.width()
    if picture.size.height() * scale + 2 * around > size.height() * figure.most:
        scale = (size.height() * figure.most - 2 * around) / picture.size.height()
    left = (size.width() - picture.size.width() * scale) / 2

    def paint(painter: QPainter, at: QPointF) -> None:
        painter.save()
        painter.translate(at + QPointF(left, around))
        painter.scale(scale, scale)
        picture.paint(painter)
        painter.restore()

    return Piece(picture.size.height() * scale + 2 * around, paint)


def picture_width(size: QSizeF) -> int:
    """Return how wide a picture is to be drawn for a page, in logical pixels at 100 %."""
    return round(size.width() / UNIT / _PICTURE_TEXT)
