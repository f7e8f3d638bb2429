"""One rupture along its days, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from PySide6.QtCore import QObject

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.moods import Mood, quick_mood
from repair_desktop.core.rupture_track import Rating, RuptureTrack, Talk
from repair_desktop.core.timeline import Bucket, RuptureMoment, SessionMoment, wall_clock
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.timeline.drawing.rows import Column
from repair_desktop.gui.timeline.wording.calendar_words import day_and_time
from repair_desktop.gui.timeline.wording.numbers import digits
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.dates import day_words, moment_words
from repair_desktop.gui.widgets.rupture_words import TITLE_LETTERS
from repair_desktop.gui.widgets.words import shortened

TrackThing: TypeAlias = Mood | Bucket | RuptureMoment | SessionMoment | Rating | Talk
"""One thing in a rupture's days."""

TrackRow: TypeAlias = Mood | RuptureMoment | SessionMoment | Rating | Talk
"""The same, as a row."""


class TrackWords(QObject):
    """Names a rupture and what happened in its days. All of it is plain text.

    Args:
        words: The words of the timeline.
        name: What the therapist is called.
    """

    def __init__(
        self, words: TimelineWords, name: TherapistName, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.words = words
        self._name = name

    # --- the rupture ------------------------------------------------------------------------

    def name(self, summary: RuptureSummary) -> str:
        """Return what a rupture is called, with its day."""
        title = shortened(self.words.title(summary), TITLE_LETTERS)
        return f"{title}, {day_words(summary.day, short=True)}"

    def size_heading(self, track: RuptureTrack) -> str:
        """Return what stands above the sizes."""
        if not track.ratings:
            return f"{self.tr('How big it felt')}: {self.not_rated()}"
        return self.tr("Size as you rated it")

    def mood_heading(self) -> str:
        """Return what stands above the check-ins."""
        return self.tr("Mood on the same days")

    def ends(self, track: RuptureTrack) -> tuple[str, str]:
        """Return what size 0 and size 10 mean."""
        low, high = (fill(end, self._name) for end in track.ends)
        return f"{digits(0)}: {low}", f"{digits(10)}: {high}"

    def not_rated(self) -> str:
        """Return what is said where there is no size."""
        return self.tr("Not rated")

    # --- one thing --------------------------------------------------------------------------

    def label(self, what: RuptureMoment | Talk) -> str:
        """Return the word above a mark."""
        return self.tr("Talk") if isinstance(what, Talk) else self.words.state(what.state)

    def shown(self, what: TrackThing) -> str:
        """Return all there is to say about one thing."""
        match what:
            case RuptureMoment():
                # Of a day that was told later, the time is not known.
                only_day = what.state is None
                when = day_words(what.at.date()) if only_day else day_and_time(what.at)
                return f"{when}. {self.label(what)}."
            case Talk():
                return f"{day_and_time(what.at)}. {self.label(what)}."
            case Rating():
                size = self.tr("Size: {value} of 10.").format(value=digits(what.value))
                return f"{day_and_time(what.at)}. {size}"
            case _:
                return self.words.shown(what)

    # --- rows -------------------------------------------------------------------------------

    @property
    def columns(self) -> Sequence[Column]:
        """Time, what it is, how big it felt, mood."""
        return [
            Column(self.tr("Day and time")),
            Column(self.tr("What"), 240),
            Column(self.tr("Size"), 110),
            Column(self.tr("Mood")),
        ]

    def when(self, what: TrackRow) -> str:
        """Return when something was, in the short form."""
        only_day = (isinstance(what, RuptureMoment) and what.state is None) or (
            isinstance(what, SessionMoment) and what.session.clock is None
        )
        at = when_of(what)
        return day_words(at.date(), short=True) if only_day else moment_words(at)

    def kind(self, what: TrackRow) -> str:
        """Return what something is."""
        match what:
            case Mood():
                return self.tr("Check-in")
            case Rating():
                return self.tr("Size")
            case SessionMoment():
                return self.words.session()
            case _:
                return self.label(what)

    def size(self, what: TrackRow, track: RuptureTrack) -> str:
        """Return a size; where there is none at all, the rupture's own rows say so."""
        if isinstance(what, Rating):
            return self.tr("{value} of 10").format(value=digits(what.value))
        is_silent = isinstance(what, RuptureMoment) and not track.ratings
        return self.not_rated() if is_silent and not track.is_set_aside else ""

    def mood(self, what: TrackRow) -> str:
        """Return the word of a check-in, or ""."""
        return self.words.level(quick_mood(what.pleasantness)) if isinstance(what, Mood) else ""

    # --- all of it --------------------------------------------------------------------------

    def summary(self, track: RuptureTrack | None) -> str:
        """Return which days, and how many ratings and check-ins there are."""
        if track is None:
            return self.tr("No rupture is in this journal.")
        parts = [f"{self.words.days(track.window)}."]
        if not track.is_set_aside:
            parts.append(self._ratings(len(track.ratings)))
        parts.append(self._check_ins(len(track.part.moods)))
        return " ".join(parts)

    def _ratings(self, n: int) -> str:
        match n:
            case 0:
                return f"{self.not_rated()}."
            case 1:
                return self.tr("Size rated once.")
        return self.tr("Size rated {n} times.").format(n=digits(n))

    def _check_ins(self, n: int) -> str:
        match n:
            case 0:
                return self.tr("No check-ins in this time.")
            case 1:
                return self.tr("1 check-in.")
        return self.tr("{n} check-ins.").format(n=digits(n))

    def nothing(self) -> str:
        """Return what would be here."""
        return self.tr(
            "Once you note a rupture, it shows up here: how big it felt, where it stood, "
            "and your mood on the same days."
        )

    def explanation(self, track: RuptureTrack, bar_days: int) -> str:
        """Return how the picture is to be read.

        Args:
            track: What is shown.
            bar_days: How many days one bar holds, or 0 where each check-in has its mark.
        """
        parts: list[str] = []
        if track.is_set_aside:
            parts.append(self.tr("For this one, only its days and your mood are shown."))
        if len(track.ratings) > 1:
            parts.append(
                self.tr("A dashed line joins two ratings. It does not say how it was in between.")
            )
        if track.talks:
            parts.append(self.tr("A diamond at the top is a talk."))
        if track.part.moods:
            parts.append(self.words.marks(bar_days))
        if track.part.sessions:
            stroke = self.tr("A stroke under the lines is a session.")
            parts.append(stroke if bar_days else self.words.session_mark())
        return " ".join(parts)


def when_of(what: TrackRow) -> datetime:
    """Return the place of something in time, as the clock on the wall said."""
    return wall_clock(what) if isinstance(what, Mood) else what.at
