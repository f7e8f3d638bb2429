"""One rupture along its days, as rows."""

from __future__ import annotations

from collections.abc import Sequence

from repair_desktop.core.rupture_track import RuptureTrack
from repair_desktop.gui.timeline.drawing.rows import Column, Rows
from repair_desktop.gui.timeline.track.words import TrackRow, TrackWords, when_of


class TrackRows(Rows):
    """Sizes, states, talks, check-ins and sessions, newest first.

    Args:
        track: What is shown, or None for no rows.
        words: Its words.
    """

    def __init__(self, track: RuptureTrack | None, words: TrackWords) -> None:
        self._track = track
        self._words = words
        found: list[TrackRow] = []
        if track is not None:
            part = track.part
            found += (*part.sessions, *track.moments, *track.talks, *track.ratings, *part.moods)
        self._rows = sorted(found, key=when_of, reverse=True)

    @property
    def columns(self) -> Sequence[Column]:
        """Time, what it is, size, mood."""
        return self._words.columns

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def what(self, row: int) -> TrackRow:
        """Return what a row stands for."""
        return self._rows[row]

    def cell(self, row: int, column: int) -> str:
        """Return the words of a cell."""
        what = self._rows[row]
        assert self._track is not None
        match column:
            case 0:
                return self._words.when(what)
            case 1:
                return self._words.kind(what)
            case 2:
                return self._words.size(what, self._track)
            case _:
                return self._words.mood(what)

    def spoken(self, row: int) -> str:
        """Return all of a row."""
        return self._words.shown(self._rows[row])
