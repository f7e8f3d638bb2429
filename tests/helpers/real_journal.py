"""A real encrypted journal in a temporary folder, with its services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from helpers.journals import NOON
from helpers.vault import KEY, quick_opener

from repair_desktop.content.worksheets import load_worksheets
from repair_desktop.services.reflect import ReflectService
from repair_desktop.storage.journal import SqlJournal

WORKSHEETS = load_worksheets()


class SetClock:
    """A clock that tests move."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, **parts: float) -> None:
        self.moment += timedelta(**parts)


@contextmanager
def real_journal(folder: Path) -> Iterator[SqlJournal]:
    """Make a journal; it is closed at the end."""
    journal = quick_opener().create(folder / "journal.1.db", KEY)
    assert isinstance(journal, SqlJournal)
    try:
        yield journal
    finally:
        journal.close()


def reflect_service(journal: SqlJournal, clock: SetClock) -> ReflectService:
    return ReflectService(journal, WORKSHEETS, clock)
