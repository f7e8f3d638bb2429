"""The last weeks on one page, whatever there was: lists become shorter, and say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum

from PySide6.QtCore import QObject, QSizeF
from PySide6.QtGui import QGuiApplication

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import RuptureId
from repair_desktop.core.last_weeks import LastWeeks
from repair_desktop.core.mood_filter import Word
from repair_desktop.core.moods import quick_mood
from repair_desktop.core.timeline import Timeline
from repair_desktop.core.timeline_choice import TimelineChoice
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.timeline.drawing.picture import Drawing
from repair_desktop.gui.timeline.over_time.chart import TimelineChart
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.calendar_words import day_and_month
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.dates import day_month_year, day_words
from repair_desktop.gui.widgets.document import Part, PartKind
from repair_desktop.gui.widgets.paper import Element, Figure, Pages, picture_width
from repair_desktop.gui.widgets.words import shortened

MOST_FEELINGS = 8

_MOST = (12, 10, 8, 6, 5, 4, 3, 2, 1)
"""How many of a list are on the page: fewer and fewer, until it is one."""

_FIGURES = (0.45, 0.45, 0.45, 0.4, 0.4, 0.4, 0.35, 0.3, 0.25)
"""The picture's share of the page for each of them."""

_LETTERS = 80  # of a feeling or a title; three dots stand for the rest


class Line(Enum):
    """What can be on the page."""

    PICTURE = "picture"
    ENDS = "ends"  # the lowest and the highest day
    FEELINGS = "feelings"
    SESSIONS = "sessions"
    LOW_DAYS = "low-days"


class WeeksSheet(QObject):
    """What is on the page.

    Args:
        words: Names things.
        theme: Whose picture it is.

    Attributes:
        on: What is on it. Low days are off at first: somebody may not want to see them listed.
        ruptures: The ruptures that are on it; none at first, for they are private.
    """

    def __init__(self, words: TimelineWords, theme: ThemeController) -> None:
        super().__init__()
        self._words = words
        self._chart = TimelineChart(words, theme)
        self._weeks: LastWeeks | None = None
        self._timeline: Timeline | None = None
        self.on = {Line.PICTURE, Line.ENDS, Line.FEELINGS, Line.SESSIONS}
        self.ruptures: set[RuptureId] = set()

    def show_weeks(self, weeks: LastWeeks, timeline: Timeline) -> None:
        """Be about other weeks."""
        self._weeks, self._timeline = weeks, timeline

    @property
    def name(self) -> str:
        """What a file is called at first. It holds no word of the person's."""
        window = self._of.window
        return self.tr("Last weeks {first} to {last}").format(
            first=window.start.isoformat(), last=window.last.isoformat()
        )

    @property
    def offered(self) -> Sequence[Line]:
        """What there is in these weeks."""
        weeks = self._of
        has_moods = bool(weeks.part.moods)
        there = {
            Line.PICTURE: True,
            Line.ENDS: has_moods,
            Line.FEELINGS: bool(weeks.feelings),
            Line.SESSIONS: bool(weeks.sessions),
            Line.LOW_DAYS: bool(weeks.low_days),
        }
        return [line for line in Line if there[line]]

    @property
    def named(self) -> Sequence[RuptureSummary]:
        """The ruptures of these weeks that are on the page."""
        return [each for each in self._of.ruptures if each.rupture.id in self.ruptures]

    def title(self, summary: RuptureSummary) -> str:
        """Return what a rupture is called, as it stands on the page."""
        title = shortened(" ".join(self._words.title(summary).split()), _LETTERS)
        return self._words.standing(title, summary)

    def called(self, line: Line) -> str:
        """Return the words of a switch, and of what stands above on the page."""
        match line:
            case Line.PICTURE:
                return self.tr("Picture")
            case Line.ENDS:
                return self.tr("Lowest and highest")
            case Line.FEELINGS:
                return self.tr("Feelings named most")
            case Line.SESSIONS:
                return self.tr("Sessions in this time")
            case Line.LOW_DAYS:
                return self.tr("Low days")

    def listed(self) -> Sequence[str]:
        """Return what is on it, in words of the program; nothing where it is blank."""
        found = [self.called(line) for line in self.offered if line in self.on]
        return [*found, self.tr("Ruptures")] if self.named else found

    # --- the page ---------------------------------------------------------------------------

    def elements(self, size: QSizeF) -> Sequence[Element]:
        """Return what is on the page, so much that it is one.

        Args:
            size: Of the room inside its margins, in units.
        """
        for most, share in zip(_MOST, _FIGURES, strict=True):
            found = [*self._head(), *self._figure(size, share), *self._lists(most)]
            if Pages(found, size).count == 1:
                break
        return found

    @property
    def _of(self) -> LastWeeks:
        assert self._weeks is not None
        return self._weeks

    def _head(self) -> Iterator[Element]:
        yield Part(PartKind.TITLE, self.tr("Last weeks for my session"))
        yield Part(PartKind.TEXT, self._words.summary(self._view(with_ruptures=False)))

    def _figure(self, size: QSizeF, share: float) -> Iterator[Element]:
        if Line.PICTURE not in self.on:
            return
        view, drawing = self._view(True), self._drawing(True, size)
        shape = drawing.size.height() / drawing.size.width()
        if shape * size.width() > size.height() * share:
            # The flags of many ruptures would make it too small to read; a list names them too.
            view, drawing = self._view(False), self._drawing(False, size)
        yield Figure(drawing, share)
        plan = drawing.plan
        explanation = self._words.explanation(
            view, bool(plan.average), plan.bar_days, bool(plan.ranges)
        )
        if explanation:
            yield Part(PartKind.SMALL, explanation)

    def _drawing(self, with_ruptures: bool, size: QSizeF) -> Drawing:
        """Return the picture in light colours, as paper is, whatever the screen shows."""
        self._chart.show_view(self._view(with_ruptures))
        tokens = Tokens(LIGHT, text_family=QGuiApplication.font().family())
        drawing = self._chart.drawing(tokens, picture_width(size))
        assert drawing is not None
        return drawing

    def _view(self, with_ruptures: bool) -> TimelineView:
        weeks, timeline = self._of, self._timeline
        assert timeline is not None
        moments = [
            moment
            for moment in weeks.part.moments
            if with_ruptures and moment.summary.rupture.id in self.ruptures
        ]
        part = replace(weeks.part, moments=moments)
        return TimelineView(
            choice=TimelineChoice(),
            window=weeks.window,
            span=None,
            passed=weeks.window.days,
            part=part,
            timeline=timeline,
            is_whole=True,
            has_earlier=False,
            has_later=False,
            is_empty=False,
        )

    def _lists(self, most: int) -> Iterator[Part]:
        for line in self.offered:
            if line in self.on and line is not Line.PICTURE:
                yield Part(PartKind.HEADING, self.called(line))
                yield from self._list(line, most)
        ruptures = [self.title(each) for each in self.named]
        if ruptures:
            yield Part(PartKind.HEADING, self.tr("Ruptures in this time"))
            yield from (Part(PartKind.POINT, text) for text in ruptures[:most])
            if len(ruptures) > most:
                yield Part(PartKind.POINT, self._more(len(ruptures) - most))

    def _list(self, line: Line, most: int) -> Iterator[Part]:
        weeks = self._of
        match line:
            case Line.ENDS:
                assert weeks.lowest is not None
                assert weeks.highest is not None
                yield from self._ends(weeks.lowest, weeks.highest, min(most, 3))
            case Line.FEELINGS:
                named = [
                    self.tr("{feeling} ({n})").format(feeling=self._feeling(word), n=n)
                    for word, n in weeks.feelings
                ]
                yield Part(PartKind.TEXT, self._joined(named, min(most, MOST_FEELINGS)))
                said = self.tr("The number says in how many of {n} check-ins.")
                yield Part(PartKind.SMALL, said.format(n=len(weeks.part.moods)))
            case Line.SESSIONS:
                days = [day_words(session.day) for session in reversed(weeks.sessions)]
                yield Part(PartKind.TEXT, self._joined(days, most))
            case Line.LOW_DAYS:
                yield Part(PartKind.TEXT, self._days(weeks.low_days, most))
                yield Part(PartKind.SMALL, self.tr("Days with a check-in of Low or Rough."))
            case Line.PICTURE:
                pass

    def _ends(
        self, lowest: tuple[int, Sequence[date]], highest: tuple[int, Sequence[date]], most: int
    ) -> Iterator[Part]:
        if lowest == highest:
            level = self._words.level(quick_mood(lowest[0]))
            said = self.tr("All check-ins: {level}, {days}")
            yield Part(PartKind.POINT, said.format(level=level, days=self._days(lowest[1], most)))
            return
        for said, (value, days) in (
            (self.tr("Lowest check-in: {level}, {days}"), lowest),
            (self.tr("Highest check-in: {level}, {days}"), highest),
        ):
            level = self._words.level(quick_mood(value))
            text = said.format(level=level, days=self._days(days, most))
            yield Part(PartKind.POINT, text)

    def _days(self, days: Sequence[date], most: int) -> str:
        window = self._of.window
        in_one_year = window.start.year == window.last.year
        words = day_and_month if in_one_year else day_month_year
        return self._joined([words(day) for day in days], most)

    def _feeling(self, word: Word) -> str:
        text = word.word if word.own else self._words.word_names.get(word.word, word.word)
        return shortened(" ".join(text.split()), _LETTERS)

    def _joined(self, texts: Sequence[str], most: int) -> str:
        """Return a list in one line; what has no room is counted."""
        shown = " · ".join(texts[:most])
        left = len(texts) - most
        return shown if left <= 0 else f"{shown} · {self._more(left)}"

    def _more(self, count: int) -> str:
        return self.tr("and {n} more").format(n=count)
