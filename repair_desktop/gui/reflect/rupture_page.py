"""One rupture, as a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.entries import Entry
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import EntryId
from repair_desktop.core.rupture_view import EntryGroup, OverTime, RuptureView, SetAside
from repair_desktop.core.ruptures import QUIET_STATES, RuptureState, StateChange
from repair_desktop.core.sheets import shown
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Worksheet
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.rename import RenameDialog
from repair_desktop.gui.reflect.rupture_presenter import RupturePresenter
from repair_desktop.gui.reflect.state_box import StateBox
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP, SPACE
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.dates import day_month_year
from repair_desktop.gui.widgets.entry_row import EntryRow
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.rebuilt import clear, focused_name, order_and_focus
from repair_desktop.gui.widgets.rupture_words import RuptureWords
from repair_desktop.gui.widgets.small_line import SmallLine
from repair_desktop.gui.widgets.small_line_layout import LinePoint
from repair_desktop.gui.widgets.state_words import StateWords
from repair_desktop.gui.widgets.title_row import named_button
from repair_desktop.gui.widgets.undo import UNDO, UndoNotice
from repair_desktop.gui.widgets.words import shortened, words

MOST_LETTERS = 2_000
"""A label with a megabyte in it would keep the window waiting."""

MOST_STATES = 6
"""How many states are shown before somebody asks for all of them."""


class RupturePage(Page):
    """What happened, where it stands, how it went over time, and what was written about it.

    Args:
        presenter: Reads and changes it.
        name: What the therapist is called.
        theme: The look of the small lines.
        problems: Words for what goes wrong.

    Signals:
        closed: Back to where the person was.
        entry_requested: The id of an entry to carry on with.
        unlock_requested: A locked entry, and its worksheet.
        begin_worksheet_requested: The ids of a worksheet to begin and of this rupture.
        aside_page_requested: Why the steps that mend are hidden: the id of the entry whose answer
            hides them, and of the help page that says more.
        card_requested: The id of this rupture; the person wants its card.
        delete_requested: The same; the person wants it gone.
        entry_deleted: The id of an entry that was deleted, and what it is called.
        entry_restored: The id of one that is back.
    """

    closed = Signal()
    entry_requested = Signal(str)
    unlock_requested = Signal(object, object)
    begin_worksheet_requested = Signal(str, str)
    aside_page_requested = Signal(str, str)
    card_requested = Signal(str)
    delete_requested = Signal(str)
    entry_deleted = Signal(str, str)
    entry_restored = Signal(str)

    def __init__(
        self,
        presenter: RupturePresenter,
        name: TherapistName,
        theme: ThemeController,
        problems: ProblemWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._name = name
        self._theme = theme
        self._problems = problems
        self._names = RuptureWords(name, self)
        self._states = StateWords(self)
        self._shows_all_states = False
        self._view: RuptureView | None = None
        self._problem = Notice()
        self._undo = UndoNotice()
        about_it = QWidget()
        row = FlowLayout(about_it)
        rename = self._button(self.tr("Rename"), self._ask_for_title)
        delete = self._button(
            self.tr("Delete"), lambda: self.delete_requested.emit(presenter.rupture_id)
        )
        self._about_it = {button: button.text() for button in (rename, delete)}
        for button in self._about_it:
            row.addWidget(button)
        area = QWidget()
        self._body = QVBoxLayout(area)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(GAP)
        for part in (self._problem, self._undo, area, about_it):
            self.add_widget(part)
        foot = QWidget()
        FlowLayout(foot).addWidget(
            self._button(self.tr("Back"), self.closed.emit, role="secondary")
        )
        self.set_foot(foot)
        presenter.changed.connect(self._show)
        presenter.deleted.connect(self._note_deletion)
        presenter.restored.connect(self._note_return)
        presenter.failed.connect(self._show_problem)
        presenter.gone.connect(self.closed)

    def refresh(self) -> None:
        """Read it again."""
        self._problem.clear()
        self._presenter.refresh()

    # --- showing ----------------------------------------------------------------------------

    def _show(self, view: RuptureView) -> None:
        place = focused_name(self)
        focused = QApplication.focusWidget()
        is_here = focused is not None and (focused is self or self.isAncestorOf(focused))
        is_new, self._view = self._view is None, view
        title = self._names.title(view.summary)
        self.set_header(shown(title), self._names.noted(view.summary))
        self.setAccessibleName(title)
        for button, text in self._about_it.items():
            button.setAccessibleName(f"{text}: {title}")
        clear(self._body)
        if view.set_aside is not None:
            self._body.addWidget(self._aside_card(view.set_aside))
        self._add_states(view, title)
        if view.what:
            card = self._card(self.tr("What happened, in your words"))
            card.lines.addWidget(words(shown(shortened(view.what, MOST_LETTERS))))
        self._add_life(view)
        for group in EntryGroup:
            if view.groups[group]:
                self._add_entries(view, group)
        self._add_ways_on(view)
        if is_new and is_here and self.start is not None:
            place = self.start.objectName()  # until now it was not there to take the keys
        order_and_focus(self, place)
        if is_new:
            announce(self, title)

    def _card(self, title: str) -> Card:
        card = Card()
        card.setAccessibleName(title)
        card.lines.addWidget(words(title, "question"))
        self._body.addWidget(card)
        return card

    def _aside_card(self, aside: SetAside) -> Card:
        """Say calmly that mending rests, and that nothing that was written is lost."""
        card = Card()
        said = self.tr(
            "You ticked that something was not okay. "
            "Your notes and feelings stay, here and on the timeline."
        )
        card.lines.addWidget(words(said))
        why = self._button(
            self.tr("What you can do"),
            lambda: self.aside_page_requested.emit(aside.entry_id, aside.page),
            role="secondary",
        )
        why.setObjectName("aside")
        self.start_at(why)
        card.lines.addWidget(why, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    # --- where it stands --------------------------------------------------------------------

    def _add_states(self, view: RuptureView, title: str) -> None:
        card = self._card(self.tr("Where does this stand?"))
        heading = card.findChild(QLabel)
        assert isinstance(heading, QLabel)
        card.lines.addWidget(words(self.tr("You decide. You can change it at any time."), "helper"))
        rupture = view.summary.rupture
        box = StateBox(
            rupture.state,
            self.tr("Where it stands: {title}").replace("{title}", title),
            tuple(RuptureState) if view.set_aside is None else QUIET_STATES,
        )
        box.setObjectName("state")
        if view.set_aside is None:
            self.start_at(box)
        heading.setBuddy(box)
        box.chosen.connect(lambda state: self._presenter.set_state(rupture.id, state))
        card.lines.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        history = QVBoxLayout()
        history.setSpacing(SPACE)
        card.lines.addLayout(history)
        shown = rupture.history if self._shows_all_states else rupture.history[-MOST_STATES:]
        for change in shown:
            history.addWidget(words(self._state_line(change), "muted"))
        if len(shown) < len(rupture.history):
            text = self.tr("Show all {count} states").format(count=len(rupture.history))
            more = self._button(text, self._show_all_states)
            card.lines.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _state_line(self, change: StateChange) -> str:
        return self.tr("{day}: {state}").format(
            day=day_month_year(change.at.date()), state=self._states.name(change.state)
        )

    def _show_all_states(self) -> None:
        self._shows_all_states = True
        self._presenter.show_again()
        order_and_focus(self, "state")

    # --- over time --------------------------------------------------------------------------

    def _add_life(self, view: RuptureView) -> None:
        """Show how the numbers went. Where it is set aside, those about mending rest."""
        mends = view.set_aside is None
        parts: list[QWidget] = []
        if view.size.given:
            parts.append(self._line(self.tr("How big it felt"), view.size))
        if view.closeness.given and mends:
            parts.append(self._line(self.tr("How close it felt after a talk"), view.closeness))
        blame = self._blame(*view.blame)
        if blame and mends:
            parts.append(words(blame))
        if parts:
            card = Card()
            card.setAccessibleName(self.tr("Over time"))
            for part in parts:
                card.lines.addWidget(part)
            self._body.addWidget(card)

    def _line(self, title: str, over_time: OverTime) -> SmallLine:
        ends = (fill(over_time.low, self._name), fill(over_time.high, self._name))
        line = SmallLine(title, ends, self._theme)
        line.show_points(
            [
                LinePoint(
                    given.at.date(), given.value, self.tr("{value} of 10").format(value=given.value)
                )
                for given in over_time.given
            ]
        )
        return line

    def _blame(self, before: int | None, after: int | None) -> str:
        """Return the two numbers side by side, without a verdict."""
        if before is not None and after is not None:
            text = self.tr("Blaming myself: {before} before sorting, {after} after.")
            return text.format(before=before, after=after)
        if before is not None:
            return self.tr("Blaming myself: {before} before sorting.").format(before=before)
        if after is not None:
            return self.tr("Blaming myself: {after} after sorting.").format(after=after)
        return ""

    # --- what was written -------------------------------------------------------------------

    def _add_entries(self, view: RuptureView, group: EntryGroup) -> None:
        card = self._card(self._group_name(group, view.set_aside is not None))
        for entry in view.groups[group]:
            # Without the answer that set it aside, the talk of mending would be back.
            keeps_aside = view.set_aside is not None and entry.id == view.set_aside.entry_id
            worksheet = view.worksheets.get(entry.worksheet_id)
            row = EntryRow(entry, worksheet, self._names, can_delete=not keeps_aside)
            row.opened.connect(self._asker(entry, self.entry_requested.emit))
            row.unlocked.connect(self.unlock_requested)
            row.deleted.connect(self._asker(entry, self._presenter.delete_entry))
            card.lines.addWidget(row)

    @staticmethod
    def _asker(entry: Entry, ask: Callable[[EntryId], object]) -> Callable[[], object]:
        return lambda: ask(entry.id)

    def _group_name(self, group: EntryGroup, is_set_aside: bool) -> str:
        match group:
            case EntryGroup.NOTE:
                return self.tr("Notes")
            case EntryGroup.STEPS:
                # Not all six are there where it is set aside.
                return self.tr("What you wrote") if is_set_aside else self.tr("The six steps")
            case EntryGroup.TALK:
                return self.tr("Talks")
            case EntryGroup.OTHER:
                return self.tr("Other pages")

    def _add_ways_on(self, view: RuptureView) -> None:
        offers_card = not view.summary.rests
        if not view.fitting and not offers_card:
            return
        card = self._card(self.tr("Write more"))
        area = QWidget()
        flow = FlowLayout(area)
        for worksheet in view.fitting:
            flow.addWidget(self._begin(worksheet, view))
        if offers_card:
            flow.addWidget(self._card_button(view))
        card.lines.addWidget(area)

    def _begin(self, worksheet: Worksheet, view: RuptureView) -> QPushButton:
        text = fill(worksheet.title, self._name)
        if worksheet.about_rupture:
            text = self.tr("Look at it step by step")
        button = named_button(text, self._names.title(view.summary))
        button.setObjectName(f"begin {worksheet.id}")
        about = view.summary.rupture.id
        button.clicked.connect(lambda: self.begin_worksheet_requested.emit(worksheet.id, about))
        return button

    def _card_button(self, view: RuptureView) -> QPushButton:
        button = named_button(self.tr("Card for the session"), self._names.title(view.summary))
        button.setObjectName("card")
        button.clicked.connect(lambda: self.card_requested.emit(view.summary.rupture.id))
        return button

    # --- changing ---------------------------------------------------------------------------

    def _ask_for_title(self) -> None:
        if self._view is None:
            return
        rupture = self._view.summary.rupture
        dialog = RenameDialog(rupture.title, self)
        dialog.textValueSelected.connect(
            lambda text: self._presenter.describe(rupture.id, text, rupture.happened_on)
        )
        dialog.open()

    def _note_deletion(self, gone: str) -> None:
        """Offer to take back an entry; what is shown is still as it was before."""
        view = self._view
        for entry in view.summary.entries if view is not None else ():
            if view is not None and entry.id == gone:
                title = self._names.entry(entry, view.worksheets.get(entry.worksheet_id))
                take_back = self._asker(entry, self._presenter.restore_entry)
                self._undo.note(gone, self._names.deleted(title), take_back)
                self.entry_deleted.emit(gone, title)
        self._show_undo()

    def _note_return(self, back: str) -> None:
        self._problem.clear()
        self.entry_restored.emit(back)
        if self._undo.note_return(back):
            self._show_undo()
        else:
            self.take_keys()

    @staticmethod
    def _button(text: str, act: Callable[[], object], role: str = "quiet") -> QPushButton:
        button = QPushButton(text)
        set_role(button, role)
        button.clicked.connect(lambda: act())
        return button

    def _show_undo(self) -> None:
        self.scroll_to_top()
        order_and_focus(self, UNDO)

    def _show_problem(self, error: KnownError) -> None:
        self._problem.say(self._problems.words(error).text, problem=True)
        self.scroll_to_top()
