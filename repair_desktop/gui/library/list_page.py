"""The list of readings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.core.library import Library, Reading
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.library.reading_words import minutes_words
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.words import words


class LibraryPage(Page):
    """Every reading, and the page for the therapist. What was read is not kept.

    Signals:
        reading_requested: The id of a reading to open.
        therapist_page_requested: The page for the therapist.
        closed: Back to where the person was.
    """

    reading_requested = Signal(str)
    therapist_page_requested = Signal()
    closed = Signal()

    def __init__(
        self, library: Library, name: TherapistName, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self.set_header(
            self.tr("Read"), self.tr("Short texts, in any order. Each takes a few minutes.")
        )
        for reading in library.readings:
            self._add_reading(reading)
        note = library.for_therapists
        open_note = self._add_card(
            fill(self.tr("A page for {your_therapist}"), name),
            self.tr("What this app is, on one page. You can print it or save it."),
            self.tr("Open"),
            minutes_words(note.minutes),
        )
        open_note.clicked.connect(self.therapist_page_requested)
        self.set_way_back(self.closed)

    def _add_reading(self, reading: Reading) -> None:
        button = self._add_card(
            fill(reading.title, self._name),
            fill(reading.aim, self._name),
            self.tr("Read"),
            minutes_words(reading.minutes),
        )
        button.clicked.connect(lambda: self.reading_requested.emit(reading.id))

    def _add_card(self, title: str, aim: str, action: str, minutes: str) -> QPushButton:
        card = Card()
        card.lines.setSpacing(2 * SPACE)
        card.setAccessibleName(title)
        card.lines.addWidget(words(title, "question"))
        card.lines.addWidget(words(aim))
        button = QPushButton(action)
        button.setAccessibleName(f"{action}: {title}")
        button.setAccessibleDescription(f"{aim} {minutes}")
        set_role(button, "secondary")
        length = words(minutes, "beside-buttons")
        length.setWordWrap(False)  # a few words, in one line beside the button
        row = QWidget()
        flow = FlowLayout(row, spacing=4 * SPACE)
        flow.addWidget(button)
        flow.addWidget(length)
        card.lines.addWidget(row)
        self.add_widget(card)
        return button
