"""The mood timeline, and what is taken along from it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from repair_desktop.app.content import Content
from repair_desktop.core.times import Clock
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.jobs import Jobs, ScopedJobs
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.shell.navigator import Navigator
from repair_desktop.gui.shell.places import Place
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.timeline.page import TimelinePage
from repair_desktop.gui.timeline.presenter import TimelinePresenter
from repair_desktop.gui.timeline.takeout.page import TakeAlongPage
from repair_desktop.gui.timeline.takeout.taken import Taken
from repair_desktop.gui.timeline.takeout.weeks_page import WeeksPage
from repair_desktop.gui.timeline.takeout.weeks_presenter import WeeksPresenter
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.services.sessions import SessionService
from repair_desktop.services.timeline import TimelineService


class TimelinePages(QObject):
    """The timeline of one open journal.

    Args:
        timeline, sessions: The services.
        name: Gives what the person calls the therapist.
        jobs: The journal's.
        clock: Tells the day.
        content: Knows the words of feelings and tags.
        pages, theme, problems: Where and how to show things.

    Signals:
        mood_requested: A Mood the person wants to look at or change.
        check_in_requested: The day to add a check-in for.
        rupture_requested: The id of a rupture the person wants to look at.
        sessions_requested: The person wants to look at their sessions.
    """

    mood_requested = Signal(object)
    check_in_requested = Signal(object)
    rupture_requested = Signal(str)
    sessions_requested = Signal()

    def __init__(
        self,
        timeline: TimelineService,
        sessions: SessionService,
        name: Callable[[], TherapistName],
        jobs: Jobs,
        clock: Clock,
        content: Content,
        pages: Navigator,
        theme: ThemeController,
        problems: ProblemWords,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._timeline = timeline
        self._sessions = sessions
        self._name = name
        self._jobs = jobs
        self._clock = clock
        self._pages = pages
        self._theme = theme
        self._problems = problems
        self._word_names = {
            str(option.id): option.text
            for group in (*content.feelings, *content.tags)
            for option in group.options
        }

    def make(self) -> TimelinePage:
        """Return the timeline as a place."""
        jobs = ScopedJobs(self._jobs)
        presenter = TimelinePresenter(self._timeline, self._sessions, jobs, self._clock)
        jobs.end_with(presenter)
        page = TimelinePage(
            presenter, self._name(), self._theme, self._problems, word_names=self._word_names
        )
        presenter.setParent(page)
        page.mood_requested.connect(self.mood_requested)
        page.check_in_requested.connect(self.check_in_requested)
        page.rupture_requested.connect(self.rupture_requested)
        page.sessions_requested.connect(self.sessions_requested)
        page.copy_requested.connect(self._take_along)
        page.last_weeks_requested.connect(self.show_weeks)
        return page

    def show_weeks(self, place: Place = Place.TIMELINE) -> None:
        """Show the last weeks on one page, over the page that is there.

        Args:
            place: Where the person came from.
        """
        jobs = ScopedJobs(self._jobs)
        presenter = WeeksPresenter(self._timeline, jobs, self._clock)
        jobs.end_with(presenter)
        words = TimelineWords(self._name(), self._word_names)
        page = WeeksPage(presenter, words, self._theme, self._problems)
        presenter.setParent(page)
        page.closed.connect(lambda: self._pages.leave(page))
        self._pages.show_over(page, place)
        page.refresh()

    def _take_along(self, taken: Taken) -> None:
        """Ask what of the timeline is to be printed or saved."""
        page = TakeAlongPage(taken, self._theme)
        page.closed.connect(lambda: self._pages.leave(page))
        self._pages.show_over(page, Place.TIMELINE)
