"""One reading."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from repair_desktop.core.library import Reading
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.library.reading_words import blocks, minutes_words
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import CARD_PADDING, GAP, SPACE
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.prose import Heading, Prose
from repair_desktop.gui.widgets.words import words

MEASURE = 600
"""The width of a line of text, in pixels at 100 %: some 70 letters."""


class ReadingPage(Page):
    """A text with headings, how far the research goes, and where it comes from.

    Tab goes from heading to heading; arrow keys, Page Down and the like scroll.

    Signals:
        closed: Back to where the person was.
    """

    closed = Signal()

    def __init__(
        self,
        reading: Reading,
        name: TherapistName,
        theme: ThemeController,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._under: dict[QWidget, QWidget] = {}
        self.set_header(fill(reading.title, name), fill(reading.aim, name))
        self.add_widget(words(minutes_words(reading.minutes), "helper"))
        self._card = Card()
        self._card.lines.setSpacing(0)
        for title, text in blocks(reading, name):
            self._add_block(title, text)
        # The lines stay short on a wide page, or the eye does not find the next one.
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._card, 1)
        across.addStretch(0)
        self.add_widget(row)
        self._foot_row = self._make_foot()
        self.start_at(next(iter(self._under)))
        theme.changed.connect(self._set_measure)
        self._set_measure()

    def _add_block(self, title: str, text: str) -> None:
        heading = Heading(title, text, self._theme)
        prose = Prose(text)
        if self._under:
            self._card.lines.addSpacing(GAP)
        self._card.lines.addWidget(heading)
        self._card.lines.addSpacing(SPACE)
        self._card.lines.addWidget(prose)
        self._under[heading] = prose

    def _make_foot(self) -> FlowLayout:
        back = QPushButton(self.tr("Back"))
        set_role(back, "secondary")
        back.clicked.connect(self.closed)
        foot = QWidget()
        row = FlowLayout(foot)
        row.addWidget(back)
        self.set_foot(foot)
        return row

    def _set_measure(self) -> None:
        self._card.setMaximumWidth(self._theme.tokens.scaled(MEASURE) + 2 * CARD_PADDING)

    # --- moving through it ------------------------------------------------------------------

    def show_widget(self, widget: QWidget) -> None:
        """Scroll until ``widget`` can be seen; a heading comes with what stands under it."""
        prose = self._under.get(widget)
        column = self._scroll.widget()
        if prose is None or column is None:
            super().show_widget(widget)
            return
        bar = self._scroll.verticalScrollBar()
        height = self._scroll.viewport().height()
        top = widget.mapTo(column, QPoint()).y()
        bottom = top + widget.height()
        if widget is self.start and bottom < height:
            bar.setValue(0)  # the page begins with its title
        elif top < bar.value() or bottom + prose.height() > bar.value() + height:
            bar.setValue(top - GAP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by keyboard: nothing in the text has a use for these keys."""
        if not self.scroll_by_key(event):
            super().keyPressEvent(event)
