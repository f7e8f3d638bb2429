"""A month to choose a day from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QSize, Qt
from PySide6.QtGui import QIcon, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from repair_desktop.gui.theme.tokens import SPACE


class Calendar(QCalendarWidget):
    """Qt's own, with room for its words, arrows that are seen in every look, and no red days."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, QTextCharFormat())
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

    def event(self, event: QEvent) -> bool:
        """Keep the arrows; Qt draws its own anew for another reading direction."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._draw_arrows()
        return done

    def _draw_arrows(self) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        before, after = "›‹" if mirrored else "‹›"
        for name, sign, spoken in (
            ("qt_calendar_prevmonth", before, self.tr("The month before")),
            ("qt_calendar_nextmonth", after, self.tr("The month after")),
        ):
            button = self.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(QIcon())
                button.setText(sign)
                button.setMinimumWidth(8 * SPACE)
                button.setAccessibleName(spoken)
