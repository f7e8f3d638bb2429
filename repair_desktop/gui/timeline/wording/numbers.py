"""Numbers in the digits of the person's country."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def digits(n: int) -> str:
    """Return a count."""
    return QLocale().toString(n)


def signed_mean(mean: float) -> str:
    """Return an average with its sign and one place, such as "+0.4" or "−1.1"."""
    tenths = round(mean * 10)
    sign = "−" if tenths < 0 else "+" if tenths > 0 else ""
    return sign + QLocale().toString(abs(tenths) / 10, "f", 1)
