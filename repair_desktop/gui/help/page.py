"""Get help now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.help import HelpLines
from repair_desktop.core.times import Clock
from repair_desktop.gui.help.contacts_card import ContactsCard
from repair_desktop.gui.help.contacts_presenter import ContactsPresenter
from repair_desktop.gui.help.line_row import LineRow
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.words import words


class HelpPage(Page):
    """Numbers to call, and people to turn to. Opens without a journal, and then shows no contacts.

    The country is never guessed, and the choice is not kept: it would say where somebody lives.

    Signals:
        steady_requested: The person wants to steady themselves.
        closed: Back to where the person was.
    """

    steady_requested = Signal()
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
        self.set_header(self.tr("Get help now"), "")
        top = QWidget()
        row = FlowLayout(top)
        back = QPushButton(self.tr("Back"))
        set_role(back, "secondary")
        back.clicked.connect(self.closed)
        steady = QPushButton(self.tr("Steady me"))
        set_role(steady, "secondary")
        steady.clicked.connect(self.steady_requested)
        row.addWidget(back)
        row.addWidget(steady)
        self.add_widget(top)
        self.setFocusProxy(back)

        self._danger = self._card(texts["danger"][0])
        for text in texts["call-now"]:
            self._danger.lines.addWidget(words(text))
        self._danger.lines.addWidget(words(self.tr("Which country's numbers?"), "helper"))
        self._country = QComboBox()
        self._country.setAccessibleName(self.tr("Which country's numbers?"))
        self._country.addItem(self.tr("All countries"), None)
        for code, name in lines.countries:
            self._country.addItem(name, code)
        self._country.currentIndexChanged.connect(self._show_lines)
        self._danger.lines.addWidget(self._country)
        self._emergency = self._list_in(self._danger)

        self._crisis = self._list_in(self._card(self.tr("Someone to talk to")))
        if contacts is not None:
            self.add_widget(ContactsCard(contacts, problems))
        else:
            card = self._card(self.tr("People I can contact"))
            card.lines.addWidget(
                words(self.tr("Your own list is inside your journal. Open it to see it."), "helper")
            )
        self._home = self._list_in(self._card(self.tr("If you are afraid of someone at home")))
        self._assault = self._list_in(self._card(self.tr("After sexual violence")))
        self._complaint = self._list_in(
            self._card(self.tr("Advice, or a complaint about a therapist"))
        )
        about = self._card(self.tr("Good to know"))
        checked = day_words(lines.oldest_check)
        for text in (*texts["nobody-watching"], *texts["numbers-checked"]):
            about.lines.addWidget(words(text.replace("{date}", checked)))
        if lines.is_old(clock.now().date()):
            for text in texts["numbers-old"]:
                about.lines.addWidget(words(text, "warning"))
        self._show_lines()

    def _card(self, title: str) -> Card:
        card = Card()
        card.lines.addWidget(words(title, "question"))
        self.add_widget(card)
        return card

    def _list_in(self, card: Card) -> QVBoxLayout:
        area = QWidget()
        lines = QVBoxLayout(area)
        lines.setContentsMargins(0, 0, 0, 0)
        card.lines.addWidget(area)
        return lines

    def _show_lines(self) -> None:
        country = self._country.currentData()
        names = dict(self._lines_known.countries)
        for purpose, lines in (
            ("emergency", self._emergency),
            ("crisis", self._crisis),
            ("home", self._home),
            ("assault", self._assault),
            ("complaint", self._complaint),
        ):
            while (item := lines.takeAt(0)) is not None:
                row = item.widget()
                if row is not None:
                    row.hide()
                    row.deleteLater()
            found = self._lines_known.of(country, purpose)
            for line in found:
                where = names.get(line.country, "") if country is None else ""
                lines.addWidget(LineRow(line, where, large=purpose == "emergency"))
            if not found:
                lines.addWidget(words(self.tr("We know of no line for this here."), "helper"))
