from __future__ import annotations

import pytest
from helpers.plain_window import show_window
from pytestqt.qtbot import QtBot

from repair_desktop.gui.shell.window import MainWindow
from repair_desktop.gui.theme.controller import ThemeController


@pytest.fixture
def window(qtbot: QtBot, theme: ThemeController) -> MainWindow:
    return show_window(qtbot, theme)
