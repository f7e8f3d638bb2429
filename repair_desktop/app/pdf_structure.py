"""How a PDF is built, read from its own table of contents. Enough for the ones that Qt writes."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass


class NoPdf(Exception):
    """It is not built as a PDF is."""


@dataclass(frozen=True, slots=True)
class PdfStructure:
    """What was found in one.

    Attributes:
        pages: How many there are.
        fonts_inside: Whether it brings the shapes of its letters along.
        words_can_be_selected: Whether it says which letters its shapes are, and writes with them.
    """

    pages: int
    fonts_inside: bool
    words_can_be_selected: bool


def examine_pdf(data: bytes) -> PdfStructure:
    """Follow the table of objects at the end of a file, and look at each.

    Raises:
        NoPdf: The table leads nowhere, or no page does.
    """
    if not data.startswith(b"%PDF-1.") or not data.rstrip().endswith(b"%%EOF"):
        raise NoPdf("begin or end")
    objects = _objects(data)
    kinds = [re.search(rb"/Type\s*/(\w+)", body) for body in objects]
    pages = sum(kind is not None and kind[1] == b"Page" for kind in kinds)
    counted = [
        int(count[1])
        for kind, body in zip(kinds, objects, strict=True)
        if kind is not None and kind[1] == b"Pages"
        if (count := re.search(rb"/Count\s+(\d+)", body))
    ]
    if not pages or counted != [pages]:
        raise NoPdf("pages")
    return PdfStructure(
        pages=pages,
        fonts_inside=any(re.search(rb"/FontFile[23]?\s", body) for body in objects),
        words_can_be_selected=any(b"/ToUnicode" in body for body in objects)
        and any(re.search(rb"\bT[jJ]\b", _stream(body)) for body in objects),
    )


def _objects(data: bytes) -> list[bytes]:
    """Return what stands where the table says that an object begins."""
    starts = re.findall(rb"startxref\s+(\d+)\s", data)
    if not starts or not data.startswith(b"xref", int(starts[-1])):
        raise NoPdf("startxref")
    table = data[int(starts[-1]) :]
    places = [int(place) for place in re.findall(rb"(\d{10}) \d{5} n", table)]
    found = []
    for place in places:
        match = re.compile(rb"\s*\d+ \d+ obj(.*?)endobj", re.DOTALL).match(data, place)
        if match is None:
            raise NoPdf("object")
        found.append(match[1])
    return found


def _stream(body: bytes) -> bytes:
    """Return what an object's stream says, unpacked; b"" where there is none."""
    match = re.search(rb"stream\r?\n(.*)endstream", body, re.DOTALL)
    if match is None:
        return b""
    if b"/FlateDecode" not in body:
        return match[1]
    try:
        return zlib.decompressobj().decompress(match[1])
    except zlib.error:
        raise NoPdf("stream") from None
