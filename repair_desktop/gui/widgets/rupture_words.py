"""Ruptures in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.widgets.dates import day_words

TITLE_LETTERS = 200


def rupture_title(summary: RuptureSummary, name: TherapistName) -> str:
    """Return what a rupture is called: the person's title, or kind and day."""
    title = summary.rupture.title
    if title:
        return title if len(title) <= TITLE_LETTERS else title[: TITLE_LETTERS - 1] + "…"
    kind = fill(summary.kind, name) or QCoreApplication.translate(
        "RuptureWords", "Something felt off"
    )
    return f"{kind}, {day_words(summary.day, short=True)}"
