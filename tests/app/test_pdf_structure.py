"""A PDF that is not built as it should be does not pass for one."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter
from pytestqt.qtbot import QtBot

from repair_desktop.app.pdf_structure import NoPdf, PdfStructure, examine_pdf
from repair_desktop.gui.widgets.document import Part, PartKind, pdf


@pytest.fixture
def made(qtbot: QtBot) -> bytes:
    return pdf([Part(PartKind.TEXT, "Words")] * 90, "Page")


def test_a_whole_one(made: bytes) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    found = examine_pdf(made)
    assert found == PdfStructure(len(PdfReader(BytesIO(made)).pages), True, True)
    assert found.pages > 1


def test_damage_is_seen(made: bytes) -> None:
    place = int(re.findall(rb"(\d{10}) \d{5} n", made)[3])
    worse = {
        "cut off": made[:-40],
        "no PDF": b"x" + made,
        "table elsewhere": re.sub(rb"startxref\s+\d+", b"startxref\n17", made),
        "object elsewhere": made.replace(b"%010d" % place, b"%010d" % (place + 3)),
        "a page less": re.sub(rb"/Type\s*/Page\b", b"/Type /Pace", made, count=1),
        "stream": re.sub(rb"(stream\r?\n)..", rb"\1!!", made),
    }
    for name, data in worse.items():
        assert data != made, name
        with pytest.raises(NoPdf):
            examine_pdf(data)


def test_a_picture_of_words_is_no_words(qtbot: QtBot) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.drawImage(0, 0, picture)
    painter.end()
    assert examine_pdf(bytes(buffer.data().data())) == PdfStructure(1, False, False)
