"""Icons (Lucide), drawn in one colour of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from repair_desktop.gui.theme.tokens import Tokens
from repair_desktop.system.resources import read_text

_SIZES = (16, 20, 24, 32, 48, 64)


def icon(tokens: Tokens, name: str, colour: str = "ink") -> QIcon:
    """Return an icon.

    Args:
        tokens: The look to draw it in.
        name: A file in ``resources/icons``, without its ending.
        colour: The name of a colour, such as ``"accent"``.
    """
    return _icon(name, tokens.colour(colour))


def pixmap(
    tokens: Tokens, name: str, size: int, colour: str = "ink", scale: float = 1.0
) -> QPixmap:
    """Return an icon as a picture of ``size`` logical pixels."""
    picture = _draw(name, tokens.colour(colour), round(size * scale))
    picture.setDevicePixelRatio(scale)
    return picture


@lru_cache(maxsize=256)
def _icon(name: str, colour: str) -> QIcon:
    result = QIcon()
    for size in _SIZES:
        result.addPixmap(_draw(name, colour, size))
    return result


def _draw(name: str, colour: str, size: int) -> QPixmap:
    svg = read_text(f"icons/{name}.svg").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
