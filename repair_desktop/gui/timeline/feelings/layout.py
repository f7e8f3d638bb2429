"""Where everything stands in the view of feelings and tags. Works out places only.

All lengths are logical pixels. Places are worked out from left to right and mirrored at the end
where the reader's language runs the other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from repair_desktop.core.windows import TimeWindow
from repair_desktop.core.word_counts import TagCount, WordCount, WordCounts
from repair_desktop.gui.theme.tokens import SPACE, Tokens
from repair_desktop.gui.timeline.drawing.mirror import Mirror
from repair_desktop.gui.timeline.drawing.picture import (
    Item,
    Label,
    baseline,
    heading_metrics,
    label_font,
    label_metrics,
)
from repair_desktop.gui.timeline.drawing.wrapped import wrapped
from repair_desktop.gui.timeline.feelings.words import MOST_SHOWN, FeelingWords
from repair_desktop.gui.timeline.wording.calendar_words import day_and_month
from repair_desktop.gui.timeline.wording.numbers import digits
from repair_desktop.gui.widgets.dates import day_month_year

_EDGE = SPACE * 3  # keeps everything off the focus frame
_NAME_SHARE = 0.4  # of the width, at most
_SHORTEST_BAR = 3.0
_NEW = 3.5  # how far the mark of a new word reaches
_STEPS_HEIGHT = 72


@dataclass(frozen=True, slots=True)
class Bar:
    """How often a feeling came up.

    Attributes:
        area: What is filled.
        name: Its word; a long one is shortened.
        count: In how many check-ins.
        new: The word that marks it as new, or None.
        mark: The middle of the mark before that word, or None.
    """

    area: QRectF
    name: Label
    count: Label
    new: Label | None = None
    mark: QPointF | None = None

    def mirrored(self, mirror: Mirror) -> Bar:
        """Return it from right to left."""
        return Bar(
            mirror.rect(self.area),
            mirror.label(self.name),
            mirror.label(self.count),
            None if self.new is None else mirror.label(self.new),
            None if self.mark is None else mirror.point(self.mark),
        )


@dataclass(frozen=True, slots=True)
class WordsLayout:
    """The whole picture.

    Attributes:
        height: Of all of it.
        items: Feelings, then tags, as they stand from top to bottom.
        headings: In bold.
        lines: Words in lines.
        bars: Feelings.
        steps: Pieces of the line that counts different feelings.
        base: What the line stands on, or None.
        mark: How far the mark of a new word reaches.
    """

    height: float
    items: tuple[Item, ...]
    headings: tuple[Label, ...]
    lines: tuple[Label, ...]
    bars: tuple[Bar, ...]
    steps: list[QLineF]
    base: QLineF | None
    mark: float

    def nearest(self, point: QPointF) -> int | None:
        """Return the place of the item at a point, or None where there is none."""
        return next((n for n, item in enumerate(self.items) if item.area.contains(point)), None)


def lay_out_words(
    counts: WordCounts,
    window: TimeWindow,
    words: FeelingWords,
    tokens: Tokens,
    width: float,
    mirrored: bool = False,
) -> WordsLayout:
    """Return the picture of what came up in a window.

    Args:
        counts: What came up.
        window: The days.
        words: Its words.
        tokens: The look; sizes follow its text size.
        width: Of the picture.
        mirrored: Whether time and bars run from right to left.
    """
    plan = _Builder(counts, window, words, tokens, width).build()
    if not mirrored:
        return plan
    mirror = Mirror(width, label_metrics(tokens))
    headings = Mirror(width, heading_metrics(tokens))
    return replace(
        plan,
        items=tuple(map(mirror.item, plan.items)),
        headings=tuple(map(headings.label, plan.headings)),
        lines=tuple(map(mirror.label, plan.lines)),
        bars=tuple(bar.mirrored(mirror) for bar in plan.bars),
        steps=list(map(mirror.line, plan.steps)),
        base=None if plan.base is None else mirror.line(plan.base),
    )


class _Builder:
    """Works out one picture, from its top to its bottom."""

    def __init__(
        self,
        counts: WordCounts,
        window: TimeWindow,
        words: FeelingWords,
        tokens: Tokens,
        width: float,
    ) -> None:
        self._counts = counts
        self._window = window
        self._words = words
        self._font = label_font(tokens)
        self._metrics: QFontMetricsF = label_metrics(tokens)
        self._line = self._metrics.height()
        self._steps_height = tokens.scaled(_STEPS_HEIGHT)
        self._mark = _NEW * tokens.text_percent / 100
        self._left, self._right = _EDGE, max(_EDGE + 1, width - _EDGE)
        self._y = float(_EDGE)
        self._items: list[Item] = []
        self._headings: list[Label] = []
        self._lines: list[Label] = []
        self._bars: list[Bar] = []
        self._steps: list[QLineF] = []
        self._base: QLineF | None = None

    def build(self) -> WordsLayout:
        counts = self._counts
        if counts.words:
            self._add_heading(self._words.feelings_title())
            self._add_bars(counts.words[:MOST_SHOWN])
            if counts.steps:
                self._add_heading(self._words.steps_title())
                self._add_steps()
        else:
            self._add_text(self._words.nothing(counts))
        if counts.tags:
            self._add_heading(self._words.tags_title())
            for tag in counts.tags[:MOST_SHOWN]:
                self._add_tag(tag)
        return WordsLayout(
            height=self._y + _EDGE,
            items=tuple(self._items),
            headings=tuple(self._headings),
            lines=tuple(self._lines),
            bars=tuple(self._bars),
            steps=self._steps,
            base=self._base,
            mark=self._mark,
        )

    # --- words ------------------------------------------------------------------------------

    def _add_heading(self, text: str) -> None:
        if self._y > _EDGE:
            self._y += SPACE * 5
        self._headings.append(Label(text, QPointF(self._left, self._y + self._metrics.ascent())))
        self._y += self._line + SPACE * 2

    def _add_text(self, text: str) -> QRectF:
        """Add words in lines; return where they stand."""
        top = self._y
        for line in wrapped(text, self._font, self._right - self._left):
            at = QPointF(self._left, self._y + self._metrics.ascent())
            self._lines.append(Label(line, at))
            self._y += self._line
        return QRectF(self._left, top, self._right - self._left, self._y - top)

    def _add_tag(self, tag: TagCount) -> None:
        self._y += SPACE * 1.5
        area = self._add_text(self._words.compared(tag))
        self._y += SPACE * 1.5
        reach = SPACE / 2
        self._items.append(Item(tag, ("tag", tag.tag), area.adjusted(0, -reach, 0, reach)))

    # --- feelings ---------------------------------------------------------------------------

    def _add_bars(self, words: Sequence[WordCount]) -> None:
        advance = self._metrics.horizontalAdvance
        names = [self._words.name(word) for word in words]
        most = (self._right - self._left) * _NAME_SHARE
        name_width = min(most, max(map(advance, names)))
        numbers = [digits(word.n) for word in words]
        new = self._words.new()
        room = max(map(advance, numbers)) + SPACE * 2
        if any(word.is_new for word in words):
            room += SPACE * 5 + 2 * self._mark + advance(new)
        start = self._left + name_width + SPACE * 3
        across = max(_SHORTEST_BAR, self._right - room - start)
        height = self._line + SPACE * 1.5
        top = max(word.n for word in words)
        for word, name, number in zip(words, names, numbers, strict=True):
            middle = self._y + height / 2
            down = baseline(self._metrics, middle)
            fitting = self._metrics.elidedText(name, Qt.TextElideMode.ElideRight, name_width)
            length = max(_SHORTEST_BAR, word.n / top * across)
            area = QRectF(start, self._y + SPACE, length, height - SPACE * 2)
            bar = Bar(
                area,
                Label(fitting, QPointF(start - SPACE * 3 - advance(fitting), down)),
                Label(number, QPointF(area.right() + SPACE * 2, down)),
            )
            if word.is_new:
                x = bar.count.at.x() + advance(number) + SPACE * 3 + self._mark
                bar = replace(
                    bar,
                    mark=QPointF(x, middle),
                    new=Label(new, QPointF(x + self._mark + SPACE, down)),
                )
            self._bars.append(bar)
            row = QRectF(self._left, self._y, self._right - self._left, height)
            self._items.append(Item(word, ("feeling", word.word), row))
            self._y += height

    # --- the line ---------------------------------------------------------------------------

    def _add_steps(self) -> None:
        """Draw the number at each step's end along the step, from the number before the window."""
        counts = self._counts
        self._add_text(self._words.steps(counts))
        advance = self._metrics.horizontalAdvance
        first = digits(counts.before)
        last = digits(counts.steps[-1].in_all)
        left = self._left + advance(first) + SPACE * 2
        right = self._right - advance(last) - SPACE * 2
        top, bottom = self._y + self._line / 2, self._y + self._line / 2 + self._steps_height
        most = max(1, counts.steps[-1].in_all)

        def x_of(day: date) -> float:
            share = ((day - self._window.start).days + 1) / self._window.days
            return left + share * (right - left)

        def y_of(number: int) -> float:
            return bottom - number / most * (bottom - top)

        # A level stretch is one line: the round ends of many would be seen as dots.
        start = x = left
        number = counts.before
        for step in counts.steps:
            if step.in_all != number:
                if x > left:
                    self._steps.append(QLineF(start, y_of(number), x, y_of(number)))
                self._steps.append(QLineF(x, y_of(number), x, y_of(step.in_all)))
                start = x
            x, number = x_of(step.day), step.in_all
        self._steps.append(QLineF(start, y_of(number), x, y_of(number)))
        self._base = QLineF(left, bottom, right, bottom)
        at_first = QPointF(self._left, baseline(self._metrics, y_of(counts.before)))
        self._lines.append(Label(first, at_first))
        self._lines.append(
            Label(last, QPointF(x + SPACE * 2, baseline(self._metrics, y_of(number))))
        )
        self._y = bottom + SPACE
        self._add_dates(left, x)
        self._y += self._line

    def _add_dates(self, left: float, end: float) -> None:
        """Name the day on which the line begins and, where there is room, the one it ends on."""
        last = self._counts.steps[-1].day
        in_one_year = self._window.start.year == last.year
        texts = [
            day_and_month(day, short=True) if in_one_year else day_month_year(day)
            for day in (self._window.start, last)
        ]
        down = self._y + self._metrics.ascent()
        self._lines.append(Label(texts[0], QPointF(left, down)))
        start = end - self._metrics.horizontalAdvance(texts[1])
        if start > left + self._metrics.horizontalAdvance(texts[0]) + SPACE * 4:
            self._lines.append(Label(texts[1], QPointF(start, down)))
