from __future__ import annotations

from collections.abc import Iterator

import pytest
from helpers.plain_window import plain_theme
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.side_by_side import BESIDE, SideBySide


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeController]:
    with plain_theme(qapp) as theme:
        yield theme


def is_beside(first: QLabel, second: QLabel) -> bool:
    QApplication.processEvents()
    assert (first.y() == second.y()) is not (first.x() == second.x())
    return first.y() == second.y()


def test_two_parts_stand_beside_each_other_where_there_is_room(
    qtbot: QtBot, theme: ThemeController
) -> None:
    first, second = QLabel("switches"), QLabel("the page")
    both = SideBySide(first, second, theme)
    qtbot.addWidget(both)
    both.resize(BESIDE - 1, 400)
    both.show()
    assert not is_beside(first, second)
    both.resize(BESIDE, 400)
    assert is_beside(first, second)
    theme.apply(Theme.LIGHT, 200)
    assert not is_beside(first, second)
    both.resize(BESIDE * 2, 400)
    assert is_beside(first, second)
