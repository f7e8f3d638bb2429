"""An entry among others."""

from __future__ import annotations

from PySide6.QtCore import Signal

from repair_desktop.core.entries import Entry
from repair_desktop.core.worksheets import Worksheet
from repair_desktop.gui.widgets.rupture_words import RuptureWords
from repair_desktop.gui.widgets.title_row import TitleRow, named_button


class EntryRow(TitleRow):
    """An entry with its day, a way back into it, and one to delete it by itself.

    Args:
        entry: The entry.
        worksheet: What it answers; None for one that this version does not know.
        names: Their words.
        can_delete: Whether it can be deleted by itself.

    Signals:
        opened: The person wants to see it.
        unlocked: The person wants to unlock it: the entry and its worksheet.
        deleted: The person wants it gone.
    """

    opened = Signal()
    unlocked = Signal(object, object)
    deleted = Signal()

    def __init__(
        self,
        entry: Entry,
        worksheet: Worksheet | None,
        names: RuptureWords,
        can_delete: bool = True,
    ) -> None:
        super().__init__(names.worksheet(worksheet), names.entry_facts(entry))
        named = names.entry(entry, worksheet)
        if worksheet is not None:
            way_in = named_button(names.way_in(entry), named)
            way_in.setObjectName(f"{entry.id} open")
            if entry.is_locked:
                way_in.clicked.connect(lambda: self.unlocked.emit(entry, worksheet))
            else:
                way_in.clicked.connect(self.opened)
            self.add(way_in)
        if not can_delete:
            return
        delete = named_button(self.tr("Delete"), named, "quiet")
        delete.setObjectName(f"{entry.id} delete")
        delete.clicked.connect(self.deleted)
        self.add(delete)
