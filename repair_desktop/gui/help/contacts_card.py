"""The card with the person's own contacts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.errors import KnownError
from repair_desktop.gui.help.contacts_presenter import ContactsPresenter, Row
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.words import words


class ContactsCard(Card):
    """Shows contacts, and lets the person add, change and remove them.

    What is being typed stays until it is kept.

    Signals:
        rebuilt: There are other buttons now.
    """

    rebuilt = Signal()

    def __init__(self, presenter: ContactsPresenter, problems: ProblemWords) -> None:
        super().__init__()
        self._presenter = presenter
        self._problems = problems
        self._editing: Row | None = None
        self._is_taking = False
        self._is_taking_back = False
        self.lines.addWidget(words(self.tr("People I can contact"), "question"))
        rows = QWidget()
        self._rows = QVBoxLayout(rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP)
        self.lines.addWidget(rows)
        self._empty = words(self.tr("Nobody is written here yet."), "helper")
        self.lines.addWidget(self._empty)
        self._notice = Notice()
        self.lines.addWidget(self._notice)
        self._name = self._field(self.tr("Name"))
        self._how = self._field(self.tr("How to reach them"))
        self._name.returnPressed.connect(self._how.setFocus)
        self._how.returnPressed.connect(self._take)
        self._keep = QPushButton()
        self._keep.clicked.connect(self._take)
        self._cancel = QPushButton(self.tr("Leave it as it was"))
        self._cancel.clicked.connect(lambda: self._edit(None))
        row = QWidget()
        flow = FlowLayout(row)
        for button in (self._keep, self._cancel):
            set_role(button, "secondary")
            flow.addWidget(button)
        self.lines.addWidget(row)
        self._edit(None)
        presenter.changed.connect(self._show)
        presenter.removed.connect(self._offer_undo)
        presenter.failed.connect(self._show_problem)
        presenter.refresh()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.lines.addWidget(field)
        return field

    def _show(self, contacts: tuple[Row, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        for contact in contacts:
            self._rows.addWidget(self._row(contact))
        self._empty.setVisible(not contacts)
        if self._is_taking or self._editing not in (None, *contacts):
            self._edit(None)
        self._is_taking = self._is_taking_back = False
        self.rebuilt.emit()

    def _row(self, contact: Row) -> QWidget:
        name, how = contact
        row = QWidget()
        lines = QVBoxLayout(row)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        label = words(f"{name}\n{how}".strip())
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines.addWidget(label)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for text, spoken, act in (
            (self.tr("Change"), self.tr("Change: {name}"), self._edit),
            (self.tr("Remove"), self.tr("Remove: {name}"), self._presenter.remove),
        ):
            button = QPushButton(text)
            button.setAccessibleName(spoken.replace("{name}", name or how))
            set_role(button, "quiet")
            button.clicked.connect(lambda _=False, act=act: act(contact))
            flow.addWidget(button)
        lines.addWidget(buttons)
        return row

    def _edit(self, contact: Row | None) -> None:
        self._editing = contact
        name, how = contact or ("", "")
        self._name.setText(name)
        self._how.setText(how)
        self._keep.setText(self.tr("Keep the change") if contact else self.tr("Add"))
        self._cancel.setVisible(contact is not None)
        if contact is not None or self._how.hasFocus():
            self._name.setFocus()

    def _take(self) -> None:
        name, how = self._name.text(), self._how.text()
        if self._is_taking or not (name.strip() or how.strip()):
            return
        self._notice.clear()
        self._is_taking = True
        if self._editing is None:
            self._presenter.add(name, how)
        else:
            self._presenter.change(self._editing, name, how)

    def _offer_undo(self) -> None:
        self._notice.say(self.tr("Removed."), [(self.tr("Undo"), self._undo)])
        self.rebuilt.emit()

    def _undo(self) -> None:
        self._notice.clear()
        self._is_taking_back = True
        self._presenter.take_back()

    def _show_problem(self, error: KnownError) -> None:
        problem = self._problems.words(error)
        self._notice.say(
            self.tr("Not saved. {happened} {to_do}").format(
                happened=problem.happened, to_do=problem.to_do
            ),
            [(self.tr("Undo"), self._undo)] if self._is_taking_back else [],
            problem=True,
        )
        self._is_taking = self._is_taking_back = False
        self.rebuilt.emit()
