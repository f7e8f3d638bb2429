"""Goes to a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget, QWidgetAction

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.calendar import Calendar
from repair_desktop.gui.widgets.dates import qdate


class DayJump(QPushButton):
    """Opens a month to choose a day from.

    Signals:
        chosen: The day.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Go to…"), parent)
        self.setAccessibleName(self.tr("Go to a day"))
        set_role(self, "secondary")
        self._menu = QMenu(self)
        self._calendar = Calendar()
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(self._calendar)
        self._menu.addAction(action)
        self._menu.aboutToShow.connect(self._calendar.setFocus)
        self._calendar.clicked.connect(self._choose)
        self._calendar.activated.connect(self._choose)
        self.clicked.connect(self._open)

    def show_day(self, day: date, first: date, last: date) -> None:
        """Say on which day the month opens, and between which days one can be chosen."""
        self._calendar.setDateRange(qdate(first), qdate(last))
        self._calendar.setSelectedDate(qdate(min(max(day, first), last)))

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self, day: QDate) -> None:
        self._menu.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))
