"""What the mood timeline shows, and which days of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.moods import Mood
from repair_desktop.core.timeline import (
    Average,
    Bucket,
    RuptureMoment,
    Span,
    TimeWindow,
    by_day,
    in_local_order,
    in_window,
    moments_of,
    running_averages,
    wall_clock,
)
from repair_desktop.core.times import Clock
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.mood import MoodService
from repair_desktop.services.reflect import ReflectService


@dataclass(frozen=True, slots=True)
class TimelineView:
    """A window of the timeline, with everything in it.

    Attributes:
        today: The day it was read.
        span: How long the window is.
        window: The days that are shown.
        passed: How many of them lie behind, today included.
        moods: Check-ins in the order of their local times.
        days: A bucket for each day with check-ins.
        averages: The average around a day, where there is enough to make one.
        moments: What happened to ruptures, earliest first.
        has_earlier: Whether there is something to go back to.
        has_later: Whether there is something to go forward to.
        is_empty: Whether the whole timeline is empty, not just these days.
    """

    today: date
    span: Span
    window: TimeWindow
    passed: int
    moods: Sequence[Mood]
    days: Sequence[Bucket]
    averages: Sequence[Average]
    moments: Sequence[RuptureMoment]
    has_earlier: bool
    has_later: bool
    is_empty: bool

    @property
    def holds_today(self) -> bool:
        """Whether today is one of its days."""
        return self.window.holds(self.today)

    @property
    def day(self) -> date:
        """A day to check in for: today, or the last one where these days are over."""
        return min(self.today, self.window.end - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class _Found:
    """The whole timeline, in order, from the first day to the last."""

    moods: Sequence[Mood]
    days: Sequence[Bucket]
    averages: Sequence[Average]
    moments: Sequence[RuptureMoment]
    today: date
    first: date
    last: date


class TimelinePresenter(QObject):
    """Reads the timeline and moves a window over it.

    Signals:
        changed: A new :class:`TimelineView`.
        failed: The KnownError that kept the timeline from being read.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        mood: MoodService,
        reflect: ReflectService,
        jobs: Jobs,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._mood = mood
        self._reflect = reflect
        self._jobs = jobs
        self._clock = clock
        self._span = Span.MONTH
        self._day: date | None = None  # None follows the clock, past midnight too
        self._found: _Found | None = None

    def refresh(self) -> None:
        """Read the timeline again."""
        self._jobs.submit(self._gather, self._keep, self._fail)

    def choose(self, span: Span) -> None:
        """Show the month, quarter or year around the days that are shown now."""
        self._span = span
        self._show()

    def show_day(self, day: date, span: Span) -> None:
        """Show the month, quarter or year that holds a day."""
        self._span = span
        self._turn_to(day)

    def go_back(self) -> None:
        """Show the window before, where there is one."""
        view = self._view()
        if view is not None and view.has_earlier:
            self._turn_to(view.window.start - timedelta(days=1))

    def go_forward(self) -> None:
        """Show the window after, where there is one."""
        view = self._view()
        if view is not None and view.has_later:
            self._turn_to(view.window.end)

    def go_to_today(self) -> None:
        """Show the window that holds today."""
        self._day = None
        self._show()

    def _turn_to(self, day: date) -> None:
        today = self._clock.now().date()
        holds_today = TimeWindow.around(day, self._span).holds(today)
        self._day = None if holds_today else day
        self._show()

    def _gather(self) -> _Found:
        today = self._clock.now().date()
        moods = in_local_order(self._mood.all())
        days = by_day(moods)
        moments = [m for summary in self._reflect.ruptures() for m in moments_of(summary)]
        moments.sort(key=_moment_day_and_time)
        # A check-in made before a journey west can lie on a day that has not come yet.
        used = [today, *(bucket.start for bucket in days), *(m.at.date() for m in moments)]
        return _Found(
            moods, days, running_averages(days), tuple(moments), today, min(used), max(used)
        )

    def _keep(self, found: _Found) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        view = self._view()
        if view is not None:
            self.changed.emit(view)

    def _view(self) -> TimelineView | None:
        found = self._found
        if found is None:
            return None
        window = TimeWindow.around(self._day or found.today, self._span)
        days = in_window(found.days, window, lambda bucket: bucket.start)
        last = max([found.today, *(bucket.start for bucket in days[-1:])])
        return TimelineView(
            today=found.today,
            span=self._span,
            window=window,
            passed=max(0, (min(window.end, last + timedelta(days=1)) - window.start).days),
            moods=in_window(found.moods, window, lambda mood: wall_clock(mood).date()),
            days=days,
            averages=in_window(found.averages, window, lambda average: average.day),
            moments=in_window(found.moments, window, lambda moment: moment.at.date()),
            has_earlier=found.first < window.start,
            has_later=window.end <= found.last,
            is_empty=not found.moods and not found.moments,
        )

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)


def _moment_day_and_time(moment: RuptureMoment) -> tuple[object, str]:
    return (moment.at, moment.summary.rupture.id)
