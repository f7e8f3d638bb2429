"""What lives as long as a journal is open: services, presenters, pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from repair_desktop.app.card_pages import CardPages
from repair_desktop.app.content import Content
from repair_desktop.app.entry_lock_pages import EntryLockPages
from repair_desktop.app.rupture_pages import RupturePages
from repair_desktop.app.sheet_pages import SheetPages
from repair_desktop.app.space_watch import SpaceWatch
from repair_desktop.app.timeline_pages import TimelinePages
from repair_desktop.content.sheets import SheetFiles
from repair_desktop.core.entries import Entry
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import EntryId, RuptureId, SessionId, WorksheetId
from repair_desktop.core.moods import Mood
from repair_desktop.core.ports import EntrySealer, Journal
from repair_desktop.core.times import Clock
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import PromptKind, Worksheet
from repair_desktop.gui.check_in.entered import Prefill
from repair_desktop.gui.check_in.page import CheckInForm
from repair_desktop.gui.check_in.presenter import CheckInPresenter, Task
from repair_desktop.gui.copies.choice import PageChoice
from repair_desktop.gui.copies.page import CopyPage
from repair_desktop.gui.help.contacts_presenter import ContactsPresenter
from repair_desktop.gui.help.not_yours_page import NotYoursPage
from repair_desktop.gui.help.second_view_page import SecondViewPage
from repair_desktop.gui.jobs import Jobs, ScopedJobs
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.journey_page import JourneyPage
from repair_desktop.gui.reflect.journey_presenter import JourneyPresenter, MoodOffer
from repair_desktop.gui.reflect.list_page import ReflectPage
from repair_desktop.gui.reflect.list_presenter import RuptureListPresenter
from repair_desktop.gui.sessions.page import SessionsPage
from repair_desktop.gui.sessions.presenter import SessionsPresenter
from repair_desktop.gui.settings.presenter import SettingsPresenter
from repair_desktop.gui.sheets.drops import SheetDrops
from repair_desktop.gui.shell.navigator import Navigator
from repair_desktop.gui.shell.places import Place
from repair_desktop.gui.shell.window import MainWindow
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.page import TimelinePage
from repair_desktop.gui.today.page import TodayPage
from repair_desktop.gui.today.presenter import TodayPresenter
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.services.cards import CardService
from repair_desktop.services.entry_locks import EntryLocks
from repair_desktop.services.mood import MoodService
from repair_desktop.services.reflect import OpenEntry, ReflectService
from repair_desktop.services.sessions import SessionService
from repair_desktop.services.settings import JournalSettings, SettingsService
from repair_desktop.services.sheets import SheetService, WithSheets
from repair_desktop.services.timeline import TimelineService
from repair_desktop.system.files import write_whole

JOURNEY = WorksheetId("six-steps")
NOTE = WorksheetId("quick-note")
SECOND_VIEW = "second-view"
NOT_YOURS = "not-yours"

PlacePage = TodayPage | ReflectPage | TimelinePage | SessionsPage
Recent = Mapping[PromptKind, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Shared:
    """What a session uses that lives longer than it."""

    window: MainWindow
    pages: Navigator
    theme: ThemeController
    content: Content
    problems: ProblemWords
    jobs: Jobs
    clock: Clock
    sealer: EntrySealer


class Session(QObject):
    """An open journal on screen.

    Signals:
        help_requested, steady_requested, library_requested: As they say.
        failed: A KnownError that no page shows by itself, and what it kept from being done, or "".
    """

    help_requested = Signal()
    steady_requested = Signal()
    library_requested = Signal()
    failed = Signal(object, str)

    def __init__(self, journal: Journal, settings: JournalSettings, shared: Shared) -> None:
        super().__init__()
        self.journal = journal
        self._shared = shared
        self._settings = settings
        self._wording_changed = False
        self._space = SpaceWatch(shared.jobs, journal, lambda error: self.failed.emit(error, ""))
        self._own_jobs = self._jobs()
        self._own_jobs.end_with(self)
        content = shared.content
        worksheets = WithSheets(content.worksheets, journal, content.word_lists)
        cards = CardService(journal, worksheets, content.card, shared.clock)
        self._reflect = ReflectService(journal, worksheets, shared.clock, cards.one_line)
        self._mood = MoodService(journal, shared.clock, self._reflect.ruptures)
        self._sessions = SessionService(
            journal, worksheets, self._reflect, shared.clock, cards.to_bring
        )
        sheets = SheetService(journal, SheetFiles(write_whole))
        self._sheets = SheetPages(sheets, self._space, shared.pages, shared.problems, self)
        self._sheets.begin_requested.connect(self.begin_worksheet)
        self._sheets.added.connect(lambda: self._refresh(Place.REFLECT))
        self._sheets.failed.connect(self.failed)
        self._cards = CardPages(
            cards, self._name, self._space, shared.pages, shared.theme, shared.problems, self
        )
        self._cards.help_requested.connect(self.help_requested)
        self._cards.left.connect(lambda: self._refresh(Place.SESSIONS))
        self._cards.failed.connect(self.failed)
        self._ruptures = RupturePages(
            self._reflect, self._space, shared.pages, shared.theme, shared.problems, self
        )
        locks = EntryLocks(journal, shared.sealer, shared.clock)
        self._locks = EntryLockPages(
            locks, self._space, shared.pages, shared.problems, self._name, self
        )
        self._locks.locked.connect(lambda: self._tell_in_reflect(ReflectPage.tell_locked))
        self._locks.unlocked.connect(lambda: self._tell_in_reflect(ReflectPage.tell_unlocked))
        self._locks.unlocked.connect(self._ruptures.refresh)
        self._locks.unlocked.connect(lambda: self._refresh(Place.SESSIONS))
        self._locks.failed.connect(self.failed)
        self._locks.refused.connect(lambda entry: self.open_entry(EntryId(entry)))
        self._connect_ruptures(self._ruptures)
        self._timeline = TimelinePages(
            TimelineService(journal, self._reflect, shared.clock),
            self._sessions,
            self._name,
            self._space,
            shared.clock,
            content,
            shared.pages,
            shared.theme,
            shared.problems,
            self,
        )
        self._timeline.mood_requested.connect(lambda mood: self.check_in(mood=mood))
        self._timeline.check_in_requested.connect(lambda day: self.check_in(Prefill(day=day)))
        self._timeline.rupture_requested.connect(lambda about: self.open_rupture(RuptureId(about)))
        self._timeline.sessions_requested.connect(lambda: self.show(Place.SESSIONS))
        self._drops = SheetDrops(shared.window)
        self._drops.dropped.connect(self.preview_sheet)
        self._places: dict[Place, PlacePage] = {}
        self._journey: tuple[JourneyPresenter, JourneyPage] | None = None
        self._journey_from: RuptureId | None = None
        self._today_form: CheckInForm | None = None
        self._check_in: tuple[CheckInForm, Page] | None = None

    # --- going somewhere --------------------------------------------------------------------

    def show(self, place: Place) -> None:
        """Show a place. A worksheet with something over it is shown again first."""
        if self._journey is not None and place is self._journey_place:
            page = self._journey[1]
            if not self._shared.pages.is_shown(page):
                self._leave_over(lambda: self._show_journey_again(page))
                return
        self._leave_over(lambda: self._leave_journey(lambda: self._show_place(place)))

    def begin_journey(self) -> None:
        """Begin to write down what felt off."""
        self._open_journey(lambda: self._reflect.begin(JOURNEY))

    def begin_note(self) -> None:
        """Begin to note what felt off, in a minute."""
        self.begin_worksheet(NOTE)

    def begin_worksheet(
        self, worksheet: str, rupture: str | None = None, session: str | None = None
    ) -> None:
        """Begin a worksheet, about a rupture that is there and for a session, or neither."""
        about = RuptureId(rupture) if rupture else None
        at = SessionId(session) if session else None
        self._begin(WorksheetId(worksheet), about, at)

    def preview_sheet(self, path: Path) -> None:
        """Show what is in a file that may be a homework sheet, over the page that is there."""
        self._leave_over(lambda: self._sheets.preview(path))

    def open_entry(self, entry_id: EntryId) -> None:
        """Carry on with an entry."""
        self._open(entry_id)

    def open_rupture(self, rupture_id: RuptureId) -> None:
        """Show all there is about a rupture, over the page that is there."""
        self._leave_over(lambda: self._ruptures.show(rupture_id, self._name()))

    def check_in(self, prefill: Prefill | None = None, mood: Mood | None = None) -> None:
        """Ask for a check-in over the page that is shown, or change the one that is given."""
        plain = prefill is None and mood is None
        today = self._places.get(Place.TODAY)
        if plain and today is not None and self._shared.pages.is_shown(today):
            assert self._today_form is not None
            self._today_form.setFocus()
            return
        self._leave_check_in(lambda: self._show_check_in(prefill or Prefill(), mood))

    def contacts(self) -> ContactsPresenter:
        """Return a presenter for the help page's own contacts."""
        jobs = self._jobs()
        presenter = ContactsPresenter(SettingsService(self.journal), jobs)
        jobs.end_with(presenter)
        return presenter

    def settings(self) -> SettingsPresenter:
        """Return a presenter for the settings that live in the journal."""
        jobs = self._jobs()
        presenter = SettingsPresenter(SettingsService(self.journal), jobs)
        jobs.end_with(presenter)
        presenter.kept.connect(self._take_settings)
        return presenter

    @property
    def therapist(self) -> TherapistName:
        """What the person calls their therapist."""
        return self._name()

    # --- leaving ----------------------------------------------------------------------------

    def flush(self, then: Callable[[bool], None]) -> None:
        """Save everything that was typed; ``then`` learns whether all of it is kept."""
        forms = [self._today_form, self._check_in[0] if self._check_in else None]
        left = [form for form in forms if form is not None]

        def leave_forms(kept: bool) -> None:
            if not kept:
                then(False)
                return
            if not left:
                self._sheets.flush(lambda kept: self._cards.flush(then) if kept else then(False))
                return
            left.pop().leave(leave_forms)

        if self._journey is not None:
            self._journey[0].flush(leave_forms)
        else:
            leave_forms(True)

    def _leave_over(self, then: Callable[[], None]) -> None:
        """Keep what was entered on pages over this one and go on; what can not be kept stays."""
        self._leave_check_in(lambda: self._cards.leave(lambda: self._sheets.leave(then)))

    def dispose(self) -> None:
        """Destroy every page that holds a word. Something else has to be shown by then."""
        self._space.end()
        self._drops.deleteLater()
        pages: list[QWidget] = list(self._places.values())
        if self._journey is not None:
            pages.append(self._journey[1])
        for page in pages:
            self._shared.window.remove_page(page)
        self._places.clear()
        self._journey = self._today_form = self._check_in = None
        self.deleteLater()

    # --- places -----------------------------------------------------------------------------

    def _show_place(self, place: Place) -> None:
        if self._wording_changed:
            self._forget_places(lambda: self._show_place_now(place))
        else:
            self._show_place_now(place)

    def _show_place_now(self, place: Place) -> None:
        page = self._places.get(place)
        if page is None:
            page = self._places[place] = self._make(place)
        self._shared.pages.show(page, place)
        page.refresh()

    def _make(self, place: Place) -> PlacePage:
        match place:
            case Place.TODAY:
                return self._make_today()
            case Place.REFLECT:
                return self._make_reflect()
            case Place.SESSIONS:
                return self._make_sessions()
            case _:
                return self._timeline.make()

    def _make_today(self) -> TodayPage:
        shared = self._shared
        form = self._today_form = self._form()
        jobs = self._jobs()
        presenter = TodayPresenter(self._reflect, self._mood, self._sessions, jobs, shared.clock)
        jobs.end_with(presenter)
        page = TodayPage(presenter, form, self._name(), shared.problems)
        presenter.setParent(page)
        page.begin_requested.connect(self.begin_journey)
        page.note_requested.connect(self.begin_note)
        page.sessions_requested.connect(lambda: self.show(Place.SESSIONS))
        page.entry_requested.connect(lambda entry: self.open_entry(EntryId(entry)))
        return page

    def _reflect_page(self) -> ReflectPage:
        """Return Reflect, whether it was shown already or not."""
        page = self._places.get(Place.REFLECT) or self._make_reflect()
        assert isinstance(page, ReflectPage)
        self._places[Place.REFLECT] = page
        return page

    def _make_reflect(self) -> ReflectPage:
        shared = self._shared
        jobs = self._jobs()
        presenter = RuptureListPresenter(self._reflect, jobs)
        jobs.end_with(presenter)
        page = ReflectPage(presenter, self._name(), shared.problems)
        presenter.setParent(page)
        page.begin_requested.connect(self.begin_journey)
        page.begin_worksheet_requested.connect(self.begin_worksheet)
        page.unlock_requested.connect(self._locks.open)
        page.read_requested.connect(self.library_requested)
        page.card_requested.connect(self._cards.show)
        page.entry_requested.connect(lambda entry: self.open_entry(EntryId(entry)))
        page.rupture_requested.connect(lambda rupture: self.open_rupture(RuptureId(rupture)))
        sheets = self._sheets.make_list()
        sheets.rebuilt.connect(lambda: tab_in_reading_order(page))
        page.add_part(sheets, sheets.refresh)
        return page

    def _make_sessions(self) -> SessionsPage:
        shared = self._shared
        jobs = self._jobs()
        presenter = SessionsPresenter(self._sessions, jobs)
        jobs.end_with(presenter)
        page = SessionsPage(presenter, self._name(), shared.clock, shared.theme, shared.problems)
        presenter.setParent(page)
        page.begin_requested.connect(
            lambda worksheet, session: self.begin_worksheet(worksheet, None, session)
        )
        page.talk_requested.connect(self.begin_worksheet)
        page.unlock_requested.connect(
            lambda entry, worksheet: self._locks.open(entry, worksheet, Place.SESSIONS)
        )
        page.card_requested.connect(lambda rupture: self._cards.show(rupture, Place.SESSIONS))
        page.practise_requested.connect(
            lambda rupture: self._cards.practise(rupture, Place.SESSIONS)
        )
        page.entry_requested.connect(lambda entry: self.open_entry(EntryId(entry)))
        page.last_weeks_requested.connect(lambda: self._timeline.show_weeks(Place.SESSIONS))
        return page

    def _forget_places(self, then: Callable[[], None]) -> None:
        """Make every place anew: it speaks of the therapist by another name now.

        Not before what was entered on Today is kept.
        """

        def forget(kept: bool) -> None:
            if kept:
                self._wording_changed = False
                self._today_form = None
                old, self._places = self._places, {}
                for page in old.values():
                    self._shared.window.remove_page(page)
            then()

        if self._today_form is not None:
            self._today_form.leave(forget)
        else:
            forget(True)

    # --- a rupture --------------------------------------------------------------------------

    def _connect_ruptures(self, ruptures: RupturePages) -> None:
        ruptures.entry_requested.connect(
            lambda entry, rupture: self._open(EntryId(entry), RuptureId(rupture))
        )
        ruptures.begin_requested.connect(
            lambda sheet, about: self._begin(
                WorksheetId(sheet), RuptureId(about), came_from=RuptureId(about)
            )
        )
        ruptures.aside_requested.connect(
            lambda entry, page, rupture: self._show_aside(EntryId(entry), page, RuptureId(rupture))
        )
        ruptures.unlock_requested.connect(self._locks.open)
        ruptures.card_requested.connect(self._cards.show)
        ruptures.delete_requested.connect(lambda rupture: self._delete_rupture(RuptureId(rupture)))
        ruptures.entry_deleted.connect(
            lambda entry, title: self._reflect_page().note_deleted_entry(EntryId(entry), title)
        )
        ruptures.entry_restored.connect(lambda entry: self._reflect_page().note_restored(entry))
        ruptures.left.connect(lambda: self._refresh(Place.REFLECT, Place.TIMELINE))

    def _delete_rupture(self, rupture_id: RuptureId) -> None:
        """Let the list do it, where it can be taken back."""

        def delete() -> None:
            self._show_place(Place.REFLECT)
            self._reflect_page().delete_rupture(rupture_id)

        self._leave_over(lambda: self._leave_journey(delete))

    def _show_aside(self, entry_id: EntryId, help_page: str, rupture_id: RuptureId) -> None:
        """Show what a safety tick leads to, from outside the worksheet where it was set."""

        def go_on(act: Callable[[JourneyPresenter], None]) -> Callable[[], None]:
            return lambda: self._open(entry_id, rupture_id, act)

        if help_page == NOT_YOURS:
            self._show_not_yours(
                go_on(JourneyPresenter.go_to_notes), go_on(JourneyPresenter.ticked_by_mistake)
            )
        else:
            self.help_requested.emit()

    # --- the journey ------------------------------------------------------------------------

    def _begin(
        self,
        worksheet: WorksheetId,
        about: RuptureId | None,
        session: SessionId | None = None,
        came_from: RuptureId | None = None,
    ) -> None:
        self._open_journey(lambda: self._reflect.begin(worksheet, about, session), came_from)

    def _open(
        self,
        entry_id: EntryId,
        came_from: RuptureId | None = None,
        act: Callable[[JourneyPresenter], None] | None = None,
    ) -> None:
        self._open_journey(lambda: self._reflect.open(entry_id), came_from, act)

    def _open_journey(
        self,
        open_entry: Callable[[], OpenEntry],
        came_from: RuptureId | None = None,
        act: Callable[[JourneyPresenter], None] | None = None,
    ) -> None:
        """Show a worksheet.

        Args:
            open_entry: Returns what is worked on.
            came_from: The rupture whose page comes again at the end; None for a place.
            act: What is done with it once it is shown.
        """

        def read() -> tuple[OpenEntry, Recent]:
            return open_entry(), self._reflect.recent_words()

        def found(opened: tuple[OpenEntry, Recent]) -> None:
            # Only now: where nothing could be read, the page that is there stays.
            self._leave_journey(lambda: show(opened))

        def show(opened: tuple[OpenEntry, Recent]) -> None:
            self._journey_from = came_from
            presenter = self._show_journey(*opened)
            if act is not None:
                act(presenter)

        def go(kept: bool) -> None:
            if kept:
                self._own_jobs.submit(read, found, self._fail)
            elif self._journey is not None:  # the words that are not saved, and why
                self._shared.pages.show(self._journey[1], self._journey_place)

        def flush() -> None:
            """Save what is written there first: what is opened may repeat it."""
            if self._journey is None:
                go(True)
            else:
                self._journey[0].flush(go)

        self._leave_over(flush)

    def _show_journey(self, opened: OpenEntry, recent: Recent) -> JourneyPresenter:
        shared = self._shared
        jobs = self._jobs()
        presenter = JourneyPresenter(self._reflect, opened, recent, self._settings, jobs)
        jobs.end_with(presenter)
        page = JourneyPage(presenter, self._name(), shared.clock, shared.theme, shared.problems)
        presenter.setParent(page)
        page.copy_requested.connect(lambda: self._take_along(presenter))
        presenter.help_requested.connect(self.help_requested)
        presenter.steady_requested.connect(self.steady_requested)
        presenter.page_requested.connect(self._show_help_page)
        presenter.worksheet_requested.connect(
            lambda sheet, rupture: self._go_on_with(sheet, rupture, opened.session_id)
        )
        presenter.lock_requested.connect(self._lock_away)
        presenter.card_requested.connect(self._cards.show)
        presenter.mood_offered.connect(self._take_mood_offer)
        presenter.closed.connect(self._end_journey)
        before, self._journey = self._journey, (presenter, page)
        shared.pages.show(page, self._journey_place)
        if before is not None:
            shared.window.remove_page(before[1])
        return presenter

    def _go_on_with(self, worksheet: str, about: str | None, session: SessionId | None) -> None:
        rupture = RuptureId(about) if about else None
        self._open_journey(
            lambda: self._reflect.begin_for(WorksheetId(worksheet), rupture, session),
            self._journey_from,
        )

    def _end_journey(self) -> None:
        """Go back to where the worksheet was opened: a rupture, or the place it belongs to."""
        came_from, place = self._journey_from, self._journey_place

        def back() -> None:
            self._show_place(place)
            if came_from is not None:
                self._ruptures.show(came_from, self._name())

        self._leave_over(lambda: self._leave_journey(back))

    def _show_journey_again(self, page: JourneyPage) -> None:
        if self._wording_changed and self._journey is not None:
            entry_id, came_from = self._journey[0].entry_id, self._journey_from
            self._forget_places(
                lambda: self._leave_journey(lambda: self._open(entry_id, came_from))
            )
        else:
            self._shared.pages.show(page, self._journey_place)

    @property
    def _journey_place(self) -> Place:
        """Where the worksheet that is open belongs, and where the person goes after it."""
        of_session = self._journey is not None and self._journey[0].is_for_session
        return Place.SESSIONS if of_session and self._journey_from is None else Place.REFLECT

    def _leave_journey(self, then: Callable[[], None]) -> None:
        """Save, go on with ``then``, and destroy the page. Words that are not saved stay shown."""
        journey = self._journey
        if journey is None:
            then()
            return

        def flushed(saved: bool) -> None:
            if self._journey is not journey:
                return
            if not saved:
                self._shared.pages.show(journey[1], self._journey_place)
                return
            self._journey = None
            then()
            self._shared.window.remove_page(journey[1])

        journey[0].flush(flushed)

    def _lock_away(self, entry: Entry, worksheet: Worksheet) -> None:
        """Leave an entry's page first, so that nothing can write back what is locked away."""

        def ask() -> None:
            self._show_place_now(Place.REFLECT)
            self._locks.lock(entry, worksheet)

        self._leave_journey(ask)

    def _show_help_page(self, page: str) -> None:
        if page == SECOND_VIEW:
            self._show_second_view()
            return
        if page != NOT_YOURS:
            self.help_requested.emit()
            return
        assert self._journey is not None
        presenter = self._journey[0]
        self._show_not_yours(presenter.go_to_notes, presenter.ticked_by_mistake)

    def _show_not_yours(
        self, go_to_notes: Callable[[], None], by_mistake: Callable[[], None]
    ) -> None:
        not_yours = NotYoursPage(self._shared.content.texts)
        pages = self._shared.pages

        def leave_for(act: Callable[[], None]) -> None:
            pages.leave(not_yours)
            act()

        not_yours.help_requested.connect(self.help_requested)
        not_yours.notes_requested.connect(lambda: leave_for(go_to_notes))
        not_yours.mistake_requested.connect(lambda: leave_for(by_mistake))
        pages.show_over(not_yours, self._journey_place)

    def _show_second_view(self) -> None:
        page = SecondViewPage(self._shared.content.texts)
        page.help_requested.connect(self.help_requested)
        page.closed.connect(lambda: self._shared.pages.leave(page))
        self._shared.pages.show_over(page, self._journey_place)

    def _take_along(self, presenter: JourneyPresenter) -> None:
        """Ask what of a worksheet is to be printed or saved."""
        choice = PageChoice(presenter.worksheet, presenter.answers, self._name())
        page = CopyPage(choice, self._shared.theme)
        page.closed.connect(lambda: self._shared.pages.leave(page))
        self._shared.pages.show_over(page, self._journey_place)

    def _take_mood_offer(self, offer: MoodOffer) -> None:
        self.check_in(Prefill(offer.feelings, offer.day, offer.entry_id, offer.rupture_id))

    # --- check-ins --------------------------------------------------------------------------

    def _form(self, with_close: bool = False) -> CheckInForm:
        shared = self._shared
        jobs = self._jobs()
        presenter = CheckInPresenter(self._mood, jobs, shared.clock)
        jobs.end_with(presenter)
        form = CheckInForm(
            presenter,
            shared.content.feelings,
            shared.content.tags,
            self._name(),
            shared.theme,
            shared.problems,
            with_close,
        )
        presenter.setParent(form)
        presenter.failed.connect(lambda task, error: self._tell_unseen(form, task, error))
        for signal in (presenter.saved, presenter.deleted, presenter.restored):
            signal.connect(lambda *_: self._refresh(Place.TIMELINE))
        return form

    def _show_check_in(self, prefill: Prefill, mood: Mood | None) -> None:
        page = Page()
        page.set_header(self.tr("Check in"), self.tr("How is it now, or how was it then?"))
        form = self._form(with_close=True)
        page.add_widget(form)
        page.start_at(form)
        form.done.connect(self._close_check_in)
        if mood is None:
            form.begin(prefill)
        else:
            form.edit(mood)
        self._check_in = (form, page)
        self._shared.pages.show_over(page)

    def _close_check_in(self) -> None:
        """Go back to the page beneath, with nothing more kept."""
        if self._check_in is not None:
            page = self._check_in[1]
            self._check_in = None
            self._shared.pages.leave(page)

    def _leave_check_in(self, then: Callable[[], None]) -> None:
        """Keep what was entered and go on; a check-in that can not be kept stays shown."""
        if self._check_in is None:
            then()
            return
        form, page = self._check_in

        def left(kept: bool) -> None:
            if kept and self._check_in == (form, page):
                self._close_check_in()
                then()

        form.leave(left)

    def _tell_unseen(self, form: CheckInForm, task: Task, error: KnownError) -> None:
        """Say that a check-in is not kept where its own page can not."""
        page = self._shared.window.current_page()
        seen = page is not None and page.isAncestorOf(form)
        if task in (Task.SAVE, Task.KEEP) and not seen:
            self.failed.emit(error, self.tr("The check-in that you began is not saved yet."))

    def _refresh(self, *places: Place) -> None:
        """Read places again that were shown already."""
        for place in places:
            page = self._places.get(place)
            if page is not None:
                page.refresh()

    def _tell_in_reflect(self, tell: Callable[[ReflectPage], None]) -> None:
        """Read Reflect again, and say what was done there."""
        page = self._places.get(Place.REFLECT)
        if isinstance(page, ReflectPage):
            page.refresh()
            tell(page)

    # --- small things -----------------------------------------------------------------------

    def _jobs(self) -> ScopedJobs:
        return ScopedJobs(self._space)

    def _name(self) -> TherapistName:
        return therapist_name(self._settings.therapist)

    def _take_settings(self, settings: JournalSettings) -> None:
        self._wording_changed |= settings.therapist != self._settings.therapist
        self._settings = settings

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error, "")
