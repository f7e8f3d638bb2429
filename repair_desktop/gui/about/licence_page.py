"""The terms of one part."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from repair_desktop.gui.about.parts import Part
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.page import Page

LOWEST = 40 * SPACE
"""How high the text is at least, in pixels. It scrolls by itself."""

SHARE = 0.7
"""How much of the page's height is the text's, where there is room."""


class LicencePage(Page):
    """Shows a text to read, by arrow keys too, and to copy from.

    Signals:
        closed: Back to the parts.
    """

    closed = Signal()

    def __init__(self, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_header(part.title, part.licence)
        text = QPlainTextEdit()
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(self.tr("Licence: {name}").format(name=part.name))
        begin = self.tr("Source: {address}").format(address=part.source) if part.source else ""
        text.setPlainText("\n\n".join(filter(None, (begin, part.read()))))
        self._text = text
        self.add_widget(text, 1)
        self.start_at(text)
        self.set_way_back(self.closed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text the height that the title and the foot leave."""
        super().resizeEvent(event)
        self._text.setMinimumHeight(max(LOWEST, round(self.height() * SHARE)))
