"""What was counted, in words. Each line can be read by itself; none says what it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from repair_desktop.core.counts import Counted, Pair, Review, Tally
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.words import shortened

FEWEST = 2
"""How many ruptures it takes to count anything."""

OWN_LETTERS = 200


class CountWords(QObject):
    """Puts counts into words. All of them are plain text.

    Args:
        name: What the therapist is called.
    """

    def __init__(self, name: TherapistName) -> None:
        super().__init__()
        self._name = name

    def span(self, review: Review) -> str:
        """Return how many moments there are, and from when to when."""
        if review.first is None or review.last is None or review.moments < FEWEST:
            return self._little()
        text = self.tr("{count} moments, from {first} to {last}.")
        if review.first == review.last:
            text = self.tr("{count} moments, all on {last}.")
        return text.format(
            count=review.moments, first=day_words(review.first), last=day_words(review.last)
        )

    def lines(self, tally: Tally) -> Sequence[str]:
        """Return a line for everything that was chosen, and for both numbers of each time."""
        if tally.moments < FEWEST:
            return [self._little()]
        options = {str(option.id): fill(option.text, self._name) for option in tally.prompt.options}
        chosen = [self._line(counted, options, tally.moments) for counted in tally.counted]
        return [*chosen, *map(self._pair, tally.pairs)]

    def _little(self) -> str:
        return self.tr("There is little to count yet.")

    def _line(self, counted: Counted, options: Mapping[str, str], moments: int) -> str:
        what = counted.what if counted.own else options.get(counted.what, counted.what)
        line = self.tr("{what}: {times} of {moments} moments")
        line = line.replace("{times}", str(counted.times)).replace("{moments}", str(moments))
        return line.replace("{what}", shortened(what, OWN_LETTERS))

    def _pair(self, pair: Pair) -> str:
        return self.tr("{day}: {before}, then {after}").format(
            day=day_words(pair.day), before=pair.before, after=pair.after
        )
