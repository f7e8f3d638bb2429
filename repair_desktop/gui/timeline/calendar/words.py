"""What the calendar says: of a day, and of how it is to be read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from PySide6.QtCore import QLocale, QObject, QTime

from repair_desktop.core.calendar_days import MOST_PIECES, CalendarDay
from repair_desktop.core.moods import Mood, quick_mood
from repair_desktop.core.timeline import SessionMoment
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.numbers import digits
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.mood_words import signed

MOST_TIMES = 6
"""Up to here each check-in of a day is said with its time, where a day is said in one breath."""


class CalendarDayWords(QObject):
    """Puts the days of a calendar into words. All of them are plain text.

    Args:
        words: The words of the timeline.
    """

    def __init__(self, words: TimelineWords) -> None:
        super().__init__()
        self._words = words

    def day(self, held: CalendarDay, today: date, most: int | None = MOST_TIMES) -> str:
        """Return all there is to say about a day.

        Args:
            held: The day.
            today: The present day.
            most: How many check-ins are said with their time, or None for all.
        """
        parts = [self.tr("Today.")] if held.day == today else []
        if held.bucket is None:
            parts.append(self.tr("{day}. No check-ins.").format(day=day_words(held.day)))
        else:
            parts.append(self._words.shown(held.bucket))
            parts.append(self._times(held, most))
        parts += [f"{self.session(moment)}." for moment in held.sessions]
        parts += [f"{text}." for text in self._moments(held)]
        return " ".join(parts)

    def level(self, pleasantness: int) -> str:
        """Return the word and the number of a pleasantness, such as "Low (−2)"."""
        word = self._words.level(quick_mood(pleasantness))
        return self.tr("{word} ({number})").format(word=word, number=signed(pleasantness))

    def moods(self, held: CalendarDay) -> str:
        """Return each check-in of a day with its time, in the order of the clock."""
        return _listed(map(self._timed, held.moods))

    def happenings(self, held: CalendarDay) -> str:
        """Return the sessions of a day, and what happened to ruptures."""
        return "\n".join([*map(self.session, held.sessions), *self._moments(held)])

    def session(self, moment: SessionMoment) -> str:
        """Return a session with its time, where that is known."""
        clock = moment.session.clock
        if clock is None:
            return self._words.session()
        return self.tr("{session} at {time}").format(
            session=self._words.session(), time=_clock(clock)
        )

    def in_all(self, n: int) -> str:
        """Return how many check-ins a day has, where not all are shown."""
        return self.tr("{n} in all").format(n=digits(n))

    def month(self, view: TimelineView, has_crowd: bool, has_numbers: bool) -> str:
        """Return how the calendar of a month is to be read; "" where there is nothing to read.

        Args:
            view: What is shown.
            has_crowd: Whether a day has more check-ins than pieces.
            has_numbers: Whether a check-in has its number instead of its word.
        """
        parts: list[str] = []
        if view.moods:
            said = self.tr(
                "Each mark is one check-in. Those of one day stand in the order of time."
            )
            parts.append(said)
        if has_crowd:
            said = self.tr("Of more than {n} on one day you see the lowest and the highest.")
            parts.append(said.format(n=digits(MOST_PIECES)))
        if has_numbers:
            parts.append(self.tr("A number says how pleasant it felt, from −4 to 4."))
        return " ".join([*parts, *self._signs(view)])

    def year(self, view: TimelineView, has_split: bool) -> str:
        """Return how the days of a year are to be read; "" where there is nothing to read.

        Args:
            view: What is shown.
            has_split: Whether a day has its lowest and its highest check-in apart.
        """
        parts: list[str] = []
        if view.moods:
            parts.append(self.tr("Each box is one day, with the sign of its mood."))
        if has_split:
            said = self.tr("A box in two: the highest of the day above, the lowest below.")
            parts.append(said)
        return " ".join([*parts, *self._signs(view)])

    def _signs(self, view: TimelineView) -> Iterable[str]:
        if view.sessions:
            yield self.tr("A triangle is a session.")
        if view.moments:
            yield self.tr("A round dot is a step of a rupture.")

    def _times(self, held: CalendarDay, most: int | None) -> str:
        if len(held.moods) == 1:
            return self.tr("At {time}.").format(time=_clock(held.moods[0].at.time()))
        said = _listed(map(self._timed, held.moods[:most]))
        more = 0 if most is None else len(held.moods) - most
        if more > 0:
            return self.tr("{times}, and {n} more.").format(times=said, n=digits(more))
        return f"{said}."

    def _timed(self, mood: Mood) -> str:
        word = self._words.level(quick_mood(mood.pleasantness))
        return self.tr("{time} {word}").format(time=_clock(mood.at.time()), word=word)

    def _moments(self, held: CalendarDay) -> list[str]:
        return [
            self._words.titled(self._words.title(moment.summary), moment.state)
            for moment in held.moments
        ]


def _clock(at: time) -> str:
    return QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)
