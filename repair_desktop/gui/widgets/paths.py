"""Paths in a label."""

from __future__ import annotations

import os
from pathlib import Path


def breakable(path: Path | None) -> str:
    """Return a path that a label can break after each part; "" for None."""
    return str(path or "").replace(os.sep, f"{os.sep}\u200b")
