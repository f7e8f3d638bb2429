"""The days of a month or of a year."""

from __future__ import annotations

from PySide6.QtCore import QObject

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.timeline.calendar.month_layout import MonthLayout
from repair_desktop.gui.timeline.calendar.picture import CalendarPicture
from repair_desktop.gui.timeline.calendar.rows import CalendarRows
from repair_desktop.gui.timeline.calendar.words import CalendarDayWords
from repair_desktop.gui.timeline.calendar.year_layout import YearLayout
from repair_desktop.gui.timeline.panel import Panel
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords


class CalendarPanel(Panel):
    """The calendar, and every day that holds something as a row."""

    def __init__(
        self, words: TimelineWords, theme: ThemeController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._day_words = CalendarDayWords(words)
        self._view: TimelineView | None = None
        self._picture = CalendarPicture(words, theme)

    @property
    def picture(self) -> CalendarPicture:
        """The calendar."""
        return self._picture

    def show_view(self, view: TimelineView) -> None:
        """Show another month or year."""
        self._view = view
        self._picture.show_view(view)

    def summary(self) -> str:
        """Return which days are shown, and how many check-ins there are."""
        return "" if self._view is None else self._words.summary(self._view)

    def explanation(self) -> str:
        """Return how the calendar is to be read."""
        view, plan = self._view, self._picture.plan
        if view is None or plan is None:
            return ""
        if isinstance(plan, YearLayout):
            return self._day_words.year(view, plan.has_split)
        assert isinstance(plan, MonthLayout)
        return self._day_words.month(view, plan.has_crowd, plan.has_numbers)

    def keys(self) -> str:
        """Return which keys do what."""
        return self.tr(
            "The arrow keys go from day to day that holds something. Enter opens a day by its "
            "hours. Page Up and Page Down show the days before and after."
        )

    def rows(self) -> CalendarRows:
        """Return every day that holds something, newest first."""
        assert self._view is not None
        return CalendarRows(self._picture.days, self._day_words, self._view.today)
