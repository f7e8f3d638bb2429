"""A check-in on a real journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.check_in import BreakableMoods, berlin
from helpers.jobs import InlineJobs
from helpers.plain_window import plain_theme
from helpers.real_journal import SetClock, real_journal
from PySide6.QtWidgets import QApplication

from repair_desktop.gui.check_in.presenter import CheckInPresenter
from repair_desktop.gui.theme.controller import ThemeController
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
    return BreakableMoods(journal, clock)


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
