from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.widgets.flow_layout import FlowLayout


class Block(QWidget):
    def __init__(self, width: int) -> None:
        super().__init__()
        self._size = QSize(width, 30)

    def grow(self, size: QSize) -> None:
        self._size = size
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return QSize(20, 30)


class Area(QWidget):
    def __init__(self, qtbot: QtBot, *widths: int) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self.flow = FlowLayout(self, spacing=10)
        self.blocks = [Block(width) for width in widths]
        for block in self.blocks:
            self.flow.addWidget(block)
            block.show()


@pytest.mark.parametrize(
    ("width", "height"), [(330, 30), (329, 70), (210, 70), (209, 110), (50, 110)]
)
def test_the_height_follows_the_width(qtbot: QtBot, width: int, height: int) -> None:
    area = Area(qtbot, 100, 100, 110)
    assert area.flow.heightForWidth(width) == height


def test_the_height_is_another_when_a_widget_changes_goes_or_comes(qtbot: QtBot) -> None:
    area = Area(qtbot, 100, 100, 110)
    area.show()
    assert area.flow.heightForWidth(210) == 70
    area.blocks[2].hide()
    assert area.flow.heightForWidth(210) == 30
    area.blocks[2].show()
    assert area.flow.heightForWidth(210) == 70
    area.blocks[0].grow(QSize(210, 50))
    assert area.flow.heightForWidth(210) == 130
    area.flow.removeWidget(area.blocks[0])
    assert area.flow.heightForWidth(210) == 70
    for height in (110, 110):
        more = Block(100)
        area.flow.addWidget(more)
        more.show()
        assert area.flow.heightForWidth(210) == height
    area.flow.setSpacing(0)
    assert area.flow.heightForWidth(210) == 60


def test_lines_are_filled_in_order(qtbot: QtBot) -> None:
    area = Area(qtbot, 100, 100, 100)
    area.flow.setGeometry(QRect(0, 0, 250, 200))
    assert [block.pos().toTuple() for block in area.blocks] == [(0, 0), (110, 0), (0, 40)]


def test_it_follows_the_reading_direction(qtbot: QtBot) -> None:
    area = Area(qtbot, 100, 100, 100)
    area.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    area.flow.setGeometry(QRect(0, 0, 250, 200))
    assert [block.pos().toTuple() for block in area.blocks] == [(150, 0), (40, 0), (150, 40)]


def test_what_is_wider_than_the_line_gets_the_line(qtbot: QtBot) -> None:
    area = Area(qtbot, 100, 500)
    area.flow.setGeometry(QRect(0, 0, 250, 200))
    assert area.blocks[1].geometry() == QRect(0, 40, 250, 30)


def test_hidden_widgets_take_no_room(qtbot: QtBot) -> None:
    area = Area(qtbot, 100, 100, 100)
    area.blocks[1].hide()
    area.flow.setGeometry(QRect(0, 0, 250, 200))
    assert area.blocks[2].pos().toTuple() == (110, 0)


def test_nothing_overlaps_at_any_width(qtbot: QtBot) -> None:
    area = Area(qtbot, 40, 170, 90, 60, 200, 30)
    for width in range(20, 620, 17):
        area.flow.setGeometry(QRect(0, 0, width, 1000))
        for one, other in pairwise(area.blocks):
            assert not one.geometry().intersects(other.geometry())
        assert all(block.geometry().right() < width for block in area.blocks)
