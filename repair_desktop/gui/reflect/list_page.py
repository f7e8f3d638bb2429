"""The list of ruptures, as a page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import RuptureId
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.list_presenter import RuptureListPresenter
from repair_desktop.gui.reflect.state_words import StateBox
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.words import words


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
        self.setFocusProxy(self._begin)
        self._notice = Notice()
        self.add_widget(self._notice)
        self._empty = words(
            self.tr("Nothing is written here yet. It can stay so, or you begin when you like."),
            "helper",
        )
        self.add_widget(self._empty)
        self._cards = QVBoxLayout()
        area = QWidget()
        area.setLayout(self._cards)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self.add_widget(area)
        presenter.changed.connect(self._show)
        presenter.deleted.connect(self._offer_undo)
        presenter.failed.connect(self._show_problem)

    def refresh(self) -> None:
        """Read the list again."""
        self._notice.clear()
        self._presenter.refresh()

    def _show(self, ruptures: tuple[RuptureSummary, ...]) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            card = item.widget()
            if card is not None:
                card.hide()
                card.deleteLater()
        for summary in ruptures:
            self._cards.addWidget(self._card(summary))
        self._empty.setVisible(not ruptures)

    def title(self, summary: RuptureSummary) -> str:
        """Return what a rupture is called: the person's title, or kind and day."""
        rupture = summary.rupture
        if rupture.title:
            return rupture.title
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
        state.activated.connect(lambda _: self._presenter.set_state(rupture.id, state.state()))
        flow.addWidget(state)
        for entry in summary.entries:
            flow.addWidget(self._entry_button(entry, title))
        rename = self._quiet_button(self.tr("Rename"), self.tr("Rename: {title}"), title)
        rename.clicked.connect(lambda: self._rename(summary))
        delete = self._quiet_button(self.tr("Delete"), self.tr("Delete: {title}"), title)
        delete.clicked.connect(lambda: self._presenter.delete(rupture.id))
        flow.addWidget(rename)
        flow.addWidget(delete)
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

    def _rename(self, summary: RuptureSummary) -> None:
        rupture = summary.rupture
        text, agreed = QInputDialog.getText(
            self,
            self.tr("Rename"),
            self.tr("What do you call it? Leave it empty for the usual title."),
            QLineEdit.EchoMode.Normal,
            rupture.title,
        )
        if agreed:
            self._presenter.describe(rupture.id, text, rupture.happened_on)

    def _offer_undo(self, rupture_id: str) -> None:
        def undo() -> None:
            self._notice.clear()
            self._presenter.restore(RuptureId(rupture_id))

        self._notice.say(
            self.tr("Deleted, with what was written. It is gone for good once Repair is locked."),
            [(self.tr("Undo"), undo)],
        )
        self.scroll_to_top()

    def _show_problem(self, error: KnownError) -> None:
        problem = self._problems.words(error)
        self._notice.say(f"{problem.happened} {problem.safe} {problem.to_do}", problem=True)
