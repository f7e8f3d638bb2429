from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.cards import Desk
from helpers.real_journal import real_journal
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with real_journal(tmp_path) as journal:
        yield Desk(journal)
        # A timer that saves must not outlive what it saves into.
        for window in QApplication.topLevelWidgets():
            window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
