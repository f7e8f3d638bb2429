"""Two parts of a page: beside each other where there is room, else one below the other."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import GAP

BESIDE = 748
"""From which width on they stand beside each other; in pixels at 100 %."""


class SideBySide(QWidget):
    """Switches and what they lead to, such as a page that is taken along.

    Args:
        first: What is read first.
        second: What stands beside it, or below.
        theme: For the widths.
    """

    def __init__(
        self, first: QWidget, second: QWidget, theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(GAP)
        for part in (first, second):
            self._parts.addWidget(part, 1)
        theme.changed.connect(self._arrange)

    def _arrange(self) -> None:
        wide = self.width() >= self._theme.tokens.scaled(BESIDE)
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make use of the width."""
        super().resizeEvent(event)
        self._arrange()
