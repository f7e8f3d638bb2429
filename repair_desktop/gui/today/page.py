"""Today, as a page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.errors import KnownError
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.forms.ui_today_page import Ui_TodayPage
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import CARD_PADDING, GAP
from repair_desktop.gui.today.presenter import TodayPresenter, TodayView, Unfinished
from repair_desktop.gui.widgets.button_row import row_of_buttons
from repair_desktop.gui.widgets.dates import day_words, moment_words
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.session_words import SessionWords
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.words import shortened, words

MOST_LETTERS = 300
"""How much of what was written for a session is shown."""


class TodayPage(Page):
    """A check-in, "Something felt off", and what was left half done. Never empty.

    Signals:
        begin_requested: The person wants to write down what felt off.
        note_requested: The same, in a minute.
        sessions_requested: The person wants to prepare a session.
        entry_requested: The id of an entry to carry on with.
    """

    begin_requested = Signal()
    note_requested = Signal()
    sessions_requested = Signal()
    entry_requested = Signal(str)

    def __init__(
        self,
        presenter: TodayPresenter,
        check_in: QWidget,
        name: TherapistName,
        problems: ProblemWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._name = name
        self._problems = problems
        self._sessions = SessionWords(self)
        self.set_header(self.tr("Today"), "")
        self._notice = Notice()
        self.add_widget(self._notice)

        frame = QWidget()
        self._ui = Ui_TodayPage()
        self._ui.setupUi(frame)
        self.add_widget(check_in)
        self.add_widget(frame)
        self._ui.cards.setSpacing(GAP)
        for card, lines in (
            (self._ui.rupture_card, self._ui.rupture_lines),
            (self._ui.session_card, self._ui.session_lines),
            (self._ui.unfinished_card, self._ui.unfinished_lines),
        ):
            set_role(card, "card")
            lines.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
            lines.setSpacing(GAP)
        asked = self.tr("Did something feel off with {your_therapist}?")
        self._ui.rupture_question.setText(fill(asked, name))
        for question in (
            self._ui.rupture_question,
            self._ui.session_question,
            self._ui.unfinished_question,
        ):
            set_role(question, "question")
        for line in (self._ui.session_when, self._ui.session_picked, self._ui.session_agreed):
            line.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._ui.rupture_helper, "helper")
        set_role(self._ui.begin, "primary")
        set_role(self._ui.note, "secondary")
        self._ui.begin.clicked.connect(self.begin_requested)
        self._ui.note.clicked.connect(self.note_requested)
        set_role(self._ui.prepare, "secondary")
        self._ui.prepare.clicked.connect(self.sessions_requested)
        for buttons in (self._ui.rupture_row, self._ui.session_row):
            row_of_buttons(buttons)
        self._ui.session_card.hide()
        self._ui.unfinished_card.hide()
        presenter.changed.connect(self._show)
        presenter.failed.connect(self._show_problem)

    def refresh(self) -> None:
        """Read again what is shown."""
        self._presenter.refresh()

    def _show(self, view: TodayView) -> None:
        self._notice.clear()
        self.set_header(self.tr("Today"), day_words(view.day))
        self._show_coming(view)
        rows = self._ui.unfinished_lines
        while (item := rows.takeAt(1)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for unfinished in view.unfinished:
            rows.addWidget(self._row(unfinished))
        self._ui.unfinished_card.setVisible(bool(view.unfinished))
        tab_in_reading_order(self)

    def _show_coming(self, view: TodayView) -> None:
        """Show the next session and what is to be remembered for it, where there is something."""
        coming, ui = view.coming, self._ui
        when = self._sessions.when(coming.session, view.day) if coming.session else ""
        picked = shortened(" · ".join(coming.picked), MOST_LETTERS)
        if picked:
            picked = self.tr("You want to bring: {things}").replace("{things}", picked)
        agreed = shortened(coming.agreed, MOST_LETTERS)
        if agreed:
            agreed = self.tr("Last time you agreed: {words}").replace("{words}", agreed)
        for label, text in (
            (ui.session_when, when),
            (ui.session_picked, picked),
            (ui.session_agreed, agreed),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        ui.session_card.setVisible(bool(when or agreed))

    def _row(self, unfinished: Unfinished) -> QWidget:
        title = unfinished.title or fill(unfinished.kind, self._name)
        title = title or self.tr("Something felt off")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(words(title))
        when = self.tr("Last worked on {when}").format(when=moment_words(unfinished.changed_at))
        told.addWidget(words(when, "muted"))
        line.addLayout(told, 1)
        carry_on = QPushButton(self.tr("Carry on"))
        carry_on.setAccessibleName(self.tr("Carry on: {title}").replace("{title}", title))
        set_role(carry_on, "secondary")
        carry_on.clicked.connect(lambda: self.entry_requested.emit(unfinished.entry_id))
        line.addWidget(carry_on, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _show_problem(self, error: KnownError) -> None:
        try_again = (self.tr("Try again"), self.refresh)
        self._notice.say(self._problems.words(error).text, [try_again], problem=True)
        tab_in_reading_order(self)
