from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.plain_window import plain_theme
from helpers.real_journal import real_journal
from helpers.timeline import Kept
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from repair_desktop.gui.theme.controller import ThemeController


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    """Give dates one form, whatever the machine's country."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    with real_journal(tmp_path) as journal:
        yield Kept(journal)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeController]:
    with plain_theme(qapp) as theme:
        yield theme
