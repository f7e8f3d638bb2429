from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from repair_desktop.gui.theme.tokens import DARK, LIGHT, Tokens
from repair_desktop.gui.timeline.drawing.stamps import Stamps

LOOK = Tokens(LIGHT)
REACH = QSizeF(4, 4)
PLACES = [QPointF(20, 20), QPointF(60, 30)]


class Disc:
    """A shape that counts how often it is drawn."""

    def __init__(self, colour: str = "#ff0000") -> None:
        self.drawn = 0
        self._colour = QColor(colour)

    def __call__(self, painter: QPainter) -> None:
        self.drawn += 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawEllipse(QPointF(), 4, 4)


@pytest.fixture
def stamps(qapp: QApplication) -> Stamps:
    stamps = Stamps()
    stamps.follow(LOOK)
    return stamps


def painted(paint: Callable[[QPainter], None], scale: float = 1) -> QImage:
    image = QImage(round(100 * scale), round(60 * scale), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint(painter)
    painter.end()
    return image


def test_a_shape_is_drawn_once_and_stands_everywhere(stamps: Stamps) -> None:
    disc = Disc()
    image = painted(lambda painter: stamps.put(painter, "disc", REACH, PLACES, disc))
    again = painted(lambda painter: stamps.put(painter, "disc", REACH, PLACES, disc))
    assert disc.drawn == 1
    assert image == again
    for place in PLACES:
        assert image.pixelColor(place.toPoint()) == QColor("#ff0000")
    assert image.pixelColor(40, 25) == QColor("white")


def test_another_key_and_another_look_are_drawn_anew(stamps: Stamps) -> None:
    red, blue = Disc(), Disc("#0000ff")
    painted(lambda painter: stamps.put(painter, "red", REACH, PLACES, red))
    image = painted(lambda painter: stamps.put(painter, "blue", REACH, PLACES, blue))
    assert image.pixelColor(20, 20) == QColor("#0000ff")
    stamps.follow(Tokens(LIGHT))
    painted(lambda painter: stamps.put(painter, "red", REACH, PLACES, red))
    assert red.drawn == 1
    stamps.follow(Tokens(DARK))
    painted(lambda painter: stamps.put(painter, "red", REACH, PLACES, red))
    assert red.drawn == 2


def test_a_dense_screen_gets_a_sharp_one(stamps: Stamps) -> None:
    disc = Disc()

    def put(painter: QPainter) -> None:
        stamps.put(painter, "disc", REACH, PLACES, disc)

    once, twice = painted(put), painted(put, scale=2)
    assert disc.drawn == 2
    assert twice.pixelColor(40, 40) == once.pixelColor(20, 20)
    assert twice.pixelColor(40 + 7, 40).red() == 255
    assert twice.pixelColor(40 + 9, 40) == QColor("white")


def test_on_paper_it_stays_a_shape(stamps: Stamps) -> None:
    disc = Disc()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    stamps.put(painter, "disc", REACH, PLACES, disc)
    painter.end()
    assert disc.drawn == len(PLACES)
    assert b"/Subtype /Image" not in buffer.data().data()


def test_it_keeps_only_so_many(stamps: Stamps) -> None:
    disc = Disc()
    for key in range(1000):
        painted(lambda painter, key=key: stamps.put(painter, key, REACH, PLACES, disc))  # type: ignore[misc]
    assert len(stamps._kept) <= 400
