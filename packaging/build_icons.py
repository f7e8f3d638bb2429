"""Draws the program's icon, ``icons/repair.svg``, in every size and form that systems ask for.

``python packaging/build_icons.py FOLDER`` writes PNGs, ``repair.ico`` and ``repair.icns``; and from
``icons/notes.svg`` the plain ``notes.ico``, for those whose Start menu is to say nothing. They are
the same at every time, so only the drawings are kept.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent / "icons/repair.svg"
PLAIN_DRAWING = DRAWING.with_name("notes.svg")

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)

ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)

ICNS_TYPES = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512}
"""What Apple calls a PNG of a size."""


def png(drawing: bytes, size: int) -> bytes:
    """Return a drawing as a PNG of ``size`` × ``size`` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """Return PNGs, by size up to 256, as one Windows icon."""
    place = 6 + 16 * len(pictures)
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, data in pictures.items():
        head += struct.pack(
            "<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), place + len(body)
        )
        body += data
    return head + body


def icns(pictures: Mapping[bytes, bytes]) -> bytes:
    """Return PNGs, by Apple's names of their sizes, as one macOS icon."""
    body = b"".join(
        kind + struct.pack(">I", 8 + len(data)) + data for kind, data in pictures.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def write(folder: Path) -> None:
    """Write every form of the icon."""
    drawing = DRAWING.read_bytes()
    drawn = {size: png(drawing, size) for size in SIZES}
    folder.mkdir(parents=True, exist_ok=True)
    for size, data in drawn.items():
        (folder / f"repair-{size}.png").write_bytes(data)
    (folder / "repair.ico").write_bytes(ico({size: drawn[size] for size in ICO_SIZES}))
    (folder / "repair.icns").write_bytes(
        icns({kind: drawn[size] for kind, size in ICNS_TYPES.items()})
    )
    plain = PLAIN_DRAWING.read_bytes()
    (folder / "notes.ico").write_bytes(ico({size: png(plain, size) for size in ICO_SIZES}))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
