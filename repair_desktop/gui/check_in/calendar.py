"""A month to choose a day from."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.icons import icon
from repair_desktop.gui.theme.tokens import SPACE

_ARROWS = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}


class Calendar(QCalendarWidget):
    """Qt's own, with room for its words, arrows that are seen in every look, and no red days."""

    def __init__(self, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, QTextCharFormat())
        theme.changed.connect(self._draw_arrows)
        self._draw_arrows()

    def sizeHint(self) -> QSize:
        """Return the room for the names of seven days, and for eight lines."""
        metrics = self.fontMetrics()
        short = QLocale.FormatType.ShortFormat
        names = [self.locale().dayName(day, short) for day in range(1, 8)]
        widest = max(map(metrics.horizontalAdvance, names))
        return QSize(7 * (widest + 6 * SPACE), 8 * (metrics.height() + 4 * SPACE))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def _draw_arrows(self) -> None:
        tokens = self._theme.tokens
        for name, picture in _ARROWS.items():
            button = self.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icon(tokens, picture))
                button.setIconSize(QSize(tokens.icon_size, tokens.icon_size))
