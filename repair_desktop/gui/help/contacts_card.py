"""The card with the person's own contacts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.errors import KnownError
from repair_desktop.gui.help.contacts_presenter import ContactsPresenter
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.words import words


class ContactsCard(Card):
    """Shows contacts, and lets the person add, change and remove them."""

    def __init__(self, presenter: ContactsPresenter, problems: ProblemWords) -> None:
        super().__init__()
        self._presenter = presenter
        self._problems = problems
        self._editing: int | None = None
        self._contacts: tuple[tuple[str, str], ...] = ()
        self.lines.addWidget(words(self.tr("People I can contact"), "question"))
        self._rows = QVBoxLayout()
        rows = QWidget()
        rows.setLayout(self._rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.lines.addWidget(rows)
        self._empty = words(self.tr("Nobody is written here yet."), "helper")
        self.lines.addWidget(self._empty)
        self._name = self._field(self.tr("Name"))
        self._how = self._field(self.tr("How to reach them"))
        self._keep = QPushButton()
        set_role(self._keep, "secondary")
        self._keep.clicked.connect(self._take)
        self._how.returnPressed.connect(self._take)
        row = QWidget()
        FlowLayout(row).addWidget(self._keep)
        self.lines.addWidget(row)
        self._notice = Notice()
        self.lines.addWidget(self._notice)
        self._edit(None)
        presenter.changed.connect(self._show)
        presenter.failed.connect(self._show_problem)
        presenter.refresh()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.lines.addWidget(field)
        return field

    def _show(self, contacts: tuple[tuple[str, str], ...]) -> None:
        self._contacts = contacts
        while (item := self._rows.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        for number, (name, how) in enumerate(contacts):
            self._rows.addWidget(self._row(number, name, how))
        self._empty.setVisible(not contacts)
        self._edit(None)

    def _row(self, number: int, name: str, how: str) -> QWidget:
        row = QWidget()
        lines = QVBoxLayout(row)
        lines.setContentsMargins(0, 0, 0, 0)
        label = words(f"{name}\n{how}" if how else name)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines.addWidget(label)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for text, spoken, act in (
            (self.tr("Change"), self.tr("Change: {name}"), self._edit),
            (self.tr("Remove"), self.tr("Remove: {name}"), self._remove),
        ):
            button = QPushButton(text)
            button.setAccessibleName(spoken.format(name=name))
            set_role(button, "quiet")
            button.clicked.connect(lambda _=False, act=act: act(number))
            flow.addWidget(button)
        lines.addWidget(buttons)
        return row

    def _edit(self, number: int | None) -> None:
        self._editing = number
        name, how = ("", "") if number is None else self._contacts[number]
        self._name.setText(name)
        self._how.setText(how)
        self._keep.setText(self.tr("Add") if number is None else self.tr("Keep the change"))
        if number is not None:
            self._name.setFocus()

    def _take(self) -> None:
        name, how = self._name.text(), self._how.text()
        if not name.strip() and not how.strip():
            return
        self._notice.clear()
        if self._editing is None:
            self._presenter.add(name, how)
        else:
            self._presenter.change(self._editing, name, how)

    def _remove(self, number: int) -> None:
        take_back = self._presenter.remove(number)

        def undo() -> None:
            self._notice.clear()
            take_back()

        self._notice.say(self.tr("Removed."), [(self.tr("Undo"), undo)])

    def _show_problem(self, error: KnownError) -> None:
        problem = self._problems.words(error)
        self._notice.say(
            self.tr("Not saved. {happened} {to_do}").format(
                happened=problem.happened, to_do=problem.to_do
            ),
            problem=True,
        )
