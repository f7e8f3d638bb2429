from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from helpers.accessible import complaints
from PySide6.QtCore import QLocale, QRect, Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from repair_desktop.core.ports import Backup, BackupKind, CopyFacts, Header
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.backup_list import ROWS, BackupList, BackupWords

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=timezone(timedelta(hours=1)))


def backup(days_ago: int, entries: int = 12) -> Backup:
    return Backup(
        path=Path(f"{days_ago}.rdbackup"),
        made_at=NOON - timedelta(days=days_ago),
        kind=BackupKind.REGULAR,
        header=Header("0" * 32, 1, "journal.1.db", bytes(16)),
        facts=CopyFacts(entries, tables=1),
        size=4096,
    )


BACKUPS = [backup(days_ago) for days_ago in range(1, 13)]


class Shown:
    def __init__(self, qtbot: QtBot) -> None:
        self.widget = BackupList()
        self.chosen: list[Backup] = []
        self.widget.chosen.connect(self.chosen.append)
        self.widget.resize(560, 300)
        qtbot.addWidget(self.widget)
        with qtbot.waitExposed(self.widget):
            self.widget.show()

    @property
    def rows(self) -> QListWidget:
        rows = self.widget.findChild(QListWidget)
        assert isinstance(rows, QListWidget)
        return rows


@pytest.fixture
def shown(qtbot: QtBot, theme: ThemeController) -> Shown:
    return Shown(qtbot)


def test_what_is_shown_is_told_to_nobody(shown: Shown) -> None:
    shown.widget.show_backups(BACKUPS, BACKUPS[2])
    assert shown.rows.currentRow() == 2
    assert shown.chosen == []
    shown.widget.show_backups(BACKUPS[:4], BACKUPS[0])
    assert (shown.rows.count(), shown.rows.currentRow(), shown.chosen) == (4, 0, [])


def test_keys_and_mouse_choose(shown: Shown) -> None:
    shown.widget.show_backups(BACKUPS, BACKUPS[0])
    QTest.keyClick(shown.rows, Qt.Key.Key_Down)
    QTest.keyClick(shown.rows, Qt.Key.Key_End)
    third = shown.rows.item(2)
    shown.rows.scrollToItem(third)
    place = shown.rows.visualItemRect(third).center()
    QTest.mouseClick(shown.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown.chosen == [BACKUPS[1], BACKUPS[-1], BACKUPS[2]]


def test_the_same_backups_again_keep_the_place(shown: Shown) -> None:
    shown.widget.show_backups(BACKUPS, BACKUPS[0])
    shown.rows.verticalScrollBar().setValue(40)
    item = shown.rows.item(3)
    shown.widget.show_backups(list(BACKUPS), BACKUPS[0])
    assert shown.rows.item(3) is item


@pytest.mark.parametrize("count", [1, 3, ROWS, 12])
def test_it_is_as_high_as_its_rows_up_to_some(shown: Shown, count: int) -> None:
    shown.widget.show_backups(BACKUPS[:count], BACKUPS[0])
    last = shown.rows.visualItemRect(shown.rows.item(min(count, ROWS) - 1))
    assert abs(shown.rows.viewport().height() - last.bottom() - 1) <= 2
    assert shown.rows.verticalScrollBar().isVisible() == (count > ROWS)
    assert list(complaints(shown.widget)) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_every_word_is_drawn_where_there_is_little_room(
    shown: Shown, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    long = replace(BACKUPS[0], kind=BackupKind.SAFETY)
    shown.widget.show_backups([long, BACKUPS[1]], BACKUPS[1])
    shown.widget.resize(300, 400)
    shown.widget.setFixedWidth(300)
    QApplication.processEvents()
    place = shown.rows.visualItemRect(shown.rows.item(0))
    line = shown.rows.fontMetrics().height()
    assert place.height() >= 2 * line
    assert place.right() <= shown.rows.viewport().width()
    image = shown.rows.viewport().grab().toImage()
    for number in range(place.height() // line - 1):
        assert has_ink(image, QRect(0, place.top() + 6 + number * line, 200, line)), number
    assert not has_ink(image, QRect(place.right() - 3, place.top(), 3, place.height()))


def test_it_follows_the_size_of_text(shown: Shown, theme: ThemeController) -> None:
    shown.widget.show_backups(BACKUPS[:3], BACKUPS[0])
    low = shown.rows.height()
    theme.apply(Theme.LIGHT, 200)
    QApplication.processEvents()
    last = shown.rows.visualItemRect(shown.rows.item(2))
    assert shown.rows.height() > 1.5 * low
    assert abs(shown.rows.viewport().height() - last.bottom() - 1) <= 2
    theme.apply(Theme.LIGHT, 100)
    QApplication.processEvents()
    assert abs(shown.rows.height() - low) <= 4  # the ring of the focus


def has_ink(image: QImage, place: QRect) -> bool:
    points = (
        (x, y)
        for x in range(place.left(), place.right())
        for y in range(place.top(), place.bottom())
    )
    return any(image.pixelColor(x, y).lightness() < 100 for x, y in points)


@pytest.mark.parametrize("right_to_left", [True, False])
def test_the_chosen_row_has_a_bar_at_its_side(shown: Shown, right_to_left: bool) -> None:
    if right_to_left:
        shown.widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown.widget.show_backups(BACKUPS[:3], BACKUPS[1])
    bar = shown.rows.palette().color(QPalette.ColorRole.Accent)
    image = shown.rows.viewport().grab().toImage()
    edge = image.width() - 2 if right_to_left else 1
    at_edge = [
        image.pixelColor(edge, shown.rows.visualItemRect(shown.rows.item(row)).center().y()) == bar
        for row in range(3)
    ]
    assert at_edge == [False, True, False]


def test_a_backup_in_words(qtbot: QtBot) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    try:
        local = NOON.astimezone()
        regular = replace(BACKUPS[0], made_at=NOON)
        when = f"Friday, 20 November 2026, {local:%H:%M}"
        assert BackupWords().row(regular) == f"{when}, entries: 12"
        safety = replace(regular, kind=BackupKind.SAFETY)
        assert BackupWords().row(safety) == f"{when}, entries: 12, made before a change"
    finally:
        QLocale.setDefault(before)
