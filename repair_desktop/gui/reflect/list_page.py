"""The list of ruptures and of other worksheets, as a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import EntryId, RuptureId
from repair_desktop.core.ruptures import QUIET_STATES, RuptureState
from repair_desktop.core.sheets import shown
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Place, Worksheet
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.list_presenter import ReflectView, RuptureListPresenter
from repair_desktop.gui.reflect.rename import RenameDialog
from repair_desktop.gui.reflect.state_box import StateBox
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.entry_row import EntryRow
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.rebuilt import clear, focused_name, order_and_focus
from repair_desktop.gui.widgets.rupture_words import RuptureWords
from repair_desktop.gui.widgets.title_row import TitleRow, named_button
from repair_desktop.gui.widgets.undo import UNDO, UndoNotice
from repair_desktop.gui.widgets.words import words

MOST_RUPTURES = 10
MOST_ENTRIES = 8
"""How many are shown before somebody asks for all of them. Ten years of cards take a while."""


class ReflectPage(Page):
    """Every rupture with its state, what else was written, and ways to begin.

    Signals:
        begin_requested: The person wants to write down what felt off.
        begin_worksheet_requested: The id of a worksheet to begin.
        entry_requested: The id of an entry to carry on with.
        rupture_requested: The id of a rupture to open.
        unlock_requested: A locked entry, and its worksheet.
        card_requested: The id of the rupture whose card is wanted.
        read_requested: Something to read.
    """

    begin_requested = Signal()
    begin_worksheet_requested = Signal(str)
    entry_requested = Signal(str)
    rupture_requested = Signal(str)
    unlock_requested = Signal(object, object)
    card_requested = Signal(str)
    read_requested = Signal()

    def __init__(
        self,
        presenter: RuptureListPresenter,
        name: TherapistName,
        problems: ProblemWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._name = name
        self._problems = problems
        self._names = RuptureWords(name, self)
        self._view = ReflectView()
        self._refreshes: list[Callable[[], None]] = []
        self._shows_all_ruptures = False
        self._shows_all_entries = False
        self.set_header(
            self.tr("Reflect"),
            self.tr("Moments when something felt off, and where they stand. You decide."),
        )
        self._begin = QPushButton(self.tr("Something felt off"))
        set_role(self._begin, "primary")
        self._begin.clicked.connect(self.begin_requested)
        top = QWidget()
        row = FlowLayout(top)
        row.addWidget(self._begin)
        read = QPushButton(self.tr("Read"))
        set_role(read, "secondary")
        read.clicked.connect(self.read_requested)
        row.addWidget(read)
        self.add_widget(top)
        self.start_at(self._begin)
        self._problem = Notice()
        self.add_widget(self._problem)
        self._news = Notice()
        self.add_widget(self._news)
        self._undo = UndoNotice()
        self.add_widget(self._undo)
        self._empty = words(
            self.tr("Nothing is written here yet. It can stay so, or you begin when you like."),
            "helper",
        )
        self.add_widget(self._empty)
        self._cards = self._column_of_cards()
        self._written = Card()
        self._written.lines.addWidget(words(self.tr("Other pages you wrote"), "question"))
        self.add_widget(self._written)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP)
        self._written.lines.addLayout(self._rows)
        self._offers = self._column_of_cards()
        presenter.changed.connect(self._show)
        presenter.deleted.connect(self._note_deletion)
        presenter.restored.connect(self._note_return)
        presenter.failed.connect(self._show_problem)

    def add_part(self, part: QWidget, refresh: Callable[[], None]) -> None:
        """Put a part of another feature below the rest.

        Args:
            part: A widget.
            refresh: Reads it again, with the page.
        """
        self._refreshes.append(refresh)
        self.add_widget(part)

    def tell_locked(self) -> None:
        """Say that an entry was locked away; until the list is read again."""
        self._news.say(self.tr("It is locked away. You find it here, with Unlock beside it."))

    def tell_unlocked(self) -> None:
        """Say that the lock of an entry is off; until the list is read again."""
        self._news.say(self.tr("The lock is off. It is a page like your others again."))

    def refresh(self) -> None:
        """Read the list again. A deletion can be taken back as long as the journal is open."""
        self._problem.clear()
        self._news.clear()
        self._presenter.refresh()
        for refresh in self._refreshes:
            refresh()

    def delete_rupture(self, rupture_id: RuptureId) -> None:
        """Set a rupture aside, for a page that goes with it, and offer to take it back."""
        self._presenter.delete(rupture_id)

    def note_deleted_entry(self, entry_id: EntryId, title: str) -> None:
        """Offer to take back an entry that was deleted on another page."""
        said = self._names.deleted(title)
        self._undo.note(entry_id, said, lambda: self._presenter.restore_entry(entry_id))

    def note_restored(self, back: str) -> None:
        """Offer it no more: it is back."""
        self._undo.note_return(back)

    # --- the list ---------------------------------------------------------------------------

    def _column_of_cards(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.setContentsMargins(0, 0, 0, 0)
        area = QWidget()
        area.setLayout(column)
        self.add_widget(area)
        return column

    def _show(self, view: ReflectView) -> None:
        place = focused_name(self)
        before, self._view = self._view, view
        self._show_ruptures()
        self._show_entries()
        if view.offered != before.offered:
            clear(self._offers)
            self._offers.addWidget(self._offers_card(view.offered))
        self._empty.setVisible(not view.ruptures and not view.entries)
        order_and_focus(self, place)

    def _show_ruptures(self) -> None:
        """Show the newest, or all of them."""
        clear(self._cards)
        ruptures = self._view.ruptures
        shown = ruptures if self._shows_all_ruptures else ruptures[:MOST_RUPTURES]
        for summary in shown:
            self._cards.addWidget(self._card(summary))
        if len(shown) < len(ruptures):
            more = self._more(self.tr("Show all {count} moments"), len(ruptures))
            more.clicked.connect(self._show_all_ruptures)
            self._cards.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_entries(self) -> None:
        """Show what belongs to no rupture: the latest, or all of it."""
        clear(self._rows)
        entries = self._view.entries
        shown = entries if self._shows_all_entries else entries[:MOST_ENTRIES]
        for entry in shown:
            self._rows.addWidget(self._entry_row(entry))
        if len(shown) < len(entries):
            more = self._more(self.tr("Show all {count} pages"), len(entries))
            more.clicked.connect(self._show_all_entries)
            self._rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._written.setVisible(bool(entries))

    def _more(self, text: str, count: int) -> QPushButton:
        more = QPushButton(text.format(count=count))
        set_role(more, "quiet")
        return more

    def _show_all_ruptures(self) -> None:
        self._shows_all_ruptures = True
        self._show_ruptures()
        order_and_focus(self, f"{self._view.ruptures[MOST_RUPTURES].rupture.id} 0")

    def _show_all_entries(self) -> None:
        self._shows_all_entries = True
        self._show_entries()
        order_and_focus(self, f"{self._view.entries[MOST_ENTRIES].id} open")

    def _offers_card(self, offered: Sequence[Worksheet]) -> Card:
        """Return what else can be begun."""
        card = Card()
        card.lines.addWidget(words(self.tr("Other worksheets"), "question"))
        card.lines.addWidget(
            words(self.tr("Each stands by itself. You can leave any part of it blank."), "helper")
        )
        for worksheet in offered:
            card.lines.addWidget(self._offer(worksheet))
        return card

    def _offer(self, worksheet: Worksheet) -> QWidget:
        title, purpose = fill(worksheet.title, self._name), fill(worksheet.purpose, self._name)
        begin = named_button(self.tr("Begin"), title)
        begin.setAccessibleDescription(purpose)
        begin.clicked.connect(lambda: self.begin_worksheet_requested.emit(worksheet.id))
        row = TitleRow(title, purpose)
        row.add(begin)
        return row

    def _card(self, summary: RuptureSummary) -> Card:
        rupture = summary.rupture
        title = self._names.title(summary)
        card = Card()
        card.setAccessibleName(title)
        heading = words(shown(title), "question")
        card.lines.addWidget(heading)
        card.lines.addWidget(words(self._names.facts(summary), "helper"))
        row = QWidget()
        flow = FlowLayout(row)
        state = StateBox(
            rupture.state,
            self.tr("Where it stands: {title}").replace("{title}", title),
            QUIET_STATES if summary.is_set_aside else tuple(RuptureState),
        )
        heading.setBuddy(state)
        state.chosen.connect(lambda chosen: self._presenter.set_state(rupture.id, chosen))
        look = named_button(self.tr("Open"), title)
        look.clicked.connect(lambda: self.rupture_requested.emit(rupture.id))
        rename = named_button(self.tr("Rename"), title, "quiet")
        rename.clicked.connect(lambda: self._rename(summary))
        delete = named_button(self.tr("Delete"), title, "quiet")
        delete.clicked.connect(lambda: self._presenter.delete(rupture.id))
        ways_in = [self._way_in(each, title) for each in summary.entries if self._notes(each)]
        if summary.can_be_raised:
            card_of_it = named_button(self.tr("Card for the session"), title)
            card_of_it.clicked.connect(lambda: self.card_requested.emit(rupture.id))
            ways_in.append(card_of_it)
        for number, control in enumerate((state, look, *ways_in, rename, delete)):
            control.setObjectName(f"{rupture.id} {number}")
            flow.addWidget(control)
        card.lines.addWidget(row)
        return card

    def _notes(self, entry: Entry) -> bool:
        """Tell whether an entry is one that noted its rupture."""
        worksheet = self._view.worksheets.get(entry.worksheet_id)
        return worksheet is not None and worksheet.about_rupture

    def _way_in(self, entry: Entry, title: str) -> QPushButton:
        """Return a way back into an entry on a rupture, named where it is not the usual one."""
        text = self._names.way_in(entry)
        worksheet = self._view.worksheets[entry.worksheet_id]
        if Place.RUPTURE not in worksheet.offered:
            text = f"{text}: {self._names.worksheet(worksheet)}"
        button = named_button(text, title)
        button.clicked.connect(lambda: self.entry_requested.emit(entry.id))
        return button

    def _entry_row(self, entry: Entry) -> EntryRow:
        row = EntryRow(entry, self._view.worksheets.get(entry.worksheet_id), self._names)
        row.opened.connect(lambda: self.entry_requested.emit(entry.id))
        row.unlocked.connect(self.unlock_requested)
        row.deleted.connect(lambda: self._presenter.delete_entry(entry.id))
        return row

    # --- changing ---------------------------------------------------------------------------

    def _rename(self, summary: RuptureSummary) -> None:
        rupture = summary.rupture
        dialog = RenameDialog(rupture.title, self)
        dialog.textValueSelected.connect(
            lambda text: self._presenter.describe(rupture.id, text, rupture.happened_on)
        )
        dialog.open()

    def _note_deletion(self, gone: str) -> None:
        """Offer to take it back; what is shown is still as it was before."""
        for summary in self._view.ruptures:
            if summary.rupture.id == gone:
                self._undo.note(
                    gone,
                    self._names.deleted(self._names.title(summary)),
                    lambda: self._presenter.restore(RuptureId(gone)),
                )
        for entry in self._view.entries:
            if entry.id == gone:
                worksheet = self._view.worksheets.get(entry.worksheet_id)
                self.note_deleted_entry(entry.id, self._names.entry(entry, worksheet))
        self.scroll_to_top()
        order_and_focus(self, UNDO)

    def _note_return(self, back: str) -> None:
        self._problem.clear()
        if self._undo.note_return(back):
            self.scroll_to_top()
            order_and_focus(self, UNDO)
        else:
            self._begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_problem(self, error: KnownError) -> None:
        problem = self._problems.words(error)
        self._problem.say(f"{problem.happened} {problem.safe} {problem.to_do}", problem=True)
        self.scroll_to_top()
