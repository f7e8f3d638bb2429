from __future__ import annotations

from collections.abc import Iterator

import pytest
from helpers.plain_window import plain_theme
from PySide6.QtWidgets import QApplication

from repair_desktop.gui.theme.controller import ThemeController


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeController]:
    """Dress everything in the light look; ``apply`` shows another."""
    with plain_theme(qapp) as theme:
        yield theme
