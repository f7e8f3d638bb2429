"""Next session, as a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.entries import Entry
from repair_desktop.core.errors import KnownError
from repair_desktop.core.sessions import (
    OpenRupture,
    Session,
    SessionState,
    SessionSummary,
    SessionsView,
)
from repair_desktop.core.times import Clock
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Worksheet
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.sessions.form import SessionForm
from repair_desktop.gui.sessions.presenter import SessionsPresenter
from repair_desktop.gui.sessions.tracks import Tracks
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.entry_row import EntryRow
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.rebuilt import clear, focused_name, order_and_focus
from repair_desktop.gui.widgets.rupture_words import RuptureWords
from repair_desktop.gui.widgets.session_words import SessionWords
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.title_row import TitleRow, named_button
from repair_desktop.gui.widgets.undo import UNDO, UndoNotice
from repair_desktop.gui.widgets.words import shortened, words

MOST_PAST, MORE_PAST = 6, 20
"""How many past sessions are shown, and how many more each time somebody asks for them."""

WHAT_LETTERS = 100


class SessionsPage(Page):
    """The next session with what to bring, the ones that are past, and answers over time.

    Signals:
        begin_requested: A worksheet to begin, and the session it is for or None.
        entry_requested: The id of an entry to carry on with.
        card_requested, practise_requested: The id of the rupture whose card is wanted.
        unlock_requested: A locked entry, and its worksheet.
        talk_requested: The worksheet about a talk, the rupture it was about, and the session.
        last_weeks_requested: The person wants the last weeks on one page.
    """

    begin_requested = Signal(str, object)
    entry_requested = Signal(str)
    card_requested = Signal(str)
    practise_requested = Signal(str)
    unlock_requested = Signal(object, object)
    talk_requested = Signal(str, str, object)
    last_weeks_requested = Signal()

    def __init__(
        self,
        presenter: SessionsPresenter,
        name: TherapistName,
        clock: Clock,
        theme: ThemeController,
        problems: ProblemWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._name = name
        self._problems = problems
        self._words = SessionWords(self)
        self._ruptures = RuptureWords(name, self)
        self._view: SessionsView | None = None
        self._clock = clock
        self._changing: Session | None = None
        self._titles: dict[str, str] = {}
        self._most_past = MOST_PAST
        self._back_to = ""
        self._news = ""
        self.set_header(
            self.tr("Next session"),
            self.tr("What you want to bring, and what stayed with you."),
        )
        self._problem = Notice()
        self._undo = UndoNotice()
        for notice in (self._problem, self._undo):
            self.add_widget(notice)
        self._coming = self._column_of_cards()
        self._add = self._button(self.tr("Add a session"), self._ask_to_add, role="secondary")
        self._add.setObjectName("add")
        weeks = self.tr("Last weeks on a page…")
        last_weeks = self._button(weeks, self.last_weeks_requested.emit, role="secondary")
        self._add_row = self._row([self._add, last_weeks])
        self.add_widget(self._add_row)
        self._form_card = Card()
        self._form = SessionForm(clock)
        self._form_card.lines.addWidget(self._form)
        self._form_card.hide()
        self.add_widget(self._form_card)
        self._past = self._column_of_cards()
        self._tracks = Tracks(name, theme)
        self.add_widget(self._tracks)
        self._form.entered.connect(self._enter)
        self._form.turned.connect(self._turn)
        self._form.deleted.connect(self._delete)
        self._form.closed.connect(self._leave_form)
        presenter.changed.connect(self._show)
        presenter.kept.connect(self._end_form)
        presenter.deleted.connect(self._note_deletion)
        presenter.restored.connect(self._note_return)
        presenter.failed.connect(self._show_problem)

    def refresh(self) -> None:
        """Read everything again."""
        self._most_past = MOST_PAST
        self._problem.clear()
        self._presenter.refresh()

    # --- showing ----------------------------------------------------------------------------

    def _show(self, view: SessionsView) -> None:
        place, self._back_to = self._back_to or focused_name(self), ""
        is_new, self._view = self._view is None, view
        clear(self._coming)
        first = self._next_card(view)
        self._coming.addWidget(first)
        if view.ruptures:
            self._coming.addWidget(self._open_card(view.ruptures))
        if view.later:
            self._coming.addWidget(self._later_card(view))
        self._show_past()
        self._tracks.show_tracks(view.tracks)
        if is_new:
            place = first.findChildren(QPushButton)[0].objectName()
        order_and_focus(self, place)
        if self._news:
            announce(self, self._news)
            self._news = ""

    def _next_card(self, view: SessionsView) -> Card:
        card = Card()
        summary = view.next
        if summary is None:
            card.lines.addWidget(words(self.tr("No session is planned"), "question"))
            helper = self.tr("Add the day of the next one, or plan without a day.")
            card.lines.addWidget(words(helper, "helper"))
            card.lines.addWidget(self._row(self._beginnings(view.before, None)))
            return card
        when = self._words.when(summary.session, view.today)
        card.lines.addWidget(words(when, "question"))
        self._add_picked(card, view.picked)
        sheets = [*view.before, *(view.after if summary.may_be_over else ())]
        self._add_session(card, summary, view, sheets)
        if summary.may_be_over:  # on the day itself
            self._add_talks(card, summary, view)
        return card

    def _add_picked(self, card: Card, picked: Sequence[str]) -> None:
        if picked:
            card.lines.addWidget(words(self.tr("You want to bring:"), "helper"))
        for text in picked:
            card.lines.addWidget(words(self.tr("• {text}").replace("{text}", text)))

    def _open_card(self, ruptures: Sequence[OpenRupture]) -> Card:
        """Return what is open, with ways to find words for it."""
        card = Card()
        card.lines.addWidget(words(self.tr("What is open"), "question"))
        helper = self.tr("Make a card with your words, or practise saying it. You can also wait.")
        card.lines.addWidget(words(helper, "helper"))
        for each in ruptures:
            rupture_id = each.summary.rupture.id
            title = self._ruptures.title(each.summary)
            row = TitleRow(title, self._about(each))
            wanted = [("card", self.tr("Card"), self.card_requested)]
            if each.has_card:
                wanted.append(("practise", self.tr("Practise"), self.practise_requested))
            for key, text, signal in wanted:
                button = named_button(text, title)
                button.setObjectName(f"{rupture_id} {key}")
                button.clicked.connect(
                    lambda _=False, signal=signal, about=rupture_id: signal.emit(about)
                )
                row.add(button)
            card.lines.addWidget(row)
        return card

    def _about(self, rupture: OpenRupture) -> str:
        """Return what tells a rupture from others of its kind."""
        what = shortened(" ".join(rupture.what[: 4 * WHAT_LETTERS].split()), WHAT_LETTERS)
        waits = self.tr("You chose to wait with this one.") if rupture.waits else ""
        return "\n".join(filter(None, (what, waits)))

    def _later_card(self, view: SessionsView) -> Card:
        card = Card()
        card.lines.addWidget(words(self.tr("Also noted"), "question"))
        for summary in view.later:
            card.lines.addWidget(words(self._when(summary.session, view.today)))
            self._add_session(card, summary, view, ())
        return card

    def _show_past(self) -> None:
        """Show the latest sessions that are past, or more of them."""
        clear(self._past)
        view = self._view
        if view is None or not view.past:
            return
        self._past.addWidget(words(self.tr("Past sessions"), "question"))
        shown = view.past[: self._most_past]
        for number, summary in enumerate(shown):
            card = Card()
            session = summary.session
            card.lines.addWidget(words(self._when(session, view.today)))
            sheets = view.after if session.takes_place else ()
            self._add_session(card, summary, view, sheets)
            if number == 0 and session.takes_place:
                self._add_talks(card, summary, view)
            self._past.addWidget(card)
        if len(shown) < len(view.past):
            more = self._button(self.tr("Show earlier sessions"), self._show_more)
            self._past.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_more(self) -> None:
        assert self._view is not None
        first = self._view.past[self._most_past].session
        self._most_past += MORE_PAST
        self._show_past()
        order_and_focus(self, f"{first.id} change")

    def _when(self, session: Session, today: date) -> str:
        when = self._words.when(session, today)
        return when if session.takes_place else self.tr("{when} · cancelled").format(when=when)

    # --- what can be done -------------------------------------------------------------------

    def _add_session(
        self,
        card: Card,
        summary: SessionSummary,
        view: SessionsView,
        sheets: Sequence[Worksheet],
    ) -> None:
        """Add what was written for a session, and what can be done about it.

        Args:
            card: Where to add it.
            summary: The session.
            view: Everything.
            sheets: What can be begun for it.
        """
        for entry in summary.entries:
            card.lines.addWidget(self._entry_row(entry, view.worksheets.get(entry.worksheet_id)))
        session = summary.session
        fresh = [sheet for sheet in sheets if not summary.has(sheet.id)]
        change = named_button(self.tr("Change…"), self._words.short(session), "quiet")
        change.setObjectName(f"{session.id} change")
        change.clicked.connect(lambda: self._ask_to_change(session))
        card.lines.addWidget(self._row([*self._beginnings(fresh, session), change]))

    def _entry_row(self, entry: Entry, worksheet: Worksheet | None) -> EntryRow:
        row = EntryRow(entry, worksheet, self._ruptures)
        row.opened.connect(lambda: self.entry_requested.emit(entry.id))
        row.unlocked.connect(self.unlock_requested)
        row.deleted.connect(lambda: self._presenter.delete_entry(entry.id))
        self._titles[entry.id] = self._ruptures.entry(entry, worksheet)
        return row

    def _beginnings(
        self, sheets: Sequence[Worksheet], session: Session | None
    ) -> list[QPushButton]:
        """Return buttons that begin worksheets, for a session or for none."""
        buttons = []
        for sheet in sheets:
            title = fill(sheet.title, self._name)
            about = session.id if session is not None else None
            button = self._button(title, partial(self.begin_requested.emit, sheet.id, about))
            set_role(button, "secondary")
            button.setAccessibleDescription(fill(sheet.purpose, self._name))
            button.setObjectName(sheet.id)
            if session is not None:
                button.setAccessibleName(f"{title}, {self._words.short(session)}")
                button.setObjectName(f"{session.id} {sheet.id}")
            buttons.append(button)
        return buttons

    def _add_talks(self, card: Card, summary: SessionSummary, view: SessionsView) -> None:
        """Offer to note what came of raising what is open."""
        about = {entry.rupture_id for entry in summary.entries if view.is_talk(entry)}
        open_ones = [
            each
            for each in view.ruptures
            if not each.waits and each.summary.rupture.id not in about
        ]
        if view.talks is None or not open_ones:
            return
        said = self.tr("If you brought something up, you can note what came of it.")
        card.lines.addWidget(words(said, "helper"))
        for each in open_ones:
            card.lines.addWidget(self._talk(view.talks, each, summary.session))

    def _talk(self, worksheet: Worksheet, rupture: OpenRupture, session: Session) -> QWidget:
        """Return a rupture with a way to write down what came of raising it in a session."""
        rupture_id = rupture.summary.rupture.id
        title = self._ruptures.title(rupture.summary)
        button = named_button(self.tr("Write it down"), f"{title}, {self._words.short(session)}")
        button.clicked.connect(
            lambda: self.talk_requested.emit(worksheet.id, rupture_id, session.id)
        )
        button.setObjectName(f"{session.id} {rupture_id}")
        row = TitleRow(title, self._about(rupture))
        row.add(button)
        return row

    # --- the form ---------------------------------------------------------------------------

    def _ask_to_add(self) -> None:
        self._changing = None
        today = self._clock.now().date()
        self._form.ask_for_new(*(self._view.suggestion if self._view else (today, None)))
        self._show_form()

    def _ask_to_change(self, session: Session) -> None:
        self._changing = session
        self._form.ask_about(session)
        self._show_form()

    def _show_form(self) -> None:
        self._form_card.show()
        self._add_row.hide()
        tab_in_reading_order(self)
        self._form.take_keys()
        self.show_widget(self._form_card)

    def _enter(self, day: date, clock: time | None) -> None:
        if self._changing is None:
            self._news = self.tr("The session is added.")
            self._presenter.add(day, clock)
        else:
            self._news = self.tr("The session is changed.")
            self._presenter.move(self._changing.id, day, clock)

    def _turn(self) -> None:
        session = self._changing
        assert session is not None
        cancels = session.takes_place
        self._news = (
            self.tr("Marked as cancelled.") if cancels else self.tr("It takes place after all.")
        )
        state = SessionState.CANCELLED if cancels else SessionState.PLANNED
        self._presenter.set_state(session.id, state)

    def _delete(self) -> None:
        assert self._changing is not None
        self._presenter.delete(self._changing.id)

    def _end_form(self) -> None:
        """Take the form away: what was entered is kept, and everything is read again."""
        self._back_to = self._form_came_from()
        self._hide_form()

    def _leave_form(self) -> None:
        self._hide_form()
        order_and_focus(self, self._form_came_from())

    def _form_came_from(self) -> str:
        return "add" if self._changing is None else f"{self._changing.id} change"

    def _hide_form(self) -> None:
        self._form_card.hide()
        self._add_row.show()

    # --- deleting ---------------------------------------------------------------------------

    def _note_deletion(self, gone: str) -> None:
        entry = self._titles.get(gone)
        said = self.tr("The session is deleted. What you wrote for it is in Reflect.")
        if entry is not None:
            said = self._ruptures.deleted(entry)
        self._undo.note(gone, said, lambda: self._presenter.take_back(gone, entry is not None))
        if self._changing is not None and self._changing.id == gone:
            self._hide_form()
        self._back_to = UNDO
        self.scroll_to_top()

    def _note_return(self, back: str) -> None:
        kind = "open" if back in self._titles else "change"
        self._news = self.tr("It is back.")
        self._back_to = UNDO if self._undo.note_return(back) else f"{back} {kind}"

    def _show_problem(self, error: KnownError) -> None:
        self._news = ""
        problem = self._problems.words(error)
        self._problem.say(f"{problem.happened} {problem.safe} {problem.to_do}", problem=True)
        self.scroll_to_top()

    # --- small things -----------------------------------------------------------------------

    def _column_of_cards(self) -> QVBoxLayout:
        area = QWidget()
        column = QVBoxLayout(area)
        column.setSpacing(GAP)
        column.setContentsMargins(0, 0, 0, 0)
        self.add_widget(area)
        return column

    def _row(self, buttons: Iterable[QWidget]) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row)
        for button in buttons:
            flow.addWidget(button)
        return row

    def _button(self, text: str, act: Callable[[], object], role: str = "quiet") -> QPushButton:
        button = QPushButton(text)
        set_role(button, role)
        button.clicked.connect(lambda: act())
        return button
