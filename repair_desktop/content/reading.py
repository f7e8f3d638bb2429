"""Reads one content file strictly, and says in plain words what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from typing import Any, TypeVar

import msgspec

from repair_desktop.content.schema import FORMAT
from repair_desktop.core.errors import BadContent

T = TypeVar("T")

_TOML_PLACE = re.compile(r"\(at ([a-z0-9, ]+)\)$")
_UNKNOWN = re.compile(r"Object contains unknown field `[A-Za-z0-9_.-]{1,40}`")

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
    except (ValueError, RecursionError) as error:  # TOML that is none, or a number without end
        raise BadContent(file=file, place=_toml_place(error), problem="not valid TOML") from None
    # Before its shape: a newer format may have fields that this one has not.
    if isinstance(raw.get("format"), int) and raw["format"] > FORMAT:
        problem = "a newer version of Repair is needed for this file"
        raise BadContent(file=file, place="format", problem=problem)
    try:
        return msgspec.convert(raw, shape, strict=True)
    except (msgspec.ValidationError, RecursionError) as error:
        problem, place = _shape_problem(str(error))
        raise BadContent(file=file, place=place, problem=problem) from None


def decode_bytes(data: bytes, shape: type[T], file: str) -> T:
    """Read TOML in UTF-8 as a shape of :mod:`schema`. Raises as :func:`decode`."""
    try:
        text = data.decode("utf-8-sig")  # some editors put a mark before the first letter
    except UnicodeDecodeError:
        raise BadContent(file=file, place="", problem="not UTF-8 text") from None
    return decode(text.replace("\r\n", "\n"), shape, file)


def _toml_place(error: Exception) -> str:
    """Return "line 3, column 4" out of a TOML error, without the text around it."""
    found = _TOML_PLACE.search(str(error))
    return found[1] if found else ""


def _shape_problem(message: str) -> tuple[str, str]:
    """Return what is wrong, and where. A field that is unknown is named, if it is short."""
    problem, _, place = (
        message.rpartition(" - at `$") if " - at `$" in message else (message, "", "")
    )
    if "unknown field" in problem and not _UNKNOWN.fullmatch(problem):
        problem = "Object contains an unknown field"
    return problem, place.rstrip("`").lstrip(".")
