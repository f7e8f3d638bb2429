"""Where days stand along a picture, from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QFontMetricsF

from repair_desktop.core.windows import TimeWindow
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.timeline.mood_scale import EDGE
from repair_desktop.gui.timeline.picture import Label
from repair_desktop.gui.timeline.ticks import ticks_of

_DAY = 24 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class DayAxis:
    """The days of a window on a stretch of a picture.

    Attributes:
        window: The days.
        left: Where the first one begins, in logical pixels.
        across: How wide all of them are together.
    """

    window: TimeWindow
    left: float
    across: float

    @property
    def day(self) -> float:
        """How wide a day is."""
        return self.across / self.window.days

    def x(self, moment: datetime) -> float:
        """Return the place of a moment, as the clock on the wall said."""
        days = moment.toordinal() - self.window.start.toordinal()
        seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
        return self.left + (days + seconds / _DAY) * self.day

    def day_x(self, day: date, share: float = 0.0) -> float:
        """Return the place of a day's beginning, or of a later ``share`` of it."""
        return self.left + ((day - self.window.start).days + share) * self.day

    def ticks(
        self, top: float, width: float, metrics: QFontMetricsF
    ) -> Sequence[tuple[Label, QLineF]]:
        """Return as many dates as there is room for, evenly, each with its stroke.

        Args:
            top: The upper end of the strokes.
            width: Of the picture.
            metrics: Of its words.
        """
        found: list[tuple[Label, QLineF]] = []
        for ticks in ticks_of(self.window):
            found.clear()
            for tick in ticks:
                x = self.day_x(tick.day, tick.share)
                half = metrics.horizontalAdvance(tick.text) / 2
                left = min(max(EDGE, x - half), width - EDGE - 2 * half)
                label = Label(tick.text, QPointF(left, top + SPACE * 2 + metrics.ascent()))
                found.append((label, QLineF(x, top, x, top + SPACE)))
            ends = [label.at.x() + metrics.horizontalAdvance(label.text) for label, _ in found]
            starts = [label.at.x() for label, _ in found[1:]]
            if all(end + SPACE * 2 <= start for end, start in zip(ends, starts, strict=False)):
                break
        return found
