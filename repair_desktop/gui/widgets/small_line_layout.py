"""Where the points of a small line stand. Works out places only; :mod:`small_line` paints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class LinePoint:
    """One answer, or a time it was left blank.

    Attributes:
        day: When it was given.
        value: Its place between the lowest and the highest, or None where it was left blank.
        word: What was answered, as a person reads it, such as "7" or "Near".
    """

    day: date
    value: int | None
    word: str = ""


@dataclass(frozen=True, slots=True)
class LineLayout:
    """The places of a small line, in logical pixels from its upper left corner.

    Attributes:
        points: The answers in the order of time, without what was left blank.
        spots: Where each of them stands: across and down.
        joins: Places in :attr:`points` of answers that follow each other with no blank between.
        marked: Places in :attr:`points` of those that have a mark of their own: all of them while
            there is room, else those that no line goes to.
    """

    points: tuple[LinePoint, ...] = ()
    spots: tuple[tuple[float, float], ...] = ()
    joins: tuple[tuple[int, int], ...] = ()
    marked: tuple[int, ...] = ()

    def nearest(self, across: float, down: float) -> int | None:
        """Return the place of the answer nearest to a point, or None where there is no answer."""
        if not self.spots:
            return None

        def distance(place: int) -> tuple[float, float]:
            x, y = self.spots[place]
            return abs(x - across), abs(y - down)

        return min(range(len(self.spots)), key=distance)


def lay_out(
    points: Sequence[LinePoint],
    ends: tuple[int, int],
    size: tuple[float, float],
    mark: float,
    mirrored: bool = False,
    between: tuple[date, date] | None = None,
) -> LineLayout:
    """Return where everything stands.

    Args:
        points: Answers and blanks; those of one day in the order they were given.
        ends: The lowest and the highest value. One beyond them stands at the end.
        size: Width and height that points may fill.
        mark: How wide the mark of a point is.
        mirrored: Whether time runs from right to left.
        between: The days at both ends of the width, with all points between; None for the first
            and the last answer.
    """
    width, height = size
    low, high = ends
    answered: list[LinePoint] = []
    values: list[int] = []
    joins: list[tuple[int, int]] = []
    after_answer = False
    for point in sorted(points, key=lambda each: each.day):
        if point.value is not None:
            if after_answer:
                joins.append((len(answered) - 1, len(answered)))
            answered.append(point)
            values.append(max(low, min(high, point.value)))
        after_answer = point.value is not None
    across = _across([point.day for point in answered], width, mark, between)
    if mirrored:
        across = [width - x for x in across]
    down = [height * (high - value) / (high - low) for value in values]
    has_room = all(abs(second - first) >= mark for first, second in pairwise(across))
    joined = {place for pair in joins for place in pair}
    return LineLayout(
        points=tuple(answered),
        spots=tuple(zip(across, down, strict=True)),
        joins=tuple(joins),
        marked=tuple(n for n in range(len(answered)) if has_room or n not in joined),
    )


def _across(
    days: Sequence[date], width: float, mark: float, between: tuple[date, date] | None
) -> list[float]:
    """Return each day's place in its time; marks are kept apart where there is room for all."""
    if not days:
        return []
    first, last = between or (days[0], days[-1])
    whole = (last - first).days
    places = [(day - first).days / whole * width if whole else width / 2 for day in days]
    apart = mark * 1.5
    if (len(days) - 1) * apart > width:
        return places
    for place in range(1, len(places)):
        places[place] = max(places[place], places[place - 1] + apart)
    places[-1] = min(places[-1], width)
    for place in reversed(range(len(places) - 1)):
        places[place] = min(places[place], places[place + 1] - apart)
    return places
