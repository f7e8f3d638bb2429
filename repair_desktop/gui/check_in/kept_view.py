"""A check-in that is kept, in a few lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from repair_desktop.core.moods import Mood, quick_mood
from repair_desktop.gui.check_in.detail_words import DetailWords
from repair_desktop.gui.check_in.entered import Entered
from repair_desktop.gui.check_in.link_words import LinkWords
from repair_desktop.gui.check_in.place_words import PlaceWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.widgets.choices import ChoiceGroup
from repair_desktop.gui.widgets.dates import moment_words
from repair_desktop.gui.widgets.mood_words import mood_icon
from repair_desktop.gui.widgets.words import words

_MARK = 28  # logical pixels at the usual text size


class KeptView(QWidget):
    """The mark, the mood, when it was, and what else it holds."""

    def __init__(
        self,
        groups: Sequence[ChoiceGroup],
        links: LinkWords,
        theme: ThemeController,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mood: Mood | None = None
        self._places = PlaceWords(self)
        self._parts = DetailWords(groups, links, self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self._mark = QLabel()
        self._word = words("", "question")
        row.addWidget(self._mark)
        row.addWidget(self._word, 1)
        lines.addLayout(row)
        self._when, self._more = words("", "helper"), words("")
        lines.addWidget(self._when)
        lines.addWidget(self._more)
        theme.changed.connect(self._draw_mark)

    def show_mood(self, mood: Mood | None) -> None:
        """Show a check-in, or hold none."""
        self._mood = mood
        if mood is None:
            for label in (self._word, self._when, self._more):
                label.clear()
            return
        self._word.setText(self._places.place((mood.pleasantness, mood.energy)))
        when = moment_words(mood.at)
        later = self.tr("{when}, added later").format(when=when)
        self._when.setText(later if mood.added_later else when)
        self.name_links()
        self._draw_mark()

    def name_links(self) -> None:
        """Say what else it holds, with the names of what it belongs to as they are known now."""
        if self._mood is not None:
            more = self._parts.but_time(Entered.of(self._mood))
            self._more.setText(more)
            self._more.setVisible(bool(more))

    def _draw_mark(self) -> None:
        if self._mood is not None:
            tokens = self._theme.tokens
            size = tokens.scaled(_MARK)
            icon = mood_icon(tokens, quick_mood(self._mood.pleasantness))
            self._mark.setPixmap(icon.pixmap(QSize(size, size)))
