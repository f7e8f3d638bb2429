"""Check-ins along the days."""

from __future__ import annotations

from PySide6.QtCore import QObject

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.timeline.over_time.chart import TimelineChart
from repair_desktop.gui.timeline.over_time.rows import MoodRows
from repair_desktop.gui.timeline.panel import Panel
from repair_desktop.gui.timeline.presenter import TimelinePresenter, TimelineView
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords


class MoodsPanel(Panel):
    """The chart, and every check-in as a row."""

    def __init__(
        self,
        presenter: TimelinePresenter,
        words: TimelineWords,
        theme: ThemeController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._view: TimelineView | None = None
        self._chart = TimelineChart(words, theme)
        self._chart.zoomed.connect(presenter.zoom)
        self._chart.panned.connect(presenter.pan)

    @property
    def picture(self) -> TimelineChart:
        """The chart."""
        return self._chart

    def show_view(self, view: TimelineView) -> None:
        """Show other days."""
        self._view = view
        self._chart.show_view(view)

    def summary(self) -> str:
        """Return which days are shown, and how many check-ins there are."""
        return "" if self._view is None else self._words.summary(self._view)

    def explanation(self) -> str:
        """Return how the chart is to be read."""
        view, plan = self._view, self._chart.plan
        if view is None or plan is None:
            return ""
        return self._words.explanation(view, bool(plan.average), plan.bar_days, bool(plan.ranges))

    def keys(self) -> str:
        """Return which keys do what."""
        return self.tr(
            "Left and Right go from one to the next, Enter opens it. Plus and Minus show fewer or "
            "more days, Shift with Left and Right shows others."
        )

    def rows(self) -> MoodRows:
        """Return every check-in, session and moment of a rupture, newest first."""
        assert self._view is not None
        return MoodRows(self._view, self._words)
