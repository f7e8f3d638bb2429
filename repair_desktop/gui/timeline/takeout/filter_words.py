"""What a filter lets through, in words."""

from __future__ import annotations

from PySide6.QtCore import QObject

from repair_desktop.core.mood_filter import MoodFilter
from repair_desktop.core.timeline import Timeline
from repair_desktop.gui.timeline.timeline_words import TimelineWords
from repair_desktop.gui.widgets.dates import day_words


class FilterWords(QObject):
    """Says which check-ins are shown.

    Args:
        words: Names ruptures, feelings and tags.
    """

    def __init__(self, words: TimelineWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def line(self, asked: MoodFilter, timeline: Timeline, with_words: bool = True) -> str:
        """Return one line; "" where all are shown.

        Args:
            asked: What a check-in has to have.
            timeline: Knows the ruptures and the sessions.
            with_words: Whether it may say feelings and tags.
        """
        if asked.lets_all_through:
            return ""
        names = self._words.word_names
        tags = sorted(names.get(tag, tag) for tag in asked.tags)
        feelings = sorted(w.word if w.own else names.get(w.word, w.word) for w in asked.feelings)
        parts: list[str] = []
        if not with_words and (tags or feelings):
            parts.append(self.tr("some feelings or tags"))
        else:
            parts += [", ".join(some) for some in (feelings, tags) if some]
        for moment in timeline.all.sessions:
            if moment.session.id == asked.session_id:
                day = day_words(moment.session.day, short=True)
                parts.append(self.tr("the session of {day}").format(day=day))
        for summary in timeline.ruptures:
            if summary.rupture.id == asked.rupture_id:
                parts.append(self._words.title(summary))
        return self.tr("Only check-ins with: {what}").replace("{what}", " · ".join(parts))
