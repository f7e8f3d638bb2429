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
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.words import words


class TodayPage(Page):
    """A check-in, "Something felt off", and what was left half done. Never empty.

    Signals:
        begin_requested: The person wants to write down what felt off.
        note_requested: The same, in a minute.
        entry_requested: The id of an entry to carry on with.
    """

    begin_requested = Signal()
    note_requested = Signal()
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
            (self._ui.unfinished_card, self._ui.unfinished_lines),
        ):
            set_role(card, "card")
            lines.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
            lines.setSpacing(GAP)
        asked = self.tr("Did something feel off with {your_therapist}?")
        self._ui.rupture_question.setText(fill(asked, name))
        for question in (self._ui.rupture_question, self._ui.unfinished_question):
            set_role(question, "question")
        set_role(self._ui.rupture_helper, "helper")
        set_role(self._ui.begin, "primary")
        set_role(self._ui.note, "secondary")
        self._ui.begin.clicked.connect(self.begin_requested)
        self._ui.note.clicked.connect(self.note_requested)
        row_of_buttons(self._ui.rupture_row)
        self._ui.unfinished_card.hide()
        presenter.changed.connect(self._show)
        presenter.failed.connect(self._show_problem)

    def refresh(self) -> None:
        """Read again what is shown."""
        self._presenter.refresh()

    def _show(self, view: TodayView) -> None:
        self._notice.clear()
        self.set_header(self.tr("Today"), day_words(view.day))
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
