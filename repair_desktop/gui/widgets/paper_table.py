"""A table on pages: its header on each, its rows whole wherever they fit a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QLineF, QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPen, QTextLayout

from repair_desktop.gui.widgets.paper import (
    UNIT,
    Piece,
    laid_out,
    line_height,
    paper_font,
    plain,
)

_POINTS = 8.5
_PADDING = 3.0  # points beside and above the words of a cell
_PER_PIXEL = 0.75  # points of a column for a logical pixel of the one on the screen
_NARROWEST = 28.0  # points
_LEAST_SHARE = 0.6  # of the width it asks for, for a column where words fill lines
_WIDEST_SHARE = 0.3  # of the page, for a column that is as wide as its words
_MEASURED = 40  # how many of a column's longest cells tell its width
_SHORT = 200  # letters that may stand in one line; more need not be measured to know

Row: TypeAlias = Sequence[str]
"""The words of its cells. Fewer than there are columns: the last of them has all that is left."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column.

    Attributes:
        title: Its words.
        width: In logical pixels, where words fill lines; None for as wide as its widest cell.
    """

    title: str
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What is in a table."""

    columns: Sequence[TableColumn]
    rows: Sequence[Row]

    def pieces(self, size: QSizeF) -> Iterator[Piece]:
        """Yield the header and the rows, for pages of a size in units."""
        yield from _Layout(self, size).pieces()


class _Layout:
    """A table on pages of one size."""

    def __init__(self, table: Table, size: QSizeF) -> None:
        self._table = table
        self._size = size
        self._font = paper_font(_POINTS)
        self._bold = paper_font(_POINTS, bold=True)
        self._metrics = QFontMetricsF(self._font)
        self._line = line_height(self._metrics.height())
        self._padding = _PADDING * UNIT
        self._mirrored = QGuiApplication.isRightToLeft()
        self._widths = self._share_out(size.width())
        self._starts = [sum(self._widths[:number]) for number in range(len(self._widths))]
        self._known: dict[tuple[str, float], int] = {}  # words come again and again

    def pieces(self) -> Iterator[Piece]:
        titles = [column.title for column in self._table.columns]
        most = max(self._lines(text, *place) for text, place in self._cells(titles))
        height = most * self._line + 2 * self._padding
        header = Piece(
            height, partial(self._paint, cells=titles, first=0, last=most, is_header=True)
        )
        # Under a header alone there is nothing to read: the first row stays with it.
        yield Piece(header.height, header.paint, above=self._padding * 2, keeps=True)
        room = self._size.height() - height - 2 * self._padding
        for row in self._table.rows:
            yield from self._row(row, header, max(1, int(room // self._line)))

    def _row(self, row: Row, header: Piece, fitting: int) -> Iterator[Piece]:
        """Yield a row as one piece, or as several where it is higher than a page."""
        most = max((self._lines(text, *place) for text, place in self._cells(row)), default=1)
        for first in range(0, most, fitting):
            last = min(most, first + fitting)
            height = (last - first) * self._line + 2 * self._padding
            paint = partial(self._paint, cells=row, first=first, last=last)
            yield Piece(height, paint, header=header)

    # --- widths -----------------------------------------------------------------------------

    def _share_out(self, whole: float) -> list[float]:
        """Return how wide each column is; together they are as wide as the page."""
        columns = self._table.columns
        wanted = [
            self._natural(number, whole * _WIDEST_SHARE)
            if column.width is None
            else column.width * _PER_PIXEL * UNIT
            for number, column in enumerate(columns)
        ]
        growing = [n for n, column in enumerate(columns) if column.width is not None]
        growing = growing or [len(columns) - 1]
        fixed = sum(width for n, width in enumerate(wanted) if n not in growing)
        least = sum(max(_NARROWEST * UNIT, wanted[n] * _LEAST_SHARE) for n in growing)
        if fixed + least > whole:
            room = max(whole - least, whole / 2)
            factor = room / fixed
            wanted = [width if n in growing else width * factor for n, width in enumerate(wanted)]
            fixed = room
        grown = sum(wanted[n] for n in growing)
        factor = (whole - fixed) / grown
        wanted = [width * factor if n in growing else width for n, width in enumerate(wanted)]
        # What columns of short words do not need, the last one has.
        for n in growing:
            wanted[n] = min(wanted[n], self._natural(n, whole))
        wanted[-1] += whole - sum(wanted)
        return wanted

    def _natural(self, number: int, most: float) -> float:
        """Return the width of a column's words, if they stood in one line; at most ``most``."""
        count = len(self._table.columns)
        texts = {row[number] for row in self._table.rows if number < len(row) - (len(row) < count)}
        longest = sorted(texts, key=len)[-_MEASURED:]
        lines = [line for text in longest for line in text.splitlines()]
        widths = [self._metrics.horizontalAdvance(plain(line[:_SHORT])) for line in lines]
        title = QFontMetricsF(self._bold).horizontalAdvance(self._table.columns[number].title)
        return min(max([title, *widths]) + 2 * self._padding + 1, most)

    def _cells(self, row: Row) -> Iterator[tuple[str, tuple[float, float]]]:
        """Yield each cell's words, and where it begins and how wide it is inside its padding."""
        last = len(row) - 1
        for number, text in enumerate(row):
            start, width = self._starts[number], self._widths[number]
            if number == last:
                width = self._size.width() - start
            left = self._size.width() - start - width if self._mirrored else start
            yield text, (left + self._padding, width - 2 * self._padding)

    def _lines(self, text: str, _left: float, width: float) -> int:
        """Return how many lines a cell's words take."""
        if not text:
            return 1
        key = (text, width)
        found = self._known.get(key)
        if found is None:
            found = 1 if self._is_short(text, width) else self._wrapped(text, width).lineCount()
            self._known[key] = found
        return found

    def _is_short(self, text: str, width: float) -> bool:
        """Tell whether words stand in one line, and can be painted without more work."""
        return (
            len(text) < _SHORT
            and text.isascii()
            and text.isprintable()
            and self._metrics.horizontalAdvance(text) <= width
        )

    def _wrapped(self, text: str, width: float, font: QFont | None = None) -> QTextLayout:
        return laid_out(text, font or self._font, width)

    # --- painting ---------------------------------------------------------------------------

    def _paint(
        self,
        painter: QPainter,
        at: QPointF,
        cells: Row,
        first: int,
        last: int,
        is_header: bool = False,
    ) -> None:
        """Paint the lines of a row from ``first`` up to ``last``."""
        font = self._bold if is_header else self._font
        painter.setPen(QColor(Qt.GlobalColor.black))
        top = at.y() + self._padding
        for text, (left, width) in self._cells(cells):
            if not text:
                continue
            if first == 0 and not is_header and not self._mirrored and self._is_short(text, width):
                painter.setFont(font)
                painter.drawText(QPointF(left, top + self._metrics.ascent()), text)
                continue
            layout = self._wrapped(text, width, font)
            for number in range(first, min(last, layout.lineCount())):
                line = layout.lineAt(number)
                line.draw(painter, QPointF(left, top + (number - first) * self._line - line.y()))
        bottom = top + (last - first) * self._line + self._padding
        painter.setPen(QPen(QColor(Qt.GlobalColor.gray), UNIT * (0.8 if is_header else 0.4)))
        painter.drawLine(QLineF(0, bottom, self._size.width(), bottom))
