from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from repair_desktop.gui.widgets.selection_guard import SelectionGuard


class Changed:
    def __init__(self) -> None:
        self.slots: list[Callable[[], None]] = []

    def connect(self, slot: Callable[[], None]) -> None:
        self.slots.append(slot)

    def emit(self) -> None:
        for slot in self.slots:
            slot()


class Clipboard:
    """The offscreen platform has no X11 selection, so this stands in for it."""

    def __init__(self, ours: bool) -> None:
        self.ours = ours
        self.selectionChanged = Changed()
        self.cleared: list[QClipboard.Mode] = []

    def ownsSelection(self) -> bool:
        return self.ours

    def clear(self, mode: QClipboard.Mode) -> None:
        self.cleared.append(mode)
        self.ours = False
        self.selectionChanged.emit()


def cleared_after_marking(ours: bool) -> list[QClipboard.Mode]:
    clipboard = Clipboard(ours)
    owner = QObject()
    guard = SelectionGuard(cast(QClipboard, clipboard), owner)
    clipboard.selectionChanged.emit()
    assert guard.parent() is owner
    return clipboard.cleared


def test_what_is_marked_here_is_emptied(qapp: QApplication) -> None:
    assert cleared_after_marking(ours=True) == [QClipboard.Mode.Selection]


def test_what_another_program_marked_is_left_alone(qapp: QApplication) -> None:
    assert cleared_after_marking(ours=False) == []
