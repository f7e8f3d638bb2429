"""Everything over time: check-ins, ruptures and sessions, and how the person looks at them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from repair_desktop.core.ids import RuptureId
from repair_desktop.core.last_weeks import last_held
from repair_desktop.core.ports import Journal
from repair_desktop.core.rupture_view import RuptureView
from repair_desktop.core.timeline import AVERAGE_REACH, Timeline
from repair_desktop.core.timeline_choice import TimelineChoice
from repair_desktop.core.times import Clock
from repair_desktop.core.windows import TimeWindow
from repair_desktop.services.reflect import ReflectService
from repair_desktop.services.timeline_choice import read_choice, written_choice

_CHOICE = "timeline"
"""The setting that holds how the timeline was looked at last."""

_SLACK = AVERAGE_REACH + 2
"""Days read on each side of a window: what its averages need, and the widest offset of a clock."""


class TimelineService:
    """Reads what there is over time."""

    def __init__(self, journal: Journal, reflect: ReflectService, clock: Clock) -> None:
        self._journal = journal
        self._reflect = reflect
        self._clock = clock

    def all(self) -> Timeline:
        """Return everything."""
        today = self._clock.now().date()
        moods = self._journal.moods.between()
        return Timeline.of(moods, self._reflect.ruptures(), self._journal.sessions.all(), today)

    def near(self, window: TimeWindow) -> Timeline:
        """Return what a window needs; of check-ins elsewhere only the first and the last day.

        So the first picture does not wait for ten years of check-ins.
        """
        today = self._clock.now().date()
        wider = window.wider(_SLACK)
        start, end = (datetime.combine(day, time(), UTC) for day in (wider.start, wider.end))
        moods = self._journal.moods.between(start, end)
        ends = self._journal.moods.ends()
        bounds = (ends[0].date(), ends[1].date()) if ends is not None else None
        return Timeline.of(
            moods, self._reflect.ruptures(), self._journal.sessions.all(), today, bounds
        )

    def lately(self, days: int) -> Timeline:
        """Return what the last days need, and what all days since the last session do."""
        now = self._clock.now()
        start = now.date() - timedelta(days=days - 1)
        held = last_held(self._journal.sessions.all(), now)
        return self.near(TimeWindow(min(start, held or start), now.date() + timedelta(days=1)))

    def rupture(self, rupture_id: RuptureId) -> RuptureView | None:
        """Return a rupture with all that was written about it, or None when there is none."""
        try:
            return self._reflect.rupture(rupture_id)
        except KeyError:
            return None

    def choice(self) -> TimelineChoice:
        """Return how the timeline was looked at last; what can not be read has its default."""
        return read_choice(self._journal.settings.get(_CHOICE))

    def keep_choice(self, choice: TimelineChoice) -> None:
        """Keep how it is looked at.

        Raises:
            JournalError: The disk would not have it. Nothing changed.
        """
        self._journal.settings.set(_CHOICE, written_choice(choice))
