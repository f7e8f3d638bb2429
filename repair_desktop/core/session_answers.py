"""The answers about sessions, limited to some days and put beside each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from repair_desktop.core.sessions import Track
from repair_desktop.core.windows import TimeWindow


@dataclass(frozen=True, slots=True)
class AnsweredDay:
    """What was answered about one day's session.

    Attributes:
        day: The session's day, or the one on which it was written.
        places: For each track its answers of that day, counted from 0 for the lowest; none where
            it was left blank, more than one where two check-ins were written.
    """

    day: date
    places: Sequence[Sequence[int]]


def tracks_in(tracks: Sequence[Track], window: TimeWindow) -> Sequence[Track]:
    """Return tracks with their points in a window; those that have none are left out."""
    found = []
    for track in tracks:
        first = bisect_left(track.points, window.start, key=lambda point: point.day)
        last = bisect_left(track.points, window.end, key=lambda point: point.day)
        if first < last:
            found.append(replace(track, points=track.points[first:last]))
    return found


def answered_days(tracks: Sequence[Track]) -> Sequence[AnsweredDay]:
    """Return each day on which something was answered, earliest first."""
    days: dict[date, list[list[int]]] = {}
    for number, track in enumerate(tracks):
        for point in track.points:
            places = days.setdefault(point.day, [[] for _ in tracks])
            places[number].append(point.place)
    return [AnsweredDay(day, places) for day, places in sorted(days.items())]
