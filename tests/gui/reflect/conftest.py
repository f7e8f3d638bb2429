from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.journey import BreakableReflect
from helpers.plain_window import plain_theme
from helpers.real_journal import SetClock, real_journal
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from repair_desktop.gui.reflect import journey_page
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets import notice
from repair_desktop.storage.journal import SqlJournal


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqlJournal]:
    with real_journal(tmp_path) as journal:
        yield journal
        # A timer that saves must not outlive what it saves into.
        for window in QApplication.topLevelWidgets():
            window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def reflect(journal: SqlJournal, clock: SetClock) -> BreakableReflect:
    return BreakableReflect(journal, clock)


@pytest.fixture(scope="module")
def dressed(qapp: QApplication) -> Iterator[ThemeController]:
    with plain_theme(qapp) as theme:  # once: loading the fonts again and again slows Qt down
        yield theme


@pytest.fixture
def theme(dressed: ThemeController) -> Iterator[ThemeController]:
    yield dressed
    if dressed.tokens.text_percent != 100:
        dressed.apply(Theme.LIGHT)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is given to say by pages and their lines."""
    said: list[str] = []
    for module in (journey_page, notice):
        monkeypatch.setattr(module, "announce", lambda _widget, text, **_: said.append(text))
    return said
