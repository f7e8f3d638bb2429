from __future__ import annotations

from helpers.accessible import tab_stops
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.prose import Heading
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.wrapping_box import WrappingBox


def named(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(text)
    return button


def order(page: QWidget) -> str:
    return " ".join(stop.objectName() for stop in tab_stops(page))


def test_rows_that_come_later_are_reached_where_they_stand(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    rows = QVBoxLayout()
    part = QWidget()
    lines = QVBoxLayout(part)
    lines.addWidget(named("first"))
    lines.addLayout(rows)
    lines.addWidget(named("last"))
    page.add_widget(part)
    foot = named("foot")
    page.set_foot(foot)
    with qtbot.waitExposed(page):
        page.show()
    row = QWidget()
    flow = FlowLayout(row)
    for text in ("change", "remove"):
        flow.addWidget(named(text))
    rows.addWidget(row)
    field = QLineEdit()
    field.setObjectName("field")
    beside = QHBoxLayout()
    beside.addWidget(field)
    rows.addLayout(beside)
    qtbot.waitUntil(field.isVisible)
    assert order(page) == "first last foot change remove field"
    tab_in_reading_order(page)
    assert order(page) == "first change remove field last foot"


def test_a_control_with_words_laid_out_inside_it_is_reached_where_it_stands(
    qtbot: QtBot, theme: ThemeController
) -> None:
    page = Page()
    qtbot.addWidget(page)
    page.add_widget(named("first"))
    page.set_foot(named("foot"))
    for control, name in ((WrappingBox("A box"), "box"), (Heading("A", "b", theme), "heading")):
        control.setObjectName(name)
        page.add_widget(control)
    with qtbot.waitExposed(page):
        page.show()
    tab_in_reading_order(page)
    assert order(page) == "first box heading foot"


def test_what_tab_does_not_reach_is_left_out(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    tab_in_reading_order(page)
    page.add_widget(named("only"))
    tab_in_reading_order(page)
    with qtbot.waitExposed(page):
        page.show()
    assert order(page) == "only"
