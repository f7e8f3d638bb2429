"""Everything the timeline says: in its chart, its table and its header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeAlias

from PySide6.QtCore import QObject

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.mood_filter import Word
from repair_desktop.core.moods import Mood, QuickMood, quick_mood
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.timeline import Bucket, RuptureMoment, SessionMoment
from repair_desktop.core.windows import TimeWindow
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.calendar_words import day_and_month, day_and_time
from repair_desktop.gui.timeline.wording.numbers import digits
from repair_desktop.gui.widgets.dates import day_month_year, day_words
from repair_desktop.gui.widgets.mood_words import MoodWords
from repair_desktop.gui.widgets.state_words import StateWords

Shown: TypeAlias = Mood | Bucket | RuptureMoment | SessionMoment
"""One thing on the timeline: a check-in, those of some days, a rupture's moment, a session."""


class TimelineWords(QObject):
    """Puts what the timeline shows into words. All of them are plain text.

    Args:
        name: What the therapist is called.
        word_names: The words of feelings and tags, by their ids.
    """

    def __init__(self, name: TherapistName, word_names: Mapping[str, str]) -> None:
        super().__init__()
        self._name = name
        self._word_names = word_names
        self._names_ruptures = True
        self._moods = MoodWords(self)
        self._states = StateWords(self)

    @property
    def word_names(self) -> Mapping[str, str]:
        """The words of feelings and tags, by their ids."""
        return self._word_names

    @contextmanager
    def without_names(self) -> Iterator[None]:
        """Call every rupture the same for a while: what it is called may be private on paper."""
        before, self._names_ruptures = self._names_ruptures, False
        try:
            yield
        finally:
            self._names_ruptures = before

    # --- one thing --------------------------------------------------------------------------

    def shown(self, what: Shown) -> str:
        """Return all there is to say about one thing."""
        match what:
            case Mood():
                return self._mood(what)
            case Bucket():
                return self._bucket(what)
            case RuptureMoment():
                return self._moment(what)
            case SessionMoment():
                day = day_words(what.at.date())
                when = day if what.session.clock is None else day_and_time(what.at)
                return f"{when}. {self.session()}."

    def session(self) -> str:
        """Return what a session is called."""
        return self.tr("Session")

    def level(self, level: QuickMood) -> str:
        """Return one of the five words."""
        return self._moods.level(level)

    def feelings(self, mood: Mood) -> str:
        """Return the feelings of a check-in, own words as they were typed."""
        return ", ".join(self.feeling(Word.of(word)) for word in mood.feelings)

    def tags(self, mood: Mood) -> str:
        """Return the tags of a check-in, own words as they were typed."""
        return ", ".join(map(self.tag, mood.tags))

    def feeling(self, word: Word) -> str:
        """Return the name of a feeling; the person's own as it was typed."""
        return word.word if word.own else self._word_names.get(word.word, word.word)

    def tag(self, tag: str) -> str:
        """Return the name of a tag; the person's own as it was typed."""
        return self._word_names.get(tag, tag)

    def is_own_tag(self, tag: str) -> bool:
        """Tell whether a tag is the person's own."""
        return tag not in self._word_names

    def title(self, summary: RuptureSummary) -> str:
        """Return what a rupture is called, without its day: that is where it stands.

        One that is set aside has no kind in its name: it would say aloud what was done.
        """
        if not self._names_ruptures:
            return self.tr("A rupture")
        kind = "" if summary.is_set_aside else fill(summary.kind, self._name)
        return summary.rupture.title or kind or self.tr("Something felt off")

    def state(self, state: RuptureState | None) -> str:
        """Return the name of a state; None is the day it happened."""
        return self.tr("It happened") if state is None else self._states.name(state)

    def titled(self, title: str, state: RuptureState | None) -> str:
        """Return a rupture's title with a state."""
        return self.tr("{title}: {state}").format(title=title, state=self.state(state))

    def standing(self, title: str, summary: RuptureSummary) -> str:
        """Return a rupture's title with where it stands now, if that may be said."""
        state = summary.said_state
        return title if state is None else self.titled(title, state)

    def _mood(self, mood: Mood) -> str:
        parts = [f"{day_and_time(mood.at)}.", f"{self._moods.mood(mood)}."]
        if mood.feelings:
            parts.append(self.tr("Feelings: {words}.").format(words=self.feelings(mood)))
        if mood.tags:
            parts.append(self.tr("Tags: {words}.").format(words=self.tags(mood)))
        if mood.note:
            parts.append(self.tr("Note: {note}").format(note=mood.note))
        if mood.added_later:
            parts.append(self.tr("Added later."))
        return " ".join(parts)

    def _bucket(self, bucket: Bucket) -> str:
        last = bucket.start + timedelta(days=bucket.days - 1)
        days = day_words(bucket.start)
        if bucket.days > 1:
            days = self._days(day_and_month(bucket.start), day_month_year(last))
        low, high = (self.level(quick_mood(value)) for value in (bucket.low, bucket.high))
        if bucket.n == 1:
            return self.tr("{days}. 1 check-in: {level}.").format(days=days, level=low)
        if low == high:
            said = self.tr("{days}. {n} check-ins: {level}.")
            return said.format(days=days, n=digits(bucket.n), level=low)
        said = self.tr("{days}. {n} check-ins, from {low} to {high}.")
        return said.format(days=days, n=digits(bucket.n), low=low, high=high)

    def _moment(self, moment: RuptureMoment) -> str:
        summary = moment.summary
        when = day_words(moment.at.date()) if moment.state is None else day_and_time(moment.at)
        said = f"{when}. {self.titled(self.title(summary), moment.state)}."
        if summary.said_state in (None, moment.state):
            return said
        now = self.state(summary.said_state)
        return f"{said} {self.tr('Where it stands now: {state}.').format(state=now)}"

    def sifted(self, view: TimelineView) -> str:
        """Return what a filter asks for, or "" where it lets all through."""
        asked = view.choice.filter
        parts = [self.tag(tag) for tag in sorted(asked.tags)]
        parts += sorted(map(self.feeling, asked.feelings))
        parts += [
            day_words(session.day, short=True)
            for session in view.timeline.sessions.values()
            if session.id == asked.session_id
        ]
        parts += [
            self.title(summary)
            for summary in view.timeline.ruptures
            if summary.rupture.id == asked.rupture_id
        ]
        if not parts:
            return ""
        return self.tr("Only check-ins with: {words}").replace("{words}", " · ".join(parts))

    # --- the window -------------------------------------------------------------------------

    def summary(self, view: TimelineView) -> str:
        """Return one line about the days that are shown, with how many check-ins there are."""
        window = view.window
        days = self.days(window)
        if window.days == 1 and view.moods:
            n = len(view.moods)
            said = self.tr("{days}. {n} check-ins.") if n > 1 else self.tr("{days}. 1 check-in.")
            return said.format(days=days, n=digits(n))
        if not view.moods:
            return self.tr("{days}. No check-ins in this time.").format(days=days)
        said = self.tr("{days}. Check-ins on {used} of {days_shown} days, {n} in all.")
        if view.passed < window.days:
            said = self.tr(
                "{days}, up to today. Check-ins on {used} of {days_shown} days, {n} in all."
            )
        return said.format(
            days=days,
            used=digits(len(view.days)),
            days_shown=digits(view.passed),
            n=digits(len(view.moods)),
        )

    def explanation(
        self, view: TimelineView, has_average: bool, bar_days: int, has_ranges: bool = False
    ) -> str:
        """Return how the chart is to be read; "" where there is nothing to read.

        Args:
            view: What is shown.
            has_average: Whether an average is drawn.
            bar_days: How many days one bar holds, or 0 where each check-in has its mark.
            has_ranges: Whether days show their range behind their marks.
        """
        parts = [self.marks(bar_days)] if view.moods else []
        if has_ranges:
            parts.append(
                self.tr("The field behind a day goes from its lowest check-in to its highest.")
            )
        if has_average:
            parts.append(
                self.tr(
                    "The line is the average of a day with the 7 days before and after it. It is "
                    "drawn only for days with check-ins, and with 5 or more on both sides."
                )
            )
        if view.sessions:
            parts.append(self.session_mark())
        return " ".join(parts)

    def marks(self, bar_days: int) -> str:
        """Return what the marks of check-ins are; ``bar_days`` as in :meth:`explanation`."""
        match bar_days:
            case 0:
                return self.tr("Each mark is one check-in.")
            case 1:
                return self.tr("Each bar is one day, from its lowest check-in to its highest.")
        said = self.tr("Each bar is {n} days, from the lowest check-in to the highest.")
        return said.format(n=digits(bar_days))

    def session_mark(self) -> str:
        """Return what the marks of sessions are."""
        return self.tr("A triangle under the lines is a session.")

    def days(self, window: TimeWindow) -> str:
        """Return the days of a window, such as "1 October to 31 December 2026"."""
        if window.days == 1:
            return day_words(window.start)
        in_one_year = window.start.year == window.last.year
        first = day_and_month(window.start) if in_one_year else day_month_year(window.start)
        return self._days(first, day_month_year(window.last))

    def _days(self, first: str, last: str) -> str:
        return self.tr("{first} to {last}").format(first=first, last=last)
