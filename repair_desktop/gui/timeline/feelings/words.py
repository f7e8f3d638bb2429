"""What the view of feelings and tags says."""

from __future__ import annotations

from PySide6.QtCore import QObject

from repair_desktop.core.word_counts import (
    COMPARE_NEEDS,
    Side,
    TagCount,
    WordCount,
    WordCounts,
)
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.timeline.wording.numbers import digits, signed_mean
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.dates import day_month_year

MOST_SHOWN = 20
"""How many feelings, and how many tags, a picture shows; the table has all."""


class FeelingWords(QObject):
    """Puts counted feelings and tags into words. All of them are plain text.

    Args:
        words: The words of the timeline.
    """

    def __init__(self, words: TimelineWords) -> None:
        super().__init__()
        self._words = words

    # --- one of them ------------------------------------------------------------------------

    def name(self, what: WordCount | TagCount) -> str:
        """Return what a feeling or a tag is called."""
        if isinstance(what, WordCount):
            return self._words.feeling(what.word)
        return self._words.tag(what.tag)

    def kind(self, what: WordCount | TagCount) -> str:
        """Return whether it is a feeling or a tag, and whether it is the person's own word."""
        if isinstance(what, WordCount):
            return self.tr("Feeling, your own word") if what.word.own else self.tr("Feeling")
        own = self._words.is_own_tag(what.tag)
        return self.tr("Tag, your own word") if own else self.tr("Tag")

    def said(self, what: WordCount | TagCount, counts: WordCounts) -> str:
        """Return all there is to say about a feeling or a tag."""
        if isinstance(what, TagCount):
            return self.compared(what)
        named = self.tr("{word}. Named in {count} check-ins with a feeling, of {n} in all.")
        parts = [
            named.format(word=self.name(what), count=self.count(what, counts), n=digits(counts.n)),
            self.tr("First named on {day}.").format(day=day_month_year(what.first)),
        ]
        if what.is_new:
            parts.append(self.tr("New in these days."))
        return " ".join(parts)

    def compared(self, tag: TagCount) -> str:
        """Return the days with a tag beside the others, or that there are too few."""
        if not tag.can_compare:
            said = self.tr("On days you tagged “{tag}”: too few to compare ({on} and {off}).")
            return said.format(tag=self.name(tag), on=digits(tag.on.n), off=digits(tag.off.n))
        said = self.tr(
            "On days you tagged “{tag}”: {on} check-ins, average {mean}. On other days: {off}, "
            "average {other}."
        )
        return said.format(
            tag=self.name(tag),
            on=digits(tag.on.n),
            mean=signed_mean(tag.on.mean),
            off=digits(tag.off.n),
            other=signed_mean(tag.off.mean),
        )

    def side(self, tag: TagCount, side: Side) -> str:
        """Return the average of one side with how many check-ins it is made of."""
        if not tag.can_compare:
            return self.tr("too few ({n})").format(n=digits(side.n))
        return self.tr("{mean} ({n})").format(mean=signed_mean(side.mean), n=digits(side.n))

    def count(self, what: WordCount | TagCount, counts: WordCounts) -> str:
        """Return in how many check-ins it came up, of those it could have."""
        among = counts.named if isinstance(what, WordCount) else counts.n
        return self.tr("{n} of {all}").format(n=digits(what.n), all=digits(among))

    def new(self) -> str:
        """Return how a feeling is marked that is named for the first time."""
        return self.tr("new")

    # --- all of them ------------------------------------------------------------------------

    def feelings_title(self) -> str:
        """Return the heading of the feelings."""
        return self.tr("Feelings")

    def steps_title(self) -> str:
        """Return the heading of the line that counts different feelings."""
        return self.tr("Different feelings so far")

    def tags_title(self) -> str:
        """Return the heading of the tags."""
        return self.tr("Days with a tag, and other days")

    def steps(self, counts: WordCounts) -> str:
        """Return what the line shows, in numbers."""
        last = counts.steps[-1]
        said = self.tr("Before these days: {before}. By {day}: {all}. In these days: {here}.")
        return said.format(
            before=digits(counts.before),
            day=day_month_year(last.day),
            all=digits(last.in_all),
            here=digits(last.in_window),
        )

    def nothing(self, counts: WordCounts) -> str:
        """Return what is said where no feeling was named."""
        if counts.n == 0:
            return self.tr("There are no check-ins in these days.")
        if counts.tags:
            return self.tr("No check-in in these days names a feeling.")
        return self.tr(
            "No check-in in these days names a feeling or has a tag. You can add them when you "
            "check in."
        )

    def summary(self, view: TimelineView, counts: WordCounts | None) -> str:
        """Return one line about the days that are shown, with how many check-ins there are."""
        if counts is None:
            return f"{self._words.days(view.window)}."
        if not counts.words:
            return self._words.summary(view)
        days = self._words.days(view.window)
        if 0 < view.passed < view.window.days:
            days = self.tr("{days}, up to today").format(days=days)
        said = self.tr(
            "{days}. Check-ins: {n}, with a feeling: {named}. Different feelings: {all}."
        )
        return said.format(
            days=days,
            n=digits(counts.n),
            named=digits(counts.named),
            all=digits(len(counts.words)),
        )

    def explanation(self, view: TimelineView, counts: WordCounts) -> str:
        """Return how the picture is to be read; "" where there is nothing to read."""
        parts: list[str] = []
        if counts.words:
            parts.append(self.tr("Each bar counts the check-ins that name a feeling."))
        more = len(counts.words) - MOST_SHOWN
        if more > 0:
            said = self.tr("Here are the {n} most frequent; the table has all.")
            parts.append(said.format(n=MOST_SHOWN))
        if counts.new:
            parts.append(self.tr("A feeling is new when no check-in before these days names it."))
        if counts.words and counts.steps:
            parts.append(self.tr("The line counts each feeling once, from its first day on."))
        if counts.tags:
            said = self.tr(
                "An average is the sum of pleasantness, from −4 to 4, by the number of check-ins. "
                "It takes {n} or more on both sides."
            )
            parts.append(said.format(n=COMPARE_NEEDS))
        if parts and not view.choice.filter.lets_all_through:
            parts.append(self.tr("Only check-ins that your choice lets through are counted."))
        return " ".join(parts)
