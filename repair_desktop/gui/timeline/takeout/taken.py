"""What of the timeline is taken along, and what it is then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from enum import Enum

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from repair_desktop.core.checkins_csv import CsvWords, checkins_csv
from repair_desktop.core.timeline_choice import Lens
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.timeline.drawing.picture import Drawing
from repair_desktop.gui.timeline.drawing.rows import Holds
from repair_desktop.gui.timeline.panel import Panel
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.document import Part, PartKind
from repair_desktop.gui.widgets.mood_words import LEVELS
from repair_desktop.gui.widgets.paper import Element, Figure, Pages, inside, picture_width
from repair_desktop.gui.widgets.paper_table import Row, Table, TableColumn

_MOST_OF_PAGE = 0.75  # a picture's share of a page


class What(Enum):
    """What can be on it."""

    PICTURE = "picture"
    TABLE = "table"
    WORDS = "words"  # feelings and tags
    NOTES = "notes"
    NAMES = "names"  # what ruptures are called


PRIVATE = (What.NOTES, What.NAMES)
"""Off until somebody turns it on."""


class Taken(QObject):
    """One way to look at the timeline, on its way out.

    It shows what the panel shows, whichever way to look that is.

    Args:
        panel: What is shown.
        view: The days that are shown.
        words: What the panel says things with.
    """

    def __init__(self, panel: Panel, view: TimelineView, words: TimelineWords) -> None:
        super().__init__()
        self._panel = panel
        self._view = view
        self._words = words
        self._window = panel.days(view)
        self._moods = view.timeline.part(self._window).moods
        rows = panel.rows()
        self._columns = rows.columns
        self._count = len(rows)
        self._tables: dict[bool, Sequence[Row]] = {}  # made once: there can be thousands of rows
        self.offered = self._find_offered()
        self.on = {what for what in self.offered if what not in PRIVATE}
        if self._is_of_words:
            self.on.add(What.WORDS)

    @property
    def _is_of_words(self) -> bool:
        return self._view.choice.lens is Lens.WORDS

    def _find_offered(self) -> Sequence[What]:
        held = {column.holds for column in self._columns}
        has_moods = bool(self._moods)
        there = {
            What.PICTURE: True,
            What.TABLE: self._count > 0,
            # Where words are what is looked at, nothing would be left without them.
            What.WORDS: (Holds.WORDS in held or has_moods) and not self._is_of_words,
            What.NOTES: Holds.NOTE in held or any(mood.note for mood in self._moods),
            What.NAMES: bool(self._view.timeline.ruptures),
        }
        return [what for what in What if there[what]]

    # --- what it is -------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """What a file is called at first. It holds no word of the person's."""
        window = self._window
        return self.tr("Mood timeline {first} to {last}").format(
            first=window.start.isoformat(), last=window.last.isoformat()
        )

    @property
    def rows(self) -> int:
        """How many rows its table has."""
        return self._count

    @property
    def moods(self) -> int:
        """How many check-ins lie in its days."""
        return len(self._moods)

    def elements(self) -> Sequence[Element]:
        """Return what is on the pages; nothing where nothing but its title would be.

        They keep what they need: the timeline may show other days before they are painted.
        """
        with self._discreet():
            found = [*self._figure(_MOST_OF_PAGE)] if What.PICTURE in self.on else []
            if What.TABLE in self.on:
                found.append(self._table())
            return [*self._head(), *found] if found else []

    def picture(self) -> Sequence[Element]:
        """Return the picture with its words, and no table."""
        with self._discreet():
            return [*self._head(), *self._figure(1.0)]

    def csv(self) -> Iterator[bytes]:
        """Yield the check-ins of the days that are shown, for other programs."""
        timeline = self._view.timeline
        sessions = {session.id: session.day for session in timeline.sessions.values()}
        titles = {each.rupture.id: self._words.title(each) for each in timeline.ruptures}
        words = CsvWords(
            levels={level: self._words.level(level) for level in LEVELS},
            words=self._words.word_names,
            sessions=sessions,
            ruptures=titles if What.NAMES in self.on else None,
            has_words=What.WORDS in self.on,
            has_notes=What.NOTES in self.on,
        )
        return checkins_csv(self._moods, words)

    # --- its parts --------------------------------------------------------------------------

    def _discreet(self) -> AbstractContextManager[None]:
        return nullcontext() if What.NAMES in self.on else self._words.without_names()

    def _head(self) -> Iterator[Part]:
        yield Part(PartKind.TITLE, self.tr("Mood timeline"))
        yield Part(PartKind.TEXT, self._panel.summary())
        asked = self._view.choice.filter
        if not asked.lets_all_through:
            is_of_words = bool(asked.tags or asked.feelings)
            is_said = What.WORDS in self.on or not is_of_words
            some = self.tr("Only some check-ins: a filter is on.")
            yield Part(PartKind.TEXT, self._words.sifted(self._view) if is_said else some)

    def _figure(self, most: float) -> Iterator[Element]:
        drawing = self._drawing()
        if drawing is None:
            return
        yield Figure(drawing, most)
        with self._panel.picture.planned_as(drawing):
            explanation = self._panel.explanation()
        if explanation:
            yield Part(PartKind.SMALL, explanation)

    def _drawing(self) -> Drawing | None:
        """Return the picture in light colours, as paper is, whatever the screen shows."""
        tokens = Tokens(LIGHT, text_family=QGuiApplication.font().family())
        return self._panel.picture.drawing(tokens, picture_width(inside()))

    def _table(self) -> Table:
        left_out = {
            holds
            for holds, what in ((Holds.WORDS, What.WORDS), (Holds.NOTE, What.NOTES))
            if what not in self.on
        }
        kept = [n for n, column in enumerate(self._columns) if column.holds not in left_out]
        columns = [TableColumn(self._columns[n].title, self._columns[n].width) for n in kept]
        if len(kept) < len(self._columns):
            return Table(columns, [_picked(row, kept) for row in self._all_rows()])
        return Table(columns, self._all_rows())

    def _all_rows(self) -> Sequence[Row]:
        """Return every cell's words, as they are with or without the names of ruptures."""
        named = What.NAMES in self.on
        if named not in self._tables:
            rows = self._panel.rows()
            across = range(len(self._columns))
            self._tables[named] = [
                tuple(
                    rows.cell(row, column)
                    for column in (range(2) if rows.is_whole(row) else across)
                )
                for row in range(len(rows))
            ]
        return self._tables[named]

    # --- its words --------------------------------------------------------------------------

    def called(self, what: What) -> str:
        """Return the words of a switch."""
        match what:
            case What.PICTURE:
                return self.tr("Picture")
            case What.TABLE:
                return self.tr("Table")
            case What.WORDS:
                return self.tr("Feelings and tags")
            case What.NOTES:
                return self.tr("Notes")
            case What.NAMES:
                return self.tr("Names of ruptures")

    def listed(self) -> Sequence[str]:
        """Return what is on the pages; nothing where they are blank."""
        main = [what for what in (What.PICTURE, What.TABLE) if what in self.on]
        if not main:
            return []
        return [*self._called(main), *self._called(self._own(What.TABLE in self.on))]

    def listed_picture(self) -> Sequence[str]:
        """Return what is on the picture."""
        return self._called([What.PICTURE, *self._own(False)])

    def listed_csv(self) -> Sequence[str]:
        """Return what is in the file for other programs; nothing without a check-in."""
        if not self.moods:
            return []
        said = self.tr("1 check-in") if self.moods == 1 else self.tr("{n} check-ins")
        return [said.format(n=self.moods), *self._called(self._own(True))]

    def _own(self, with_cells: bool) -> Sequence[What]:
        """Return what is on it of the person's own; without cells that can be names alone."""
        own = (What.WORDS, What.NOTES, What.NAMES) if with_cells else (What.NAMES,)
        return [what for what in own if what in self.on]

    def _called(self, found: Iterable[What]) -> list[str]:
        return [self.called(what) for what in found]


def pages_of(taken: Taken) -> Pages:
    """Return the pages on the usual paper."""
    return Pages(taken.elements(), inside())


def _picked(row: Row, kept: Sequence[int]) -> Row:
    """Return some cells of a row; one whose words stand across others keeps them."""
    return tuple(row[n] for n in kept if n < len(row))
