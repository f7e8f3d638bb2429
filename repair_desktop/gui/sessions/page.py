"""Next session, as a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import SessionId
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
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.rebuilt import clear, focused_name, order_and_focus
from repair_desktop.gui.widgets.rupture_words import RuptureWords
from repair_desktop.gui.widgets.session_words import SessionWords
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.title_row import TitleRow, named_button
from repair_desktop.gui.widgets.undo import UNDO, UndoNotice
from repair_desktop.gui.widgets.words import words

MOST_PAST = 6
"""How many past sessions are shown before somebody asks for all of them."""


class SessionsPage(Page):
    """The next session with what to bring, the ones that are past, and answers over time.

    Signals:
        begin_requested: A worksheet to begin, and the session it is for or None.
        entry_requested: The id of an entry to carry on with.
        card_requested, practise_requested: The id of the rupture whose card is wanted.
        talk_requested: The worksheet about a talk, the rupture it was about, and the session.
    """

    begin_requested = Signal(str, object)
    entry_requested = Signal(str)
    card_requested = Signal(str)
    practise_requested = Signal(str)
    talk_requested = Signal(str, str, object)

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
        self._moving: SessionId | None = None
        self._shows_all = False
        self._back_to = ""
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
        self._add_row = self._row([self._add])
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
        self._form.closed.connect(self._leave_form)
        presenter.changed.connect(self._show)
        presenter.kept.connect(self._end_form)
        presenter.deleted.connect(self._note_deletion)
        presenter.restored.connect(self._note_return)
        presenter.failed.connect(self._show_problem)

    def refresh(self) -> None:
        """Read everything again."""
        self._problem.clear()
        self._presenter.refresh()

    # --- showing ----------------------------------------------------------------------------

    def _show(self, view: SessionsView) -> None:
        place, self._back_to = self._back_to or focused_name(self), ""
        self._view = view
        clear(self._coming)
        self._coming.addWidget(self._next_card(view))
        if view.ruptures:
            self._coming.addWidget(self._open_card(view.ruptures))
        if view.later:
            self._coming.addWidget(self._later_card(view))
        self._show_past()
        self._tracks.show_tracks(view.tracks)
        order_and_focus(self, place)

    def _next_card(self, view: SessionsView) -> Card:
        card = Card()
        summary = view.next
        if summary is None:
            card.lines.addWidget(words(self.tr("No session is noted"), "question"))
            helper = self.tr("Add the day of the next one, or plan without a day.")
            card.lines.addWidget(words(helper, "helper"))
            row = self._row(self._for_session(sheet, None) for sheet in view.before)
        else:
            when = self._words.when(summary.session, view.today)
            card.lines.addWidget(words(when, "question"))
            self._add_picked(card, view.picked)
            row = self._row(
                (
                    *(self._for_session(sheet, summary) for sheet in view.before),
                    *self._changes(summary.session),
                )
            )
        card.lines.addWidget(row)
        if summary is not None and summary.may_be_over:  # on the day itself
            card.lines.addWidget(self._row(self._ways_after(summary, view)))
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
        helper = self.tr("Make a card with your words, or practise to say it. You can also wait.")
        card.lines.addWidget(words(helper, "helper"))
        for each in ruptures:
            rupture_id = each.summary.rupture.id
            title = self._ruptures.title(each.summary)
            row = TitleRow(title, self.tr("You chose to wait with this one.") if each.waits else "")
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

    def _later_card(self, view: SessionsView) -> Card:
        card = Card()
        card.lines.addWidget(words(self.tr("Later"), "question"))
        for summary in view.later:
            session = summary.session
            when = self._words.when(session, view.today)
            card.lines.addWidget(words(when if session.takes_place else self._cancelled(when)))
            card.lines.addWidget(self._row(self._changes(session)))
        return card

    def _show_past(self) -> None:
        """Show the latest sessions that are past, or all of them."""
        clear(self._past)
        view = self._view
        if view is None or not view.past:
            return
        card = Card()
        card.lines.addWidget(words(self.tr("Past sessions"), "question"))
        shown = view.past if self._shows_all else view.past[:MOST_PAST]
        for number, summary in enumerate(shown):
            session = summary.session
            when = self._words.when(session, view.today)
            card.lines.addWidget(words(when if session.takes_place else self._cancelled(when)))
            ways = self._ways_after(summary, view) if session.takes_place else []
            card.lines.addWidget(self._row([*ways, *self._changes(session)]))
            if number == 0 and session.takes_place:
                self._add_talks(card, summary, view)
        if len(shown) < len(view.past):
            text = self.tr("Show all {count} sessions").format(count=len(view.past))
            more = self._button(text, self._show_all)
            card.lines.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._past.addWidget(card)

    def _show_all(self) -> None:
        assert self._view is not None
        self._shows_all = True
        self._show_past()
        order_and_focus(self, f"{self._view.past[MOST_PAST].session.id} move")

    def _cancelled(self, when: str) -> str:
        return self.tr("{when} · cancelled").format(when=when)

    # --- what can be done -------------------------------------------------------------------

    def _ways_after(self, summary: SessionSummary, view: SessionsView) -> list[QPushButton]:
        """Return ways to write down what stayed of a session."""
        return [self._for_session(sheet, summary) for sheet in view.after]

    def _add_talks(self, card: Card, summary: SessionSummary, view: SessionsView) -> None:
        """Ask what came of raising what is open."""
        if view.talks is None or not view.ruptures:
            return
        card.lines.addWidget(words(self.tr("Did you raise something?"), "helper"))
        for each in view.ruptures:
            card.lines.addWidget(self._talk(view.talks, each.summary, summary))

    def _for_session(self, worksheet: Worksheet, summary: SessionSummary | None) -> QPushButton:
        """Return a button that begins a worksheet for a session, or goes on with it."""
        title = fill(worksheet.title, self._name)
        entry = summary.entry(worksheet.id) if summary is not None else None
        session = summary.session if summary is not None else None
        button = self._button(
            f"{self._verb(entry)}: {title}" if entry is not None else title,
            lambda: self._open(worksheet, entry, session),
            role="secondary",
        )
        if session is not None:
            button.setAccessibleName(f"{button.text()}, {self._words.short(session)}")
            button.setObjectName(f"{session.id} {worksheet.id}")
        button.setAccessibleDescription(fill(worksheet.purpose, self._name))
        return button

    def _verb(self, entry: Entry) -> str:
        return self.tr("Carry on") if entry.finished_at is None else self.tr("Look again")

    def _open(self, worksheet: Worksheet, entry: Entry | None, session: Session | None) -> None:
        if entry is not None:
            self.entry_requested.emit(entry.id)
        else:
            self.begin_requested.emit(worksheet.id, session.id if session is not None else None)

    def _talk(
        self, worksheet: Worksheet, rupture: RuptureSummary, summary: SessionSummary
    ) -> QWidget:
        """Return a rupture with a way to write down what came of raising it in a session."""
        rupture_id, session = rupture.rupture.id, summary.session
        entry = next(
            (
                each
                for each in summary.entries
                if (each.worksheet_id, each.rupture_id) == (worksheet.id, rupture_id)
            ),
            None,
        )

        def act() -> None:
            if entry is not None:
                self.entry_requested.emit(entry.id)
            else:
                self.talk_requested.emit(worksheet.id, rupture_id, session.id)

        title = self._ruptures.title(rupture)
        row = TitleRow(title)
        text = self._verb(entry) if entry is not None else self.tr("Write it down")
        button = named_button(text, f"{title}, {self._words.short(session)}")
        button.clicked.connect(lambda: act())
        button.setObjectName(f"{session.id} {rupture_id}")
        row.add(button)
        return row

    def _changes(self, session: Session) -> list[QPushButton]:
        """Return quiet ways to change a session."""
        turned = SessionState.CANCELLED if session.takes_place else SessionState.PLANNED
        when = self._words.short(session)
        buttons = []
        for key, text, act in (
            ("move", self.tr("Change"), lambda: self._ask_to_move(session)),
            (
                "state",
                self.tr("Cancelled") if session.takes_place else self.tr("Not cancelled"),
                lambda: self._presenter.set_state(session.id, turned),
            ),
            ("delete", self.tr("Delete"), lambda: self._presenter.delete(session.id)),
        ):
            button = self._button(text, act)
            button.setAccessibleName(f"{text}: {when}")
            button.setObjectName(f"{session.id} {key}")
            buttons.append(button)
        return buttons

    # --- the form ---------------------------------------------------------------------------

    def _ask_to_add(self) -> None:
        day, clock = self._view.suggestion if self._view is not None else (date.today(), None)
        self._moving = None
        self._form.ask(self.tr("When is the session?"), self.tr("Add it"), day, clock)
        self._show_form()

    def _ask_to_move(self, session: Session) -> None:
        self._moving = session.id
        question = self.tr("When is it?")
        self._form.ask(question, self.tr("Change it"), session.day, session.clock)
        self._show_form()

    def _show_form(self) -> None:
        self._form_card.show()
        self._add_row.hide()
        tab_in_reading_order(self)
        self._form.take_keys()
        self.show_widget(self._form_card)

    def _enter(self, day: date, clock: time | None) -> None:
        if self._moving is None:
            self._presenter.add(day, clock)
        else:
            self._presenter.move(self._moving, day, clock)

    def _end_form(self) -> None:
        """Take the form away: what was entered is kept, and everything is read again."""
        self._back_to = "add" if self._moving is None else f"{self._moving} move"
        self._hide_form()

    def _leave_form(self) -> None:
        self._hide_form()
        order_and_focus(self, "add" if self._moving is None else f"{self._moving} move")

    def _hide_form(self) -> None:
        self._form_card.hide()
        self._add_row.show()

    # --- deleting ---------------------------------------------------------------------------

    def _note_deletion(self, session_id: str) -> None:
        self._undo.note(
            session_id,
            self.tr("The session is deleted. What you wrote for it is in Reflect."),
            lambda: self._presenter.restore(SessionId(session_id)),
        )
        self._back_to = UNDO
        self.scroll_to_top()

    def _note_return(self, session_id: str) -> None:
        self._back_to = UNDO if self._undo.note_return(session_id) else f"{session_id} move"

    def _show_problem(self, error: KnownError) -> None:
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

    def _row(self, buttons: Iterable[QPushButton]) -> QWidget:
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
