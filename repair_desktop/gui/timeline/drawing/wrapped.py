"""Breaks painted words into lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFont, QTextLayout, QTextOption


def wrapped(text: str, font: QFont, width: float) -> Sequence[str]:
    """Return a text in lines no wider than ``width`` logical pixels; a long word is broken."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        # Qt counts in halves of what is outside the basic plane, as UTF-16 does.
        units = text.encode("utf-16-le", "surrogatepass")
        start, end = line.textStart(), line.textStart() + line.textLength()
        lines.append(units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass").rstrip())
    layout.endLayout()
    return lines
