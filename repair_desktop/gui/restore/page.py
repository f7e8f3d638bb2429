"""Opens a backup: what it is, what opens it, and what comes of that."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QWidget

from repair_desktop.core.errors import (
    HeaderDamaged,
    JournalDamaged,
    KnownError,
    MistypedCode,
    NoBackup,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongVault,
)
from repair_desktop.gui.problems import Problem, ProblemWords
from repair_desktop.gui.restore.presenter import (
    RestorePresenter,
    RestoreState,
    RestoreView,
    Slot,
    Target,
)
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.backup_list import BackupWords
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.code_field import CodeField
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.passphrase_field import PassphraseField
from repair_desktop.gui.widgets.paths import breakable
from repair_desktop.gui.widgets.pressing import on_chosen, show_checked
from repair_desktop.gui.widgets.words import words

_BUSY = frozenset(
    {
        RestoreState.LOOKING,
        RestoreState.CHECKING,
        RestoreState.ADOPTING,
        RestoreState.HANDED_OVER,
    }
)
_DAMAGED = (JournalDamaged, HeaderDamaged, NoBackup)


class RestorePage(Page):
    """Shows a :class:`RestoreView`.

    Signals:
        another_requested: The person wants to choose another file.
        closed: Back to where the person was.
    """

    another_requested = Signal()
    closed = Signal()

    def __init__(
        self, presenter: RestorePresenter, problems: ProblemWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._problems = problems
        self._shown: RestoreView | None = None
        self.set_header(self.tr("Open a backup"), "")
        self._card = Card()
        self._card.lines.setSpacing(3 * SPACE)
        self.add_widget(self._card)
        self._add_facts()
        self._add_problem()
        self._add_fields()
        self._add_ways()
        self._add_back()
        presenter.changed.connect(self._show)
        self._show(presenter.view)

    # --- setting up -------------------------------------------------------------------------

    def _add_facts(self) -> None:
        backup, lines = self._presenter.backup, self._card.lines
        self._made = words(
            self.tr("Made on {when}. Entries in it: {count}.").format(
                when=BackupWords(self).made(backup), count=backup.facts.entries
            ),
            "question",
        )
        self._file = words(self.tr("File: {path}").format(path=breakable(backup.path)), "helper")
        self._outcome = words("")
        for label in (self._made, self._file, self._outcome):
            lines.addWidget(label)

    def _add_problem(self) -> None:
        self._title = words("", "question")
        self._happened = words("")
        self._safe = words("")
        self._to_do = words("")
        for label in self._problem_labels():
            self._card.lines.addWidget(label)

    def _add_fields(self) -> None:
        lines = self._card.lines
        self._asking = words("")
        self._by_passphrase = QRadioButton(self.tr("My passphrase"))
        self._by_code = QRadioButton(self.tr("My recovery code"))
        self._passphrase, self._code = PassphraseField(), CodeField()
        self._passphrase.set_label(self.tr("Passphrase"))
        self._code.set_label(self.tr("Recovery code"))
        self._status = words("")
        for radio in (self._by_passphrase, self._by_code):
            on_chosen(radio, self._choose)
        for widget in (
            self._asking,
            self._by_passphrase,
            self._by_code,
            self._passphrase,
            self._code,
            self._status,
        ):
            lines.addWidget(widget)
        self._passphrase.submitted.connect(self._do_main)
        self._code.submitted.connect(self._do_main)

    def _add_ways(self) -> None:
        self._main = QPushButton()
        self._again = QPushButton(self.tr("Try again"))
        self._another = QPushButton(self.tr("Choose another file…"))
        self._ways = QWidget()
        row = FlowLayout(self._ways)
        for button, role in (
            (self._main, "primary"),
            (self._again, "primary"),
            (self._another, "secondary"),
        ):
            button.setAutoDefault(True)
            set_role(button, role)
            row.addWidget(button)
        self._card.lines.addWidget(self._ways)
        self._main.clicked.connect(self._do_main)
        self._again.clicked.connect(self._presenter.try_again)
        self._another.clicked.connect(self.another_requested)

    def _add_back(self) -> None:
        back = QPushButton(self.tr("Back"))
        back.setAutoDefault(True)
        set_role(back, "secondary")
        back.clicked.connect(self.closed)
        foot = QWidget()
        FlowLayout(foot).addWidget(back)
        self.set_foot(foot)

    # --- what the person does ---------------------------------------------------------------

    def _do_main(self) -> None:
        if self._presenter.view.state is RestoreState.READY:
            self._presenter.use()
        elif not self._passphrase.isHidden():
            self._presenter.open_with_passphrase(self._passphrase.passphrase())
        else:
            self._presenter.open_with_code(self._code.text())

    def _choose(self) -> None:
        self._show_slot()
        field = self._code if self._passphrase.isHidden() else self._passphrase
        QTimer.singleShot(0, self, lambda: self.show_widget(field))

    # --- showing ----------------------------------------------------------------------------

    def _show(self, view: RestoreView) -> None:
        before, self._shown = self._shown, view
        if view.state in _BUSY:
            self._show_busy(view, first=before is None)
            return
        self._status.hide()
        self._outcome.setText(self._outcome_words(view))
        self._outcome.setVisible(bool(self._outcome.text()))
        problem = self._show_problem(view)
        self._show_fields(view)
        self._show_ways(view)
        self.start_at(self._main_control(view))
        self.take_keys()
        if isinstance(view.error, WrongPassphrase):
            self._passphrase.select()
        elif isinstance(view.error, WrongRecoveryCode | MistypedCode):
            self._code.take_focus()
        spoken = (self._field_error(view), problem, self._made.text(), self._outcome.text())
        heard = spoken if view.error is None else spoken[:2]
        announce(self, " ".join(text for text in heard if text), assertive=view.error is not None)

    def _show_busy(self, view: RestoreView, first: bool) -> None:
        # What was shown stays where it is, so that nothing jumps for the fraction of a second.
        self._status.setText(
            {
                RestoreState.CHECKING: self.tr("Looking whether it opens…"),
                RestoreState.ADOPTING: self.tr("Putting the backup in place…"),
            }.get(view.state, self.tr("One moment…"))
        )
        self._status.show()
        for field in (self._passphrase, self._code):
            field.set_read_only(True)
        if view.state in (RestoreState.ADOPTING, RestoreState.HANDED_OVER):
            self._passphrase.clear()
            self._code.clear()
        if first:
            for widget in (*self._problem_labels(), *self._slot_widgets(), self._ways):
                widget.hide()
            self._outcome.hide()
        if view.state in (RestoreState.CHECKING, RestoreState.ADOPTING):
            announce(self, self._status.text())

    def _show_problem(self, view: RestoreView) -> str:
        """Show what went wrong, if no field says it, and return all of it."""
        at_field = bool(self._field_error(view))
        problem = Problem("", "", "", "")
        if view.error is not None and not at_field:
            problem = self._problem(view.error)
        texts = (problem.title, problem.happened, problem.safe, problem.to_do)
        for label, text in zip(self._problem_labels(), texts, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        return problem.text if problem.title else ""

    def _show_fields(self, view: RestoreView) -> None:
        asking, both = bool(view.slots), len(view.slots) == len(Slot)
        self._asking.setText(
            self.tr("It opens with what you had when it was made. Which do you have?")
            if both
            else self.tr("It opens with what you had when it was made.")
        )
        self._asking.setVisible(asking)
        for radio in (self._by_passphrase, self._by_code):
            radio.setVisible(both)
            radio.setAccessibleDescription(self._asking.text())
        if not self._by_passphrase.isChecked() and not self._by_code.isChecked():
            show_checked(self._by_passphrase, True)
        if not both:
            only = self._by_passphrase if Slot.PASSPHRASE in view.slots else self._by_code
            show_checked(only, True)
        for field in (self._passphrase, self._code):
            field.set_read_only(False)
            if not asking:
                field.clear()
                field.hide()
        if asking:
            self._show_slot()
        error = self._field_error(view)
        by_passphrase = isinstance(view.error, WrongPassphrase)
        self._passphrase.set_error(error if by_passphrase else "")
        self._code.set_error("" if by_passphrase else error)

    def _show_slot(self) -> None:
        by_passphrase = self._by_passphrase.isChecked()
        self._passphrase.setVisible(by_passphrase)
        self._code.setVisible(not by_passphrase)
        # Nothing typed stays where nobody sees it.
        (self._code if by_passphrase else self._passphrase).clear()

    def _show_ways(self, view: RestoreView) -> None:
        failed = view.state is RestoreState.FAILED
        self._ways.show()
        self._main.setText(
            {
                Target.JOURNAL: self.tr("Restore this backup"),
                Target.NO_HEADER: self.tr("Open my journal"),
            }.get(view.target or Target.EMPTY, self.tr("Open this backup"))
        )
        self._main.setVisible(not failed)
        self._again.setVisible(view.can_retry)

    def _main_control(self, view: RestoreView) -> QWidget:
        if view.state is RestoreState.READY:
            return self._main
        if view.state is RestoreState.ASKING:
            return self._code if self._passphrase.isHidden() else self._passphrase
        return self._again if view.can_retry else self._another

    def _problem_labels(self) -> tuple[QLabel, ...]:
        return (self._title, self._happened, self._safe, self._to_do)

    def _slot_widgets(self) -> tuple[QWidget, ...]:
        radios = (self._by_passphrase, self._by_code)
        return (self._asking, *radios, self._passphrase, self._code)

    # --- words ------------------------------------------------------------------------------

    def _outcome_words(self, view: RestoreView) -> str:
        folder = breakable(self._presenter.folder)
        if view.state is RestoreState.FAILED:
            return ""
        match view.target:
            case Target.EMPTY:
                return self.tr(
                    "It becomes your journal, in {folder}. The file itself stays as it is."
                ).format(folder=folder)
            case Target.JOURNAL:
                return self.tr(
                    "It takes the place of your journal. What you wrote after it was made is not "
                    "in it. Your journal as it is now is kept for 30 days."
                )
            case Target.NO_HEADER:
                return self.tr(
                    "Repair copies it beside your journal in {folder}, and opens your journal "
                    "with it. What you wrote there is not changed."
                ).format(folder=folder)
            case None:
                return ""

    def _field_error(self, view: RestoreView) -> str:
        match view.error:
            case WrongPassphrase():
                return self.tr(
                    "That passphrase does not open this backup. Look whether Caps Lock is on and "
                    "which keyboard is chosen. If you have changed it since, try the one before."
                )
            case WrongRecoveryCode():
                return self.tr(
                    "That recovery code does not open this backup. If you have an older one on "
                    "paper, try that."
                )
            case MistypedCode():
                problem = self._problems.words(view.error)
                return f"{problem.title}. {problem.happened} {problem.to_do}"
            case _:
                return ""

    def _problem(self, error: KnownError) -> Problem:
        nothing = self.tr("Nothing has been changed.")
        match error:
            case WrongVault():
                return Problem(
                    self.tr("This backup can not be opened here"),
                    self.tr(
                        "It has no passphrase and no recovery code. Only the key of the journal "
                        "it was made of opens it, and that key is not here."
                    ),
                    nothing,
                    self.tr("If that journal still opens, restore the backup there."),
                )
            case _ if isinstance(error, _DAMAGED):
                return Problem(
                    self.tr("This backup is damaged"),
                    self.tr("A part of it is not as it was written."),
                    nothing,
                    self.tr("Choose another backup, or another copy of this one."),
                )
            case _:
                return self._problems.words(error)
