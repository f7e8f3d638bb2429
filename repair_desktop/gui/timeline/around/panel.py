"""The days around sessions."""

from __future__ import annotations

from PySide6.QtCore import QObject

from repair_desktop.core.around import Around, around
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.timeline.around.chart import AroundChart
from repair_desktop.gui.timeline.around.plan import AroundPlan
from repair_desktop.gui.timeline.around.rows import AroundRows
from repair_desktop.gui.timeline.around.words import AroundWords
from repair_desktop.gui.timeline.panel import Panel
from repair_desktop.gui.timeline.presenter import TimelinePresenter, TimelineView
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords


class AroundPanel(Panel):
    """Sessions of the window that are over, with the three days before and after each."""

    def __init__(
        self,
        presenter: TimelinePresenter,
        words: TimelineWords,
        theme: ThemeController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._words = AroundWords(words, self)
        self._view: TimelineView | None = None
        self._around = Around()
        self._chart = AroundChart(self._words, theme)

    @property
    def picture(self) -> AroundChart:
        """The picture."""
        return self._chart

    def show_view(self, view: TimelineView) -> None:
        """Show other days."""
        self._view = view
        self._around = around(view.timeline, view.window, self._presenter.clock.now())
        self._chart.show_around(self._around)

    def summary(self) -> str:
        """Return which days are shown, and how many sessions and check-ins there are."""
        return "" if self._view is None else self._words.summary(self._around, self._view.window)

    def explanation(self) -> str:
        """Return how the picture is to be read."""
        plan = self._chart.plan
        bands = plan.bands if isinstance(plan, AroundPlan) else ()
        return self._words.explanation(
            self._around,
            any(band.dots for band in bands),
            any(band.bars for band in bands),
        )

    def keys(self) -> str:
        """Return which keys do what; where there is nothing to go to, what would be here."""
        if not self._around.groups:
            return self._words.nothing()
        keys = self.tr("Left and Right go from day to day, Enter shows the table.")
        if len(self._around.groups) > 1:
            more = self.tr("Up and Down go to the same day of the other sessions.")
            keys = f"{keys} {more}"
        return keys

    def rows(self) -> AroundRows:
        """Return the groups, then every session, newest first."""
        return AroundRows(self._around, self._words)
