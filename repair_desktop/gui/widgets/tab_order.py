"""Tab goes the way a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def tab_in_reading_order(page: QWidget) -> None:
    """Let Tab go through a page's controls in the order of its layouts.

    Qt puts controls that are made later, such as the rows of a list, at the end of the window.
    """
    for before, after in pairwise(_stops(page)):
        QWidget.setTabOrder(before, after)


def first_stop(part: QWidget) -> QWidget | None:
    """Return the first control that Tab comes to in a part of a page, or None."""
    return next((stop for stop in _stops(part) if not stop.isHidden() and stop.isEnabled()), None)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield a widget when it is a control, and then the controls inside it."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from _stops(inside)
    elif (layout := widget.layout()) is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _stops_in(inner)
