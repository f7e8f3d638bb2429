"""Get help now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QLayout, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.help import HelpLine, HelpLines
from repair_desktop.core.times import Clock
from repair_desktop.gui.help.contacts_card import ContactsCard
from repair_desktop.gui.help.contacts_presenter import ContactsPresenter
from repair_desktop.gui.help.line_row import EmergencyTile, LineRow
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import CARD_PADDING, GAP
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.wheel import let_wheel_pass
from repair_desktop.gui.widgets.words import words


class HelpPage(Page):
    """Numbers to call, and people to turn to. Opens without a journal, and then shows no contacts.

    The country is never guessed, and the choice is not kept: it would say where somebody lives.

    Signals:
        steady_requested: The person wants to steady themselves.
        read_requested: The person wants to read about ruptures and repair.
        closed: Back to where the person was.
    """

    steady_requested = Signal()
    read_requested = Signal()
    closed = Signal()

    def __init__(
        self,
        lines: HelpLines,
        texts: Mapping[str, Sequence[str]],
        clock: Clock,
        problems: ProblemWords,
        contacts: ContactsPresenter | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines_known = lines
        self._lists: dict[str, QLayout] = {}
        self.set_header(self.tr("Get help now"), "")

        danger = self._card(texts["danger"][0])
        for text in texts["call-now"]:
            danger.lines.addWidget(words(text))
        which = words(self.tr("Which country's numbers?"), "helper")
        danger.lines.addWidget(which)
        self._country = QComboBox()
        which.setBuddy(self._country)  # a combo box has no other name on Linux
        self._country.setAccessibleName(self.tr("Which country's numbers?"))
        self._country.addItem(self.tr("All countries"), None)
        for code, name in lines.countries:
            self._country.addItem(name, code)
        self._country.currentIndexChanged.connect(self._show_lines)
        let_wheel_pass(self._country)
        danger.lines.addWidget(self._country)
        self._add_list("emergency", danger, side_by_side=True)

        self._add_list("crisis", self._card(self.tr("Someone to talk to")))
        if contacts is not None:
            own = ContactsCard(contacts, problems)
            own.rebuilt.connect(self._order_tabs)
            self.add_widget(own)
        else:
            card = self._card(self.tr("People I can contact"))
            card.lines.addWidget(
                words(self.tr("Your own list is inside your journal. Open it to see it."), "helper")
            )
        self._add_offer(self.tr("A small exercise"), self.tr("Steady me"), self.steady_requested)
        self._add_list("home", self._card(self.tr("If you are afraid of someone at home")))
        self._add_list("assault", self._card(self.tr("After sexual violence")))
        self._add_list("complaint", self._card(self.tr("Advice, or a complaint about a therapist")))
        self._add_offer(self.tr("Something to read"), self.tr("Read"), self.read_requested)
        self._add_good_to_know(texts, clock)

        self.set_way_back(self.closed)
        self._show_lines()

    def _add_offer(self, title: str, action: str, signal: SignalInstance) -> None:
        button = QPushButton(action)
        set_role(button, "secondary")
        button.clicked.connect(signal)
        row = QWidget()
        FlowLayout(row).addWidget(button)
        self._card(title).lines.addWidget(row)

    def _add_good_to_know(self, texts: Mapping[str, Sequence[str]], clock: Clock) -> None:
        card = self._card(self.tr("Good to know"))
        checked = day_words(self._lines_known.oldest_check)
        for key in ("not-for-emergencies", "nobody-watching", "numbers-checked"):
            for text in texts[key]:
                card.lines.addWidget(words(text.replace("{date}", checked)))
        if self._lines_known.is_old(clock.now().date()):
            for text in texts["numbers-old"]:
                card.lines.addWidget(words(text, "warning"))

    def _card(self, title: str) -> Card:
        card = Card()
        card.lines.addWidget(words(title, "question"))
        self.add_widget(card)
        return card

    def _add_list(self, purpose: str, card: Card, side_by_side: bool = False) -> None:
        area = QWidget()
        if side_by_side:
            self._lists[purpose] = FlowLayout(area, spacing=CARD_PADDING)
        else:
            column = QVBoxLayout(area)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(GAP)
            self._lists[purpose] = column
        card.lines.addWidget(area)

    def _show_lines(self) -> None:
        country = self._country.currentData()
        for purpose, rows in self._lists.items():
            while (item := rows.takeAt(0)) is not None:
                row = item.widget()
                if row is not None:
                    row.hide()
                    row.deleteLater()
            found = self._lines_known.of(country, purpose)
            for line in found:
                rows.addWidget(self._row(line, country))
            if not found:
                rows.addWidget(words(self.tr("We know of no line for this here."), "helper"))

        self._order_tabs()

    def _order_tabs(self) -> None:
        tab_in_reading_order(self)

    def _row(self, line: HelpLine, country: str | None) -> QWidget:
        """Return a line's row. Where it is needs no words once a country is chosen."""
        where = dict(self._lines_known.countries).get(line.country, "") if country is None else ""
        if line.purpose == "emergency":
            return EmergencyTile(line, where or line.name)
        return LineRow(line, f"{line.name}, {where}" if where else line.name)
