"""What the mood timeline shows, and which days of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QObject, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.mood_filter import MoodFilter, Used
from repair_desktop.core.moods import Mood
from repair_desktop.core.timeline import (
    Average,
    Bucket,
    Part,
    RuptureMoment,
    SessionMoment,
    Timeline,
)
from repair_desktop.core.timeline_choice import Lens, TimelineChoice
from repair_desktop.core.times import Clock
from repair_desktop.core.windows import Span, TimeWindow
from repair_desktop.gui.jobs import Jobs
from repair_desktop.gui.timeline.items.presenter import ItemsPresenter
from repair_desktop.gui.timeline.track.presenter import TrackPresenter
from repair_desktop.services.sessions import SessionService
from repair_desktop.services.timeline import TimelineService

_SHORTEST_LONG = 92
"""Days that can always be seen at once, even where the journal is younger."""


@dataclass(frozen=True, slots=True)
class TimelineView:
    """A window of the timeline, with everything in it.

    Attributes:
        choice: How it is looked at.
        window: The days that are shown.
        span: The stretch of the calendar that the window is, or None after it was moved freely.
        passed: How many of its days lie behind, today included.
        part: What lies in the window.
        timeline: Everything that the filter lets through, in and outside the window.
        is_whole: Whether all of it was read by now.
        has_earlier: Whether there is something to go back to.
        has_later: Whether there is something to go forward to.
        is_empty: Whether the whole timeline is empty, whatever the window and the filter.
    """

    choice: TimelineChoice
    window: TimeWindow
    span: Span | None
    passed: int
    part: Part
    timeline: Timeline
    is_whole: bool
    has_earlier: bool
    has_later: bool
    is_empty: bool

    @property
    def today(self) -> date:
        """The day it was read."""
        return self.timeline.today

    @property
    def moods(self) -> Sequence[Mood]:
        """Check-ins in the order of their local times."""
        return self.part.moods

    @property
    def days(self) -> Sequence[Bucket]:
        """A bucket for each day with check-ins."""
        return self.part.days

    @property
    def averages(self) -> Sequence[Average]:
        """The average around a day, where there is enough to make one."""
        return self.part.averages

    @property
    def moments(self) -> Sequence[RuptureMoment]:
        """What happened to ruptures, earliest first."""
        return self.part.moments

    @property
    def sessions(self) -> Sequence[SessionMoment]:
        """Sessions, earliest first."""
        return self.part.sessions

    @property
    def holds_today(self) -> bool:
        """Whether today is one of its days."""
        return self.window.holds(self.today)

    @property
    def day(self) -> date:
        """A day to check in for: today, or the last one where these days are over."""
        return min(self.today, self.window.last)


class TimelinePresenter(QObject):
    """Reads the timeline and moves a window over it.

    Attributes:
        clock: Tells what day it is.
        track: Reads the rupture that is looked at by itself.
        items: Reads the answers about sessions.

    Signals:
        changed: A new :class:`TimelineView`.
        failed: The KnownError that kept the timeline from being read.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        service: TimelineService,
        sessions: SessionService,
        jobs: Jobs,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._jobs = jobs
        self.clock = clock
        self.track = TrackPresenter(service, jobs, self)
        self.items = ItemsPresenter(sessions, jobs, self)
        for part in (self.track, self.items):
            part.failed.connect(self.failed)
        self._choice: TimelineChoice | None = None  # until it is read
        self._day: date | None = None  # None is today, whenever it is read
        self._free: TimeWindow | None = None  # where it was moved freely
        self._read: Timeline | None = None
        self._is_whole = False
        self._shown: Timeline | None = None  # what the filter lets through of what was read

    # --- reading ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the timeline again: at first what is to be seen at once, then all of it."""
        if self._choice is None:
            self._jobs.submit(self._begin, self._begun, _pass_over)  # "all" tells it
        self._jobs.submit(self._service.all, lambda read: self._take(read, True), self._fail)

    def _begin(self) -> tuple[TimelineChoice, Timeline | None]:
        choice = self._service.choice()
        if choice.span is Span.ALL or not choice.lens.spans:
            return choice, None
        window = _around(self.clock.now().date(), choice.span)
        return choice, self._service.near(window)

    def _begun(self, found: tuple[TimelineChoice, Timeline | None]) -> None:
        choice, near = found
        if self._choice is None:
            self._choice = choice
        if near is not None and self._read is None:
            self._take(near, False)

    def _take(self, read: Timeline, is_whole: bool) -> None:
        self._read, self._is_whole = read, is_whole
        if self._choice is None:
            self._choice = TimelineChoice()
        known = read.known(self._choice.filter, is_whole)
        self._choice = replace(self._choice, filter=known)
        self._sift()

    def _sift(self) -> None:
        assert self._read is not None
        assert self._choice is not None
        self._shown = self._read.sifted(self._choice.filter)
        self._show()

    # --- how it is looked at ----------------------------------------------------------------

    def choose(self, span: Span) -> None:
        """Show the stretch of the calendar around the days that are shown now."""
        self._leave_free()
        self._change(span=span)

    def look_through(self, lens: Lens) -> None:
        """Look at something else, for the same days where it can show them."""
        choice = self._choice or TimelineChoice()
        if lens is choice.lens:
            return
        if lens is not Lens.MOODS:
            self._leave_free()
        self._change(lens=lens, span=lens.fitting(choice.span))

    def show_as_table(self, as_table: bool) -> None:
        """Show a table, or a picture."""
        self._change(as_table=as_table)

    def sift(self, asked: MoodFilter) -> None:
        """Show only check-ins that a filter keeps."""
        self._change(filter=asked)

    def used(self) -> Used:
        """Return what all check-ins have that a filter can ask for."""
        return Used() if self._read is None else Used.of(self._read.all.moods)

    def _change(self, **changes: object) -> None:
        before = self._choice or TimelineChoice()
        self._choice = replace(before, **changes)  # type: ignore[arg-type]
        if self._choice != before:
            # What can not be kept is not worth a word: the next start shows what was kept before.
            choice = self._choice
            self._jobs.submit(lambda: self._service.keep_choice(choice), _do_nothing, _pass_over)
        if self._read is not None and self._choice.filter != before.filter:
            self._sift()
        else:
            self._show()

    # --- which days -------------------------------------------------------------------------

    def show_day(self, day: date, span: Span) -> None:
        """Show the stretch of the calendar that holds a day."""
        self._free = None
        self._turn_to(day, span)
        self._change(span=span)

    def go_to(self, day: date) -> None:
        """Show as many days as now, those around a day."""
        choice = self._choice or TimelineChoice()
        if self._free is not None:
            self._free = self._free.pan((day - _middle(self._free)).days)
            self._show()
        elif choice.span is Span.ALL:
            self.show_day(day, choice.lens.fitting(Span.YEAR))
        else:
            self.show_day(day, choice.span)

    def go_to_today(self) -> None:
        """Show the stretch that holds today."""
        self._day = self._free = None
        self._show()
        if self._today != self.clock.now().date():
            self.refresh()  # midnight went by since it was read

    def go_back(self) -> None:
        """Show the window before, where there is one."""
        view = self._view()
        if view is not None and view.has_earlier:
            self._step(view.window, -1)

    def go_forward(self) -> None:
        """Show the window after, where there is one."""
        view = self._view()
        if view is not None and view.has_later:
            self._step(view.window, 1)

    def pan(self, days: int) -> None:
        """Show days a little later (or earlier), as far as there is something."""
        view = self._view()
        if view is not None:
            # To the end of the month at least, so that one can come back to it.
            last = max(view.timeline.last, _around(view.today, Span.MONTH).last)
            self._move_freely(view.window.pan_within(days, view.timeline.first, last), view)

    def zoom(self, factor: float, at: date) -> None:
        """Show fewer days (factor under 1) or more, with ``at`` staying where it is."""
        view = self._view()
        if view is not None:
            most = max(view.timeline.window.days, view.window.days, _SHORTEST_LONG)
            zoomed = view.window.zoom(min(factor, max(1.0, most / view.window.days)), at)
            if zoomed.days <= most:
                self._move_freely(zoomed, view)

    def _step(self, window: TimeWindow, step: int) -> None:
        if self._free is not None:
            self._free = window.pan(step * window.days)
        else:
            day = window.end if step > 0 else window.start - timedelta(days=1)
            self._turn_to(day, self._span)
        self._show()

    def _move_freely(self, window: TimeWindow, before: TimelineView) -> None:
        if window != before.window:
            self._free = window
            self._show()

    def _leave_free(self) -> None:
        """Go back to a stretch of the calendar: one of the days that are shown."""
        if self._free is not None:
            free, self._free = self._free, None
            self._day = None if free.holds(self._today) else _middle(free)

    def _turn_to(self, day: date, span: Span) -> None:
        holds_today = span is Span.ALL or _around(day, span).holds(self._today)
        self._day = None if holds_today else day

    @property
    def _today(self) -> date:
        """The day that the timeline was read; past midnight the clock is ahead of it."""
        return self.clock.now().date() if self._read is None else self._read.today

    @property
    def _span(self) -> Span:
        return (self._choice or TimelineChoice()).span

    # --- showing ----------------------------------------------------------------------------

    def _show(self) -> None:
        view = self._view()
        if view is not None:
            self.changed.emit(view)

    def _view(self) -> TimelineView | None:
        timeline, choice = self._shown, self._choice
        if timeline is None or choice is None or self._read is None:
            return None
        window = self._window(timeline, choice)
        part = timeline.part(window)
        last = max([timeline.today, *(bucket.start for bucket in part.days[-1:])])
        return TimelineView(
            choice=choice,
            window=window,
            span=choice.span if self._free is None else None,
            passed=max(0, (min(window.end, last + timedelta(days=1)) - window.start).days),
            part=part,
            timeline=timeline,
            is_whole=self._is_whole,
            has_earlier=timeline.first < window.start,
            has_later=window.end <= timeline.last,
            is_empty=self._read.is_empty,
        )

    def _window(self, timeline: Timeline, choice: TimelineChoice) -> TimeWindow:
        if self._free is not None:
            return self._free
        if choice.span is Span.ALL or not choice.lens.spans:
            return timeline.window
        return _around(self._day or timeline.today, choice.span)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)


def _around(day: date, span: Span) -> TimeWindow:
    return TimeWindow.around(day, span, QLocale().firstDayOfWeek().value)


def _middle(window: TimeWindow) -> date:
    return window.start + timedelta(days=window.days // 2)


def _do_nothing(_nothing: object) -> None:
    """Go on."""


def _pass_over(error: Exception) -> None:
    if not isinstance(error, KnownError):
        raise error
