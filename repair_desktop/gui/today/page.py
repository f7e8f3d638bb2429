"""Today, as a page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.ids import EntryId
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.forms.ui_today_page import Ui_TodayPage
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.today.presenter import TodayPresenter, TodayView, Unfinished
from repair_desktop.gui.widgets.dates import day_words, moment_words
from repair_desktop.gui.widgets.page import Page


class TodayPage(Page):
    """A check-in, "Something felt off", and what was left half done. Never empty.

    Signals:
        begin_requested: The person wants to write down what felt off.
        entry_requested: An :class:`EntryId` to carry on with.
    """

    begin_requested = Signal()
    entry_requested = Signal(str)

    def __init__(
        self,
        presenter: TodayPresenter,
        check_in: QWidget,
        name: TherapistName,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._name = name
        self.set_header(self.tr("Today"), "")

        frame = QWidget()
        self._ui = Ui_TodayPage()
        self._ui.setupUi(frame)
        self.add_widget(check_in)
        self.add_widget(frame)
        for card in (self._ui.rupture_card, self._ui.unfinished_card):
            set_role(card, "card")
        for question in (self._ui.rupture_question, self._ui.unfinished_question):
            set_role(question, "question")
        set_role(self._ui.rupture_helper, "helper")
        set_role(self._ui.begin, "primary")
        self._ui.begin.clicked.connect(self.begin_requested)
        self._ui.unfinished_card.hide()
        presenter.changed.connect(self._show)

    def refresh(self) -> None:
        """Read again what is shown."""
        self._presenter.refresh()

    def _show(self, view: TodayView) -> None:
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

    def _row(self, unfinished: Unfinished) -> QFrame:
        title = unfinished.title or fill(unfinished.kind, self._name)
        title = title or self.tr("Something felt off")
        changed = moment_words(unfinished.changed_at)
        row = QFrame()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        label = QLabel(title)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        when = QLabel(self.tr("Last worked on {when}").format(when=changed))
        set_role(when, "muted")
        words.addWidget(label)
        words.addWidget(when)
        line.addLayout(words, 1)
        carry_on = QPushButton(self.tr("Carry on"))
        carry_on.setAccessibleName(self.tr("Carry on: {title}").format(title=title))
        set_role(carry_on, "secondary")
        carry_on.clicked.connect(lambda: self.entry_requested.emit(EntryId(unfinished.entry_id)))
        line.addWidget(carry_on)
        return row
