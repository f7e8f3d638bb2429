"""The one way to the files in ``resources/``."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path, PurePosixPath


@cache
def _root() -> Path:
    """Return the resource folder of a frozen program, an installed package or a checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent.parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def resource_path(relative: str) -> Path:
    """Return the path of a resource.

    Args:
        relative: A path below ``resources/``, with forward slashes.

    Raises:
        ValueError: The path is absolute or climbs out of the folder.
    """
    path = PurePosixPath(relative)
    if path.is_absolute() or ".." in path.parts or "\\" in relative or ":" in relative:
        raise ValueError("a resource is named by a path below resources/")
    return _root().joinpath(*path.parts)


def read_text(relative: str) -> str:
    """Return a resource as text (UTF-8). Raises as :func:`resource_path` and ``open`` do."""
    return resource_path(relative).read_text(encoding="utf-8")


def read_bytes(relative: str) -> bytes:
    """Return a resource as bytes. Raises as :func:`resource_path` and ``open`` do."""
    return resource_path(relative).read_bytes()
