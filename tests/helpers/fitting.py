"""Whether everything on a page can be seen, in the smallest window and at the largest text."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

SMALLEST_PAGE = QSize(628, 520)
"""What the smallest window leaves to a page at the largest text."""


def cut_off(page: QWidget) -> Iterator[str]:
    """Yield what is wider than a shown page, or lower than its words need."""
    QApplication.processEvents()
    for area in page.findChildren(QScrollArea):
        inside = area.widget()
        if inside is not None and inside.width() > area.viewport().width():
            yield f"{inside.width()} px in {area.viewport().width()}"
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.height() < label.heightForWidth(label.width()) - 1:
            yield label.text()
