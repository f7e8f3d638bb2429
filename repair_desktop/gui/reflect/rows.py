"""Rows and buttons that Reflect and the page of a rupture are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.entries import Entry
from repair_desktop.core.worksheets import Worksheet
from repair_desktop.gui.reflect.rupture_words import RuptureWords
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.words import words


class Row(QWidget):
    """A title with a quiet line under it, and room for buttons at its side.

    Args:
        title: The title.
        line: The quiet line, or "".
    """

    def __init__(self, title: str, line: str) -> None:
        super().__init__()
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(words(title))
        if line:
            told.addWidget(words(line, "muted"))
        self._across.addLayout(told, 1)

    def add(self, button: QPushButton) -> None:
        """Put a button at the end."""
        self._across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


class EntryRow(Row):
    """An entry with its day, a way back into it, and one to delete it by itself.

    Args:
        entry: The entry.
        worksheet: What it answers; None for one that this version does not know.
        names: Their words.

    Signals:
        opened: The person wants to see it.
        deleted: The person wants it gone.
    """

    opened = Signal()
    deleted = Signal()

    def __init__(self, entry: Entry, worksheet: Worksheet | None, names: RuptureWords) -> None:
        super().__init__(names.worksheet(worksheet), names.entry_facts(entry))
        named = names.entry(entry, worksheet)
        if worksheet is not None:
            way_in = named_button(names.way_in(entry), named)
            way_in.setObjectName(f"{entry.id} open")
            way_in.clicked.connect(self.opened)
            self.add(way_in)
        delete = named_button(self.tr("Delete"), named, "quiet")
        delete.setObjectName(f"{entry.id} delete")
        delete.clicked.connect(self.deleted)
        self.add(delete)


def named_button(text: str, title: str, role: str = "secondary") -> QPushButton:
    """Return a button whose accessible name says what it is about, too."""
    button = QPushButton(text)
    button.setAccessibleName(f"{text}: {title}")
    set_role(button, role)
    return button
