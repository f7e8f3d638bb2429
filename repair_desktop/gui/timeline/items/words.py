"""What the view of answers about sessions says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from repair_desktop.core.session_answers import AnsweredDay
from repair_desktop.core.sessions import Track
from repair_desktop.core.windows import TimeWindow
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Prompt
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.numbers import digits
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.track_words import TrackWords


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer on a line.

    Attributes:
        prompt: What was asked.
        day: The session's day, or the one on which it was written.
        place: 0 for the lowest answer, then up by one.
        number: Which of the line's answers it is, from 1.
        count: How many answers the line has.
    """

    prompt: Prompt
    day: date
    place: int
    number: int
    count: int


class ItemWords(QObject):
    """Puts answers about sessions into words. All of them are plain text.

    Args:
        name: What the therapist is called.
        words: The words of the timeline.
    """

    def __init__(self, name: TherapistName, words: TimelineWords) -> None:
        super().__init__()
        self._words = words
        self._tracks = TrackWords(name)

    def title(self, prompt: Prompt) -> str:
        """Return what was asked."""
        return self._tracks.title(prompt)

    def ends(self, prompt: Prompt) -> tuple[str, str]:
        """Return what the lowest and the highest place of a line mean."""
        return self._tracks.ends(prompt)

    def values(self, prompt: Prompt) -> tuple[int, int]:
        """Return the lowest and the highest place of a line."""
        return self._tracks.values(prompt)

    def answer(self, prompt: Prompt, place: int) -> str:
        """Return what was answered."""
        return self._tracks.answers(prompt)[place]

    def given(self, answer: GivenAnswer) -> str:
        """Return all there is to say about an answer."""
        said = self.tr("{question} {answer}. {day}. Answer {number} of {count}.")
        return said.format(
            question=self.title(answer.prompt),
            answer=self.answer(answer.prompt, answer.place),
            day=day_words(answer.day),
            number=digits(answer.number),
            count=digits(answer.count),
        )

    def day(self, tracks: Sequence[Track], answered: AnsweredDay) -> str:
        """Return everything that was answered on a day."""
        parts = [f"{day_words(answered.day)}."]
        for track, places in zip(tracks, answered.places, strict=True):
            if places:
                answers = self.answers(track.prompt, places)
                parts.append(f"{self.title(track.prompt)} {answers}.")
        return " ".join(parts)

    def answers(self, prompt: Prompt, places: Sequence[int]) -> str:
        """Return the answers of a day to one question."""
        return ", ".join(self.answer(prompt, place) for place in places)

    def how_many(self, n: int) -> str:
        """Return of how many answers a line is made."""
        return self.tr("1 answer") if n == 1 else self.tr("{n} answers").format(n=digits(n))

    def nothing(self, was_ever: bool) -> str:
        """Return what is said where there is no answer in these days, or none at all."""
        if was_ever:
            return self.tr("There are no answers about sessions in these days.")
        return self.tr(
            "There are no answers about sessions yet. After a session you can answer a few short "
            "questions in Next session. Here each of them has a line of its own."
        )

    def summary(self, window: TimeWindow, days: int) -> str:
        """Return which days are shown, and on how many something was answered."""
        said = self.tr("{days}. Days with answers about a session: {n}.")
        return said.format(days=self._words.days(window), n=digits(days))

    def explanation(self, view: TimelineView, has_gap: bool) -> str:
        """Return how the lines are to be read."""
        parts = [
            self.tr(
                "Each line stands for itself. These are our own questions. They are not a test, "
                "and they have not been studied."
            )
        ]
        if has_gap:
            parts.append(self.tr("A line has a gap where an answer was left blank."))
        if not view.choice.filter.lets_all_through:
            parts.append(self.tr("What you chose for check-ins changes nothing here."))
        return " ".join(parts)
