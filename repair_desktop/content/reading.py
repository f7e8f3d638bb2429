"""Reads one content file strictly, and says in plain words what is wrong with it."""

from __future__ import annotations

import tomllib
from typing import Any, TypeVar

import msgspec

from repair_desktop.core.errors import BadContent

T = TypeVar("T")

LARGEST = 1_000_000
"""Characters of the largest content file."""


def decode(text: str, shape: type[T], file: str) -> T:
    """Read TOML as a shape of :mod:`schema`.

    Raises:
        BadContent: The text is no TOML, or not of this shape; it names the place.
    """
    if len(text) > LARGEST:
        raise BadContent(file=file, place="", problem="the file is too large")
    try:
        raw: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadContent(file=file, place=_toml_place(error), problem="not valid TOML") from None
    try:
        return msgspec.convert(raw, shape, strict=True)
    except (msgspec.ValidationError, RecursionError) as error:
        problem, _, place = str(error).partition(" - at `$")
        raise BadContent(file=file, place=place.rstrip("`").lstrip("."), problem=problem) from None


def decode_bytes(data: bytes, shape: type[T], file: str) -> T:
    """Read TOML in UTF-8 as a shape of :mod:`schema`. Raises as :func:`decode`."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadContent(file=file, place="", problem="not UTF-8 text") from None
    return decode(text.replace("\r\n", "\n"), shape, file)


def _toml_place(error: Exception) -> str:
    """Return "line 3, column 4" out of a TOML error, without the text around it."""
    _, _, place = str(error).partition("(at ")
    return place.rstrip(")")
