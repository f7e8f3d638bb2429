"""The list of ruptures, as a page."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QInputDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import RuptureId
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.answer_words import shortened
from repair_desktop.gui.reflect.list_presenter import RuptureListPresenter
from repair_desktop.gui.reflect.state_box import StateBox
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.words import words

TITLE_LETTERS = 200


class ReflectPage(Page):
    """Every rupture with its state, and a way to begin a new one.

    Signals:
        begin_requested: The person wants to write down what felt off.
        entry_requested: The id of an entry to carry on with.
    """

    begin_requested = Signal()
    entry_requested = Signal(str)

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
        self._deleted: dict[str, str] = {}
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
        self._cards = QVBoxLayout()
        self._cards.setSpacing(GAP)
        area = QWidget()
        area.setLayout(self._cards)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self.add_widget(area)
        presenter.changed.connect(self._show)
        presenter.deleted.connect(self._note_deletion)
        presenter.restored.connect(self._note_return)
        presenter.failed.connect(self._show_problem)

    def refresh(self) -> None:
        """Read the list again. A deletion can be taken back as long as the journal is open."""
        self._problem.clear()
        self._presenter.refresh()

    # --- the list ---------------------------------------------------------------------------

    def _show(self, ruptures: tuple[RuptureSummary, ...]) -> None:
        focused = QApplication.focusWidget()
        place = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        while (item := self._cards.takeAt(0)) is not None:
            card = item.widget()
            if card is not None:
                card.hide()
                card.deleteLater()
        for summary in ruptures:
            self._titles[summary.rupture.id] = self.title(summary)
            self._cards.addWidget(self._card(summary))
        self._empty.setVisible(not ruptures)
        self._order_and_focus(place)

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

    def _card(self, summary: RuptureSummary) -> Card:
        rupture = summary.rupture
        title = self.title(summary)
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
        entries = [self._entry_button(entry, title) for entry in summary.entries]
        for number, control in enumerate((state, *entries, rename, delete)):
            control.setObjectName(f"{rupture.id} {number}")
            flow.addWidget(control)
        card.lines.addWidget(row)
        return card

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

    def _entry_button(self, entry: Entry, title: str) -> QPushButton:
        text = self.tr("Carry on") if entry.finished_at is None else self.tr("Look again")
        button = QPushButton(text)
        button.setAccessibleName(f"{text}: {title}")
        set_role(button, "secondary")
        button.clicked.connect(lambda: self.entry_requested.emit(entry.id))
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
        rupture_id, title = list(self._deleted.items())[-1]
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
            [(self.tr("Undo"), lambda: self._presenter.restore(RuptureId(rupture_id)))],
        )
        undo = self._undo.findChildren(QPushButton)[-1]
        undo.setObjectName("undo")
        self.scroll_to_top()
        self._order_and_focus("undo")

    def _show_problem(self, error: KnownError) -> None:
        problem = self._problems.words(error)
        self._problem.say(f"{problem.happened} {problem.safe} {problem.to_do}", problem=True)
        self.scroll_to_top()
