"""How sessions were: the answers to each question over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QObject

from repair_desktop.core.session_answers import answered_days, tracks_in
from repair_desktop.core.sessions import Track
from repair_desktop.core.windows import Span, TimeWindow
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.timeline.items.picture import ItemsPicture
from repair_desktop.gui.timeline.items.presenter import ItemsPresenter
from repair_desktop.gui.timeline.items.rows import ItemsRows
from repair_desktop.gui.timeline.items.words import ItemWords
from repair_desktop.gui.timeline.panel import Panel
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords


class ItemsPanel(Panel):
    """Small lines, and each day with answers as a row."""

    def __init__(
        self,
        presenter: ItemsPresenter,
        name: TherapistName,
        words: TimelineWords,
        theme: ThemeController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._words = ItemWords(name, words)
        self._view: TimelineView | None = None
        self._shown: Sequence[Track] = ()
        self._picture = ItemsPicture(self._words, theme)
        presenter.changed.connect(self._take)

    @property
    def picture(self) -> ItemsPicture:
        """The small lines."""
        return self._picture

    def show_view(self, view: TimelineView) -> None:
        """Show other days; the first time, answers are read."""
        self._view = view
        self._show()
        self._presenter.ask()

    def refresh(self) -> None:
        """Read the answers again."""
        self._presenter.refresh()

    def summary(self) -> str:
        """Return which days are shown, and on how many something was answered."""
        if self._view is None:
            return ""
        return self._words.summary(self.days(self._view), len(answered_days(self._shown)))

    def explanation(self) -> str:
        """Return how the lines are to be read."""
        view, plan = self._view, self._picture.plan
        if view is None or plan is None or not plan.items:
            return ""
        return self._words.explanation(view, plan.has_gap)

    def keys(self) -> str:
        """Return which keys do what."""
        return self.tr(
            "Left and Right go along a line, Up and Down to another line. Enter opens Next "
            "session. Page Up and Page Down show the days before and after."
        )

    def rows(self) -> ItemsRows:
        """Return every day with answers, newest first."""
        return ItemsRows(self._shown, self._words)

    def _take(self) -> None:
        if self._view is not None:
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        assert self._view is not None
        tracks = self._presenter.tracks
        if tracks is None:
            return  # what is being read says so itself
        window = self.days(self._view)
        self._shown = tracks_in(tracks, window)
        self._picture.show_tracks(window, self._shown, self._words.nothing(bool(tracks)))

    def days(self, view: TimelineView) -> TimeWindow:
        """Return the days of the view; with all days, those of every answer too.

        What was written without a session may lie before all else.
        """
        tracks, window = self._presenter.tracks, view.window
        if view.choice.span is not Span.ALL or not tracks:
            return window
        first = min(track.points[0].day for track in tracks)
        last = max(track.points[-1].day for track in tracks)
        return TimeWindow(min(window.start, first), max(window.end, last + timedelta(days=1)))
