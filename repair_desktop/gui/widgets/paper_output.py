"""Pages on their way out: to a printer, into a PDF, or as one picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QBuffer, QIODevice, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QWidget

from repair_desktop.gui.widgets.output import Output
from repair_desktop.gui.widgets.paper import (
    UNIT,
    Element,
    Pages,
    fit_on,
    inside,
    paper_pdf,
    picture_width,
)

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Elements: TypeAlias = Callable[[QSizeF], Sequence[Element]]
"""Gives what is on pages, for the room inside their margins, in units."""

_SHARP = 2  # pixels of a picture for a logical one
_EDGE = 24.0  # points around what is on it
_HIGHEST = 16_000  # pixels; more and many programs do not open it


class PaperOutput(Output):
    """Brings pages to where they go."""

    def print(self, elements: Elements, name: str, parent: QWidget) -> None:
        """Ask for a printer, and print on the paper that it has. ``name`` is for the queue."""

        def draw(printer: QPrinter) -> None:
            with _waiting():
                size = fit_on(printer)
                Pages(elements(size), size).draw_on(printer)

        self.ask_to_print(draw, name, parent)

    def save_pdf(self, elements: Elements, name: str, parent: QWidget) -> None:
        """Ask for a file, and save a PDF there. ``name`` is what the file is called at first."""

        def make() -> Sequence[bytes]:
            with _waiting():
                return [paper_pdf(elements, name)]

        self.ask_to_save(name, "pdf", parent, make)

    def save_png(self, elements: Elements, name: str, parent: QWidget) -> None:
        """Ask for a file, and save one picture there."""
        self.ask_to_save(name, "png", parent, lambda: [png(elements)])


def png(elements: Elements) -> bytes:
    """Return all of it as one picture, as wide as a page and as high as it needs.

    It is twice as fine as a usual screen. It holds nothing but its pixels: no name, no time.
    """
    size = QSizeF(inside().width(), float("inf"))
    pages = Pages(elements(size), size)
    edge = _EDGE * UNIT
    width, height = size.width() + 2 * edge, pages.height + 2 * edge
    scale = picture_width(size) * _SHARP / size.width()
    scale = min(scale, _HIGHEST / height)
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    painter.translate(edge, edge)
    pages.paint(painter, 0)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


@contextmanager
def _waiting() -> Iterator[None]:
    """Show that it takes a while: hundreds of pages take seconds."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
