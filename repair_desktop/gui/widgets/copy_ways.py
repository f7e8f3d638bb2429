"""Ways to take a person's words out of the journal: on paper, as a PDF, as plain text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from repair_desktop.gui.widgets.document import Part, TextOutput
from repair_desktop.gui.widgets.ways_out import Way, WaysOut


@dataclass(frozen=True, slots=True)
class Copy:
    """What would leave the journal.

    Attributes:
        parts: The paragraphs.
        listed: What is in it, by headings of the program's and never by the person's words.
    """

    parts: Sequence[Part]
    listed: Sequence[str]


class CopyWays(WaysOut):
    """Print, PDF and plain text.

    Args:
        name: What a file is called at first, and what a printer's queue shows. Never a person's
            words.
        copy: Gives what would leave the journal as it is now.
    """

    def __init__(self, name: str, copy: Callable[[], Copy], parent: QWidget | None = None) -> None:
        output = TextOutput()
        super().__init__(output, parent)

        def way(text: str, go_on: str, act: Callable[[Sequence[Part], str, QWidget], None]) -> Way:
            return Way(
                text, go_on, lambda over: act(copy().parts, name, over), lambda: copy().listed
            )

        where = self.tr("Choose where…")
        self.add(
            way(self.tr("Print…"), self.tr("Go on to print…"), output.print),
            way(self.tr("Save as PDF…"), where, output.save_pdf),
            way(self.tr("Save as text…"), where, output.save_text),
        )
