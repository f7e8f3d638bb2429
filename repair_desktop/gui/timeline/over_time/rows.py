"""The timeline along the days in words, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TypeAlias

from PySide6.QtCore import QObject

from repair_desktop.core.moods import Mood, quick_mood
from repair_desktop.core.timeline import RuptureMoment, SessionMoment, wall_clock
from repair_desktop.gui.timeline.drawing.rows import Column, Holds, Rows
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.dates import day_words, moment_words
from repair_desktop.gui.widgets.mood_words import signed

Row: TypeAlias = Mood | RuptureMoment | SessionMoment


class Cell(IntEnum):
    """The columns, in their order."""

    WHEN = 0
    MOOD = 1
    PLEASANTNESS = 2
    ENERGY = 3
    FEELINGS = 4
    TAGS = 5
    NOTE = 6


class MoodRows(Rows):
    """Check-ins, sessions and what happened to ruptures, one a row."""

    def __init__(self, view: TimelineView, words: TimelineWords) -> None:
        self._words = words
        self._names = _MoodRowWords()
        together: tuple[Row, ...] = (*view.moods, *view.moments, *view.sessions)
        self._rows = sorted(together, key=_moment, reverse=True)
        self._cells: dict[Cell, Callable[[Mood], str]] = {
            Cell.WHEN: self._names.when,
            Cell.MOOD: lambda mood: words.level(quick_mood(mood.pleasantness)),
            Cell.PLEASANTNESS: lambda mood: signed(mood.pleasantness),
            Cell.ENERGY: lambda mood: "" if mood.energy is None else signed(mood.energy),
            Cell.FEELINGS: words.feelings,
            Cell.TAGS: words.tags,
            Cell.NOTE: lambda mood: mood.note,
        }

    @property
    def columns(self) -> Sequence[Column]:
        """Day and time, mood, its numbers, feelings, tags, note."""
        return self._names.columns

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def what(self, row: int) -> Row:
        """Return a row's check-in, session or moment of a rupture."""
        return self._rows[row]

    def is_whole(self, row: int) -> bool:
        """Tell whether it is no check-in."""
        return not isinstance(self._rows[row], Mood)

    def cell(self, row: int, column: int) -> str:
        """Return the words of a cell."""
        what, cell = self._rows[row], Cell(column)
        match what:
            case Mood():
                return self._cells[cell](what)
            case RuptureMoment() if cell is Cell.WHEN:
                # Of a day that was told later, the time is not known.
                short = day_words(what.at.date(), short=True)
                return short if what.state is None else moment_words(what.at)
            case RuptureMoment() if cell is Cell.MOOD:
                return self._words.titled(self._words.title(what.summary), what.state)
            case SessionMoment() if cell is Cell.WHEN:
                short = day_words(what.at.date(), short=True)
                return short if what.session.clock is None else moment_words(what.at)
            case SessionMoment() if cell is Cell.MOOD:
                return self._words.session()
            case _:
                return ""

    def spoken(self, row: int) -> str:
        """Return all of a row."""
        return self._words.shown(self._rows[row])


class _MoodRowWords(QObject):
    """The words of the columns."""

    @property
    def columns(self) -> Sequence[Column]:
        return [
            Column(self.tr("Day and time")),
            Column(self.tr("Mood")),
            Column(self.tr("Pleasantness")),
            Column(self.tr("Energy")),
            Column(self.tr("Feelings"), 140, Holds.WORDS),
            Column(self.tr("Tags"), 140, Holds.WORDS),
            Column(self.tr("Note"), 220, Holds.NOTE),
        ]

    def when(self, mood: Mood) -> str:
        when = moment_words(mood.at)
        return self.tr("{when}\nadded later").format(when=when) if mood.added_later else when


def _moment(row: Row) -> tuple[object, str]:
    """Return what rows are ordered by."""
    match row:
        case Mood():
            return (wall_clock(row), row.id)
        case RuptureMoment():
            return (row.at, row.summary.rupture.id)
        case SessionMoment():
            return (row.at, row.session.id)
