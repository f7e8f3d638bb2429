from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.real_journal import real_journal
from helpers.sheets import FILES
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from repair_desktop.services.sheets import SheetService
from repair_desktop.storage.journal import SqlJournal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqlJournal]:
    with real_journal(tmp_path) as journal:
        yield journal
        # A timer that saves must not outlive what it saves into.
        for window in QApplication.topLevelWidgets():
            window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def sheets(journal: SqlJournal) -> SheetService:
    return SheetService(journal, FILES)
