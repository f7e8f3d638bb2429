"""What the marks of the five words mean, in lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

from repair_desktop.core.moods import QuickMood
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.timeline.drawing.mirror import Mirror
from repair_desktop.gui.timeline.drawing.picture import Label, baseline
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One of the five words with its mark.

    Attributes:
        mark: The middle of its mark, in logical pixels.
    """

    level: QuickMood
    mark: QPointF
    label: Label

    def mirrored(self, mirror: Mirror) -> LegendEntry:
        """Return it from right to left."""
        return replace(self, mark=mirror.point(self.mark), label=mirror.label(self.label))


def legend(
    words: TimelineWords,
    metrics: QFontMetricsF,
    left: float,
    right: float,
    top: float,
    reach: float,
) -> tuple[Sequence[LegendEntry], float]:
    """Return the five words, low to high, and the bottom of their lines.

    Args:
        words: Names them.
        metrics: Of the font they are painted in.
        left: Where lines begin.
        right: Where they end at the latest.
        top: The top of the first line.
        reach: How far a mark goes from its middle to each side.
    """
    line = max(metrics.height(), 2 * reach) + SPACE
    entries: list[LegendEntry] = []
    x, middle = left, top + line / 2
    for level in QuickMood:
        text = words.level(level)
        width = 2 * reach + SPACE * 2 + metrics.horizontalAdvance(text)
        if x > left and x + width > right:
            x, middle = left, middle + line
        label = Label(text, QPointF(x + 2 * reach + SPACE * 2, baseline(metrics, middle)))
        entries.append(LegendEntry(level, QPointF(x + reach, middle), label))
        x += width + SPACE * 5
    return entries, middle + line / 2
