"""Where days stand along a picture, from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QFontMetricsF

from repair_desktop.core.windows import TimeWindow
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.timeline.drawing.mood_scale import EDGE
from repair_desktop.gui.timeline.drawing.picture import Label
from repair_desktop.gui.timeline.drawing.ticks import placed_ticks

_DAY = 24 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class DayAxis:
    """The days of a window on a stretch of a picture.

    Attributes:
        window: The days.
        left: Where the first one begins, in logical pixels.
        across: How wide all of them are together.
        day: How wide a day is.
    """

    window: TimeWindow
    left: float
    across: float
    day: float = field(init=False)
    _first: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Worked out once: hundreds of places follow from each.
        object.__setattr__(self, "day", self.across / self.window.days)
        object.__setattr__(self, "_first", self.window.start.toordinal())

    def x(self, moment: datetime) -> float:
        """Return the place of a moment, as the clock on the wall said."""
        days = moment.toordinal() - self._first
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
        placed = placed_ticks(
            self.window,
            lambda tick: self.day_x(tick.day, tick.share),
            metrics.horizontalAdvance,
            ends=(EDGE, width - EDGE),
            gap=SPACE * 2,
        )
        line = top + SPACE * 2 + metrics.ascent()
        return [
            (Label(tick.text, QPointF(tick.left, line)), QLineF(tick.x, top, tick.x, top + SPACE))
            for tick in placed
        ]
