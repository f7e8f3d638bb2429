"""A check-in on a real journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.check_in import BreakableMoods, berlin
from helpers.check_in_sheet import Sheet
from helpers.jobs import InlineJobs
from helpers.plain_window import plain_theme
from helpers.real_journal import SetClock, real_journal, reflect_service
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from repair_desktop.gui.check_in import open_view, page, when_field
from repair_desktop.gui.check_in.presenter import CheckInPresenter
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.widgets import notice
from repair_desktop.storage.journal import SqlJournal


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqlJournal]:
    with real_journal(tmp_path) as journal:
        yield journal


@pytest.fixture
def moods(journal: SqlJournal, clock: SetClock) -> BreakableMoods:
    return BreakableMoods(journal, clock, reflect_service(journal, clock).ruptures)


@pytest.fixture
def jobs() -> InlineJobs:
    return InlineJobs()


@pytest.fixture
def presenter(
    qapp: QApplication, moods: BreakableMoods, jobs: InlineJobs, clock: SetClock
) -> CheckInPresenter:
    return CheckInPresenter(moods, jobs, clock, berlin)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeController]:
    with plain_theme(qapp) as theme:
        yield theme


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    for module in (open_view, page, when_field, notice):
        monkeypatch.setattr(module, "announce", lambda widget, text, **_: said.append(text))
    return said


@pytest.fixture
def sheet(
    qtbot: QtBot,
    moods: BreakableMoods,
    jobs: InlineJobs,
    clock: SetClock,
    theme: ThemeController,
    spoken: list[str],
) -> Sheet:
    return Sheet(qtbot, moods, jobs, clock, theme)


@pytest.fixture
def over(
    qtbot: QtBot,
    moods: BreakableMoods,
    jobs: InlineJobs,
    clock: SetClock,
    theme: ThemeController,
    spoken: list[str],
) -> Sheet:
    """The form as a page of its own."""
    return Sheet(qtbot, moods, jobs, clock, theme, with_close=True)
