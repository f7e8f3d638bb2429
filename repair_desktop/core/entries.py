"""Entries: filled-in worksheets, finished or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from repair_desktop.core.ids import EntryId, PromptId, RuptureId, WorksheetId


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled-in worksheet, without its answers.

    Attributes:
        worksheet_version: The version of the worksheet it was begun with.
        begun_at: When it was begun (aware, fixed offset).
        changed_at: When an answer last changed (aware, fixed offset).
        place: The prompt the person was at last, or None at the very start.
        rupture_id: The rupture it is about, or None.
        finished_at: When the person closed it as done, or None.
    """

    id: EntryId
    worksheet_id: WorksheetId
    worksheet_version: int
    begun_at: datetime
    changed_at: datetime
    place: PromptId | None = None
    rupture_id: RuptureId | None = None
    finished_at: datetime | None = None
