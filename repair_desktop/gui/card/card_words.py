"""The card as text on its way to the screen and out of the program."""

from __future__ import annotations

from collections.abc import Sequence

from repair_desktop.core.card_view import CardView
from repair_desktop.gui.widgets.copy_ways import Copy
from repair_desktop.gui.widgets.document import Part, PartKind
from repair_desktop.gui.widgets.words import shortened

SHOWN_LETTERS = 4_000
"""How much of a paragraph is laid out on the screen. Copies are whole."""


def on_screen(paragraphs: Sequence[str]) -> str:
    """Return paragraphs for a label; megabytes would keep the window waiting."""
    return "\n".join(shortened(text, SHOWN_LETTERS) for text in paragraphs)


def copy_of(view: CardView) -> Copy:
    """Return what would leave the journal."""
    parts = [Part(PartKind.TEXT, text) for text in view.paragraphs]
    return Copy(parts, [line.name for line in view.on])
