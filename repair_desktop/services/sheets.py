"""Homework sheets: those that somebody gave, and one that is being written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from repair_desktop.core.errors import SheetClash
from repair_desktop.core.ids import WorksheetId, new_id
from repair_desktop.core.ports import Journal, SheetFiles
from repair_desktop.core.sheets import (
    Offer,
    Sheet,
    SheetId,
    WordLists,
    sheet_id,
    standing,
    to_worksheet,
    worksheet_id,
)
from repair_desktop.core.worksheets import Worksheet


class SheetService:
    """Reads, adds, removes and writes sheets. Nothing of an answer ever goes into a file.

    Args:
        journal: Holds the sheets that were added.
        files: Reads and writes sheets.
    """

    def __init__(self, journal: Journal, files: SheetFiles) -> None:
        self._journal = journal
        self._files = files

    def read(self, path: Path) -> Offer:
        """Return what is in a file. Nothing is added.

        Raises:
            BadSheet, SheetTooNew: It is no sheet that this version can read.
        """
        sheet = self._files.read(path)
        kept = self._journal.sheets.get(sheet.id)
        return Offer(
            sheet,
            standing(sheet, kept.sheet if kept else None),
            is_offered=kept is not None and kept.is_offered,
        )

    def add(self, sheet: Sheet) -> None:
        """Add a sheet that :meth:`read` gave. A newer version takes the place of an older one.

        Raises:
            SheetClash: It is older than the one in the journal, or can not follow it.
        """
        with self._journal.transaction():
            kept = self._journal.sheets.get(sheet.id)
            if not standing(sheet, kept.sheet if kept else None).can_be_added:
                raise SheetClash()
            self._journal.sheets.save(sheet)

    def listed(self) -> Sequence[Sheet]:
        """Return the sheets that can be begun, the last added first."""
        return [kept.sheet for kept in self._journal.sheets.all() if kept.is_offered]

    def remove(self, sheet: SheetId) -> None:
        """Offer a sheet no more. What was written on it stays, and can be opened."""
        self._journal.sheets.offer(sheet, False)

    def restore(self, sheet: SheetId) -> None:
        """Take back :meth:`remove`."""
        self._journal.sheets.offer(sheet, True)

    # --- writing one ------------------------------------------------------------------------

    def draft(self) -> Sheet:
        """Return the sheet that is being written, or a blank one."""
        return self._journal.sheets.draft() or blank_sheet()

    def keep_draft(self, draft: Sheet | None) -> None:
        """Keep the sheet that is being written, whatever it lacks; None drops it."""
        self._journal.sheets.keep_draft(draft)

    def check(self, sheet: Sheet) -> None:
        """Check that a sheet can be saved as a file. Raises BadSheet."""
        self._files.check(sheet)

    def write(self, sheet: Sheet, path: Path) -> Sheet:
        """Save a sheet as a file, and return it as the draft of its next version.

        Raises:
            BadSheet: Something in it is missing or not as it has to be.
            DiskFull, FolderReadOnly, DiskFault: It could not be written.
        """
        self._files.write(sheet, path)
        draft = replace(sheet, version=sheet.version + 1)
        self.keep_draft(draft)
        return draft


class WithSheets(Mapping[WorksheetId, Worksheet]):
    """The program's own worksheets, and the sheets of an open journal.

    Reads the journal each time, so it belongs to the journal's thread. Sheets that were removed
    are among them as long as there are answers to them.

    Args:
        own: The program's own worksheets.
        journal: Holds the sheets.
        lists: The program's words for prompts of the kinds that have a list.
    """

    def __init__(
        self, own: Mapping[WorksheetId, Worksheet], journal: Journal, lists: WordLists
    ) -> None:
        self._own = own
        self._journal = journal
        self._lists = lists

    def __getitem__(self, key: WorksheetId) -> Worksheet:
        own = self._own.get(key)
        if own is not None:
            return own
        sheet = sheet_id(key)
        kept = self._journal.sheets.get(sheet) if sheet is not None else None
        if kept is None:
            raise KeyError(key)
        return to_worksheet(kept.sheet, self._lists)

    def __iter__(self) -> Iterator[WorksheetId]:
        yield from self._own
        yield from (worksheet_id(kept.sheet.id) for kept in self._journal.sheets.all())

    def __len__(self) -> int:
        return len(self._own) + len(self._journal.sheets.all())


def blank_sheet() -> Sheet:
    """Return a sheet with nothing on it."""
    return Sheet(SheetId(new_id()), 1, "", "", ())
