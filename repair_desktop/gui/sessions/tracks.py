"""Answers over time, each question by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from repair_desktop.core.sessions import Track
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Prompt
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.small_line import SmallLine
from repair_desktop.gui.widgets.small_line_layout import LinePoint
from repair_desktop.gui.widgets.track_words import TrackWords
from repair_desktop.gui.widgets.words import words


class Tracks(QWidget):
    """A small line for each question. Hidden while there is none."""

    def __init__(
        self, name: TherapistName, theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._texts = TrackWords(name)
        self._theme = theme
        self._lines: dict[str, SmallLine] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._card = Card()
        self._card.lines.setSpacing(GAP)
        outer.addWidget(self._card)
        self._card.lines.addWidget(words(self.tr("How sessions were"), "question"))
        helper = self.tr(
            "Each line stands for itself. These are our own questions. They are not a test, and "
            "they have not been studied."
        )
        self._card.lines.addWidget(words(helper, "helper"))
        self.hide()

    def show_tracks(self, tracks: Sequence[Track]) -> None:
        """Show answers; a line that is there already stays, and the focus on it."""
        for track in tracks:
            line = self._lines.get(track.prompt.id)
            if line is None:
                line = self._lines[track.prompt.id] = self._line(track.prompt)
                self._card.lines.addWidget(line)
            texts = self._texts.answers(track.prompt)
            line.show_points([LinePoint(p.day, p.place, texts[p.place]) for p in track.points])
        for gone in self._lines.keys() - {track.prompt.id for track in tracks}:
            self._lines[gone].show_points(())
        self.setVisible(bool(tracks))

    def _line(self, prompt: Prompt) -> SmallLine:
        texts = self._texts
        return SmallLine(texts.title(prompt), texts.ends(prompt), self._theme, texts.values(prompt))
