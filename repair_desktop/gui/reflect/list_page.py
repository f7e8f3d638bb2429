"""The list of ruptures and of other worksheets, as a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QInputDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import RuptureId
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Place, Worksheet
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.list_presenter import ReflectView, RuptureListPresenter
from repair_desktop.gui.reflect.state_box import StateBox
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.words import shortened, words

TITLE_LETTERS = 200

MOST_RUPTURES = 10
MOST_ENTRIES = 8
"""How many are shown before somebody asks for all of them. Ten years of cards take a while."""


class ReflectPage(Page):
    """Every rupture with its state, what else was written, and ways to begin.

    Signals:
        begin_requested: The person wants to write down what felt off.
        begin_worksheet_requested: The id of a worksheet to begin, and of the rupture it is about
            or None.
        entry_requested: The id of an entry to carry on with.
        card_requested: The id of the rupture whose card is wanted.
        read_requested: Something to read.
    """

    begin_requested = Signal()
    begin_worksheet_requested = Signal(str, object)
    entry_requested = Signal(str)
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
        self._titles: dict[str, str] = {}
        self._take_back: dict[str, Callable[[], None]] = {}
        self._deleted: dict[str, str] = {}
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
        self._undo = Notice()
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

    def refresh(self) -> None:
        """Read the list again. A deletion can be taken back as long as the journal is open."""
        self._problem.clear()
        self._presenter.refresh()
        for refresh in self._refreshes:
            refresh()

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
        focused = QApplication.focusWidget()
        place = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        before, self._view = self._view, view
        self._show_ruptures()
        self._show_entries()
        if view.offered != before.offered:
            _clear(self._offers)
            self._offers.addWidget(self._offers_card(view.offered))
        self._empty.setVisible(not view.ruptures and not view.entries)
        self._order_and_focus(place)

    def _show_ruptures(self) -> None:
        """Show the newest, or all of them."""
        _clear(self._cards)
        ruptures = self._view.ruptures
        shown = ruptures if self._shows_all_ruptures else ruptures[:MOST_RUPTURES]
        for summary in shown:
            fitting = self._view.fitting.get(summary.rupture.id, ())
            self._cards.addWidget(self._card(summary, fitting))
        if len(shown) < len(ruptures):
            more = self._more(self.tr("Show all {count} moments"), len(ruptures))
            more.clicked.connect(self._show_all_ruptures)
            self._cards.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_entries(self) -> None:
        """Show what belongs to no rupture: the latest, or all of it."""
        _clear(self._rows)
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
        self._order_and_focus(f"{self._view.ruptures[MOST_RUPTURES].rupture.id} 0")

    def _show_all_entries(self) -> None:
        self._shows_all_entries = True
        self._show_entries()
        self._order_and_focus(f"{self._view.entries[MOST_ENTRIES].id} open")

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
        title = fill(worksheet.title, self._name)
        begin = QPushButton(self.tr("Begin"))
        begin.setAccessibleName(self.tr("Begin: {title}").format(title=title))
        begin.setAccessibleDescription(fill(worksheet.purpose, self._name))
        set_role(begin, "secondary")
        begin.clicked.connect(lambda: self.begin_worksheet_requested.emit(worksheet.id, None))
        return _row(title, fill(worksheet.purpose, self._name), [begin])

    def _order_and_focus(self, place: str) -> None:
        """Set the order of Tab, and give the focus back to the control that had it.

        Args:
            place: The control's object name, or "".
        """

        def focus() -> None:
            found = [w for w in self.findChildren(QWidget, place) if place and w.isVisible()]
            if found:
                found[0].setFocus(Qt.FocusReason.OtherFocusReason)

        tab_in_reading_order(self)
        QTimer.singleShot(0, self, focus)  # new controls are shown a moment later

    def title(self, summary: RuptureSummary) -> str:
        """Return what a rupture is called: the person's title, or kind and day."""
        rupture = summary.rupture
        if rupture.title:
            return shortened(rupture.title, TITLE_LETTERS)
        kind = fill(summary.kind, self._name) or self.tr("Something felt off")
        day = rupture.happened_on or rupture.noted_at.date()
        return f"{kind}, {day_words(day, short=True)}"

    def _card(self, summary: RuptureSummary, fitting: Sequence[Worksheet]) -> Card:
        rupture = summary.rupture
        title = self._titles[rupture.id] = self.title(summary)
        self._take_back[rupture.id] = lambda: self._presenter.restore(rupture.id)
        card = Card()
        card.setAccessibleName(title)
        card.lines.addWidget(words(title, "question"))
        card.lines.addWidget(words(self._facts(summary), "helper"))
        row = QWidget()
        flow = FlowLayout(row)
        state = StateBox(rupture.state, self.tr("Where it stands: {title}").format(title=title))
        state.chosen.connect(lambda chosen: self._presenter.set_state(rupture.id, chosen))
        rename = self._quiet_button(self.tr("Rename"), self.tr("Rename: {title}"), title)
        rename.clicked.connect(lambda: self._rename(summary))
        delete = self._quiet_button(self.tr("Delete"), self.tr("Delete: {title}"), title)
        delete.clicked.connect(lambda: self._presenter.delete(rupture.id))
        main = [self._entry_button(entry, title) for entry in summary.entries if self._notes(entry)]
        if not summary.is_set_aside:
            main.append(self._card_button(rupture.id, title))
        for number, control in enumerate((state, *main, rename, delete)):
            control.setObjectName(f"{rupture.id} {number}")
            flow.addWidget(control)
        card.lines.addWidget(row)
        for entry in summary.entries:
            if not self._notes(entry):
                card.lines.addWidget(self._entry_row(entry))
        if fitting:
            card.lines.addWidget(self._fitting(rupture.id, title, fitting))
        return card

    def _fitting(self, rupture_id: RuptureId, title: str, fitting: Sequence[Worksheet]) -> QWidget:
        """Return ways to write more about a rupture."""
        area = QWidget()
        flow = FlowLayout(area, spacing=4)
        flow.addWidget(words(self.tr("Write more:"), "beside-buttons"))
        for worksheet in fitting:
            text = fill(worksheet.title, self._name)
            if worksheet.about_rupture:
                text = self.tr("Look at it step by step")
            button = QPushButton(text)
            button.setAccessibleName(f"{text}: {title}")
            set_role(button, "quiet")
            button.setObjectName(f"{rupture_id} {worksheet.id}")
            button.clicked.connect(
                lambda _=False, worksheet=worksheet: self.begin_worksheet_requested.emit(
                    worksheet.id, rupture_id
                )
            )
            flow.addWidget(button)
        return area

    def _notes(self, entry: Entry) -> bool:
        """Tell whether an entry is what noted its rupture, and goes only with it."""
        worksheet = self._view.worksheets.get(entry.worksheet_id)
        return worksheet is not None and worksheet.about_rupture

    def _entry_row(self, entry: Entry) -> QWidget:
        """Return an entry that can be deleted by itself."""
        worksheet = self._view.worksheets.get(entry.worksheet_id)
        title = (
            self.tr("Written with another version of Repair")
            if worksheet is None
            else fill(worksheet.title, self._name)
        )
        day = day_words(entry.begun_at.date(), short=True)
        named = self._titles[entry.id] = f"{title}, {day}"
        self._take_back[entry.id] = lambda: self._presenter.restore_entry(entry.id)
        delete = self._quiet_button(self.tr("Delete"), self.tr("Delete: {title}"), named)
        delete.clicked.connect(lambda: self._presenter.delete_entry(entry.id))
        delete.setObjectName(f"{entry.id} delete")
        buttons = [delete]
        if worksheet is not None:
            buttons.insert(0, self._entry_button(entry, named, usual=True))
            buttons[0].setObjectName(f"{entry.id} open")
        state = self.tr("not finished") if entry.finished_at is None else self.tr("finished")
        return _row(title, f"{day} · {state}", buttons)

    def _facts(self, summary: RuptureSummary) -> str:
        rupture = summary.rupture
        noted = day_words(rupture.noted_at.date())
        facts = [self.tr("Noted on {day}").format(day=noted)]
        if summary.first_size is not None:
            size = self.tr("size {first} of 10").format(first=summary.first_size)
            if summary.last_size is not None and summary.last_size != summary.first_size:
                size = self.tr("size {first}, later {last}").format(
                    first=summary.first_size, last=summary.last_size
                )
            facts.append(size)
        return " · ".join(facts)

    def _entry_button(self, entry: Entry, title: str, usual: bool = False) -> QPushButton:
        """Return a way back into an entry, named where it is not the usual one."""
        text = self.tr("Carry on") if entry.finished_at is None else self.tr("Look again")
        worksheet = self._view.worksheets.get(entry.worksheet_id)
        if not usual and worksheet is not None and Place.RUPTURE not in worksheet.offered:
            text = f"{text}: {fill(worksheet.title, self._name)}"
        button = QPushButton(text)
        button.setAccessibleName(f"{text}: {title}")
        set_role(button, "secondary")
        button.clicked.connect(lambda: self.entry_requested.emit(entry.id))
        return button

    def _card_button(self, rupture_id: RuptureId, title: str) -> QPushButton:
        text = self.tr("Card for the session")
        button = QPushButton(text)
        button.setAccessibleName(f"{text}: {title}")
        set_role(button, "secondary")
        button.clicked.connect(lambda: self.card_requested.emit(rupture_id))
        return button

    def _quiet_button(self, text: str, spoken: str, title: str) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(spoken.format(title=title))
        set_role(button, "quiet")
        return button

    # --- changing ---------------------------------------------------------------------------

    def _rename(self, summary: RuptureSummary) -> None:
        rupture = summary.rupture
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        dialog.setWindowTitle(self.tr("Rename"))
        dialog.setLabelText(self.tr("What do you call it? Leave it empty for the usual title."))
        dialog.setTextValue(rupture.title)
        dialog.setOkButtonText(self.tr("Rename"))
        dialog.setCancelButtonText(self.tr("Cancel"))
        dialog.textValueSelected.connect(
            lambda text: self._presenter.describe(rupture.id, text, rupture.happened_on)
        )
        dialog.open()

    def _note_deletion(self, rupture_id: str) -> None:
        self._deleted[rupture_id] = self._titles.get(rupture_id, "")
        self._offer_undo()

    def _note_return(self, rupture_id: str) -> None:
        self._deleted.pop(rupture_id, None)
        self._undo.clear()
        self._problem.clear()
        if self._deleted:
            self._offer_undo()
        else:
            self._begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_undo(self) -> None:
        """Offer to take back the last deletion; the ones before it come after it."""
        gone, title = list(self._deleted.items())[-1]
        deleted = self.tr("Deleted, with what was written: {title}").format(title=title)
        self._undo.say(
            "\n".join(
                (
                    deleted,
                    self.tr(
                        "It leaves the journal once Repair is locked. Backups keep it for a while."
                    ),
                )
            ),
            [(self.tr("Undo"), self._take_back[gone])],
        )
        undo = self._undo.findChildren(QPushButton)[-1]
        undo.setObjectName("undo")
        self.scroll_to_top()
        self._order_and_focus("undo")

    def _show_problem(self, error: KnownError) -> None:
        problem = self._problems.words(error)
        self._problem.say(f"{problem.happened} {problem.safe} {problem.to_do}", problem=True)
        self.scroll_to_top()


def _row(title: str, line: str, buttons: Sequence[QPushButton]) -> QWidget:
    """Return a title with a quiet line under it, and buttons at its side."""
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    told = QVBoxLayout()
    told.setSpacing(2)
    told.addWidget(words(title))
    if line:
        told.addWidget(words(line, "muted"))
    across.addLayout(told, 1)
    for button in buttons:
        across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _clear(lines: QVBoxLayout) -> None:
    while (item := lines.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
