from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from repair_desktop.gui.widgets.selection_guard import SelectionGuard


class Clipboard(QObject):
    """The offscreen platform has no X11 selection, so this stands in for it."""

    selectionChanged = Signal()  # noqa: N815 — Qt's name

    def __init__(self) -> None:
        super().__init__()
        self.ours = False
        self.cleared: list[QClipboard.Mode] = []

    def ownsSelection(self) -> bool:
        return self.ours

    def clear(self, mode: QClipboard.Mode) -> None:
        self.cleared.append(mode)
        self.ours = False
        self.selectionChanged.emit()


def test_what_is_marked_here_is_emptied(qapp: QApplication) -> None:
    clipboard = Clipboard()
    guard = SelectionGuard(cast(QClipboard, clipboard), clipboard)
    clipboard.ours = True
    clipboard.selectionChanged.emit()
    assert clipboard.cleared == [QClipboard.Mode.Selection]
    guard.deleteLater()


def test_what_another_program_marked_is_left_alone(qapp: QApplication) -> None:
    clipboard = Clipboard()
    guard = SelectionGuard(cast(QClipboard, clipboard), clipboard)
    clipboard.selectionChanged.emit()
    assert clipboard.cleared == []
    guard.deleteLater()
