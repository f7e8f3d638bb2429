"""Which feelings and tags came up."""

from __future__ import annotations

from PySide6.QtCore import QObject

from repair_desktop.core.timeline import Timeline
from repair_desktop.core.windows import TimeWindow
from repair_desktop.core.word_counts import FirstDays, WordCounts, word_counts
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.timeline.feelings.picture import WordsPicture
from repair_desktop.gui.timeline.feelings.rows import WordsRows
from repair_desktop.gui.timeline.feelings.words import FeelingWords
from repair_desktop.gui.timeline.panel import Panel
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords


class WordsPanel(Panel):
    """Feelings and tags, counted, and each of them as a row."""

    def __init__(
        self, words: TimelineWords, theme: ThemeController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words = FeelingWords(words)
        self._view: TimelineView | None = None
        self._counts: WordCounts | None = None
        self._timeline: Timeline | None = None  # what was counted
        self._known: dict[TimeWindow, WordCounts] = {}
        self._picture = WordsPicture(self._words, theme)

    @property
    def picture(self) -> WordsPicture:
        """The bars, the line and the sentences."""
        return self._picture

    def show_view(self, view: TimelineView) -> None:
        """Show other days."""
        self._view = view
        # Before all was read nobody knows what is new, or which day was the first.
        self._counts = self._count(view) if view.is_whole else None
        self._picture.show_counts(view, self._counts)

    def _count(self, view: TimelineView) -> WordCounts:
        """Count the words of these days, or take what was counted of the same days before."""
        if self._timeline is not view.timeline:
            self._timeline, self._first = view.timeline, FirstDays.of(view.timeline)
            self._known.clear()
        counts = self._known.get(view.window)
        if counts is None:
            counts = word_counts(view.timeline, self._first, view.window, view.passed)
            self._known[view.window] = counts
        return counts

    def summary(self) -> str:
        """Return which days are shown, and how many check-ins name a feeling."""
        return "" if self._view is None else self._words.summary(self._view, self._counts)

    def explanation(self) -> str:
        """Return how the picture is to be read, and how averages are made."""
        if self._view is None or self._counts is None:
            return ""
        return self._words.explanation(self._view, self._counts)

    def keys(self) -> str:
        """Return which keys do what."""
        return self.tr(
            "The arrow keys go from one to the next. Enter shows the check-ins that have it. Page "
            "Up and Page Down show the days before and after."
        )

    def rows(self) -> WordsRows:
        """Return every feeling and every tag, the most frequent first."""
        return WordsRows(self._counts or WordCounts(), self._words)
